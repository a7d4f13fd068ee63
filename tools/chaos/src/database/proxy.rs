//! A proxy between the server and its database that can fail.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use anyhow::Context as _;
use fastrand::Rng;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// `COMMIT` in PostgreSQL's protocol.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";
/// One of this many commits is cut off.
const CUT: u32 = 4;

/// Behaviour of the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Forwards everything.
    Pass,
    /// Forwards nothing and closes nothing.
    Swallow,
    /// Closes every connection and accepts none.
    Refuse,
    /// Closes some connections at their commits: half of them before the database receives the
    /// commit, the others after it has committed.
    CutCommits,
}

/// A proxy that runs until the program exits.
pub(super) struct Proxy {
    pub(super) port: u16,
    mode: watch::Sender<Mode>,
    cut: Arc<AtomicU64>,
}

impl Proxy {
    /// Starts a proxy to `port` of this machine.
    pub(super) async fn start(port: u16, mut random: Rng) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let own = listener.local_addr()?.port();
        let (mode, behaviour) = watch::channel(Mode::Pass);
        let cut = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&cut);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (behaviour, random, cut) =
                    (behaviour.clone(), random.fork(), Arc::clone(&counted));
                // Broken connections are expected here.
                tokio::spawn(
                    async move { drop(hand_on(client, port, behaviour, random, &cut).await) },
                );
            }
        });
        Ok(Self { port: own, mode, cut })
    }

    /// Changes the behaviour.
    pub(super) fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }

    /// Number of commits that were cut off.
    pub(super) fn cut(&self) -> u64 {
        self.cut.load(Ordering::SeqCst)
    }
}

async fn hand_on(
    mut client: TcpStream,
    port: u16,
    mut mode: watch::Receiver<Mode>,
    mut random: Rng,
    cut: &AtomicU64,
) -> anyhow::Result<()> {
    mode.wait_for(|mode| *mode != Mode::Swallow).await?;
    if *mode.borrow_and_update() == Mode::Refuse {
        return Ok(());
    }
    let mut server = TcpStream::connect(("127.0.0.1", port)).await.context("no database")?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut asked, mut answered) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let now = *mode.borrow_and_update();
        match now {
            Mode::Refuse => return Ok(()),
            Mode::Swallow => {
                mode.changed().await?;
                continue;
            }
            Mode::Pass | Mode::CutCommits => {}
        }
        tokio::select! {
            changed = mode.changed() => changed?,
            count = client.read(&mut asked) => {
                let asked = &asked[..count?];
                let commits = asked.windows(COMMIT.len()).any(|part| part == COMMIT);
                if asked.is_empty() {
                    return Ok(());
                }
                if commits && *mode.borrow() == Mode::CutCommits && random.u32(..CUT) == 0 {
                    cut.fetch_add(1, Ordering::SeqCst);
                    if random.bool() {
                        server.write_all(asked).await?;
                        // The database has responded, so it has committed.
                        server.readable().await?;
                    }
                    return Ok(());
                }
                server.write_all(asked).await?;
            }
            count = server.read(&mut answered) => {
                let answered = &answered[..count?];
                if answered.is_empty() {
                    return Ok(());
                }
                client.write_all(answered).await?;
            }
        }
    }
}
