//! Events.

use jiff::Timestamp;
use roster_model::{Error, NewOccurrence, Occurred, PersonRef, Problem};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{blank, contacts_only, first, number, with_custom_id};
use crate::fixture::{Fixture, problem};

on_both_engines! {
    first_occurrence_creates_the_event,
    occurrences_are_stored_as_sent,
    name_and_person_are_required,
    contacts_only_key_sees_only_events_of_contacts,
}

fn event(name: &str) -> NewOccurrence {
    NewOccurrence { name: Some(name.to_owned()), ..NewOccurrence::default() }
}

async fn first_occurrence_creates_the_event(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&with_custom_id("x")).await);
    let seq = fixture.seq().await;
    let by_id = PersonRef::CustomId("x".to_owned());
    for (person, name, expected) in [
        (&me, "login", Occurred { event: 1, occurrence: 1, created: true }),
        (&by_id, "login", Occurred { event: 1, occurrence: 2, created: false }),
        (&me, "logout", Occurred { event: 2, occurrence: 3, created: true }),
    ] {
        assert_eq!(fixture.events().record(person, &event(name)).await.unwrap(), expected);
    }
    let log = fixture.log_after(seq).await;
    assert_eq!(log, ["event.created 1", "event.created 2", "event.created 3"]);
    let page = fixture.events().list(&first(9)).await.unwrap();
    let names: Vec<&str> = page.items.iter().map(|event| event.name.as_str()).collect();
    assert_eq!((names, page.total), (vec!["login", "logout"], 2));
}

async fn occurrences_are_stored_as_sent(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    let at = Timestamp::from_second(1_426_243_535).unwrap();
    let data = json!({"plan": "gold", "n": 1});
    let occurrence = NewOccurrence { at: Some(at), data: data.clone(), ..event("upgrade") };
    fixture.events().record(&me, &occurrence).await.unwrap();
    fixture.events().record(&me, &event("upgrade")).await.unwrap();
    let page = fixture.events().occurrences(1, &first(1)).await.unwrap();
    assert_eq!((page.total, page.next.as_deref()), (2, Some("1")));
    let first_item = &page.items[0];
    assert_eq!((first_item.at, &first_item.data, first_item.person), (at, &data, 1));
    let all = fixture.events().of_person(&me, &first(9)).await.unwrap();
    assert_eq!((all.items[1].name.as_str(), &all.items[1].data), ("upgrade", &Value::Null));
    assert!(all.items[1].at > at);
    let none = fixture.events().occurrences(2, &first(9)).await;
    assert!(matches!(none, Err(Error::NotFound { what: "event" })));
    fixture.people().delete(&me).await.unwrap();
    assert_eq!(fixture.events().occurrences(1, &first(9)).await.unwrap().total, 0);
}

async fn name_and_person_are_required(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    let nameless = fixture.events().record(&me, &NewOccurrence::default()).await;
    assert_eq!(problem(nameless), Problem::Required);
    assert_eq!(problem(fixture.events().record(&me, &event(" ")).await), Problem::Empty);
    let unknown = fixture.events().record(&number(9), &event("login")).await;
    assert!(matches!(unknown, Err(Error::NotFound { what: "user" })));
    assert_eq!(fixture.events().list(&first(9)).await.unwrap().total, 0);
}

async fn contacts_only_key_sees_only_events_of_contacts(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.worker("jdoe").await;
    fixture.contact(&blank()).await;
    for person in [1, 2] {
        fixture.events().record(&number(person), &event("login")).await.unwrap();
    }
    let actor = contacts_only(&fixture.actor);
    let page = fixture.directory.events(&actor).unwrap().occurrences(1, &first(9)).await.unwrap();
    assert_eq!((page.total, page.items[0].person), (1, 2));
}
