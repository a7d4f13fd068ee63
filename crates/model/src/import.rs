//! Moving workers in and out in bulk: rows of tables, what became of each, and what an import did.

use jiff::Timestamp;

use crate::{CustomData, Email, Id, Person, Phone, Problem, SecretString};

/// A row of a table of workers, as far as it could be understood: what is `None` has no column, and
/// stays as it is; an empty cell of a column that is there empties the field.
#[derive(Clone, Debug, Default)]
pub struct ImportRow {
    /// Where the row is in its file: the first after the head of a table is row 2.
    pub row: u64,
    /// The identity: found by it, or made with it.
    pub id: Option<String>,
    /// The username, in full or bare.
    pub username: Option<String>,
    /// The password in clear; one of asterisks was left out when the row was read.
    pub password: Option<SecretString>,
    /// A name at `ConnectID`, in place of a password.
    pub connect_username: Option<String>,
    /// Whether the worker may sign in.
    pub active: Option<bool>,
    /// Whether the account is confirmed by its owner.
    pub confirmed: Option<bool>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail; `Some(None)` removes it.
    pub email: Option<Option<Email>>,
    /// Phone numbers, the default one first.
    pub phones: Option<Vec<Phone>>,
    /// Language; `Some(None)` removes it.
    pub language: Option<Option<String>>,
    /// Role by name; `Some(None)` removes it.
    pub role: Option<Option<String>>,
    /// Groups, by name.
    pub groups: Option<Vec<String>>,
    /// Locations, by site code, the primary one first.
    pub locations: Option<Vec<String>>,
    /// Profile by name; `Some(None)` removes it.
    pub profile: Option<Option<String>>,
    /// Custom values by slug; other keys stay.
    pub data: CustomData,
    /// Whether the values are JSON; else they are cells, which cannot tell 5 from "5".
    pub typed: bool,
    /// What could not be understood.
    pub errors: Vec<RowError>,
}

/// One thing wrong with a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// The column, as the file spells it; empty when it is the row as a whole.
    pub column: String,
    /// What the cell says; never a password.
    pub value: String,
    /// What is wrong.
    pub problem: Problem,
}

impl RowError {
    /// A flaw of a cell.
    pub fn new(column: &str, value: &str, problem: Problem) -> Self {
        Self { column: column.to_owned(), value: value.to_owned(), problem }
    }

    /// What helps.
    pub fn remedy(&self) -> &'static str {
        match &self.problem {
            Problem::Required => "fill it in",
            Problem::Email(_) => "write one address such as ada@example.org, or leave it empty",
            Problem::Phone(_) => "write digits, with one leading + at most, or leave it empty",
            Problem::WrongType(_) => "write true or false",
            Problem::UsernameNotEmail(_) | Problem::UsernameSpecial { .. } => {
                "use letters, digits and . _ + - only"
            }
            Problem::UsernameHost { .. } => "leave out the @ and what follows it",
            Problem::UsernameTaken(_) => "choose another username: a deleted worker's stays taken",
            Problem::HqItem(_) => "leave user_id empty to make a new worker",
            Problem::NotEditable => "write what it is now, or leave out the column",
            Problem::UnknownGroups(_) => "make the group first, or correct its name",
            Problem::UnknownLocations(_) => "make the location first, or correct its site code",
            Problem::UnknownRole(_) => "`roster role list` shows those there are",
            Problem::UnknownProfile => "`roster profile list` shows those there are",
            Problem::ProfileConflict | Problem::Controlled(_) => {
                "empty the cell: the profile or the directory gives this value"
            }
            Problem::PasswordWeak | Problem::PasswordTooLong => {
                "choose another, or **** to leave it as it is"
            }
            Problem::TooLong(_) => "shorten it",
            Problem::Unstorable => "take out the character U+0000",
            _ => "correct the row",
        }
    }
}

/// How an import is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// Tells what would happen, and does nothing.
    DryRun,
    /// Each row for itself: a refused one keeps no other from being carried out.
    RowByRow,
    /// All rows, or none when one is refused.
    Atomic,
}

/// What became of a row, or would.
#[derive(Clone, Debug, PartialEq)]
pub struct RowVerdict {
    /// Where the row is in its file.
    pub row: u64,
    /// The username that it is about, in full where it is known.
    pub username: String,
    /// The identity of the worker, where it is known.
    pub id: Option<Id>,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOutcome {
    /// A worker was made.
    Created,
    /// A worker was changed, in these fields.
    Changed(Vec<FieldChange>),
    /// The worker is so already.
    Unchanged,
    /// Nothing was done.
    Refused(Vec<RowError>),
}

impl RowOutcome {
    /// The name of it in verdicts.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed(_) => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused(_) => "refused",
        }
    }
}

/// A field that an import changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The column, by its usual name.
    pub column: String,
    /// What it said; never a password.
    pub from: String,
    /// What it says; never a password.
    pub to: String,
}

/// How many rows had which outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Workers made.
    pub created: u64,
    /// Workers changed.
    pub changed: u64,
    /// Workers who were so already.
    pub unchanged: u64,
    /// Rows refused.
    pub refused: u64,
}

impl ImportCounts {
    /// Counts a row.
    pub fn count(&mut self, outcome: &RowOutcome) {
        *match outcome {
            RowOutcome::Created => &mut self.created,
            RowOutcome::Changed(_) => &mut self.changed,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Refused(_) => &mut self.refused,
        } += 1;
    }

    /// How many rows there were.
    pub fn total(&self) -> u64 {
        self.created + self.changed + self.unchanged + self.refused
    }
}

/// An import that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its number in the domain, from 1.
    pub number: i64,
    /// Where the rows came from: the name of a file.
    pub source: String,
    /// Who imported.
    pub actor: String,
    /// When it began.
    pub started_at: Timestamp,
    /// The last number of the change log before it.
    pub first_seq: i64,
    /// How many people it made.
    pub created: i64,
    /// How many people it changed.
    pub changed: i64,
    /// When it was undone, if it was.
    pub undone_at: Option<Timestamp>,
}

/// A worker with the names of what they belong to: what a row of an exported table says.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedWorker {
    /// The worker.
    pub person: Person,
    /// The names of the groups, in order.
    pub groups: Vec<String>,
    /// The site codes of the locations, the primary one first.
    pub locations: Vec<String>,
    /// The name of the profile.
    pub profile: Option<String>,
}

/// What all rows of an exported table have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableShape {
    /// How many workers there are.
    pub total: u64,
    /// How many phone numbers a worker has at most.
    pub phones: usize,
    /// How many groups a worker is in at most.
    pub groups: usize,
    /// How many locations a worker is at at most.
    pub locations: usize,
    /// The slugs of the custom fields, in order.
    pub fields: Vec<String>,
}

/// What a cell says of a custom value: a text as it is, nothing for null, the rest as JSON.
pub fn cell_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
