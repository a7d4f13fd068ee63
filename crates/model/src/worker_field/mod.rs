//! The table of a worker's fields. The change log, the tables for import and export, the CommCare
//! serializer and the API document iterate it.

mod table;

use std::{borrow::Cow, fmt, sync::LazyLock};

use jiff::Timestamp;
use serde_json::Value;

use crate::{ImportRow, NamedWorker, Person, Problem, TableShape, Username, WorkerEdit, WorkerRef};

/// The field that must not appear in exports, reports and logs.
const PASSWORD: &str = "password";

/// A field in the change log.
#[derive(Clone, Copy)]
struct LoggedField {
    /// Compares the field of two versions of a person.
    differs: fn(&Person, &Person) -> bool,
    /// The value.
    value: fn(&Person) -> Value,
}

/// Sets a field to a value of the change log. Returns `false` for a contact, who has no such field.
type PutBack = fn(&mut Person, &Value) -> bool;

/// Sets a value of an imported row from the text of a cell.
pub type SetCell = fn(&mut ImportRow, &str) -> Result<(), Problem>;

/// One field of a worker.
#[derive(Clone, Copy)]
pub struct WorkerField {
    /// The name in the change log and in the CommCare API.
    pub name: &'static str,
    /// What the field holds, for the API document.
    pub description: &'static str,
    /// A value for the API document: the one of the published samples, or a similar one.
    pub example: fn() -> Value,
    /// How the CommCare API returns the field; `None` if it does not.
    pub shown: Option<ShownField>,
    /// How the CommCare API sets the field of a new or existing worker; `None` for a read-only field
    /// and for one with other rules for new workers.
    pub edit: Option<ApiEdit>,
    /// The column of tables; `None` if tables have none.
    pub column: Option<TableColumn>,
    logged: Option<LoggedField>,
    put_back: Option<PutBack>,
    /// The text, for a field without a shorter limit than other texts.
    limited_text: Option<for<'a> fn(&'a Person) -> Option<&'a str>>,
}

/// A field in responses of the CommCare API.
#[derive(Clone, Copy)]
pub struct ShownField {
    /// The position among the keys of a worker, as in the published samples.
    pub position: u8,
    /// Whether the live service returns the field. It returns fewer fields than the published
    /// pages show.
    pub live: bool,
    /// The value.
    pub value: ApiValue,
}

