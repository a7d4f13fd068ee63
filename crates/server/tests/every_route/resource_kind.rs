//! The kinds of resources that a position in a request can name.

use roster_model::{ApiEdit, WorkerField};
use serde_json::Value;

use crate::document::Position;

/// The resource that a value in a request names or creates, and the field that identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ResourceKind {
    Domain,
    Worker,
    Username,
    Group,
    Location,
    LocationName,
    SiteCode,
    LocationType,
    LocationTypeCode,
    WebUser,
    WebUserName,
    Role,
    Profile,
    /// A form submission of a worker.
    Form,
    /// A person by User.com ID.
    Contact,
    Key,
    CustomId,
    Email,
    Phone,
    /// The name of a person, a group or another resource; not unique.
    Name,
    Company,
    CompanyId,
    Tag,
    TagName,
    List,
    Attribute,
    AttributeName,
    Event,
    /// A segment is a saved filter.
    Segment,
    Webhook,
    /// A cursor of a list.
    Cursor,
    /// A cursor of the change feed.
    Since,
    /// An entity tag.
    EntityTag,
    /// An idempotency key.
    IdempotencyKey,
}

impl ResourceKind {
    /// Whether it is a number.
    pub(crate) fn is_number(self) -> bool {
        matches!(
            self,
            Self::LocationType
                | Self::Profile
                | Self::Contact
                | Self::Company
                | Self::Tag
                | Self::List
                | Self::Attribute
                | Self::Event
                | Self::Segment
        )
    }

    /// Whether the client chooses it. Two domains may have the same value.
    pub(crate) fn is_client_chosen(self) -> bool {
        matches!(
            self,
            Self::Username
                | Self::LocationName
                | Self::SiteCode
                | Self::LocationTypeCode
                | Self::Role
                | Self::Form
                | Self::Key
                | Self::CustomId
                | Self::Email
                | Self::Phone
                | Self::Name
                | Self::CompanyId
                | Self::TagName
                | Self::AttributeName
        )
    }

    /// The text as a JSON value.
    pub(crate) fn json(self, text: &str) -> Value {
        match text.parse::<i64>() {
            Ok(number) if self.is_number() => number.into(),
            _ => text.into(),
        }
    }
}

/// Parameters and keys that name no resource.
const UNRELATED: &[&str] = &[
    "archived",
    "extras",
    "include_descendants",
    "modified_since",
    "limit",
    "offset",
    "format",
    "wait",
    "query",
    "expires_in",
    "atomic",
    "fields",
    "order_by",
    "external_id",
    "many",
    "page",
    "page_size",
    "min",
    "max",
    "with_email",
    "city__icontains",
    "score__gte",
    "updated_at__gte",
    "created_at__gte",
    "last_modified__gte",
    "last_modified.gte",
    "latitude__gte",
    "longitude__gte",
    "password",
    "require_account_confirmation",
    "case_sharing",
    "reporting",
    "metadata",
    "latitude",
    "longitude",
    "location_data",
    "shares_cases",
    "administrative",
    "view_descendants",
    "received_on",
    "completed_on",
    "gender",
    "status",
    "score",
    "notifications",
    "unsubscribed",
    "assigned_to",
    "city",
    "country",
    "region",
    "timezone",
    "value",
    "timestamp",
    "data",
    "description",
    "size",
    "value_type",
    "content_type",
    "choices",
    "url",
    "kinds",
    "payload",
    "active",
    "is_active",
    "is_archived",
    "connect_username",
    "facebook_url",
    "linkedin_url",
    "twitter_url",
    "google_url",
    "gravatar_url",
    "browser",
    "browser_language",
    "os_type",
    "resolution",
    "last_ip",
    "first_seen",
    "last_seen",
    "last_contacted",
    "address",
    "postal_code",
    "category",
];

/// The kind that a parameter names.
///
/// # Panics
/// When it is unknown.
pub(crate) fn of_parameter(path: &str, name: &str, position: &Position) -> Option<ResourceKind> {
    match position {
        Position::Path(parameter) if parameter == "domain" => Some(ResourceKind::Domain),
        // Resource types, schemas and the documentation are the same in all domains.
        Position::Path(parameter)
            if ["name", "urn", "operation", "guide"].contains(&parameter.as_str()) =>
        {
            None
        }
        Position::Path(_) => Some(of_path(path)),
        Position::Header(header) => Some(match header.as_str() {
            "Idempotency-Key" => ResourceKind::IdempotencyKey,
            "If-Match" | "If-None-Match" => ResourceKind::EntityTag,
            other => panic!("add the header {other} to `resource_kind`"),
        }),
        Position::Query(parameter) if path.contains("/scim/") => match parameter.as_str() {
            "cursor" => Some(ResourceKind::Cursor),
            "filter" => Some(of_filter(path)),
            _ => None,
        },
        Position::Query(parameter) => match parameter.as_str() {
            "since" => Some(ResourceKind::Since),
            "cursor" => Some(ResourceKind::Cursor),
            "q" => Some(ResourceKind::Worker),
            "name" => Some(ResourceKind::LocationName),
            "web_username" => Some(ResourceKind::WebUserName),
            "username" if path.contains("/web-user/") => Some(ResourceKind::WebUserName),
            "search" if path.starts_with("/api/public/") => None,
            "search" => Some(ResourceKind::Name),
            "user_id" => Some(ResourceKind::CustomId),
            other => of_key(path, name, other),
        },
        Position::Body { .. } => None,
    }
}

