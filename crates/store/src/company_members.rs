//! The members of companies.

use jiff::Timestamp;
use roster_model::{Employment, Id};

use crate::{Error, Tx, Value};

/// Adds a person to a company. Returns whether they are new; an existing member keeps the earlier
/// date.
pub async fn add(
    tx: &mut Tx,
    domain: i64,
    company: i64,
    person: &Id,
    since: Timestamp,
) -> Result<bool, Error> {
    let sql = "INSERT INTO company_members (domain, company, person, since) \
               VALUES ($1, $2, $3, $4) ON CONFLICT (domain, company, person) DO NOTHING";
    let values = [domain.into(), company.into(), Value::from(person), since.into()];
    Ok(tx.run(sql, &values).await? > 0)
}

/// Removes a person from a company. Returns whether they were a member.
pub async fn remove(tx: &mut Tx, domain: i64, company: i64, person: &Id) -> Result<bool, Error> {
    let sql = "DELETE FROM company_members WHERE domain = $1 AND company = $2 AND person = $3";
    Ok(tx.run(sql, &[domain.into(), company.into(), person.into()]).await? > 0)
}

/// The companies of these people, by the person's id, earliest membership first.
pub async fn of_people(
    tx: &mut Tx,
    domain: i64,
    people: Vec<String>,
) -> Result<Vec<(String, Employment)>, Error> {
    let sql = "SELECT m.person, m.company, c.name, m.since FROM company_members m \
               JOIN companies c ON c.domain = m.domain AND c.number = m.company \
               WHERE m.domain = $1 AND m.person = ANY($2) ORDER BY m.person, m.since, m.company";
    tx.all(sql, &[domain.into(), Value::List(people)], |row| {
        let employment =
            Employment { company: row.int(1)?, name: row.text(2)?, since: row.instant(3)? };
        Ok((row.text(0)?, employment))
    })
    .await
}

/// The numbers of the members of these companies, by company, ascending; contacts only with
/// `contacts_only`.
pub async fn of_companies(
    tx: &mut Tx,
    domain: i64,
    companies: Vec<i64>,
    contacts_only: bool,
) -> Result<Vec<(i64, i64)>, Error> {
    let condition = if contacts_only { "AND p.state = 0" } else { "" };
    let sql = format!(
        "SELECT m.company, p.number FROM company_members m \
         JOIN people p ON p.domain = m.domain AND p.id = m.person \
         WHERE m.domain = $1 AND m.company = ANY($2) {condition} ORDER BY m.company, p.number"
    );
    let values = [domain.into(), Value::Numbers(companies)];
    tx.all(&sql, &values, |row| Ok((row.int(0)?, row.int(1)?))).await
}

/// Whether a mobile worker is a member of the company.
pub async fn has_workers(tx: &mut Tx, domain: i64, company: i64) -> Result<bool, Error> {
    let sql = "SELECT p.number FROM company_members m \
               JOIN people p ON p.domain = m.domain AND p.id = m.person \
               WHERE m.domain = $1 AND m.company = $2 AND p.state <> 0 LIMIT 1";
    Ok(tx.maybe(sql, &[domain.into(), company.into()], |row| row.int(0)).await?.is_some())
}

/// Copies the memberships of one person to another, each with the earlier of the two dates.
pub async fn hand_over(tx: &mut Tx, domain: i64, from: &Id, to: &Id) -> Result<(), Error> {
    let sql = "INSERT INTO company_members (domain, company, person, since) \
               SELECT domain, company, $3, since FROM company_members \
               WHERE domain = $1 AND person = $2 \
               ON CONFLICT (domain, company, person) DO UPDATE \
               SET since = CASE WHEN excluded.since < company_members.since \
                           THEN excluded.since ELSE company_members.since END";
    tx.run(sql, &[domain.into(), from.into(), to.into()]).await?;
    let sql = "DELETE FROM company_members WHERE domain = $1 AND person = $2";
    tx.run(sql, &[domain.into(), from.into()]).await.map(drop)
}
