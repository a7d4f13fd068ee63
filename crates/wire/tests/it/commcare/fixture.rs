//! Records for the encoders.

use jiff::Timestamp;
use roster_model::{
    CustomData, Domain, DomainName, Email, Error, Field, FieldType, Id, LocationType, Person,
    Phone, Schema, Settings, UsercomFields, Username, WireMode, Worker,
};
use roster_wire::{
    Format,
    commcare::{Document, ErrorContext, ErrorResponse, Style, View},
};
use serde_json::{Value, json};

pub(crate) fn domain(wire: WireMode) -> Domain {
    Domain {
        number: 1,
        name: DomainName::parse("example").unwrap(),
        settings: Settings { wire, ..Settings::default() },
    }
}

pub(crate) fn view(domain: &Domain, format: Format) -> View<'_> {
    View {
        domain,
        style: Style::VersionFirst("v0.5"),
        format,
        origin: "https://roster.example.org",
    }
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn data(tree: Value) -> CustomData {
    match tree {
        Value::Object(map) => map,
        other => panic!("not an object: {other}"),
    }
}

pub(crate) fn serialize(document: Document, format: Format, mode: WireMode) -> String {
    String::from_utf8(document.write(format, mode)).unwrap()
}

/// The first worker of the published list.
pub(crate) fn john() -> Person {
    Person {
        id: id("3c5a623af057e23a32ae4000cf291339"),
        number: 1,
        key: "k0".to_owned(),
        custom_id: None,
        first_name: "John".to_owned(),
        last_name: "Doe".to_owned(),
        email: Email::parse("JDoe@example.org").unwrap(),
        phones: vec![Phone::parse("50253311399").unwrap(), Phone::parse("50253314588").unwrap()],
        custom: data(json!({ "chw_id": "13/43/DFA" })),
        usercom: UsercomFields::default(),
        worker: Some(Worker {
            language: Some("en".to_owned()),
            groups: vec![
                id("9a0accdba29e01a61ea099394737c4fb"),
                id("b4ccdba29e01a61ea099394737c4fbf7"),
            ],
            locations: vec![
                id("26fc44e2792b4f2fa8ef86178f0a958e"),
                id("c1b029932ed442a6a846a4ea10e46a78"),
            ],
            primary_location: Some(id("26fc44e2792b4f2fa8ef86178f0a958e")),
            ..Worker::new(Username::new_unchecked("jdoe@example.commcarehq.org".to_owned()))
        }),
        created_at: at("2026-03-02T09:15:00.123456Z"),
        updated_at: at("2026-03-02T09:15:00Z"),
    }
}

/// The second worker of the published list, without groups and locations.
pub(crate) fn jane() -> Person {
    let mut jane = Person {
        id: id("3c5a623af057e23a32ae4000cf2943248"),
        first_name: "Jane".to_owned(),
        last_name: "Smith".to_owned(),
        email: Email::parse("jsmith@example.org").unwrap(),
        ..john()
    };
    jane.phones = vec![Phone::parse("+50253311388").unwrap()];
    jane.custom = data(json!({ "village": "Patna", "husband_name": "Bob Smith" }));
    if let Some(worker) = &mut jane.worker {
        worker.username = Username::new_unchecked("jsmith@example.commcarehq.org".to_owned());
        worker.groups.clear();
        worker.locations.clear();
        worker.primary_location = None;
        worker.language = None;
    }
    jane
}

/// A schema in which `village` is declared.
pub(crate) fn schema() -> Schema {
    let field = |number: i64, slug: &str, declared: bool| Field {
        number,
        slug: slug.to_owned(),
        label: slug.to_owned(),
        value_type: FieldType::String,
        choices: Vec::new(),
        declared,
        options: roster_model::FieldOptions::default(),
    };
    Schema { fields: vec![field(1, "village", true), field(2, "chw_id", false)], profiles: vec![] }
}

/// Two location types; the lower one shares cases.
pub(crate) fn location_types() -> Vec<LocationType> {
    let location_type = |number: i64, code: &str, name: &str, parent: Option<i64>| LocationType {
        number,
        code: code.to_owned(),
        name: name.to_owned(),
        parent,
        shares_cases: parent.is_some(),
        administrative: parent.is_none(),
        view_descendants: false,
    };
    vec![
        location_type(411, "district", "District", None),
        location_type(412, "clinic", "Clinic", Some(411)),
    ]
}

/// Returns the text of an error.
pub(crate) fn error_message(error: &Error, context: ErrorContext<'_>) -> String {
    ErrorResponse::from_error(error, context).tree()["error"].as_str().unwrap().to_owned()
}
