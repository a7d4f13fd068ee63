//! Verifies that the columns and index tables of people agree with their documents.
//!
//! The rows of each table are hashed and added up, once as they are stored, in the order of the table,
//! and once as the documents imply them. Only where the sums differ are the people found whose rows
//! differ: the rows of all of a person are added up then.

mod batches;
mod columns;
mod hash;
mod search;
mod tables;

use std::sync::Arc;

pub(crate) use tables::REFER_TO_PEOPLE_ONLY;

use roster_model::{Id, record_size::record_size};

use super::indexed_fields::IndexedFields;
use crate::{Error, Tx};
use batches::{StoredPerson, for_each_batch};
use hash::{HashedRow, RowHasher};
use tables::ComparedTable;

/// The result of verifying the people of a domain.
#[derive(Default)]
pub(crate) struct Inspected {
    /// The number of people.
    pub(crate) people: u64,
    /// The size of their records.
    pub(crate) record_bytes: i64,
    /// The people with a discrepancy, and its description.
    pub(crate) discrepancies: Vec<(Id, String)>,
    /// The tables with rows of no person.
    pub(crate) strays: Vec<&'static str>,
    /// Whether the search words were left out, because those of some people are of earlier fields.
    pub(crate) is_rebuilding: bool,
}

/// What people are verified with.
struct Verifier {
    tables: Vec<ComparedTable>,
    fields: IndexedFields,
    hasher: RowHasher,
}

/// Verifies all people of a domain. Returns at most `limit` discrepancies.
pub(crate) async fn inspect(tx: &mut Tx, domain: i64, limit: usize) -> Result<Inspected, Error> {
    let fields = IndexedFields::load(tx, domain).await?;
    let (tables, hasher) = (ComparedTable::all(&fields), RowHasher::default());
    let is_rebuilding = fields.is_rebuilding;
    let mut differences = vec![0_u64; tables.len()];
    let verifier = Arc::new(Verifier { tables, fields, hasher });
    let mut inspected = Inspected { is_rebuilding, ..Inspected::default() };
    let of_batch = Arc::clone(&verifier);
    let measure = move |people: Vec<StoredPerson>| Totals::of(people, &of_batch);
    for_each_batch(tx, domain, measure, |totals| {
        inspected.people += totals.people;
        inspected.record_bytes += totals.record_bytes;
        let room = limit.saturating_sub(inspected.discrepancies.len());
        let differing = totals.differing_columns.into_iter().take(room);
        let what = "the columns differ from the document";
        inspected.discrepancies.extend(differing.map(|id| (id, what.to_owned())));
        for (difference, sum) in differences.iter_mut().zip(totals.sums) {
            *difference = sum.wrapping_add(*difference);
        }
    })
    .await?;
    for (table, difference) in verifier.tables.iter().zip(&mut differences) {
        let subtract = |row: HashedRow| {
            *difference = difference.wrapping_sub(row.hash);
        };
        table.for_each_stored(tx, domain, &verifier.hasher, subtract).await?;
    }
    let differing =
        verifier.tables.iter().zip(differences).filter(|(_, difference)| *difference != 0);
    let differing: Vec<ComparedTable> = differing.map(|(table, _)| *table).collect();
    if !differing.is_empty() {
        search::find_differing(tx, domain, &verifier, differing, limit, &mut inspected).await?;
    }
    Ok(inspected)
}

/// What is added up over some people.
struct Totals {
    people: u64,
    record_bytes: i64,
    /// The people whose columns differ from their documents.
    differing_columns: Vec<Id>,
    /// The sum of the rows that the people must have in each table.
    sums: Vec<u64>,
}

impl Totals {
    fn of(people: Vec<StoredPerson>, verifier: &Verifier) -> Result<Self, Error> {
        let mut totals = Self {
            people: people.len() as u64,
            record_bytes: 0,
            differing_columns: Vec::new(),
            sums: vec![0; verifier.tables.len()],
        };
        for stored in people {
            let (person, columns) = stored.parse()?;
            totals.record_bytes += record_size("person", &person);
            for (sum, table) in totals.sums.iter_mut().zip(&verifier.tables) {
                *sum = sum.wrapping_add(table.expected(&person, verifier).hash);
            }
            if !columns.agree(&person) {
                totals.differing_columns.push(person.id);
            }
        }
        Ok(totals)
    }
}
