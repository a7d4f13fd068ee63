//! The lists of companies, tags and lists, one for each kind.

use askama::Template;
use roster_model::{LabelKind, LabelSummary};

use super::{KINDS, KindPath, list_url, selector};
use crate::{
    App,
    console::{
        components::{
            Flash,
            pager::{self, Pager},
        },
        extract::{Auth, Query, State},
        i18n::{Selector, filters, text},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// Records per page.
const PAGE_SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "labels/list.html")]
struct Page {
    layout: Layout,
    tabs: Vec<Tab>,
    kind: LabelKind,
    /// The kind, for messages.
    selector: Selector<'static>,
    here: String,
    text: String,
    records: Vec<LabelSummary>,
    pager: Pager,
}

/// A link to the list of a kind.
struct Tab {
    /// The message with the label.
    label: &'static str,
    url: String,
    is_current: bool,
}

/// `GET /d/{domain}/labels/{kind}`.
pub(crate) async fn list(
    State(app): State<App>,
    auth: Auth,
    KindPath(kind): KindPath,
    query: Query,
) -> PageResult {
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let labels = app.directory.labels(&auth.actor)?;
    let found = labels.list(kind, query.text("q"), offset, PAGE_SIZE).await?;
    let params = query.non_empty("q").map(|text| ("q".to_owned(), text)).into_iter().collect();
    let base = auth.base();
    let tab =
        |(known, _, label)| Tab { label, url: list_url(&base, known), is_current: known == kind };
    render(&Page {
        layout: auth
            .layout(&text("labels-title"), Section::Labels)
            .with_flash(Flash::from_query(&query)),
        tabs: KINDS.into_iter().map(tab).collect(),
        kind,
        selector: selector(kind),
        here: list_url(&base, kind),
        text: query.text("q").to_owned(),
        records: found.items,
        pager: Pager::new(&query, params, PAGE_SIZE, found.total),
    })
}
