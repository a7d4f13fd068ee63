//! Companies, tags and lists: three kinds of records of the User.com API to which people are assigned.
//! Their pages are the same.

mod delete;
mod edit;
mod list;
mod people;
mod record;
mod show;

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use roster_model::{LabelKind, PeopleViewFilter};

pub(crate) use delete::{confirm_delete, delete};
pub(crate) use edit::{create, edit_form, new_form, update};
pub(crate) use list::list;
pub(crate) use people::{add_people, remove_people};
pub(crate) use show::show;

use crate::{
    console::i18n::{Message, Selector, message},
    error::ApiError,
};

/// The kinds in the order of their tabs: the segment of the path, and the message with the title.
const KINDS: [(LabelKind, &str, &str); 3] = [
    (LabelKind::Company, "companies", "labels-companies"),
    (LabelKind::Tag, "tags", "labels-tags"),
    (LabelKind::List, "lists", "labels-lists"),
];

/// The kind in the path `/d/{domain}/labels/{kind}`.
pub(crate) struct KindPath(LabelKind);

/// The kind and the number in the path `/d/{domain}/labels/{kind}/{number}`.
#[derive(Clone, Copy)]
pub(crate) struct LabelPath {
    kind: LabelKind,
    number: i64,
}

impl<S: Send + Sync> FromRequestParts<S> for KindPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((_, kind)) = path.map_err(|_| ApiError::NoRoute)?;
        parse_kind(&kind).map(Self).ok_or(ApiError::NoRoute)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for LabelPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String, String)>::from_request_parts(parts, state).await;
        let Path((_, kind, number)) = path.map_err(|_| ApiError::NoRoute)?;
        let kind = parse_kind(&kind).ok_or(ApiError::NoRoute)?;
        Ok(Self { kind, number: number.parse().map_err(|_| ApiError::NoRoute)? })
    }
}

impl LabelPath {
    /// The URL of the record.
    fn url(self, base: &str) -> String {
        format!("{}/{}", list_url(base, self.kind), self.number)
    }

    /// The filter that the people of the record match.
    fn filter(self) -> PeopleViewFilter {
        let (all, number) = (PeopleViewFilter::default(), Some(self.number));
        match self.kind {
            LabelKind::Company => PeopleViewFilter { company: number, ..all },
            LabelKind::Tag => PeopleViewFilter { tag: number, ..all },
            LabelKind::List => PeopleViewFilter { list: number, ..all },
        }
    }
}

fn parse_kind(text: &str) -> Option<LabelKind> {
    KINDS.into_iter().find(|(_, path, _)| *path == text).map(|(kind, ..)| kind)
}

/// The URL of the list of a kind.
fn list_url(base: &str, kind: LabelKind) -> String {
    let path = KINDS.into_iter().find(|(known, ..)| *known == kind).map(|(_, path, _)| path);
    format!("{base}/labels/{}", path.unwrap_or_default())
}

/// The message with this ID, in the variant of the kind.
fn of_kind(id: &str, kind: LabelKind) -> Message {
    message(id).arg("kind", selector(kind))
}

fn selector(kind: LabelKind) -> Selector<'static> {
    Selector(match kind {
        LabelKind::Company => "company",
        LabelKind::Tag => "tag",
        LabelKind::List => "list",
    })
}
