//! Checks one domain: totals, numbers, and the indexes of its people.

use roster_model::Domain;

use super::{MOST_FINDINGS, Report};
use crate::{
    Error, Tx, domain_state,
    people::{State, inspect},
    record_bytes,
};

/// Counters, and the tables whose numbers they allocate.
const COUNTERS: [(&str, &str); 5] = [
    ("field", "fields"),
    ("field", "company_fields"),
    ("profile", "profiles"),
    ("import", "imports"),
    ("saved_filter", "saved_filters"),
];

/// Checks all data of a domain.
pub(super) async fn check(tx: &mut Tx, domain: &Domain, report: &mut Report) -> Result<(), Error> {
    let name = Some(domain.name.as_str());
    let Some(state) = domain_state::read(tx, domain.number).await? else {
        report.find(name, "the row with its totals is missing".to_owned());
        return Ok(());
    };
    let kept = [
        ("contacts", State::Contact, state.contacts),
        ("active workers", State::Active, state.active_workers),
        ("archived workers", State::Archived, state.archived_workers),
    ];
    for (what, which, kept) in kept {
        let sql = "SELECT count(*) FROM people WHERE domain = $1 AND state = $2";
        let values = [domain.number.into(), (which as i64).into()];
        let counted = tx.one(sql, &values, |row| row.int(0)).await?;
        if counted != kept {
            report.find(name, format!("the total of {what} says {kept}, and there are {counted}"));
        }
    }
    check_blocks(tx, domain, &state, report).await?;
    check_numbers(tx, domain, &state, report).await?;
    check_people(tx, domain, &state, report).await
}

/// The block sizes of the lists must add up to the totals.
async fn check_blocks(
    tx: &mut Tx,
    domain: &Domain,
    state: &domain_state::DomainState,
    report: &mut Report,
) -> Result<(), Error> {
    for (which, total) in
        [(State::Active, state.active_workers), (State::Archived, state.archived_workers)]
    {
        let sql = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM people_blocks \
                   WHERE domain = $1 AND state = $2";
        let values = [domain.number.into(), (which as i64).into()];
        let sum = tx.one(sql, &values, |row| row.int(0)).await?;
        if sum != total {
            let what = format!("the blocks of a list of {total} workers add up to {sum}");
            report.find(Some(domain.name.as_str()), what);
        }
    }
    Ok(())
}

/// Changes must be numbered without gaps, and no row may have a number that is not allocated yet.
async fn check_numbers(
    tx: &mut Tx,
    domain: &Domain,
    state: &domain_state::DomainState,
    report: &mut Report,
) -> Result<(), Error> {
    let name = Some(domain.name.as_str());
    let sql = "SELECT count(*), COALESCE(MIN(seq), 1), COALESCE(MAX(seq), 0) FROM changes \
               WHERE domain = $1";
    let read = |row: &crate::Row<'_>| Ok((row.int(0)?, row.int(1)?, row.int(2)?));
    let (count, first, last) = tx.one(sql, &[domain.number.into()], read).await?;
    if count != last - first + 1 {
        report.find(name, format!("{} changes are missing", last - first + 1 - count));
    }
    if last != state.seq {
        let what = format!("the last change is {last}, and should be {}", state.seq);
        report.find(name, what);
    }
    let sql = "SELECT COALESCE(MAX(number), 0) FROM people WHERE domain = $1";
    let last = tx.one(sql, &[domain.number.into()], |row| row.int(0)).await?;
    if last > state.last_person {
        report.find(name, format!("a person has the number {last}, which is yet to be given"));
    }
    for (counter, table) in COUNTERS {
        let sql = "SELECT COALESCE(MAX(value), 0) FROM counters WHERE domain = $1 AND name = $2";
        let values = [domain.number.into(), counter.into()];
        let given = tx.one(sql, &values, |row| row.int(0)).await?;
        let sql = format!("SELECT COALESCE(MAX(number), 0) FROM {table} WHERE domain = $1");
        let last = tx.one(&sql, &[domain.number.into()], |row| row.int(0)).await?;
        if last > given {
            let what = format!("{table} has the number {last}, which is yet to be given");
            report.find(name, what);
        }
    }
    Ok(())
}

/// The columns and index tables of people must agree with their documents, and the sizes of all records
/// must add up to the total.
async fn check_people(
    tx: &mut Tx,
    domain: &Domain,
    state: &domain_state::DomainState,
    report: &mut Report,
) -> Result<(), Error> {
    let name = Some(domain.name.as_str());
    let room = MOST_FINDINGS.saturating_sub(report.findings.len());
    if room == 0 {
        return Ok(());
    }
    let inspected = inspect(tx, domain.number, room).await?;
    report.people += inspected.people;
    if inspected.is_rebuilding {
        report.unchecked.push(format!("search words of {}: they are being rebuilt", domain.name));
    }
    if let Some(total) = state.record_bytes {
        let others = record_bytes::count_others(tx, domain.number).await?;
        let counted = inspected.record_bytes + others;
        if counted != total {
            let what = format!("the records have {counted} bytes, and the total says {total}");
            report.find(name, what);
        }
    }
    for table in inspected.strays {
        report.find(name, format!("{table} has rows of no person"));
    }
    for (id, what) in inspected.discrepancies {
        report.find(name, format!("person {id}: {what}"));
    }
    Ok(())
}
