//! One connection: HTTP/1.1 in, the router's answers out.

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use axum::{extract::Request, response::Response};
use http::{HeaderValue, header};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{door::ListenerConfig, stream::Stream, turn::Turn, unread};
use crate::{Layered, Limits, Peer, error::ApiError, waiting::Front};

/// The largest head that is read at all. More than [`Limits::head_bytes`] and [`Limits::uri_bytes`]
/// together, so that a head too large is mostly refused in the dialect of its path.
const HEAD_BUFFER: usize = 72 * 1024;

/// What every connection of a server is served with.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) manner: ListenerConfig,
    pub(super) front: Front,
    pub(super) limits: Limits,
    pub(super) shutdown: CancellationToken,
}

/// Serves a connection until either side has had enough.
pub(super) async fn serve(tcp: TcpStream, turn: Arc<Turn>, service: Service) {
    let Ok(address) = tcp.peer_addr() else { return };
    // ResponseCache are written whole: to wait for more would only delay them.
    let _ = tcp.set_nodelay(true);
    let peer = address.ip().to_canonical();
    let Some(tls) = service.manner.tls.clone() else {
        return converse(tcp, peer, turn, service).await;
    };
    let handshake = timeout(service.limits.head_time, tls.acceptor().accept(tcp));
    let shaken = tokio::select! {
        shaken = handshake => shaken,
        () = service.shutdown.cancelled() => return,
    };
    match shaken {
        Ok(Ok(stream)) => converse(stream, peer, turn, service).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(late) => tracing::debug!(%late, "no TLS"),
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: IpAddr,
    turn: Arc<Turn>,
    service: Service,
) {
    let Service { manner, front, limits, shutdown } = service;
    let stream = TokioIo::new(Stream::new(stream, Arc::clone(&turn), limits));
    let service = service_fn(move |mut request: Request<Incoming>| {
        let client = manner.client(peer, request.headers());
        request.extensions_mut().insert(Peer(client.address));
        request.extensions_mut().insert(client.scheme);
        if let Some(host) = client.host {
            request.headers_mut().insert(header::HOST, host);
        }
        answer(request, front.router(), Arc::clone(&turn))
    });
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
    router: Layered,
    turn: Arc<Turn>,
) -> Result<Response, Infallible> {
    let trusted = turn.begin_answer(request.headers());
    // Such a client waits to be asked for the body, and is not to be asked for nothing.
    let waits = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let (body, rest) = unread::lend(body, Arc::clone(&turn));
    let mut request = Request::from_parts(parts, body);
    if !trusted {
        request.extensions_mut().insert(ApiError::Framing);
    }
    let mut response = router.answer(request).await;
    if !trusted || !rest.read(waits).await {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    turn.end_answer();
    Ok(response)
}
