//! The columns and the order of the list of people.

use roster_model::{
    CompanyEdit, CompanyRef, Email, NewField, NewWorker, Patch, Person, PersonEdit, PersonRef,
    Submission, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::operator;
use serde_json::json;

use super::browser::{Browser, Page};
use crate::fixture::{ADAS_PASSWORD, Fixture};

roster_testkit::on_both_engines! {
    chosen_columns_are_kept_for_the_account_and_the_domain,
    every_column_shows_its_value,
    print_view_has_the_chosen_columns,
    unknown_column_is_an_error,
    deleted_field_leaves_the_list,
    headers_sort_the_list,
    sorted_list_keeps_filters_and_pages,
}

const PEOPLE: &str = "/d/demo/people";
const COLUMNS: &str = "/d/demo/people/columns";

/// The headers of the list after the column for the selection.
fn headers(page: &Page) -> Vec<String> {
    let head = page.text.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
    let headers = head.split("<th scope=\"col\"").skip(1).map(text).filter(|it| !it.is_empty());
    headers.filter(|header| !header.contains("Select")).collect()
}

/// The cells of a row, beginning with the name.
fn cells(page: &Page, name: &str) -> Vec<String> {
    let rows = page.text.split("<tr>").filter(|row| row.contains("<th scope=\"row\">"));
    let mut rows = rows.filter(|row| row.contains(&format!("<bdi>{name}</bdi>")));
    let row = rows.next().unwrap_or_else(|| panic!("no row {name}: {}", page.text));
    let row = row.split("<th scope=\"row\"").nth(1).unwrap().split("</tr>").next().unwrap();
    row.split("<td").map(text).collect()
}

/// The text of an element whose opening tag ends with the first `>`.
fn text(element: &str) -> String {
    let inner = element.split_once('>').map_or("", |(_, inner)| inner);
    let parts = inner.split('<').enumerate();
    let text: String = parts
        .map(
            |(index, part)| {
                if index == 0 { part } else { part.split_once('>').map_or("", |it| it.1) }
            },
        )
        .collect();
    text.trim().to_owned()
}

async fn choose(browser: &Browser<'_>, columns: &[&str]) -> Page {
    let form = browser.form(COLUMNS, "Save").await;
    let form = form.without("column");
    let form = columns.iter().fold(form, |form, column| form.and("column", column));
    browser.submit(COLUMNS, &form).await
}

async fn worker(fixture: &Fixture, name: &str) -> Person {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        ..NewWorker::default()
    };
    fixture.directory.workers(&actor).unwrap().create(new).await.unwrap().person
}

/// Declares a custom field. Returns its number.
async fn declare(fixture: &Fixture, slug: &str, label: &str) -> i64 {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let new =
        NewField { slug: slug.to_owned(), label: Some(label.to_owned()), ..NewField::default() };
    fixture.directory.fields(&actor).unwrap().declare(new).await.unwrap().number
}

const DEFAULT: [&str; 6] = ["Name", "Username", "Phone", "Groups", "Locations", "Status"];

async fn chosen_columns_are_kept_for_the_account_and_the_domain(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    worker(&fixture, "asha").await;
    let browser = Browser::admin(&fixture).await;
    assert_eq!(headers(&browser.open(PEOPLE).await), DEFAULT);
    let form = browser.form(&format!("{COLUMNS}?q=ash&page=2&done=saved"), "Save").await;
    assert_eq!(form.values("column"), ["username", "phone", "groups", "locations", "status"]);
    let form = form.without("column").and("column", "updated").and("column", "email");
    let page = browser.submit(COLUMNS, &form).await;
    assert_eq!(page.location, format!("{PEOPLE}?q=ash&done=saved"));
    assert_eq!(headers(&browser.open(PEOPLE).await), ["Name", "E-mail", "Last updated"]);
    // In another session of the account.
    let other = Browser::admin(&fixture).await;
    assert_eq!(headers(&other.open(PEOPLE).await), ["Name", "E-mail", "Last updated"]);
    let history = browser.open("/d/demo/history?record=web_user").await;
    assert!(history.text.contains("people columns"), "{history:?}");

    let directory = &fixture.directory;
    let password = || Some(ADAS_PASSWORD.into());
    operator::create_web_user(directory, "b@example.org", "demo", None, password()).await.unwrap();
    let colleague = Browser::sign_in(&fixture, "b@example.org", ADAS_PASSWORD).await;
    assert_eq!(headers(&colleague.open(PEOPLE).await), DEFAULT);
    let elsewhere = directory.operator("live").await.unwrap();
    let new = NewWorker {
        username: Some("zoya".to_owned()),
        connect_username: Some("zoya".to_owned()),
        ..NewWorker::default()
    };
    directory.workers(&elsewhere).unwrap().create(new).await.unwrap();
    assert_eq!(headers(&browser.open("/d/live/people").await), DEFAULT);

    assert_eq!(choose(&browser, &[]).await.status, 303);
    assert_eq!(headers(&browser.open(PEOPLE).await), ["Name"]);
    let form = browser.form(COLUMNS, "Save").await.with("default", "on");
    assert_eq!(browser.submit(COLUMNS, &form).await.status, 303);
    assert_eq!(headers(&browser.open(PEOPLE).await), DEFAULT);
}

