//! The schemas of users. They are called contacts, because CommCare's dialect has users as well.

use serde_json::{Value, json};

use super::schemas::{assigned_to, page_of, tag_names};
use crate::ops::openapi::schema::{
    Property, any, flag, instant, integer, list, maybe_instant, maybe_string, maybe_text, nested,
    object, one_of, property, reference, string, with_example,
};

/// The schemas.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let whole = whole();
    let always: Vec<&str> = whole.iter().map(|(name, _)| *name).collect();
    let contact = object("A person, in version 1 of the API.", whole, &always);
    let member = [
        property("id", integer(), "The number of the company.", 14),
        property("name", string(), "The name of the company.", "Company name"),
        property(
            "member_since",
            instant(),
            "When the user became a member.",
            "2018-06-14T08:49:56.515083Z",
        ),
    ];
    let value = [
        property("id", integer(), "The number of the attribute.", 3),
        property("name", string(), "The label.", "Plan"),
        property("name_std", string(), "The name in requests.", "plan"),
        nested("value", any(), "The value."),
        property("description", string(), "Always empty.", ""),
        property("value_type", string(), "The type of values.", "string"),
    ];
    let search = json!({
        "description": "One user, a list of users, or a page, as the search decides.",
        "anyOf": [reference("Contact"), list(reference("Contact")), reference("ContactPage")],
    });
    let upserted = [
        property("created", flag(), "Whether the user is new.", true),
        property("id", integer(), "The number of the user.", 20_901_703),
    ];
    // The sample of the published page.
    let sample =
        json!({ "email": "myemail@example.org", "first_name": "John", "last_name": "Doe" });
    let membership = ["id", "name", "member_since"];
    let of_value = ["id", "name", "name_std", "value", "description", "value_type"];
    vec![
        ("Contact", contact),
        ("ContactPage", page_of("Contact")),
        ("ContactSearch", search),
        ("ContactCompany", object("The membership of a user in a company.", member, &membership)),
        ("ContactAttribute", object("A custom attribute with its value.", value, &of_value)),
        (
            "ContactWrite",
            with_example(
                object(
                    "The values of a user to set. Any other key is a custom attribute.",
                    writable(),
                    &[],
                ),
                sample,
            ),
        ),
        ("Upserted", object("Which user was updated or created.", upserted, &["created", "id"])),
    ]
}

/// The keys of the published page in its order, with its values, and `user_id`.
fn whole() -> Vec<Property> {
    let null = || Value::Null;
    let maybe =
        |name: &'static str, description: &str| property(name, maybe_string(), description, null());
    let at = |name: &'static str, description: &str| {
        property(name, maybe_instant(), description, null())
    };
    vec![
        property(
            "updated_at",
            instant(),
            "When the user last changed.",
            "2017-06-13T12:22:38.748397Z",
        ),
        nested("companies", list(reference("ContactCompany")), "The companies of the user."),
        property("key", string(), "The key, 12 alphanumerics.", "xSoYQG00fg9z"),
        maybe("city", "City."),
        maybe("linkedin_url", "LinkedIn profile."),
        property("tags", list(reference("Tag")), "The tags.", json!([])),
        at("last_contacted", "When the user was last contacted."),
        maybe("phone_number", "Phone number."),
        maybe("facebook_url", "Facebook profile."),
        property("notifications", flag(), "Whether the user gets notifications.", true),
        maybe("region", "Region."),
        maybe("timezone", "Time zone."),
        property(
            "status",
            one_of(&["visitor", "user"]),
            "Whether the user has signed up.",
            "visitor",
        ),
        maybe("gravatar_url", "Gravatar image."),
        maybe("twitter_url", "Twitter profile."),
        maybe("google_url", "Google profile."),
        maybe("os_type", "Operating system."),
        property("email", maybe_string(), "E-mail address.", "myemail@example.org"),
        property("score", integer(), "Score.", 0),
        property("unsubscribed", flag(), "Whether the user has unsubscribed.", false),
        at("first_seen", "When the user was first seen."),
        property("page_views", integer(), "Always 0.", 0),
        maybe("last_ip", "IP address of the last visit."),
        property(
            "chat_id",
            string(),
            "A fixed text.",
            "Chat ID is deprecated and will be removed in future",
        ),
        maybe("browser", "Browser."),
        property("gender", one_of(&["unknown", "male", "female"]), "Gender.", "unknown"),
        maybe("resolution", "Screen resolution."),
        maybe("country", "Country."),
        property(
            "name",
            maybe_string(),
            "First and last name; else the e-mail address.",
            "John Doe",
        ),
        property(
            "created_at",
            instant(),
            "When the user was created.",
            "2017-06-13T12:22:38.748373Z",
        ),
        at("last_seen", "When the user was last seen."),
        property("lists", list(reference("ContactList")), "The lists.", json!([])),
        property(
            "attributes",
            list(reference("ContactAttribute")),
            "The custom attributes that have a value.",
            json!([]),
        ),
        maybe("browser_language", "Language of the browser."),
        property("id", integer(), "The number.", 20_901_703),
        maybe("user_id", "Your own ID of the user. Unique in the domain."),
    ]
}

