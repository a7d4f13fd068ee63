//! The size of a domain's records, and its quota.

use roster_model::{
    CompanyEdit, CompanyRef, DataEdit, Denial, Email, Error, GroupEdit, Id, ImportMode, ImportRow,
    LocationEdit, NewGroup, NewLocation, NewLocationType, NewOccurrence, NewWorker, Patch,
    PersonEdit, PersonRef, Phone, PhoneEdit, Start, Undefined, Window, WorkerEdit, WorkerItem,
    scim::UserData,
};
use roster_store::{Backend, Store, check};
use roster_testkit::{operator, raw_sql};
use serde_json::{Value, json};

use crate::{fixture::Fixture, imports};

roster_testkit::on_both_engines! {
    size_is_that_of_the_records,
    write_beyond_the_quota_is_rejected,
    domain_that_is_larger_than_its_quota_can_shrink,
    records_of_an_earlier_version_are_counted_at_start,
}

struct Sized {
    fixture: Fixture,
    store: Store,
}

impl Sized {
    async fn open(backend: &Backend) -> Self {
        let fixture = Fixture::open(backend.clone()).await;
        Self { fixture, store: Store::open(backend).await.unwrap() }
    }

    /// The size of `demo`, which the check of the store confirms.
    async fn size(&self, after: &str) -> u64 {
        let report = check::check(&self.store).await.unwrap();
        assert!(report.findings.is_empty(), "after {after}: {:?}", report.findings);
        let sizes = self.fixture.directory.domain_sizes().await.unwrap();
        sizes.into_iter().find(|(domain, _)| domain.name.as_str() == "demo").unwrap().1
    }

    async fn set_quota(&self, bytes: u64) {
        let directory = &self.fixture.directory;
        operator::set_setting(directory, "demo", "quota", &bytes.to_string()).await.unwrap();
    }

    /// As `fixture.actor`, with the settings of now.
    async fn actor(&self) -> roster_model::Actor {
        self.fixture.directory.operator("demo").await.unwrap()
    }
}

fn data(note: &str) -> WorkerEdit {
    let Value::Object(values) = json!({ "note": note, "number": 12.50 }) else { unreachable!() };
    WorkerEdit {
        data: Some(DataEdit::Replace(values.into_iter().collect())),
        ..WorkerEdit::default()
    }
}

fn new(name: &str, edit: WorkerEdit) -> NewWorker {
    let username = Some(name.to_owned());
    NewWorker { connect_username: username.clone(), username, edit, ..NewWorker::default() }
}

fn is_over<T>(outcome: Result<T, Error>) -> bool {
    matches!(outcome.map(drop), Err(Error::Forbidden(Denial::QuotaExceeded(_))))
}

async fn size_is_that_of_the_records(backend: Backend) {
    let sized = Sized::open(&backend).await;
    let (directory, actor) = (&sized.fixture.directory, &sized.fixture.actor);
    assert_eq!(sized.size("nothing").await, 0);

    let workers = directory.workers(actor).unwrap();
    let full = WorkerEdit {
        first_name: Some("Zoë".to_owned()),
        email: Some(Email::parse("Zoe@example.org").unwrap()),
        phones: vec![PhoneEdit::All(vec![Phone::parse("+27 82 000").unwrap()])],
        ..data("é\n\"")
    };
    let zoe = workers.create(new("zoe", full)).await.unwrap().person.id;
    let one = sized.size("a worker").await;
    assert!((100..2_000).contains(&one), "{one}");
    workers.edit(zoe.as_str(), data(&"x".repeat(5_000))).await.unwrap();
    assert!((4_900..5_100).contains(&(sized.size("a larger value").await - one)));
    workers.edit(zoe.as_str(), data("")).await.unwrap();
    workers.set_active(zoe.as_str(), false).await.unwrap();
    let before = sized.size("a deactivation").await;
    workers.delete(zoe.as_str()).await.unwrap();
    assert_eq!(sized.size("a deletion").await, 0);
    workers.restore(zoe.as_str()).await.unwrap();
    assert_eq!(sized.size("a restore").await, before);
    workers.edit(zoe.as_str(), data("again")).await.unwrap();
    workers.put_back(sized.fixture.seq().await).await.unwrap();
    assert_eq!(sized.size("a change put back").await, before);
    let items = vec![
        WorkerItem::Create(new("a", data("a"))),
        WorkerItem::Create(new("a", data("refused: the name is taken"))),
        WorkerItem::Edit { id: zoe.to_string(), edit: data("bulk") },
    ];
    workers.write_many(items, false).await.unwrap();
    sized.size("a bulk").await;
    groups_and_locations(&sized, &zoe).await;
    Box::pin(contacts(&sized)).await;
    imports(&sized).await;
    Box::pin(scim(&sized)).await;
    roster_testkit::operator::delete_domain(directory, "demo").await.unwrap();
    directory.create_domain("demo", None).await.unwrap();
    assert_eq!(sized.size("a new domain of the name").await, 0);
}

