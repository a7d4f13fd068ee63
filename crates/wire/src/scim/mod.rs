//! The dialect of SCIM 2.0: RFC 7643 (schema), RFC 7644 (protocol) and RFC 9865 (cursors).
//!
//! [`schema`] is the table of attributes. Filters, paths, projections and the `Schemas` resource are
//! derived from it.

mod body;
mod bulk;
mod cursor;
mod discovery;
mod error_response;
mod filter;
pub mod group;
mod list;
mod patch;
mod path;
mod projection;
pub mod schema;
pub mod user;
mod view;

pub use body::decode as decode_body;
pub use bulk::{
    BulkMethod, BulkOperation, BulkRequest, BulkResult, BulkSuccess, BulkTarget, MAX_OPERATIONS,
    encode_results,
};
pub use discovery::{
    resource_type, resource_types, schema_document, schema_documents, service_provider_config,
};
pub use error_response::ErrorResponse;
pub use list::{Everything, EverythingStart, ListRequest, ListResponse, MAX_PAGE_SIZE, encode_all};
pub use patch::Patch;
pub use path::Resource;
pub use projection::Projection;
pub use view::View;

/// The content type of all responses.
pub const CONTENT_TYPE: &str = "application/scim+json; charset=utf-8";

/// Encodes a response.
pub fn write(value: &serde_json::Value) -> Vec<u8> {
    crate::json::write(value)
}

/// The schema of users.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of groups.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The extension with the fields that only mobile workers have.
pub const WORKER: &str = "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker";
/// The enterprise extension, which is accepted and ignored.
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
