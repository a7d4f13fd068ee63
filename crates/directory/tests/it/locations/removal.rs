//! Deactivating and deleting locations, and their import from a table.

use roster_model::{
    Actor, Denial, Error, Id, LocationRow, LocationVerdict, Patch, Problem, WebUserEdit, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::operator;

use super::{Tree, new_location};

roster_testkit::on_both_engines! {
    deactivated_locations_are_not_listed_or_assigned,
    deletion_takes_the_locations_of_workers_and_web_users,
    confined_caller_deletes_only_what_keeps_workers_reachable,
    table_is_imported_as_a_whole_or_not_at_all,
    exported_table_changes_nothing,
}

async fn assign(tree: &Tree, worker: &Id, at: &[&Id]) -> Result<(), Error> {
    let edit = WorkerEdit {
        locations: Some(at.iter().map(ToString::to_string).collect()),
        primary_location: Patch::Set(at[0].to_string()),
        ..WorkerEdit::default()
    };
    let workers = tree.fixture.directory.workers(&tree.fixture.actor)?;
    workers.edit(worker.as_str(), edit).await.map(drop)
}

async fn locations_of(tree: &Tree, worker: &Id) -> (Option<Id>, Vec<Id>) {
    let workers = tree.fixture.directory.workers(&tree.fixture.actor).unwrap();
    let worker = workers.find(worker.as_str(), false).await.unwrap().person.worker.unwrap();
    (worker.primary_location, worker.locations)
}

async fn deactivated_locations_are_not_listed_or_assigned(backend: Backend) {
    let tree = Tree::open(backend).await;
    let (here, other) = (tree.fixture.worker("here").await, tree.fixture.worker("other").await);
    assign(&tree, &here, &[&tree.karu]).await.unwrap();
    tree.locations().set_active(tree.jos.as_str(), false).await.unwrap();
    assert!(tree.find(&tree.jos).await.archived && tree.find(&tree.karu).await.archived);
    assert!(!tree.find(&tree.north).await.archived);

    let window = roster_model::Window { limit: 10, start: roster_model::Start::Offset(0) };
    let listed = tree.locations().list(&roster_model::LocationFilter::default(), &window).await;
    let names: Vec<String> =
        listed.unwrap().page.items.into_iter().map(|location| location.name).collect();
    assert_eq!(names, ["North"]);
    let refused = assign(&tree, &other, &[&tree.karu]).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(_)), "{refused}");
    // Those who are there stay, also when they get another location.
    assign(&tree, &here, &[&tree.karu, &tree.north]).await.unwrap();

    let refused = tree.locations().set_active(tree.karu.as_str(), true).await.unwrap_err();
    assert!(refused.to_string().contains("parent"), "{refused}");
    tree.locations().set_active(tree.jos.as_str(), true).await.unwrap();
    assert!(!tree.find(&tree.karu).await.archived);
    assign(&tree, &other, &[&tree.karu]).await.unwrap();
}

async fn deletion_takes_the_locations_of_workers_and_web_users(backend: Backend) {
    let tree = Tree::open(backend).await;
    let (one, two) = (tree.fixture.worker("one").await, tree.fixture.worker("two").await);
    assign(&tree, &one, &[&tree.karu]).await.unwrap();
    assign(&tree, &two, &[&tree.jos, &tree.north]).await.unwrap();
    let directory = &tree.fixture.directory;
    let created =
        operator::create_web_user(directory, "eve@example.org", "demo", None, None).await.unwrap();
    let edit = WebUserEdit {
        locations: Some(vec![tree.karu.to_string(), tree.north.to_string()]),
        primary_location: Patch::Set(tree.karu.to_string()),
        ..WebUserEdit::default()
    };
    let web_users = directory.web_users(&tree.fixture.actor).unwrap();
    let eve = created.0.user.id;
    web_users.edit(eve.as_str(), edit).await.unwrap();

    let removal = tree.locations().removal(tree.jos.as_str()).await.unwrap();
    assert_eq!((removal.locations, removal.workers), (2, 2));
    assert_eq!((removal.without_location, removal.web_users), (1, 1));
    let seq = tree.fixture.seq().await;
    assert_eq!(tree.locations().delete(tree.jos.as_str()).await.unwrap(), removal);
    assert_eq!(locations_of(&tree, &one).await, (None, Vec::new()));
    let north = tree.north.clone();
    assert_eq!(locations_of(&tree, &two).await, (Some(north.clone()), vec![north.clone()]));
    let member = directory.web_user_list(&tree.fixture.actor).unwrap().find(eve.as_str()).await;
    let member = member.unwrap();
    assert_eq!((member.primary_location, member.locations), (Some(north.clone()), vec![north]));
    let missing = tree.locations().find(tree.karu.as_str()).await;
    assert!(matches!(missing, Err(Error::NotFound { .. })));
    let log = tree.fixture.log_after(seq).await;
    assert_eq!(log.len(), 5, "{log:?}");
    assert!(log[3].starts_with("location.deleted") && log[4].starts_with("location.deleted"));
}

