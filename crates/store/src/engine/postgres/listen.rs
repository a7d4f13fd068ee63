//! Notifications of commits between processes: one connection that listens and is reopened when it
//! is lost. It carries announcements too: texts that processes send to each other.
//!
//! Notifications are sent after commits, several at once, and not within them, because PostgreSQL
//! serializes the commits of transactions that notify. A process that dies in between sends none,
//! and a short-lived one never does, so waiting readers also poll.

use std::{
    future::poll_fn,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{Notify, broadcast, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_postgres::{
    AsyncMessage, Client, Config, Connection, Socket,
    types::{ToSql, Type},
};

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

/// The most announcements that wait for the connection, and the most that wait for a receiver.
const MOST_ANNOUNCEMENTS: usize = 1_000;
/// The longest announcement in bytes: PostgreSQL accepts 8,000.
const LONGEST: usize = 7_000;

/// What the listening task sends to other processes.
#[derive(Default)]
pub(super) struct Outbox {
    filled: Notify,
    messages: Mutex<Messages>,
}

#[derive(Default)]
struct Messages {
    has_committed: bool,
    announcements: Vec<String>,
    /// The number of the last announcement: PostgreSQL sends equal texts of one statement once.
    last: u64,
}

impl Outbox {
    /// Reports a commit.
    pub(super) fn report_commit(&self) {
        self.update(|messages| messages.has_committed = true);
    }

    /// Sends a text. It is dropped when it is too long or too many wait.
    pub(super) fn announce(&self, text: &str) {
        self.update(|messages| {
            if text.len() <= LONGEST && messages.announcements.len() < MOST_ANNOUNCEMENTS {
                messages.last += 1;
                messages.announcements.push(format!("{} {text}", messages.last));
            }
        });
    }

    /// The payloads to send: an empty one reports commits.
    fn take(&self) -> Vec<String> {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let mut payloads = std::mem::take(&mut messages.announcements);
        if std::mem::take(&mut messages.has_committed) {
            payloads.push(String::new());
        }
        payloads
    }

    fn update(&self, update: impl FnOnce(&mut Messages)) {
        update(&mut self.messages.lock().unwrap_or_else(PoisonError::into_inner));
        self.filled.notify_one();
    }
}

/// What the listening task receives from other processes.
#[derive(Clone)]
pub(super) struct Inbox {
    /// Changes with each commit.
    pub(super) commits: watch::Sender<u64>,
    pub(super) announcements: broadcast::Sender<Arc<str>>,
}

impl Inbox {
    pub(super) fn new(commits: watch::Sender<u64>) -> Self {
        Self { commits, announcements: broadcast::Sender::new(MOST_ANNOUNCEMENTS) }
    }

    fn receive(&self, payload: &str) {
        match payload.split_once(' ') {
            // Without a receiver it is lost.
            Some((_, text)) => drop(self.announcements.send(text.into())),
            None => self.commits.send_modify(|count| *count += 1),
        }
    }
}

/// The listening task. Dropping this stops it.
pub(super) struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends what is in `outbox` to other processes, and fills `inbox` with what they send.
pub(super) fn listen(config: Config, tls: Tls, outbox: Arc<Outbox>, inbox: Inbox) -> Listening {
    Listening(tokio::spawn(async move {
        let mut wait = AT_FIRST;
        loop {
            let mut stood = false;
            if let Err(error) = attend(&config, &tls, &outbox, &inbox, &mut stood).await {
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
    outbox: &Outbox,
    inbox: &Inbox,
    stood: &mut bool,
) -> Result<(), Error> {
    let (client, connection) = within(Some(CONNECTING), config.connect(tls.clone())).await?;
    let (me, mut known) = watch::channel(0);
    tokio::select! {
        ended = hear(connection, &mut known, inbox) => ended,
        ended = async {
            let own = "SELECT pg_backend_pid()";
            me.send_replace(within(Some(CONNECTING), client.query_one(own, &[])).await?.get(0));
            say(&client, "LISTEN roster").await?;
            *stood = true;
            // Commits may have been missed while no connection stood.
            inbox.commits.send_modify(|count| *count += 1);
            notify(&client, outbox).await
        } => ended,
    }
}

/// Forwards notifications while `notify` uses the same connection.
async fn hear(
    mut connection: Connection<Socket, impl AsyncRead + AsyncWrite + Unpin>,
    me: &mut watch::Receiver<i32>,
    inbox: &Inbox,
) -> Result<(), Error> {
    while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notification(notification) = message?
            && notification.process_id() != *me.borrow_and_update()
        {
            inbox.receive(notification.payload());
        }
    }
    Err(Error::new(ErrorKind::Unreachable, "the connection to PostgreSQL is closed"))
}

async fn notify(client: &Client, outbox: &Outbox) -> Result<(), Error> {
    let send = "SELECT pg_notify('roster', payload) FROM unnest($1) AS payload";
    loop {
        let payloads = match timeout(SILENCE, outbox.filled.notified()).await {
            Ok(()) => outbox.take(),
            Err(_) => Vec::new(),
        };
        if payloads.is_empty() {
            say(client, "").await?;
        } else {
            let values = [(&payloads as &(dyn ToSql + Sync), Type::TEXT_ARRAY)];
            within(Some(CONNECTING), client.query_typed(send, &values)).await?;
        }
        sleep(BETWEEN).await;
    }
}

async fn say(client: &Client, sql: &str) -> Result<(), Error> {
    within(Some(CONNECTING), client.batch_execute(sql)).await
}
