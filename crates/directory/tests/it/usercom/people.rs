//! Creating, updating and deleting people.

use jiff::SignedDuration;
use roster_model::{
    DataEdit, Email, Error, Gender, NewWorker, Patch, PersonEdit, PersonFilter, PersonRef, Phone,
    PhoneEdit, Problem, Status, Upserted, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{blank, contacts_only, first, number, with_custom_id, with_email};
use crate::fixture::{Fixture, errors, problem};

on_both_engines! {
    create_requires_no_field,
    create_stores_all_fields,
    create_with_errors_returns_all_and_stores_nothing,
    edit_changes_only_sent_fields,
    unchanged_edit_is_not_logged,
    both_dialects_share_a_worker,
    edit_sets_only_the_default_phone,
    stored_value_can_be_sent_back,
    duplicate_custom_id_is_rejected,
    numbers_are_never_reused,
    update_or_create_finds_by_custom_id,
    duplicate_key_is_rejected,
    bulk_edit_is_atomic,
    contacts_only_key_sees_only_contacts,
    person_of_another_domain_is_not_found,
}

async fn create_requires_no_field(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seq = fixture.seq().await;
    let view = fixture.people().create(&blank()).await.unwrap();
    let person = &view.person;
    assert_eq!((person.number, person.key.len(), &person.worker), (1, 12, &None));
    assert_eq!(person.created_at, person.updated_at);
    assert!(view.tags.is_empty() && view.lists.is_empty() && view.companies.is_empty());
    assert_eq!(fixture.log_after(seq).await, [format!("person.created {}", person.id)]);
    for person in [number(1), PersonRef::Key(person.key.clone())] {
        assert_eq!(fixture.people().find(&person).await.unwrap(), view);
    }
}

async fn create_stores_all_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = PersonEdit {
        first_name: Patch::Set("John".to_owned()),
        last_name: Patch::Set("Doe".to_owned()),
        custom_id: Patch::Set("crm@7=".to_owned()),
        phone: Patch::Set(Phone::parse("+48 600 100 200").unwrap()),
        gender: Some(Gender::Female),
        status: Some(Status::User),
        score: Some(-5),
        notifications: Some(false),
        unsubscribed: Some(true),
        assigned_to: Patch::Set(9),
        texts: [("city".to_owned(), Some("Łódź".to_owned()))].into(),
        instants: [("last_seen".to_owned(), Some("2020-01-02T03:04:05Z".parse().unwrap()))].into(),
        tags: vec!["vip".to_owned(), " new ".to_owned(), "vip".to_owned()],
        ..with_email("Me@Example.org")
    };
    let created = fixture.people().create(&edit).await.unwrap();
    let view = fixture.people().find(&PersonRef::CustomId("crm@7=".to_owned())).await.unwrap();
    assert_eq!(created, view);
    let person = view.person;
    assert_eq!(person.name(), "John Doe");
    assert_eq!(person.email.unwrap().as_str(), "Me@Example.org");
    assert_eq!(person.phones, [Phone::parse("48600100200").unwrap()]);
    let usercom = person.usercom;
    assert_eq!((usercom.gender, usercom.status, usercom.score), (Gender::Female, Status::User, -5));
    assert!(usercom.notifications_off && usercom.unsubscribed);
    assert_eq!(usercom.assigned_to, Some(9));
    assert_eq!(usercom.texts["city"], "Łódź");
    assert_eq!(usercom.instants["last_seen"].to_string(), "2020-01-02T03:04:05Z");
    let names: Vec<&str> = view.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["vip", "new"]);
}

async fn create_with_errors_returns_all_and_stores_nothing(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_custom_id("taken")).await;
    let seq = fixture.seq().await;
    let edit = PersonEdit {
        first_name: Patch::Set("n".repeat(41)),
        texts: [
            ("city".to_owned(), Some("c".repeat(65))),
            ("country".to_owned(), Some("a\0b".to_owned())),
        ]
        .into(),
        company: Some("nowhere".to_owned()),
        tags: vec!["fine".to_owned(), " ".to_owned()],
        ..with_custom_id("taken")
    };
    let result = fixture.people().create(&edit).await;
    let expected = [
        ("custom_id", None, Problem::Taken("taken".to_owned())),
        ("first_name", None, Problem::TooLong(40)),
        ("city", None, Problem::TooLong(64)),
        ("country", None, Problem::Unstorable),
        ("tags", Some(1), Problem::Empty),
        ("company_id", None, Problem::Unknown("nowhere".to_owned())),
    ];
    let expected = expected.map(|(field, index, problem)| (field.to_owned(), index, problem));
    assert_eq!(errors(result), expected);
    assert_eq!(fixture.seq().await, seq);
    assert_eq!(fixture.tags().list(&first(10)).await.unwrap().total, 0);
}

