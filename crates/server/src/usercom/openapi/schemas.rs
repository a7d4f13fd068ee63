//! The schemas of companies, attributes, tags, lists, segments, events and pages.

use serde_json::{Value, json};

use super::contact;
use crate::ops::openapi::schema::{
    Property, any, count, flag, free_form, instant, integer, list, maybe_integer, maybe_string,
    maybe_text, nested, object, one_of, property, reference, string, text, with_example,
};

const AT: &str = "2018-06-14T08:49:56.515083Z";

/// Every schema that the operations refer to.
pub(in crate::usercom) fn schemas() -> Vec<(&'static str, Value)> {
    let parts =
        [contact::schemas(), shared(), companies(), attributes(), tags_and_lists(), events()];
    parts.concat()
}

/// A page with items of this schema.
pub(super) fn page_of(item: &str) -> Value {
    page(list(reference(item)))
}

fn page(items: Value) -> Value {
    let next = "https://roster.example.org/api/public/users/?page=2";
    let properties = [
        property("count", count(), "The number of items on all pages.", 101),
        property("next", maybe_string(), "The URL of the next page; null on the last one.", next),
        property(
            "previous",
            maybe_string(),
            "The URL of the previous page; null on the first one.",
            Value::Null,
        ),
        nested("results", items, "The items of the page."),
    ];
    object("A page of a list.", properties, &["count", "next", "previous", "results"])
}

/// The number of the employee in charge.
pub(super) fn assigned_to() -> Property {
    property("assigned_to", maybe_integer(), "The number of the employee in charge.", 5)
}

/// The tags of a user or company in requests.
pub(super) fn tag_names() -> Property {
    property(
        "tags",
        list(text()),
        "The names of all tags. They replace the present ones.",
        json!(["vip"]),
    )
}

fn shared() -> Vec<(&'static str, Value)> {
    let errors = json!({
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                { "type": "array", "items": { "type": "string" } },
                {
                    "type": "object",
                    "additionalProperties": { "type": "array", "items": { "type": "string" } },
                },
            ],
        },
    });
    let text = "Enter a valid email address.";
    let error = [
        property("detail", string(), "The problem, if it is not about a field.", "Not found."),
        property(
            "code",
            string(),
            "A stable code, for idempotency keys only.",
            "idempotency_key_reused",
        ),
        property(
            "errors",
            errors,
            "The problems of each field, as texts, or of each item of a list by its position.",
            json!({ "email": [text] }),
        ),
        property(
            "error_count",
            count(),
            "The number of all errors, if there are more than 20.",
            21,
        ),
    ];
    let error = object("The response to a request that failed.", error, &[]);
    let status = property("status", string(), "Always `ok`.", "ok");
    let success = property("success", flag(), "Always true.", true);
    let nothing = json!({ "type": "array", "items": free_form(), "examples": [[]] });
    vec![
        ("ContactError", with_example(error, json!({ "errors": { "email": [text] } }))),
        ("StatusOk", object("The request was carried out.", [status], &["status"])),
        ("Success", object("The request was carried out.", [success], &["success"])),
        (
            "EmptyPage",
            with_example(
                page(nothing),
                json!({ "count": 0, "next": null, "previous": null, "results": [] }),
            ),
        ),
    ]
}

