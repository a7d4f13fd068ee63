//! Testing a webhook, replacing its secret, and moving its position.

use roster_model::{ChangeCursor, Error, Rule};

use super::{show::page, show_secret, webhook_url};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, Query, State},
        response::{PageResult, redirect},
    },
    webhooks::send_webhook_test,
};

/// `POST /d/{domain}/webhook/{id}/test`.
pub(crate) async fn test(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
    _: Form,
) -> PageResult {
    app.directory.check_writable()?;
    let sent = send_webhook_test(&app, &app.directory, &auth.actor, &id).await;
    finish(&app, &auth, &id, &query, sent.map(drop), "tested").await
}

/// `POST /d/{domain}/webhook/{id}/rotate`.
pub(crate) async fn rotate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> PageResult {
    let overlap = app.webhooks.settings().secret_overlap;
    let (webhook, secret) = app.directory.webhooks(&auth.actor)?.rotate(&id, overlap).await?;
    show_secret(&auth, &webhook, &secret)
}

/// `POST /d/{domain}/webhook/{id}/skip`.
pub(crate) async fn skip(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
    _: Form,
) -> PageResult {
    let skipped = app.directory.webhooks(&auth.actor)?.skip(&id).await;
    finish(&app, &auth, &id, &query, skipped.map(drop), "skipped").await
}

/// `POST /d/{domain}/webhook/{id}/replay`.
pub(crate) async fn replay(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
    form: Form,
) -> PageResult {
    let webhooks = app.directory.webhooks(&auth.actor)?;
    let replayed = if let Ok(cursor) = form.text("since").parse::<ChangeCursor>() {
        match webhooks.resolve(&cursor) {
            Ok(since) => webhooks.replay(&id, since).await.map(drop),
            Err(error) => Err(error),
        }
    } else {
        let problem = Rule::ChangeOrCursor.into();
        webhooks.find(&id).await.and(Err(Error::invalid_field("since", problem)))
    };
    finish(&app, &auth, &id, &query, replayed, "replayed").await
}

/// Returns to the page of the webhook, with a message or with the errors of the action.
async fn finish(
    app: &App,
    auth: &Auth,
    id: &str,
    query: &Query,
    result: Result<(), Error>,
    done: &str,
) -> PageResult {
    match result {
        Ok(()) => {
            let webhook = app.directory.webhooks(&auth.actor)?.find(id).await?;
            Ok(redirect(&format!("{}?done={done}", webhook_url(&auth.base(), &webhook.id))))
        }
        Err(error) => page(app, auth, id, query, FormErrors::try_from(error)?).await,
    }
}
