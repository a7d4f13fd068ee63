//! XML in the shape of tastypie, the framework of the live CommCare HQ.

mod name;
mod read;
mod unshown;
mod write;

pub use read::{BadXml, Element, parse_element, parse_tree};
pub(crate) use unshown::restore_unshown;
pub use write::write_tree;
pub(crate) use write::{
    DECLARATION, escape, write_hash, write_item, write_text, write_texts, write_value,
};
