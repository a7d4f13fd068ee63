//! Undoing one change.

use roster_model::Error;

use crate::{
    App,
    console::{
        extract::{Auth, Form, State},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/history/put-back`: gives a worker the values back that the change replaced.
pub(crate) async fn put_back(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let base = auth.base();
    let workers = app.directory.workers(&auth.actor)?;
    let seq = form.text("seq").parse().map_err(|_| Error::not_found("change"))?;
    let code = match workers.put_back(seq).await {
        Ok(_) => "put-back",
        Err(Error::Invalid(_)) => "not-put-back",
        Err(error) => return Err(error.into()),
    };
    Ok(redirect(&format!("{base}/history?done={code}")))
}
