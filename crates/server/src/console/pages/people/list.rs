//! The list of people.

use askama::Template;
use roster_directory::{FilterOptions, PeopleView, PeopleViewPage};
use roster_model::{Error, Permission, Person, Schema};

use super::{
    bulk_form::ACTIONS,
    columns::{self, Cell, CellValue, Column},
    filter::{ListQuery, ORDERS, STATES},
    sort::Header,
    status_badge::{StatusBadge, display_name},
};
use crate::{
    App,
    console::{
        components::{
            Flash, cases,
            pager::{self, Pager},
        },
        extract::{Auth, Query, State, path},
        i18n::{filters, text},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// The filters whose errors are not repeated above the results: none, as a search replaces the results
/// alone.
const FIELDS: &[&str] = &[];

/// People per page.
const PAGE_SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page {
    layout: Layout,
    base: String,
    list: ListQuery,
    choices: FilterOptions,
    headers: Vec<Header>,
    rows: Vec<Row>,
    pager: Pager,
    /// The query string of the export, without the format.
    export: String,
    /// The query string of this page, to return to after a bulk action.
    query: String,
    /// The key of the selection: one for each domain and filter.
    selection: String,
    may_edit: bool,
    /// Whether the web user has access to all locations, and so to contacts and groups.
    is_everywhere: bool,
    has_cases: bool,
    /// The query string of the print view.
    print: String,
}

impl Page {
    /// Whether the domain has no active workers.
    fn is_empty(&self) -> bool {
        self.pager.total == 0 && !self.list.is_filtered() && self.list.state == "active"
    }

    /// Whether the web user may change the groups of workers, and there are groups.
    fn may_change_groups(&self) -> bool {
        self.is_everywhere && !self.choices.groups.is_empty()
    }
}

/// A person in the list.
pub(super) struct Row {
    id: String,
    url: String,
    pub(super) name: String,
    /// The cells of the chosen columns.
    pub(super) cells: Vec<Cell>,
    status: StatusBadge,
    cases: Option<String>,
}

/// `GET /d/{domain}/people`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let people_view = app.directory.people_view(&auth.actor)?;
    let list = ListQuery::resolve(&query, &auth.zone, &people_view).await?;
    let choices = choices(&people_view, &list).await?;
    let columns = columns::chosen(&people_view, &choices.schema).await?;
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let found = if list.errors.is_empty() {
        let (range, wanted) = ((offset, PAGE_SIZE), columns::related_data(&columns));
        people_view.list_with(&list.filter, list.order, range, wanted).await?
    } else {
        PeopleViewPage::empty()
    };
    let pager = Pager::new(&query, list.params(), PAGE_SIZE, found.page.total);
    let row = |person: &Person| row(&auth, &found, person, &columns, &choices.schema);
    render(&Page {
        layout: auth
            .layout(&text("people-title"), Section::People)
            .with_flash(Flash::from_query(&query)),
        base: auth.base(),
        headers: columns.iter().map(|column| Header::new(column, &list)).collect(),
        rows: found.page.items.iter().map(row).collect(),
        pager,
        export: export_query(&list),
        selection: export_query(&list),
        query: query.raw,
        may_edit: auth.may(Permission::EDIT_COMMCARE_USERS),
        is_everywhere: auth.may(Permission::ACCESS_ALL_LOCATIONS),
        has_cases: auth.actor.domain.settings.cases_url.is_some(),
        choices,
        print: print_query(&list),
        list,
    })
}

/// The choices of the filters, including the selected ones.
async fn choices(people_view: &PeopleView<'_>, list: &ListQuery) -> Result<FilterOptions, Error> {
    people_view
        .filter_options_with(list.filter.group.as_slice(), list.filter.location.as_slice())
        .await
}

/// The query string of the export, without the format.
fn export_query(list: &ListQuery) -> String {
    let params = list.params();
    let mut pairs: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.push(("format", ""));
    pager::query_string(&pairs)
}

/// The query string of the print view.
fn print_query(list: &ListQuery) -> String {
    let params = list.params();
    let pairs: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pager::query_string(&pairs)
}

/// The row of a person on a page.
pub(super) fn row(
    auth: &Auth,
    found: &PeopleViewPage,
    person: &Person,
    columns: &[Column],
    schema: &Schema,
) -> Row {
    Row {
        id: person.id.to_string(),
        url: path::person_url(&auth.base(), &person.id),
        name: display_name(person),
        cells: columns
            .iter()
            .map(|column| Cell::new(column, person, found, schema, &auth.zone))
            .collect(),
        status: StatusBadge::new(person),
        cases: cases::url(&auth.actor.domain, person),
    }
}

impl Page {
    /// The name of the group in the filter, for the text field.
    fn group(&self) -> &str {
        let selected = self.list.filter.group.as_deref().unwrap_or_default();
        let known = self.choices.groups.iter().find(|(id, _)| id.as_str() == selected);
        known.map_or(selected, |(_, name)| name)
    }

    /// The site code of the location in the filter, for the text field.
    fn location(&self) -> &str {
        let selected = self.list.filter.location.as_deref().unwrap_or_default();
        let known = self.choices.places.iter().find(|place| place.id.as_str() == selected);
        known.map_or(selected, |place| &place.site_code)
    }

    /// The name of the tag in the filter, for the text field.
    fn tag(&self) -> &str {
        let selected = self.list.filter.tag;
        let known = self.choices.tags.iter().find(|tag| Some(tag.number) == selected);
        known.map_or(&self.list.tag, |tag| &tag.name)
    }
}