async fn every_column_shows_its_value(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    declare(&fixture, "village", "Village of birth").await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    let directory = &fixture.directory;
    let asha = worker(&fixture, "asha").await;
    let edit = WorkerEdit {
        email: Some(Email::parse("asha+1@example.org").unwrap()),
        data: Some(roster_model::DataEdit::Replace(
            json!({ "village": "<Rampur>" }).as_object().cloned().unwrap(),
        )),
        ..WorkerEdit::default()
    };
    directory.workers(&actor).unwrap().edit(asha.id.as_str(), edit).await.unwrap();
    let person = PersonRef::Number(asha.number);
    directory.people(&actor).unwrap().add_tag(&person, "vip").await.unwrap();
    let companies = directory.companies(&actor).unwrap();
    for name in ["Acme", "Bose"] {
        let edit = CompanyEdit { name: Some(name.to_owned()), ..CompanyEdit::default() };
        let company = companies.create(&edit).await.unwrap().company.number;
        companies.add_member(&CompanyRef::Number(company), &person).await.unwrap();
    }
    for (number, received) in [(1, "2026-01-05T10:00:00Z"), (2, "2026-01-04T10:00:00Z")] {
        let form = Submission {
            instance_id: format!("form-{number}"),
            user_id: asha.id.to_string(),
            received_on: Some(received.parse().unwrap()),
            completed_on: None,
        };
        directory.activity(&actor).unwrap().record(vec![form]).await.unwrap();
    }
    let edit = PersonEdit { first_name: Patch::Set("Chitra".to_owned()), ..PersonEdit::default() };
    directory.people(&actor).unwrap().create(&edit).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let all = browser.open(COLUMNS).await;
    assert!(all.text.contains("Village of birth"), "{all:?}");
    let columns = [
        "field:village",
        "companies",
        "tags",
        "updated",
        "created",
        "submitted",
        "status",
        "role",
        "email",
        "username",
    ];
    assert_eq!(choose(&browser, &columns).await.status, 303);
    let page = browser.open(&format!("{PEOPLE}?state=all")).await;
    let expected = [
        "Name",
        "Username",
        "E-mail",
        "Role",
        "Status",
        "Last submission",
        "Created",
        "Last updated",
        "Tags",
        "Companies",
        "Village of birth",
    ];
    assert_eq!(headers(&page), expected);
    let asha = cells(&page, "asha");
    assert_eq!(asha[1..6], ["asha", "asha+1@example.org", "", "Active", "5 Jan 2026, 10:00 UTC"]);
    assert!(asha[6].ends_with("UTC") && asha[7].ends_with("UTC"), "{asha:?}");
    assert_eq!(asha[8..], ["vip", "Acme, Bose", "&#60;Rampur&#62;"]);
    let chitra = cells(&page, "Chitra");
    assert_eq!(chitra[1..6], ["", "", "", "Contact", ""]);
    assert_eq!(chitra[8..], ["", "", ""]);
    assert!(page.text.contains("href=\"mailto:asha+1@example.org\""), "{page:?}");
    assert!(page.text.contains("data-label=\"Village of birth\"></td>"), "empty cells are empty");
}

async fn print_view_has_the_chosen_columns(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    worker(&fixture, "asha").await;
    let browser = Browser::admin(&fixture).await;
    choose(&browser, &["created", "role"]).await;
    let list = browser.open(PEOPLE).await;
    let print = list.links().into_iter().find(|url| url.contains("/people/print")).unwrap();
    let page = browser.open(&print).await;
    assert_eq!(headers(&page), ["Name", "Role", "Created"]);
    assert_eq!(cells(&page, "asha").len(), 3);
    // The export has the columns of the import, whatever the list shows.
    let export = list.links().into_iter().find(|url| url.contains("format=csv")).unwrap();
    let csv = browser.open(&export).await.text;
    assert!(csv.lines().next().unwrap().contains("username"), "{csv}");
}

async fn unknown_column_is_an_error(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    worker(&fixture, "asha").await;
    let browser = Browser::admin(&fixture).await;
    for column in ["password", "field:unknown", ""] {
        let page = choose(&browser, &["created", column]).await;
        assert_eq!(page.status, 422, "{column}: {page:?}");
        assert!(page.text.contains("role=\"alert\""), "{page:?}");
        assert_eq!(page.form("Save").values("column"), ["created"], "the choice is kept");
    }
    assert_eq!(headers(&browser.open(PEOPLE).await), DEFAULT);
}

