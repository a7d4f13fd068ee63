//! Importing from CommCare HQ.

use jiff::SignedDuration;
use roster_directory::HqImport;
use roster_model::{
    Actor, Checkpoint, CustomData, Error, ExposeSecret as _, HqBatch, HqItem, HqKind, HqLocation,
    HqLocationType, HqOutcome, HqWorker, Id, Patch, SecretString, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::{on_both_engines, operator};

use crate::fixture::Fixture;

on_both_engines! {
    child_before_its_parent_is_imported,
    location_can_move_to_the_root,
    numbers_of_hq_are_kept_where_they_are_free,
    bare_username_is_imported_again_unchanged,
    repeated_import_changes_only_differences,
    id_of_another_worker_is_refused,
    password_link_works_once,
    password_link_expires_and_is_replaced,
}

const SOURCE: &str = "https://hq.example.org/a/river";

fn hq_import(fixture: &Fixture) -> HqImport<'_> {
    fixture.directory.hq_import(&fixture.actor, SOURCE).unwrap()
}

fn pass(number: i64) -> Checkpoint {
    Checkpoint { pass: number, ..Checkpoint::default() }
}

fn level(id: &str, parent: Option<&str>) -> HqLocationType {
    HqLocationType {
        id: id.to_owned(),
        code: format!("level{id}"),
        name: format!("Level {id}"),
        parent: parent.map(str::to_owned),
        ..HqLocationType::default()
    }
}

fn place(id: &str, level: &str, parent: Option<&str>) -> HqLocation {
    HqLocation {
        id: Id::parse(id).unwrap(),
        number: None,
        name: format!("Place {id}"),
        site_code: format!("place_{id}"),
        level: level.to_owned(),
        parent: parent.map(str::to_owned),
        latitude: Some("9.5".to_owned()),
        longitude: None,
        external_id: Some(format!("ext-{id}")),
        data: CustomData::new(),
        created_at: "2020-01-05T08:00:00Z".parse().ok(),
        left_out: Vec::new(),
        errors: Vec::new(),
    }
}

fn worker(id: &str, name: &str) -> HqWorker {
    HqWorker {
        id: Id::parse(id).unwrap(),
        username: format!("{name}@demo.commcarehq.org"),
        active: true,
        created_at: None,
        edit: WorkerEdit {
            first_name: Some(name.to_owned()),
            groups: Some(Vec::new()),
            locations: Some(Vec::new()),
            primary_location: Patch::Clear,
            ..WorkerEdit::default()
        },
        left_out: Vec::new(),
    }
}

fn outcomes(items: &[HqItem]) -> Vec<&str> {
    let name = |items: &HqItem| match &items.outcome {
        HqOutcome::Created => "created",
        HqOutcome::Changed(_) => "changed",
        HqOutcome::Same => "same",
        HqOutcome::Refused(_) => "refused",
    };
    items.iter().map(name).collect()
}

async fn child_before_its_parent_is_imported(at: Backend) {
    let fixture = Fixture::open(at).await;
    let hq_import = hq_import(&fixture);
    let levels = HqBatch::LocationTypes(vec![level("412", Some("411")), level("411", None)]);
    let (items, checkpoint) = hq_import.apply(&levels, pass(1)).await.unwrap();
    assert_eq!(outcomes(&items), ["created", "created"]);
    let places = vec![place("inner", "412", Some("outer")), place("outer", "411", None)];
    let places = HqBatch::Locations(places);
    let (items, checkpoint) = hq_import.apply(&places, checkpoint).await.unwrap();
    assert_eq!(outcomes(&items), ["created", "created"]);
    assert!(checkpoint.changed);
    assert_eq!(checkpoint.tallies[&HqKind::Location].created, 2);
    assert_eq!(hq_import.checkpoint().await.unwrap(), checkpoint);

    let inner = fixture.directory.locations(&fixture.actor).unwrap().find("inner").await.unwrap();
    assert_eq!(inner.location.parent, Id::parse("outer"));
    assert_eq!(inner.location.external_id.as_deref(), Some("ext-inner"));
    assert_eq!(inner.location.created_at, "2020-01-05T08:00:00Z".parse().unwrap());
    assert_eq!(inner.level.code, "level412");

    let seq = fixture.seq().await;
    let (items, _) = hq_import.apply(&places, pass(2)).await.unwrap();
    assert_eq!((outcomes(&items), fixture.seq().await), (vec!["same", "same"], seq));
}