fn companies() -> Vec<(&'static str, Value)> {
    let maybe = |name: &'static str, description: &str, example: &str| {
        property(name, maybe_string(), description, example)
    };
    let whole = vec![
        property("id", integer(), "The number.", 14),
        property("name", string(), "The name.", "Company name"),
        maybe("description", "Description.", "Wholesale"),
        maybe("email", "E-mail address.", "office@example.org"),
        maybe("country", "Country.", "Poland"),
        maybe("region", "Region.", "Lower Silesia"),
        maybe("city", "City.", "Wroclaw"),
        maybe("address", "Address.", "Rynek 1"),
        maybe("postal_code", "Postal code.", "50-101"),
        property("approx_employees", maybe_integer(), "The number of employees, as stated.", 20),
        property("created_at", instant(), "When the company was created.", AT),
        property("updated_at", instant(), "When it last changed.", AT),
        property("phone_numbers", list(string()), "Phone numbers.", json!(["+48123456789"])),
        maybe("company_id", "Your own ID of the company.", "C-7"),
        property("employees", list(integer()), "The numbers of the members.", json!([20_901_703])),
        maybe("category", "Category.", "Retail"),
        property("tags", list(reference("Tag")), "The tags.", json!([])),
        property(
            "attributes",
            list(reference("ContactAttribute")),
            "The custom attributes that have a value.",
            json!([]),
        ),
    ];
    let always: Vec<&str> = whole.iter().map(|(name, _)| *name).collect();
    let optional = |name: &'static str, description: &str, example: &str| {
        property(name, maybe_text(), description, example)
    };
    let writable = [
        property("name", text(), "The name. A new company needs one.", "Company name"),
        optional("company_id", "Your own ID of the company. Unique in the domain.", "C-7"),
        optional("custom_id", "The same, under its name in version 2.", "C-7"),
        optional("description", "Description.", "Wholesale"),
        optional("email", "E-mail address.", "office@example.org"),
        optional("country", "Country.", "Poland"),
        optional("region", "Region.", "Lower Silesia"),
        optional("city", "City.", "Wroclaw"),
        optional("address", "Address.", "Rynek 1"),
        optional("postal_code", "Postal code.", "50-101"),
        optional("category", "Category.", "Retail"),
        property("phone_numbers", list(text()), "Phone numbers.", json!(["+48123456789"])),
        property("size", maybe_integer(), "The number of employees, as stated.", 20),
        assigned_to(),
        tag_names(),
    ];
    let sample = json!({ "name": "Company name", "company_id": "C-7", "city": "Wroclaw" });
    let write = object(
        "The values of a company to set. Any other key is a custom attribute.",
        writable,
        &[],
    );
    let member = [
        property("user_id", integer(), "The number of the user.", 20_901_703),
        property(
            "user_custom_id",
            text(),
            "Your own ID of the user, in place of the number.",
            "A-1017",
        ),
    ];
    let member = object("A user, by one of two IDs.", member, &[]);
    vec![
        ("Company", object("A company, in version 1 of the API.", whole, &always)),
        ("CompanyPage", page_of("Company")),
        ("CompanyWrite", with_example(write, sample)),
        ("Member", with_example(member, json!({ "user_id": 20_901_703 }))),
    ]
}

fn attributes() -> Vec<(&'static str, Value)> {
    let whole = [
        property("id", integer(), "The number.", 3),
        property("name", string(), "The label.", "Plan"),
        property("name_std", string(), "The name in requests.", "plan"),
        property("value_type", string(), "The type of values.", "fixed"),
        property("content_type", one_of(&["user", "company"]), "What has the attribute.", "user"),
        property(
            "choices",
            list(string()),
            "The values to choose from, for the type `fixed`.",
            json!(["free", "pro"]),
        ),
    ];
    let write = [
        property("name", text(), "The label, from which the name is derived.", "Plan"),
        property(
            "value_type",
            text(),
            "`string` (default), `integer`, `float`, `boolean`, `date`, `datetime`, `fixed` or `json`.",
            "fixed",
        ),
        property(
            "content_type",
            text(),
            "`clientuser` (default), `user` or `company`.",
            "clientuser",
        ),
        property(
            "choices",
            list(text()),
            "The values to choose from. The type `fixed` needs them.",
            json!(["free", "pro"]),
        ),
    ];
    let ids = list(json!({ "type": ["integer", "string"] }));
    let mass = [
        property(
            "ids",
            ids,
            "The numbers of the users; below `users-by-id`, your own IDs.",
            json!([20_901_703]),
        ),
        property("attribute", text(), "The name of the attribute.", "city"),
        nested("value", any(), "The new value for all of them."),
    ];
    let name = || property("attribute", text(), "The name of the attribute.", "plan");
    let value = [name(), property("value", any(), "The new value.", "pro")];
    let values = json!({
        "type": "object", "description": "New values by the name of the attribute.",
        "additionalProperties": any(), "examples": [{ "plan": "pro", "city": "Wroclaw" }],
    });
    let always = ["id", "name", "name_std", "value_type", "content_type"];
    let mass = object("A new value for many users.", mass, &["ids", "attribute", "value"]);
    let sample = json!({ "ids": [20_901_703], "attribute": "city", "value": "Wroclaw" });
    vec![
        ("Attribute", object("The definition of a custom attribute.", whole, &always)),
        ("AttributePage", page_of("Attribute")),
        ("AttributeWrite", object("An attribute to define.", write, &["name"])),
        ("AttributeName", object("An attribute.", [name()], &["attribute"])),
        ("AttributeValue", object("A new value of an attribute.", value, &["attribute", "value"])),
        ("AttributeValues", values),
        ("ContactMassWrite", with_example(mass, sample)),
    ]
}

