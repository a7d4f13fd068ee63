//! Attribute paths: `userName`, `name.givenName`, and the same after the URN of a schema.

use super::{ENTERPRISE, GROUP, USER, WORKER, schema};
use schema::{Attribute, COMMON, Kind};

/// The type of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// A user.
    User,
    /// A group.
    Group,
}

/// The target of a path.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// An attribute, or a sub-attribute of it.
    Known(Attr),
    /// The whole extension.
    Extension,
    /// An attribute of RFC 7643 that is ignored.
    Ignored,
}

/// An attribute that a path names.
#[derive(Clone, Debug)]
pub(super) struct Attr {
    /// Whether it belongs to the extension.
    pub(super) in_extension: bool,
    /// The attribute.
    pub(super) attribute: &'static Attribute,
    /// The sub-attribute; of custom data, its key as sent.
    pub(super) sub: Option<SubAttr>,
}

/// A sub-attribute that a path names.
#[derive(Clone, Debug)]
pub(super) enum SubAttr {
    /// One of the schema.
    Known(&'static Attribute),
    /// A member of an open object.
    Member(String),
    /// One of RFC 7643 that is ignored.
    Ignored,
}

impl Resource {
    /// The name in `meta.resourceType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// The URN of the schema.
    pub fn schema(self) -> &'static str {
        match self {
            Self::User => USER,
            Self::Group => GROUP,
        }
    }

    pub(super) fn attributes(self) -> &'static [Attribute] {
        schema::by_id(self.schema()).map_or(&[], |schema| schema.attributes)
    }
}

/// Attributes of the extension.
pub(super) fn extension() -> &'static [Attribute] {
    schema::by_id(WORKER).map_or(&[], |schema| schema.attributes)
}

/// Resolves a path without a value filter; `None` if the resource has no such attribute.
pub(super) fn resolve(path: &str, resource: Resource) -> Option<Target> {
    let path = path.trim();
    if resource == Resource::User {
        if path.eq_ignore_ascii_case(WORKER) {
            return Some(Target::Extension);
        }
        if let Some(rest) = strip_urn(path, WORKER) {
            return in_extension(rest);
        }
        if path.eq_ignore_ascii_case(ENTERPRISE) || strip_urn(path, ENTERPRISE).is_some() {
            return Some(Target::Ignored);
        }
    }
    let path = strip_urn(path, resource.schema()).unwrap_or(path);
    let (name, sub) = split(path);
    let found = schema::find(resource.attributes(), name).or_else(|| schema::find(COMMON, name));
    match found {
        Some(attribute) => known(attribute, sub, false),
        None if resource == Resource::User && schema::is_ignored(name) => Some(Target::Ignored),
        None => None,
    }
}

fn in_extension(path: &str) -> Option<Target> {
    let (name, sub) = split(path);
    known(schema::find(extension(), name)?, sub, true)
}

fn known(attribute: &'static Attribute, sub: Option<&str>, in_extension: bool) -> Option<Target> {
    let sub = match (sub, attribute.kind) {
        (None, _) => None,
        (Some(""), _) => return None,
        (Some(key), Kind::Open) => Some(SubAttr::Member(key.to_owned())),
        (Some(name), _) => Some(self::sub(attribute, name)?),
    };
    Some(Target::Known(Attr { in_extension, attribute, sub }))
}

/// Resolves a sub-attribute.
pub(super) fn sub(attribute: &'static Attribute, name: &str) -> Option<SubAttr> {
    match schema::find(attribute.subs, name) {
        Some(sub) => Some(SubAttr::Known(sub)),
        None if attribute.kind == Kind::Complex && schema::is_ignored_sub(name) => {
            Some(SubAttr::Ignored)
        }
        None => None,
    }
}

fn split(path: &str) -> (&str, Option<&str>) {
    match path.split_once('.') {
        Some((name, sub)) => (name, Some(sub)),
        None => (path, None),
    }
}

/// The path after the URN and a colon.
fn strip_urn<'a>(path: &'a str, urn: &str) -> Option<&'a str> {
    let (start, rest) = path.split_at_checked(urn.len())?;
    if start.eq_ignore_ascii_case(urn) { rest.strip_prefix(':') } else { None }
}
