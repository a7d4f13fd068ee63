//! Lists: the parameters of a query, and the `ListResponse` (RFC 7644, 3.4.2; RFC 9865).

use roster_model::{
    Domain,
    scim::{Expr, GroupSort, GroupTest, PageStart, Position, ScimWindow, UserSort, UserTest},
};
use serde_json::{Map, Value, json};

use super::{
    ErrorResponse, Projection, View,
    body::member,
    cursor,
    filter::{
        Node, Unknown, decode_group_filter, decode_user_filter, group_sort, parse, user_sort,
    },
    path::Resource,
    projection::split_names,
};
use crate::Params;

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// The size of a page without `count`.
pub(super) const DEFAULT_PAGE_SIZE: u32 = 100;
/// The largest page.
pub const MAX_PAGE_SIZE: u32 = 1_000;

/// The parameters of a list.
#[derive(Clone, Debug)]
pub struct ListRequest {
    filter_text: String,
    filter: Option<Node>,
    sort_by: Option<String>,
    descending: bool,
    count: u32,
    /// The first item, from 0.
    index: u64,
    /// The cursor, which is empty for the first page; `None` for pages by index.
    cursor: Option<String>,
    /// What the response shows.
    pub projection: Projection,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct ListResponse {
    /// The resources.
    pub resources: Vec<Value>,
    /// The number of resources in the list.
    pub total: u64,
    /// The cursor of the next page.
    pub next: Option<String>,
}

impl ListRequest {
    /// Parses the query parameters.
    ///
    /// # Errors
    /// 400 `invalidFilter`, `invalidCount`, `invalidValue`.
    pub fn from_params(params: &Params) -> Result<Self, ErrorResponse> {
        let text = |name: &str| params.get(name).map(|text| Value::String(text.to_owned()));
        let values = |name: &str| params.non_empty(name).map(split_names);
        Self::new(&text, values("attributes"), values("excludedAttributes"))
    }

    /// Decodes the body of a `.search` request.
    ///
    /// # Errors
    /// As [`ListRequest::from_params`].
    pub fn from_body(body: &Map<String, Value>) -> Result<Self, ErrorResponse> {
        let value = |name: &str| member(body, name).filter(|value| !value.is_null()).cloned();
        let names = |name: &str| {
            Some(match member(body, name)? {
                Value::Array(items) => {
                    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
                }
                Value::String(text) => split_names(text),
                _ => return None,
            })
            .filter(|names: &Vec<String>| !names.is_empty())
        };
        Self::new(&value, names("attributes"), names("excludedAttributes"))
    }

    fn new(
        value: &dyn Fn(&str) -> Option<Value>,
        included: Option<Vec<String>>,
        excluded: Option<Vec<String>>,
    ) -> Result<Self, ErrorResponse> {
        let text = |name: &str| match value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(ErrorResponse::invalid_value(&format!("{name} must be a text."))),
        };
        let filter_text = text("filter")?;
        let filter = filter_text.as_deref().map(parse).transpose();
        let filter = filter.map_err(|error| ErrorResponse::invalid_filter(&error))?;
        let descending = match text("sortOrder")?.as_deref() {
            None => false,
            Some(order) if order.eq_ignore_ascii_case("ascending") => false,
            Some(order) if order.eq_ignore_ascii_case("descending") => true,
            Some(_) => {
                return Err(ErrorResponse::invalid_value(
                    "sortOrder must be ascending or descending.",
                ));
            }
        };
        let cursor = text("cursor")?;
        let count = match value("count") {
            None => DEFAULT_PAGE_SIZE,
            Some(value) => {
                let count = integer(&value)
                    .ok_or_else(|| ErrorResponse::invalid_count("count must be a whole number."))?;
                u32::try_from(count.clamp(0, i64::from(MAX_PAGE_SIZE))).unwrap_or(MAX_PAGE_SIZE)
            }
        };
        let index = match value("startIndex") {
            None => 0,
            Some(_) if cursor.is_some() => {
                return Err(ErrorResponse::invalid_value(
                    "startIndex and cursor cannot be used together.",
                ));
            }
            Some(value) => {
                let index = integer(&value).ok_or_else(|| {
                    ErrorResponse::invalid_value("startIndex must be a whole number.")
                })?;
                u64::try_from(index.max(1) - 1).unwrap_or(0)
            }
        };
        Ok(Self {
            filter_text: filter_text.unwrap_or_default(),
            filter,
            sort_by: text("sortBy")?.filter(|path| !path.trim().is_empty()),
            descending,
            count,
            index,
            cursor,
            projection: Projection::new(included, excluded)?,
        })
    }

    /// The filter and the page of a list of users.
    ///
    /// # Errors
    /// 400 `invalidFilter` for an unknown attribute; `invalidCursor`.
    pub fn users(
        &self,
        view: &View,
        domain: &Domain,
    ) -> Result<(Expr<UserTest>, ScimWindow<UserSort>), ErrorResponse> {
        let filter = match &self.filter {
            Some(node) => decode_user_filter(node, view, domain, Unknown::Reject)?,
            None => Expr::always(),
        };
        let sort = self.sort_by.as_deref().map(|path| user_sort(path, view)).transpose()?;
        Ok((filter, self.window(sort, domain, Resource::User.name())?))
    }

