//! Texts that a spreadsheet would take for a formula.

/// What a spreadsheet takes for the beginning of a formula, or what hides one.
const ACTIVE: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// `text` as a cell of CSV: an apostrophe goes before what a spreadsheet would evaluate, and before
/// an apostrophe, so that it can be told which ones were added.
pub fn guarded(text: &str) -> String {
    if text.starts_with(ACTIVE) || text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell of CSV: without the apostrophe that [`guarded`] has added.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(ACTIVE) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn no_cell_is_evaluated_and_every_text_comes_back() {
        for text in ["", "a", "=1+1", "+502", "-1", "@x", "\tx", "\rx", "'", "''=", "'=1", "it's"] {
            let cell = guarded(text);
            assert!(!cell.starts_with(super::ACTIVE), "{cell}");
            assert_eq!(unguarded(&cell), text);
        }
        assert_eq!(unguarded("'tis"), "'tis");
    }
}
