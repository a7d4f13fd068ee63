//! Forms with a file: what was sent is kept in a file without a name, which is gone when nobody holds
//! it any more, whatever becomes of the server.

use std::{
    fs::File,
    io::{self, Write as _},
};

use axum::extract::{
    FromRequest, FromRequestParts as _, Request,
    multipart::{Field, Multipart, MultipartError},
};
use roster_model::Error;

use super::{form, session::SignedIn, transport};
use crate::{App, body_limit::body_error, error::ApiError};

/// The longest token, in bytes.
const TOKEN_BYTES: usize = 128;

/// A form with a file, of a page of this session. Its token comes first, so that nothing is kept of
/// what a foreign page sends.
pub(super) struct FileForm(Multipart);

/// A file that was sent.
pub(super) struct Sent {
    /// What it is called where it comes from.
    pub(super) name: String,
    /// What is in it; it has no name here.
    pub(super) file: File,
    /// How much that is.
    pub(super) bytes: u64,
}

impl FromRequest<App> for FileForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let SignedIn(session) = SignedIn::from_request_parts(&mut parts, app).await?;
        if !transport::is_own_page(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        let request = Request::from_parts(parts, body);
        let form = Multipart::from_request(request, app).await;
        let mut form = form.map_err(|_| ApiError::BodyBroken)?;
        let first = form.next_field().await.map_err(broken)?;
        let Some(token) = first.filter(|field| field.name() == Some("token")) else {
            return Err(ApiError::FormForeign);
        };
        form::check_token(&short_text(token).await?, &session)?;
        Ok(Self(form))
    }
}

impl FileForm {
    /// Keeps the file that was chosen as `name`; `None` when none was.
    pub(super) async fn keep(mut self, name: &str) -> Result<Option<Sent>, ApiError> {
        while let Some(field) = self.0.next_field().await.map_err(broken)? {
            let file_name = field.file_name().unwrap_or_default().to_owned();
            if field.name() == Some(name) && !file_name.is_empty() {
                return keep(field, file_name).await.map(Some);
            }
        }
        Ok(None)
    }
}

async fn keep(mut field: Field<'_>, name: String) -> Result<Sent, ApiError> {
    let mut file = tempfile::tempfile().map_err(unkept)?;
    let mut bytes = 0;
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        file.write_all(&piece).map_err(unkept)?;
        bytes += piece.len() as u64;
    }
    Ok(Sent { name, file, bytes })
}

async fn short_text(mut field: Field<'_>) -> Result<String, ApiError> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        text.extend_from_slice(&piece);
        if text.len() > TOKEN_BYTES {
            return Err(ApiError::FormForeign);
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "it is given to map_err")]
fn broken(error: MultipartError) -> ApiError {
    body_error(&error)
}

/// There is no room, or no right to write: no mistake of the client's, and perhaps soon over.
fn unkept(error: io::Error) -> ApiError {
    Error::Unavailable(Some(Box::new(error))).into()
}
