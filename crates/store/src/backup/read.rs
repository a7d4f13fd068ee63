//! Reads a backup.

use std::io::{BufRead as _, BufReader, Read};

use flate2::bufread::GzDecoder;
use serde_json::Value as Json;

use super::{Contents, Line, MARK, damaged, file_error, sealed::Sealed};
use crate::{Error, ErrorKind};

/// Limit for a line, in bytes: far above any row.
const LONGEST: u64 = 256 << 20;

/// A part of a backup.
pub(super) enum Piece {
    /// The name and the columns of the table whose rows follow.
    Table(String, Vec<String>),
    /// A row of the table.
    Row(Vec<Json>),
}

/// A backup that is being read.
pub(super) struct Lines<R: Read> {
    source: BufReader<GzDecoder<BufReader<Sealed<R>>>>,
    line: Vec<u8>,
    contents: Contents,
}

/// Reads a backup to its end and returns its contents.
///
/// # Errors
///
/// [`ErrorKind::Corrupt`] when any byte differs from what was written; [`ErrorKind::Newer`] when a
/// newer version wrote it.
pub fn verify(source: impl Read) -> Result<Contents, Error> {
    let mut lines = Lines::open(source)?;
    while lines.next()?.is_some() {}
    Ok(lines.contents)
}

impl<R: Read> Lines<R> {
    /// Opens a backup.
    pub(super) fn open(file: R) -> Result<Self, Error> {
        let mut sealed = Sealed::new(file);
        let mut mark = [0; MARK.len()];
        sealed.read_exact(&mut mark).map_err(file_error)?;
        if mark != MARK {
            return Err(unknown_format(&mark));
        }
        let mut source = BufReader::new(GzDecoder::new(BufReader::new(sealed)));
        let mut line = Vec::new();
        read_line(&mut source, &mut line)?;
        let Ok(Line::Backup { schema, engine, at }) = serde_json::from_slice(&line) else {
            return Err(damaged());
        };
        let at = at.parse().map_err(|_| damaged())?;
        Ok(Self { source, line, contents: Contents { schema, engine, at, tables: Vec::new() } })
    }

    /// The contents so far.
    pub(super) fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The next part; `None` at the end, when every checksum is right.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Error> {
        read_line(&mut self.source, &mut self.line)?;
        if self.line.first() == Some(&b'[') {
            let row: Vec<Json> = serde_json::from_slice(&self.line).map_err(|_| damaged())?;
            self.contents.tables.last_mut().ok_or_else(damaged)?.1 += 1;
            return Ok(Some(Piece::Row(row)));
        }
        match serde_json::from_slice(&self.line) {
            Ok(Line::Table { name, columns }) => {
                self.contents.tables.push((name.clone(), 0));
                Ok(Some(Piece::Table(name, columns)))
            }
            Ok(Line::End { tables, rows }) => {
                self.end(tables, rows)?;
                Ok(None)
            }
            _ => Err(damaged()),
        }
    }

    /// Reads the rest, which must be empty, so that the checksums are compared.
    fn end(&mut self, tables: usize, rows: u64) -> Result<(), Error> {
        let mut rest = [0];
        let surplus = self.source.read(&mut rest).map_err(file_error)?;
        let sealed = self.source.get_mut().get_mut();
        let behind = sealed.read(&mut rest).map_err(file_error)?;
        let counted = tables == self.contents.tables.len() && rows == self.contents.rows();
        if surplus + behind == 0 && counted { Ok(()) } else { Err(damaged()) }
    }
}

fn read_line(lines: &mut impl std::io::BufRead, line: &mut Vec<u8>) -> Result<(), Error> {
    line.clear();
    lines.take(LONGEST).read_until(b'\n', line).map_err(file_error)?;
    if line.pop() == Some(b'\n') { Ok(()) } else { Err(damaged()) }
}

fn unknown_format(mark: &[u8]) -> Error {
    if mark.starts_with(b"roster-backup ") {
        let text = "the backup was written by a newer version of roster, or is damaged";
        return Error::new(ErrorKind::Newer, text);
    }
    Error::new(ErrorKind::Corrupt, "the file is no backup of roster, or is damaged")
}
