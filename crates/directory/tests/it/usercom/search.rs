//! Finding people.

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    CompanyEdit, CompanyRef, Comparison, Condition, Gender, Link, ListEdit, NumberField, Page,
    Patch, PersonEdit, PersonFilter, PersonView, Phone, Problem, Start, Status, TextField, Window,
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
    people_are_found_by_every_standard_field,
    people_are_found_by_tags_lists_and_companies,
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
    for name in ["shoe", "shoe__like", "age_gt", "a__b__c"] {
        let unknown = all(&[attribute(name, Comparison::Equals, "1")]);
        assert_eq!(fixture.people().list(&unknown, &first(9)).await.unwrap().total, 0, "{name}");
        assert_eq!(fixture.people().search(&unknown, &first(9)).await.unwrap().total, 0, "{name}");
    }
    for name in ["age__like", "Age__not__gt"] {
        let wrong = all(&[attribute(name, Comparison::Equals, "1")]);
        let problem = problem(fixture.people().list(&wrong, &first(9)).await);
        assert!(matches!(problem, Problem::UnknownComparison(_)), "{name}");
    }
    for (name, value) in [("age", "old"), ("age", ""), ("is_pro", "maybe")] {
        let wrong = all(&[attribute(name, Comparison::Equals, value)]);
        let problem = problem(fixture.people().list(&wrong, &first(9)).await);
        assert!(matches!(problem, Problem::NotOfType(_)), "{name}={value}");
    }
    fixture.contact(&with_attributes(&json!({"a__b": "x"}))).await;
    assert_eq!(found(&fixture, &[attribute("a__b", Comparison::Equals, "x")]).await, [4]);
}

async fn people_are_found_by_every_standard_field(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let text_of = |name: &str, value: &str| (name.to_owned(), Some(value.to_owned()));
    let edit = PersonEdit {
        first_name: Patch::Set("Zoë".to_owned()),
        last_name: Patch::Set("Lee".to_owned()),
        gender: Some(Gender::Female),
        status: Some(Status::User),
        score: Some(7),
        unsubscribed: Some(true),
        notifications: Some(false),
        assigned_to: Patch::Set(4),
        texts: [text_of("city", "Oslo"), text_of("country", "Norway")].into(),
        ..blank()
    };
    fixture.contact(&edit).await;
    fixture.contact(&with_email("ann@example.org")).await;
    let number =
        |of, comparison, value: &str| Condition::Number { of, comparison, value: value.to_owned() };
    let equals = Comparison::Equals;
    let created = fixture.seen(1).await.person.created_at;
    for (condition, expected) in [
        (text(TextField::Name, equals, "Zoë Lee"), vec![1]),
        (text(TextField::Name, equals, "ann@example.org"), vec![2]),
        (text(TextField::Gender, equals, "female"), vec![1]),
        (text(TextField::Gender, Comparison::StartsWith, "un"), vec![2]),
        (text(TextField::Status, equals, "visitor"), vec![2]),
        (text(TextField::Unsubscribed, equals, "true"), vec![1]),
        (text(TextField::Unsubscribed, Comparison::StartsWith, "F"), vec![2]),
        (text(TextField::Notifications, equals, "true"), vec![2]),
        (text(TextField::Usercom("city"), equals, "Oslo"), vec![1]),
        (text(TextField::Usercom("city"), equals, "Nowhere"), vec![]),
        (text(TextField::Usercom("city"), equals, ""), vec![]),
        (text(TextField::Usercom("country"), Comparison::EndsWithFolded, "WAY"), vec![1]),
        (text(TextField::Constant("x"), equals, "x"), vec![1, 2]),
        (text(TextField::Constant("x"), equals, "y"), vec![]),
        (
            text(
                TextField::Instant("created_at"),
                equals,
                &roster_model::UsercomFields::instant_text(created),
            ),
            vec![1, 2],
        ),
        (text(TextField::Instant("last_seen"), Comparison::Contains, ""), vec![]),
        (number(NumberField::Score, Comparison::AtLeast, "5"), vec![1]),
        (number(NumberField::Score, equals, "0"), vec![2]),
        (number(NumberField::Score, Comparison::Below, "6.5"), vec![2]),
        (number(NumberField::AssignedTo, equals, "4"), vec![1]),
        (number(NumberField::AssignedTo, Comparison::Below, "9"), vec![1]),
        (number(NumberField::PageViews, equals, "0"), vec![1, 2]),
        (number(NumberField::Id, equals, "2"), vec![2]),
        (number(NumberField::Id, Comparison::AtLeast, "1.5"), vec![2]),
        (number(NumberField::Id, Comparison::Contains, "1"), vec![1]),
        (Condition::Never, vec![]),
    ] {
        assert_eq!(
            found(&fixture, std::slice::from_ref(&condition)).await,
            expected,
            "{condition:?}"
        );
    }
}

