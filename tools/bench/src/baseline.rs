//! The baseline: a server that answers every request with the same bytes.

use std::io::Write as _;

use axum::{Router, http::header};
use bytes::Bytes;
use tokio::net::TcpListener;

/// Serves a body of `bytes` bytes until it is killed.
///
/// # Errors
///
/// If no port is free.
pub(crate) fn serve(bytes: usize) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        writeln!(std::io::stdout(), "listening on http://{}", listener.local_addr()?)?;
        let body = Bytes::from(vec![b'x'; bytes]);
        let answer = move || {
            let body = body.clone();
            async move { ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body) }
        };
        Ok(axum::serve(listener, Router::new().fallback(answer)).await?)
    })
}
