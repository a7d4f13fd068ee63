//! Companies and their members.

use jiff::SignedDuration;
use roster_model::{
    CompanyEdit, CompanyRef, Condition, Error, Link, ListEdit, NewOccurrence, Patch, PersonEdit,
    PersonFilter, Problem, Undefined,
};
use roster_store::Backend;
use roster_testkit::{on_both_engines, operator};
use serde_json::json;

use super::{blank, contacts_only, first, number};
use crate::fixture::{Fixture, errors, problem};

on_both_engines! {
    name_is_required,
    create_stores_all_fields,
    edit_changes_only_sent_fields,
    custom_id_comes_before_the_number,
    members_are_added_and_removed,
    delete_keeps_the_members,
    tags_and_attributes_are_set_and_removed,
    contacts_only_key_sees_only_contacts,
    contacts_only_key_changes_no_company_with_workers,
    deleted_domain_rejects_writes,
}

fn named(name: &str) -> CompanyEdit {
    CompanyEdit { name: Some(name.to_owned()), ..CompanyEdit::default() }
}

fn with_custom_id(name: &str, id: &str) -> CompanyEdit {
    CompanyEdit { custom_id: Patch::Set(id.to_owned()), ..named(name) }
}

fn company(number: i64) -> CompanyRef {
    CompanyRef::Number(number)
}

fn joining(text: &str) -> PersonEdit {
    PersonEdit { company: Some(text.to_owned()), ..blank() }
}

async fn name_is_required(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.companies().create(&with_custom_id("Acme", "a")).await.unwrap();
    let edit = CompanyEdit {
        name: None,
        texts: [("email".to_owned(), Some("e".repeat(300)))].into(),
        ..with_custom_id("", "a")
    };
    let expected = [
        ("name".to_owned(), None, Problem::Required),
        ("custom_id".to_owned(), None, Problem::Taken("a".to_owned())),
        ("email".to_owned(), None, Problem::TooLong(254)),
    ];
    assert_eq!(errors(fixture.companies().create(&edit).await), expected);
    assert_eq!(problem(fixture.companies().create(&named(" ")).await), Problem::Empty);
    assert_eq!(fixture.companies().list(None, &first(9)).await.unwrap().total, 1);
}

async fn create_stores_all_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seq = fixture.seq().await;
    let edit = CompanyEdit {
        texts: [("city".to_owned(), Some("Oslo".to_owned()))].into(),
        phones: Some(vec!["+47 1".to_owned(), "2".to_owned()]),
        size: Patch::Set(12),
        assigned_to: Patch::Set(3),
        tags: vec!["lead".to_owned()],
        attributes: json!({"Tier": 1}).as_object().unwrap().clone(),
        undefined: Undefined::Define,
        ..with_custom_id("Acme", "acme")
    };
    let created = fixture.companies().create(&edit).await.unwrap();
    let by_id = CompanyRef::CustomId("acme".to_owned());
    assert_eq!(fixture.companies().find(&by_id).await.unwrap(), created);
    assert_eq!(fixture.companies().find(&company(1)).await.unwrap(), created);
    let stored = &created.company;
    assert_eq!(
        (stored.texts["city"].as_str(), stored.size, stored.phones.len()),
        ("Oslo", Some(12), 2)
    );
    assert_eq!(json!(stored.custom), json!({"tier": 1}));
    assert_eq!((created.tags[0].name.as_str(), created.employees.len()), ("lead", 0));
    let log = fixture.log_after(seq).await;
    assert_eq!(log, ["field.created tier", "tag.created 1", "company.created 1"]);
    assert!(
        fixture.seen_fields().await.is_empty(),
        "people do not have the attributes of companies"
    );
}

impl Fixture {
    async fn seen_fields(&self) -> Vec<String> {
        let view = self.people().create(&blank()).await.unwrap();
        view.fields.iter().map(|field| field.slug.clone()).collect()
    }
}

