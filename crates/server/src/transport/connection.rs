//! One connection: HTTP/1.1 requests in, the router's responses out.

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

use super::{
    connection_state::ConnectionState, drain_body, listener::ListenerConfig, timeout_io::Stream,
};
use crate::{Limits, Peer, WrappedRouter, error::ApiError, transport::startup::Front};

/// Size of the buffer for request heads. It exceeds [`Limits::head_bytes`] and
/// [`Limits::uri_bytes`] together, so that a head that is too large is mostly rejected in the
/// dialect of its path.
const HEAD_BUFFER: usize = 72 * 1024;

/// The shared configuration of all connections of a server.
#[derive(Clone)]
pub(super) struct Service {
    pub(super) manner: ListenerConfig,
    pub(super) front: Front,
    pub(super) limits: Limits,
    pub(super) shutdown: CancellationToken,
}

/// Serves a connection until either side closes it.
pub(super) async fn serve(tcp: TcpStream, state: Arc<ConnectionState>, service: Service) {
    let Ok(address) = tcp.peer_addr() else { return };
    // Responses are written as a whole, so delaying small packets gains nothing.
    let _ = tcp.set_nodelay(true);
    let peer = address.ip().to_canonical();
    let Some(tls) = service.manner.tls.clone() else {
        return converse(tcp, peer, state, service).await;
    };
    let handshake = timeout(service.limits.head_time, tls.acceptor().accept(tcp));
    let shaken = tokio::select! {
        shaken = handshake => shaken,
        () = service.shutdown.cancelled() => return,
    };
    match shaken {
        Ok(Ok(stream)) => converse(stream, peer, state, service).await,
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(late) => tracing::debug!(%late, "no TLS"),
    }
}

async fn converse(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: IpAddr,
    state: Arc<ConnectionState>,
    service: Service,
) {
    let Service { manner, front, limits, shutdown } = service;
    let stream = TokioIo::new(Stream::new(stream, Arc::clone(&state), limits));
    let service = service_fn(move |mut request: Request<Incoming>| {
        let client = manner.client(peer, request.headers());
        request.extensions_mut().insert(Peer(client.address));
        request.extensions_mut().insert(client.scheme);
        if let Some(host) = client.host {
            request.headers_mut().insert(header::HOST, host);
        }
        answer(request, front.router(), Arc::clone(&state))
    });
    let connection = http1::Builder::new()
        // The stream distinguishes a late head from an idle connection, which hyper does not.
        .header_read_timeout(None)
        // A client may close its sending half after its last request.
        .half_close(true)
        // Many scripts search a response for `Location:`.
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
    router: WrappedRouter,
    state: Arc<ConnectionState>,
) -> Result<Response, Infallible> {
    let trusted = state.begin_answer(request.headers());
    // Such a client waits for `100 Continue`, which is not sent if the body is not needed.
    let waits = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let (body, rest) = drain_body::lend(body, Arc::clone(&state));
    let mut request = Request::from_parts(parts, body);
    if !trusted {
        request.extensions_mut().insert(ApiError::Framing);
    }
    let mut response = router.answer(request).await;
    if !trusted || !rest.read(waits).await {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    state.end_answer();
    Ok(response)
}