async fn people_are_found_by_tags_lists_and_companies(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let tagged = |tags: &[&str]| PersonEdit {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..blank()
    };
    fixture.contact(&tagged(&["vip", "2"])).await;
    fixture.contact(&tagged(&["new"])).await;
    fixture.contact(&blank()).await;
    for name in ["News", "News", "Offers"] {
        let edit = ListEdit { name: Some(name.to_owned()), ..ListEdit::default() };
        fixture.lists().create(&edit).await.unwrap();
    }
    fixture.people().add_to_list(&number(1), 1).await.unwrap();
    fixture.people().add_to_list(&number(2), 2).await.unwrap();
    for (name, id) in [("Acme", "a-1"), ("Beta", "b-1")] {
        let edit = CompanyEdit {
            name: Some(name.to_owned()),
            custom_id: Patch::Set(id.to_owned()),
            ..CompanyEdit::default()
        };
        fixture.companies().create(&edit).await.unwrap();
    }
    fixture.companies().add_member(&CompanyRef::Number(1), &number(1)).await.unwrap();
    fixture.companies().add_member(&CompanyRef::Number(2), &number(3)).await.unwrap();
    let linked =
        |of, comparison, value: &str| Condition::Linked { of, comparison, value: value.to_owned() };
    let equals = Comparison::Equals;
    for (condition, expected) in [
        (linked(Link::Tags, equals, "vip"), vec![1]),
        (linked(Link::Tags, equals, "VIP"), vec![]),
        (linked(Link::Tags, Comparison::ContainsFolded, "VI"), vec![1]),
        // The name of the second tag is the number of itself, and that of the third is 3.
        (linked(Link::Tags, equals, "2"), vec![1]),
        (linked(Link::Tags, equals, "3"), vec![2]),
        (linked(Link::Tags, equals, "unknown"), vec![]),
        (linked(Link::Tags, equals, ""), vec![]),
        (linked(Link::Lists, equals, "News"), vec![1, 2]),
        (linked(Link::Lists, equals, "2"), vec![2]),
        (linked(Link::Lists, equals, "Offers"), vec![]),
        (linked(Link::Companies, equals, "Acme"), vec![1]),
        (linked(Link::Companies, Comparison::EndsWith, "a"), vec![3]),
        (linked(Link::Companies, equals, "2"), vec![3]),
        (linked(Link::CompanyIds, equals, "a-1"), vec![1]),
        (linked(Link::CompanyIds, equals, "2"), vec![3]),
        (linked(Link::CompanyIds, Comparison::EndsWith, "-1"), vec![1, 3]),
        (linked(Link::CompanyIds, equals, "Acme"), vec![]),
    ] {
        assert_eq!(
            found(&fixture, std::slice::from_ref(&condition)).await,
            expected,
            "{condition:?}"
        );
    }
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
    let result = fixture.people().search(&all(&[]), &first(10)).await;
    assert_eq!(problem(result), Problem::NothingToSearch);
}
