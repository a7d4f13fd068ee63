//! Custom attributes: definitions and values.

use roster_model::{
    DataEdit, Error, FieldType, NewAttribute, NewField, NewProfile, PersonEdit, Problem, Subject,
    Undefined, WorkerEdit,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{blank, custom, first, number, with_attributes};
use crate::fixture::{Fixture, errors, problem};

on_both_engines! {
    first_value_defines_an_attribute,
    undefined_attributes_are_ignored_on_request,
    value_of_another_type_is_rejected,
    standard_field_is_never_defined,
    empty_value_removes_the_attribute,
    both_dialects_share_the_registry,
    provided_keys_cannot_be_set,
    definitions_are_created_and_listed,
    delete_removes_all_values,
    declared_field_cannot_be_deleted,
    single_value_is_removed,
}

fn new(name: &str) -> NewAttribute {
    NewAttribute {
        name: Some(name.to_owned()),
        value_type: FieldType::Integer,
        subject: Subject::Person,
        choices: Vec::new(),
        errors: Vec::new(),
    }
}

async fn first_value_defines_an_attribute(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seq = fixture.seq().await;
    let values = json!({"My Shoe": 43, "pro": true, "height": 1.5, "list": ["a", "b"], "x": "y"});
    let view = fixture.people().create(&with_attributes(&values)).await.unwrap();
    let expected = json!({"my_shoe": 43, "pro": true, "height": 1.5, "list": ["a", "b"], "x": "y"});
    assert_eq!(custom(&view), expected);
    let types: Vec<(&str, &str, FieldType)> = view
        .fields
        .iter()
        .map(|field| (field.slug.as_str(), field.label.as_str(), field.value_type))
        .collect();
    let expected = [
        ("my_shoe", "My Shoe", FieldType::Integer),
        ("pro", "pro", FieldType::Boolean),
        ("height", "height", FieldType::Float),
        ("list", "list", FieldType::Json),
        ("x", "x", FieldType::String),
    ];
    assert_eq!(types, expected);
    assert!(view.fields.iter().all(|field| !field.declared));
    assert_eq!(fixture.log_after(seq).await[0], "field.created my_shoe");

    let edit = with_attributes(&json!({"my_shoe": 44, "MY SHOE": 45}));
    let view = fixture.people().edit(&number(1), &edit).await.unwrap();
    assert_eq!((view.person.custom["my_shoe"].as_i64(), view.fields.len()), (Some(45), 5));
}

async fn undefined_attributes_are_ignored_on_request(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"known": "a"}))).await;
    let values = json!({"known": "b", "firstName": "junk"});
    let edit = PersonEdit { undefined: Undefined::Ignore, ..with_attributes(&values) };
    let view = fixture.people().edit(&number(1), &edit).await.unwrap();
    assert_eq!(custom(&view), json!({"known": "b"}));
    assert_eq!(view.fields.len(), 1);
}

async fn value_of_another_type_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"age": 1, "pro": true}))).await;
    let edit = with_attributes(&json!({"age": "old", "pro": "maybe", "fresh": 1}));
    let expected = [
        ("age".to_owned(), None, Problem::NotOfType(FieldType::Integer)),
        ("pro".to_owned(), None, Problem::NotOfType(FieldType::Boolean)),
    ];
    assert_eq!(errors(fixture.people().edit(&number(1), &edit).await), expected);
    let view = fixture.seen(1).await;
    assert_eq!((custom(&view), view.fields.len()), (json!({"age": 1, "pro": true}), 2));

    let edit = with_attributes(&json!({"age": "42", "pro": "off"}));
    let view = fixture.people().edit(&number(1), &edit).await.unwrap();
    assert_eq!(custom(&view), json!({"age": 42, "pro": false}));
}

async fn standard_field_is_never_defined(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for name in ["first_name", "First name", "USER_ID", "email", "Key"] {
        let result = fixture.people().create(&with_attributes(&json!({name: "x"}))).await;
        assert!(matches!(problem(result), Problem::StandardField(_)), "{name}");
    }
    assert_eq!(fixture.attributes().list(&first(9)).await.unwrap().total, 0);
    let view = fixture.people().create(&with_attributes(&json!({"postal_code": "1"}))).await;
    assert_eq!(custom(&view.unwrap()), json!({"postal_code": "1"}), "of companies only");
}

async fn empty_value_removes_the_attribute(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"a": "1", "b": "2", "c": "3"}))).await;
    let edit = with_attributes(&json!({"a": null, "b": "", "never": null}));
    let view = fixture.people().edit(&number(1), &edit).await.unwrap();
    assert_eq!((custom(&view), view.fields.len()), (json!({"c": "3"}), 3));
}

async fn both_dialects_share_the_registry(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("jdoe").await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let data = json!({"chw_id": "13/43"}).as_object().unwrap().clone();
    let edit = WorkerEdit { data: Some(DataEdit::Merge(data)), ..WorkerEdit::default() };
    workers.edit(id.as_str(), edit).await.unwrap();
    let view = fixture.seen(1).await;
    let shown: Vec<(&str, Option<&str>)> = view
        .attributes()
        .map(|(field, value)| (field.slug.as_str(), value.and_then(serde_json::Value::as_str)))
        .collect();
    assert_eq!(shown, [("chw_id", Some("13/43"))]);

    let edit = with_attributes(&json!({"chw_id": 7, "team": "north"}));
    fixture.people().edit(&number(1), &edit).await.unwrap();
    let person = workers.find(id.as_str(), false).await.unwrap().person;
    assert_eq!(json!(person.custom), json!({"chw_id": "7", "team": "north"}));
}

