//! Counted blocks of the lists of workers. They find a position in a list in the same time
//! everywhere, and their versions show which renderings of workers are still valid.

use roster_model::Person;

use super::{
    State,
    row::{SHOWN, WorkerRow},
};
use crate::{Error, Row, Tx, Value, tx::AddNumbers};

/// A block above this size is split.
const LARGEST: i64 = 256;
/// Largest size of the pieces of a split block.
const LARGEST_PIECE: usize = 192;
/// Number of people from which they are counted per block, for which the blocks are read.
const MANY: usize = 16;

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

    /// The size in memory, in bytes.
    pub fn bytes(&self) -> usize {
        self.blocks.iter().map(|(_, first)| first.len() + 32).sum()
    }
}

/// A range of consecutive workers of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The username at which it begins. The first block of a list begins at the empty text.
    pub first: String,
    /// Number of workers.
    pub size: u64,
    /// Differs from all earlier versions of the block after each transaction that changes one of
    /// its workers.
    pub version: i64,
}

/// The blocks of the list of active or of deactivated workers.
pub async fn places(tx: &mut Tx, domain: i64, archived: bool) -> Result<Places, Error> {
    let sql = "SELECT first, size FROM people_blocks WHERE domain = $1 AND state = $2 \
               ORDER BY first";
    let values = [domain.into(), list_state(archived).into()];
    let found = tx.all(sql, &values, |row| Ok((row.text(0)?, row.int(1)?))).await?;
    let mut before = 0;
    let block = |(first, size): (String, i64)| {
        let place = (before, first);
        before += u64::try_from(size).unwrap_or(0);
        place
    };
    Ok(Places { blocks: found.into_iter().map(block).collect() })
}

/// At most `limit` blocks of a list, in order, from the one that contains a username.
pub async fn blocks_from(
    tx: &mut Tx,
    domain: i64,
    archived: bool,
    username: &str,
    limit: u32,
) -> Result<Vec<Block>, Error> {
    let sql = "SELECT first, size, version FROM people_blocks \
               WHERE domain = $1 AND state = $2 AND first >= \
               (SELECT MAX(first) FROM people_blocks \
                WHERE domain = $1 AND state = $2 AND first <= $3) \
               ORDER BY first LIMIT $4";
    let values =
        [domain.into(), list_state(archived).into(), username.into(), i64::from(limit).into()];
    let block = |row: &Row<'_>| {
        let size = u64::try_from(row.int(1)?).unwrap_or(0);
        Ok(Block { first: row.text(0)?, size, version: row.int(2)? })
    };
    tx.all(sql, &values, block).await
}

/// The workers of a block. `None` if they are larger than a page.
pub async fn block_rows(
    tx: &mut Tx,
    domain: i64,
    archived: bool,
    block: &Block,
) -> Result<Option<Vec<WorkerRow>>, Error> {
    let sql = format!(
        "SELECT {SHOWN} FROM people p WHERE p.domain = $1 AND p.state = $2 AND p.username >= $3 \
         ORDER BY p.username LIMIT $4"
    );
    let size = i64::try_from(block.size).unwrap_or(i64::MAX);
    let first = block.first.as_str();
    let values = [domain.into(), list_state(archived).into(), first.into(), size.into()];
    let (rows, is_cut) = tx.page(&sql, &values, u32::MAX, WorkerRow::read).await?;
    Ok((!is_cut).then_some(rows))
}

fn list_state(archived: bool) -> i64 {
    (if archived { State::Archived } else { State::Active }) as i64
}

/// Creates the blocks of a domain without people.
pub(crate) async fn begin(tx: &mut Tx, domain: i64) -> Result<(), Error> {
    let sql = "INSERT INTO people_blocks (domain, state, first, size) \
               VALUES ($1, 1, '', 0), ($1, 2, '', 0)";
    tx.run(sql, &[domain.into()]).await.map(drop)
}

/// Adds to the sizes of the blocks that contain usernames, and sets their versions. A transaction that
/// writes people raises `seq` when it ends, so no later transaction sets the same version.
const COUNT: AddNumbers = AddNumbers {
    one: "UPDATE people_blocks SET size = size + $4, \
          version = 1 + (SELECT seq FROM domain_state WHERE domain = $1) \
          WHERE domain = $1 AND state = $2 AND first = \
          (SELECT MAX(first) FROM people_blocks WHERE domain = $1 AND state = $2 AND first <= $3) \
          RETURNING state, first, size",
    many: "UPDATE people_blocks b SET size = b.size + a.added, \
           version = 1 + (SELECT seq FROM domain_state WHERE domain = $1) \
           FROM (SELECT p.state, p.first, CAST(SUM(p.added) AS BIGINT) AS added FROM \
           (SELECT l.state, (SELECT MAX(first) FROM people_blocks \
           WHERE domain = $1 AND state = l.state AND first <= l.username) AS first, l.added \
           FROM unnest(CAST(CAST($2 AS TEXT[]) AS BIGINT[]), CAST($3 AS TEXT[]), \
           CAST(CAST($4 AS TEXT[]) AS BIGINT[])) AS l (state, username, added)) p \
           GROUP BY p.state, p.first) a \
           WHERE b.domain = $1 AND b.state = a.state AND b.first = a.first \
           RETURNING b.state, b.first, b.size",
};

/// Counts added people.
pub(super) async fn count(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    add(tx, domain, people, 1).await
}

/// Counts removed people.
pub(super) async fn uncount(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    add(tx, domain, people, -1).await
}

