//! What [`changed_fields`] compares beyond single fields. That every field is compared, stored and
//! logged is tested in `directory/src/people/write/tests.rs`.

use jiff::Timestamp;
use roster_model::{
    CustomData, Id, Person, UsercomFields, Username, Worker, changed_fields, set_logged_field,
};
use serde_json::{Value, json};

fn person() -> Person {
    Person {
        id: Id::new_unchecked("a".to_owned()),
        number: 1,
        key: "k".to_owned(),
        custom_id: None,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phones: Vec::new(),
        custom: CustomData::new(),
        usercom: UsercomFields::default(),
        worker: Some(Worker::new(Username::new_unchecked("a@demo.commcarehq.org".to_owned()))),
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

/// Changes a copy of the person and returns the changed fields.
fn after_change(change: impl FnOnce(&mut Person)) -> Vec<String> {
    let (before, mut after) = (person(), person());
    change(&mut after);
    changed_fields(&before, &after)
}

#[test]
fn time_of_the_change_is_not_compared() {
    assert_eq!(after_change(|person| person.updated_at = Timestamp::MAX), [""; 0]);
}

#[test]
fn removed_worker_part_changes_the_username() {
    assert!(after_change(|person| person.worker = None).contains(&"username".to_owned()));
}

#[test]
fn restored_value_changes_its_field_only() {
    let text = json!("b");
    let list = json!(["b"]);
    let values: [(&str, &Value); 14] = [
        ("custom_id", &text),
        ("first_name", &text),
        ("last_name", &text),
        ("email", &text),
        ("phone_numbers", &list),
        ("user_data", &json!({ "a": 1, "commcare_profile": 3 })),
        ("language", &text),
        ("role", &text),
        ("connect_username", &text),
        ("groups", &list),
        ("locations", &list),
        ("primary_location", &text),
        ("is_active", &json!(false)),
        ("deactivate_after", &json!("2027-03-01")),
    ];
    for (name, value) in values {
        let changed = after_change(|person| assert!(set_logged_field(person, name, value)));
        assert_eq!(changed, [name]);
    }
}

#[test]
fn identities_and_times_cannot_be_restored() {
    for name in ["id", "username", "number", "key", "created_on", "unknown"] {
        assert!(!set_logged_field(&mut person(), name, &json!("b")), "{name}");
    }
}

#[test]
fn contact_lacks_the_fields_of_a_worker() {
    let mut contact = Person { worker: None, ..person() };
    assert!(!set_logged_field(&mut contact, "language", &json!("b")));
    assert!(set_logged_field(&mut contact, "first_name", &json!("b")));
    assert_eq!(contact.first_name, "b");
}