async fn groups_and_locations(sized: &Sized, worker: &Id) {
    let (directory, actor) = (&sized.fixture.directory, &sized.fixture.actor);
    let groups = directory.groups(actor).unwrap();
    let group = NewGroup {
        name: Some("North".to_owned()),
        users: Some(vec![worker.to_string()]),
        ..NewGroup::default()
    };
    let group = groups.create(group).await.unwrap().id;
    let before = sized.size("a group").await;
    let edit = GroupEdit { name: Some("N".to_owned()), ..GroupEdit::default() };
    groups.edit(group.as_str(), edit).await.unwrap();
    assert_eq!(before - sized.size("a shorter name").await, 4);
    groups.delete(group.as_str()).await.unwrap();
    sized.size("a group less").await;

    let types = directory.location_types(actor).unwrap();
    let village = NewLocationType { code: Some("v".to_owned()), ..NewLocationType::default() };
    let village = types.create(village).await.unwrap();
    let locations = directory.locations(actor).unwrap();
    let edit = |name: &str| LocationEdit {
        name: Some(name.to_owned()),
        kind: Some("v".to_owned()),
        latitude: Patch::Set("12.5".to_owned()),
        ..LocationEdit::default()
    };
    let location = NewLocation { edit: edit("Goa"), id: None };
    let location = locations.create(location).await.unwrap().location.id;
    sized.size("a location").await;
    locations.edit(location.as_str(), edit("Panaji")).await.unwrap();
    let place = WorkerEdit {
        locations: Some(vec![location.to_string()]),
        primary_location: Patch::Set(location.to_string()),
        ..WorkerEdit::default()
    };
    directory.workers(actor).unwrap().edit(worker.as_str(), place).await.unwrap();
    let code = roster_model::LocationTypeEdit {
        code: Some("village".to_owned()),
        ..roster_model::LocationTypeEdit::default()
    };
    types.edit(village.number, code).await.unwrap();
    sized.size("another code of the type").await;
}

