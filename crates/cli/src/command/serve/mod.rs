//! `roster serve`.

mod rlimit;
mod signals;

use std::{
    io,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};

use clap::Args;
use roster_directory::Directory;
use roster_model::Error;
use roster_server::{App, Folders, Limits, Listener, OidcSettings, Tls};
use roster_store::{Backend, Error as StoreError, ErrorKind};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use self::signals::Stop;
use super::Run;
use crate::{
    config::{Config, Layer, Oidc, Setting, TlsFiles},
    demo, logging,
    output::{print, status},
};

/// First wait before an unreachable store is tried again. Each wait doubles.
const AT_FIRST: Duration = Duration::from_millis(250);
/// Longest wait.
const AT_MOST: Duration = Duration::from_secs(2);

/// Options of `serve`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// The address to listen on; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// The URL at which users reach the server, for links that are passed on and for sign-in with an
    /// identity provider [default: that of each request]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Use TLS with the certificate chain in this PEM file
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, as PEM
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// Trust the forwarding headers of the proxy at this address or network; repeatable
    #[arg(long = "trusted-proxy", value_name = "IP|CIDR")]
    trusted_proxies: Vec<String>,
    /// Stop a query of a request after this many seconds, with 503 [default: 5]
    #[arg(long, value_name = "SECONDS")]
    statement_timeout: Option<u64>,
    /// MiB of memory for all caches: rendered workers, responses, pages of the store [default: 128]
    #[arg(long, value_name = "MIB")]
    memory: Option<u32>,
    /// The folder for backups that operators start in the console [default: `backups` in the folder of
    /// the embedded store, else ./roster-backups]
    #[arg(long, value_name = "DIR")]
    backups: Option<PathBuf>,
    /// Create the domain `demo` with example people, unless it exists, and print commands to try
    #[arg(long)]
    demo: bool,
}

const EXAMPLES: &str = "\
The first line on stdout is `listening on http://ADDRESS`, or https:// with a certificate. SIGTERM
and SIGINT stop the server after the running requests; a second signal aborts them. SIGHUP reloads
certificate and key.

Examples:
  roster serve --demo
  roster serve --listen 0.0.0.0:8080 --data /var/lib/roster
  roster serve --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem
  roster serve --trusted-proxy 127.0.0.1
  roster serve --database postgres://roster@db.internal/roster --log-format json";

impl Serve {
    /// Adds the settings in these flags.
    pub(crate) fn add_to(&self, flags: &mut Layer) {
        flags.listen.clone_from(&self.listen);
        flags.public_url.clone_from(&self.public_url);
        flags.memory = self.memory;
        flags.backups.clone_from(&self.backups);
        flags.tls_cert.clone_from(&self.tls_cert);
        flags.tls_key.clone_from(&self.tls_key);
        flags.statement_timeout = self.statement_timeout;
        let proxies = &self.trusted_proxies;
        flags.trusted_proxies = (!proxies.is_empty()).then(|| proxies.clone());
    }
}

