//! Response encoders.

use roster_model::{
    Attribute, Company, CompanyView, Employment, Field, FieldType, Occurred, Occurrence, Subject,
    Tag, Tagged, Upserted,
};
use roster_wire::usercom::{self, Version, attribute, company, event, tag, user};
use serde_json::{Value, json};

use super::{at, john, john_with_collections, view};

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn published_user_has_the_published_bytes() {
    let mut john = john();
    john.companies = vec![Employment {
        company: 14,
        name: "Company name".to_owned(),
        since: at("2018-06-14T08:49:56.515083Z"),
    }];
    let bytes = usercom::write(&user::encode(&view(Version::V1), &john));
    let published = "{\"updated_at\":\"2017-06-13T12:22:38.748397Z\",\"companies\":[{\"id\":14,\
        \"name\":\"Company name\",\"member_since\":\"2018-06-14T08:49:56.515083Z\"}],\
        \"key\":\"xSoYQG00fg9z\",\"city\":null,\"linkedin_url\":null,\"tags\":[],\
        \"last_contacted\":null,\"phone_number\":null,\"facebook_url\":null,\"notifications\":true,\
        \"region\":null,\"timezone\":null,\"status\":\"visitor\",\"gravatar_url\":null,\
        \"twitter_url\":null,\"google_url\":null,\"os_type\":null,\"email\":\"myemail@example.org\",\
        \"score\":0,\"unsubscribed\":false,\"first_seen\":null,\"page_views\":0,\"last_ip\":null,\
        \"chat_id\":\"Chat ID is deprecated and will be removed in future\",\"browser\":null,\
        \"gender\":\"unknown\",\"resolution\":null,\"country\":null,\"name\":\"John Doe\",\
        \"created_at\":\"2017-06-13T12:22:38.748373Z\",\"last_seen\":null,\"lists\":[],\
        \"attributes\":[],\"browser_language\":null,\"id\":20901703,\"user_id\":null}";
    assert_eq!(String::from_utf8(bytes).unwrap(), published);
}

#[test]
fn v1_has_attributes_as_a_list() {
    let object = user::encode(&view(Version::V1), &john_with_collections());
    assert_eq!(keys(&object).len(), 36);
    assert_eq!(object["user_id"], "crm-7");
    assert_eq!(object["phone_number"], "+48600100200");
    assert_eq!(object["tags"], json!([{ "name": "vip", "id": 3 }]));
    assert_eq!(object["lists"], json!([{ "id": 4, "name": "News", "description": "" }]));
    assert_eq!(
        object["attributes"],
        json!([{
            "id": 1, "name": "Is pro", "name_std": "is_pro", "value": true, "description": "",
            "value_type": "boolean",
        }])
    );
}

#[test]
fn v2_has_other_names_and_attributes_as_keys() {
    let object = user::encode(&view(Version::V2), &john_with_collections());
    let keys = keys(&object);
    for absent in ["attributes", "chat_id", "user_id"] {
        assert!(!keys.contains(&absent), "{absent}");
    }
    assert_eq!(object["custom_id"], "crm-7");
    assert_eq!(object["user_key"], object["key"]);
    assert_eq!(object["web_push_subscription"], false);
    assert_eq!(object["assigned_to"], Value::Null);
    assert_eq!(object["is_pro"], true);
    assert_eq!(object["shoe_size"], Value::Null);
    assert_eq!(
        object["email"], "myemail@example.org",
        "a standard field takes precedence over an attribute"
    );
}

#[test]
fn name_defaults_to_the_email() {
    let mut john = john();
    john.person.first_name = String::new();
    assert_eq!(user::encode(&view(Version::V1), &john)["name"], "Doe");
    john.person.last_name = String::new();
    assert_eq!(user::encode(&view(Version::V1), &john)["name"], "myemail@example.org");
    john.person.email = None;
    assert_eq!(user::encode(&view(Version::V2), &john)["name"], Value::Null);
}