async fn contacts(sized: &Sized) {
    let (directory, actor) = (&sized.fixture.directory, &sized.fixture.actor);
    let companies = directory.companies(actor).unwrap();
    let Value::Object(attributes) = json!({ "sail": "red", "crew": 4 }) else { unreachable!() };
    let company = CompanyEdit {
        name: Some("Acme".to_owned()),
        custom_id: Patch::Set("acme".to_owned()),
        ..CompanyEdit::default()
    };
    companies.create(&company).await.unwrap();
    let people = directory.people(actor).unwrap();
    let mut numbers = Vec::new();
    for name in ["Ann", "Bo"] {
        let contact = PersonEdit {
            first_name: Patch::Set(name.to_owned()),
            tags: vec!["vip".to_owned()],
            company: Some("acme".to_owned()),
            attributes: attributes.clone(),
            undefined: Undefined::Define,
            ..PersonEdit::default()
        };
        numbers.push(people.create(&contact).await.unwrap().person.number);
    }
    let events = directory.events(actor).unwrap();
    let bo = PersonRef::Number(numbers[1]);
    let event = NewOccurrence {
        name: Some("sailed".to_owned()),
        data: json!({ "note": "x".repeat(1_000) }),
        ..NewOccurrence::default()
    };
    let before = sized.size("contacts and a company").await;
    events.record(&bo, &event).await.unwrap();
    assert!((1_000..1_100).contains(&(sized.size("an event").await - before)));
    let id = people.find(&bo).await.unwrap().person.id;
    people.delete(&bo).await.unwrap();
    assert!(sized.size("a contact with an event less").await < before);
    directory.deleted_people(actor).unwrap().restore(id.as_str()).await.unwrap();
    sized.size("the contact is back").await;
    people.merge(numbers[0], &numbers[1..]).await.unwrap();
    sized.size("a merge").await;
    directory.tags(actor).unwrap().delete(1).await.unwrap();
    sized.size("a tag less").await;
    let sail = directory.attributes(actor).unwrap();
    let window = Window { limit: 99, start: Start::Offset(0) };
    let all = sail.list(&window).await.unwrap().items;
    let sail_number = all.iter().find(|it| it.field.slug == "sail").unwrap().field.number;
    sail.remove(sail_number).await.unwrap();
    sized.size("an attribute less").await;
    companies.delete(&CompanyRef::CustomId("acme".to_owned())).await.unwrap();
    sized.size("a company less").await;
}

async fn imports(sized: &Sized) {
    let fixture = &sized.fixture;
    let before = sized.size("the imports").await;
    let row = |name: &str, place| ImportRow {
        connect_username: Some("x".to_owned()),
        edit: data("imported"),
        data: [("boat".to_owned(), json!("red"))].into_iter().collect(),
        ..imports::row(place, name)
    };
    let rows = vec![row("zoe", 2), row("imported", 3)];
    let (_, report) = imports::import(fixture, ImportMode::RowByRow, rows).await;
    assert!(sized.size("an import").await > before);
    let imports = fixture.directory.imports(&fixture.actor).unwrap();
    imports.undo(report.number.unwrap(), |_| ()).await.unwrap();
    assert_eq!(sized.size("an undone import").await, before);
}

async fn scim(sized: &Sized) {
    let (directory, actor) = (&sized.fixture.directory, &sized.fixture.actor);
    let data = UserData { user_name: "sam@example.org".to_owned(), ..UserData::default() };
    let mut write = directory.scim_write(actor).await.unwrap();
    let user = write.create_user(&data, None).await.unwrap();
    write.commit().await.unwrap();
    let before = sized.size("a SCIM user").await;
    let mut write = directory.scim_write(actor).await.unwrap();
    write.delete_user(user).await.unwrap();
    write.commit().await.unwrap();
    sized.size("a deleted SCIM user").await;
    let mut write = directory.scim_write(actor).await.unwrap();
    write.create_user(&data, None).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(sized.size("the SCIM user is back").await, before);
}

