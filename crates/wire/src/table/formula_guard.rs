//! Protection against texts that a spreadsheet would evaluate as a formula.

/// The characters that start a formula, or that spreadsheets skip before one.
const FORMULA_START: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Escapes a text for a CSV cell: an apostrophe is added before the start of a formula. It is added
/// before an apostrophe too, so that [`unescape_formula`] can restore the text.
pub fn escape_formula(text: &str) -> String {
    if text.starts_with(FORMULA_START) || text.starts_with('\'') {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Removes the apostrophe that [`escape_formula`] added to a CSV cell.
pub fn unescape_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA_START) || rest.starts_with('\'') => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMULA_START, escape_formula, unescape_formula};

    #[test]
    fn escaped_text_is_no_formula_and_is_restored() {
        for text in ["", "a", "=1+1", "+502", "-1", "@x", "\tx", "\rx", "'", "''=", "'=1", "it's"] {
            let cell = escape_formula(text);
            assert!(!cell.starts_with(FORMULA_START), "{cell}");
            assert_eq!(unescape_formula(&cell), text);
        }
        assert_eq!(unescape_formula("'tis"), "'tis");
    }
}
