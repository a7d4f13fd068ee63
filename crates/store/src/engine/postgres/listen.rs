//! Notifications of commits between processes: one connection that listens and is reopened when it
//! is lost.
//!
//! Notifications are sent after commits, several at once, and not within them, because PostgreSQL
//! serializes the commits of transactions that notify. A process that dies in between sends none,
//! and a short-lived one never does, so waiting readers also poll.

use std::{future::poll_fn, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Notify, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Socket};

use super::{
    timeouts::{CONNECTING, within},
    tls::Tls,
};
use crate::error::{Error, ErrorKind};

/// Shortest time between two notifications, so that a busy writer does not wake the others at each
/// commit.
const BETWEEN: Duration = Duration::from_millis(20);
/// Silence after which the connection is tested.
const SILENCE: Duration = Duration::from_secs(15);
/// First wait before reconnecting; each failure doubles it.
const AT_FIRST: Duration = Duration::from_millis(100);
/// Longest wait.
const AT_MOST: Duration = Duration::from_secs(2);

/// The listening task. Dropping this stops it.
pub(super) struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Notifies other processes of each commit in `ours`, and `heard` of each of theirs.
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

/// Listens while the connection stands.
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
            // Commits may have been missed while no connection stood.
            heard.send_modify(|count| *count += 1);
            notify(&client, ours).await
        } => ended,
    }
}

/// Forwards notifications while `notify` uses the same connection.
async fn hear(
    mut connection: Connection<Socket, impl AsyncRead + AsyncWrite + Unpin>,
    me: &mut watch::Receiver<i32>,
    heard: &watch::Sender<u64>,
) -> Result<(), Error> {
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(notification) = message?
            && notification.process_id() != *me.borrow_and_update()
        {
            heard.send_modify(|count| *count += 1);
        }
    }
    Err(Error::new(ErrorKind::Unreachable, "the connection to PostgreSQL is closed"))
}

async fn notify(client: &Client, ours: &Notify) -> Result<(), Error> {
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
