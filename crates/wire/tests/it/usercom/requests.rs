//! Request decoders.

use roster_model::{
    Error, FieldType, Gender, Patch, PersonRef, Problem, Status, Subject, Undefined,
};
use roster_wire::usercom::{
    self, Body, Version, attribute, company, event, list,
    user::{self, bulk},
};
use serde_json::{Value, json};

use super::{at, body, john_with_collections, view};

fn errors(error: Error) -> Vec<(String, String)> {
    let Error::Invalid(errors) = error else { panic!("{error:?}") };
    errors.into_iter().map(|error| (error.field, error.problem.to_string())).collect()
}

fn messages(tree: &Value) -> Value {
    let edit = user::decode_edit(&body(tree), Undefined::Ignore);
    usercom::ErrorResponse::from(&Error::Invalid(edit.errors)).body["errors"].clone()
}

#[test]
fn user_is_decoded() {
    let edit = user::decode_edit(
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
    let Patch::Set(email) = edit.email else { panic!("the e-mail address is not set") };
    assert_eq!(email.as_str(), "a@b.org");
}

#[test]
fn version_2_name_takes_precedence() {
    let edit = user::decode_edit(
        &body(&json!({ "user_id": "old", "custom_id": "new", "company_custom_id": "acme" })),
        Undefined::Ignore,
    );
    assert_eq!(edit.custom_id, Patch::Set("new".to_owned()));
    assert_eq!(edit.company.as_deref(), Some("acme"));
}

#[test]
fn response_can_be_sent_back() {
    for version in [Version::V1, Version::V2] {
        let object = user::encode(&view(version), &john_with_collections());
        let edit = user::decode_edit(&body(&object), Undefined::Ignore);
        assert_eq!(edit.errors, [], "{version:?}");
        assert_eq!(edit.first_name, Patch::Keep);
        assert_eq!(edit.tags, ["vip"]);
    }
}

#[test]
fn form_values_are_converted() {
    let sent = b"gender=3&notifications=off&score=&tags=one&is_pro=true";
    let form = Body::decode(Some("application/x-www-form-urlencoded"), sent).unwrap();
    let edit = user::decode_edit(&form, Undefined::Ignore);
    assert_eq!(edit.gender, Some(Gender::Female));
    assert_eq!(edit.notifications, Some(false));
    assert_eq!(edit.tags, ["one"]);
    assert_eq!(edit.unsubscribed, None, "an absent field is unchanged");
    assert_eq!(edit.errors.len(), 1, "a score must not be empty");
}

#[test]
fn invalid_fields_have_the_texts_of_the_service() {
    assert_eq!(
        messages(&json!({ "gender": "invalid" })),
        json!({ "gender": ["\"invalid\" is not a valid choice."] })
    );
    assert_eq!(
        messages(&json!({
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
        messages(&json!({ "tags": "vip" })),
        json!({ "tags": ["Expected a list of items but got type \"str\"."] })
    );
}

#[test]
fn attribute_is_set_by_name() {
    let edit = user::decode_set_attribute(&body(&json!({ "attribute": "Shoe size", "value": 43 })))
        .unwrap();
    assert_eq!(Value::Object(edit.attributes), json!({ "Shoe size": 43 }));
    assert_eq!(edit.undefined, Undefined::Define);
    let error =
        user::decode_set_attribute(&body(&json!({ "item1": "a", "item2": "b" }))).unwrap_err();
    let fields: Vec<_> = errors(error).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["attribute", "value"]);
}

#[test]
fn label_of_a_standard_field_is_the_field() {
    let sent = body(&json!({
        "custom_id": "x", "First name": "Anna", "LAST-NAME": "Lee", " E mail": "a@example.org",
        "Phone Number": "+48600100200", "Last seen": 1_577_836_800, "Shoe size": 43,
    }));
    for edit in [
        user::decode_edit(&sent, Undefined::Define),
        user::decode_edit(&sent, Undefined::Ignore),
        user::decode_set_attributes(&sent),
    ] {
        assert_eq!(edit.errors, []);
        assert_eq!(edit.first_name, Patch::Set("Anna".to_owned()));
        assert_eq!(edit.last_name, Patch::Set("Lee".to_owned()));
        assert!(matches!(edit.phone, Patch::Set(_)));
        assert!(matches!(edit.email, Patch::Set(_)));
        assert_eq!(edit.instants["last_seen"], Some(at("2020-01-01T00:00:00Z")));
        assert_eq!(Value::Object(edit.attributes), json!({ "Shoe size": 43 }));
    }
    let edit = company::decode_edit(&body(&json!({
        "Name": "Acme", "Company ID": "acme", "Postal code": "0150", "Shoe size": 1,
    })));
    assert_eq!(edit.errors, []);
    assert_eq!((edit.name.as_deref(), edit.custom_id), (Some("Acme"), Patch::Set("acme".into())));
    assert_eq!(edit.texts["postal_code"], Some("0150".to_owned()));
    assert_eq!(Value::Object(edit.attributes), json!({ "Shoe size": 1 }));
}

#[test]
fn field_under_two_names_must_have_one_value() {
    let equal = body(&json!({ "first_name": "Anna", "First name": "Anna", "FIRST NAME": "Anna" }));
    let edit = user::decode_edit(&equal, Undefined::Define);
    assert_eq!((edit.errors, edit.first_name), (vec![], Patch::Set("Anna".to_owned())));
    let differing = body(&json!({ "First name": "Anna", "first_name": "Ann" }));
    let edit = user::decode_edit(&differing, Undefined::Define);
    assert_eq!(edit.errors.len(), 1);
    assert_eq!(edit.errors[0].field, "First name");
    assert_eq!(edit.errors[0].problem, Problem::SentTwice("first_name".to_owned()));
}

#[test]
fn standard_field_is_set_like_an_attribute() {
    let set = |name: &str, value: Value| {
        user::decode_set_attribute(&body(&json!({ "attribute": name, "value": value })))
    };
    assert_eq!(set("Email", json!("a@b.org")).unwrap().attributes.len(), 0);
    assert_eq!(set("gender", json!(2)).unwrap().gender, Some(Gender::Male));
    assert_eq!(set("tags", json!(["vip"])).unwrap().tags, ["vip"]);
    let found = set("score", json!("many")).unwrap().errors;
    assert_eq!((found.len(), found[0].field.as_str()), (1, "value"));
    for name in ["id", "Key", "created_at", "lists", "name"] {
        assert_eq!(errors(set(name, json!(1)).unwrap_err())[0].0, "attribute", "{name}");
        let several = user::decode_set_attributes(&body(&json!({ name: 1 })));
        assert_eq!(several.errors[0].problem, Problem::NotEditable, "{name}");
    }
    let removed = |name: &str| user::decode_remove_attribute(&body(&json!({ "attribute": name })));
    assert_eq!(removed("City").unwrap().texts["city"], None);
    assert_eq!(Value::Object(removed("shoe").unwrap().attributes), json!({ "shoe": null }));
    assert_eq!(removed("score").unwrap().errors[0].field, "attribute");
    assert!(removed("id").is_err());
    let company = company::decode_set_attribute(&body(&json!({
        "attribute": "Postal code", "value": "0150",
    })));
    assert_eq!(company.unwrap().texts["postal_code"], Some("0150".to_owned()));
    let company = company::decode_set_attributes(&body(&json!({ "id": 1, "tier": "gold" })));
    assert_eq!((company.errors.len(), company.undefined), (1, Undefined::Define));
}

#[test]
fn event_needs_a_text_as_name_and_an_object_as_data() {
    let errors = |tree: Value| {
        let errors = event::decode_occurrence(&body(&tree)).errors;
        errors.into_iter().map(|error| error.field).collect::<Vec<_>>()
    };
    for valid in [json!({ "a": [1] }), json!({}), json!(null)] {
        assert_eq!(errors(json!({ "name": "order", "data": valid })), [""; 0]);
    }
    for data in [json!("text"), json!(5), json!([1]), json!(true)] {
        assert_eq!(errors(json!({ "name": "order", "data": data })), ["data"]);
    }
    for name in [json!(5), json!(["a"]), json!({}), json!(true), json!(null), json!(" ")] {
        assert_eq!(errors(json!({ "name": name })), ["name"]);
    }
    for timestamp in [json!(true), json!("soon"), json!([])] {
        assert_eq!(errors(json!({ "name": "a", "timestamp": timestamp })), ["timestamp"]);
    }
    let form = |text: &str| {
        let form = Body::decode(Some("application/x-www-form-urlencoded"), text.as_bytes());
        event::decode_occurrence(&form.unwrap())
    };
    assert_eq!(form("name=order&data=%7B%22a%22:1%7D").data, json!({ "a": 1 }));
    assert_eq!(form("name=order&data=text").errors.len(), 1);
    assert_eq!(form("name=7&data=").errors.len(), 0, "a form has texts only");
}

#[test]
fn company_is_decoded_in_the_names_of_both_versions() {
    let edit = company::decode_edit(&body(&json!({
        "name": "Acme", "company_id": "acme", "approx_employees": "12", "phone_numbers": "123",
        "city": "Oslo", "tier": "gold", "employees": [1],
    })));
    assert_eq!(edit.errors, []);
    assert_eq!(edit.name.as_deref(), Some("Acme"));
    assert_eq!(edit.custom_id, Patch::Set("acme".to_owned()));
    assert_eq!(edit.size, Patch::Set(12));
    assert_eq!(edit.phones, Some(vec!["123".to_owned()]));
    assert_eq!(Value::Object(edit.attributes), json!({ "tier": "gold" }));
    assert_eq!(company::decode_edit(&Body::default()).errors, [], "an empty body is valid");
}

#[test]
fn event_has_its_user_in_either_name() {
    let person = |tree: Value, version| event::decode_create(&body(&tree), version).unwrap().0;
    let number = PersonRef::Number(55);
    assert_eq!(person(json!({ "name": "a", "client": 55 }), Version::V1), number);
    assert_eq!(person(json!({ "name": "a", "user_id": "55" }), Version::V2), number);
    assert_eq!(person(json!({ "name": "a", "client": 55 }), Version::V2), number);
    assert_eq!(
        person(json!({ "name": "a", "client": "xSoYQG00fg9z" }), Version::V1),
        PersonRef::Key("xSoYQG00fg9z".to_owned())
    );
    let error = event::decode_create(&body(&json!({ "data": null })), Version::V2).unwrap_err();
    let fields: Vec<_> = errors(error).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "user_id"]);
}

#[test]
fn merge_accepts_both_list_names() {
    for list in ["users_list", "user_list"] {
        let merge = bulk::decode_merge(&body(&json!({ "parent": 1, list: [2, "3"] }))).unwrap();
        assert_eq!((merge.parent, merge.others), (1, vec![2, 3]));
    }
    assert!(bulk::decode_merge(&body(&json!({ "parent": 1 }))).is_err());
    assert!(bulk::decode_merge(&body(&json!({ "parent": 1, "users_list": ["x"] }))).is_err());
}

#[test]
fn bulk_edit_sets_one_attribute() {
    let sent = body(&json!({ "ids": [1, 2], "attribute": "gender", "value": 2 }));
    let edit = bulk::decode_standard(&sent, false).unwrap();
    assert_eq!(edit.people, [PersonRef::Number(1), PersonRef::Number(2)]);
    assert_eq!(edit.edit.gender, Some(Gender::Male));
    let sent = body(&json!({ "ids": ["a"], "attribute": "shoe_size", "value": 2 }));
    assert_eq!(
        bulk::decode_custom(&sent, true).unwrap().people,
        [PersonRef::CustomId("a".to_owned())]
    );
    let found = errors(bulk::decode_standard(&sent, true).unwrap_err());
    assert_eq!(found[0].0, "attribute");
    let sent = body(&json!({ "ids": [1], "attribute": "score", "value": "x" }));
    assert_eq!(bulk::decode_standard(&sent, false).unwrap().edit.errors[0].field, "value");
    for decode in [bulk::decode_standard, bulk::decode_custom] {
        let sent = body(&json!({ "ids": [1], "attribute": "First name", "value": "Anna" }));
        let edit = decode(&sent, false).unwrap().edit;
        assert_eq!(edit.first_name, Patch::Set("Anna".to_owned()));
        assert!(edit.attributes.is_empty());
        let sent = body(&json!({ "ids": [1], "attribute": "id", "value": 5 }));
        assert!(decode(&sent, false).is_err());
    }
}

#[test]
fn definition_is_decoded() {
    let attribute = attribute::decode_create(&body(
        &json!({ "name": "Tier", "value_type": "fixed", "content_type": "company", "choices": ["a"] }),
    ));
    assert_eq!(attribute.errors, []);
    assert_eq!((attribute.value_type, attribute.subject), (FieldType::Fixed, Subject::Company));
    let attribute =
        attribute::decode_create(&body(&json!({ "value_type": "fixed", "content_type": "deal" })));
    let fields: Vec<_> = attribute.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "content_type", "choices"]);
    assert_eq!(attribute.errors[0].problem, Problem::Required);
}

#[test]
fn list_is_identified_by_number() {
    assert_eq!(list::decode_number(&body(&json!({ "list": "7" }))).unwrap(), 7);
    assert!(list::decode_number(&body(&json!({}))).is_err());
}