fn tags_and_lists() -> Vec<(&'static str, Value)> {
    let tag = [
        property("name", string(), "The name.", "vip"),
        property("id", integer(), "The number.", 8),
    ];
    let tagged =
        [property("created", flag(), "Whether the tag is new.", true), ("tag", reference("Tag"))];
    let list_of_users = [
        property("id", integer(), "The number.", 4),
        property("name", string(), "The name.", "Newsletter"),
        property("description", maybe_string(), "What the list is for.", "Monthly news"),
    ];
    let write = [
        property("name", text(), "The name. A new list needs one.", "Newsletter"),
        property("description", maybe_text(), "What the list is for.", "Monthly news"),
    ];
    let segment = [
        property("id", integer(), "The number.", 4),
        property("name", string(), "The name.", "Deactivated in the north"),
        property("description", string(), "Always empty.", ""),
    ];
    let always_of_segment = segment.each_ref().map(|(name, _)| *name);
    let name = property("name", text(), "The name.", "vip");
    let names = property("tag_names", list(text()), "The names.", json!(["vip", "north"]));
    let number = property("list", integer(), "The number of the list.", 4);
    let merge = [
        property("parent", integer(), "The number of the user that remains.", 20_901_703),
        property(
            "users_list",
            list(integer()),
            "The numbers of the users that are merged into it and deleted.",
            json!([20_901_704]),
        ),
        property(
            "user_list",
            list(integer()),
            "The same, under the name in the published sample.",
            json!([20_901_704]),
        ),
    ];
    let merge = object("Users to merge.", merge, &["parent"]);
    let merge_sample = json!({ "parent": 20_901_703, "users_list": [20_901_704] });
    vec![
        ("Tag", object("A tag of users and companies.", tag, &["name", "id"])),
        ("TagPage", page_of("Tag")),
        ("TagName", object("A tag.", [name], &["name"])),
        ("TagNames", object("Several tags.", [names], &["tag_names"])),
        ("Tagged", object("The tag that was added.", tagged, &["created", "tag"])),
        (
            "ContactList",
            object("A static list of users.", list_of_users, &["id", "name", "description"]),
        ),
        ("ContactListPage", page_of("ContactList")),
        (
            "Segment",
            object("A saved filter of mobile workers, as a segment.", segment, &always_of_segment),
        ),
        ("SegmentPage", page_of("Segment")),
        ("ListNumber", object("A list.", [number], &["list"])),
        ("ContactListWrite", object("The values of a list to set.", write, &[])),
        ("ContactMerge", with_example(merge, merge_sample)),
    ]
}

fn events() -> Vec<(&'static str, Value)> {
    let event = [
        property("id", integer(), "The number.", 2),
        property("name", string(), "The name.", "order_placed"),
        property("created_at", instant(), "When the event was first recorded.", AT),
    ];
    let shown = [
        property("id", integer(), "The number of the occurrence.", 31),
        property("client", integer(), "The number of the user.", 20_901_703),
        property("timestamp", instant(), "When it happened.", AT),
        property("items", free_form(), "The data of the occurrence.", json!({ "total": 120 })),
        property("event", string(), "The name of the event.", "order_placed"),
        property("event_id", integer(), "The number of the event.", 2),
    ];
    let always = shown.each_ref().map(|(name, _)| *name);
    let of_user = || {
        [
            property("name", text(), "The name of the event.", "order_placed"),
            property(
                "timestamp",
                json!({ "type": ["string", "integer", "null"] }),
                "When it happened: ISO 8601, or seconds since 1970. Now by default.",
                AT,
            ),
            property(
                "data",
                json!({ "type": ["object", "null"], "additionalProperties": true }),
                "The data of the occurrence.",
                json!({ "total": 120 }),
            ),
        ]
    };
    let user = || json!({ "type": ["integer", "string"] });
    let users = [
        property(
            "client",
            user(),
            "The number of the user, or the key of an anonymous visitor.",
            20_901_703,
        ),
        property("user_id", user(), "The same, under its name in version 2.", 20_901_703),
    ];
    let occurrence =
        object("An occurrence to record.", of_user().into_iter().chain(users), &["name"]);
    let sample = json!({ "name": "order_placed", "client": 20_901_703, "timestamp": AT, "data": { "total": 120 } });
    let recorded = [
        property("id", integer(), "The number of the event.", 2),
        property("created", flag(), "Whether the event is new.", false),
    ];
    vec![
        ("Event", object("A kind of occurrences.", event, &["id", "name", "created_at"])),
        ("EventPage", page_of("Event")),
        ("EventOccurrence", object("An occurrence of an event.", shown, &always)),
        ("OccurrencePage", page_of("EventOccurrence")),
        ("Occurrence", with_example(occurrence, sample)),
        (
            "OccurrenceOfContact",
            object("An occurrence of a known user to record.", of_user(), &["name"]),
        ),
        ("Recorded", object("The event that was recorded.", recorded, &["id", "created"])),
    ]
}
