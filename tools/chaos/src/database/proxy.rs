//! What stands between the server and its database, and may break.

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

/// How PostgreSQL's protocol says `COMMIT`.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";
/// One of so many commits is cut off.
const CUT: u32 = 4;

/// What the proxy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Hands everything on.
    Pass,
    /// Hands nothing on, and tells nobody.
    Swallow,
    /// Breaks every connection, and takes none.
    Refuse,
    /// Breaks some connections at their commits: half of those before the database has heard of it,
    /// the others when it has done it.
    CutCommits,
}

/// A proxy that runs until the program ends.
pub(super) struct Proxy {
    pub(super) port: u16,
    mode: watch::Sender<Mode>,
    cut: Arc<AtomicU64>,
}

impl Proxy {
    /// One that leads to `port` of this machine.
    pub(super) async fn start(port: u16, mut random: Rng) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let own = listener.local_addr()?.port();
        let (mode, told) = watch::channel(Mode::Pass);
        let cut = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&cut);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (told, random, cut) = (told.clone(), random.fork(), Arc::clone(&counted));
                // A connection that breaks is what this is for.
                tokio::spawn(async move { drop(hand_on(client, port, told, random, &cut).await) });
            }
        });
        Ok(Self { port: own, mode, cut })
    }

    /// From now on does this.
    pub(super) fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }

    /// How many commits were cut off.
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
                        // Once there is an answer, it is done.
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
