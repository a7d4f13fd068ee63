//! Finds the people whose rows differ from their documents.

use std::{collections::HashMap, sync::Arc};

use roster_model::Id;

use super::{
    Inspected, Verifier,
    batches::{StoredPerson, for_each_batch},
    hash::HashedRow,
    tables::ComparedTable,
};
use crate::{Error, Tx};

/// The approximate number of people per pass over the tables, which limits its memory.
const PEOPLE_PER_PASS: u64 = 250_000;

/// One of the passes: the people whose hash has a remainder.
#[derive(Clone, Copy)]
struct Pass {
    number: u64,
    of: u64,
}

impl Pass {
    fn has(self, person: u64) -> bool {
        person % self.of == self.number
    }
}

/// A table whose rows differ from the documents.
struct DifferingTable {
    table: ComparedTable,
    /// The sums of the stored rows, by the hash of their person.
    stored: HashMap<u64, u64>,
    /// The sum of the stored rows.
    total: u64,
}

/// What was found of some people.
struct Found {
    discrepancies: Vec<(Id, String)>,
    /// The sum of the stored rows of these people in each table.
    totals: Vec<u64>,
}

/// Finds the people whose rows in some tables differ from their documents, until there are `limit`
/// discrepancies.
pub(super) async fn find_differing(
    tx: &mut Tx,
    domain: i64,
    verifier: &Arc<Verifier>,
    tables: Vec<ComparedTable>,
    limit: usize,
    inspected: &mut Inspected,
) -> Result<(), Error> {
    let mut strays = vec![false; tables.len()];
    let of = inspected.people.div_ceil(PEOPLE_PER_PASS).max(1);
    for number in 0..of {
        let pass = Pass { number, of };
        if inspected.discrepancies.len() >= limit {
            return Ok(());
        }
        let mut differing = Vec::new();
        for table in &tables {
            differing.push(read(tx, domain, verifier, *table, pass).await?);
        }
        let mut rest: Vec<u64> = differing.iter().map(|it| it.total).collect();
        let (verifier, differing) = (Arc::clone(verifier), Arc::new(differing));
        let search = move |people| Found::among(people, &verifier, &differing, pass);
        for_each_batch(tx, domain, search, |found| {
            let room = limit.saturating_sub(inspected.discrepancies.len());
            inspected.discrepancies.extend(found.discrepancies.into_iter().take(room));
            for (rest, total) in rest.iter_mut().zip(found.totals) {
                *rest = rest.wrapping_sub(total);
            }
        })
        .await?;
        for (has_strays, rest) in strays.iter_mut().zip(rest) {
            *has_strays |= rest != 0;
        }
    }
    let with_strays = tables.into_iter().zip(strays).filter(|(_, has_strays)| *has_strays);
    inspected.strays.extend(with_strays.filter_map(|(table, _)| table.of_people_only()));
    Ok(())
}

/// Adds up the stored rows of each person of a pass.
async fn read(
    tx: &mut Tx,
    domain: i64,
    verifier: &Verifier,
    table: ComparedTable,
    pass: Pass,
) -> Result<DifferingTable, Error> {
    let (mut stored, mut total) = (HashMap::new(), 0_u64);
    let add = |row: HashedRow| {
        if pass.has(row.person) {
            let sum: &mut u64 = stored.entry(row.person).or_default();
            *sum = sum.wrapping_add(row.hash);
            total = total.wrapping_add(row.hash);
        }
    };
    table.for_each_stored(tx, domain, &verifier.hasher, add).await?;
    Ok(DifferingTable { table, stored, total })
}

impl Found {
    fn among(
        people: Vec<StoredPerson>,
        verifier: &Verifier,
        tables: &[DifferingTable],
        pass: Pass,
    ) -> Result<Self, Error> {
        let (mut discrepancies, mut totals) = (Vec::new(), vec![0_u64; tables.len()]);
        for stored in people {
            let (person, _) = stored.parse()?;
            for (DifferingTable { table, stored, .. }, total) in tables.iter().zip(&mut totals) {
                let expected = table.expected(&person, verifier);
                if !pass.has(expected.person) {
                    continue;
                }
                let sum = stored.get(&expected.person).copied().unwrap_or_default();
                *total = total.wrapping_add(sum);
                if sum != expected.hash {
                    discrepancies.push((person.id.clone(), table.difference()));
                }
            }
        }
        Ok(Self { discrepancies, totals })
    }
}
