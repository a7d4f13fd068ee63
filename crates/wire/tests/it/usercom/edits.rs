//! What clients say of things, as it goes in.

use roster_model::{
    Error, FieldType, Gender, Patch, PersonRef, Problem, Status, Subject, Undefined,
};
use roster_wire::usercom::{
    self, Body, Version, company_edit, list_number, mass_custom, mass_standard, merge,
    new_attribute, new_event, person_edit,
};
use serde_json::{Value, json};

use super::{at, body, john_at_work, view};

fn errors(error: Error) -> Vec<(String, String)> {
    let Error::Invalid(errors) = error else { panic!("{error:?}") };
    errors.into_iter().map(|error| (error.field, error.problem.to_string())).collect()
}

fn told(tree: &Value) -> Value {
    let edit = person_edit(&body(tree), Undefined::Ignore);
    usercom::ErrorResponse::from(&Error::Invalid(edit.errors)).body["errors"].clone()
}

#[test]
fn a_user_is_read() {
    let edit = person_edit(
        &body(&json!({
            "email": " a@b.org ", "first_name": "Anna", "last_name": null, "gender": 2,
            "status": "2", "score": "7", "notifications": false, "unsubscribed": "yes",
            "phone_number": "+48 600-100-200", "city": "Oslo", "country": "", "company_id": 14,
            "tags": ["vip", { "name": "new", "id": 3 }], "last_seen": 1_577_836_800,
            "user_id": 99, "shoe_size": 43, "page_views": 12, "assigned_to": "5",
        })),
        Undefined::Define,
    );
    assert_eq!(edit.errors, []);
    assert_eq!(edit.first_name, Patch::Set("Anna".to_owned()));
    assert_eq!(edit.last_name, Patch::Clear);
    assert_eq!(edit.gender, Some(Gender::Male));
    assert_eq!(edit.status, Some(Status::User));
    assert_eq!(edit.score, Some(7));
    assert_eq!(edit.notifications, Some(false));
    assert_eq!(edit.unsubscribed, Some(true));
    assert_eq!(edit.assigned_to, Patch::Set(5));
    assert_eq!(edit.texts["city"], Some("Oslo".to_owned()));
    assert_eq!(edit.texts["country"], None);
    assert_eq!(edit.instants["last_seen"], Some(at("2020-01-01T00:00:00Z")));
    assert_eq!(edit.company.as_deref(), Some("14"));
    assert_eq!(edit.custom_id, Patch::Set("99".to_owned()));
    assert_eq!(edit.tags, ["vip", "new"]);
    assert_eq!(Value::Object(edit.attributes), json!({ "shoe_size": 43 }));
    let Patch::Set(email) = edit.email else { panic!("no e-mail") };
    assert_eq!(email.as_str(), "a@b.org");
}

#[test]
fn of_two_names_the_newer_counts() {
    let edit = person_edit(
        &body(&json!({ "user_id": "old", "custom_id": "new", "company_custom_id": "acme" })),
        Undefined::Ignore,
    );
    assert_eq!(edit.custom_id, Patch::Set("new".to_owned()));
    assert_eq!(edit.company.as_deref(), Some("acme"));
}

#[test]
fn what_was_read_can_be_sent_back() {
    for version in [Version::V1, Version::V2] {
        let object = usercom::person(&view(version), &john_at_work());
        let edit = person_edit(&body(&object), Undefined::Ignore);
        assert_eq!(edit.errors, [], "{version:?}");
        assert_eq!(edit.first_name, Patch::Keep);
        assert_eq!(edit.tags, ["vip"]);
    }
}

#[test]
fn forms_are_coerced() {
    let sent = b"gender=3&notifications=off&score=&tags=one&is_pro=true";
    let form = Body::read(Some("application/x-www-form-urlencoded"), sent).unwrap();
    let edit = person_edit(&form, Undefined::Ignore);
    assert_eq!(edit.gender, Some(Gender::Female));
    assert_eq!(edit.notifications, Some(false));
    assert_eq!(edit.tags, ["one"]);
    assert_eq!(edit.unsubscribed, None, "absent stays as it is");
    assert_eq!(edit.errors.len(), 1, "a score cannot be nothing");
}

#[test]
fn every_bad_field_is_told_in_the_words_of_the_service() {
    assert_eq!(
        told(&json!({ "gender": "invalid" })),
        json!({ "gender": ["\"invalid\" is not a valid choice."] })
    );
    assert_eq!(
        told(&json!({
            "email": "nonsense", "score": 1.5, "notifications": "maybe", "first_name": true,
            "city": [], "last_seen": "soon", "tags": ["a", null], "phone_number": "call me",
            "unsubscribed": null, "region": "a\u{0}b", "shoe": { "a": "\u{0}" },
        })),
        json!({
            "email": ["Enter a valid email address."],
            "first_name": ["Not a valid string."],
            "phone_number": ["Enter a valid phone number."],
            "score": ["A valid integer is required."],
            "notifications": ["Must be a valid boolean."],
            "unsubscribed": ["This field may not be null."],
            "city": ["Not a valid string."],
            "region": ["Null characters are not allowed."],
            "last_seen": ["Datetime has wrong format. Use one of these formats instead: \
                YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."],
            "tags": { "1": ["This field may not be null."] },
            "shoe": ["Null characters are not allowed."],
        })
    );
    assert_eq!(
        told(&json!({ "tags": "vip" })),
        json!({ "tags": ["Expected a list of items but got type \"str\"."] })
    );
}

