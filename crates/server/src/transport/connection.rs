//! Serves one connection with HTTP/1.1.

use std::{convert::Infallible, net::IpAddr, sync::Arc, time::SystemTime};

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
    connection_state::ConnectionState, drain_body, listener::ListenerConfig, startup::Startup,
    timeout_io::TimeoutIo,
};
use crate::{HttpService, Limits, Peer, error::ApiError};

/// The read buffer of hyper, which limits a request head. It exceeds [`Limits::max_head_bytes`] plus
/// [`Limits::max_uri_bytes`], so that most heads that are too large get an error of their dialect.
const HEAD_BUFFER: usize = 72 * 1024;

/// What all connections of a server share.
#[derive(Clone)]
pub(super) struct ConnectionContext {
    pub(super) config: ListenerConfig,
    pub(super) startup: Startup,
    pub(super) limits: Limits,
    pub(super) shutdown: CancellationToken,
}

/// Serves a connection until the client or the server closes it.
pub(super) async fn serve(tcp: TcpStream, state: Arc<ConnectionState>, context: ConnectionContext) {
    let Ok(address) = tcp.peer_addr() else { return };
    // Responses are written as a whole, so buffering them would only add latency.
    let _ = tcp.set_nodelay(true);
    let peer = address.ip().to_canonical();
    let Some(tls) = context.config.tls.clone() else {
        return serve_http(tcp, peer, state, context).await;
    };
    let handshake = timeout(context.limits.head_timeout, tls.acceptor().accept(tcp));
    let result = tokio::select! {
        result = handshake => result,
        () = context.shutdown.cancelled() => return,
    };
    match result {
        Ok(Ok(stream)) => serve_http(stream, peer, state, context).await,
        Ok(Err(error)) => tracing::debug!(%error, %peer, "TLS handshake failed"),
        Err(_) => tracing::debug!(%peer, "TLS handshake timed out"),
    }
}

async fn serve_http(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: IpAddr,
    state: Arc<ConnectionState>,
    context: ConnectionContext,
) {
    let ConnectionContext { config, startup, limits, shutdown } = context;
    let io = TokioIo::new(TimeoutIo::new(stream, Arc::clone(&state), limits));
    let service = service_fn(move |mut request: Request<Incoming>| {
        let client = config.client(peer, request.headers());
        request.extensions_mut().insert(Peer(client.address));
        request.extensions_mut().insert(client.scheme);
        if let Some(host) = client.host {
            request.headers_mut().insert(header::HOST, host);
        }
        handle(request, startup.service(), Arc::clone(&state))
    });
    let connection = http1::Builder::new()
        // `TimeoutIo` has the timeouts: hyper does not distinguish a late head from an idle connection.
        .header_read_timeout(None)
        // A client may close its sending half before it has read the response.
        .half_close(true)
        // hyper panics when it formats a date before 1970, as a machine without a clock has it.
        .auto_date_header(SystemTime::now() >= SystemTime::UNIX_EPOCH)
        // Many scripts search responses for `Location:`.
        .title_case_headers(true)
        .max_buf_size(HEAD_BUFFER)
        .serve_connection(io, service);
    tokio::pin!(connection);
    let result = tokio::select! {
        result = connection.as_mut() => result,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, %peer, "connection failed");
    }
}

async fn handle(
    request: Request<Incoming>,
    service: HttpService,
    state: Arc<ConnectionState>,
) -> Result<Response, Infallible> {
    let is_unambiguous = state.begin_response(request.headers());
    // Such a client sends the body only after 100 Continue, so the body must not be drained.
    let expects_continue = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let (body, unread) = drain_body::track(body, Arc::clone(&state));
    let mut request = Request::from_parts(parts, body);
    if !is_unambiguous {
        request.extensions_mut().insert(ApiError::Framing);
    }
    let mut response = service.handle(request).await;
    if !is_unambiguous || !unread.drain(expects_continue).await {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    state.end_response();
    Ok(response)
}
