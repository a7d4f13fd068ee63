//! Import of a domain from CommCare HQ, with the identities that the records have there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{FieldError, Id, SecretString, WorkerEdit};

/// The kind of an imported record. The import follows this order: a record refers only to records of
/// its own or an earlier kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HqKind {
    /// Location types.
    LocationType,
    /// Locations.
    Location,
    /// Groups, without members: the groups of a worker come with the worker.
    Group,
    /// Mobile workers, active and deactivated.
    Worker,
}

impl HqKind {
    /// All kinds, in the order of the import.
    pub const ALL: [Self; 4] = [Self::LocationType, Self::Location, Self::Group, Self::Worker];

    /// Returns the name of the kind.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LocationType => "location_type",
            Self::Location => "location",
            Self::Group => "group",
            Self::Worker => "worker",
        }
    }

    /// Finds the kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A location type of HQ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HqLocationType {
    /// The number in HQ, as text. The type keeps it if no other type of the store has it.
    pub id: String,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The parent type, by its number in HQ.
    pub parent: Option<String>,
    /// Whether locations of this type own cases.
    pub shares_cases: bool,
    /// Whether workers at this level see the locations below.
    pub view_descendants: bool,
    /// Whether locations of this type only group others; `None` if HQ does not say.
    pub administrative: Option<bool>,
    /// The errors found while reading the record. If there are any, it is not imported.
    pub errors: Vec<FieldError>,
}

/// A location of HQ.
#[derive(Clone, Debug, PartialEq)]
pub struct HqLocation {
    /// The identity, which the location keeps.
    pub id: Id,
    /// The number in HQ. The location keeps it if no other location of the store has it.
    pub number: Option<i64>,
    /// The name.
    pub name: String,
    /// The site code.
    pub site_code: String,
    /// The location type, by its number in HQ.
    pub level: String,
    /// The identity of the parent.
    pub parent: Option<String>,
    /// Degrees north, as sent by HQ.
    pub latitude: Option<String>,
    /// Degrees east, as sent by HQ.
    pub longitude: Option<String>,
    /// The identity in an external system.
    pub external_id: Option<String>,
    /// Custom data.
    pub data: Map<String, Value>,
    /// When the location was created in HQ.
    pub created_at: Option<Timestamp>,
    /// Invalid values that are dropped. The location is imported without them.
    pub left_out: Vec<FieldError>,
    /// The errors found while reading the record. If there are any, it is not imported.
    pub errors: Vec<FieldError>,
}

/// A group of HQ, without members.
#[derive(Clone, Debug, PartialEq)]
pub struct HqGroup {
    /// The identity, which the group keeps.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Whether the members share cases.
    pub case_sharing: bool,
    /// Whether the group appears in report filters.
    pub reporting: bool,
    /// Custom data.
    pub metadata: Map<String, Value>,
    /// The errors found while reading the record. If there are any, it is not imported.
    pub errors: Vec<FieldError>,
}

/// A mobile worker of HQ.
#[derive(Clone, Debug)]
pub struct HqWorker {
    /// The identity, which the worker keeps.
    pub id: Id,
    /// The full username in Roster.
    pub username: String,
    /// Whether the worker is active in HQ.
    pub active: bool,
    /// When the worker was created in HQ, if HQ sends it.
    pub created_at: Option<Timestamp>,
    /// All other fields. If [`WorkerEdit::errors`] is not empty, the worker is not imported.
    pub edit: WorkerEdit,
    /// Invalid values that are dropped. The worker is imported without them.
    pub left_out: Vec<FieldError>,
}

/// Records of one kind.
#[derive(Clone, Debug)]
pub enum HqBatch {
    /// Location types.
    LocationTypes(Vec<HqLocationType>),
    /// Locations.
    Locations(Vec<HqLocation>),
    /// Groups.
    Groups(Vec<HqGroup>),
    /// Workers.
    Workers(Vec<HqWorker>),
}

impl HqBatch {
    /// Returns the kind of the records.
    pub fn kind(&self) -> HqKind {
        match self {
            Self::LocationTypes(_) => HqKind::LocationType,
            Self::Locations(_) => HqKind::Location,
            Self::Groups(_) => HqKind::Group,
            Self::Workers(_) => HqKind::Worker,
        }
    }

