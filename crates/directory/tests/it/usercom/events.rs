//! Events.

use jiff::Timestamp;
use roster_model::{Error, NewOccurrence, Occurred, PersonRef, Problem};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{blank, contacts_only, first, number, with_custom_id};
use crate::world::{World, problem};

on_both_engines! {
    an_event_comes_into_being_by_its_first_occurrence,
    occurrences_are_kept_as_told,
    events_need_a_name_and_a_person,
    events_of_those_who_are_not_seen_are_not_either,
}

fn event(name: &str) -> NewOccurrence {
    NewOccurrence { name: Some(name.to_owned()), ..NewOccurrence::default() }
}

async fn an_event_comes_into_being_by_its_first_occurrence(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&with_custom_id("x")).await);
    let seq = world.seq().await;
    let by_id = PersonRef::CustomId("x".to_owned());
    for (whom, name, expected) in [
        (&me, "login", Occurred { event: 1, occurrence: 1, created: true }),
        (&by_id, "login", Occurred { event: 1, occurrence: 2, created: false }),
        (&me, "logout", Occurred { event: 2, occurrence: 3, created: true }),
    ] {
        assert_eq!(world.events().record(whom, &event(name)).await.unwrap(), expected);
    }
    let log = world.log_after(seq).await;
    assert_eq!(log, ["event.created 1", "event.created 2", "event.created 3"]);
    let page = world.events().list(&first(9)).await.unwrap();
    let names: Vec<&str> = page.items.iter().map(|event| event.name.as_str()).collect();
    assert_eq!((names, page.total), (vec!["login", "logout"], 2));
}

async fn occurrences_are_kept_as_told(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    let at = Timestamp::from_second(1_426_243_535).unwrap();
    let data = json!({"plan": "gold", "n": 1});
    let told = NewOccurrence { at: Some(at), data: data.clone(), ..event("upgrade") };
    world.events().record(&me, &told).await.unwrap();
    world.events().record(&me, &event("upgrade")).await.unwrap();
    let page = world.events().occurrences(1, &first(1)).await.unwrap();
    assert_eq!((page.total, page.next.as_deref()), (2, Some("1")));
    let first_told = &page.items[0];
    assert_eq!((first_told.at, &first_told.data, first_told.person), (at, &data, 1));
    let all = world.events().of_person(&me, &first(9)).await.unwrap();
    assert_eq!((all.items[1].name.as_str(), &all.items[1].data), ("upgrade", &Value::Null));
    assert!(all.items[1].at > at);
    let none = world.events().occurrences(2, &first(9)).await;
    assert!(matches!(none, Err(Error::NotFound { what: "event" })));
    world.people().delete(&me).await.unwrap();
    assert_eq!(world.events().occurrences(1, &first(9)).await.unwrap().total, 0);
}

async fn events_need_a_name_and_a_person(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    let nameless = world.events().record(&me, &NewOccurrence::default()).await;
    assert_eq!(problem(nameless), Problem::Required);
    assert_eq!(problem(world.events().record(&me, &event(" ")).await), Problem::Empty);
    let nobody = world.events().record(&number(9), &event("login")).await;
    assert!(matches!(nobody, Err(Error::NotFound { what: "user" })));
    assert_eq!(world.events().list(&first(9)).await.unwrap().total, 0);
}

async fn events_of_those_who_are_not_seen_are_not_either(place: Backend) {
    let world = World::open(place).await;
    world.worker("jdoe").await;
    world.contact(&blank()).await;
    for whom in [1, 2] {
        world.events().record(&number(whom), &event("login")).await.unwrap();
    }
    let actor = contacts_only(&world.actor);
    let page = world.directory.events(&actor).unwrap().occurrences(1, &first(9)).await.unwrap();
    assert_eq!((page.total, page.items[0].person), (1, 2));
}