async fn edit_changes_only_sent_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = PersonEdit {
        first_name: Patch::Set("Ann".to_owned()),
        texts: [("city".to_owned(), Some("Oslo".to_owned()))].into(),
        ..with_email("a@b.example")
    };
    let me = number(fixture.contact(&edit).await);
    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_secs(60));
    let edit = PersonEdit {
        email: Patch::Clear,
        last_name: Patch::Set("Lee".to_owned()),
        texts: [("city".to_owned(), None), ("region".to_owned(), Some("X".to_owned()))].into(),
        ..blank()
    };
    let person = fixture.people().edit(&me, &edit).await.unwrap().person;
    assert_eq!((person.name(), &person.email), ("Ann Lee".to_owned(), &None));
    assert_eq!(person.usercom.texts.keys().collect::<Vec<_>>(), ["region"]);
    assert!(person.updated_at > person.created_at);
    let expected = format!("person.updated {}: last_name, email, city, region", person.id);
    assert_eq!(fixture.log_after(seq).await, [expected]);
}

async fn unchanged_edit_is_not_logged(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&with_email("a@b.example")).await);
    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_secs(60));
    let person = fixture.people().edit(&me, &with_email("a@b.example")).await.unwrap().person;
    assert_eq!(person.updated_at, person.created_at);
    assert_eq!(fixture.seq().await, seq);
}

async fn both_dialects_share_a_worker(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("jdoe").await;
    let me = number(1);
    let edit = PersonEdit {
        first_name: Patch::Set("Jo".to_owned()),
        phone: Patch::Set(Phone::parse("600100200").unwrap()),
        ..with_email("Jo@Example.org")
    };
    fixture.people().edit(&me, &edit).await.unwrap();
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let worker = workers.find(id.as_str(), false).await.unwrap().person;
    assert_eq!((worker.first_name.as_str(), worker.number), ("Jo", 1));
    assert_eq!(worker.email, Email::parse("Jo@Example.org").unwrap());
    assert_eq!(worker.default_phone().unwrap().digits(), "600100200");

    workers.set_active(id.as_str(), false).await.unwrap();
    assert!(!fixture.people().find(&me).await.unwrap().person.worker.unwrap().active);

    fixture.people().delete(&me).await.unwrap();
    assert!(matches!(workers.find(id.as_str(), false).await, Err(Error::NotFound { .. })));
    let again = NewWorker {
        username: Some("jdoe".to_owned()),
        connect_username: Some("jdoe".to_owned()),
        ..NewWorker::default()
    };
    assert!(matches!(problem(workers.create(again).await), Problem::UsernameTaken(_)));
}

async fn edit_sets_only_the_default_phone(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("jdoe").await;
    let phone = |text: &str| Phone::parse(text).unwrap();
    let edit = WorkerEdit {
        phones: vec![PhoneEdit::All(vec![phone("111111"), phone("222222"), phone("333333")])],
        ..WorkerEdit::default()
    };
    fixture.directory.workers(&fixture.actor).unwrap().edit(id.as_str(), edit).await.unwrap();
    for (edit, expected) in [
        (Patch::Set(phone("444444")), vec!["444444", "222222", "333333"]),
        (Patch::Set(phone("333333")), vec!["333333", "222222"]),
        (Patch::Clear, vec!["222222"]),
        (Patch::Keep, vec!["222222"]),
        (Patch::Clear, vec![]),
        (Patch::Clear, vec![]),
    ] {
        let edit = PersonEdit { phone: edit, ..blank() };
        let person = fixture.people().edit(&number(1), &edit).await.unwrap().person;
        let digits: Vec<&str> = person.phones.iter().map(Phone::digits).collect();
        assert_eq!(digits, expected);
    }
}

async fn stored_value_can_be_sent_back(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("jdoe").await;
    let long = "n".repeat(60);
    let data = json!({"Nested": {"a": [1]}, "Mixed Case": "x"});
    let edit = WorkerEdit {
        first_name: Some(long.clone()),
        data: Some(DataEdit::Merge(data.as_object().unwrap().clone())),
        ..WorkerEdit::default()
    };
    fixture.directory.workers(&fixture.actor).unwrap().edit(id.as_str(), edit).await.unwrap();
    let edit = PersonEdit {
        first_name: Patch::Set(long),
        last_name: Patch::Set("Doe".to_owned()),
        attributes: data.as_object().unwrap().clone(),
        ..blank()
    };
    let view = fixture.people().edit(&number(1), &edit).await.unwrap();
    assert_eq!(view.person.last_name, "Doe");
    assert_eq!(super::custom(&view), data);
}