    /// Returns the number of records.
    pub fn len(&self) -> usize {
        match self {
            Self::LocationTypes(items) => items.len(),
            Self::Locations(items) => items.len(),
            Self::Groups(items) => items.len(),
            Self::Workers(items) => items.len(),
        }
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies the records for which `keep` is `true` at the same index.
    #[must_use]
    pub fn selected(&self, keep: &[bool]) -> Self {
        fn some<T: Clone>(items: &[T], keep: &[bool]) -> Vec<T> {
            let kept = items.iter().zip(keep).filter(|(_, keep)| **keep);
            kept.map(|(item, _)| item.clone()).collect()
        }
        match self {
            Self::LocationTypes(items) => Self::LocationTypes(some(items, keep)),
            Self::Locations(items) => Self::Locations(some(items, keep)),
            Self::Groups(items) => Self::Groups(some(items, keep)),
            Self::Workers(items) => Self::Workers(some(items, keep)),
        }
    }

    /// Appends the records of `other`. Does nothing if `other` has another kind.
    pub fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::LocationTypes(items), Self::LocationTypes(more)) => items.extend(more),
            (Self::Locations(items), Self::Locations(more)) => items.extend(more),
            (Self::Groups(items), Self::Groups(more)) => items.extend(more),
            (Self::Workers(items), Self::Workers(more)) => items.extend(more),
            _ => {}
        }
    }
}

/// The result of one imported record.
#[derive(Clone, Debug, PartialEq)]
pub struct HqItem {
    /// The identity in HQ.
    pub id: String,
    /// The identity in Roster; the one of HQ if the record was not imported.
    pub here: String,
    /// The name.
    pub name: String,
    /// The outcome.
    pub outcome: HqOutcome,
    /// The values that were dropped.
    pub left_out: Vec<FieldError>,
}

/// The outcome of one imported record.
#[derive(Clone, Debug, PartialEq)]
pub enum HqOutcome {
    /// The record was created.
    Created,
    /// These fields of the record were changed.
    Changed(Vec<String>),
    /// The record already had the values of HQ.
    Same,
    /// The record has errors and was not imported.
    Refused(Vec<FieldError>),
}

impl HqOutcome {
    /// Returns the outcome for a known record of which these fields differed.
    pub fn from_changed(fields: Vec<String>) -> Self {
        if fields.is_empty() { Self::Same } else { Self::Changed(fields) }
    }
}

/// The progress of an import. It is stored after each page, so that an interrupted import resumes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// The number of the pass over all records, from 1, never reused.
    pub pass: i64,
    /// The index of the list that the pass reads now or next, from 0.
    pub step: i64,
    /// The cursor of the next page of this list; `None` for the first page.
    pub next: Option<String>,
    /// Whether this pass has changed a record.
    pub changed: bool,
    /// Whether the run has ended. The next run begins with a new pass.
    pub finished: bool,
    /// The counts by kind.
    pub tallies: BTreeMap<HqKind, HqTally>,
}

/// The counts of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HqTally {
    /// How many records HQ has, according to the lists of this pass.
    pub listed: u64,
    /// How many records this run created.
    pub created: u64,
    /// How often this run changed an existing record.
    pub changed: u64,
}

/// The state of one kind after a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HqSummary {
    /// How many records of the pass are in Roster now.
    pub came: u64,
    /// The records of the pass that were not imported, with the reason.
    pub refused: Vec<HqNote>,
    /// The records of the pass that were imported without some values, with the values and reasons.
    pub left_out: Vec<HqNote>,
    /// The records of an earlier pass that are still in Roster, but no longer in HQ.
    pub gone: Vec<HqNote>,
}

/// A note about one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HqNote {
    /// The identity in HQ.
    pub id: String,
    /// The name.
    pub name: String,
    /// The text of the note; may be empty.
    pub text: String,
}

/// A one-time link for a worker to set their own password.
#[derive(Clone, Debug)]
pub struct PasswordLink {
    /// The username of the worker.
    pub username: String,
    /// The last part of the URL. It allows setting the password, so it is shown once and stored as a
    /// hash.
    pub token: SecretString,
}
