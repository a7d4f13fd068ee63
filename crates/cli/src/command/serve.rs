//! `roster serve`.

use std::{io, time::Duration};

use clap::Args;
use roster_directory::Directory;
use roster_model::Fault;
use roster_server::{App, Limits};
use roster_store::{Error, ErrorKind};
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

use super::Run;
use crate::{
    config::{Config, Setting},
    demo, logging,
    output::{print, talk},
};

/// How long to wait before a store that does not answer is asked again; each time it doubles,
const AT_FIRST: Duration = Duration::from_millis(250);
/// up to this.
const AT_MOST: Duration = Duration::from_secs(2);

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
    let opened = match open(&run.config).await {
        Err(error) if is_away(&error) => None,
        opened => Some(opened?),
    };
    let listener = bind(&run.config.listen).await?;
    let address = listener.local_addr()?;
    // Whoever reads the first line may at once send a signal, so the signals come first.
    let shutdown = shutdown_on(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);

    let url = format!("http://{address}");
    print(&format!("listening on {url}"))?;
    let limits = Limits::default();
    if let Some(directory) = opened {
        let app = Box::pin(welcome(directory, serve.demo, &url)).await?;
        roster_server::serve(listener, app, limits, shutdown).await?;
    } else {
        // Boxed: it is large, and needed once at most.
        let opening =
            Box::pin(async { welcome(open_once_back(&run.config).await?, serve.demo, &url).await });
        roster_server::serve_once_open(listener, opening, limits, shutdown).await?;
    }
    talk("stopped");
    Ok(())
}

async fn open(config: &Config) -> anyhow::Result<Directory> {
    super::open(config, &config.options_to_serve()).await
}

/// Opens a directory whose store does not answer, as soon as it does.
async fn open_once_back(config: &Config) -> anyhow::Result<Directory> {
    let mut wait = AT_FIRST;
    loop {
        tokio::time::sleep(wait).await;
        match open(config).await {
            Err(error) if is_away(&error) => {
                tracing::warn!(error = %error.root_cause(), "no store");
            }
            opened => return opened,
        }
        wait = AT_MOST.min(wait * 2);
    }
}

/// Whether the store may come back by itself.
fn is_away(error: &anyhow::Error) -> bool {
    let store = error.downcast_ref::<Error>().map(Error::kind);
    let busy = matches!(error.downcast_ref::<Fault>(), Some(Fault::Busy(_)));
    busy || store == Some(&ErrorKind::Unreachable)
}

/// Tells whoever started this what there is, and makes it an app.
async fn welcome(directory: Directory, with_demo: bool, url: &str) -> anyhow::Result<App> {
    if with_demo {
        print(&demo::prepare(&directory).await?.commands(url))?;
    } else {
        greet(&directory, url).await?;
    }
    let kept = directory.clone();
    tokio::spawn(async move { kept.forget_answers_hourly().await });
    Ok(App::new(directory))
}

async fn bind(listen: &Setting<String>) -> anyhow::Result<TcpListener> {
    TcpListener::bind(&listen.value).await.map_err(|error| {
        let said_by = listen.origin.describe("listen");
        let remedy = match error.kind() {
            io::ErrorKind::InvalidInput => ": give an address and a port, such as 127.0.0.1:8080",
            io::ErrorKind::AddrInUse => ": another program does; port 0 picks a free one",
            io::ErrorKind::PermissionDenied => ": the system keeps ports below 1024 for itself",
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
