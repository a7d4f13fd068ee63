//! The parameters of operations.

use serde_json::{Value, json};

use super::operations::{Operation, Parameters};
use crate::ops::openapi::shared;

/// The parameters of the path and of the query.
pub(super) fn list(operation: &Operation) -> Vec<Value> {
    let text = json!({ "type": "string", "minLength": 1 });
    let mut parameters = Vec::new();
    if operation.path.contains("{id}") {
        let name = match operation.path.split('/').nth(1) {
            Some("users") => "ContactId",
            Some("companies") => "CompanyId",
            Some("attribute-type") => "AttributeName",
            _ => "RecordId",
        };
        parameters.push(shared::parameter(name));
    }
    let mut query = |name: &str, description: &str| {
        parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": description, "schema": text,
        }));
    };
    if matches!(operation.parameters, Parameters::Filtered | Parameters::Search) {
        for (name, description) in FILTERS {
            query(name, description);
        }
    }
    if operation.parameters == Parameters::Search {
        parameters.push(json!({
            "name": "many", "in": "query", "required": false,
            "description": "`true`: return all users found, as a list.",
            "schema": { "type": "boolean" },
        }));
    }
    if operation.parameters != Parameters::None {
        parameters.extend(["Page", "PageSize", "PageCursor"].map(shared::parameter));
    }
    parameters
}

/// The query parameters of the list and the search of users, with their descriptions. Every other
/// field and every custom attribute is a filter as well; these show the types.
const FILTERS: [(&str, &str); 24] = [
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
