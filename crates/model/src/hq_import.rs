//! What is taken over from another directory: things with the identities that they have there.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{FieldError, Id, WorkerEdit};

/// A sort of thing that is taken over, in the order in which that must be done: each refers only to
/// those before it and to its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HqKind {
    /// Levels of the location tree.
    LocationType,
    /// Locations.
    Location,
    /// Groups, without their members: each worker tells the groups that they are in.
    Group,
    /// Mobile workers, active and archived.
    Worker,
}

impl HqKind {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::LocationType, Self::Location, Self::Group, Self::Worker];

    /// The name of one.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LocationType => "location_type",
            Self::Location => "location",
            Self::Group => "group",
            Self::Worker => "worker",
        }
    }

    /// The sort of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A level of the location tree, as it is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HqLocationType {
    /// Its number there, as text. Here it gets another.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The level above, by its number there.
    pub parent: Option<String>,
    /// Whether places of this level own cases.
    pub shares_cases: bool,
    /// Whether workers at this level see what is below.
    pub view_descendants: bool,
    /// What could not be understood: then it is refused.
    pub errors: Vec<FieldError>,
}

/// A place, as it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct HqLocation {
    /// Its identity, which it keeps.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its code.
    pub site_code: String,
    /// Its level, by the number there.
    pub level: String,
    /// The place it is in.
    pub parent: Option<String>,
    /// Degrees north, as told.
    pub latitude: Option<String>,
    /// Degrees east, as told.
    pub longitude: Option<String>,
    /// An identity elsewhere.
    pub external_id: Option<String>,
    /// Any data about it.
    pub data: Map<String, Value>,
    /// When it came into being there.
    pub created_at: Option<Timestamp>,
    /// What could not be understood: then it is refused.
    pub errors: Vec<FieldError>,
}

/// A group, as it is there, without its members.
#[derive(Clone, Debug, PartialEq)]
pub struct HqGroup {
    /// Its identity, which it keeps.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether its members share cases.
    pub case_sharing: bool,
    /// Whether it appears in report filters.
    pub reporting: bool,
    /// Any data about it.
    pub metadata: Map<String, Value>,
    /// What could not be understood: then it is refused.
    pub errors: Vec<FieldError>,
}

/// A mobile worker, as they are there.
#[derive(Clone, Debug)]
pub struct HqWorker {
    /// Their identity, which they keep.
    pub id: Id,
    /// The full username that they get here.
    pub username: String,
    /// Whether they are active there, or archived.
    pub active: bool,
    /// When they came into being there, where that is told.
    pub created_at: Option<Timestamp>,
    /// Everything else. What cannot be understood of it at all is among its flaws: then the worker
    /// is refused.
    pub edit: WorkerEdit,
    /// What cannot be kept: the worker comes without it.
    pub left_out: Vec<FieldError>,
}

/// Things of one sort.
#[derive(Clone, Debug)]
pub enum HqBatch {
    /// Levels.
    LocationTypes(Vec<HqLocationType>),
    /// Places.
    Locations(Vec<HqLocation>),
    /// Groups.
    Groups(Vec<HqGroup>),
    /// Workers.
    Workers(Vec<HqWorker>),
}

impl HqBatch {
    /// What they are.
    pub fn kind(&self) -> HqKind {
        match self {
            Self::LocationTypes(_) => HqKind::LocationType,
            Self::Locations(_) => HqKind::Location,
            Self::Groups(_) => HqKind::Group,
            Self::Workers(_) => HqKind::Worker,
        }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        match self {
            Self::LocationTypes(items) => items.len(),
            Self::Locations(items) => items.len(),
            Self::Groups(items) => items.len(),
            Self::Workers(items) => items.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Those at the places where `keep` says so.
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

    /// Adds those of `other`, which is of the same sort; of another it is not looked at.
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

/// What became of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct HqItem {
    /// Its identity there.
    pub id: String,
    /// Its identity here; the one there when it is not here.
    pub here: String,
    /// What people call it.
    pub name: String,
    /// What was done.
    pub outcome: HqOutcome,
    /// What it came without.
    pub left_out: Vec<FieldError>,
}

/// What was done with a thing.
#[derive(Clone, Debug, PartialEq)]
pub enum HqOutcome {
    /// It was not here and is now.
    Created,
    /// These of its fields differed and do no more.
    Changed(Vec<String>),
    /// Nothing: it is here as it is there.
    Same,
    /// Nothing, because of this.
    Refused(Vec<FieldError>),
}

impl HqOutcome {
    /// What was done with a thing of which these fields differed.
    pub fn of_change(fields: Vec<String>) -> Self {
        if fields.is_empty() { Self::Same } else { Self::Changed(fields) }
    }
}

/// How far a takeover has come: kept after each page, so that a broken one goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// The number of the pass over everything; from 1, and never the same again.
    pub pass: i64,
    /// Which list of the pass is next or under way, from 0.
    pub step: i64,
    /// Where the list under way goes on; at its beginning when absent.
    pub next: Option<String>,
    /// Whether this pass has changed anything yet.
    pub changed: bool,
    /// Whether the run has ended: the next one begins with a new pass.
    pub finished: bool,
    /// How many things there are there, by this pass, and what this run did.
    pub tallies: BTreeMap<HqKind, HqTally>,
}

/// What is counted of a sort of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HqTally {
    /// How many there are, as the lists of this pass told.
    pub told: u64,
    /// How many came into being here in this run.
    pub created: u64,
    /// How many changes this run made to those that were here.
    pub changed: u64,
}

/// How things of a sort stand after a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HqSummary {
    /// How many the pass saw that are here now.
    pub came: u64,
    /// Those that the pass saw and that were refused, with the reason.
    pub refused: Vec<HqNote>,
    /// Those that came without something, with what and why.
    pub left_out: Vec<HqNote>,
    /// Those that came by an earlier pass, are here, and are there no more.
    pub gone: Vec<HqNote>,
}

/// What is told of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HqNote {
    /// Its identity there.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What there is to say; empty where that goes without saying.
    pub text: String,
}

/// A one-time link by which somebody sets their own password.
#[derive(Clone, Debug)]
pub struct PasswordLink {
    /// Whose.
    pub username: String,
    /// What the address ends in. Whoever has it can set the password: told once, kept as a hash.
    pub token: crate::SecretString,
}
