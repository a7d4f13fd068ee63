//! Workers of a page as rows, parsed when they are shown.

use jiff::Timestamp;
use roster_model::WorkerRef;

use super::{
    State,
    doc::{ShownDoc, ShownHead},
};
use crate::{Error, ErrorKind, Row};

/// The columns that [`WorkerRow::read`] reads, in its order.
pub(super) const SHOWN: &str = "p.id, p.username, p.state, p.created_at, p.updated_at, p.doc";

/// The row of a worker, with the values that pages show.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerRow {
    /// Id, username and document, concatenated: the only allocation per row, because pages are
    /// long.
    texts: String,
    username_at: usize,
    doc_at: usize,
    active: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl WorkerRow {
    /// A row of [`SHOWN`].
    pub(super) fn read(row: &Row<'_>) -> Result<Self, Error> {
        let (id, username, doc) = (row.str(0)?, row.str(1)?, row.str(5)?);
        Ok(Self {
            texts: [id, username, doc].concat(),
            username_at: id.len(),
            doc_at: id.len() + username.len(),
            active: State::from_number(row.int(2)?) == State::Active,
            created_at: row.instant(3)?,
            updated_at: row.instant(4)?,
        })
    }

    /// The size of the row, in bytes.
    pub fn bytes(&self) -> usize {
        self.texts.len()
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.texts[..self.username_at]
    }

    /// The full username, the order of lists.
    pub fn username(&self) -> &str {
        &self.texts[self.username_at..self.doc_at]
    }

    /// The worker, borrowed from the row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Corrupt`] when the document is invalid.
    pub fn worker_ref(&self) -> Result<WorkerRef<'_>, Error> {
        let doc: ShownDoc<'_> = serde_json::from_str(&self.texts[self.doc_at..])
            .map_err(|_| Error::new(ErrorKind::Corrupt, "a person's document is unreadable"))?;
        Ok(doc.into_worker_ref(&ShownHead {
            id: self.id(),
            username: self.username(),
            active: self.active,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }))
    }
}

#[cfg(test)]
mod tests {
    use roster_model::Person;
    use serde_json::json;

    use super::{State, WorkerRow};
    use crate::people::stored_doc;

    fn person(doc: &str) -> Person {
        let head = crate::people::doc::Head {
            id: roster_model::Id::new_unchecked("ab12".to_owned()),
            number: 7,
            key: "k".to_owned(),
            custom_id: None,
            active: true,
            username: Some("asha@demo.commcarehq.org".to_owned()),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            updated_at: jiff::Timestamp::UNIX_EPOCH,
        };
        serde_json::from_str::<crate::people::doc::Doc>(doc).unwrap().into_person(head)
    }

    #[test]
    fn a_row_is_shown_as_the_person_would_be() {
        let full = json!({
            "first_name": "Ashā \"A\"\n", "last_name": "Devi", "email": "Asha@example.org",
            "phones": ["919800000001", "0170"],
            "custom": {"a\tb": "c\\d", "n": -7, "u": u64::MAX, "f": 0.1, "t": true, "z": null,
                "tree": {"b": [1, "x"], "a": {}}},
            "traits": {"score": 3, "tags": [1]},
            "worker": {"language": "hin", "role": "CHW", "connect_username": "c", "groups": ["g1"],
                "locations": ["l1", "l2"], "primary_location": "l1", "profile": 4}
        });
        for doc in [full.to_string(), "{}".to_owned()] {
            let person = person(&doc);
            let (id, username) = (person.id.as_str(), "asha@demo.commcarehq.org");
            let row = WorkerRow {
                texts: [id, username, &stored_doc(&person)].concat(),
                username_at: id.len(),
                doc_at: id.len() + username.len(),
                active: State::of_person(&person) == State::Active,
                created_at: person.created_at,
                updated_at: person.updated_at,
            };
            assert_eq!(row.worker_ref().unwrap(), person.worker_ref());
        }
    }
}