/// A value in responses of the CommCare API.
#[derive(Clone, Copy)]
pub enum ApiValue {
    /// A string.
    Text(for<'a> fn(&'a WorkerRef<'a>) -> &'a str),
    /// A string or `null`.
    OptionalText(for<'a> fn(&'a WorkerRef<'a>) -> Option<&'a str>),
    /// A string; the key is absent without one. For fields that the published pages lack: responses
    /// stay the same for workers without the field.
    TextIfSet(for<'a> fn(&'a WorkerRef<'a>) -> Option<&'a str>),
    /// A list of strings.
    TextList(for<'a> fn(&'a WorkerRef<'a>) -> &'a [Cow<'a, str>]),
    /// A boolean.
    Flag(fn(&WorkerRef<'_>) -> bool),
    /// An instant.
    Instant(fn(&WorkerRef<'_>) -> Timestamp),
    /// The e-mail address in lower case; empty without one.
    Email,
    /// The first phone number or `null`.
    DefaultPhone,
    /// All phone numbers.
    Phones,
    /// The custom data, with the values of the profile and of the directory.
    CustomData,
    /// The licence agreements, as a string.
    Eulas,
    /// The path of the worker.
    ResourceUri,
}

/// How a value of a CommCare request changes a [`WorkerEdit`].
#[derive(Clone, Copy)]
pub enum ApiEdit {
    /// A string; `null` is the empty string.
    Text(fn(&mut WorkerEdit, String)),
    /// A string; `null` and the empty string remove the value.
    OptionalText(fn(&mut WorkerEdit, Option<String>)),
    /// [`WorkerEdit::email`].
    Email,
    /// [`crate::PhoneEdit::Default`].
    DefaultPhone,
    /// [`crate::PhoneEdit::All`].
    Phones,
    /// [`WorkerEdit::groups`].
    Groups,
    /// [`WorkerEdit::locations`].
    Locations,
    /// [`WorkerEdit::primary_location`].
    PrimaryLocation,
    /// [`WorkerEdit::data`].
    CustomData,
}

/// The column of a field, or the numbered columns of a list.
#[derive(Clone, Copy)]
pub struct TableColumn {
    /// The header in exports. A list adds the number: `group 1`.
    pub header: &'static str,
    /// Other headers that imports accept.
    pub aliases: &'static [&'static str],
    /// Counts the columns that a list needs in an export; `None` for a single value.
    pub count: Option<fn(&TableShape) -> usize>,
    /// Returns the value for an export.
    pub get: for<'a> fn(&'a NamedWorker) -> CellValue<'a>,
    /// Sets the value of an imported cell. A list takes one cell after the other. `None` for a
    /// read-only column.
    pub set: Option<SetCell>,
}

/// The value of an exported cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// No value.
    Empty,
    /// A text.
    Text(Cow<'a, str>),
    /// A boolean.
    Flag(bool),
    /// A list: one cell for each item.
    List(Vec<&'a str>),
    /// The username. Tables leave out the host if the domain adds the same one.
    Username(&'a Username),
    /// The password, which is never exported.
    Password,
}

impl WorkerField {
    /// All fields, in the order of the change log and of the columns of a table.
    pub fn all() -> &'static [Self] {
        &table::FIELDS
    }

    /// The fields that the CommCare API returns, in the order of the published samples.
    pub fn shown() -> impl Iterator<Item = (&'static Self, ShownField)> {
        static SORTED: LazyLock<Vec<(&WorkerField, ShownField)>> = LazyLock::new(|| {
            let fields = table::FIELDS.iter();
            let mut shown: Vec<_> =
                fields.filter_map(|field| field.shown.map(|shown| (field, shown))).collect();
            shown.sort_by_key(|(_, shown)| shown.position);
            shown
        });
        SORTED.iter().copied()
    }

    /// Finds the field that the CommCare API sets under this name.
    pub fn edit_by_name(name: &str) -> Option<ApiEdit> {
        table::FIELDS.iter().find(|field| field.name == name).and_then(|field| field.edit)
    }

    /// The fields that have a column, in the order of the columns.
    pub fn columns() -> impl Iterator<Item = (&'static Self, TableColumn)> {
        table::FIELDS.iter().filter_map(|field| field.column.map(|column| (field, column)))
    }

    /// Whether the field differs between two versions of a person.
    pub(crate) fn differs(&self, before: &Person, after: &Person) -> bool {
        self.logged.is_some_and(|logged| (logged.differs)(before, after))
    }

    /// Whether changes of the field are logged.
    pub(crate) fn is_logged(&self) -> bool {
        self.logged.is_some()
    }

    /// The value in the change log; `null` if the person does not have the field.
    pub(crate) fn logged_value(&self, person: &Person) -> Value {
        self.logged.map_or(Value::Null, |logged| (logged.value)(person))
    }

    /// Sets the field to a value of the change log; `null` removes the value. Returns whether the
    /// person can have the field and the field can be set: identities and times are fixed.
    pub(crate) fn put_back(&self, person: &mut Person, value: &Value) -> bool {
        self.put_back.is_some_and(|set| set(person, value))
    }

    /// The text that [`crate::limits::MAX_TEXT`] limits; `None` for other fields and without a text.
    pub(crate) fn limited_text<'a>(&self, person: &'a Person) -> Option<&'a str> {
        self.limited_text.and_then(|text| text(person))
    }

    /// Whether values must not appear in reports and logs.
    pub fn is_secret(&self) -> bool {
        self.name == PASSWORD
    }

    const fn new(name: &'static str, description: &'static str) -> Self {
        Self {
            name,
            description,
            example: || Value::Null,
            shown: None,
            edit: None,
            column: None,
            logged: None,
            put_back: None,
            limited_text: None,
        }
    }

    /// Gives the field a value for the API document.
    const fn example(mut self, example: fn() -> Value) -> Self {
        self.example = example;
        self
    }

    /// Lets an earlier value be restored from the change log.
    const fn restorable(mut self, put_back: PutBack) -> Self {
        self.put_back = Some(put_back);
        self
    }

    /// Limits the length of the text to [`crate::limits::MAX_TEXT`].
    const fn limited(mut self, text: for<'a> fn(&'a Person) -> Option<&'a str>) -> Self {
        self.limited_text = Some(text);
        self
    }

    /// Logs changes of the field.
    const fn logged(
        mut self,
        differs: fn(&Person, &Person) -> bool,
        value: fn(&Person) -> Value,
    ) -> Self {
        self.logged = Some(LoggedField { differs, value });
        self
    }

    /// Returns the field in the documented and the live mode of the CommCare API.
    const fn shown_at(mut self, position: u8, value: ApiValue) -> Self {
        self.shown = Some(ShownField { position, live: true, value });
        self
    }

    /// Returns the field in the documented mode of the CommCare API only.
    const fn documented_at(mut self, position: u8, value: ApiValue) -> Self {
        self.shown = Some(ShownField { position, live: false, value });
        self
    }

    /// Lets clients of the CommCare API set the field.
    const fn editable(mut self, edit: ApiEdit) -> Self {
        self.edit = Some(edit);
        self
    }

    /// Gives the field a column.
    const fn column(mut self, column: TableColumn) -> Self {
        self.column = Some(column);
        self
    }
}

/// Two fields are equal if they have the same name.
impl PartialEq for WorkerField {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for WorkerField {}

impl fmt::Debug for WorkerField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WorkerField").field(&self.name).finish()
    }
}

impl TableColumn {
    const fn new(
        header: &'static str,
        get: for<'a> fn(&'a NamedWorker) -> CellValue<'a>,
        set: SetCell,
    ) -> Self {
        Self { header, aliases: &[], count: None, get, set: Some(set) }
    }

    const fn read_only(
        header: &'static str,
        get: for<'a> fn(&'a NamedWorker) -> CellValue<'a>,
    ) -> Self {
        Self { header, aliases: &[], count: None, get, set: None }
    }

    const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn list(mut self, count: fn(&TableShape) -> usize) -> Self {
        self.count = Some(count);
        self
    }
}

impl CellValue<'_> {
    /// The value as one text. The items of a list are separated by `, `; the username is complete.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty | Self::Password => String::new(),
            Self::Text(text) => text.clone().into_owned(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(items) => items.join(", "),
            Self::Username(username) => username.as_str().to_owned(),
        }
    }
}

impl<'a> From<&'a str> for CellValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<Cow<'a, str>> for CellValue<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<Option<Cow<'a, str>>> for CellValue<'a> {
    fn from(text: Option<Cow<'a, str>>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}

impl<'a> From<Option<&'a str>> for CellValue<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::from)
    }
}
