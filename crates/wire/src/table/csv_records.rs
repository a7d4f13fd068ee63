//! Records of CSV, by RFC 4180. A quotation mark that is not closed is an error: a lenient reader
//! would take the following rows for a part of the cell.

use std::io::BufRead;

use super::{MAX_COLUMNS, MAX_ROW_BYTES, TableError};

/// Reads records.
pub(super) struct CsvRecords<R> {
    source: R,
    delimiter: u8,
    /// The number of the last record, from 1. Empty lines count.
    row: u64,
    /// Whether the last byte was a carriage return, so that a line feed belongs to it.
    skip_line_feed: bool,
    /// The cells of the last record, one after the other, and their ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Whether a line end follows the last record.
    terminated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside of quotation marks.
    Plain,
    /// Inside of quotation marks.
    Quoted,
    /// After a quotation mark inside of quotation marks: the end, or the first of two.
    Closing,
    /// After the end of a quoted cell, with blanks.
    Closed,
}

impl<R: BufRead> CsvRecords<R> {
    pub(super) fn new(source: R, delimiter: u8) -> Self {
        Self {
            source,
            delimiter,
            row: 0,
            skip_line_feed: false,
            bytes: Vec::new(),
            ends: Vec::new(),
            terminated: true,
        }
    }

    /// The number of the last record.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// Whether a line end follows the last record.
    pub(super) fn is_terminated(&self) -> bool {
        self.terminated
    }

    /// The cells of the last record.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[*start..*end])
    }

    /// Reads the next record. Returns false at the end.
    pub(super) fn read_next(&mut self) -> Result<bool, TableError> {
        self.bytes.clear();
        self.ends.clear();
        self.row += 1;
        let mut state = State::Plain;
        let mut read = 0;
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() {
                return self.end_of_file(state, read);
            }
            let mut used = 0;
            let mut is_ended = false;
            for &byte in buffer {
                used += 1;
                if std::mem::take(&mut self.skip_line_feed) && byte == b'\n' {
                    continue;
                }
                read += 1;
                let cell_start = self.ends.last().copied().unwrap_or(0);
                state = match (state, byte) {
                    (State::Quoted, b'"') => State::Closing,
                    (State::Quoted, _) | (State::Closing, b'"') => {
                        self.bytes.push(byte);
                        State::Quoted
                    }
                    (_, b'\r' | b'\n') => {
                        self.skip_line_feed = byte == b'\r';
                        is_ended = true;
                        break;
                    }
                    (_, byte) if byte == self.delimiter => {
                        self.ends.push(self.bytes.len());
                        if self.ends.len() >= MAX_COLUMNS {
                            return Err(TableError::TooManyColumns(self.row));
                        }
                        State::Plain
                    }
                    (State::Closing | State::Closed, b' ') => State::Closed,
                    (State::Closing | State::Closed, _) => {
                        return Err(TableError::TextAfterQuote(self.row));
                    }
                    (State::Plain, b'"') if self.bytes[cell_start..].iter().all(|b| *b == b' ') => {
                        self.bytes.truncate(cell_start);
                        State::Quoted
                    }
                    (State::Plain, _) => {
                        self.bytes.push(byte);
                        State::Plain
                    }
                };
            }
            self.source.consume(used);
            if read > MAX_ROW_BYTES {
                return Err(TableError::RowTooLong(self.row));
            }
            if is_ended {
                self.ends.push(self.bytes.len());
                self.terminated = true;
                return Ok(true);
            }
        }
    }

    fn end_of_file(&mut self, state: State, read: u64) -> Result<bool, TableError> {
        if state == State::Quoted {
            return Err(TableError::UnclosedQuote(self.row));
        }
        self.terminated = read == 0;
        if read > 0 {
            self.ends.push(self.bytes.len());
        }
        Ok(read > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::CsvRecords;

    /// The records, with cells separated by `|`.
    fn records(text: &str) -> Result<Vec<String>, String> {
        // A small buffer splits cells and line ends.
        let source = std::io::BufReader::with_capacity(3, text.as_bytes());
        let mut records = CsvRecords::new(source, b',');
        let mut all = Vec::new();
        while records.read_next().map_err(|error| error.to_string())? {
            let cells = records.cells().map(|cell| String::from_utf8_lossy(cell).into_owned());
            all.push(cells.collect::<Vec<_>>().join("|"));
        }
        Ok(all)
    }

    #[test]
    fn records_are_split_at_line_ends_outside_of_quotation_marks() {
        for (text, expected) in [
            ("a,b\nc,d\n", &["a|b", "c|d"][..]),
            ("a,b\r\n\r\nc", &["a|b", "", "c"]),
            ("a\rb\r", &["a", "b"]),
            ("\"a,\"\"b\"\"\r\nc\",d", &["a,\"b\"\r\nc|d"]),
            ("a,\"\",\n", &["a||"]),
            ("5\" wide,it's\n", &["5\" wide|it's"]),
            ("a, \"b, c\" ,d\n", &["a|b, c|d"]),
            ("", &[]),
        ] {
            assert_eq!(records(text).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn open_quotation_mark_is_an_error_of_the_row_where_it_opens() {
        let error = |text| records(text).unwrap_err();
        assert!(error("a\nb,\"c\nd\ne\n").contains("row 2"));
        assert!(error("a\n\"b\"c\nd\"\n").contains("row 2"));
        assert!(error("a\n\"b\nc\n\"d\",e\n").contains("row 2"));
    }
}
