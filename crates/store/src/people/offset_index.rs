//! Counted blocks of the lists of workers: they find a position in a list in the same time
//! everywhere.

use roster_model::Person;

use super::State;
use crate::{Error, Tx, Value};

/// A block above this size is split.
const LARGEST: i64 = 256;
/// Size of the pieces.
const PIECE: usize = 128;

/// The blocks of one list, in order.
#[derive(Debug, Default)]
pub struct Places {
    /// The number of workers before each block, and its first username.
    blocks: Vec<(u64, String)>,
}

impl Places {
    /// The first username of the block with this position, and the position within the block.
    pub fn find(&self, offset: u64) -> (&str, u64) {
        let behind = self.blocks.partition_point(|(before, _)| *before <= offset);
        let block = behind.checked_sub(1).and_then(|index| self.blocks.get(index));
        block.map_or(("", offset), |(before, first)| (first, offset - before))
    }
}

/// The blocks of the list of active or of deactivated workers.
pub async fn places(tx: &mut Tx, domain: i64, archived: bool) -> Result<Places, Error> {
    let state = if archived { State::Archived } else { State::Active };
    let sql = "SELECT first, size FROM people_blocks WHERE domain = $1 AND state = $2 \
               ORDER BY first";
    let values = [domain.into(), (state as i64).into()];
    let found = tx.all(sql, &values, |row| Ok((row.text(0)?, row.int(1)?))).await?;
    let mut before = 0;
    let block = |(first, size): (String, i64)| {
        let place = (before, first);
        before += u64::try_from(size).unwrap_or(0);
        place
    };
    Ok(Places { blocks: found.into_iter().map(block).collect() })
}

/// Creates the blocks of a domain without people.
pub(crate) async fn begin(tx: &mut Tx, domain: i64) -> Result<(), Error> {
    let sql = "INSERT INTO people_blocks (domain, state, first, size) \
               VALUES ($1, 1, '', 0), ($1, 2, '', 0)";
    tx.run(sql, &[domain.into()]).await.map(drop)
}

/// Adds to the size of the block that contains a username.
const COUNT: &str = "UPDATE people_blocks SET size = size + $4 \
     WHERE domain = $1 AND state = $2 AND first = \
     (SELECT MAX(first) FROM people_blocks WHERE domain = $1 AND state = $2 AND first <= $3)";

/// Counts added people.
pub(super) async fn count(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    let rows = rows(domain, people, 1);
    let counted = match &rows[..] {
        [] => return Ok(()),
        // Blocks are many, and one person is in one of them.
        [row] => {
            let sql = format!("{COUNT} RETURNING state, first, size");
            tx.all(&sql, row, block).await?
        }
        _ => {
            tx.run_many(COUNT, &rows).await?;
            let sql = "SELECT state, first, size FROM people_blocks \
                       WHERE domain = $1 AND size > $2";
            tx.all(sql, &[domain.into(), LARGEST.into()], block).await?
        }
    };
    for (state, first, size) in counted.into_iter().filter(|(_, _, size)| *size > LARGEST) {
        cut(tx, domain, state, &first, size).await?;
    }
    Ok(())
}

/// Counts removed people.
pub(super) async fn uncount(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    tx.run_many(COUNT, &rows(domain, people, -1)).await.map(drop)
}

fn rows<'a>(domain: i64, people: &[&'a Person], number: i64) -> Vec<Vec<Value<'a>>> {
    let row = |person: &&'a Person| {
        let username = person.worker.as_ref()?.username.as_str();
        let state = State::of_person(person) as i64;
        Some(vec![domain.into(), state.into(), Value::from(username), number.into()])
    };
    people.iter().filter_map(row).collect()
}

fn block(row: &crate::Row<'_>) -> Result<(i64, String, i64), Error> {
    Ok((row.int(0)?, row.text(1)?, row.int(2)?))
}

/// Splits a block.
async fn cut(tx: &mut Tx, domain: i64, state: i64, first: &str, size: i64) -> Result<(), Error> {
    let sql = "SELECT username FROM people WHERE domain = $1 AND state = $2 AND username >= $3 \
               ORDER BY username LIMIT $4";
    let values = [domain.into(), state.into(), first.into(), size.into()];
    let names = tx.all(sql, &values, |row| row.text(0)).await?;
    let pieces = names.chunks(PIECE).enumerate().map(|(index, piece)| {
        let begins = if index == 0 { first } else { piece[0].as_str() };
        let size = i64::try_from(piece.len()).unwrap_or(i64::MAX);
        vec![domain.into(), state.into(), Value::from(begins), size.into()]
    });
    let pieces: Vec<Vec<Value<'_>>> = pieces.collect();
    let sql = "INSERT INTO people_blocks (domain, state, first, size) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (domain, state, first) DO UPDATE SET size = excluded.size";
    tx.run_many(sql, &pieces).await.map(drop)
}
