//! What the dialects write and read, as documents.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod body;
mod format;
mod given;
mod paging;
mod published;
mod refusal;
mod usercom;
mod worker_read;
mod worker_write;
mod xml;