async fn numbers_of_hq_are_kept_where_they_are_free(at: Backend) {
    let fixture = Fixture::open(at).await;
    let numbers = async |hq_import: &HqImport<'_>, actor: &Actor, first: i64| {
        let levels = HqBatch::LocationTypes(vec![level("411", None), level("412", Some("411"))]);
        hq_import.apply(&levels, pass(1)).await.unwrap();
        let place = |id: &str, level: &str, parent, number| HqLocation {
            number: Some(number),
            ..place(id, level, parent)
        };
        let places =
            vec![place("outer", "411", None, first), place("inner", "412", Some("outer"), 1 << 60)];
        let (items, _) = hq_import.apply(&HqBatch::Locations(places), pass(1)).await.unwrap();
        assert_eq!(outcomes(&items), ["created", "created"]);
        let types = fixture.directory.location_types(actor).unwrap().all().await.unwrap();
        let locations = fixture.directory.locations(actor).unwrap();
        let number = async |id: &str| locations.find(id).await.unwrap().location.number;
        let types: Vec<i64> = types.iter().map(|location_type| location_type.number).collect();
        (types, number("outer").await, number("inner").await)
    };
    // A type that was created here before gets the number of HQ too.
    let types = fixture.directory.location_types(&fixture.actor).unwrap();
    types.create(crate::location_types::level("level411", None)).await.unwrap();
    let first = numbers(&hq_import(&fixture), &fixture.actor, 7001).await;
    assert_eq!(first, (vec![411, 412], 7001, 7002), "2^60 is no number for clients");

    let other = fixture.another_domain().await;
    let second = fixture.directory.hq_import(&other, SOURCE).unwrap();
    assert_eq!(numbers(&second, &other, 7001).await, (vec![413, 414], 7003, 7004));
    let third = types.create(crate::location_types::level("ours", None)).await.unwrap();
    assert_eq!(third.number, 415);

    // An import of a later version corrects the numbers of an earlier one.
    let places = vec![HqLocation { number: Some(500), ..place("outer", "411", None) }];
    let batch = HqBatch::Locations(places);
    let (items, _) = hq_import(&fixture).apply(&batch, pass(2)).await.unwrap();
    assert_eq!(items[0].outcome, HqOutcome::Changed(vec!["id".to_owned()]));
    let (items, _) = hq_import(&fixture).apply(&batch, pass(3)).await.unwrap();
    assert_eq!(items[0].outcome, HqOutcome::Same);
}

async fn bare_username_is_imported_again_unchanged(at: Backend) {
    let fixture = Fixture::open(at).await;
    let bare = HqWorker { username: "Ada Love".to_owned(), ..worker("w1", "ada") };
    let batch = HqBatch::Workers(vec![bare]);
    for expected in ["created", "same", "same"] {
        let (items, _) = hq_import(&fixture).apply(&batch, pass(1)).await.unwrap();
        assert_eq!(outcomes(&items), [expected], "{items:?}");
    }
}

async fn location_can_move_to_the_root(at: Backend) {
    let fixture = Fixture::open(at).await;
    let hq_import = hq_import(&fixture);
    let levels = HqBatch::LocationTypes(vec![level("1", None), level("2", Some("1"))]);
    hq_import.apply(&levels, pass(1)).await.unwrap();
    let places = HqBatch::Locations(vec![place("a", "1", None), place("b", "2", Some("a"))]);
    hq_import.apply(&places, pass(1)).await.unwrap();
    let moved = HqBatch::Locations(vec![place("b", "1", None)]);
    let (items, _) = hq_import.apply(&moved, pass(2)).await.unwrap();
    assert_eq!(outcomes(&items), ["changed"]);
    let orphan = HqBatch::Locations(vec![place("c", "2", Some("nowhere"))]);
    let (items, _) = hq_import.apply(&orphan, pass(2)).await.unwrap();
    assert_eq!(outcomes(&items), ["refused"]);

    let standings = hq_import.summaries(2).await.unwrap();
    let standing = &standings[&HqKind::Location];
    assert_eq!((standing.came, standing.refused.len()), (1, 1));
    assert_eq!(standing.gone.len(), 1);
    assert_eq!(standing.gone[0].id, "a");
}

