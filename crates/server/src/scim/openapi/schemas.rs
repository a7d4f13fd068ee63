//! The schemas of resources and messages.

use roster_wire::scim::{
    GROUP, USER, WORKER,
    schema::{Attribute, COMMON, Kind, Mutability, by_id},
};
use serde_json::{Value, json};

use crate::ops::openapi::schema::{
    Property, any, count, flag, free_form, instant, integer, list, nested, object, property,
    reference, string, text, with_example,
};

const MESSAGES: &str = "urn:ietf:params:scim:api:messages:2.0";

/// Every schema that the operations refer to.
pub(in crate::scim) fn schemas() -> Vec<(&'static str, Value)> {
    [resources(), lists(), messages(), discovery()].concat()
}

fn resources() -> Vec<(&'static str, Value)> {
    let of = |urn: &str| by_id(urn).map_or(&[][..], |schema| schema.attributes);
    let worker = || {
        let properties: Vec<Property> = of(WORKER).iter().map(attribute).collect();
        (WORKER, object("Fields that only mobile workers have.", properties, &[]))
    };
    let user = || COMMON.iter().chain(of(USER)).map(attribute).chain([worker()]);
    let group = || COMMON.iter().chain(of(GROUP)).map(attribute);
    // `attributes` leaves out all but the ID.
    let always = ["schemas", "id"];
    let user_data = json!({
        "schemas": [USER],
        "userName": "asha@example.org",
        "name": { "givenName": "Asha", "familyName": "Rao" },
        "emails": [{ "value": "asha@example.org", "type": "work", "primary": true }],
        "active": true,
    });
    let group_data = json!({
        "schemas": [GROUP],
        "displayName": "Supervisors",
        "members": [{ "value": "3c5a623af057e23a32ae4000cf291339" }],
    });
    vec![
        ("ScimUser", object("A mobile worker.", user(), &always)),
        ("ScimGroup", object("A group of mobile workers.", group(), &always)),
        (
            "ScimUserData",
            with_example(
                object("A user to create, or its new values.", user(), &["userName"]),
                user_data,
            ),
        ),
        (
            "ScimGroupData",
            with_example(
                object("A group to create, or its new values.", group(), &["displayName"]),
                group_data,
            ),
        ),
    ]
}

/// The property of an attribute.
fn attribute(attribute: &Attribute) -> Property {
    let mut schema = match attribute.kind {
        Kind::Text if attribute.mutability == Mutability::ReadOnly => string(),
        Kind::Text => text(),
        Kind::Flag => flag(),
        Kind::Instant => instant(),
        Kind::Reference(_) => string(),
        Kind::Open => free_form(),
        Kind::Complex => object(
            attribute.description,
            attribute.subs.iter().filter(|sub| is_described(sub)).map(self::attribute),
            &[],
        ),
    };
    if attribute.multi {
        if let Some(members) = schema.as_object_mut() {
            members.shift_remove("description");
        }
        schema = list(schema);
    }
    match attribute.kind {
        Kind::Complex => nested(attribute.name, schema, attribute.description),
        _ => property(attribute.name, schema, attribute.description, example(attribute)),
    }
}

/// Leaves out `$ref`, which tools take for a reference of the document.
fn is_described(attribute: &Attribute) -> bool {
    attribute.name != "$ref"
}

fn example(attribute: &Attribute) -> Value {
    let one = match attribute.name {
        "schemas" => json!(USER),
        "id" | "value" => json!("3c5a623af057e23a32ae4000cf291339"),
        "externalId" => json!("A-1017"),
        "resourceType" => json!("User"),
        "created" | "lastModified" => json!("2026-03-02T09:30:00.123456Z"),
        "location" => {
            json!(
                "https://roster.example.org/a/demo/scim/v2/Users/3c5a623af057e23a32ae4000cf291339"
            )
        }
        "version" => json!("W/\"3f1c\""),
        "userName" => json!("asha@example.org"),
        "givenName" => json!("Asha"),
        "familyName" => json!("Rao"),
        "displayName" | "display" => json!("Supervisors"),
        "preferredLanguage" => json!("en"),
        "username" => json!("asha@demo.commcarehq.org"),
        "customData" => json!({ "team": "north" }),
        "locations" | "primaryLocation" => json!("26fc44e2792b4f2fa8ef86178f0a958e"),
        "password" => json!("qwer1234"),
        _ => match (attribute.kind, attribute.canonical.first()) {
            (Kind::Flag, _) => json!(true),
            (_, Some(first)) => json!(first),
            _ => json!("text"),
        },
    };
    if attribute.multi { json!([one]) } else { one }
}

