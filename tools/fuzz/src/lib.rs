//! For tests only: what is done with any bytes that come in, for a fuzzer to try.
//!
//! Each target is a function that takes any bytes and panics when something is wrong: the program
//! under `fuzz/` of its name lets libFuzzer look for bytes that do, and `tests/replay.rs` gives it
//! all that were ever found worth keeping.

#![expect(clippy::unwrap_used, reason = "to panic is how a target tells what it has found")]

mod commcare;
mod queries;
mod requests;
mod tables;
mod usercom;
mod xml;

/// A target.
pub struct Target {
    /// Its name: that of its program and of its corpus.
    pub name: &'static str,
    /// What it does with any bytes.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 15] = [
    Target { name: "commcare_json", run: commcare::json },
    Target { name: "commcare_xml", run: commcare::xml },
    Target { name: "commcare_pages", run: commcare::pages },
    Target { name: "usercom_json", run: usercom::json },
    Target { name: "usercom_form", run: usercom::form },
    Target { name: "usercom_multipart", run: usercom::multipart },
    Target { name: "xml_output", run: xml::output },
    Target { name: "queries", run: queries::queries },
    Target { name: "cursors", run: queries::cursors },
    Target { name: "table_csv", run: tables::csv },
    Target { name: "table_jsonl", run: tables::json_lines },
    Target { name: "table_xlsx", run: tables::xlsx },
    Target { name: "table_sheet", run: tables::sheet },
    Target { name: "authorization", run: requests::authorization },
    Target { name: "conditions", run: requests::conditions },
];

/// Runs the target of that name.
///
/// # Panics
/// When there is none, or it finds something.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("a target of that name").run)(bytes);
}