async fn confined_caller_deletes_only_what_keeps_workers_reachable(backend: Backend) {
    let tree = Tree::open(backend).await;
    let worker = tree.fixture.worker("one").await;
    assign(&tree, &worker, &[&tree.karu]).await.unwrap();
    let own = Some(vec![tree.jos.clone()]);
    let actor = Actor { confined_to: own, ..tree.fixture.actor.clone() };
    let locations = tree.fixture.directory.locations(&actor).unwrap();
    for id in [&tree.karu, &tree.jos, &tree.north] {
        let refused = locations.delete(id.as_str()).await;
        let denied = matches!(refused, Err(Error::Forbidden(Denial::OutsideLocations)));
        assert!(denied, "{refused:?}");
    }
    for id in [&tree.jos, &tree.north] {
        let refused = locations.set_active(id.as_str(), false).await;
        assert!(matches!(refused, Err(Error::Forbidden(Denial::OutsideLocations))));
    }
    assign(&tree, &worker, &[&tree.karu, &tree.jos]).await.unwrap();
    locations.delete(tree.karu.as_str()).await.unwrap();
    assert_eq!(locations_of(&tree, &worker).await.1, std::slice::from_ref(&tree.jos));

    let row = |name: &str, parent: &str, level: &str| LocationRow {
        row: 2,
        name: Some(name.to_owned()),
        level: Some(level.to_owned()),
        parent: Some(parent.to_owned()),
        ..LocationRow::default()
    };
    let outside = locations.import(&[row("Bauchi", "north", "district")]).await.unwrap();
    assert!(matches!(outside[0], LocationVerdict::Invalid(_)), "{outside:?}");
    let inside = locations.import(&[row("Rukuba", "jos", "clinic")]).await.unwrap();
    assert_eq!(inside, [LocationVerdict::Created]);
    let (exported, _) = locations.export().await.unwrap();
    let names: Vec<&str> = exported.iter().map(|location| location.name.as_str()).collect();
    assert_eq!(names, ["Jos", "Rukuba"]);
}

async fn table_is_imported_as_a_whole_or_not_at_all(backend: Backend) {
    let tree = Tree::open(backend).await;
    let text = |text: &str| Some(text.to_owned());
    let clinic = LocationRow {
        row: 2,
        name: text("Naraguta"),
        level: text("clinic"),
        parent: text("Bassa"),
        latitude: text("9.9"),
        ..LocationRow::default()
    };
    let district = LocationRow {
        row: 3,
        name: text("Bassa"),
        site_code: text("Bassa"),
        level: text("district"),
        parent: text("north"),
        ..LocationRow::default()
    };
    let unknown = LocationRow { row: 4, name: text("X"), parent: text("y"), ..clinic.clone() };
    let renamed = LocationRow {
        row: 5,
        name: text("Karu Clinic"),
        site_code: text("KARU"),
        level: text("clinic"),
        data: [("beds".to_owned(), "12".into())].into_iter().collect(),
        ..LocationRow::default()
    };
    let rows = vec![clinic.clone(), district.clone(), unknown, renamed.clone()];
    let seq = tree.fixture.seq().await;
    let verdicts = tree.locations().import(&rows).await.unwrap();
    let LocationVerdict::Invalid(errors) = &verdicts[2] else { panic!("{verdicts:?}") };
    assert_eq!(errors[0].field, "parent");
    assert_eq!(errors[0].problem, Problem::Unknown("y".to_owned()));
    assert_eq!(tree.fixture.log_after(seq).await, Vec::<String>::new());

    let rows = vec![clinic, district, renamed];
    let preview = tree.locations().check_import(&rows).await.unwrap();
    assert_eq!(tree.fixture.log_after(seq).await, Vec::<String>::new());
    assert_eq!(tree.locations().import(&rows).await.unwrap(), preview);
    let updated = LocationVerdict::Updated(vec!["name".to_owned(), "location_data".to_owned()]);
    assert_eq!(preview, [LocationVerdict::Created, LocationVerdict::Created, updated]);
    assert_eq!(tree.find(&tree.karu).await.name, "Karu Clinic");
    // A second import finds everything as it is, also a row without a site code.
    let again = tree.locations().import(&rows).await.unwrap();
    assert!(again.iter().all(|verdict| *verdict == LocationVerdict::Unchanged), "{again:?}");
}

async fn exported_table_changes_nothing(backend: Backend) {
    let tree = Tree::open(backend).await;
    tree.create(new_location("South", "state", None)).await.unwrap();
    let (locations, levels) = tree.locations().export().await.unwrap();
    let names: Vec<&str> = locations.iter().map(|location| location.name.as_str()).collect();
    assert_eq!(names, ["North", "Jos", "Karu", "South"]);
    let code = |id: &Id| {
        let found = locations.iter().find(|location| location.id == *id);
        found.unwrap().site_code.clone()
    };
    let level = |number: i64| {
        let found = levels.iter().find(|level| level.number == number);
        found.unwrap().code.clone()
    };
    let rows: Vec<LocationRow> = locations
        .iter()
        .map(|location| LocationRow {
            row: 2,
            id: Some(location.id.to_string()),
            name: Some(location.name.clone()),
            site_code: Some(location.site_code.clone()),
            level: Some(level(location.kind)),
            parent: Some(location.parent.as_ref().map(code).unwrap_or_default()),
            external_id: Some(String::new()),
            ..LocationRow::default()
        })
        .collect();
    let verdicts = tree.locations().import(&rows).await.unwrap();
    assert!(verdicts.iter().all(|it| *it == LocationVerdict::Unchanged), "{verdicts:?}");
}
