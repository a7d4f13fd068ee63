//! One connection: HTTP/1.1 in, the router's answers out.

use std::{convert::Infallible, sync::Arc};

use axum::{Router, extract::Request, response::Response};
use http::{HeaderValue, header};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::{stream::Stream, turn::Turn, unread};
use crate::{Limits, Peer, refusal::Refusal, waiting::Front};

/// The largest head that is read at all. More than [`Limits::head_bytes`] and [`Limits::uri_bytes`]
/// together, so that a head too large is mostly refused in the dialect of its path.
const HEAD_BUFFER: usize = 72 * 1024;

/// Serves a connection until either side has had enough.
pub(super) async fn serve(
    tcp: TcpStream,
    front: Front,
    limits: Limits,
    shutdown: CancellationToken,
) {
    let Ok(address) = tcp.peer_addr() else { return };
    // Answers are written whole: to wait for more would only delay them.
    let _ = tcp.set_nodelay(true);
    let peer = Peer(address.ip().to_canonical());
    let turn = Arc::new(Turn::new(limits));
    let stream = TokioIo::new(Stream::new(tcp, Arc::clone(&turn), limits));
    let service =
        service_fn(move |request| answer(request, peer, front.router(), Arc::clone(&turn)));
    let connection = http1::Builder::new()
        // The stream itself tells a late head from an idle connection, which hyper does not.
        .header_read_timeout(None)
        // A client that has said all may close its half before it has heard all.
        .half_close(true)
        // Scripts that search an answer for `Location:` are many.
        .title_case_headers(true)
        .max_buf_size(HEAD_BUFFER)
        .serve_connection(stream, service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended");
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: Peer,
    router: Router,
    turn: Arc<Turn>,
) -> Result<Response, Infallible> {
    let trusted = turn.begin_answer(request.headers());
    // Such a client waits to be asked for the body, and is not to be asked for nothing.
    let waits = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let (body, rest) = unread::lend(body);
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(peer);
    if !trusted {
        request.extensions_mut().insert(Refusal::Framing);
    }
    let mut response = router.oneshot(request).await?;
    if !trusted || !rest.read(waits).await {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    turn.end_answer();
    Ok(response)
}
