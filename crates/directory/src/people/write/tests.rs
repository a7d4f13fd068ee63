//! A change of any single field is stored and logged.

use std::{collections::BTreeSet, time::Duration};

use jiff::Timestamp;
use roster_model::{
    Actor, CustomData, Email, Gender, Id, ListEdit, LocationEdit, NewGroup, NewLocation,
    NewLocationType, Person, Phone, Status, UsercomFields, Username, Worker, changed_fields,
    scim::{ScimFields, SentPhone},
};
use roster_store::{Backend, Store, people};
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{Error, PasswordChange, delete, insert, update, update_with};
use crate::{Directory, Environment, unit_of_work::WriteTx};

on_both_engines! {
    each_changed_field_is_stored_and_logged,
    an_unchanged_record_is_not_written,
    id_number_and_username_are_fixed,
    the_password_is_set_and_removed,
    totals_follow_the_state,
}

/// A directory with an inserted worker, and the data that [`changed`] refers to.
struct Fixture {
    directory: Directory,
    actor: Actor,
    group: Id,
    location: Id,
}

impl Fixture {
    async fn open(backend: Backend) -> Self {
        let store = Store::open(&backend).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        directory.create_domain("demo", None).await.unwrap();
        let actor = directory.operator("demo").await.unwrap();
        let name = || Some("North".to_owned());
        let group = NewGroup { name: name(), ..NewGroup::default() };
        let group = directory.groups(&actor).unwrap().create(group).await.unwrap().id;
        let level = NewLocationType { code: Some("state".to_owned()), ..Default::default() };
        directory.location_types(&actor).unwrap().create(level).await.unwrap();
        let edit =
            LocationEdit { name: name(), kind: Some("state".to_owned()), ..Default::default() };
        let location = NewLocation { edit, id: None };
        let location = directory.locations(&actor).unwrap().create(location).await.unwrap();
        directory.tags(&actor).unwrap().create("vip").await.unwrap();
        let list = ListEdit { name: name(), ..ListEdit::default() };
        directory.lists(&actor).unwrap().create(&list).await.unwrap();
        Self { directory, actor, group, location: location.location.id }
    }

    async fn begin(&self) -> WriteTx {
        WriteTx::begin(&self.directory, &self.actor).await.unwrap()
    }

    async fn find(&self, id: &Id) -> Person {
        let mut tx = self.directory.store().read().await.unwrap();
        people::find(&mut tx, self.actor.domain.number, id.as_str()).await.unwrap().unwrap()
    }

    async fn insert(&self, person: Person) -> Person {
        let mut tx = self.begin().await;
        let person = insert(&mut tx, person, PasswordChange::Keep).await.unwrap();
        tx.commit_or_defer().await.unwrap();
        person
    }

    async fn update(&self, before: &Person, after: Person) {
        let mut tx = self.begin().await;
        update(&mut tx, before.clone(), after).await.unwrap();
        tx.commit_or_defer().await.unwrap();
    }

    /// The fields of the log entries after the first `skip` ones.
    async fn logged(&self, skip: usize) -> Vec<Vec<String>> {
        let changes = self.directory.changes(&self.actor).unwrap();
        let page = changes.after(0, 1_000, Duration::ZERO).await.unwrap();
        page.changes.into_iter().skip(skip).map(|change| change.fields).collect()
    }