async fn repeated_import_changes_only_differences(at: Backend) {
    let fixture = Fixture::open(at).await;
    let hq_import = hq_import(&fixture);
    let group = fixture.directory.groups(&fixture.actor).unwrap();
    let new = roster_model::NewGroup { name: Some("Team".to_owned()), ..Default::default() };
    let group = group.create(new).await.unwrap().id;
    let mut changed = worker("w1", "jdoe");
    changed.edit.groups = Some(vec![group.to_string(), "gone".to_owned()]);
    let batch = HqBatch::Workers(vec![changed.clone(), worker("w2", "jsmith")]);
    let (items, _) = hq_import.apply(&batch, pass(1)).await.unwrap();
    assert_eq!(outcomes(&items), ["created", "created"]);
    assert_eq!((items[0].left_out.len(), items[1].left_out.len()), (1, 0));
    assert_eq!(fixture.groups_of(&Id::parse("w1").unwrap()).await, [group]);

    let seq = fixture.seq().await;
    hq_import.apply(&batch, pass(2)).await.unwrap();
    assert_eq!(fixture.seq().await, seq);
    changed.active = false;
    changed.edit.first_name = Some("John".to_owned());
    hq_import.apply(&HqBatch::Workers(vec![changed]), pass(3)).await.unwrap();
    assert_eq!(fixture.log_after(seq).await, ["person.updated w1: first_name, is_active"]);
}

async fn id_of_another_worker_is_refused(at: Backend) {
    let fixture = Fixture::open(at).await;
    let hq_import = hq_import(&fixture);
    let own = fixture.worker("asha").await;
    let batch = HqBatch::Workers(vec![
        worker(own.as_str(), "jdoe"),
        worker("w1", "asha"),
        worker("w2", "admin"),
        worker("w3", "jsmith"),
    ]);
    let (items, checkpoint) = hq_import.apply(&batch, pass(1)).await.unwrap();
    assert_eq!(outcomes(&items), ["refused", "refused", "refused", "created"]);
    let standing = &hq_import.summaries(checkpoint.pass).await.unwrap()[&HqKind::Worker];
    assert_eq!((standing.came, standing.refused.len()), (1, 3));
}

/// Imports two workers. Returns the tokens of their password links.
async fn import_with_links(hq_import: &HqImport<'_>) -> Vec<SecretString> {
    let batch = HqBatch::Workers(vec![worker("w1", "jdoe"), worker("w2", "jsmith")]);
    hq_import.apply(&batch, pass(1)).await.unwrap();
    let links = hq_import.password_links().await.unwrap();
    links.into_iter().map(|link| link.token).collect()
}

fn is_missing<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::NotFound { .. }))
}

async fn password_link_works_once(at: Backend) {
    let fixture = Fixture::open(at).await;
    operator::set_setting(&fixture.directory, "demo", "strong_passwords", "true").await.unwrap();
    let hq_import = hq_import(&fixture);
    let links = import_with_links(&hq_import).await;
    assert_eq!(links.len(), 2);
    assert!(links[0].expose_secret().len() > 64);
    let seq = fixture.seq().await;
    let holder = fixture.directory.password_link_holder(&links[0]).await.unwrap();
    assert_eq!(holder.username, "jdoe@demo.commcarehq.org");

    let set = |password: &str| {
        fixture.directory.set_password_by_link(&links[0], password.to_owned().into())
    };
    assert!(matches!(set("1234").await, Err(Error::Invalid(_))));
    set("river otter 9 lanterns").await.unwrap();
    assert_eq!(fixture.log_after(seq).await, ["person.updated w1: password"]);
    assert!(is_missing(&set("river otter 9 lanterns").await));
    assert!(is_missing(&fixture.directory.password_link_holder(&links[0]).await));
    // A worker with a password gets no link.
    assert_eq!(hq_import.password_links().await.unwrap().len(), 1);
}

async fn password_link_expires_and_is_replaced(at: Backend) {
    let fixture = Fixture::open(at).await;
    let hq_import = hq_import(&fixture);
    let links = import_with_links(&hq_import).await;
    let newer = hq_import.password_links().await.unwrap();
    assert!(is_missing(&fixture.directory.password_link_holder(&links[0]).await));
    fixture.clock.advance(SignedDuration::from_hours(14 * 24 - 1));
    assert!(fixture.directory.password_link_holder(&newer[0].token).await.is_ok());
    fixture.clock.advance(SignedDuration::from_hours(1));
    assert!(is_missing(&fixture.directory.password_link_holder(&newer[0].token).await));
    for wrong in ["", "1", "1-", "x-y", "99-00", "-1-00"] {
        assert!(
            is_missing(&fixture.directory.password_link_holder(&wrong.to_owned().into()).await),
            "{wrong}"
        );
    }
}
