//! The XML writer.

use roster_model::WireMode;
use roster_wire::{Format, commcare::Document, json, parse_tree};

/// Any tree, as JSON. Its XML must be well-formed for another parser and for ours.
pub(crate) fn output(bytes: &[u8]) {
    let Ok(tree) = json::parse(bytes) else { return };
    for mode in [WireMode::Documented, WireMode::Live] {
        let items = tree.as_array().cloned().unwrap_or_default();
        for document in [
            Document::Object(tree.clone()),
            Document::Response(tree.clone()),
            Document::Items(items),
        ] {
            let xml = document.write(Format::Xml, mode);
            roxmltree::Document::parse(std::str::from_utf8(&xml).unwrap()).unwrap();
            parse_tree(&xml).unwrap();
        }
    }
}