async fn edit_changes_only_sent_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = CompanyEdit {
        texts: [("city".to_owned(), Some("Oslo".to_owned()))].into(),
        ..named("Acme")
    };
    let before = fixture.companies().create(&edit).await.unwrap();
    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_secs(5));
    let nothing = CompanyEdit::default();
    assert_eq!(fixture.companies().edit(&company(1), &nothing).await.unwrap(), before);
    assert_eq!(fixture.seq().await, seq);
    let edit = CompanyEdit {
        texts: [("city".to_owned(), None), ("region".to_owned(), Some("East".to_owned()))].into(),
        size: Patch::Set(5),
        ..CompanyEdit::default()
    };
    let after = fixture.companies().edit(&company(1), &edit).await.unwrap().company;
    assert_eq!((after.name.as_str(), after.size, after.texts.len()), ("Acme", Some(5), 1));
    assert!(after.updated_at > after.created_at);
    assert_eq!(fixture.log_after(seq).await, ["company.updated 1: size, region, city"]);
    let result = fixture.companies().edit(&company(2), &edit).await;
    assert!(matches!(result, Err(Error::NotFound { what: "company" })));
}

async fn custom_id_comes_before_the_number(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.companies().create(&with_custom_id("First", "2")).await.unwrap();
    fixture.companies().create(&named("Second")).await.unwrap();
    let seq = fixture.seq().await;
    let view = fixture.people().create(&joining("2")).await.unwrap();
    assert_eq!(view.companies[0].name, "First", "the custom id comes first");
    assert_eq!(view.companies[0].since, view.person.created_at);
    let log = fixture.log_after(seq).await;
    assert_eq!(
        log,
        [format!("person.created {}", view.person.id), "company.updated 1: employees".to_owned()]
    );
    let view = fixture.people().create(&joining("1")).await.unwrap();
    assert_eq!(view.companies[0].name, "First", "then the number");
    fixture.clock.advance(SignedDuration::from_secs(5));
    let again = fixture.people().edit(&number(2), &joining("2")).await.unwrap();
    assert_eq!(again, view);
}

async fn members_are_added_and_removed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.companies().create(&named("Acme")).await.unwrap();
    let me = number(fixture.contact(&blank()).await);
    fixture.worker("jdoe").await;
    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_secs(5));
    let companies = fixture.companies();
    companies.add_member(&company(1), &number(2)).await.unwrap();
    let view = companies.add_member(&company(1), &me).await.unwrap();
    assert_eq!(view.employees, [1, 2]);
    let since = fixture.seen(1).await.companies[0].since;
    fixture.clock.advance(SignedDuration::from_secs(5));
    companies.add_member(&company(1), &me).await.unwrap();
    assert_eq!(fixture.seen(1).await.companies[0].since, since);
    let log = fixture.log_after(seq).await;
    assert_eq!((log.len(), log[0].as_str()), (4, "company.updated 1: employees"));
    assert!(log[1].ends_with(": companies"));
    let filter = PersonFilter {
        conditions: vec![Condition::LinkedTo { of: Link::Companies, numbers: vec![1] }],
    };
    assert_eq!(fixture.people().list(&filter, &first(9)).await.unwrap().total, 2);

    for _ in 0..2 {
        let view = companies.remove_member(&company(1), &me).await.unwrap();
        assert_eq!(view.employees, [2]);
    }
    let result = companies.add_member(&company(1), &number(9)).await;
    assert_eq!(problem(result), Problem::Unknown("9".to_owned()));
    fixture.people().delete(&number(2)).await.unwrap();
    assert!(companies.find(&company(1)).await.unwrap().employees.is_empty());
}

async fn delete_keeps_the_members(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.companies().create(&with_custom_id("Acme", "a")).await.unwrap();
    let me = fixture.contact(&joining("a")).await;
    fixture.companies().delete(&CompanyRef::CustomId("a".to_owned())).await.unwrap();
    assert!(fixture.seen(me).await.companies.is_empty());
    let result = fixture.companies().delete(&company(1)).await;
    assert!(matches!(result, Err(Error::NotFound { .. })));
    assert_eq!(fixture.companies().create(&named("Acme")).await.unwrap().company.number, 2);
}

