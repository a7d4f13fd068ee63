//! Tables of one-time links with which workers set their passwords, as CSV.

use std::io::{self, Read, Write};

use jiff::Timestamp;

use crate::table::{escape_formula, unescape_formula};

const HEADER: [&str; 6] = ["username", "name", "link", "expires", "language", "problem"];

/// A link of a worker. It allows setting the password, so it has no debug format.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordSlip {
    /// The full username.
    pub username: String,
    /// The name; may be empty.
    pub name: String,
    /// The link.
    pub url: String,
    /// When the link expires.
    pub expires_at: Timestamp,
    /// The language of the worker, as stored.
    pub language: Option<String>,
}

/// Writes links one by one, with the columns `username`, `name`, `link`, `expires`, `language` and
/// `problem`.
pub struct SlipWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> SlipWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record(HEADER)?;
        Ok(Self { writer })
    }

    /// Writes a link.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write(&mut self, slip: &PasswordSlip) -> io::Result<()> {
        let expires = slip.expires_at.to_string();
        let language = slip.language.as_deref().unwrap_or_default();
        self.line([&slip.username, &slip.name, &slip.url, &expires, language, ""])
    }

    /// Writes a worker who has no link, with the reason.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write_problem(&mut self, username: &str, problem: &str) -> io::Result<()> {
        self.line([username, "", "", "", "", problem])
    }

    /// Flushes the table and returns the output.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn line(&mut self, cells: [&str; 6]) -> io::Result<()> {
        Ok(self.writer.write_record(cells.map(escape_formula))?)
    }
}

/// Reads the links of a table that [`SlipWriter`] has written.
///
/// # Errors
/// If the source cannot be read, or is no such table.
pub fn read_slips(source: impl Read) -> impl Iterator<Item = io::Result<PasswordSlip>> {
    let records = csv::Reader::from_reader(source).into_records();
    records
        .filter_map(|record| record.map_err(io::Error::from).and_then(|it| slip(&it)).transpose())
}

/// The link of a row; `None` for a worker who has none.
fn slip(record: &csv::StringRecord) -> io::Result<Option<PasswordSlip>> {
    let cell = |index| unescape_formula(record.get(index).unwrap_or_default()).to_owned();
    let url = cell(2);
    if url.is_empty() {
        return Ok(None);
    }
    let language = Some(cell(4)).filter(|language| !language.is_empty());
    let expires_at = cell(3).parse().map_err(io::Error::other)?;
    Ok(Some(PasswordSlip { username: cell(0), name: cell(1), url, expires_at, language }))
}

#[cfg(test)]
mod tests {
    use super::{PasswordSlip, SlipWriter, read_slips};

    fn slip(name: &str, language: Option<&str>) -> PasswordSlip {
        PasswordSlip {
            username: "asha@demo.commcarehq.org".to_owned(),
            name: name.to_owned(),
            url: "https://roster.example.org/set-password/1-ab".to_owned(),
            expires_at: "2026-07-08T12:00:00Z".parse().unwrap(),
            language: language.map(str::to_owned),
        }
    }

    #[test]
    fn table_has_a_row_per_link_and_is_read_back() {
        let slips = [slip("Asha \"A\", Devi", Some("hin")), slip("=1+1\nأمينة", None)];
        let mut writer = SlipWriter::new("\u{feff}".as_bytes().to_vec()).unwrap();
        writer.write(&slips[0]).unwrap();
        writer.write_problem("bela", "the worker is deactivated").unwrap();
        writer.write(&slips[1]).unwrap();
        let bytes = writer.finish().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "\u{feff}username,name,link,expires,language,problem");
        assert_eq!(
            lines[1],
            "asha@demo.commcarehq.org,\"Asha \"\"A\"\", Devi\",\
             https://roster.example.org/set-password/1-ab,2026-07-08T12:00:00Z,hin,"
        );
        assert_eq!(lines[2], "bela,,,,,the worker is deactivated");
        assert!(lines[3].contains(",\"'=1+1\n"), "{text}");
        let read: Vec<PasswordSlip> = read_slips(&*bytes).map(Result::unwrap).collect();
        assert!(read == slips);
    }
}
