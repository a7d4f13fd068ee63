//! Merging people.

use roster_model::{
    CompanyEdit, CompanyRef, Error, NewOccurrence, Patch, PersonEdit, PersonFilter, PersonRef,
    Phone, Problem,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{blank, custom, first, number, with_attributes, with_custom_id, with_email};
use crate::fixture::{Fixture, errors};

on_both_engines! {
    parent_comes_first_then_the_lowest_number,
    phones_tags_companies_and_events_unite,
    worker_can_only_be_the_parent,
    merge_with_unknown_people_is_rejected,
    parent_among_the_others_is_ignored,
}

async fn parent_comes_first_then_the_lowest_number(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let named = |name: &str| PersonEdit { last_name: Patch::Set(name.to_owned()), ..blank() };
    fixture.contact(&PersonEdit { score: Some(1), ..named("low") }).await;
    let parent =
        PersonEdit { first_name: Patch::Set("Ann".to_owned()), ..with_email("p@x.example") };
    fixture.contact(&PersonEdit { score: Some(2), ..parent }).await;
    let high = PersonEdit { email: with_email("h@x.example").email, ..with_custom_id("high") };
    fixture.contact(&PersonEdit { last_name: Patch::Set("high".to_owned()), ..high }).await;
    for (me, value) in [(1, json!({"a": 1})), (2, json!({"b": 2})), (3, json!({"a": 3, "c": 3}))] {
        fixture.people().edit(&number(me), &with_attributes(&value)).await.unwrap();
    }
    fixture.people().merge(2, &[3, 1]).await.unwrap();
    let view = fixture.people().find(&PersonRef::CustomId("high".to_owned())).await.unwrap();
    let person = &view.person;
    assert_eq!((person.number, person.name().as_str()), (2, "Ann low"));
    assert_eq!(person.email.as_ref().unwrap().as_str(), "p@x.example");
    assert_eq!(person.usercom.score, 2);
    assert_eq!(custom(&view), json!({"a": 1, "b": 2, "c": 3}));
    for gone in [1, 3] {
        let result = fixture.people().find(&number(gone)).await;
        assert!(matches!(result, Err(Error::NotFound { .. })));
    }
    assert_eq!(fixture.people().list(&PersonFilter::default(), &first(9)).await.unwrap().total, 1);
}

async fn phones_tags_companies_and_events_unite(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let people = fixture.people();
    let phone =
        |text: &str| PersonEdit { phone: Patch::Set(Phone::parse(text).unwrap()), ..blank() };
    fixture.contact(&phone("111111")).await;
    fixture.contact(&phone("222222")).await;
    let list = fixture.lists().create(&super::labels::list("news")).await.unwrap().number;
    people.add_to_list(&number(2), list).await.unwrap();
    people.add_tag(&number(1), "one").await.unwrap();
    people.add_tag(&number(2), "two").await.unwrap();
    people.add_tag(&number(2), "one").await.unwrap();
    let company = CompanyEdit { name: Some("Acme".to_owned()), ..CompanyEdit::default() };
    let company = fixture.companies().create(&company).await.unwrap().company.number;
    fixture.companies().add_member(&CompanyRef::Number(company), &number(2)).await.unwrap();
    let since = fixture.seen(2).await.companies[0].since;
    let event = NewOccurrence { name: Some("login".to_owned()), ..NewOccurrence::default() };
    fixture.events().record(&number(2), &event).await.unwrap();

    people.merge(1, &[2]).await.unwrap();
    let view = fixture.seen(1).await;
    let digits: Vec<&str> = view.person.phones.iter().map(Phone::digits).collect();
    assert_eq!(digits, ["111111", "222222"]);
    let tags: Vec<&str> = view.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["one", "two"]);
    assert_eq!((view.lists.len(), view.companies.len()), (1, 1));
    assert_eq!(view.companies[0].since, since);
    let page = fixture.events().of_person(&number(1), &first(9)).await.unwrap();
    assert_eq!((page.total, page.items[0].person), (1, 1));
    let company = fixture.companies().find(&CompanyRef::Number(company)).await.unwrap();
    assert_eq!(company.employees, [1]);
}

async fn worker_can_only_be_the_parent(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.worker("jdoe").await;
    fixture.worker("amina").await;
    fixture.contact(&with_email("c@x.example")).await;
    let seq = fixture.seq().await;
    for (parent, other) in [(3, 1), (2, 1)] {
        let expected = [("users_list".to_owned(), None, Problem::MergeLosesUsername)];
        assert_eq!(errors(fixture.people().merge(parent, &[other]).await), expected);
    }
    assert_eq!(fixture.seq().await, seq);
    fixture.people().merge(1, &[3]).await.unwrap();
    let person = fixture.seen(1).await.person;
    assert_eq!(person.email.unwrap().as_str(), "c@x.example");
    assert!(person.worker.is_some());
}

async fn merge_with_unknown_people_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&blank()).await;
    let expected = [
        ("parent".to_owned(), None, Problem::Unknown("7".to_owned())),
        ("users_list".to_owned(), None, Problem::Unknown("8".to_owned())),
    ];
    assert_eq!(errors(fixture.people().merge(7, &[1, 8]).await), expected);
    fixture.seen(1).await;
}

async fn parent_among_the_others_is_ignored(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&blank()).await;
    let seq = fixture.seq().await;
    fixture.people().merge(1, &[1]).await.unwrap();
    assert_eq!(fixture.seq().await, seq);
    fixture.seen(1).await;
}
