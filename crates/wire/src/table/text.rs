//! Texts of headers and cells.

use roster_model::is_invisible;

/// Whether a cell shows nothing: blanks and invisible characters.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Removes invisible characters, and blanks at the ends. Other blanks become one space each.
pub(super) fn visible(text: &str) -> String {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