fn writable() -> Vec<Property> {
    let words = || json!({ "type": ["string", "integer", "null"] });
    let mut properties = vec![
        property("email", maybe_text(), "E-mail address.", "myemail@example.org"),
        property("first_name", maybe_text(), "First name.", "John"),
        property("last_name", maybe_text(), "Last name.", "Doe"),
        property(
            "user_id",
            maybe_text(),
            "Your own ID of the user. Unique in the domain.",
            "A-1017",
        ),
        property("custom_id", maybe_text(), "The same, under its name in version 2.", "A-1017"),
        property(
            "user_key",
            maybe_text(),
            "The key, 12 alphanumerics. Only for new users.",
            "xSoYQG00fg9z",
        ),
        property("phone_number", maybe_text(), "Phone number.", "+48123456789"),
        property(
            "gender",
            words(),
            "`unknown`, `male` or `female`, or their numbers 1 to 3.",
            "female",
        ),
        property("status", words(), "`visitor` or `user`, or their numbers 1 and 2.", "user"),
        property("score", integer(), "Score.", 0),
        property("notifications", flag(), "Whether the user gets notifications.", true),
        property("unsubscribed", flag(), "Whether the user has unsubscribed.", false),
        assigned_to(),
        property(
            "company_id",
            maybe_text(),
            "Your own ID of a company, whose member the user becomes.",
            "C-7",
        ),
        property(
            "company_custom_id",
            maybe_text(),
            "The same, under its name in version 2.",
            "C-7",
        ),
        tag_names(),
    ];
    for (name, description, example) in TEXTS {
        properties.push(property(name, maybe_text(), description, example));
    }
    for (name, description) in INSTANTS {
        let schema = json!({ "type": ["string", "integer", "null"] });
        properties.push(property(name, schema, description, "2026-03-02T09:30:00Z"));
    }
    properties
}

/// The optional texts.
const TEXTS: [(&str, &str, &str); 14] = [
    ("city", "City.", "Wroclaw"),
    ("region", "Region.", "Lower Silesia"),
    ("country", "Country.", "Poland"),
    ("timezone", "Time zone.", "Europe/Warsaw"),
    ("facebook_url", "Facebook profile.", "https://facebook.com/example"),
    ("linkedin_url", "LinkedIn profile.", "https://linkedin.com/in/example"),
    ("twitter_url", "Twitter profile.", "https://twitter.com/example"),
    ("google_url", "Google profile.", "https://example.org/google"),
    ("gravatar_url", "Gravatar image.", "https://gravatar.com/avatar/0"),
    ("browser", "Browser.", "Firefox"),
    ("browser_language", "Language of the browser.", "pl"),
    ("os_type", "Operating system.", "Linux"),
    ("resolution", "Screen resolution.", "1920x1080"),
    ("last_ip", "IP address of the last visit.", "192.0.2.7"),
];

/// The optional instants.
const INSTANTS: [(&str, &str); 3] = [
    ("first_seen", "When the user was first seen: ISO 8601, or seconds since 1970."),
    ("last_seen", "When the user was last seen."),
    ("last_contacted", "When the user was last contacted."),
];

#[cfg(test)]
mod tests {
    use roster_model::UsercomFields;

    #[test]
    fn every_text_and_instant_is_described() {
        for (name, _) in UsercomFields::TEXTS {
            assert!(super::TEXTS.iter().any(|(known, ..)| *known == name), "{name}");
        }
        for name in UsercomFields::INSTANTS {
            assert!(super::INSTANTS.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
