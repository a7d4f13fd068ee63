//! Finding people.

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    Comparison, Condition, Page, Patch, PersonEdit, PersonFilter, PersonView, Phone, Problem,
    Start, TextField, Window,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{blank, first, number, with_attributes, with_custom_id, with_email};
use crate::fixture::{Fixture, problem};

on_both_engines! {
    pages_follow_numbers,
    pages_continue_after_deletions,
    people_are_found_by_text,
    people_are_found_by_time,
    people_are_found_by_attributes,
    scanned_pages_have_the_same_shape,
    search_without_condition_is_rejected,
}

fn text(of: TextField, comparison: Comparison, value: &str) -> Condition {
    Condition::Text { of, comparison, value: value.to_owned() }
}

fn attribute(name: &str, comparison: Comparison, value: &str) -> Condition {
    Condition::Attribute { name: name.to_owned(), comparison, value: value.to_owned() }
}

fn all(conditions: &[Condition]) -> PersonFilter {
    PersonFilter { conditions: conditions.to_vec() }
}

fn numbers(page: &Page<PersonView>) -> Vec<i64> {
    page.items.iter().map(|view| view.person.number).collect()
}

async fn found(fixture: &Fixture, conditions: &[Condition]) -> Vec<i64> {
    let page = fixture.people().search(&all(conditions), &first(100)).await.unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    numbers(&page)
}

async fn pages_follow_numbers(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for name in ["c", "a", "b"] {
        fixture.contact(&with_custom_id(name)).await;
        fixture.worker(name).await;
    }
    let people = fixture.people();
    for (start, expected, next) in [
        (Start::Offset(0), vec![1, 2, 3, 4], Some("4")),
        (Start::Offset(4), vec![5, 6], None),
        (Start::Offset(99), vec![], None),
        (Start::After("2".to_owned()), vec![3, 4, 5, 6], None),
        (Start::After("6".to_owned()), vec![], None),
    ] {
        let page = people.list(&all(&[]), &Window { limit: 4, start }).await.unwrap();
        assert_eq!((numbers(&page), page.next.as_deref(), page.total), (expected, next, 6));
    }
}

async fn pages_continue_after_deletions(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for _ in 0..4 {
        fixture.contact(&blank()).await;
    }
    let page = fixture.people().list(&all(&[]), &first(2)).await.unwrap();
    fixture.people().delete(&number(1)).await.unwrap();
    fixture.people().delete(&number(2)).await.unwrap();
    let start = Start::After(page.next.unwrap());
    let rest = fixture.people().list(&all(&[]), &Window { limit: 2, start }).await.unwrap();
    assert_eq!((numbers(&rest), rest.total), (vec![3, 4], 2));
}

async fn people_are_found_by_text(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = PersonEdit {
        phone: Patch::Set(Phone::parse("+48600100200").unwrap()),
        first_name: Patch::Set("Zoë".to_owned()),
        ..with_email("Zoe@Example.org")
    };
    fixture.contact(&edit).await;
    fixture
        .contact(&PersonEdit {
            custom_id: Patch::Set("c-2".to_owned()),
            ..with_email("zoe@example.org")
        })
        .await;
    fixture.contact(&blank()).await;
    let key = fixture.seen(3).await.person.key;
    let equals = Comparison::Equals;
    for (condition, expected) in [
        (text(TextField::Email, equals, "ZOE@example.org "), vec![1, 2]),
        (text(TextField::Email, Comparison::Contains, "@EXAMPLE"), vec![1, 2]),
        (text(TextField::Email, equals, "unknown@example.org"), vec![]),
        (text(TextField::Key, equals, &key), vec![3]),
        (text(TextField::Phone, equals, "+48 600 100 200"), vec![1]),
        (text(TextField::Phone, equals, "none"), vec![]),
        (text(TextField::Phone, Comparison::Contains, "600"), vec![1]),
        (text(TextField::CustomId, equals, "c-2"), vec![2]),
        (text(TextField::CustomId, Comparison::StartsWith, "c-"), vec![2]),
        (text(TextField::FirstName, Comparison::StartsWithFolded, "ZO"), vec![1]),
        (Condition::HasEmail(true), vec![1, 2]),
        (Condition::HasEmail(false), vec![3]),
    ] {
        assert_eq!(
            found(&fixture, std::slice::from_ref(&condition)).await,
            expected,
            "{condition:?}"
        );
    }
    let both = [
        text(TextField::Email, equals, "zoe@example.org"),
        text(TextField::CustomId, Comparison::EndsWith, "2"),
    ];
    assert_eq!(found(&fixture, &both).await, [2]);
}

