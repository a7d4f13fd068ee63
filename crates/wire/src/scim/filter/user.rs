//! Filters and sort orders of users.

use roster_model::{
    Domain, Username, fold,
    scim::{
        ElementTest, Expr, Literal, Operator, Sub, Test, UserField, UserList, UserSort, UserTest,
    },
};

use super::{
    Node, RawTest, Unknown,
    test::{complex, constant, resolve, unusable},
};
use crate::scim::{
    ErrorResponse, USER, View, WORKER,
    path::{self, Attr, Resource, SubAttr, Target},
    schema::Kind,
};

/// What a path names.
enum Named {
    Field(UserField, Kind),
    Element(UserList, Sub, Kind),
    Data(Option<String>),
    /// `name`, without a sub-attribute.
    Name,
    /// `meta`, or the extension.
    Always,
    /// `meta.location`
    Location,
    Constant(&'static [&'static str]),
}

/// Decodes a filter.
///
/// # Errors
/// 400 `invalidFilter` for an unknown attribute, or a comparison that does not fit it.
pub(crate) fn decode(
    node: &Node,
    view: &View,
    domain: &Domain,
    unknown: Unknown,
) -> Result<Expr<UserTest>, ErrorResponse> {
    let all = |parts: &[Node]| {
        parts.iter().map(|part| decode(part, view, domain, unknown)).collect::<Result<Vec<_>, _>>()
    };
    match node {
        Node::And(parts) => Ok(Expr::All(all(parts)?)),
        Node::Or(parts) => Ok(Expr::Any(all(parts)?)),
        Node::Not(part) => Ok(decode(part, view, domain, unknown)?.negated()),
        Node::Test { path, test } => match named(path, view) {
            Some(named) => single(path, named, test, view, domain),
            None if unknown == Unknown::Absent => {
                resolve(path, Kind::Open, test, |_| Expr::never())
            }
            None => Err(unusable(path)),
        },
        Node::Elements { path, filter } => match named(path, view) {
            Some(Named::Element(list, Sub::Value, _)) => {
                Ok(Expr::Test(UserTest::Element(list, elements(filter, path, view)?)))
            }
            None if unknown == Unknown::Absent => Ok(Expr::never()),
            _ => Err(unusable(path)),
        },
    }
}

/// Decodes `sortBy`.
///
/// # Errors
/// 400 `invalidFilter` for an attribute that has no order.
pub(crate) fn sort(path: &str, view: &View) -> Result<UserSort, ErrorResponse> {
    match named(path, view) {
        Some(Named::Field(field, _)) => Ok(UserSort::Field(field)),
        Some(Named::Element(list, sub, _)) => Ok(UserSort::Element(list, sub)),
        Some(Named::Data(Some(slug))) => Ok(UserSort::Data(slug)),
        Some(Named::Location) => Ok(UserSort::Field(UserField::Id)),
        _ => Err(ErrorResponse::invalid_filter(&format!("The list cannot be sorted by '{path}'."))),
    }
}

fn single(
    path: &str,
    named: Named,
    test: &RawTest,
    view: &View,
    domain: &Domain,
) -> Result<Expr<UserTest>, ErrorResponse> {
    match named {
        Named::Field(UserField::UserName, kind) => {
            resolve(path, kind, test, |test| Expr::Test(user_name(test, domain)))
        }
        Named::Field(field, kind) => {
            resolve(path, kind, test, |test| Expr::Test(UserTest::Field(field, test)))
        }
        Named::Element(list, sub, kind) => resolve(path, kind, test, |test| {
            let test = Expr::Test(ElementTest { sub: sub.clone(), test });
            Expr::Test(UserTest::Element(list, test))
        }),
        Named::Data(slug) if slug.is_some() || *test == RawTest::Present => {
            resolve(path, Kind::Open, test, |test| Expr::Test(UserTest::Data(slug.clone(), test)))
        }
        Named::Name if *test == RawTest::Present => {
            let present = |field| Expr::Test(UserTest::Field(field, Test::Present));
            Ok(Expr::Any(vec![present(UserField::GivenName), present(UserField::FamilyName)]))
        }
        Named::Always if *test == RawTest::Present => Ok(Expr::always()),
        Named::Data(_) | Named::Name | Named::Always => Err(complex(path)),
        Named::Location => resolve(path, Kind::Text, test, |test| {
            Expr::Test(UserTest::Location(view.address("Users/"), test))
        }),
        Named::Constant(values) => constant(path, values, test),
    }
}