fn schemas_property(urn: &str) -> Property {
    property("schemas", list(string()), "The schema of the message.", json!([urn]))
}

fn lists() -> Vec<(&'static str, Value)> {
    let list_of = |items: Value| {
        let properties = [
            schemas_property(&format!("{MESSAGES}:ListResponse")),
            property("totalResults", count(), "The number of resources on all pages.", 1),
            property(
                "startIndex",
                integer(),
                "The position of the first resource, from 1. Absent with cursors.",
                1,
            ),
            property("itemsPerPage", count(), "The number of resources on the page.", 1),
            property(
                "nextCursor",
                string(),
                "The cursor of the next page. Absent on the last one.",
                "b2Zmc2V0",
            ),
            nested("Resources", list(items), "The resources."),
        ];
        object("A page of resources.", properties, &["schemas", "totalResults", "Resources"])
    };
    let either = json!({ "anyOf": [reference("ScimUser"), reference("ScimGroup")] });
    let resources = [
        ("ScimList", either),
        ("ScimUserList", reference("ScimUser")),
        ("ScimGroupList", reference("ScimGroup")),
        ("ScimResourceTypeList", reference("ScimResourceType")),
        ("ScimSchemaList", reference("ScimSchema")),
    ];
    resources.map(|(name, items)| (name, list_of(items))).to_vec()
}

fn messages() -> Vec<(&'static str, Value)> {
    let operation = [
        property("op", string(), "`add`, `replace` or `remove`.", "replace"),
        property(
            "path",
            text(),
            "The attribute. Without it, `value` is an object of attributes.",
            "active",
        ),
        property("value", any(), "The new value.", false),
    ];
    let patch = [
        schemas_property(&format!("{MESSAGES}:PatchOp")),
        nested("Operations", list(reference("ScimPatchOperation")), "The changes, in order."),
    ];
    let bulk_operation = [
        property("method", string(), "`POST`, `PUT`, `PATCH` or `DELETE`.", "POST"),
        property("path", text(), "The path below the root of SCIM.", "/Users"),
        property("bulkId", text(), "Your own ID of the operation.", "1"),
        property("version", text(), "The version that the resource must have.", "W/\"3f1c\""),
        property("data", free_form(), "The body.", json!({ "userName": "asha@example.org" })),
    ];
    let bulk_sample = json!({
        "schemas": [format!("{MESSAGES}:BulkRequest")],
        "Operations": [{ "method": "POST", "path": "/Users", "bulkId": "1", "data": { "userName": "asha@example.org" } }],
    });
    let bulk = [
        schemas_property(&format!("{MESSAGES}:BulkRequest")),
        property(
            "failOnErrors",
            integer(),
            "The number of errors after which the request ends.",
            1,
        ),
        nested("Operations", list(reference("ScimBulkOperation")), "Up to 1,000 operations."),
    ];
    let result = [
        property("method", string(), "The method.", "POST"),
        property("bulkId", string(), "Your own ID of the operation.", "1"),
        property("version", string(), "The version of the resource.", "W/\"3f1c\""),
        property(
            "location",
            string(),
            "The address of the resource.",
            "https://roster.example.org/a/demo/scim/v2/Users/3c5a623af057e23a32ae4000cf291339",
        ),
        property("status", string(), "The status.", "201"),
        property("response", free_form(), "The error, if there is one.", json!({})),
    ];
    let results = [
        schemas_property(&format!("{MESSAGES}:BulkResponse")),
        nested("Operations", list(reference("ScimBulkResult")), "The results, in order."),
    ];
    let names = || list(text());
    let search = [
        schemas_property(&format!("{MESSAGES}:SearchRequest")),
        property("filter", text(), "A filter as in RFC 7644.", "userName eq \"asha@example.org\""),
        property("sortBy", text(), "The attribute to sort by.", "userName"),
        property("sortOrder", text(), "`ascending` or `descending`.", "ascending"),
        property("startIndex", integer(), "The first resource, from 1.", 1),
        property("count", integer(), "The size of the page: 100 by default, at most 1,000.", 100),
        property(
            "cursor",
            text(),
            "Empty for the first page, then `nextCursor` of the page before.",
            "",
        ),
        property("attributes", names(), "The attributes to return.", json!(["userName"])),
        property("excludedAttributes", names(), "The attributes to leave out.", json!(["groups"])),
    ];
    let search_sample = json!({
        "schemas": [format!("{MESSAGES}:SearchRequest")],
        "filter": "userName eq \"asha@example.org\"",
        "count": 100,
    });
    let error = [
        schemas_property(&format!("{MESSAGES}:Error")),
        property("status", string(), "The status.", "400"),
        property("scimType", string(), "The keyword of the error.", "invalidFilter"),
        property(
            "detail",
            string(),
            "The problem, as text for people.",
            "The filter is malformed.",
        ),
        property(
            "code",
            string(),
            "A stable code, for idempotency keys only.",
            "idempotency_key_reused",
        ),
    ];
    let error_sample = json!({
        "schemas": [format!("{MESSAGES}:Error")], "status": "400", "scimType": "invalidFilter",
        "detail": "The filter is malformed.",
    });
    vec![
        ("ScimPatchOperation", object("A change.", operation, &["op"])),
        ("ScimPatch", object("Changes of a resource.", patch, &["Operations"])),
        (
            "ScimBulkOperation",
            object("An operation of a bulk request.", bulk_operation, &["method"]),
        ),
        ("ScimBulk", with_example(object("A bulk request.", bulk, &["Operations"]), bulk_sample)),
        ("ScimBulkResult", object("The result of an operation.", result, &["method", "status"])),
        (
            "ScimBulkResponse",
            object("The results of a bulk request.", results, &["schemas", "Operations"]),
        ),
        ("ScimSearch", with_example(object("A search.", search, &[]), search_sample)),
        (
            "ScimError",
            with_example(
                object("The response to a request that failed.", error, &["schemas", "status"]),
                error_sample,
            ),
        ),
    ]
}