async fn people_are_found_by_time(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seen = |second: i64| {
        let at = Timestamp::from_second(second).unwrap();
        PersonEdit { instants: [("last_seen".to_owned(), Some(at))].into(), ..blank() }
    };
    fixture.contact(&seen(100)).await;
    fixture.clock.advance(SignedDuration::from_secs(10));
    fixture.contact(&seen(200)).await;
    fixture.contact(&blank()).await;
    let when = |of: &str, comparison, at| Condition::Instant { of: of.to_owned(), comparison, at };
    let second = |second| Timestamp::from_second(second).unwrap();
    let later = fixture.seen(2).await.person.updated_at;
    for (condition, expected) in [
        (when("last_seen", Comparison::AtLeast, second(100)), vec![1, 2]),
        (when("last_seen", Comparison::Above, second(100)), vec![2]),
        (when("last_seen", Comparison::AtMost, second(100)), vec![1]),
        (when("first_seen", Comparison::AtLeast, second(0)), vec![]),
        (when("updated_at", Comparison::AtLeast, later), vec![2, 3]),
        (when("updated_at", Comparison::Below, later), vec![1]),
    ] {
        assert_eq!(
            found(&fixture, std::slice::from_ref(&condition)).await,
            expected,
            "{condition:?}"
        );
    }
}

async fn people_are_found_by_attributes(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"Age": 9, "is_pro": true, "plan": "Gold"}))).await;
    fixture.contact(&with_attributes(&json!({"Age": 10, "is_pro": false, "plan": "silver"}))).await;
    fixture.contact(&blank()).await;
    for (condition, expected) in [
        (attribute("age", Comparison::Above, "9"), vec![2]),
        (attribute("Age", Comparison::AtMost, "9.5"), vec![1]),
        (attribute("is_pro", Comparison::StartsWith, "True"), vec![1]),
        (attribute("plan", Comparison::ContainsFolded, "OLD"), vec![1]),
        (attribute("plan", Comparison::Contains, "OLD"), vec![]),
        (attribute("plan", Comparison::Equals, "silver"), vec![2]),
    ] {
        assert_eq!(
            found(&fixture, std::slice::from_ref(&condition)).await,
            expected,
            "{condition:?}"
        );
    }
    let unknown = all(&[attribute("shoe", Comparison::Equals, "1")]);
    let page = fixture.people().list(&unknown, &first(9)).await.unwrap();
    assert_eq!(page.total, 3, "a condition on an undefined attribute is ignored");
}

async fn scanned_pages_have_the_same_shape(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for number in 0..6 {
        fixture.contact(&with_attributes(&json!({"odd": number % 2}))).await;
    }
    let filter = all(&[attribute("odd", Comparison::Equals, "1")]);
    for (start, expected, next) in [
        (Start::Offset(0), vec![2, 4], Some("4")),
        (Start::Offset(2), vec![6], None),
        (Start::After("4".to_owned()), vec![6], None),
    ] {
        let page = fixture.people().list(&filter, &Window { limit: 2, start }).await.unwrap();
        assert_eq!((numbers(&page), page.next.as_deref(), page.total), (expected, next, 3));
    }
}

async fn search_without_condition_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for filter in [all(&[]), all(&[attribute("unknown", Comparison::Equals, "1")])] {
        let result = fixture.people().search(&filter, &first(10)).await;
        assert_eq!(problem(result), Problem::NothingToSearch);
    }
}