    /// A person that differs from [`person`] in every field.
    fn changed(&self) -> Person {
        let at = Timestamp::from_second(1_000_000_000).unwrap();
        Person {
            id: Id::new_unchecked("other".to_owned()),
            number: 77,
            key: "other".to_owned(),
            custom_id: Some("c-1".to_owned()),
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            email: Email::parse("ada@example.org").unwrap(),
            phones: vec![Phone::parse("600100200").unwrap()],
            custom: CustomData::from_iter([("cadre".to_owned(), json!("nurse"))]),
            usercom: UsercomFields {
                gender: Gender::Female,
                status: Status::User,
                score: 5,
                unsubscribed: true,
                notifications_off: true,
                assigned_to: Some(3),
                texts: [("city".to_owned(), "Oslo".to_owned())].into(),
                instants: [("last_seen".to_owned(), at)].into(),
                tags: vec![1],
                lists: vec![1],
            },
            worker: Some(Worker {
                username: Username::new_unchecked("other@demo.commcarehq.org".to_owned()),
                active: false,
                unconfirmed: true,
                language: Some("fr".to_owned()),
                role: Some("Nurse".to_owned()),
                connect_username: Some("ada".to_owned()),
                groups: vec![self.group.clone()],
                locations: vec![self.location.clone()],
                primary_location: Some(self.location.clone()),
                profile: Some(1),
                deactivate_on: Some(jiff::civil::date(2027, 3, 1)),
                scim: ScimFields {
                    user_name: Some("Ada@example.org".to_owned()),
                    phones: vec![SentPhone {
                        digits: "600100200".to_owned(),
                        text: "+600 100 200".to_owned(),
                        kind: Some("mobile".to_owned()),
                        not_primary: true,
                    }],
                    email_not_primary: true,
                    active_removed_at: Some(true),
                },
            }),
            created_at: at,
            updated_at: at,
        }
    }
}

/// A worker without data.
fn person() -> Person {
    let id = Id::new_unchecked("first".to_owned());
    let now = Environment::system().now();
    let worker = Worker::new(Username::new_unchecked("first@demo.commcarehq.org".to_owned()));
    Person { worker: Some(worker), ..crate::people::blank::empty(id, "first".to_owned(), now) }
}

/// Copies one field from the second person to the first.
type Copy = fn(&mut Person, &Person);

/// Every field that can change, by its name in the log.
const FIELDS: [(&str, Copy); 32] = [
    ("key", |to, from| to.key.clone_from(&from.key)),
    ("created_on", |to, from| to.created_at = from.created_at),
    ("custom_id", |to, from| to.custom_id.clone_from(&from.custom_id)),
    ("first_name", |to, from| to.first_name.clone_from(&from.first_name)),
    ("last_name", |to, from| to.last_name.clone_from(&from.last_name)),
    ("email", |to, from| to.email.clone_from(&from.email)),
    ("phone_numbers", |to, from| to.phones.clone_from(&from.phones)),
    ("user_data", |to, from| to.custom.clone_from(&from.custom)),
    ("user_data", |to, from| worker(to).profile = other(from).profile),
    ("language", |to, from| worker(to).language.clone_from(&other(from).language)),
    ("role", |to, from| worker(to).role.clone_from(&other(from).role)),
    ("connect_username", |to, from| {
        worker(to).connect_username.clone_from(&other(from).connect_username);
    }),
    ("groups", |to, from| worker(to).groups.clone_from(&other(from).groups)),
    ("locations", |to, from| worker(to).locations.clone_from(&other(from).locations)),
    ("primary_location", |to, from| {
        worker(to).primary_location.clone_from(&other(from).primary_location);
    }),
    ("is_active", |to, from| worker(to).active = other(from).active),
    ("is_active", |to, from| worker(to).unconfirmed = other(from).unconfirmed),
    ("scim_user_name", |to, from| {
        worker(to).scim.user_name.clone_from(&other(from).scim.user_name);
    }),
    ("scim_emails", |to, from| {
        worker(to).scim.email_not_primary = other(from).scim.email_not_primary;
    }),
    ("scim_phone_numbers", |to, from| {
        worker(to).scim.phones.clone_from(&other(from).scim.phones);
    }),
    ("scim_active", |to, from| {
        worker(to).scim.active_removed_at = other(from).scim.active_removed_at;
    }),
    ("gender", |to, from| to.usercom.gender = from.usercom.gender),
    ("status", |to, from| to.usercom.status = from.usercom.status),
    ("score", |to, from| to.usercom.score = from.usercom.score),
    ("unsubscribed", |to, from| to.usercom.unsubscribed = from.usercom.unsubscribed),
    ("notifications", |to, from| to.usercom.notifications_off = from.usercom.notifications_off),
    ("deactivate_after", |to, from| {
        worker(to).deactivate_on = other(from).deactivate_on;
    }),
    ("assigned_to", |to, from| to.usercom.assigned_to = from.usercom.assigned_to),
    ("city", |to, from| to.usercom.texts.clone_from(&from.usercom.texts)),
    ("last_seen", |to, from| to.usercom.instants.clone_from(&from.usercom.instants)),
    ("tags", |to, from| to.usercom.tags.clone_from(&from.usercom.tags)),
    ("lists", |to, from| to.usercom.lists.clone_from(&from.usercom.lists)),
];

