//! Undoing one change.

use http::StatusCode;
use roster_model::Error;

use super::build_page;
use crate::{
    App,
    console::{
        components::{Flash, FormErrors},
        extract::{Auth, Form, Query, State},
        response::{PageResult, redirect, render_with_status},
    },
};

/// `POST /d/{domain}/history/put-back`: gives a worker the values back that the change replaced, or shows
/// why they cannot come back.
pub(crate) async fn put_back(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let base = auth.base();
    let workers = app.directory.workers(&auth.actor)?;
    let seq = form.text("seq").parse().map_err(|_| Error::not_found("change"))?;
    match workers.put_back(seq).await {
        Ok(restored) => {
            let params = Flash::params("put-back", &restored.left_out);
            Ok(redirect(&format!("{base}/history?{params}")))
        }
        Err(error) => {
            let reasons = FormErrors::try_from(error)?.elsewhere(&[]);
            let page = build_page(&app, &auth, &Query::parse(""), reasons).await?;
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}
