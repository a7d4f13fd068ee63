//! Refusing workbooks that would grow beyond measure, before anything of them is read as such.
//!
//! A workbook is a zip archive of XML. What it declares of its sizes can be a lie, so it is inflated
//! once into nothing, with a count.

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::TableError;

/// The most parts of a workbook.
const MAX_PARTS: usize = 2_000;
/// The most bytes of all parts, inflated.
const MAX_BYTES: u64 = 1 << 30;
/// The most bytes of the shared texts, which are held in memory as a whole.
const MAX_SHARED_BYTES: u64 = 64 << 20;
/// The most bytes between two brackets: a text or a tag, which is held in memory as a whole.
const MAX_RUN: usize = 1 << 20;
/// How often larger a part of more than [`SMALL`] may be than it is packed.
const MAX_RATIO: u64 = 150;
/// What is always taken.
const SMALL: u64 = 16 << 20;

/// Inflates every part of `source` into nothing.
///
/// # Errors
/// [`TableError::Inflated`] at the first excess; [`TableError::NotOfFormat`] when it is no archive.
pub(super) fn check(source: &mut (impl Read + Seek)) -> Result<(), TableError> {
    let not_a_workbook = || TableError::NotOfFormat {
        expected: "a workbook",
        remedy: "it may be cut off, or need another ending of its name: save or send it again",
    };
    let mut archive = ZipArchive::new(source).map_err(|_| not_a_workbook())?;
    if archive.len() > MAX_PARTS {
        return Err(TableError::Inflated("it has too many parts"));
    }
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| not_a_workbook())?;
        let name = part.name().map_err(|_| not_a_workbook())?.to_lowercase();
        let shared = name.contains("sharedstrings");
        let most = if shared { left.min(MAX_SHARED_BYTES) } else { left };
        let packed_most = part.compressed_size().saturating_mul(MAX_RATIO).max(SMALL);
        let most = most.min(packed_most);
        if part.size() > most {
            return Err(excess());
        }
        left -= inflate(part, most)?;
    }
    Ok(())
}

/// Inflates a part, and tells its true size.
fn inflate(mut part: impl Read, most: u64) -> Result<u64, TableError> {
    let mut buffer = vec![0; 64 << 10];
    let (mut size, mut run) = (0, 0);
    loop {
        let read = part.read(&mut buffer).map_err(|_| TableError::Damaged { row: 1 })?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        let pieces: Vec<&[u8]> = buffer[..read].split(|byte| matches!(byte, b'<' | b'>')).collect();
        let longest = pieces.iter().map(|piece| piece.len()).max().unwrap_or(0);
        run = match pieces.as_slice() {
            [whole] => run + whole.len(),
            [first, .., last] if run + first.len() <= MAX_RUN => last.len(),
            _ => MAX_RUN + 1,
        };
        if size > most {
            return Err(excess());
        }
        if run.max(longest) > MAX_RUN {
            return Err(TableError::Inflated("a cell is longer than 1 MiB"));
        }
    }
}

fn excess() -> TableError {
    TableError::Inflated("it would unpack to more than a table of workers can be")
}
