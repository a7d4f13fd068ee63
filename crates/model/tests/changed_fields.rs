//! Every field of a person is compared.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use jiff::Timestamp;
use roster_model::{
    CustomData, Email, Gender, Id, Person, Phone, Status, UsercomFields, Username, Worker,
    changed_fields,
    scim::{ScimFields, SentPhone},
};

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

/// Changes one field of a copy of the person and returns the changed fields.
fn after_change(change: impl FnOnce(&mut Person)) -> Vec<String> {
    let (before, mut after) = (person(), person());
    change(&mut after);
    changed_fields(&before, &after)
}

fn after_worker_change(change: impl FnOnce(&mut Worker)) -> Vec<String> {
    after_change(|person| change(person.worker.as_mut().unwrap()))
}

fn after_usercom_change(change: impl FnOnce(&mut UsercomFields)) -> Vec<String> {
    after_change(|person| change(&mut person.usercom))
}

fn id() -> Id {
    Id::new_unchecked("b".to_owned())
}

fn text() -> String {
    "b".to_owned()
}

/// The patterns name every field, so a new field does not compile until it is listed here.
#[test]
fn every_field_is_compared() {
    let Person {
        id: _,
        number: _,
        key: _,
        custom_id: _,
        first_name: _,
        last_name: _,
        email: _,
        phones: _,
        custom: _,
        usercom,
        worker,
        created_at: _,
        updated_at: _,
    } = person();
    assert_eq!(after_change(|p| p.id = id()), ["id"]);
    assert_eq!(after_change(|p| p.number = 2), ["number"]);
    assert_eq!(after_change(|p| p.key = text()), ["key"]);
    assert_eq!(after_change(|p| p.custom_id = Some(text())), ["custom_id"]);
    assert_eq!(after_change(|p| p.first_name = text()), ["first_name"]);
    assert_eq!(after_change(|p| p.last_name = text()), ["last_name"]);
    let email = Email::new_unchecked("a@b.org".to_owned());
    assert_eq!(after_change(|p| p.email = Some(email)), ["email"]);
    let phone = Phone::new_unchecked("1".to_owned());
    assert_eq!(after_change(|p| p.phones.push(phone)), ["phone_numbers"]);
    assert_eq!(after_change(|p| drop(p.custom.insert("a".to_owned(), 1.into()))), ["user_data"]);
    assert_eq!(after_change(|p| p.created_at = Timestamp::MAX), ["created_on"]);
    assert_eq!(after_change(|p| p.updated_at = Timestamp::MAX), [""; 0]);

    let Worker {
        username: _,
        active: _,
        unconfirmed: _,
        language: _,
        role: _,
        connect_username: _,
        groups: _,
        locations: _,
        primary_location: _,
        profile: _,
        deactivate_on: _,
        scim,
    } = worker.unwrap();
    let username = Username::new_unchecked("b@demo.commcarehq.org".to_owned());
    assert_eq!(after_worker_change(|w| w.username = username), ["username"]);
    assert_eq!(after_worker_change(|w| w.active = false), ["is_active"]);
    assert_eq!(after_worker_change(|w| w.unconfirmed = true), ["is_active"]);
    assert_eq!(after_worker_change(|w| w.language = Some(text())), ["language"]);
    assert_eq!(after_worker_change(|w| w.role = Some(text())), ["role"]);
    assert_eq!(after_worker_change(|w| w.connect_username = Some(text())), ["connect_username"]);
    assert_eq!(after_worker_change(|w| w.groups.push(id())), ["groups"]);
    assert_eq!(after_worker_change(|w| w.locations.push(id())), ["locations"]);
    assert_eq!(after_worker_change(|w| w.primary_location = Some(id())), ["primary_location"]);
    assert_eq!(after_worker_change(|w| w.profile = Some(1)), ["user_data"]);
    let day = jiff::civil::date(2027, 3, 1);
    assert_eq!(after_worker_change(|w| w.deactivate_on = Some(day)), ["deactivate_after"]);

    let ScimFields { user_name: _, email_not_primary: _, phones: _, active_removed_at: _ } = scim;
    let scim = |change: fn(&mut ScimFields)| after_worker_change(|w| change(&mut w.scim));
    assert_eq!(scim(|s| s.user_name = Some(text())), ["scim_user_name"]);
    assert_eq!(scim(|s| s.email_not_primary = true), ["scim_emails"]);
    assert_eq!(scim(|s| s.phones.push(SentPhone::default())), ["scim_phone_numbers"]);
    assert_eq!(scim(|s| s.active_removed_at = Some(true)), ["scim_active"]);

    let UsercomFields {
        gender: _,
        status: _,
        score: _,
        unsubscribed: _,
        notifications_off: _,
        assigned_to: _,
        texts: _,
        instants: _,
        tags: _,
        lists: _,
    } = usercom;
    assert_eq!(after_usercom_change(|u| u.gender = Gender::Male), ["gender"]);
    assert_eq!(after_usercom_change(|u| u.status = Status::User), ["status"]);
    assert_eq!(after_usercom_change(|u| u.score = 1), ["score"]);
    assert_eq!(after_usercom_change(|u| u.unsubscribed = true), ["unsubscribed"]);
    assert_eq!(after_usercom_change(|u| u.notifications_off = true), ["notifications"]);
    assert_eq!(after_usercom_change(|u| u.assigned_to = Some(1)), ["assigned_to"]);
    let city = || ("city".to_owned(), text());
    assert_eq!(after_usercom_change(|u| u.texts.extend([city()])), ["city"]);
    let seen = || ("last_seen".to_owned(), Timestamp::MAX);
    assert_eq!(after_usercom_change(|u| u.instants.extend([seen()])), ["last_seen"]);
    assert_eq!(after_usercom_change(|u| u.tags.push(1)), ["tags"]);
    assert_eq!(after_usercom_change(|u| u.lists.push(1)), ["lists"]);
}

#[test]
fn removed_worker_part_changes_the_username() {
    assert!(after_change(|p| p.worker = None).contains(&"username".to_owned()));
}