async fn provided_keys_cannot_be_set(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("jdoe").await;
    let values = json!({"region": "north"}).as_object().unwrap().clone();
    let new = NewProfile { name: "north".to_owned(), values, adds_fields: true };
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let profile = fields.create_profile(new).await.unwrap().number;
    let data = json!({"commcare_profile": profile}).as_object().unwrap().clone();
    let edit = WorkerEdit { data: Some(DataEdit::Merge(data)), ..WorkerEdit::default() };
    fixture.directory.workers(&fixture.actor).unwrap().edit(id.as_str(), edit).await.unwrap();

    let edit = with_attributes(&json!({"region": "south", "commcare_location_id": "x"}));
    let expected = [
        ("region".to_owned(), None, Problem::Controlled("region".to_owned())),
        (
            "commcare_location_id".to_owned(),
            None,
            Problem::Controlled("commcare_location_id".to_owned()),
        ),
    ];
    assert_eq!(errors(fixture.people().edit(&number(1), &edit).await), expected);
    let edit = with_attributes(&json!({"region": "north"}));
    assert_eq!(custom(&fixture.people().edit(&number(1), &edit).await.unwrap()), json!({}));
    let contact = with_attributes(&json!({"region": "south"}));
    let view = fixture.people().create(&contact).await.unwrap();
    assert_eq!(custom(&view), json!({"region": "south"}), "a contact has no profile");
}

async fn definitions_are_created_and_listed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let attributes = fixture.attributes();
    let defined = attributes.define(&new("My Attribute")).await.unwrap();
    assert_eq!((defined.field.number, defined.field.slug.as_str()), (1, "my_attribute"));
    let company = NewAttribute { subject: Subject::Company, ..new("My Attribute") };
    let company = attributes.define(&company).await.unwrap();
    assert_eq!(company.field.number, 2);
    let page = attributes.list(&first(10)).await.unwrap();
    assert_eq!((page.items, page.total), (vec![defined.clone(), company.clone()], 2));
    assert_eq!(attributes.find(2).await.unwrap(), company);
    let named = attributes.find_by_name(Subject::Person, "my_attribute").await.unwrap();
    assert_eq!(named, defined);
    assert!(matches!(attributes.find(3).await, Err(Error::NotFound { .. })));

    for (wrong, expected) in [
        (new("my attribute"), Problem::Taken("my attribute".to_owned())),
        (new(&"n".repeat(33)), Problem::TooLong(32)),
        (new(" "), Problem::Empty),
        (NewAttribute { name: None, ..new("") }, Problem::Required),
        (NewAttribute { value_type: FieldType::Fixed, ..new("colour") }, Problem::Required),
        (new("commcare_profile"), Problem::Controlled("commcare_profile".to_owned())),
        (new("First name"), Problem::StandardField("first_name")),
        (new("EMAIL"), Problem::StandardField("email")),
        (new("id"), Problem::StandardField("id")),
        (
            NewAttribute { subject: Subject::Company, ..new("Postal code") },
            Problem::StandardField("postal_code"),
        ),
    ] {
        assert_eq!(problem(attributes.define(&wrong).await), expected);
    }
}

async fn delete_removes_all_values(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"a": 1, "b": 2}))).await;
    fixture.contact(&with_attributes(&json!({"b": 3}))).await;
    let seq = fixture.seq().await;
    fixture.attributes().remove(1).await.unwrap();
    let view = fixture.seen(1).await;
    assert_eq!((custom(&view), view.fields.len()), (json!({"b": 2}), 1));
    let log = fixture.log_after(seq).await;
    assert_eq!(
        log,
        [format!("person.updated {}: user_data", view.person.id), "field.deleted a".to_owned()]
    );
    assert!(matches!(fixture.attributes().remove(1).await, Err(Error::NotFound { .. })));
    let redefined = fixture.attributes().define(&new("a")).await.unwrap();
    assert_eq!(redefined.field.number, 3);
}

async fn declared_field_cannot_be_deleted(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let field = NewField { slug: "team".to_owned(), ..NewField::default() };
    fields.declare(field).await.unwrap();
    assert!(matches!(problem(fixture.attributes().remove(1).await), Problem::Other(_)));
    assert_eq!(fixture.attributes().list(&first(9)).await.unwrap().total, 1);
}

async fn single_value_is_removed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    fixture.contact(&with_attributes(&json!({"My Shoe": 43}))).await;
    fixture.contact(&blank()).await;
    for name in ["my_shoe", "My Shoe", "unknown"] {
        fixture.people().remove_attribute(&number(1), name).await.unwrap();
    }
    assert_eq!(custom(&fixture.seen(1).await), json!({}));
    let result = fixture.people().remove_attribute(&number(9), "my_shoe").await;
    assert!(matches!(result, Err(Error::NotFound { what: "user" })));
}
