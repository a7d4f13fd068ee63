//! Tests of the dialects and of the table formats.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

mod commcare;
mod format;
mod scim;
mod table;
mod usercom;
