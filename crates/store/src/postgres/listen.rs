//! Hearing of what other processes commit, and telling them of ours: one connection that listens,
//! made anew whenever it is lost.
//!
//! Commits are told after they are made, many at a time, and not within them: PostgreSQL commits
//! transactions that notify one after another. So a process that dies in between tells nothing, and
//! a short-lived one never does; whoever waits for changes looks from time to time all the same.

use std::{future::poll_fn, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Notify, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Socket};

use super::{
    patience::{CONNECTING, within},
    tls::Tls,
};
use crate::error::{Error, ErrorKind};

/// How long to wait between two notifications, so that a busy writer wakes the others now and then,
/// and not at each commit.
const BETWEEN: Duration = Duration::from_millis(20);
/// After how long a silence it is asked whether the connection still stands.
const SILENCE: Duration = Duration::from_secs(15);
/// How long to wait before the first new connection; each one that fails doubles it,
const AT_FIRST: Duration = Duration::from_millis(100);
/// up to this.
const AT_MOST: Duration = Duration::from_secs(2);

/// A process that listens, until this is dropped.
pub(super) struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Tells others of each commit that `ours` is told of, and `heard` of each of theirs.
pub(super) fn listen(
    config: Config,
    tls: Tls,
    ours: Arc<Notify>,
    heard: watch::Sender<u64>,
) -> Listening {
    Listening(tokio::spawn(async move {
        let mut wait = AT_FIRST;
        loop {
            let mut stood = false;
            if let Err(error) = attend(&config, &tls, &ours, &heard, &mut stood).await {
                tracing::warn!(%error, "not listening to other processes");
            }
            wait = if stood { AT_FIRST } else { AT_MOST.min(wait * 2) };
            sleep(wait).await;
        }
    }))
}

/// Listens for as long as a connection stands.
async fn attend(
    config: &Config,
    tls: &Tls,
    ours: &Notify,
    heard: &watch::Sender<u64>,
    stood: &mut bool,
) -> Result<(), Error> {
    let (client, connection) = within(Some(CONNECTING), config.connect(tls.clone())).await?;
    let (me, mut known) = watch::channel(0);
    tokio::select! {
        ended = hear(connection, &mut known, heard) => ended,
        ended = async {
            let own = "SELECT pg_backend_pid()";
            me.send_replace(within(Some(CONNECTING), client.query_one(own, &[])).await?.get(0));
            say(&client, "LISTEN roster").await?;
            *stood = true;
            // Whatever was committed while nobody listened.
            heard.send_modify(|count| *count += 1);
            tell(&client, ours).await
        } => ended,
    }
}

/// Passes on what other processes tell, while the connection works for `tell` as well.
async fn hear(
    mut connection: Connection<Socket, impl AsyncRead + AsyncWrite + Unpin>,
    me: &mut watch::Receiver<i32>,
    heard: &watch::Sender<u64>,
) -> Result<(), Error> {
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(told) = message?
            && told.process_id() != *me.borrow_and_update()
        {
            heard.send_modify(|count| *count += 1);
        }
    }
    Err(Error::new(ErrorKind::Unreachable, "the connection to PostgreSQL is closed"))
}

async fn tell(client: &Client, ours: &Notify) -> Result<(), Error> {
    loop {
        match timeout(SILENCE, ours.notified()).await {
            Ok(()) => say(client, "NOTIFY roster").await?,
            Err(_) => say(client, "").await?,
        }
        sleep(BETWEEN).await;
    }
}

async fn say(client: &Client, sql: &str) -> Result<(), Error> {
    within(Some(CONNECTING), client.batch_execute(sql)).await
}
