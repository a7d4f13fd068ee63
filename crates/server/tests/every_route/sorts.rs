//! What stands in a position: the sorts of things that belong to a domain, by what names them.

use serde_json::Value;

use crate::document::Position;

/// What a text in a request names, or makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    Domain,
    Worker,
    Username,
    Group,
    Location,
    LocationName,
    SiteCode,
    Level,
    LevelCode,
    WebUser,
    WebUserName,
    Role,
    Profile,
    /// A form that a worker submitted.
    Form,
    /// A person by number.
    Contact,
    Key,
    CustomId,
    Email,
    Phone,
    /// The first name of a person.
    Name,
    Company,
    CompanyId,
    Tag,
    TagName,
    List,
    Attribute,
    AttributeName,
    Event,
    /// Segments are never there.
    Segment,
    /// Where a page goes on.
    Cursor,
    /// Where the changes feed goes on.
    Since,
    /// A tag of what was read.
    Read,
    /// A key under which something was written.
    Once,
}

impl Sort {
    /// Whether it is told by a number.
    pub(crate) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Level
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

    /// Whether it is chosen by whoever makes the record: another domain may have the same.
    pub(crate) fn is_chosen(self) -> bool {
        matches!(
            self,
            Self::Username
                | Self::LocationName
                | Self::SiteCode
                | Self::LevelCode
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

    /// The text as a value of JSON.
    pub(crate) fn json(self, text: &str) -> Value {
        match text.parse::<i64>() {
            Ok(number) if self.is_number() => number.into(),
            _ => text.into(),
        }
    }
}

/// Parameters and keys that name nothing of anybody's.
const PLAIN: &[&str] = &[
    "archived",
    "extras",
    "include_descendants",
    "modified_since",
    "limit",
    "offset",
    "format",
    "wait",
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
    "created_at__gte",
    "last_modified__gte",
    "latitude__gte",
    "longitude__gte",
    "password",
    "language",
    "require_account_confirmation",
    "last_name",
    "case_sharing",
    "reporting",
    "metadata",
    "latitude",
    "longitude",
    "location_data",
    "shares_cases",
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
];

/// What a parameter names.
///
/// # Panics
/// When nobody has said.
pub(crate) fn of_parameter(path: &str, name: &str, position: &Position) -> Option<Sort> {
    match position {
        Position::Path(parameter) if parameter == "domain" => Some(Sort::Domain),
        Position::Path(_) => Some(of_path(path)),
        Position::Header(header) => Some(match header.as_str() {
            "Idempotency-Key" => Sort::Once,
            "If-Match" | "If-None-Match" => Sort::Read,
            other => panic!("say in `sorts` what the header {other} names"),
        }),
        Position::Query(parameter) => match parameter.as_str() {
            "since" => Some(Sort::Since),
            "cursor" => Some(Sort::Cursor),
            "q" => Some(Sort::Worker),
            "name" => Some(Sort::LocationName),
            "web_username" => Some(Sort::WebUserName),
            "username" if path.contains("/web-user/") => Some(Sort::WebUserName),
            "search" if path.starts_with("/api/public/") => None,
            "search" => Some(Sort::Name),
            "user_id" => Some(Sort::CustomId),
            other => of_key(path, name, other),
        },
        Position::Body { .. } => None,
    }
}

/// What the `{id}` of a path names.
fn of_path(path: &str) -> Sort {
    let named = |resource: &str| path.split('/').any(|segment| segment == resource);
    let known = [
        ("users-by-id", Sort::CustomId),
        ("companies-by-id", Sort::CompanyId),
        ("attribute-type", Sort::AttributeName),
        ("attributes", Sort::Attribute),
        ("segments", Sort::Segment),
        ("tags", Sort::Tag),
        ("lists", Sort::List),
        ("events", Sort::Event),
        ("companies", Sort::Company),
        ("web-user", Sort::WebUser),
        ("bulk-user", Sort::Worker),
        ("user", Sort::Worker),
        ("group", Sort::Group),
        ("location", Sort::Location),
        ("location_type", Sort::Level),
    ];
    if named("users") {
        // Below `users` stand things of a user, below the others users of a thing.
        let of_user = path.starts_with("/api/public/users/");
        if of_user || path.starts_with("/a/") {
            return if of_user { Sort::Contact } else { Sort::Worker };
        }
    }
    let found = known.iter().find(|(resource, _)| named(resource));
    found.unwrap_or_else(|| panic!("say in `sorts` what {path} is about")).1
}

/// What a key of a body names, or a parameter of the same name.
///
/// # Panics
/// When nobody has said.
pub(crate) fn of_key(path: &str, name: &str, key: &str) -> Option<Sort> {
    let usercom = path.starts_with("/api/public/");
    Some(match key {
        _ if PLAIN.contains(&key) => return None,
        "id" | "users" => Sort::Worker,
        "user_id" if name == "recordActivity" => Sort::Worker,
        "user_id" if ["addMember", "removeMember", "addEvent"].contains(&name) => Sort::Contact,
        "user_id" | "custom_id" | "company_id" | "company_custom_id" | "user_custom_id"
            if usercom =>
        {
            let of_company = name.ends_with("Company") || key.starts_with("company");
            if of_company { Sort::CompanyId } else { Sort::CustomId }
        }
        "instance_id" => Sort::Form,
        "username" => Sort::Username,
        "email" => Sort::Email,
        "phone" | "phone_number" | "default_phone_number" | "phone_numbers" => Sort::Phone,
        "group" | "groups" => Sort::Group,
        "location"
        | "locations"
        | "primary_location"
        | "location_id"
        | "parent_location_id"
        | "primary_location_id"
        | "assigned_location_ids" => Sort::Location,
        "location_type_code" | "parent" | "code" if !usercom => Sort::LevelCode,
        "site_code" => Sort::SiteCode,
        "role" => Sort::Role,
        "user_data" | "profile" => Sort::Profile,
        "key" | "user_key" => Sort::Key,
        "ids" if path.contains("users-by-id") => Sort::CustomId,
        "client" | "parent" | "users_list" | "user_list" | "ids" => Sort::Contact,
        "tags" | "tag_names" => Sort::TagName,
        "list" => Sort::List,
        "attribute" => Sort::AttributeName,
        "name" if name.contains("Tag") => Sort::TagName,
        "name" if name.contains("ttribute") => Sort::AttributeName,
        // Of a group, a place, a company, a list, an event: the same in two domains means nothing.
        "name" | "first_name" => Sort::Name,
        other => panic!("say in `sorts` what {other} of {name} names"),
    })
}
