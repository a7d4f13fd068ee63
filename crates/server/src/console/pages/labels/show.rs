//! The page of a company, tag or list, with its people.

use askama::Template;
use roster_directory::{PeopleViewPage, RelatedData};
use roster_model::{
    LabelKind, LabelSummary, PeopleViewFilter, PeopleViewKey, PeopleViewOrder, Permission, Person,
};

use super::{KINDS, LabelPath, list_url};
use crate::{
    App,
    console::{
        components::{
            Flash, FormErrors,
            pager::{self, Pager},
        },
        extract::{Auth, Query, State, path},
        i18n::filters,
        layout::{Layout, Section},
        pages::people::{StatusBadge, display_name},
        response::{PageResult, render},
    },
    error::ApiError,
};

/// People per page, and results of a search for people to add.
const PAGE_SIZE: u32 = 50;

/// The order of people: workers by username, then contacts by number.
const ORDER: PeopleViewOrder = PeopleViewOrder { by: PeopleViewKey::Username, descending: false };

#[derive(Template)]
#[template(path = "labels/show.html")]
pub(super) struct Page {
    layout: Layout,
    kind: LabelKind,
    /// The message with the title of the list of the kind.
    list_title: &'static str,
    list: String,
    here: String,
    /// The URL of the list of people with only these people.
    people_url: String,
    record: LabelSummary,
    people: Vec<Row>,
    /// The search results, if there was a search.
    candidates: Option<Vec<Row>>,
    text: String,
    pager: Pager,
    may_see_people: bool,
    errors: FormErrors,
}

/// A person in a list.
struct Row {
    number: i64,
    url: String,
    name: String,
    username: String,
    status: StatusBadge,
    has_record: bool,
    is_selected: bool,
}

/// The input of the forms of the page.
#[derive(Default)]
pub(super) struct Search {
    pub(super) text: String,
    /// The numbers of the selected people.
    pub(super) selected: Vec<i64>,
}

/// `GET /d/{domain}/labels/{kind}/{number}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
    query: Query,
) -> PageResult {
    let search = Search { text: query.text("find").to_owned(), selected: Vec::new() };
    render(&page(&app, &auth, path, &query, search, FormErrors::default()).await?)
}

/// The page, with the errors of one of its forms.
pub(super) async fn page(
    app: &App,
    auth: &Auth,
    path: LabelPath,
    query: &Query,
    search: Search,
    errors: FormErrors,
) -> Result<Page, ApiError> {
    let record = app.directory.labels(&auth.actor)?.find(path.kind, path.number).await?;
    let may_see_people = auth.may(Permission::VIEW_COMMCARE_USERS);
    let (mut total, mut people, mut candidates) = (0, Vec::new(), None);
    if may_see_people {
        let people_view = app.directory.people_view(&auth.actor)?;
        let wanted =
            RelatedData { companies: path.kind == LabelKind::Company, ..RelatedData::default() };
        let row = |found: &PeopleViewPage, person: &Person| row(auth, path, &search, found, person);
        let offset = (pager::requested_page(query) - 1).saturating_mul(u64::from(PAGE_SIZE));
        let range = (offset, PAGE_SIZE);
        let found = people_view.list_with(&path.filter(), ORDER, range, wanted).await?;
        total = found.page.total;
        people = found.page.items.iter().map(|person| row(&found, person)).collect();
        if !search.text.is_empty() {
            let text = Some(search.text.clone());
            let filter = PeopleViewFilter { search: text, ..PeopleViewFilter::default() };
            let found = people_view.list_with(&filter, ORDER, (0, PAGE_SIZE), wanted).await?;
            candidates = Some(found.page.items.iter().map(|person| row(&found, person)).collect());
        }
    }
    let base = auth.base();
    let (kind, number) = (path.kind, path.number);
    let list_title = KINDS.into_iter().find(|(known, ..)| *known == kind).map(|(.., title)| title);
    let number = number.to_string();
    let parameter = match kind {
        LabelKind::Company => ("company", number.as_str()),
        LabelKind::Tag => ("tag", record.name.as_str()),
        LabelKind::List => ("list", number.as_str()),
    };
    let params = pager::query_string(&[("state", "all"), parameter]);
    Ok(Page {
        layout: auth.layout(&record.name, Section::Labels).with_flash(Flash::from_query(query)),
        kind,
        list_title: list_title.unwrap_or_default(),
        list: list_url(&base, kind),
        here: path.url(&base),
        people_url: format!("{base}/people{params}"),
        pager: Pager::new(query, Vec::new(), PAGE_SIZE, total),
        record,
        people,
        candidates,
        text: search.text.clone(),
        may_see_people,
        errors,
    })
}

fn row(
    auth: &Auth,
    label: LabelPath,
    search: &Search,
    found: &PeopleViewPage,
    person: &Person,
) -> Row {
    let worker = person.worker.as_ref();
    let companies = found.related.companies.get(person.id.as_str());
    Row {
        number: person.number,
        url: path::person_url(&auth.base(), &person.id),
        name: display_name(person),
        username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
        status: StatusBadge::new(person),
        has_record: match label.kind {
            LabelKind::Company => companies
                .is_some_and(|all| all.iter().any(|company| company.company == label.number)),
            LabelKind::Tag => person.usercom.tags.contains(&label.number),
            LabelKind::List => person.usercom.lists.contains(&label.number),
        },
        is_selected: search.selected.contains(&person.number),
    }
}
