//! The columns of a person's row with a value that the document contains too.

use jiff::Timestamp;
use roster_model::{Email, Person};

use crate::{
    Error, Row,
    people::{WIDTH, scheduled::deactivate_at},
};

/// The columns that [`DerivedColumns::read`] reads, after those of a person.
pub(super) const DERIVED: &str = "p.email, p.role, p.deactivate_at";

/// The values of [`DERIVED`].
pub(super) struct DerivedColumns {
    email: Option<String>,
    role: Option<String>,
    deactivate_at: Option<i64>,
}

impl DerivedColumns {
    pub(super) fn read(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            email: row.maybe_text(WIDTH)?,
            role: row.maybe_text(WIDTH + 1)?,
            deactivate_at: row.maybe_int(WIDTH + 2)?,
        })
    }

    /// Whether they are those of the document, whose primary location must be one of its locations.
    pub(super) fn agree(&self, person: &Person) -> bool {
        let worker = person.worker.as_ref();
        let role = worker.and_then(|worker| worker.role.as_ref());
        let primary = worker.and_then(|worker| worker.primary_location.as_ref());
        let placed = primary.is_none_or(|id| worker.is_some_and(|it| it.locations.contains(id)));
        self.email == person.email.as_ref().map(Email::folded)
            && self.role.as_ref() == role
            && self.deactivate_at == deactivate_at(person).map(Timestamp::as_microsecond)
            && placed
    }
}
