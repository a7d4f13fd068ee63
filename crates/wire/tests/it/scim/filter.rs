//! Filters, evaluated on a user.

use roster_model::{
    CustomData, Email, Id, Person, Phone, UsercomFields, Username, Worker,
    scim::{ScimFields, SentPhone, UserView},
};
use roster_wire::{Params, scim::ListRequest};
use serde_json::json;

use super::{domain, view};

fn user() -> UserView {
    let at = "2026-03-02T09:15:00.123456Z".parse().unwrap();
    let id = |text: &str| Id::new_unchecked(text.to_owned());
    let custom =
        json!({ "village": "Rampur", "visits": "7", "trained": true, "langs": ["hin", "en"] });
    let worker = Worker {
        language: Some("hin".to_owned()),
        role: Some("Nurse".to_owned()),
        groups: vec![id("g1")],
        locations: vec![id("l1"), id("l2")],
        primary_location: Some(id("l1")),
        scim: ScimFields {
            user_name: Some("Asha.Devi@Example.org".to_owned()),
            phones: vec![SentPhone {
                digits: "919800000001".to_owned(),
                text: "+91 98000 00001".to_owned(),
                kind: Some("mobile".to_owned()),
                not_primary: false,
            }],
            ..ScimFields::default()
        },
        ..Worker::new(Username::new_unchecked("asha.devi@demo.commcarehq.org".to_owned()))
    };
    UserView {
        person: Person {
            id: id("u1"),
            number: 1,
            key: "k".to_owned(),
            custom_id: Some("E1".to_owned()),
            first_name: "Asha".to_owned(),
            last_name: String::new(),
            email: Email::parse("asha@example.org").unwrap(),
            phones: vec![Phone::parse("+919800000001").unwrap(), Phone::parse("0170 9").unwrap()],
            custom: custom.as_object().cloned().unwrap_or(CustomData::new()),
            usercom: UsercomFields::default(),
            worker: Some(worker),
            created_at: at,
            updated_at: at,
        },
        groups: vec![(id("g1"), "Nurses".to_owned())],
    }
}

/// The result of a filter, or the keyword of its error.
fn evaluate(filter: &str) -> Result<bool, &'static str> {
    let query = serde_html_form::to_string([("filter", filter)]).unwrap();
    let request = ListRequest::from_params(&Params::parse(&query));
    let filter = request.and_then(|request| Ok(request.users(&view(), &domain())?.0));
    filter.map(|filter| user().matches(&filter)).map_err(|error| error.scim_type.unwrap())
}

const WORKER: &str = "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker";

#[test]
fn comparisons_follow_the_type_of_the_attribute() {
    for (filter, expected) in [
        // Texts, without case unless the schema says so.
        (r#"userName eq "ASHA.devi@example.ORG""#, true),
        (r#"userName eq "asha.devi""#, true),
        (r#"userName eq "asha.devi@demo.commcarehq.org""#, true),
        (r#"userName co "asha.devi@demo""#, false),
        (r#"userName ne "asha.devi""#, false),
        (r#"userName sw "asha" and userName ew ".ORG""#, true),
        (r#"userName gt "asha" and userName lt "b""#, true),
        (r#"externalId eq "e1""#, false),
        (r#"externalId eq "E1""#, true),
        (r#"name.givenName eq "asha""#, true),
        (r#"displayName eq "Asha""#, true),
        (r"USERNAME pr and Name.GivenName PR", true),
        // Absent attributes.
        ("name.familyName pr", false),
        ("name pr", true),
        (r#"name.familyName ne "x""#, true),
        ("name.familyName eq null", true),
        ("name.givenName ne null", true),
        (r#"name.familyName lt "z""#, false),
        (r#"not (name.familyName eq "x")"#, true),
        // Flags.
        ("active eq true", true),
        ("active eq \"True\"", true),
        ("active ne false", true),
        // Instants.
        (r#"meta.created eq "2026-03-02T09:15:00.123456Z""#, true),
        (r#"meta.created ge "2026-03-02T10:15:00+01:00""#, true),
        (r#"meta.lastModified lt "2026-03-02T09:15:00Z""#, false),
        (r#"meta.created sw "2026-03""#, true),
        // Several values.
        (r#"emails eq "ASHA@example.org""#, true),
        (r#"emails.value co "@example""#, true),
        (r#"emails[type eq "work" and value ew ".org"]"#, true),
        (r#"emails[type eq "home"]"#, false),
        (r#"phoneNumbers eq "00919800000001""#, false),
        (r#"phoneNumbers.value eq "+91-9800-000001""#, true),
        (r#"phoneNumbers.value sw "+91 98000""#, true),
        (r#"phoneNumbers[type eq "mobile" and primary eq true]"#, true),
        (r#"phoneNumbers[type eq "mobile" and value eq "01709"]"#, false),
        (r#"phoneNumbers.type ne "mobile""#, false),
        (r#"phoneNumbers[type ne "mobile"]"#, true),
        (r#"groups.value eq "g1" and groups.display eq "nurses""#, true),
        (r#"groups.$ref eq "https://roster.example.org/a/demo/scim/v2/Groups/g1""#, true),
        (r#"roles.value eq "nurse""#, true),
        (r#"schemas eq "urn:ietf:params:scim:schemas:core:2.0:User""#, true),
        (r#"meta.resourceType eq "User""#, true),
        (r#"meta.resourceType eq "Group""#, false),
        (r#"meta.location ew "/Users/u1""#, true),
    ] {
        assert_eq!(evaluate(filter), Ok(expected), "{filter}");
    }
}

#[test]
fn extension_attributes_have_the_urn_of_the_extension() {
    for (filter, expected) in [
        (r#"username sw "asha""#, true),
        (r#"customData.village eq "RAMPUR""#, true),
        ("customData.visits gt 6", true),
        (r#"customData.visits eq "7""#, true),
        ("customData.trained eq true", true),
        (r#"customData.langs eq "en""#, true),
        ("customData.other pr", false),
        ("customData pr", true),
        (r#"locations eq "l2""#, true),
        (r#"locations[value eq "l3"]"#, false),
        (r#"primaryLocation eq "l1""#, true),
    ] {
        assert_eq!(evaluate(&format!("{WORKER}:{filter}")), Ok(expected), "{filter}");
    }
    assert_eq!(evaluate(&format!("{WORKER} pr")), Ok(true));
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    assert_eq!(evaluate(&format!("{core}:name.givenName eq \"Asha\"")), Ok(true));
}

#[test]
fn invalid_filters_have_the_keyword_of_the_error() {
    for filter in [
        "",
        " ",
        "userName",
        "userName eq",
        "userName eq 7",
        "nickname2 pr",
        "title pr",
        "password pr",
        "meta.version pr",
        "name eq \"x\"",
        "emails.kind pr",
        "emails[kind pr]",
        "userName[value pr]",
        "active gt true",
        "active eq \"x\"",
        "active co true",
        "meta.created gt \"2026-03-02\"",
        "meta.created gt 7",
        "externalId gt null",
        "members pr",
        "village eq \"x\"",
    ] {
        assert_eq!(evaluate(filter), Err("invalidFilter"), "{filter}");
    }
}
