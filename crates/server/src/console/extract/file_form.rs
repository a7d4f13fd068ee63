//! Forms with a file. The upload is stored in an unnamed temporary file, which the system deletes when
//! it is closed, even if the process is killed.

use std::{
    fs::File,
    io::{self, Seek as _, Write as _},
};

use axum::extract::{
    FromRequest, FromRequestParts as _, Request,
    multipart::{Field, Multipart, MultipartError},
};
use roster_model::Error;

use crate::{
    App,
    body_limit::body_error,
    console::extract::{CurrentSession, csrf, form},
    error::ApiError,
};

/// The longest form token, in bytes.
const TOKEN_BYTES: usize = 128;

/// A form with a file, of a signed-in web user. The token must be the first field, so that nothing of a
/// forged form is stored.
pub(crate) struct FileForm(Multipart);

/// An uploaded file.
pub(crate) struct UploadedFile {
    /// The file name that the browser sent.
    pub(crate) name: String,
    /// The content, in an unnamed temporary file, at its beginning.
    pub(crate) file: File,
    /// The size in bytes.
    pub(crate) bytes: u64,
}

impl FromRequest<App> for FileForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let CurrentSession(session) = CurrentSession::from_request_parts(&mut parts, app).await?;
        if !csrf::is_same_origin(&parts.headers) {
            return Err(ApiError::FormForeign);
        }
        let request = Request::from_parts(parts, body);
        let form = Multipart::from_request(request, app).await;
        let mut form = form.map_err(|_| ApiError::BodyBroken)?;
        let first = form.next_field().await.map_err(read_error)?;
        let Some(token) = first.filter(|field| field.name() == Some("token")) else {
            return Err(ApiError::FormForeign);
        };
        form::check_token(&short_text(token).await?, &session)?;
        Ok(Self(form))
    }
}

impl FileForm {
    /// Stores the file of the field `name`; `None` if no file was chosen.
    pub(crate) async fn store(mut self, name: &str) -> Result<Option<UploadedFile>, ApiError> {
        while let Some(field) = self.0.next_field().await.map_err(read_error)? {
            let file_name = field.file_name().unwrap_or_default().to_owned();
            if field.name() == Some(name) && !file_name.is_empty() {
                return store(field, file_name).await.map(Some);
            }
        }
        Ok(None)
    }
}

async fn store(mut field: Field<'_>, name: String) -> Result<UploadedFile, ApiError> {
    let mut file = tempfile::tempfile().map_err(storage_error)?;
    let mut bytes = 0;
    while let Some(chunk) = field.chunk().await.map_err(read_error)? {
        file.write_all(&chunk).map_err(storage_error)?;
        bytes += chunk.len() as u64;
    }
    file.rewind().map_err(storage_error)?;
    Ok(UploadedFile { name, file, bytes })
}

async fn short_text(mut field: Field<'_>) -> Result<String, ApiError> {
    let mut text = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(read_error)? {
        text.extend_from_slice(&chunk);
        if text.len() > TOKEN_BYTES {
            return Err(ApiError::FormForeign);
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "passed to map_err")]
fn read_error(error: MultipartError) -> ApiError {
    body_error(&error)
}

/// The temporary directory is full or not writable. The client may retry.
fn storage_error(error: io::Error) -> ApiError {
    Error::Unavailable(Some(Box::new(error))).into()
}
