//! The list of webhooks.

use askama::Template;

use super::{status_badge, webhook_url};
use crate::{
    App,
    console::{
        components::Flash,
        extract::{Auth, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

#[derive(Template)]
#[template(path = "webhooks/list.html")]
struct Page {
    layout: Layout,
    base: String,
    rows: Vec<Row>,
}

struct Row {
    url: String,
    address: String,
    description: String,
    kinds: String,
    status: (&'static str, &'static str),
}

/// `GET /d/{domain}/webhooks`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let found = app.directory.webhooks(&auth.actor)?.all().await?;
    let base = auth.base();
    let rows = found.iter().map(|webhook| Row {
        url: webhook_url(&base, &webhook.id),
        address: webhook.url.clone(),
        description: webhook.description.clone(),
        kinds: webhook.kinds.join(", "),
        status: status_badge(webhook),
    });
    render(&Page {
        layout: auth
            .layout(&i18n::text("webhooks-title"), Section::Webhooks)
            .with_flash(Flash::from_query(&query)),
        rows: rows.collect(),
        base,
    })
}
