//! The changes feed.

use std::time::Duration;

use roster_model::{Change, ChangeCursor, WireMode};
use roster_wire::{
    Format, Params,
    commcare::changes::{self, ChangesRequest},
};

use super::fixture::{at, serialize};

#[test]
fn change_has_an_instant_with_zone() {
    let change = Change {
        seq: 7,
        at: at("2026-03-02T09:15:00.5Z"),
        kind: "person.updated".to_owned(),
        id: "u1".to_owned(),
        number: Some(3),
        actor: "amina@example.org".to_owned(),
        via: "commcare".to_owned(),
        fields: vec!["first_name".to_owned(), "email".to_owned()],
        before: [("first_name".to_owned(), "Asha".into())].into_iter().collect(),
        after: [
            ("first_name".to_owned(), "Ashā".into()),
            ("email".to_owned(), "asha@example.org".into()),
        ]
        .into_iter()
        .collect(),
        username: Some("asha@demo.commcarehq.org".to_owned()),
    };
    assert_eq!(
        serialize(
            changes::encode(&[change], &"9f3a.1-7".parse().unwrap()),
            Format::Json,
            WireMode::Documented
        ),
        r#"{"changes": [{"seq": 7, "at": "2026-03-02T09:15:00.500000Z", "kind": "person.updated", "id": "u1", "number": 3, "actor": "amina@example.org", "via": "commcare", "fields": ["first_name", "email"], "before": {"first_name": "Asha", "email": null}, "after": {"first_name": "Ashā", "email": "asha@example.org"}, "username": "asha@demo.commcarehq.org"}], "next": "9f3a.1-7"}"#
    );
}

fn cursor(history: Option<&str>, seq: i64) -> ChangeCursor {
    ChangeCursor { history: history.map(str::to_owned), seq }
}

#[test]
fn parameters_have_defaults_and_limits() {
    let decode = |query: &str| changes::decode(&Params::parse(query));
    let all = ChangesRequest { since: ChangeCursor::default(), limit: 100, wait: Duration::ZERO };
    assert_eq!(decode("").unwrap(), all);
    assert_eq!(decode("since=&limit=&wait=").unwrap(), all);
    assert_eq!(
        decode("since=7&limit=0&wait=1e9").unwrap(),
        ChangesRequest { since: cursor(None, 7), limit: 1000, wait: Duration::from_mins(1) }
    );
    assert_eq!(decode("wait=0.5").unwrap().wait, Duration::from_millis(500));
    assert_eq!(decode("since=9f3a.1-7").unwrap().since, cursor(Some("9f3a.1"), 7));
    for query in [
        "since=x",
        "since=-1",
        "since=9f3a.1-",
        "since=9f3a.1-x",
        "since=9f3a.1--7x",
        "limit=x",
        "wait=-1",
        "wait=NaN",
    ] {
        assert!(decode(query).is_err(), "{query}");
    }
}