fn worker(person: &mut Person) -> &mut Worker {
    person.worker.as_mut().unwrap()
}

fn other(person: &Person) -> &Worker {
    person.worker.as_ref().unwrap()
}

async fn each_changed_field_is_stored_and_logged(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let mut stored = fixture.insert(person()).await;
    let changed = fixture.changed();
    let mut names: BTreeSet<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    names.extend(["id", "number", "username"]);
    let compared = changed_fields(&stored, &changed);
    assert_eq!(names, compared.iter().map(String::as_str).collect(), "FIELDS names every field");

    for (name, copy) in FIELDS {
        let logged = fixture.logged(0).await.len();
        let mut after = stored.clone();
        copy(&mut after, &changed);
        assert_ne!(after, stored, "{name}");
        fixture.update(&stored, after.clone()).await;
        let found = fixture.find(&stored.id).await;
        after.updated_at = found.updated_at;
        assert_eq!(found, after, "{name} is stored");
        assert_eq!(fixture.logged(logged).await, [[name]], "{name} is logged");
        stored = found;
    }
}

async fn an_unchanged_record_is_not_written(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let stored = fixture.insert(person()).await;
    let logged = fixture.logged(0).await.len();
    fixture.update(&stored, stored.clone()).await;
    assert_eq!(fixture.find(&stored.id).await, stored);
    assert!(fixture.logged(logged).await.is_empty());
}

async fn id_number_and_username_are_fixed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let stored = fixture.insert(person()).await;
    let renamed = Person { id: Id::new_unchecked("second".to_owned()), ..stored.clone() };
    let renumbered = Person { number: 77, ..stored.clone() };
    let contact = Person { worker: None, ..stored.clone() };
    for after in [renamed, renumbered, contact] {
        let mut tx = fixture.begin().await;
        let answer = update(&mut tx, stored.clone(), after).await;
        assert!(matches!(answer, Err(Error::Internal(_))));
    }
}

async fn the_password_is_set_and_removed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let stored = fixture.insert(person()).await;
    let logged = fixture.logged(0).await.len();
    for (change, hash) in
        [(PasswordChange::Set("hash".to_owned()), Some("hash")), (PasswordChange::Remove, None)]
    {
        let mut tx = fixture.begin().await;
        update_with(&mut tx, stored.clone(), stored.clone(), &[], change).await.unwrap();
        let domain = tx.number();
        let found = people::password(&mut tx.store, domain, &stored.id).await.unwrap();
        assert_eq!(found.as_deref(), hash);
        tx.commit_or_defer().await.unwrap();
    }
    assert_eq!(fixture.logged(logged).await, [["password"], ["password"]]);
}

async fn totals_follow_the_state(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let stored = fixture.insert(person()).await;
    let mut archived = stored.clone();
    worker(&mut archived).active = false;
    fixture.update(&stored, archived.clone()).await;
    let mut tx = fixture.begin().await;
    assert_eq!((tx.state.active_workers, tx.state.archived_workers), (0, 1));
    delete(&mut tx, &archived).await.unwrap();
    assert_eq!((tx.state.active_workers, tx.state.archived_workers), (0, 0));
    assert_eq!(tx.state.last_person, 1);
}
