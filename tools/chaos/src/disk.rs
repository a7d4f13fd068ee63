//! A disk that is full, and then free again.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use fastrand::Rng;
use serde_json::json;
use tempfile::TempDir;
use tokio::{process::Command, time::sleep};

use crate::{
    arguments::{Arguments, Disk},
    http::{Answer, Client, Lost, Request},
    program::Roster,
    tenant::{self, Keys, commcare},
    verdict::{Verdict, progress},
};

/// Size of the disk, in MiB.
const SIZE: u32 = 48;
/// Number of workers to edit.
const WORKERS: usize = 20;
/// Number of rejected writes before space is freed.
const REFUSED: u64 = 10;
/// A full disk must be noticed within this many writes: the write-ahead log has some free space.
const ENOUGH: u64 = 20_000;
/// Limit until a write succeeds once there is space.
const BACK: Duration = Duration::from_secs(5);

/// A small in-memory disk. Dropping it unmounts it.
struct Small {
    folder: TempDir,
}

/// The state that the clients expect.
struct Known {
    keys: Keys,
    client: Client,
    /// Last acknowledged value, by id.
    shown: BTreeMap<String, String>,
    marks: u64,
}

/// Runs the part.
pub(crate) async fn run(wanted: &Disk, arguments: &Arguments) -> anyhow::Result<Verdict> {
    let seed = arguments.seed();
    let mut random = Rng::with_seed(seed);
    let mut verdict = Verdict::new("disk", seed);
    let small = Small::mount().await?;
    let roster = Roster::on_folder(arguments.roster()?, &small.path().join("data"));
    let keys = tenant::create_domain(&roster).await?;
    let server = roster.serve().await?;
    let client = Client::new(&server.address);
    let mut known = Known { keys, client, shown: BTreeMap::new(), marks: 0 };
    known.create_domain().await?;
    let (mut cycles, mut acknowledged, mut refused, mut reads) = (0, 0, 0, 0);
    let mut slowest = Duration::ZERO;

    while cycles < wanted.cycles && verdict.goes_on() {
        small.fill(random.usize(..1 << 16))?;
        let (mut writes, mut away) = (0, 0);
        while away < REFUSED && writes < ENOUGH {
            writes += 1;
            let answer = known.edit(&mut random).await?;
            match answer.status {
                200 => acknowledged += 1,
                503 | 507 if answer.body.contains(r#""error""#) => away += 1,
                _ => {
                    verdict.broken(format!("full: {} {}", answer.status, answer.body));
                    away += 1;
                }
            }
            let read = known.read("user/v1/?limit=5").await?;
            reads += 1;
            verdict.promise(read.status == 200, || format!("full: a read got {}", read.status));
        }
        verdict.promise(away == REFUSED, || format!("{writes} writes succeeded on a full disk"));
        refused += away;
        let backup = format!("backup {}", small.path().join("backup").display());
        verdict.promise(roster.run(&backup).await.is_err(), || "a backup succeeded".to_owned());

        small.empty()?;
        let begun = Instant::now();
        while known.edit(&mut random).await?.status != 200 && begun.elapsed() < 2 * BACK {
            sleep(Duration::from_millis(20)).await;
        }
        acknowledged += 1;
        slowest = slowest.max(begun.elapsed());
        verdict.promise(slowest <= BACK, || format!("a write succeeded after {slowest:?}"));
        known.verify(&mut verdict).await?;
        let checked = roster.run("check").await;
        checked.map_or_else(|error| verdict.broken(format!("{error:#}")), drop);
        cycles += 1;
        progress(&format!("full {cycles} times, {acknowledged} acknowledged, {refused} refused"));
    }
    server.kill().await?;
    let server = roster.serve().await?;
    known.client = Client::new(&server.address);
    known.verify(&mut verdict).await?;
    server.kill().await?;

    verdict.count("engine", "sqlite");
    verdict.count("times full", cycles);
    verdict.count("writes acknowledged", acknowledged);
    verdict.count("writes refused", refused);
    verdict.count("reads meanwhile", reads);
    verdict.count("slowest to write again, ms", slowest.as_millis());
    Ok(verdict)
}

impl Known {
    async fn create_domain(&mut self) -> anyhow::Result<()> {
        for number in 0..WORKERS {
            let name = format!("f{number}");
            let body = json!({ "username": name, "connect_username": name }).to_string();
            let answer = self.send("POST", commcare("user/v1/"), body).await?;
            let id = answer.json()?["id"].as_str().context("no id")?.to_owned();
            self.shown.insert(id, String::new());
        }
        Ok(())
    }

    /// Edits a worker and records the acknowledged value.
    async fn edit(&mut self, random: &mut Rng) -> anyhow::Result<Answer> {
        self.marks += 1;
        let mark = format!("m{}", self.marks);
        let id = random.choice(self.shown.keys()).context("no worker")?.clone();
        let filling = "x".repeat(random.usize(..4_000));
        let body = json!({ "first_name": mark, "user_data": { "filling": filling } }).to_string();
        let answer = self.send("PUT", commcare(&format!("user/v1/{id}/")), body).await?;
        if answer.status == 200 {
            self.shown.insert(id, mark);
        }
        Ok(answer)
    }

    /// The last acknowledged value must be shown, a rejected one must not.
    async fn verify(&mut self, verdict: &mut Verdict) -> anyhow::Result<()> {
        let list = self.read("user/v1/?limit=1000").await?.json()?;
        let there = list["objects"].as_array().context("no list")?;
        for (id, mark) in &self.shown {
            let found = there.iter().find(|worker| worker["id"] == **id);
            let found = found.map(|worker| worker["first_name"].clone());
            verdict.promise(found.as_ref().is_some_and(|found| found == mark), || {
                format!("{id} must show {mark}, and shows {found:?}")
            });
        }
        Ok(())
    }

    async fn read(&mut self, rest: &str) -> anyhow::Result<Answer> {
        self.send("GET", commcare(rest), String::new()).await
    }

    async fn send(
        &mut self,
        method: &'static str,
        target: String,
        body: String,
    ) -> anyhow::Result<Answer> {
        let authorization = self.keys.commcare.clone();
        let request = Request { method, target, authorization, key: None, body };
        self.client.send(&request).await.map_err(|lost| match lost {
            Lost::Unsent(error) | Lost::Unknown(error) => {
                anyhow::Error::new(error).context(format!("{method} got no answer"))
            }
        })
    }
}

impl Small {
    async fn mount() -> anyhow::Result<Self> {
        let folder = TempDir::with_prefix("roster-chaos-")?;
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &format!("size={SIZE}m"), "roster-chaos"]);
        let done = command.arg(folder.path()).stderr(Stdio::null()).status().await?;
        ensure!(done.success(), "cannot mount a small disk: run as root, or by `unshare -rm`");
        Ok(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    /// Fills the disk so that at most `free` bytes remain.
    fn fill(&self, free: usize) -> anyhow::Result<()> {
        let mut file = File::create(self.filler())?;
        let some = vec![0; 4096];
        let mut written: u64 = 0;
        while file.write_all(&some).is_ok() {
            written += 4096;
        }
        file.set_len(written.saturating_sub(free as u64))?;
        Ok(())
    }

    fn empty(&self) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.filler())?)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // Lazy unmount: the server that uses the disk may still be exiting.
        let mut command = std::process::Command::new("umount");
        let _ = command.arg("-l").arg(self.path()).status();
    }
}