async fn duplicate_custom_id_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&with_custom_id("a")).await);
    let other = number(fixture.contact(&with_custom_id("b")).await);
    let result = fixture.people().edit(&other, &with_custom_id("a")).await;
    assert_eq!(problem(result), Problem::Taken("a".to_owned()));
    fixture.people().edit(&me, &with_custom_id("a")).await.unwrap();
    fixture.people().edit(&me, &PersonEdit { custom_id: Patch::Clear, ..blank() }).await.unwrap();
    fixture.people().edit(&other, &with_custom_id("a")).await.unwrap();
    let found = fixture.people().find(&PersonRef::CustomId("a".to_owned())).await.unwrap();
    assert_eq!(found.person.number, 2);
}

async fn numbers_are_never_reused(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    assert_eq!(fixture.contact(&blank()).await, 1);
    assert_eq!(fixture.worker_number("jdoe").await, 2);
    assert_eq!(fixture.contact(&blank()).await, 3);
    fixture.people().delete(&number(3)).await.unwrap();
    let again = fixture.people().delete(&number(3)).await;
    assert!(matches!(again, Err(Error::NotFound { what: "user" })));
    assert_eq!(fixture.contact(&blank()).await, 4);
    assert_eq!(fixture.people().list(&PersonFilter::default(), &first(10)).await.unwrap().total, 3);
}

async fn update_or_create_finds_by_custom_id(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let people = fixture.people();
    let edit = PersonEdit { score: Some(1), ..with_custom_id("x") };
    let created = people.update_or_create(&edit).await.unwrap();
    assert_eq!(created, Upserted { number: 1, created: true });
    let edit = PersonEdit { score: Some(2), ..with_custom_id("x") };
    let changed = people.update_or_create(&edit).await.unwrap();
    assert_eq!(changed, Upserted { number: 1, created: false });
    assert_eq!(fixture.seen(1).await.person.usercom.score, 2);
    for number in [2, 3] {
        let without_id = people.update_or_create(&with_email("a@b.example")).await.unwrap();
        assert_eq!(without_id, Upserted { number, created: true });
    }
}

async fn duplicate_key_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let edit = PersonEdit { key: Some("xSoYQG00fg9z".to_owned()), ..blank() };
    assert_eq!(fixture.people().create(&edit).await.unwrap().person.key, "xSoYQG00fg9z");
    let result = fixture.people().create(&edit).await;
    assert_eq!(problem(result), Problem::Taken("xSoYQG00fg9z".to_owned()));
}

async fn bulk_edit_is_atomic(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for _ in 0..3 {
        fixture.contact(&blank()).await;
    }
    let people = [1, 2, 2, 99].map(number);
    let edit = PersonEdit { score: Some(7), ..blank() };
    assert_eq!(fixture.people().edit_all(&people, &edit).await.unwrap(), 2);
    assert_eq!(fixture.seen(2).await.person.usercom.score, 7);
    assert_eq!(fixture.seen(3).await.person.usercom.score, 0);

    let seq = fixture.seq().await;
    let result = fixture.people().edit_all(&people, &with_custom_id("same")).await;
    assert_eq!(problem(result), Problem::Taken("same".to_owned()));
    assert_eq!(fixture.seen(1).await.person.custom_id, None);
    assert_eq!(fixture.seq().await, seq);
}

async fn contacts_only_key_sees_only_contacts(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.worker("jdoe").await;
    let contact = fixture.contact(&with_email("a@b.example")).await;
    let actor = contacts_only(&fixture.actor);
    let people = fixture.directory.people(&actor).unwrap();
    for result in [
        people.find(&number(1)).await.map(drop),
        people.edit(&number(1), &blank()).await.map(drop),
        people.delete(&number(1)).await,
        people.add_tag(&number(1), "vip").await.map(drop),
    ] {
        assert!(matches!(result, Err(Error::NotFound { what: "user" })));
    }
    let page = people.list(&PersonFilter::default(), &first(10)).await.unwrap();
    assert_eq!((page.total, page.items[0].person.number), (1, contact));

    fixture.people().add_tag(&number(1), "staff").await.unwrap();
    let tags = fixture.directory.tags(&actor).unwrap();
    assert!(matches!(tags.delete(1).await, Err(Error::Forbidden(_))));
    fixture.tags().delete(1).await.unwrap();
}

async fn person_of_another_domain_is_not_found(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_custom_id("x")).await;
    let other = fixture.another_domain().await;
    let people = fixture.directory.people(&other).unwrap();
    for person in [number(1), PersonRef::CustomId("x".to_owned())] {
        assert!(matches!(people.find(&person).await, Err(Error::NotFound { .. })));
    }
    assert_eq!(people.create(&with_custom_id("x")).await.unwrap().person.number, 1);
}
