//! Fuzz targets for everything that reads bytes from outside.
//!
//! A target is a function that accepts any bytes and panics on a defect. The program of the same
//! name in `libfuzzer/` runs it under libFuzzer, and `tests/replay.rs` runs it with the saved
//! corpus.

#![expect(clippy::unwrap_used, reason = "a target reports a defect by a panic")]

mod commcare;
mod queries;
mod requests;
mod scim;
mod tables;
mod usercom;
mod xml;

/// A fuzz target.
pub struct Target {
    /// The name of the target, of its program and of its corpus.
    pub name: &'static str,
    /// Runs the target with any bytes.
    pub run: fn(&[u8]),
}

/// All targets.
pub const TARGETS: [Target; 18] = [
    Target { name: "commcare_json", run: commcare::json },
    Target { name: "commcare_xml", run: commcare::xml },
    Target { name: "commcare_pages", run: commcare::pages },
    Target { name: "usercom_json", run: usercom::json },
    Target { name: "usercom_form", run: usercom::form },
    Target { name: "usercom_multipart", run: usercom::multipart },
    Target { name: "scim_json", run: scim::json },
    Target { name: "scim_query", run: scim::query },
    Target { name: "xml_output", run: xml::output },
    Target { name: "queries", run: queries::queries },
    Target { name: "cursors", run: queries::cursors },
    Target { name: "table_csv", run: tables::csv },
    Target { name: "table_jsonl", run: tables::json_lines },
    Target { name: "table_xlsx", run: tables::xlsx },
    Target { name: "table_sheet", run: tables::sheet },
    Target { name: "table_ods", run: tables::ods },
    Target { name: "authorization", run: requests::authorization },
    Target { name: "conditions", run: requests::conditions },
];

/// Runs the target with this name.
///
/// # Panics
/// If there is no such target, or the target finds a defect.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("the target exists").run)(bytes);
}
