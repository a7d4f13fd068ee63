//! The schemas of request bodies, and the filters of users.

use serde_json::{Value, json};

use crate::ops::openapi::schema::{maybe_text, object, text, texts};

/// The schemas of request bodies, by their names in `operations.txt`.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let number = json!({ "type": "integer" });
    let numbers = json!({ "type": "array", "items": number });
    // A number, or a custom ID below `users-by-id`.
    let refs = json!({ "type": "array", "items": { "type": ["integer", "string"] } });
    let who = json!({ "type": ["integer", "string"] });
    let any = json!({});
    let person = json!({
        "email": maybe_text(), "first_name": maybe_text(), "last_name": maybe_text(),
        "user_id": maybe_text(), "custom_id": maybe_text(), "user_key": maybe_text(),
        "phone_number": maybe_text(), "gender": any, "status": any, "score": number,
        "notifications": { "type": "boolean" }, "unsubscribed": { "type": "boolean" },
        "assigned_to": { "type": ["integer", "null"] }, "city": maybe_text(),
        "country": maybe_text(), "region": maybe_text(), "timezone": maybe_text(),
        "company_id": maybe_text(), "company_custom_id": maybe_text(), "tags": texts(),
    });
    let company = json!({
        "name": text(), "company_id": maybe_text(), "custom_id": maybe_text(),
        "description": maybe_text(), "email": maybe_text(), "phone_numbers": texts(),
        "size": { "type": ["integer", "null"] }, "tags": texts(),
    });
    let occurrence = json!({ "name": text(), "timestamp": any, "data": any });
    let mut named = occurrence.clone();
    named["user_id"] = who.clone();
    named["client"] = who.clone();
    let mass = json!({ "ids": refs, "attribute": text(), "value": any });
    let attribute = json!({
        "name": text(), "value_type": text(), "content_type": text(), "choices": texts(),
    });
    let merge = json!({ "parent": number, "users_list": numbers, "user_list": numbers });
    let member = json!({ "user_id": number, "user_custom_id": text() });
    let value = json!({ "attribute": text(), "value": any });
    let list = json!({ "name": text(), "description": maybe_text() });
    vec![
        ("ContactWrite", object(person, &[])),
        ("ContactMerge", object(merge, &["parent"])),
        ("ContactMassWrite", object(mass, &["ids", "attribute", "value"])),
        ("CompanyWrite", object(company, &[])),
        ("Member", object(member, &[])),
        ("AttributeName", object(json!({ "attribute": text() }), &["attribute"])),
        ("AttributeValue", object(value, &["attribute", "value"])),
        ("AttributeValues", object(json!({}), &[])),
        ("AttributeWrite", object(attribute, &["name"])),
        ("TagName", object(json!({ "name": text() }), &["name"])),
        ("TagNames", object(json!({ "tag_names": texts() }), &["tag_names"])),
        ("ListNumber", object(json!({ "list": number }), &["list"])),
        ("ListWrite", object(list, &[])),
        ("Occurrence", object(named, &["name"])),
        ("OccurrenceOfContact", object(occurrence, &["name"])),
    ]
}

/// The query parameters of the list and the search of users, with their descriptions. Every other
/// field and every custom attribute is a filter as well; these show the types.
pub(super) const FILTERS: [(&str, &str); 24] = [
    ("email", "With this e-mail address."),
    ("key", "With this key."),
    ("user_key", "With this key."),
    ("phone_number", "With this phone number."),
    ("user_id", "With this custom ID."),
    ("custom_id", "With this custom ID."),
    ("first_name", "With this first name."),
    ("last_name", "With this last name."),
    ("name", "With this first and last name."),
    ("city", "In this city; other texts likewise."),
    (
        "city__icontains",
        "In a city with this part, ignoring case; `__contains`, `__startswith`, \
                         `__istartswith`, `__endswith` and `__iendswith` likewise.",
    ),
    ("score__gte", "With this score or more; `__gt`, `__lt` and `__lte` likewise."),
    ("gender", "`unknown`, `male` or `female`, or their numbers 1 to 3."),
    ("status", "`visitor` or `user`, or their numbers 1 and 2."),
    ("unsubscribed", "`true` or `false`."),
    ("tags", "With the tag of this name or number."),
    ("lists", "On the list of this name or number."),
    ("companies", "In the company of this name or number."),
    ("company_id", "In the company with this custom ID or number."),
    ("updated_at__gte", "Changed at or after this timestamp: ISO 8601, or seconds since 1970."),
    ("with_email", "`true`: with an e-mail address; `false`: without."),
    ("search", "`last_seen` or another timestamp field, to be between `min` and `max`."),
    ("min", "The minimum of `search`, in seconds since 1970."),
    ("max", "The maximum of `search`, in seconds since 1970."),
];