/// Sets the versions of the blocks of changed people, who stay in their lists.
pub(super) async fn touch(tx: &mut Tx, domain: i64, people: &[&Person]) -> Result<(), Error> {
    add(tx, domain, people, 0).await
}

async fn add(tx: &mut Tx, domain: i64, people: &[&Person], number: i64) -> Result<(), Error> {
    let counted = if people.len() < MANY {
        tx.add_numbers(&COUNT, &rows(domain, people, number), block).await?
    } else {
        count_per_block(tx, domain, people, number).await?
    };
    for (state, first, size) in counted {
        if size > LARGEST {
            split(tx, domain, state, &first).await?;
        }
    }
    Ok(())
}

/// Adds `number` for each of these people, with one statement per block instead of one per person.
/// Returns the blocks with their sizes.
async fn count_per_block(
    tx: &mut Tx,
    domain: i64,
    people: &[&Person],
    number: i64,
) -> Result<Vec<(i64, String, i64)>, Error> {
    let blocks = blocks_of(tx, domain, people).await?;
    let mut added = vec![0_i64; blocks.len()];
    let mut is_touched = vec![false; blocks.len()];
    for person in people {
        let Some(name) = username(person) else { continue };
        let key = (State::of_person(person) as i64, name);
        // The blocks are in the order of states and first usernames.
        let behind = blocks.partition_point(|(state, first, _)| (*state, first.as_str()) <= key);
        if let Some(index) = behind.checked_sub(1) {
            added[index] += number;
            is_touched[index] = true;
        }
    }
    let sql = "UPDATE people_blocks SET size = size + $4, \
               version = 1 + (SELECT seq FROM domain_state WHERE domain = $1) \
               WHERE domain = $1 AND state = $2 AND first = $3";
    let touched = |index: &usize| is_touched[*index];
    let rows: Vec<Vec<Value<'_>>> = (0..blocks.len())
        .filter(touched)
        .map(|index| {
            let (state, first, _) = &blocks[index];
            vec![domain.into(), (*state).into(), first.as_str().into(), added[index].into()]
        })
        .collect();
    tx.run_many(sql, &rows).await?;
    let sized = blocks.into_iter().zip(added);
    Ok(sized.map(|((state, first, size), added)| (state, first, size + added)).collect())
}

/// The blocks from the first to the last of these people, in each list.
async fn blocks_of(
    tx: &mut Tx,
    domain: i64,
    people: &[&Person],
) -> Result<Vec<(i64, String, i64)>, Error> {
    let sql = "SELECT state, first, size FROM people_blocks \
               WHERE domain = $1 AND state = $2 AND first >= \
               (SELECT MAX(first) FROM people_blocks \
                WHERE domain = $1 AND state = $2 AND first <= $3) \
               AND first <= $4 ORDER BY first";
    let mut found = Vec::new();
    for state in [State::Active, State::Archived] {
        let of_list = people.iter().filter(|person| State::of_person(person) == state);
        let usernames = || of_list.clone().filter_map(|person| username(person));
        let (Some(first), Some(last)) = (usernames().min(), usernames().max()) else { continue };
        let state = state as i64;
        let values = [domain.into(), state.into(), Value::from(first), Value::from(last)];
        found.extend(tx.all(sql, &values, block).await?);
    }
    Ok(found)
}

fn username(person: &Person) -> Option<&str> {
    Some(person.worker.as_ref()?.username.as_str())
}

fn rows<'a>(domain: i64, people: &[&'a Person], number: i64) -> Vec<Vec<Value<'a>>> {
    let row = |person: &&'a Person| {
        let state = State::of_person(person) as i64;
        Some(vec![domain.into(), state.into(), Value::from(username(person)?), number.into()])
    };
    people.iter().filter_map(row).collect()
}

fn block(row: &Row<'_>) -> Result<(i64, String, i64), Error> {
    Ok((row.int(0)?, row.text(1)?, row.int(2)?))
}

/// Splits a block into equal pieces, if it is too large now.
async fn split(tx: &mut Tx, domain: i64, state: i64, first: &str) -> Result<(), Error> {
    let sql = "SELECT size FROM people_blocks WHERE domain = $1 AND state = $2 AND first = $3";
    let values = [domain.into(), state.into(), first.into()];
    let size = tx.maybe(sql, &values, |row| row.int(0)).await?;
    let Some(size) = size.filter(|size| *size > LARGEST) else { return Ok(()) };
    let sql = "SELECT username FROM people WHERE domain = $1 AND state = $2 AND username >= $3 \
               ORDER BY username LIMIT $4";
    let values = [domain.into(), state.into(), first.into(), size.into()];
    let names = tx.all(sql, &values, |row| row.text(0)).await?;
    let pieces = names.len().div_ceil(LARGEST_PIECE).max(1);
    let piece_size = names.len().div_ceil(pieces).max(1);
    let pieces = names.chunks(piece_size).enumerate().map(|(index, piece)| {
        let begins = if index == 0 { first } else { piece[0].as_str() };
        let size = i64::try_from(piece.len()).unwrap_or(i64::MAX);
        vec![domain.into(), state.into(), Value::from(begins), size.into()]
    });
    let pieces: Vec<Vec<Value<'_>>> = pieces.collect();
    let sql = "INSERT INTO people_blocks (domain, state, first, size, version) \
               VALUES ($1, $2, $3, $4, 1 + (SELECT seq FROM domain_state WHERE domain = $1)) \
               ON CONFLICT (domain, state, first) \
               DO UPDATE SET size = excluded.size, version = excluded.version";
    tx.run_many(sql, &pieces).await.map(drop)
}