/// The kind that the `{id}` of a path names.
fn of_path(path: &str) -> ResourceKind {
    let named = |resource: &str| path.split('/').any(|segment| segment == resource);
    let known = [
        ("users-by-id", ResourceKind::CustomId),
        ("companies-by-id", ResourceKind::CompanyId),
        ("attribute-type", ResourceKind::AttributeName),
        ("attributes", ResourceKind::Attribute),
        ("segments", ResourceKind::Segment),
        ("saved_filter", ResourceKind::Segment),
        ("tags", ResourceKind::Tag),
        ("lists", ResourceKind::List),
        ("events", ResourceKind::Event),
        ("companies", ResourceKind::Company),
        ("web-user", ResourceKind::WebUser),
        ("webhook", ResourceKind::Webhook),
        ("bulk-user", ResourceKind::Worker),
        ("user", ResourceKind::Worker),
        ("Users", ResourceKind::Worker),
        ("Groups", ResourceKind::Group),
        ("group", ResourceKind::Group),
        ("location", ResourceKind::Location),
        ("location_type", ResourceKind::LocationType),
    ];
    if named("users") {
        // Below `users` are resources of a user. Elsewhere, `users` are the users of a resource.
        let of_user = path.starts_with("/api/public/users/");
        if of_user || path.starts_with("/a/") {
            return if of_user { ResourceKind::Contact } else { ResourceKind::Worker };
        }
    }
    let found = known.iter().find(|(resource, _)| named(resource));
    found.unwrap_or_else(|| panic!("add {path} to `resource_kind`")).1
}

/// The kind that the id in a SCIM filter names.
fn of_filter(path: &str) -> ResourceKind {
    if path.contains("/Groups") { ResourceKind::Group } else { ResourceKind::Worker }
}

/// The kind that a key of a SCIM body names.
pub(crate) fn of_scim_keys(path: &str, keys: &[String]) -> Option<ResourceKind> {
    match keys.join(".").as_str() {
        "userName" => Some(ResourceKind::Username),
        "externalId" if path.contains("/Users") => Some(ResourceKind::CustomId),
        "displayName" if path.contains("/Groups") => Some(ResourceKind::Name),
        "members.value" => Some(ResourceKind::Worker),
        "filter" => Some(of_filter(path)),
        _ => None,
    }
}

/// The kind that a key of a body names, or a query parameter of the same name.
///
/// # Panics
/// When it is unknown.
pub(crate) fn of_key(path: &str, name: &str, key: &str) -> Option<ResourceKind> {
    let usercom = path.starts_with("/api/public/");
    Some(match key {
        _ if UNRELATED.contains(&key) => return None,
        "id" | "users" => ResourceKind::Worker,
        "user_id" if name == "recordActivity" => ResourceKind::Worker,
        "user_id" if ["addMember", "removeMember", "addEvent"].contains(&name) => {
            ResourceKind::Contact
        }
        "user_id" | "custom_id" | "company_id" | "company_custom_id" | "user_custom_id"
            if usercom =>
        {
            let of_company = name.ends_with("Company") || key.starts_with("company");
            if of_company { ResourceKind::CompanyId } else { ResourceKind::CustomId }
        }
        "instance_id" => ResourceKind::Form,
        "username" => ResourceKind::Username,
        "email" => ResourceKind::Email,
        "phone" | "phone_number" | "default_phone_number" | "phone_numbers" => ResourceKind::Phone,
        "group" | "groups" => ResourceKind::Group,
        "location"
        | "locations"
        | "primary_location"
        | "location_id"
        | "parent_location_id"
        | "primary_location_id"
        | "assigned_location_ids" => ResourceKind::Location,
        "location_type_code" | "parent" | "code" if !usercom => ResourceKind::LocationTypeCode,
        "site_code" => ResourceKind::SiteCode,
        "role" => ResourceKind::Role,
        "user_data" | "profile" => ResourceKind::Profile,
        "key" | "user_key" => ResourceKind::Key,
        "ids" if path.contains("users-by-id") => ResourceKind::CustomId,
        "client" | "parent" | "users_list" | "user_list" | "ids" => ResourceKind::Contact,
        "tags" | "tag_names" => ResourceKind::TagName,
        "list" | "lists" => ResourceKind::List,
        "companies" => ResourceKind::Company,
        "attribute" => ResourceKind::AttributeName,
        "name" if name.contains("Tag") => ResourceKind::TagName,
        "name" if name.contains("ttribute") => ResourceKind::AttributeName,
        // Names of groups, locations, companies, lists and events are not unique.
        "name" | "first_name" => ResourceKind::Name,
        other if is_text_of_worker(other) => return None,
        other => panic!("add {other} of {name} to `resource_kind`"),
    })
}

/// Whether a worker's field with this name is a plain text.
fn is_text_of_worker(name: &str) -> bool {
    matches!(WorkerField::edit_by_name(name), Some(ApiEdit::Text(_) | ApiEdit::OptionalText(_)))
}