#[test]
fn zero_fraction_of_an_instant_is_omitted() {
    let mut john = john();
    john.person.created_at = at("2020-01-02T03:04:05Z");
    john.person.updated_at = at("2020-01-02T03:04:05.5Z");
    let object = user::encode(&view(Version::V1), &john);
    assert_eq!(object["created_at"], "2020-01-02T03:04:05Z");
    assert_eq!(object["updated_at"], "2020-01-02T03:04:05.500000Z");
}

#[test]
fn company_is_encoded_in_both_versions() {
    let company = CompanyView {
        company: Company {
            number: 5,
            custom_id: Some("acme".to_owned()),
            name: "Acme".to_owned(),
            texts: [("city".to_owned(), "Oslo".to_owned())].into(),
            phones: vec!["123".to_owned()],
            size: Some(12),
            assigned_to: None,
            tags: Vec::new(),
            custom: serde_json::Map::from_iter([("tier".to_owned(), json!("gold"))]),
            created_at: at("2020-01-02T03:04:05Z"),
            updated_at: at("2020-01-02T03:04:05Z"),
        },
        tags: Vec::new(),
        employees: vec![1, 7],
        fields: [field("tier", FieldType::String), field("Name", FieldType::String)].into(),
    };
    let first = company::encode(&view(Version::V1), &company);
    assert_eq!(first["company_id"], "acme");
    assert_eq!(first["approx_employees"], 12);
    assert_eq!(first["employees"], json!([1, 7]));
    assert_eq!(first["attributes"][0]["value"], "gold");
    let second = company::encode(&view(Version::V2), &company);
    assert_eq!(second["custom_id"], "acme");
    assert_eq!(second["size"], 12);
    assert_eq!(second["tier"], "gold");
    let twin = second.get("Name");
    assert_eq!(twin, None, "a request with this key would set the standard field");
    assert_eq!(second["phone_numbers"], json!(["123"]));
}

#[test]
fn other_responses_have_their_keys() {
    let attribute = Attribute { field: field("tier", FieldType::String), subject: Subject::Person };
    assert_eq!(
        attribute::encode(&view(Version::V1), &attribute),
        json!({ "id": 9, "name": "Tier", "name_std": "tier", "value_type": "string", "content_type": "user" })
    );
    assert_eq!(attribute::encode(&view(Version::V2), &attribute)["content_type"], "clientuser");
    let tagged = Tagged { tag: Tag { number: 3, name: "vip".to_owned() }, created: true };
    assert_eq!(
        tag::encode_added(&tagged),
        json!({ "created": true, "tag": { "id": 3, "name": "vip" } })
    );
    assert_eq!(
        user::encode_upserted(Upserted { number: 7, created: false }),
        json!({ "created": false, "id": 7 })
    );
    assert_eq!(
        event::encode_created(Occurred { event: 86, occurrence: 1000, created: true }),
        json!({ "id": 86, "created": true })
    );
}

#[test]
fn key_of_the_user_of_an_occurrence_depends_on_the_version() {
    let occurrence = Occurrence {
        number: 1000,
        event: 86,
        name: "order".to_owned(),
        person: 7,
        at: at("2020-01-02T03:04:05Z"),
        data: json!({ "sum": 3 }),
    };
    let first = event::encode_occurrence(&view(Version::V1), &occurrence);
    assert_eq!(
        first,
        json!({
            "id": 1000, "client": 7, "timestamp": "2020-01-02T03:04:05Z",
            "items": { "sum": 3 }, "event": "order", "event_id": 86,
        })
    );
    assert_eq!(event::encode_occurrence(&view(Version::V2), &occurrence)["user_id"], 7);
}

fn field(slug: &str, value_type: FieldType) -> Field {
    Field {
        number: 9,
        slug: slug.to_owned(),
        label: "Tier".to_owned(),
        value_type,
        choices: Vec::new(),
        declared: false,
        options: roster_model::FieldOptions::default(),
    }
}
