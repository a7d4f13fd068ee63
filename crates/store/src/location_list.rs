//! Pages of locations, by number or by the time of the last change.

use jiff::Timestamp;
use roster_model::{Location, LocationFilter, Span};

use crate::{
    Error, Tx, Value,
    locations::{COLUMNS, location},
    people::Selection,
};

/// Filters in the form of the store: degrees as comparable numbers.
pub struct LocationSelection<'a> {
    /// The filters.
    pub filter: &'a LocationFilter,
    /// `filter.latitude` in units of 1e-10 degrees.
    pub latitude: Span<i64>,
    /// `filter.longitude` in units of 1e-10 degrees.
    pub longitude: Span<i64>,
}

/// The start of a page of locations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationStart {
    /// After this number of locations.
    Offset(i64),
    /// After the location with this number, in a list by number.
    AfterNumber(i64),
    /// After the location with this time of change and number, in a list by change.
    AfterUpdate(Timestamp, i64),
}

/// The number of locations that match the filters.
pub async fn count(tx: &mut Tx, domain: i64, wanted: &LocationSelection<'_>) -> Result<u64, Error> {
    let selection = select(domain, wanted);
    let sql = format!("SELECT count(*) FROM locations p WHERE {}", selection.text());
    let total = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    Ok(u64::try_from(total).unwrap_or(0))
}

/// A page of at most `limit` locations that match the filters, in order, and whether more follow.
pub async fn list(
    tx: &mut Tx,
    domain: i64,
    wanted: &LocationSelection<'_>,
    start: LocationStart,
    limit: u32,
) -> Result<(Vec<Location>, bool), Error> {
    let mut selection = select(domain, wanted);
    let newest_first = wanted.filter.by_update == Some(true);
    let mut offset = 0;
    match start {
        LocationStart::Offset(places) => offset = places,
        LocationStart::AfterNumber(number) => selection.and("p.number > ?", [number.into()]),
        LocationStart::AfterUpdate(at, number) => {
            let later = "(p.updated_at, p.number) > (?, ?)";
            let earlier = "(p.updated_at, p.number) < (?, ?)";
            let condition = if newest_first { earlier } else { later };
            selection.and(condition, [at.into(), number.into()]);
        }
    }
    let order = match wanted.filter.by_update {
        None => "p.number",
        Some(false) => "p.updated_at, p.number",
        Some(true) => "p.updated_at DESC, p.number DESC",
    };
    let mut values = selection.values().to_vec();
    values.extend([(i64::from(limit) + 1).into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM locations p WHERE {} ORDER BY {order} LIMIT ${} OFFSET ${}",
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    tx.page(&sql, &values, limit, location).await
}

fn select<'a>(domain: i64, wanted: &'a LocationSelection<'_>) -> Selection<'a> {
    let filter = wanted.filter;
    let mut selection = Selection::new(domain);
    selection.and("NOT p.archived", []);
    let texts = [
        ("p.name = ?", &filter.name),
        ("p.site_code = ?", &filter.site_code),
        ("p.external_id = ?", &filter.external_id),
        ("p.parent = ?", &filter.parent),
        (
            "p.kind = (SELECT number FROM location_types WHERE domain = $1 AND code = ?)",
            &filter.kind,
        ),
    ];
    for (condition, text) in texts {
        if let Some(text) = text {
            selection.and(condition, [text.into()]);
        }
    }
    within(&mut selection, "p.updated_at", &filter.updated);
    within(&mut selection, "p.created_at", &filter.created);
    within(&mut selection, "p.latitude_e10", &wanted.latitude);
    within(&mut selection, "p.longitude_e10", &wanted.longitude);
    selection
}

fn within<'a, T: Copy + Into<Value<'a>>>(
    selection: &mut Selection<'a>,
    column: &str,
    span: &Span<T>,
) {
    let ends = [(">=", span.from), (">", span.after), ("<=", span.to), ("<", span.before)];
    for (operator, end) in ends {
        if let Some(end) = end {
            selection.and(&format!("{column} {operator} ?"), [end.into()]);
        }
    }
}
