//! Acknowledged writes survive the process.

use std::{
    env,
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
};

use roster_store::{Backend, Store, Tx};
use roster_testkit::engines::folder;
use tokio::task::JoinSet;

/// The store of the child process that is killed.
const VICTIM: &str = "ROSTER_TEST_VICTIM";
const WRITERS: i64 = 8;

/// The test runs itself in a child process and kills it during its work.
#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_writes_survive_a_kill_and_are_whole() {
    if let Some(folder) = env::var_os(VICTIM) {
        return write_for_ever(Backend::Embedded(PathBuf::from(folder))).await;
    }
    let folder = folder();
    let mut victim = Command::new(env::current_exe().unwrap())
        .args(["--exact", "durability::acknowledged_writes_survive_a_kill_and_are_whole"])
        .arg("--nocapture")
        .env(VICTIM, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let mut acknowledged = Vec::new();
    for line in lines {
        acknowledged.extend(line.unwrap().strip_prefix("done ").map(str::to_owned));
        if acknowledged.len() == 500 {
            victim.kill().unwrap();
        }
    }
    victim.wait().unwrap();

    let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let firsts = names(&mut tx, 1).await;
    assert_eq!(firsts, names(&mut tx, 2).await);
    assert!(acknowledged.len() >= 500);
    for name in acknowledged {
        assert!(firsts.contains(&name), "{name} is lost");
    }
    drop(tx);
    write_pair(&store, "after").await;
}

async fn write_for_ever(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        writers.spawn(async move {
            for turn in 0_u64.. {
                let name = format!("{writer}-{turn}");
                write_pair(&store, &name).await;
                // In one write, which a kill cannot interrupt.
                std::io::stdout().write_all(format!("done {name}\n").as_bytes()).unwrap();
            }
        });
    }
    writers.join_all().await;
}

/// Writes two rows in one transaction.
async fn write_pair(store: &Store, name: &str) {
    let mut tx = store.write().await.unwrap();
    for domain in [1, 2] {
        let count = "INSERT INTO counters VALUES ($1, $2, 0)";
        tx.run(count, &[domain.into(), name.into()]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn names(tx: &mut Tx, domain: i64) -> Vec<String> {
    let names = "SELECT name FROM counters WHERE domain = $1 ORDER BY name";
    tx.all(names, &[domain.into()], |row| row.text(0)).await.unwrap()
}
