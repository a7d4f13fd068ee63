//! Imports of sheets with headers that are not the names of columns.

use std::time::Duration;

use roster_model::{NewField, Start, Window, WorkerFilter};
use roster_store::Backend;

use super::browser::{Browser, Page};
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    unknown_columns_are_chosen_and_imported,
    choice_that_cannot_be_used_is_an_error_of_its_select,
    confirmation_of_another_choice_imports_nothing,
}

const IMPORTS: &str = "/d/demo/imports";

const TABLE: &str = "\
Login,Nom,Téléfono,Vilage,shoe,Contraseña
asha,Asha Devi,+91 98765,Rampur,38,not-for-others
bela,Bela,,Sitapur,39,
";

async fn declare_village(fixture: &Fixture) {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let field = NewField {
        slug: "village".to_owned(),
        label: Some("Village of work".to_owned()),
        ..NewField::default()
    };
    fixture.directory.fields(&actor).unwrap().declare(field).await.unwrap();
}

/// Uploads a sheet. Returns the URL of its page.
async fn upload(browser: &Browser<'_>, text: &str) -> String {
    let form = browser.form(IMPORTS, "Check the file").await;
    let page = browser.upload(IMPORTS, &form, ("workers.csv", text)).await;
    assert_eq!(page.status, 303, "{page:?}");
    page.location
}

/// The page of an import once its task has ended.
async fn finished(browser: &Browser<'_>, url: &str) -> Page {
    loop {
        let page = browser.open(url).await;
        if !page.text.contains("id=\"progress\" hx-get") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn usernames(fixture: &Fixture) -> Vec<String> {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let workers = fixture.directory.workers(&actor).unwrap();
    let window = Window { limit: 100, start: Start::Offset(0) };
    let page = workers.list(&WorkerFilter::default(), &window, false).await.unwrap();
    page.workers().map(|worker| worker.unwrap().0.username.to_owned()).collect()
}

async fn unknown_columns_are_chosen_and_imported(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    declare_village(&fixture).await;
    let browser = Browser::admin(&fixture).await;
    let url = upload(&browser, TABLE).await;
    let page = finished(&browser, &url).await;
    assert!(page.text.contains("6 columns are not recognized"), "{page:?}");
    assert!(page.text.contains("<bdi>Asha Devi</bdi>") && page.text.contains("Did you mean name?"));
    assert!(!page.text.contains("not-for-others"), "{page:?}");
    assert!(page.text.contains("Village of work (data: village)"), "{page:?}");
    let form = page.form("Show the preview");
    let chosen: Vec<&str> =
        (0..6).flat_map(|index| form.values(&format!("column-{index}"))).collect();
    let suggested = ["username", "name", "phone-number", "data: village", "ignore", "password"];
    assert_eq!(chosen, suggested);
    let submitted = browser.submit(&format!("{url}/columns"), &form).await;
    assert_eq!((submitted.status, &submitted.location), (303, &url), "{submitted:?}");
    let preview = finished(&browser, &url).await;
    assert!(preview.text.contains("Import preview"), "{preview:?}");
    assert!(preview.text.contains("Ignored columns: shoe."), "{preview:?}");
    for value in ["Asha", "Devi", "9198765", "Rampur"] {
        assert!(preview.text.contains(&format!("<bdi>{value}</bdi>")), "{value}: {preview:?}");
    }
    assert_eq!(usernames(&fixture).await, [""; 0]);
    let result = browser.submit(&url, &preview.form("Import 2 workers")).await;
    assert_eq!(result.status, 303, "{result:?}");
    let done = finished(&browser, &url).await;
    assert!(done.text.contains("2 created, 0 updated"), "{done:?}");
    assert_eq!(usernames(&fixture).await, ["asha@demo.commcarehq.org", "bela@demo.commcarehq.org"]);
    // After the import, the columns stay as they were.
    let again =
        browser.submit(&format!("{url}/columns"), &form.with("column-4", "last_name")).await;
    assert_eq!(again.status, 303);
    assert!(browser.open(&url).await.text.contains("2 created, 0 updated"));
}

async fn choice_that_cannot_be_used_is_an_error_of_its_select(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    declare_village(&fixture).await;
    let browser = Browser::admin(&fixture).await;
    let url = upload(&browser, "Login,first_name,Nom,Prénom,Notes\nasha,Asha,Devi,x,y\n").await;
    let form = finished(&browser, &url).await.form("Show the preview");
    // `first_name` is known, so it is not suggested for another column.
    assert_eq!(form.values("column-2"), ["ignore"]);
    let path = format!("{url}/columns");
    for (input, value, error) in [
        ("column-2", "last_name", "“Nom” is last_name too. Leave one of them out."),
        ("column-2", "first_name", "“first_name” is first_name too. Leave one of them out."),
        ("column-3", "shoe", "Choose a column, or leave it out."),
        ("column-3", "", "Choose a column, or leave it out."),
    ] {
        let page = browser.submit(&path, &form.clone().with(input, value)).await;
        assert_eq!(page.status, 422, "{value}");
        assert_eq!(page.element(&format!("{input}-error")), error);
        assert_eq!(page.text.matches("class=\"error\"").count(), 1, "{page:?}");
        // The choice is kept.
        assert_eq!(page.form("Show the preview").values("column-1"), ["last_name"], "{value}");
    }
    let page = browser.submit(&path, &form.clone().with("column-0", "ignore")).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Choose the column with the usernames"), "{page:?}");
    let page = browser.submit(&path, &form).await;
    assert_eq!(page.status, 303, "{page:?}");
    let preview = finished(&browser, &url).await;
    assert!(preview.links().contains(&format!("{url}?columns=change")), "{preview:?}");
    let changed = browser.open(&format!("{url}?columns=change")).await.form("Show the preview");
    assert_eq!(changed.values("column-1"), ["last_name"]);
}

async fn confirmation_of_another_choice_imports_nothing(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let url = upload(&browser, "Login,Nom\nasha,Devi\n").await;
    let form = finished(&browser, &url).await.form("Show the preview");
    let path = format!("{url}/columns");
    browser.submit(&path, &form.clone().with("column-1", "last_name")).await;
    let confirmation = finished(&browser, &url).await.form("Import 1 worker");
    browser.submit(&path, &form.with("column-1", "ignore")).await;
    finished(&browser, &url).await;
    assert_eq!(browser.submit(&url, &confirmation).await.status, 303);
    let page = finished(&browser, &url).await;
    assert!(page.text.contains("Import preview"), "{page:?}");
    assert_eq!(usernames(&fixture).await, [""; 0]);
    browser.submit(&url, &page.form("Import 1 worker")).await;
    finished(&browser, &url).await;
    assert_eq!(usernames(&fixture).await, ["asha@demo.commcarehq.org"]);
}