/// `userName eq` finds CommCare usernames too.
fn user_name(test: Test, domain: &Domain) -> UserTest {
    match test {
        Test::Compare(Operator::Equal, Literal::Text(name)) => UserTest::Named {
            full_username: fold(&Username::complete(&name, domain)),
            user_name: fold(&name),
        },
        test => UserTest::Field(UserField::UserName, test),
    }
}

fn elements(node: &Node, list: &str, view: &View) -> Result<Expr<ElementTest>, ErrorResponse> {
    let all = |parts: &[Node]| {
        parts.iter().map(|part| elements(part, list, view)).collect::<Result<Vec<_>, _>>()
    };
    match node {
        Node::And(parts) => Ok(Expr::All(all(parts)?)),
        Node::Or(parts) => Ok(Expr::Any(all(parts)?)),
        Node::Not(part) => Ok(elements(part, list, view)?.negated()),
        Node::Test { path: sub, test } => {
            // The value of a simple list has the name `value` too.
            let is_value = sub.eq_ignore_ascii_case("value");
            let path = if is_value { list.to_owned() } else { format!("{list}.{sub}") };
            match named(&path, view) {
                Some(Named::Element(_, sub, kind)) => resolve(&path, kind, test, |test| {
                    Expr::Test(ElementTest { sub: sub.clone(), test })
                }),
                _ => Err(unusable(&path)),
            }
        }
        Node::Elements { path, .. } => Err(unusable(path)),
    }
}

fn named(path: &str, view: &View) -> Option<Named> {
    let attr = match path::resolve(path, Resource::User)? {
        Target::Known(attr) => attr,
        Target::Extension => return Some(Named::Always),
        Target::Ignored => return None,
    };
    let Attr { in_extension, attribute, sub } = attr;
    let (sub, kind) = match sub {
        None => (None, attribute.kind),
        Some(SubAttr::Known(sub)) => (Some(sub.name), sub.kind),
        Some(SubAttr::Member(slug)) => return Some(Named::Data(Some(slug))),
        Some(SubAttr::Ignored) => return None,
    };
    let field = |field| Some(Named::Field(field, kind));
    if in_extension {
        return match attribute.name {
            "username" => field(UserField::Username),
            "customData" => Some(Named::Data(None)),
            "locations" => Some(Named::Element(UserList::Locations, Sub::Value, kind)),
            "primaryLocation" => field(UserField::PrimaryLocation),
            _ => None,
        };
    }
    match (attribute.name, sub) {
        ("schemas", _) => Some(Named::Constant(&[USER, WORKER])),
        ("id", _) => field(UserField::Id),
        ("externalId", _) => field(UserField::ExternalId),
        ("meta", None) => Some(Named::Always),
        ("meta", Some("resourceType")) => Some(Named::Constant(&["User"])),
        ("meta", Some("created")) => field(UserField::Created),
        ("meta", Some("lastModified")) => field(UserField::LastModified),
        ("meta", Some("location")) => Some(Named::Location),
        ("userName", _) => field(UserField::UserName),
        ("name", None) => Some(Named::Name),
        ("name", Some("givenName")) => field(UserField::GivenName),
        ("name", Some("familyName")) => field(UserField::FamilyName),
        ("displayName", _) => field(UserField::DisplayName),
        ("preferredLanguage", _) => field(UserField::Language),
        ("active", _) => field(UserField::Active),
        ("emails", sub) => element(UserList::Emails, sub, kind, ""),
        ("phoneNumbers", sub) => element(UserList::Phones, sub, kind, ""),
        ("groups", sub) => element(UserList::Groups, sub, kind, &view.address("Groups/")),
        ("roles", sub) => element(UserList::Roles, sub, kind, ""),
        _ => None,
    }
}

/// A multi-valued attribute without a sub-attribute stands for its `value`.
fn element(list: UserList, sub: Option<&str>, kind: Kind, base: &str) -> Option<Named> {
    let (sub, kind) = match sub {
        None => (Sub::Value, Kind::Text),
        Some("value") => (Sub::Value, kind),
        Some("type") => (Sub::Type, kind),
        Some("primary") => (Sub::Primary, kind),
        Some("display") => (Sub::Display, kind),
        Some("$ref") => (Sub::Ref(base.to_owned()), kind),
        Some(_) => return None,
    };
    Some(Named::Element(list, sub, kind))
}
