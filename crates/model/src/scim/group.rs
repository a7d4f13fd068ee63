//! SCIM groups.

use jiff::Timestamp;

use super::{Element, ElementTest, Expr, Test, instant_key};
use crate::{FieldError, Id, fold};

/// The writable attributes of a group. They replace the present ones.
#[derive(Clone, Debug, Default)]
pub struct GroupData {
    /// `displayName`; empty when missing.
    pub name: String,
    /// `externalId`
    pub external_id: Option<String>,
    /// The ids of the members.
    pub members: Vec<String>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// A group with the records that a response shows.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct GroupView {
    /// The identity.
    pub id: Id,
    /// The name, unique in the domain.
    pub name: String,
    /// The identity that the provisioning client gave.
    pub external_id: Option<String>,
    /// When the group was created.
    pub created_at: Timestamp,
    /// When the group last changed.
    pub updated_at: Timestamp,
    /// All members, active and deactivated, by username. Empty if they were not read.
    pub members: Vec<Id>,
}

/// A test of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupTest {
    /// A single-valued attribute.
    Field(GroupField, Test),
    /// A member.
    Member(Expr<ElementTest>),
    /// `meta.location`: this address, followed by the id.
    Location(String, Test),
}

/// A single-valued attribute of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupField {
    /// `id`
    Id,
    /// `externalId`
    ExternalId,
    /// `displayName`
    DisplayName,
    /// `meta.created`
    Created,
    /// `meta.lastModified`
    LastModified,
}

/// The attribute that a list of groups is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSort(pub GroupField);

impl GroupView {
    /// Whether the group matches a filter.
    pub fn matches(&self, filter: &Expr<GroupTest>) -> bool {
        filter.holds(&|test| self.passes(test))
    }

    /// The sort key of the group.
    pub fn sort_key(&self, GroupSort(field): GroupSort) -> Option<String> {
        match field {
            GroupField::Id => Some(self.id.to_string()),
            GroupField::ExternalId => self.external_id.clone(),
            GroupField::DisplayName => Some(fold(&self.name)),
            GroupField::Created => Some(instant_key(self.created_at)),
            GroupField::LastModified => Some(instant_key(self.updated_at)),
        }
    }

    fn passes(&self, test: &GroupTest) -> bool {
        match test {
            GroupTest::Field(field, test) => match field {
                GroupField::Id => test.of_text(Some(self.id.as_str()), true),
                GroupField::ExternalId => test.of_text(self.external_id.as_deref(), true),
                GroupField::DisplayName => test.of_text(Some(&self.name), false),
                GroupField::Created => test.of_instant(self.created_at),
                GroupField::LastModified => test.of_instant(self.updated_at),
            },
            GroupTest::Member(expr) => self.members.iter().any(|id| {
                let element = Element {
                    value: id.as_str().into(),
                    digits: None,
                    kind: Some("User"),
                    primary: false,
                    display: None,
                    exact: true,
                };
                element.matches(expr)
            }),
            GroupTest::Location(base, test) => {
                test.of_text(Some(&format!("{base}{}", self.id)), true)
            }
        }
    }
}
