//! The dialects, as pure translators: bytes to command, and answer to bytes.
//!
//! Nothing here waits, serves, or reads a clock; a translator knows the model and the wire, and
//! nothing of how a command is carried out. The base, which every dialect may use, is
//! [`Format`], [`json`], the XML writer and reader, and [`Params`]; each dialect is a module.

pub mod commcare;
mod format;
pub mod json;
mod params;
pub mod table;
pub mod usercom;
mod xml_name;
mod xml_read;
mod xml_write;

pub use format::{BadAccept, Format};
pub use params::Params;
pub use xml_read::{BadXml, Element, read_element, read_tree};
pub use xml_write::write_tree;
