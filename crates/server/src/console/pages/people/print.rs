//! The list of people for printing: all that match the filters, on one page.

use askama::Template;

use super::{
    columns::{self, CellValue},
    filter::ListQuery,
    list::{Row, row},
    sort::Header,
};
use crate::{
    App,
    console::{
        components::{DisplayTime, pager::query_string},
        extract::{Auth, Query, State},
        i18n::{filters, text},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// The most people of a print view. More are exported as a table.
const MAX_PEOPLE: u64 = 10_000;

/// People per read.
const BATCH_SIZE: u32 = 1_000;

#[derive(Template)]
#[template(path = "people/print.html")]
struct Page {
    layout: Layout,
    /// The URL of the list with the same filters.
    back: String,
    headers: Vec<Header>,
    rows: Vec<Row>,
    total: u64,
    printed_at: DisplayTime,
}

/// `GET /d/{domain}/people/print`.
pub(crate) async fn print(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let people_view = app.directory.people_view(&auth.actor)?;
    let list = ListQuery::resolve(&query, &auth.zone, &people_view).await?;
    list.errors.check()?;
    let schema = people_view.choices().await?.schema;
    let columns = columns::chosen(&people_view, &schema).await?;
    let wanted = columns::related_data(&columns);
    let (mut rows, mut offset) = (Vec::new(), 0);
    let total = loop {
        let range = (offset, BATCH_SIZE);
        let found = people_view.list_with(&list.filter, list.order, range, wanted).await?;
        let people = found.page.items.iter();
        rows.extend(people.map(|person| row(&auth, &found, person, &columns, &schema)));
        offset += found.page.items.len() as u64;
        let is_last = found.page.items.is_empty() || offset >= found.page.total;
        if is_last || offset >= MAX_PEOPLE {
            break found.page.total;
        }
    };
    let params = list.params();
    let pairs: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    render(&Page {
        layout: auth.layout(&text("people-title"), Section::People),
        back: format!("{}/people{}", auth.base(), query_string(&pairs)),
        headers: columns.iter().map(Header::plain).collect(),
        rows,
        total,
        printed_at: auth.time(&app.directory.environment().now()),
    })
}
