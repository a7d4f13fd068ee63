//! Single requests, for what must be known before the load begins.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context as _, ensure};

/// The body of the answer to `GET path`.
///
/// # Errors
/// When it is not a success.
pub(crate) fn get(address: &str, path: &str, key: &str) -> anyhow::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: {key}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").context("no head")?;
    let head = String::from_utf8_lossy(&answer[..end]);
    ensure!(
        head.starts_with("HTTP/1.1 200"),
        "{path}: {}",
        head.lines().next().unwrap_or_default()
    );
    Ok(answer.split_off(end + 4))
}

/// The same, read as JSON.
pub(crate) fn get_json(address: &str, path: &str, key: &str) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_slice(&get(address, path, key)?)?)
}
