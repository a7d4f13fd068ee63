//! The columns of the list of people. Each web user chooses them for each domain.

mod cell;
mod form;

use roster_directory::{PeopleView, RelatedData};
use roster_model::{Error, Schema};

pub(super) use cell::{Cell, CellValue};
pub(crate) use form::{show as columns_form, update as choose_columns};

use crate::console::i18n::text;

/// The columns to choose from beside custom fields: the name in the form, and the message with the label.
const STANDARD: [(&str, &str); 12] = [
    ("username", "common-username"),
    ("phone", "people-phone"),
    ("email", "people-email"),
    ("groups", "people-groups"),
    ("locations", "people-locations"),
    ("role", "people-role"),
    ("status", "common-status"),
    ("submitted", "people-last-submission"),
    ("created", "people-created"),
    ("updated", "people-updated"),
    ("tags", "people-tags"),
    ("companies", "people-companies"),
];

/// The columns of a web user who has chosen none.
const DEFAULT: [&str; 5] = ["username", "phone", "groups", "locations", "status"];

/// Precedes the key of a custom field in the name of its column.
const FIELD: &str = "field:";

/// A column. The name of the person precedes all columns and is always shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The name in the form.
    pub(crate) name: String,
    pub(crate) label: String,
}

/// The columns to choose from: the standard ones, then the declared custom fields in their order.
pub(super) fn all(schema: &Schema) -> Vec<Column> {
    let standard = STANDARD
        .iter()
        .map(|(name, label)| Column { name: (*name).to_owned(), label: text(label) });
    let declared = schema.fields.iter().filter(|field| field.declared);
    let fields = declared
        .map(|field| Column { name: format!("{FIELD}{}", field.slug), label: field.label.clone() });
    standard.chain(fields).collect()
}

/// The columns that the web user has chosen. A custom field that was deleted meanwhile is left out.
pub(super) async fn chosen(
    people_view: &PeopleView<'_>,
    schema: &Schema,
) -> Result<Vec<Column>, Error> {
    let chosen = people_view.columns().await?;
    let is_shown = |column: &Column| match &chosen {
        Some(names) => names.contains(&column.name),
        None => DEFAULT.contains(&column.name.as_str()),
    };
    let mut columns = all(schema);
    columns.retain(is_shown);
    Ok(columns)
}

/// The data outside the records of people that these columns show.
pub(super) fn related_data(columns: &[Column]) -> RelatedData {
    let has = |name: &str| columns.iter().any(|column| column.name == name);
    RelatedData {
        tags: has("tags"),
        companies: has("companies"),
        last_submission: has("submitted"),
    }
}

impl Column {
    /// The key of the custom field of the column.
    fn field(&self) -> Option<&str> {
        self.name.strip_prefix(FIELD)
    }
}
