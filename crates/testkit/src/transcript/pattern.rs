//! Texts with holes.

use std::collections::BTreeMap;

/// Values by name.
pub(super) type Captures = BTreeMap<String, String>;

/// `text` with each `{{name}}` replaced by its value.
pub(super) fn substitute(text: &str, known: &Captures) -> Result<String, String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        let value = known.get(name).ok_or_else(|| format!("nothing is known as '{name}'"))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Whether `text` matches `pattern`; stores the captured values.
pub(super) fn matches(pattern: &str, text: &str, known: &mut Captures) -> bool {
    let mut captured = Captures::new();
    let fits = fits(pattern, text, &mut captured);
    if fits {
        known.append(&mut captured);
    }
    fits
}

/// Whether the whole `pattern` is one hole.
pub(super) fn is_hole(pattern: &str) -> bool {
    pattern
        .strip_prefix("<<")
        .and_then(|rest| rest.find(">>"))
        .is_some_and(|end| end + 4 == pattern.len())
}

fn fits(pattern: &str, text: &str, captured: &mut Captures) -> bool {
    let hole = pattern.split_once("<<").and_then(|(before, rest)| {
        let (hole, after) = rest.split_once(">>")?;
        Some((before, hole, after))
    });
    let Some((before, hole, after)) = hole else { return pattern == text };
    let Some(rest) = text.strip_prefix(before) else { return false };
    // The shortest text that lets the remainder match.
    let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
    for end in ends {
        let (filling, remainder) = rest.split_at(end);
        if may_fill(hole, filling) && fits(after, remainder, captured) {
            if let Some(name) = hole.strip_prefix("capture ") {
                captured.insert(name.to_owned(), filling.to_owned());
            }
            return true;
        }
    }
    false
}

fn may_fill(hole: &str, filling: &str) -> bool {
    match hole {
        "any" => true,
        "id" => {
            filling.len() == 32
                && filling.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        }
        "number" => !filling.is_empty() && filling.bytes().all(|b| b.is_ascii_digit()),
        _ => hole.starts_with("capture ") && !filling.is_empty(),
    }
}