#[test]
fn one_attribute_is_set_by_name() {
    let edit =
        usercom::set_attribute(&body(&json!({ "attribute": "Shoe size", "value": 43 }))).unwrap();
    assert_eq!(Value::Object(edit.attributes), json!({ "Shoe size": 43 }));
    assert_eq!(edit.undefined, Undefined::Define);
    let error = usercom::set_attribute(&body(&json!({ "item1": "a", "item2": "b" }))).unwrap_err();
    let fields: Vec<_> = errors(error).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["attribute", "value"]);
}

#[test]
fn companies_are_read_in_either_versions_names() {
    let edit = company_edit(&body(&json!({
        "name": "Acme", "company_id": "acme", "approx_employees": "12", "phone_numbers": "123",
        "city": "Oslo", "tier": "gold", "employees": [1],
    })));
    assert_eq!(edit.errors, []);
    assert_eq!(edit.name.as_deref(), Some("Acme"));
    assert_eq!(edit.custom_id, Patch::Set("acme".to_owned()));
    assert_eq!(edit.size, Patch::Set(12));
    assert_eq!(edit.phones, Some(vec!["123".to_owned()]));
    assert_eq!(Value::Object(edit.attributes), json!({ "tier": "gold" }));
    assert_eq!(company_edit(&Body::default()).errors, [], "nothing changes nothing");
}

#[test]
fn events_name_their_user_in_several_ways() {
    let person = |tree: Value, version| new_event(&body(&tree), version).unwrap().0;
    let number = PersonRef::Number(55);
    assert_eq!(person(json!({ "name": "a", "client": 55 }), Version::V1), number);
    assert_eq!(person(json!({ "name": "a", "user_id": "55" }), Version::V2), number);
    assert_eq!(person(json!({ "name": "a", "client": 55 }), Version::V2), number);
    assert_eq!(
        person(json!({ "name": "a", "client": "xSoYQG00fg9z" }), Version::V1),
        PersonRef::Key("xSoYQG00fg9z".to_owned())
    );
    let error = new_event(&body(&json!({ "data": null })), Version::V2).unwrap_err();
    let fields: Vec<_> = errors(error).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "user_id"]);
}

#[test]
fn merging_knows_both_spellings() {
    for list in ["users_list", "user_list"] {
        let merge = merge(&body(&json!({ "parent": 1, list: [2, "3"] }))).unwrap();
        assert_eq!((merge.parent, merge.others), (1, vec![2, 3]));
    }
    assert!(merge(&body(&json!({ "parent": 1 }))).is_err());
    assert!(merge(&body(&json!({ "parent": 1, "users_list": ["x"] }))).is_err());
}

#[test]
fn masses_are_changed_by_one_attribute() {
    let sent = body(&json!({ "ids": [1, 2], "attribute": "gender", "value": 2 }));
    let mass = mass_standard(&sent, false).unwrap();
    assert_eq!(mass.people, [PersonRef::Number(1), PersonRef::Number(2)]);
    assert_eq!(mass.edit.gender, Some(Gender::Male));
    let sent = body(&json!({ "ids": ["a"], "attribute": "shoe_size", "value": 2 }));
    assert_eq!(mass_custom(&sent, true).unwrap().people, [PersonRef::CustomId("a".to_owned())]);
    let told = errors(mass_standard(&sent, true).unwrap_err());
    assert_eq!(told[0].0, "attribute");
    let sent = body(&json!({ "ids": [1], "attribute": "score", "value": "x" }));
    assert_eq!(mass_standard(&sent, false).unwrap().edit.errors[0].field, "value");
}

#[test]
fn attributes_are_defined() {
    let attribute = new_attribute(&body(
        &json!({ "name": "Tier", "value_type": "fixed", "content_type": "company", "choices": ["a"] }),
    ));
    assert_eq!(attribute.errors, []);
    assert_eq!((attribute.value_type, attribute.subject), (FieldType::Fixed, Subject::Company));
    let attribute = new_attribute(&body(&json!({ "value_type": "fixed", "content_type": "deal" })));
    let fields: Vec<_> = attribute.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "content_type", "choices"]);
    assert_eq!(attribute.errors[0].problem, Problem::Required);
}

#[test]
fn lists_are_named_by_number() {
    assert_eq!(list_number(&body(&json!({ "list": "7" }))).unwrap(), 7);
    assert!(list_number(&body(&json!({}))).is_err());
}