async fn write_beyond_the_quota_is_rejected(backend: Backend) {
    let sized = Sized::open(&backend).await;
    let directory = &sized.fixture.directory;
    let asha = sized.fixture.worker("asha").await;
    sized.set_quota(sized.size("a worker").await + 3_000).await;
    let actor = sized.actor().await;
    let workers = directory.workers(&actor).unwrap();
    let seq = sized.fixture.seq().await;
    let large = || data(&"x".repeat(3_000));
    assert!(is_over(workers.create(new("large", large())).await));
    assert!(is_over(workers.edit(asha.as_str(), large()).await));
    let items = vec![
        WorkerItem::Create(new("small", WorkerEdit::default())),
        WorkerItem::Create(new("large", large())),
    ];
    assert!(is_over(workers.write_many(items, false).await));
    let Value::Object(attributes) = json!({ "note": "x".repeat(3_000) }) else { unreachable!() };
    let contact = PersonEdit { attributes, undefined: Undefined::Define, ..PersonEdit::default() };
    assert!(is_over(directory.people(&actor).unwrap().create(&contact).await));
    let group = NewGroup { name: Some("North".to_owned()), ..NewGroup::default() };
    let metadata = json!({ "note": "x".repeat(3_000) });
    let metadata = metadata.as_object().cloned();
    let group = NewGroup { metadata, ..group };
    assert!(is_over(directory.groups(&actor).unwrap().create(group).await));
    let bo = directory.people(&actor).unwrap().create(&PersonEdit::default()).await;
    let bo = PersonRef::Number(bo.unwrap().person.number);
    let seq = seq + 1;
    let event = NewOccurrence {
        name: Some("sailed".to_owned()),
        data: json!({ "note": "x".repeat(3_000) }),
        ..NewOccurrence::default()
    };
    assert!(is_over(directory.events(&actor).unwrap().record(&bo, &event).await));
    assert_eq!(sized.fixture.seq().await, seq, "rejected writes leave nothing");
    sized.size("rejected writes").await;

    // What fits is stored, and a deletion makes room again.
    let half = || data(&"x".repeat(1_600));
    let first = workers.create(new("first", half())).await.unwrap().person.id;
    assert!(is_over(workers.create(new("second", half())).await));
    workers.delete(first.as_str()).await.unwrap();
    workers.create(new("second", half())).await.unwrap();
    assert!(is_over(workers.restore(first.as_str()).await));
    let of_other = sized.fixture.another_domain().await;
    directory.workers(&of_other).unwrap().create(new("large", large())).await.unwrap();
}

async fn domain_that_is_larger_than_its_quota_can_shrink(backend: Backend) {
    let sized = Sized::open(&backend).await;
    let workers = sized.fixture.directory.workers(&sized.fixture.actor).unwrap();
    let large = workers.create(new("large", data(&"x".repeat(9_000)))).await.unwrap().person.id;
    let small = workers.create(new("small", data("x"))).await.unwrap().person.id;
    sized.set_quota(100).await;
    let actor = sized.actor().await;
    let workers = sized.fixture.directory.workers(&actor).unwrap();
    workers.edit(large.as_str(), data(&"x".repeat(8_000))).await.unwrap();
    workers.edit(large.as_str(), data(&"y".repeat(8_000))).await.unwrap();
    workers.set_active(small.as_str(), false).await.unwrap();
    assert!(is_over(workers.edit(small.as_str(), data("xy")).await));
    workers.delete(large.as_str()).await.unwrap();
    sized.set_quota(0).await;
    let actor = sized.actor().await;
    let workers = sized.fixture.directory.workers(&actor).unwrap();
    workers.restore(large.as_str()).await.unwrap();
    sized.size("the end").await;
}

async fn records_of_an_earlier_version_are_counted_at_start(backend: Backend) {
    let sized = Sized::open(&backend).await;
    let workers = sized.fixture.directory.workers(&sized.fixture.actor).unwrap();
    for name in ["one", "two"] {
        workers.create(new(name, data(name))).await.unwrap();
    }
    let size = sized.size("two workers").await;
    let mut tx = sized.store.write().await.unwrap();
    tx.run(raw_sql::FORGET_SIZES, &[]).await.unwrap();
    tx.commit().await.unwrap();
    let one = workers.create(new("three", WorkerEdit::default())).await.unwrap().person.id;
    workers.delete(one.as_str()).await.unwrap();
    assert_eq!(sized.size("forgotten").await, 0);
    Store::open(&backend).await.unwrap();
    assert_eq!(sized.size("counted").await, size);
}