fn discovery() -> Vec<(&'static str, Value)> {
    let core = "urn:ietf:params:scim:schemas:core:2.0";
    let feature = || json!({ "type": "object", "additionalProperties": true });
    let supported = || json!({ "supported": true });
    let features = [
        ("patch", "PATCH requests.", supported()),
        ("bulk", "Bulk requests.", json!({ "supported": true, "maxOperations": 1000 })),
        ("filter", "Filters.", json!({ "supported": true, "maxResults": 1000 })),
        ("changePassword", "Changes of passwords.", supported()),
        ("sort", "Sorting.", supported()),
        ("etag", "Entity tags.", supported()),
        ("pagination", "Pages by index and by cursor.", json!({ "cursor": true, "index": true })),
    ];
    let features = features
        .map(|(name, description, example)| property(name, feature(), description, example));
    let schemes = property(
        "authenticationSchemes",
        list(feature()),
        "The ways to authenticate.",
        json!([{ "type": "oauthbearertoken", "name": "API key" }]),
    );
    let meta = || property("meta", free_form(), "Metadata.", json!({ "resourceType": "Schema" }));
    let config = [schemas_property(&format!("{core}:ServiceProviderConfig")), meta(), schemes]
        .into_iter()
        .chain(features);
    let named = || {
        [
            property("id", string(), "The ID.", "User"),
            property("name", string(), "The name.", "User"),
            property("description", string(), "What it is.", "A mobile worker."),
            meta(),
        ]
    };
    let resource_type = [
        schemas_property(&format!("{core}:ResourceType")),
        property("endpoint", string(), "The path of the resources.", "/Users"),
        property("schema", string(), "The URN of the schema.", USER),
        property(
            "schemaExtensions",
            list(free_form()),
            "The extensions.",
            json!([{ "schema": WORKER, "required": false }]),
        ),
    ];
    let schema = [
        schemas_property(&format!("{core}:Schema")),
        property(
            "attributes",
            list(free_form()),
            "The attributes.",
            json!([{ "name": "userName", "type": "string" }]),
        ),
    ];
    vec![
        ("ScimConfig", object("The supported features.", config, &["schemas"])),
        (
            "ScimResourceType",
            object("A type of resources.", resource_type.into_iter().chain(named()), &["schemas"]),
        ),
        ("ScimSchema", object("A schema.", schema.into_iter().chain(named()), &["schemas"])),
    ]
}
