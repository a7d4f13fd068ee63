//! A webhook with its last deliveries.

use askama::Template;
use http::StatusCode;
use roster_model::{Delivery, Start, Window};

use super::{status_badge, webhook_url};
use crate::{
    App,
    console::{
        components::{
            DisplayTime, Flash, FormErrors,
            pager::{self, Pager},
        },
        extract::{Auth, PathId, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render_with_status},
    },
};

/// Deliveries per page.
const PAGE_SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "webhooks/show.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    address: String,
    description: String,
    kinds: String,
    payload: &'static str,
    status: (&'static str, &'static str),
    paused_reason: Option<String>,
    /// The number of the last change that is done.
    position: i64,
    /// The number of failed attempts to deliver the next change.
    attempts: i64,
    next_at: Option<DisplayTime>,
    rows: Vec<Row>,
    pager: Pager,
    errors: FormErrors,
}

/// A delivery in the list.
struct Row {
    at: DisplayTime,
    seq: String,
    kind: String,
    attempt: i64,
    /// The status code or the error, and the CSS class of its badge.
    result: (String, &'static str),
    next_at: Option<DisplayTime>,
}

/// `GET /d/{domain}/webhook/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    page(&app, &auth, &id, &query, FormErrors::default()).await
}

/// Renders the page, with the errors of an action.
pub(super) async fn page(
    app: &App,
    auth: &Auth,
    id: &str,
    query: &Query,
    errors: FormErrors,
) -> PageResult {
    let webhooks = app.directory.webhooks(&auth.actor)?;
    let webhook = webhooks.find(id).await?;
    let progress = webhooks.progress(id).await?;
    let offset = (pager::requested_page(query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let window = Window { limit: PAGE_SIZE, start: Start::Offset(offset) };
    let found = webhooks.deliveries(id, &window).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let flash = Flash::from_query(query);
    render_with_status(
        status,
        &Page {
            layout: auth.layout(&i18n::text("webhooks-one"), Section::Webhooks).with_flash(flash),
            base: auth.base(),
            here: webhook_url(&auth.base(), &webhook.id),
            status: status_badge(&webhook),
            address: webhook.url,
            description: webhook.description,
            kinds: webhook.kinds.join(", "),
            payload: webhook.payload.as_str(),
            paused_reason: webhook.paused_reason,
            position: progress.position,
            attempts: progress.attempts,
            next_at: progress.next_at.as_ref().map(|at| auth.time(at)),
            rows: found.items.iter().map(|it| row(auth, it)).collect(),
            pager: Pager::new(query, Vec::new(), PAGE_SIZE, found.total),
            errors,
        },
    )
}

fn row(auth: &Auth, delivery: &Delivery) -> Row {
    let status = delivery.status.map(|status| status.to_string()).unwrap_or_default();
    let result = match &delivery.error {
        Some(error) => (error.clone(), "bad"),
        None => (status, "good"),
    };
    Row {
        at: auth.time(&delivery.at),
        seq: delivery.seq.map(|seq| seq.to_string()).unwrap_or_default(),
        kind: delivery.kind.clone(),
        attempt: delivery.attempt,
        result,
        next_at: delivery.next_at.as_ref().map(|at| auth.time(at)),
    }
}
