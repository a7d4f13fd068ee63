//! A cell of the list of people.

use jiff::tz::TimeZone;
use roster_directory::PeopleViewPage;
use roster_model::{Id, Person, Phone, Schema};

use super::Column;
use crate::console::{
    components::DisplayTime,
    pages::people::{
        contact_urls::{mailto_url, tel_url},
        custom,
        status_badge::StatusBadge,
    },
};

/// A cell, with the label of its column for the cards of a phone.
pub(crate) struct Cell {
    pub(crate) label: String,
    pub(crate) value: CellValue,
}

/// The value of a cell.
pub(crate) enum CellValue {
    Empty,
    Text(String),
    /// A text with the URL that calls or writes to it.
    Link {
        url: String,
        text: String,
    },
    Names(Vec<String>),
    Status(StatusBadge),
    Time(DisplayTime),
}

impl Cell {
    /// The cell of a person on a page.
    pub(crate) fn new(
        column: &Column,
        person: &Person,
        found: &PeopleViewPage,
        schema: &Schema,
        zone: &TimeZone,
    ) -> Self {
        let value = CellValue::new(column, person, found, schema, zone);
        Self { label: column.label.clone(), value }
    }

    /// Whether the value stays on one line.
    pub(crate) fn is_number(&self) -> bool {
        matches!(&self.value, CellValue::Link { url, .. } if url.starts_with("tel:"))
    }
}

impl CellValue {
    fn new(
        column: &Column,
        person: &Person,
        found: &PeopleViewPage,
        schema: &Schema,
        zone: &TimeZone,
    ) -> Self {
        let worker = person.worker.as_ref();
        let related = &found.related;
        let named = |ids: &[Id]| {
            Self::names(ids.iter().filter_map(|id| found.names.get(id).cloned()).collect())
        };
        let id = person.id.as_str();
        if let Some(slug) = column.field() {
            return Self::text(custom::shown_value(person, schema, slug));
        }
        match column.name.as_str() {
            "username" => {
                worker.map_or(Self::Empty, |it| Self::text(it.username.short().to_owned()))
            }
            "phone" => match person.default_phone().map(Phone::international) {
                Some(text) => Self::Link { url: tel_url(&text), text },
                None => Self::Empty,
            },
            "email" => match &person.email {
                Some(email) => {
                    Self::Link { url: mailto_url(email.as_str()), text: email.as_str().to_owned() }
                }
                None => Self::Empty,
            },
            "groups" => worker.map_or(Self::Empty, |it| named(&it.groups)),
            "locations" => worker.map_or(Self::Empty, |it| named(&it.locations)),
            "role" => Self::text(worker.and_then(|it| it.role.clone()).unwrap_or_default()),
            "status" => Self::Status(StatusBadge::new(person)),
            "submitted" => related
                .last_submissions
                .get(id)
                .map_or(Self::Empty, |at| Self::Time(DisplayTime::new(at, zone))),
            "created" => Self::Time(DisplayTime::new(&person.created_at, zone)),
            "updated" => Self::Time(DisplayTime::new(&person.updated_at, zone)),
            "tags" => {
                let tags = person.usercom.tags.iter();
                Self::names(tags.filter_map(|tag| related.tags.get(tag).cloned()).collect())
            }
            "companies" => {
                let companies = related.companies.get(id).map(Vec::as_slice).unwrap_or_default();
                Self::names(companies.iter().map(|company| company.name.clone()).collect())
            }
            _ => Self::Empty,
        }
    }

    fn text(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn names(names: Vec<String>) -> Self {
        if names.is_empty() { Self::Empty } else { Self::Names(names) }
    }
}
