//! Starting, downloading and deleting backups.

use std::sync::Arc;

use axum::extract::Path;
use roster_directory::Session;

use super::HOME;
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors, attachment},
        extract::{CurrentSession, Form, State},
        i18n,
        layout::Layout,
        pages::account::confirm,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `POST /operator/backups`.
pub(crate) async fn start(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    _: Form,
) -> PageResult {
    let operations = app.directory.operations(&session)?;
    app.backups.start(operations, app.directory.now());
    Ok(redirect(&format!("{HOME}?done=backup-started")))
}

/// `GET /operator/backup/{name}`.
pub(crate) async fn download(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    Path(name): Path<String>,
) -> PageResult {
    let operations = app.directory.operations(&session)?;
    match operations.check_download() {
        Err(error) if confirm::is_required(&error) => {
            return Ok(redirect(&confirm::url(&format!("{HOME}/backup/{name}"))));
        }
        checked => checked?,
    }
    let file = app.backups.open(&name)?;
    tracing::info!(name, user = session.user.username, "backup downloaded");
    attachment(Arc::new(file), &name, "application/octet-stream")
}

/// `GET /operator/backup/{name}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    Path(name): Path<String>,
) -> PageResult {
    confirmation(&app, &session, name)?.show()
}

/// `POST /operator/backup/{name}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    Path(name): Path<String>,
    form: Form,
) -> PageResult {
    let confirmation = confirmation(&app, &session, name.clone())?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    app.backups.delete(&name)?;
    tracing::info!(name, user = session.user.username, "backup deleted");
    Ok(redirect(&format!("{HOME}?done=deleted")))
}

fn confirmation(app: &App, session: &Session, name: String) -> Result<Confirmation, ApiError> {
    app.directory.operations(session)?;
    app.backups.open(&name)?;
    Ok(Confirmation {
        layout: Layout::signed_in(&i18n::text("start-delete-backup-title"), session),
        consequence: i18n::text("start-delete-backup-text"),
        expected: name,
        button: "start-delete-backup",
        back: HOME.to_owned(),
        errors: FormErrors::default(),
    })
}