async fn deleted_field_leaves_the_list(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    worker(&fixture, "asha").await;
    let number = declare(&fixture, "village", "Village").await;
    let browser = Browser::admin(&fixture).await;
    choose(&browser, &["username", "field:village"]).await;
    assert_eq!(headers(&browser.open(PEOPLE).await), ["Name", "Username", "Village"]);
    let actor = fixture.directory.operator("demo").await.unwrap();
    fixture.directory.fields(&actor).unwrap().delete(number).await.unwrap();
    assert_eq!(headers(&browser.open(PEOPLE).await), ["Name", "Username"]);
}

/// The header of a column with its attributes: `aria-sort`, and the URL of its link.
fn sorting(page: &Page, label: &str) -> (Option<String>, Option<String>) {
    let head = page.text.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
    let mut headers = head.split("<th scope=\"col\"").filter(|it| text(it) == label);
    let header = headers.next().unwrap_or_else(|| panic!("no header {label}: {head}"));
    let value = |name: &str| {
        let value = header.split(&format!("{name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&#38;", "&"))
    };
    (value("aria-sort"), value("href"))
}

async fn headers_sort_the_list(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let names = ["chidi", "amina", "bello"];
    for name in names {
        worker(&fixture, name).await;
    }
    let browser = Browser::admin(&fixture).await;
    choose(&browser, &["username", "created", "updated", "status", "phone"]).await;
    let order = |page: &Page| -> Vec<String> {
        let rows = page.text.split("<th scope=\"row\">").skip(1);
        rows.map(|row| text(&format!(">{}", row.split("</th>").next().unwrap()))).collect()
    };
    let page = browser.open(PEOPLE).await;
    assert_eq!(sorting(&page, "Username").0.as_deref(), Some("ascending"));
    for label in ["Status", "Phone"] {
        assert_eq!(sorting(&page, label), (None, None));
    }
    for (label, first, first_order, second_order) in [
        ("Username", "descending", ["chidi", "bello", "amina"], ["amina", "bello", "chidi"]),
        ("Created", "descending", ["bello", "amina", "chidi"], ["chidi", "amina", "bello"]),
    ] {
        let (_, url) = sorting(&page, label);
        let sorted = browser.open(&url.unwrap()).await;
        assert_eq!(sorting(&sorted, label).0.as_deref(), Some(first));
        assert_eq!(order(&sorted), first_order);
        let (_, url) = sorting(&sorted, label);
        let sorted = browser.open(&url.unwrap()).await;
        assert_eq!(sorting(&sorted, label).0.as_deref(), Some("ascending"));
        assert_eq!(order(&sorted), second_order);
        assert_eq!(sorted.text.matches("aria-sort").count(), 1, "one column is the order");
    }
    let (_, url) = sorting(&page, "Last updated");
    assert_eq!(url.as_deref(), Some("/d/demo/people?sort=%2Dupdated"));
    assert_eq!(browser.open(&url.unwrap()).await.status, 200);
    let contacts = browser.open("/d/demo/people/new-contact").await.form("Add contact");
    let contacts = contacts.with("first_name", "Zoe");
    browser.submit("/d/demo/people/new-contact", &contacts).await;
    let page = browser.open(&format!("{PEOPLE}?state=contacts")).await;
    assert_eq!(sorting(&page, "Username"), (None, None), "contacts have no username");
    assert!(sorting(&page, "Created").1.is_some());
}

async fn sorted_list_keeps_filters_and_pages(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for number in 0..27 {
        worker(&fixture, &format!("ash{number:02}")).await;
    }
    let browser = Browser::admin(&fixture).await;
    let page = browser.open(&format!("{PEOPLE}?q=ash&state=all&page=2")).await;
    let (_, url) = sorting(&page, "Username");
    let url = url.unwrap();
    assert_eq!(url, "/d/demo/people?q=ash&state=all&sort=%2Dusername");
    let page = browser.open(&url).await;
    let next = page.links().into_iter().find(|link| link.contains("page=2")).unwrap();
    assert!(next.contains("sort=%2Dusername") && next.contains("q=ash"), "{next}");
    let page = browser.open(&format!("{PEOPLE}{next}")).await;
    assert!(page.text.contains("ash01") && !page.text.contains("ash02"), "{page:?}");
    assert_eq!(sorting(&page, "Username").0.as_deref(), Some("descending"));
    let columns = page.links().into_iter().find(|link| link.contains("/columns?")).unwrap();
    let form = browser.form(&columns, "Save").await;
    let page = browser.submit(COLUMNS, &form).await;
    assert!(page.location.contains("sort=%2Dusername"), "{page:?}");
}
