//! The numbers of locations and of location types. They are unique over the whole store, because
//! exporters use them as keys in tables that hold several domains.

use crate::{Error, Tx, Value};

/// The largest number that every client reads exactly.
const MAX: i64 = (1 << 53) - 1;

/// The largest number from elsewhere that the next numbers follow. A larger one would use up the
/// numbers of all domains.
const MAX_FOLLOWED: i64 = 1 << 52;

/// The records that share a sequence of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// Locations.
    Location,
    /// Location types.
    LocationType,
}

impl PlaceKind {
    /// The name of the last number in `meta`.
    fn counter(self) -> &'static str {
        match self {
            Self::Location => "last_location",
            Self::LocationType => "last_location_type",
        }
    }

    fn holder(self) -> &'static str {
        match self {
            Self::Location => "SELECT 1 FROM locations WHERE number = $1 LIMIT 1",
            Self::LocationType => "SELECT 1 FROM location_types WHERE number = $1 LIMIT 1",
        }
    }
}

/// The next number. Other domains wait for theirs until the transaction ends.
pub async fn next(tx: &mut Tx, kind: PlaceKind) -> Result<i64, Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ($1, '1') ON CONFLICT (name) DO UPDATE \
               SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT) \
               RETURNING CAST(value AS BIGINT)";
    tx.one(sql, &[kind.counter().into()], |row| row.int(0)).await
}

/// Claims a number that was assigned elsewhere, so that [`next`] never returns it. Returns false if
/// it is out of range, or a record of any domain has it.
pub async fn claim(tx: &mut Tx, kind: PlaceKind, number: i64) -> Result<bool, Error> {
    if !(1..=MAX).contains(&number) {
        return Ok(false);
    }
    let sql = "INSERT INTO meta (name, value) VALUES ($1, '0') ON CONFLICT (name) DO UPDATE \
               SET value = meta.value RETURNING CAST(value AS BIGINT)";
    let last = tx.one(sql, &[kind.counter().into()], |row| row.int(0)).await?;
    if number <= last || number > MAX_FOLLOWED {
        return Ok(tx.maybe(kind.holder(), &[number.into()], |_| Ok(())).await?.is_none());
    }
    let sql = "UPDATE meta SET value = CAST($2 AS TEXT) WHERE name = $1";
    tx.run(sql, &[kind.counter().into(), Value::from(number.to_string())]).await?;
    Ok(true)
}

/// The number of records whose number another record has too.
pub(crate) async fn count_shared(tx: &mut Tx, kind: PlaceKind) -> Result<i64, Error> {
    let sql = match kind {
        PlaceKind::Location => "SELECT count(*) - count(DISTINCT number) FROM locations",
        PlaceKind::LocationType => "SELECT count(*) - count(DISTINCT number) FROM location_types",
    };
    tx.one(sql, &[], |row| row.int(0)).await
}