    /// The filter and the page of a list of groups.
    ///
    /// # Errors
    /// As [`ListRequest::users`].
    pub fn groups(
        &self,
        view: &View,
        domain: &Domain,
    ) -> Result<(Expr<GroupTest>, ScimWindow<GroupSort>), ErrorResponse> {
        let filter = match &self.filter {
            Some(node) => decode_group_filter(node, view, Unknown::Reject)?,
            None => Expr::always(),
        };
        let sort = self.sort_by.as_deref().map(|path| group_sort(path, view)).transpose()?;
        Ok((filter, self.window(sort, domain, Resource::Group.name())?))
    }

    /// The page of a resource type in a list of all types. Users come before groups.
    ///
    /// # Errors
    /// 400 `invalidFilter` for an attribute that no type has; `invalidCursor`.
    pub fn everything(&self, view: &View, domain: &Domain) -> Result<Everything, ErrorResponse> {
        let mut everything = Everything {
            users: Expr::always(),
            user_sort: None,
            groups: Expr::always(),
            group_sort: None,
            start: EverythingStart::Index(self.index),
            count: self.count,
            descending: self.descending,
        };
        if let Some(node) = &self.filter {
            // An attribute must belong to one of the types.
            let strict_users = decode_user_filter(node, view, domain, Unknown::Reject);
            let strict_groups = decode_group_filter(node, view, Unknown::Reject);
            if let (Err(error), Err(_)) = (strict_users, strict_groups) {
                return Err(error);
            }
            everything.users = decode_user_filter(node, view, domain, Unknown::Absent)?;
            everything.groups = decode_group_filter(node, view, Unknown::Absent)?;
        }
        if let Some(path) = &self.sort_by {
            let (users, groups) = (user_sort(path, view), group_sort(path, view));
            if let (Err(error), Err(_)) = (&users, &groups) {
                return Err(error.clone());
            }
            everything.user_sort = users.ok();
            everything.group_sort = groups.ok();
        }
        if let Some(cursor) = &self.cursor {
            everything.start = EverythingStart::Users(None);
            if !cursor.is_empty() {
                let after = |name| cursor::decode(cursor, self.fingerprint(domain, name));
                everything.start = match (after("all users"), after("all groups")) {
                    (Some(position), _) => EverythingStart::Users(Some(position)),
                    (_, Some(position)) => {
                        let is_first = position.id.is_empty();
                        EverythingStart::Groups((!is_first).then_some(position))
                    }
                    _ => return Err(ErrorResponse::invalid_cursor()),
                };
            }
        }
        Ok(everything)
    }

    /// The cursor of the page after `position` in a list.
    pub fn next(&self, position: Option<&Position>, domain: &Domain, list: &str) -> Option<String> {
        self.cursor.as_ref()?;
        Some(cursor::encode(position?, self.fingerprint(domain, list)))
    }

    /// Encodes a page.
    pub fn encode(&self, page: ListResponse) -> Value {
        let mut list = json!({ "schemas": [LIST], "totalResults": page.total });
        if self.cursor.is_none() {
            list["startIndex"] = (self.index + 1).into();
        }
        list["itemsPerPage"] = page.resources.len().into();
        if let Some(next) = page.next {
            list["nextCursor"] = next.into();
        }
        list["Resources"] = Value::Array(page.resources);
        list
    }

    fn window<S>(
        &self,
        sort: Option<S>,
        domain: &Domain,
        list: &str,
    ) -> Result<ScimWindow<S>, ErrorResponse> {
        let start = match self.cursor.as_deref() {
            None => PageStart::Index(self.index),
            Some("") => PageStart::Index(0),
            Some(token) => {
                let position = cursor::decode(token, self.fingerprint(domain, list));
                PageStart::After(position.ok_or_else(ErrorResponse::invalid_cursor)?)
            }
        };
        let sort = sort.map(|sort| (sort, self.descending));
        Ok(ScimWindow { limit: self.count, start, sort })
    }

    fn fingerprint(&self, domain: &Domain, list: &str) -> u64 {
        cursor::fingerprint(&[
            &domain.number.to_string(),
            list,
            &self.filter_text,
            self.sort_by.as_deref().unwrap_or_default(),
            if self.descending { "descending" } else { "ascending" },
        ])
    }
}

/// A list of users and groups.
#[derive(Clone, Debug)]
pub struct Everything {
    /// The filter of users.
    pub users: Expr<UserTest>,
    /// The order of users.
    pub user_sort: Option<UserSort>,
    /// The filter of groups.
    pub groups: Expr<GroupTest>,
    /// The order of groups.
    pub group_sort: Option<GroupSort>,
    /// Where the page starts.
    pub start: EverythingStart,
    /// The size of the page.
    pub count: u32,
    /// The direction of both orders.
    pub descending: bool,
}

/// Where a page of users and groups starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EverythingStart {
    /// After this number of resources.
    Index(u64),
    /// Among the users, after this one.
    Users(Option<Position>),
    /// Among the groups, after this one.
    Groups(Option<Position>),
}

/// A list without parameters, such as that of the schemas.
pub fn encode_all(resources: &[Value]) -> Value {
    json!({
        "schemas": [LIST],
        "totalResults": resources.len(),
        "startIndex": 1,
        "itemsPerPage": resources.len(),
        "Resources": resources,
    })
}

/// A whole number, also as text.
fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_i64(),
    }
}
