//! The resources that describe the service (RFC 7643, 5 to 7; RFC 9865, 3).

use serde_json::{Value, json};

use super::{
    GROUP, MAX_OPERATIONS, MAX_PAGE_SIZE, USER, View, WORKER,
    list::DEFAULT_PAGE_SIZE,
    schema::{self, Attribute, Kind, Mutability, Schema},
};

const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const RESOURCE_TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/// The largest body of a request, in bytes.
const MAX_PAYLOAD: usize = 1024 * 1024;

/// Encodes `ServiceProviderConfig`.
pub fn service_provider_config(view: &View) -> Value {
    json!({
        "schemas": [CONFIG],
        "patch": { "supported": true },
        "bulk": {
            "supported": true,
            "maxOperations": MAX_OPERATIONS,
            "maxPayloadSize": MAX_PAYLOAD,
        },
        "filter": { "supported": true, "maxResults": MAX_PAGE_SIZE },
        "changePassword": { "supported": true },
        "sort": { "supported": true },
        "etag": { "supported": true },
        "pagination": {
            "cursor": true,
            "index": true,
            "defaultPaginationMethod": "index",
            "defaultPageSize": DEFAULT_PAGE_SIZE,
            "maxPageSize": MAX_PAGE_SIZE,
        },
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "API key as a Bearer token",
                "description": "Authorization: Bearer KEY",
                "primary": true,
            },
            {
                "type": "httpbasic",
                "name": "HTTP Basic",
                "description": "The sign-in name of a web user, with an API key or the password.",
            },
        ],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": view.address("ServiceProviderConfig"),
        },
    })
}

/// Encodes all resource types.
pub fn resource_types(view: &View) -> Vec<Value> {
    ["User", "Group"].iter().filter_map(|name| resource_type(view, name)).collect()
}

/// Encodes the resource type with this name.
pub fn resource_type(view: &View, name: &str) -> Option<Value> {
    let (description, endpoint, schema, extensions) = match name {
        "User" => {
            let worker = json!([{ "schema": WORKER, "required": false }]);
            ("A mobile worker.", "/Users", USER, worker)
        }
        "Group" => ("A group of mobile workers.", "/Groups", GROUP, json!([])),
        _ => return None,
    };
    Some(json!({
        "schemas": [RESOURCE_TYPE],
        "id": name,
        "name": name,
        "description": description,
        "endpoint": endpoint,
        "schema": schema,
        "schemaExtensions": extensions,
        "meta": {
            "resourceType": "ResourceType",
            "location": view.address(&format!("ResourceTypes/{name}")),
        },
    }))
}

/// Encodes all schemas.
pub fn schema_documents(view: &View) -> Vec<Value> {
    schema::SCHEMAS.iter().map(|schema| document(view, schema)).collect()
}

/// Encodes the schema with this URN.
pub fn schema_document(view: &View, id: &str) -> Option<Value> {
    schema::by_id(id).map(|schema| document(view, schema))
}

fn document(view: &View, schema: &Schema) -> Value {
    let attributes: Vec<Value> = schema.attributes.iter().map(attribute).collect();
    json!({
        "schemas": [SCHEMA],
        "id": schema.id,
        "name": schema.name,
        "description": schema.description,
        "attributes": attributes,
        "meta": {
            "resourceType": "Schema",
            "location": view.address(&format!("Schemas/{}", schema.id)),
        },
    })
}

fn attribute(attribute: &Attribute) -> Value {
    let kind = match attribute.kind {
        Kind::Text => "string",
        Kind::Flag => "boolean",
        Kind::Instant => "dateTime",
        Kind::Reference(_) => "reference",
        Kind::Complex | Kind::Open => "complex",
    };
    let (mutability, returned) = match attribute.mutability {
        Mutability::ReadWrite => ("readWrite", "default"),
        Mutability::ReadOnly => ("readOnly", "default"),
        Mutability::WriteOnly => ("writeOnly", "never"),
        Mutability::Immutable => ("immutable", "default"),
    };
    let mut document = json!({
        "name": attribute.name,
        "type": kind,
        "multiValued": attribute.multi,
        "description": attribute.description,
        "required": attribute.required,
        "caseExact": attribute.exact,
        "mutability": mutability,
        "returned": returned,
        "uniqueness": if attribute.unique { "server" } else { "none" },
    });
    if !attribute.canonical.is_empty() {
        document["canonicalValues"] = attribute.canonical.into();
    }
    if let Kind::Reference(resource) = attribute.kind {
        document["referenceTypes"] = json!([resource]);
    }
    if !attribute.subs.is_empty() {
        document["subAttributes"] = attribute.subs.iter().map(self::attribute).collect();
    }
    document
}
