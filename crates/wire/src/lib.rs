//! The API dialects and the table formats, as pure translators: bytes to commands, and results to
//! bytes.
//!
//! The crate performs no I/O and reads no clock. It depends on the model alone. [`commcare`],
//! [`usercom`] and [`scim`] are the dialects, and [`table`] has the spreadsheet formats. They share
//! [`Format`],
//! [`json`], [`Params`] and the XML reader and writer.

pub mod commcare;
mod format;
pub mod json;
mod page_writer;
mod params;
pub mod password_slips;
pub mod scim;
pub mod table;
pub mod usercom;
mod xml;

pub use format::{BadAccept, Format};
pub use page_writer::PageWriter;
pub use params::{Params, encode as encode_query};
pub use xml::{BadXml, Element, parse_element, parse_tree, write_tree};