/// Serves until a signal.
pub(crate) async fn run(serve: Serve, run: &Run) -> anyhow::Result<()> {
    logging::start(&run.config, "info")?;
    let tls = run.config.tls.as_ref().map(load).transpose()?;
    let oidc = run.config.oidc.as_ref().map(Oidc::settings).transpose()?;
    let opened = match open(&run.config).await {
        Err(error) if is_away(&error) => None,
        opened => Some(opened?),
    };
    let listener = bind(&run.config.listen).await?;
    let address = listener.local_addr()?;
    let mut door =
        Listener::from(listener).with_trusted_proxies(run.config.trusted_proxies.value.clone());
    // A reader of the first line may send a signal at once, so the handlers are installed first.
    let stop = Stop::on(signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let scheme = if let Some(tls) = tls {
        signals::reload_on(signal(SignalKind::hangup())?, Arc::clone(&tls));
        door = door.with_tls(tls);
        "https"
    } else {
        "http"
    };

    let url = format!("{scheme}://{address}");
    print(&format!("listening on {url}"))?;
    let limits = Limits { max_connections: rlimit::connections()?, ..Limits::default() };
    let shutdown = stop.in_order.clone();
    // Boxed: these futures are large and used once.
    let served = OnceLock::new();
    let serving = Box::pin(async {
        if let Some(directory) = opened {
            let directory = served.get_or_init(|| directory).clone();
            let app = welcome(directory, &run.config, oidc, serve.demo, &url).await?;
            return Ok(roster_server::serve(door, app, limits, shutdown).await?);
        }
        let opening = Box::pin(async {
            let directory = open_once_back(&run.config).await?;
            let directory = served.get_or_init(|| directory).clone();
            welcome(directory, &run.config, oidc, serve.demo, &url).await
        });
        roster_server::serve_with_startup(door, opening, limits, shutdown).await
    });
    tokio::select! {
        ended = serving => ended?,
        () = stop.at_once.cancelled() => status("second signal: running requests are aborted"),
    }
    if let Some(directory) = served.get()
        && let Err(error) = directory.close().await
    {
        tracing::warn!(%error, "store not closed in order");
    }
    status("stopped");
    Ok(())
}

fn load(files: &TlsFiles) -> anyhow::Result<Arc<Tls>> {
    Ok(Arc::new(Tls::load(files.cert.value.clone(), files.key.value.clone())?))
}

async fn open(config: &Config) -> anyhow::Result<Directory> {
    super::open(config, &config.options_to_serve()).await
}

/// Opens the directory as soon as its store is reachable.
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

/// Whether the store may become reachable by itself.
fn is_away(error: &anyhow::Error) -> bool {
    let store = error.downcast_ref::<StoreError>().map(StoreError::kind);
    let busy = matches!(
        error.downcast_ref::<Error>(),
        Some(Error::TransactionConflict(_) | Error::Unavailable(_))
    );
    busy || store == Some(&ErrorKind::Unreachable)
}

/// Prints the greeting or the demo commands, and creates the app.
async fn welcome(
    directory: Directory,
    config: &Config,
    oidc: Option<OidcSettings>,
    with_demo: bool,
    url: &str,
) -> anyhow::Result<App> {
    if with_demo {
        print(&Box::pin(demo::prepare(&directory)).await?.commands(url))?;
    } else {
        greet(&directory, url).await?;
    }
    let kept = directory.clone();
    tokio::spawn(async move { kept.purge_idempotency_keys_hourly().await });
    let kept = directory.clone();
    tokio::spawn(async move { kept.record_time_every_minute().await });
    let kept = directory.clone();
    tokio::spawn(async move { kept.purge_history_hourly().await });
    let scheduled = directory.clone();
    tokio::spawn(async move { scheduled.deactivate_due_workers_regularly().await });
    let left = directory.clone();
    tokio::spawn(async move { left.complete_accepted_changes_regularly().await });
    let public_url = config.public_url.as_ref().map(|url| url.value.clone());
    let data = match &config.place.value {
        Backend::Embedded(folder) => Some(folder.clone()),
        Backend::Postgres(_) => None,
    };
    let folders = Folders { backups: Some(config.backups.value.clone()), data };
    let app = App::new(directory).with_cache_memory(config.cache_memory());
    let app = app.with_webhooks(config.webhooks.settings()).with_folders(folders);
    Ok(app.with_public_url(public_url).with_oidc(oidc))
}

async fn bind(listen: &Setting<String>) -> anyhow::Result<TcpListener> {
    TcpListener::bind(&listen.value).await.map_err(|error| {
        let said_by = listen.origin.describe("listen");
        let remedy = match error.kind() {
            io::ErrorKind::InvalidInput => ": give an address and a port, such as 127.0.0.1:8080",
            io::ErrorKind::AddrInUse => ": the port is in use; port 0 picks a free one",
            io::ErrorKind::PermissionDenied => ": ports below 1024 need privileges",
            _ => "",
        };
        let text = format!("cannot listen on {} ({said_by}){remedy}", listen.value);
        anyhow::Error::new(error).context(text)
    })
}

/// Prints the first steps for an empty directory.
async fn greet(directory: &Directory, url: &str) -> anyhow::Result<()> {
    if directory.list_domains().await?.is_empty() {
        status(format_args!(
            "The directory is empty. In another terminal, with the same --data or --database:
  roster domain create north
  roster web-user create ada@example.org --domain north          # prints a password
  roster api-key create --user ada@example.org --domain north    # prints a key
then:
  curl -H 'Authorization: ApiKey ada@example.org:KEY' {url}/a/north/api/user/v1/
`roster serve --demo` starts with example people."
        ));
    }
    Ok(())
}
