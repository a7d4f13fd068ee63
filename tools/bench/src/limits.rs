//! The limits of the machine: hashing a password, and committing a row.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::anyhow;
use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::Connection;

/// Processor time of one hash with the server's parameters, in microseconds. All cores hash at once, as
/// in the server under load: they share the caches and the memory.
pub(crate) fn hash(seconds: u64) -> anyhow::Result<f64> {
    let trial = Duration::from_secs(seconds);
    let cores = std::thread::available_parallelism()?.get();
    let times = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(|| time_of_hash(trial))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a thread that hashes panicked"))?)
            .collect::<anyhow::Result<Vec<f64>>>()
    })?;
    Ok(times.iter().sum::<f64>() / f64::from(u32::try_from(cores)?))
}

/// Time of one hash on one core, in microseconds.
fn time_of_hash(trial: Duration) -> anyhow::Result<f64> {
    let odd = |error| anyhow!("argon2: {error}");
    let params = Params::new(19 * 1024, 2, 1, None).map_err(odd)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (begun, mut hashes, mut out) = (Instant::now(), 0_u32, [0; 32]);
    while begun.elapsed() < trial {
        argon.hash_password_into(b"qwer1234", b"0123456789abcdef", &mut out).map_err(odd)?;
        hashes += 1;
    }
    Ok(begun.elapsed().as_secs_f64() * 1e6 / f64::from(hashes))
}

/// Rows per second that the bare engine commits durably, `group` per commit: one table with two
/// indexes, the least that a directory needs.
pub(crate) fn commits(folder: &Path, group: u32, seconds: u64) -> anyhow::Result<f64> {
    let trial = Duration::from_secs(seconds);
    let file = folder.join("bare.db");
    let _ = std::fs::remove_file(&file);
    let connection = Connection::open(&file)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute_batch(
        "CREATE TABLE person (domain INTEGER, id TEXT, name TEXT, doc TEXT, UNIQUE (domain, id));
         CREATE UNIQUE INDEX by_name ON person (domain, name)",
    )?;
    let doc = "x".repeat(500);
    let (begun, mut rows) = (Instant::now(), 0_u32);
    while begun.elapsed() < trial {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut insert = connection.prepare_cached("INSERT INTO person VALUES (1, ?1, ?2, ?3)")?;
        for _ in 0..group {
            rows += 1;
            let id = format!("{:08x}{rows:024x}", rows.wrapping_mul(2_654_435_761));
            insert.execute((&id, format!("chw.{rows}"), &doc))?;
        }
        connection.execute_batch("COMMIT")?;
    }
    let rate = f64::from(rows) / begun.elapsed().as_secs_f64();
    std::fs::remove_file(&file)?;
    Ok(rate)
}
