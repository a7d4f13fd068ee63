//! `roster serve`.

use std::io::ErrorKind;

use clap::Args;
use roster_directory::Directory;
use roster_server::{App, Limits};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::Run;
use crate::{
    config::Setting,
    demo, logging,
    output::{print, talk},
};

/// How to serve.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// The address to listen on; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<String>,
    /// Make the domain `demo` with people in it, unless it is there, and print commands to try
    #[arg(long)]
    demo: bool,
}

const EXAMPLES: &str = "\
The first line on stdout is `listening on http://ADDRESS`. SIGTERM and SIGINT end the server once
the requests under way are answered.

Examples:
  roster serve --demo
  roster serve --listen 0.0.0.0:8080 --data /var/lib/roster
  roster serve --database postgres://roster@db.internal/roster --log-format json";

/// Serves until told to stop.
pub(crate) async fn run(serve: Serve, run: &Run) -> anyhow::Result<()> {
    logging::start(&run.config, "info")?;
    let directory = super::open(&run.config).await?;
    let listener = bind(&run.config.listen).await?;
    let address = listener.local_addr()?;
    // Whoever reads the first line may at once send a signal, so the signals come first.
    let shutdown = shutdown_on(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);

    let url = format!("http://{address}");
    print(&format!("listening on {url}"))?;
    if serve.demo {
        print(&demo::prepare(&directory).await?.commands(&url))?;
    } else {
        greet(&directory, &url).await?;
    }
    roster_server::serve(listener, App::new(directory), Limits::default(), shutdown).await?;
    talk("stopped");
    Ok(())
}

async fn bind(listen: &Setting<String>) -> anyhow::Result<TcpListener> {
    TcpListener::bind(&listen.value).await.map_err(|error| {
        let said_by = listen.origin.describe("listen");
        let remedy = match error.kind() {
            ErrorKind::InvalidInput => ": give an address and a port, such as 127.0.0.1:8080",
            ErrorKind::AddrInUse => ": another program does; port 0 picks a free one",
            ErrorKind::PermissionDenied => ": the system keeps ports below 1024 for itself",
            _ => "",
        };
        let text = format!("cannot listen on {} ({said_by}){remedy}", listen.value);
        anyhow::Error::new(error).context(text)
    })
}

fn shutdown_on(mut terminate: Signal, mut interrupt: Signal) -> CancellationToken {
    let shutdown = CancellationToken::new();
    let token = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        token.cancel();
    });
    shutdown
}

/// Tells what to do first in a directory with nothing in it.
async fn greet(directory: &Directory, url: &str) -> anyhow::Result<()> {
    if directory.admin().list_domains().await?.is_empty() {
        talk(format_args!(
            "The directory is empty. In another terminal, with the same --data or --database:
  roster domain create north
  roster web-user create ada@example.org --domain north          # prints a password
  roster api-key create --user ada@example.org --domain north    # prints a key
then:
  curl -H 'Authorization: ApiKey ada@example.org:KEY' {url}/a/north/api/user/v1/
`roster serve --demo` has people in it already."
        ));
    }
    Ok(())
}
