//! The part of the API document that the resources of the dialect share.

use serde_json::json;

use crate::ops::openapi::{shared::ErrorSchema, tags::Tag};

/// The responses to failed requests.
pub(crate) static ERRORS: ErrorSchema = ErrorSchema {
    prefix: "",
    other: "OtherError",
    schema: "Error",
    content_types: &["application/json", "application/xml"],
    example: |_, code, text| json!({ "error": text, "code": code }),
};

/// The tags of the operations.
pub(super) const TAGS: &[Tag] = &[
    Tag {
        resource: "user",
        name: "Mobile workers",
        description: "The workers of a domain: people with a username, as CommCare HQ's user API has them.",
    },
    Tag { resource: "group", name: "Groups", description: "Groups of mobile workers." },
    Tag {
        resource: "location",
        name: "Locations",
        description: "The location tree, to which workers are assigned.",
    },
    Tag {
        resource: "location_type",
        name: "Location types",
        description: "The levels of the location tree.",
    },
    Tag {
        resource: "web-user",
        name: "Web users",
        description: "Accounts of people who administer a domain.",
    },
    Tag {
        resource: "bulk-user",
        name: "Search",
        description: "A search over mobile workers and web users.",
    },
    Tag {
        resource: "identity",
        name: "Account",
        description: "The caller, the domains of the caller, and the usernames of a domain.",
    },
    Tag {
        resource: "changes",
        name: "Changes",
        description: "The feed of all changes of a domain, in one order and without gaps.",
    },
    Tag {
        resource: "activity",
        name: "Activity",
        description: "Form submissions, from which the activity counts of workers are computed.",
    },
    Tag {
        resource: "saved_filter",
        name: "Saved filters",
        description: "Named filters of the list of mobile workers. They are the segments of the User.com API.",
    },
    Tag {
        resource: "webhook",
        name: "Webhooks",
        description: "Addresses to which changes are sent, signed as Standard Webhooks.",
    },
    Tag {
        resource: "forwarded",
        name: "Forwarding from CommCare HQ",
        description: "Where CommCare HQ's data forwarding sends users and locations.",
    },
];
