//! Decoding the lists of another server.

use roster_model::{DataEdit, Patch, PhoneEdit, PhoneProblem, Problem, WireMode};
use roster_wire::commcare::client::{
    decode_group, decode_location, decode_location_type, decode_page, decode_worker,
};
use serde_json::{Value, json};

use super::fixture::{at, data, domain};

fn page(meta: &Value, objects: &Value) -> Vec<u8> {
    json!({ "meta": meta, "objects": objects }).to_string().into_bytes()
}

#[test]
fn page_has_items_total_and_next_link() {
    let bytes = page(
        &json!({ "limit": 2, "next": "?limit=2&offset=2", "offset": 0, "total_count": 5 }),
        &json!([{ "id": "a" }, { "id": "b" }]),
    );
    let first = decode_page(&bytes).unwrap();
    assert_eq!((first.objects.len(), first.total), (2, 5));
    assert_eq!(first.next.as_deref(), Some("?limit=2&offset=2"));
    let last = decode_page(&page(&json!({ "next": null, "total_count": 0 }), &json!([]))).unwrap();
    assert_eq!((last.objects.len(), last.next), (0, None));
    let odd = decode_page(&page(&json!({ "next": null, "total_count": 2 }), &json!([null, "a"])));
    assert_eq!(odd.unwrap().objects.len(), 2, "records without identity");
}

#[test]
fn number_that_would_lose_digits_becomes_a_string() {
    let bytes = br#"{"meta": {"next": null, "total_count": 1},
        "objects": [{"user_data": {"card": 123456789012345678901234567890, "n": [1, -0], "t": "-0"}}]}"#;
    let objects = decode_page(bytes).unwrap().objects;
    let expected = json!({ "card": "123456789012345678901234567890", "n": [1, "-0"], "t": "-0" });
    assert_eq!(objects[0]["user_data"], expected);
}

#[test]
fn other_response_is_not_a_page() {
    for bytes in [
        b"<html>Please sign in</html>".to_vec(),
        b"[]".to_vec(),
        br#"{"meta": {"total_count": 5}, "obje"#.to_vec(),
        br#"{"objects": []}"#.to_vec(),
        page(&json!({ "next": null }), &json!([])),
        page(&json!({ "next": 5, "total_count": 5 }), &json!([])),
    ] {
        assert!(decode_page(&bytes).is_err(), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn links_are_decoded_into_the_identities_at_their_end() {
    let location_type = decode_location_type(&data(json!({
        "administrative": true, "code": "district", "domain": "river", "id": 412,
        "name": "District", "parent": "https://hq.example.org/a/river/api/v0.5/location_type/411/",
        "shares_cases": false, "view_descendants": true,
    })));
    assert_eq!((location_type.id.as_str(), location_type.parent.as_deref()), ("412", Some("411")));
    assert!(location_type.view_descendants && location_type.errors.is_empty());

    let location = decode_location(&data(json!({
        "created_at": "2026-01-05T08:00:00.000100", "external_id": null, "id": 90210,
        "last_modified": "2026-03-02T09:15:00.123456", "latitude": "9.0820000000",
        "location_data": { "beds": "12" }, "location_id": "7c1e",
        "location_type": "https://hq.example.org/a/river/api/v0.5/location_type/412/",
        "longitude": null, "name": "Karu Clinic",
        "parent": "/a/river/api/v0.5/location/11aa%20b/", "site_code": "karu_clinic",
    })));
    assert_eq!(location.number, Some(90210));
    assert_eq!((location.level.as_str(), location.parent.as_deref()), ("412", Some("11aa b")));
    assert_eq!((location.latitude.as_deref(), location.longitude), (Some("9.0820000000"), None));
    assert_eq!(location.created_at, Some(at("2026-01-05T08:00:00.000100Z")));
    let nowhere = decode_location(&data(json!({ "name": "nowhere", "created_at": "soon" })));
    assert_eq!(nowhere.errors[0].field, "location_id");
    assert_eq!((nowhere.id.as_str(), nowhere.left_out.len()), ("without id: nowhere", 1));
}

#[test]
fn group_without_name_has_an_error() {
    let group = decode_group(&data(json!({ "id": "g", "users": ["u"], "metadata": {} })));
    assert!(group.reporting && !group.case_sharing);
    assert_eq!(group.errors.len(), 1);
    assert_eq!(group.errors[0].problem, Problem::Required);
}

#[test]
fn worker_is_decoded_without_system_keys() {
    let into = domain(WireMode::Documented);
    let object = data(json!({
        "default_phone_number": "50253311399", "email": "jdoe@example.org", "eulas": "[]",
        "first_name": "John", "groups": ["g2", "g1"], "id": "3c5a", "last_name": "Doe",
        "locations": ["p1", "p2"], "phone_numbers": ["50253311399", null, "", "+502 5331 4588", 27_820_000_006.0, "ask him"],
        "primary_location": "p2", "resource_uri": "/a/river/api/v0.5/user/3c5a/",
        "user_data": {
            "chw_id": "13/43/DFA", "commcare_project": "river", "commcare_profile": 7,
            "commcare_location_id": "p2", "commcare_location_ids": "p1 p2",
            "commcare_primary_case_sharing_id": "p2",
        },
        "username": "jdoe@river.commcarehq.org",
    }));
    let worker = decode_worker(&object, "River", &into, false);
    assert_eq!(worker.username, "jdoe@example.commcarehq.org");
    assert!(!worker.active && worker.created_at.is_none() && worker.edit.errors.is_empty());
    let edit = &worker.edit;
    assert_eq!((edit.role.clone(), edit.language.clone()), (None, None));
    assert_eq!(edit.data, Some(DataEdit::Replace(data(json!({ "chw_id": "13/43/DFA" })))));
    assert_eq!(edit.primary_location, Patch::Set("p2".to_owned()));
    let PhoneEdit::All(phones) = &edit.phones[0] else { panic!("expected a complete list") };
    let digits: Vec<&str> = phones.iter().map(roster_model::Phone::digits).collect();
    assert_eq!(digits, ["50253311399", "50253314588", "27820000006"]);
    // An invalid phone number is omitted and reported once.
    assert_eq!(worker.left_out.len(), 1);
    assert_eq!(
        worker.left_out[0].problem,
        Problem::Phone("ask him".to_owned(), PhoneProblem::Characters)
    );
}

#[test]
fn keys_of_the_documented_mode_are_optional() {
    let into = domain(WireMode::Live);
    let object = data(json!({
        "id": "3c5a", "username": "jdoe@elsewhere.example.org", "email": "no address",
        "default_phone_number": null, "phone_numbers": [], "language": "hin", "role": null,
        "created_on": "2026-01-05T08:00:00.000000", "user_data": {}, "is_active": true,
    }));
    let worker = decode_worker(&object, "river", &into, true);
    // The directory rejects a username of another domain.
    assert_eq!(worker.username, "jdoe@elsewhere.example.org");
    assert_eq!(worker.edit.language, Some(Some("hin".to_owned())));
    assert_eq!(worker.edit.role, Some(None));
    assert_eq!(worker.created_at, Some(at("2026-01-05T08:00:00Z")));
    assert_eq!(worker.edit.email, Some(None));
    assert_eq!(worker.left_out[0].field, "email");
    let without = decode_worker(&data(json!({ "username": "x" })), "river", &into, true);
    assert_eq!(
        (without.edit.errors[0].field.as_str(), without.id.as_str()),
        ("id", "without id: x")
    );
}