async fn tags_and_attributes_are_set_and_removed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let companies = fixture.companies();
    companies.create(&named("Acme")).await.unwrap();
    companies.create(&named("Other")).await.unwrap();
    assert!(companies.add_tag(&company(1), "lead").await.unwrap().created);
    assert!(!companies.add_tag(&company(1), "lead").await.unwrap().created);
    let page = companies.list(Some(1), &first(9)).await.unwrap();
    assert_eq!((page.total, page.items[0].company.number), (1, 1));
    companies.remove_tag(&company(1), "lead").await.unwrap();
    assert_eq!(companies.list(Some(1), &first(9)).await.unwrap().total, 0);

    companies.add_tag(&company(1), "lead").await.unwrap();
    fixture.tags().delete(1).await.unwrap();
    assert!(companies.find(&company(1)).await.unwrap().tags.is_empty());

    let edit = CompanyEdit {
        attributes: json!({"tier": 1, "plan": "x"}).as_object().unwrap().clone(),
        undefined: Undefined::Define,
        ..CompanyEdit::default()
    };
    companies.edit(&company(1), &edit).await.unwrap();
    companies.remove_attribute(&company(1), "tier").await.unwrap();
    fixture.attributes().remove(2).await.unwrap();
    let view = companies.find(&company(1)).await.unwrap();
    assert_eq!((json!(view.company.custom), view.fields.len()), (json!({}), 1));
}

async fn contacts_only_key_sees_only_contacts(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.companies().create(&with_custom_id("Acme", "a")).await.unwrap();
    fixture.contact(&joining("a")).await;
    fixture.worker("jdoe").await;
    fixture.people().edit(&number(2), &joining("a")).await.unwrap();
    let actor = contacts_only(&fixture.actor);
    let view = fixture.directory.companies(&actor).unwrap().find(&company(1)).await.unwrap();
    assert_eq!(view.employees, [1]);
}

async fn contacts_only_key_changes_no_company_with_workers(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let tagged = CompanyEdit { tags: vec!["lead".to_owned()], ..with_custom_id("Acme", "a") };
    fixture.companies().create(&tagged).await.unwrap();
    let me = number(fixture.contact(&joining("a")).await);
    fixture.worker("jdoe").await;
    fixture.people().edit(&number(2), &joining("a")).await.unwrap();
    let other = number(fixture.contact(&blank()).await);
    let actor = contacts_only(&fixture.actor);
    let (directory, acme) = (&fixture.directory, company(1));
    let companies = directory.companies(&actor).unwrap();
    let seq = fixture.seq().await;
    let denied = |outcome: Result<(), Error>| assert!(matches!(outcome, Err(Error::Forbidden(_))));
    denied(companies.edit(&acme, &named("Mine")).await.map(drop));
    denied(companies.delete(&acme).await);
    denied(companies.add_member(&acme, &other).await.map(drop));
    denied(companies.remove_member(&acme, &me).await.map(drop));
    denied(companies.add_tag(&acme, "vip").await.map(drop));
    denied(companies.remove_tag(&acme, "lead").await);
    let people = directory.people(&actor).unwrap();
    denied(people.edit(&other, &joining("a")).await.map(drop));
    denied(people.create(&joining("a")).await.map(drop));
    let tags = directory.tags(&actor).unwrap();
    let tag = tags.list(&first(9)).await.unwrap().items[0].number;
    denied(tags.delete(tag).await);
    denied(tags.rename(tag, "mine").await.map(drop));
    assert_eq!(fixture.seq().await, seq, "nothing has changed");

    companies.create(&with_custom_id("Contacts", "c")).await.unwrap();
    companies.add_member(&company(2), &me).await.unwrap();
    companies.edit(&company(2), &named("Contacts and more")).await.unwrap();
    companies.delete(&company(2)).await.unwrap();
}

async fn deleted_domain_rejects_writes(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = CompanyEdit {
        tags: vec!["lead".to_owned()],
        attributes: json!({"tier": 1}).as_object().unwrap().clone(),
        undefined: Undefined::Define,
        ..with_custom_id("Acme", "a")
    };
    fixture.companies().create(&edit).await.unwrap();
    let me = number(fixture.contact(&joining("a")).await);
    fixture.people().add_tag(&me, "vip").await.unwrap();
    let list = ListEdit { name: Some("news".to_owned()), ..ListEdit::default() };
    fixture.lists().create(&list).await.unwrap();
    fixture.people().add_to_list(&me, 1).await.unwrap();
    let event = NewOccurrence { name: Some("login".to_owned()), ..NewOccurrence::default() };
    fixture.events().record(&me, &event).await.unwrap();
    operator::delete_domain(&fixture.directory, "demo").await.unwrap();
    assert!(matches!(fixture.people().create(&blank()).await, Err(Error::Forbidden(_))));
}
