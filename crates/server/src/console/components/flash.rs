//! Flash messages: the result of a form, shown once on the next page.
//!
//! The URL carries a code of [`CODES`], [`ABOUT_WORKERS`] or [`ABOUT_PEOPLE`], never text, so that a
//! link cannot put text into a page.

use roster_directory::LeftOut;

use crate::console::{
    extract::Query,
    i18n::{message, text},
};

/// A message to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    code: &'static str,
    /// How many records were changed, for codes of workers and people.
    count: Option<u64>,
    /// What was left out, for messages with it.
    left_out: Vec<&'static str>,
}

/// The codes of results of one record, or of the whole page. Their messages are `common-done-<code>`.
const CODES: [&str; 22] = [
    "created",
    "saved",
    "merged",
    "unchanged",
    "invalid-name",
    "too-many-tags",
    "deleted",
    "restored",
    "put-back",
    "reset",
    "password",
    "ended",
    "web-user-reactivated",
    "web-user-deactivated",
    "withdrawn",
    "revoked",
    "removed",
    "tested",
    "backup-started",
    "skipped",
    "replayed",
    "language",
];

/// The codes of results of workers. Without a number, their messages are `common-done-<code>-one`.
const ABOUT_WORKERS: [&str; 5] = ["deactivated", "reactivated", "joined", "left", "undone"];

/// The codes of results of people, with their number. Their messages are `common-done-<code>`.
const ABOUT_PEOPLE: [&str; 2] = ["added", "taken-out"];

/// The fields of which references can be left out. Their messages are `common-left-out-<field>`.
const LEFT_OUT: [&str; 7] =
    ["groups", "locations", "tags", "lists", "role", "profile", "user_data"];

impl Flash {
    /// The query parameters of a result of which something was left out, or nothing.
    pub(crate) fn params(code: &str, left_out: &LeftOut) -> String {
        if left_out.is_empty() {
            return format!("done={code}");
        }
        let fields: Vec<&str> = left_out.fields().map(|(field, _)| field).collect();
        format!("done={code}&left={}", fields.join("."))
    }

    /// Reads the message from a query string such as `?done=deactivated&n=3`.
    pub(crate) fn from_query(query: &Query) -> Option<Self> {
        let code = query.text("done");
        let left: Vec<&str> = query.text("left").split('.').collect();
        let left_out = LEFT_OUT.into_iter().filter(|field| left.contains(field)).collect();
        if let Some(code) = ABOUT_WORKERS.into_iter().find(|known| *known == code) {
            return Some(Self { code, count: query.number("n"), left_out });
        }
        if let Some(code) = ABOUT_PEOPLE.into_iter().find(|known| *known == code) {
            return Some(Self { code, count: query.number("n").or(Some(0)), left_out });
        }
        let code = CODES.into_iter().find(|known| *known == code)?;
        Some(Self { code, count: None, left_out })
    }

    /// The text of the message.
    pub(crate) fn text(&self) -> String {
        let done = match self.count {
            Some(count) => {
                message(format!("common-done-{}", self.code)).arg("count", count).to_string()
            }
            None if ABOUT_WORKERS.contains(&self.code) => {
                text(format!("common-done-{}-one", self.code))
            }
            None => text(format!("common-done-{}", self.code)),
        };
        if self.left_out.is_empty() {
            return done;
        }
        format!("{done} {}", left_out_text(self.left_out.iter().copied()))
    }
}

/// Says of which fields references were left out.
pub(crate) fn left_out_text<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let label = |field: &str| text(format!("common-left-out-{}", field.replace('_', "-")));
    let fields: Vec<String> = fields.map(label).collect();
    message("common-left-out").arg("fields", fields.join(", ")).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Flash, Query};

    #[test]
    fn unknown_codes_show_nothing() {
        let text = |query: &str| Flash::from_query(&Query::parse(query)).map(|flash| flash.text());
        assert_eq!(text("done=deactivated&n=3").as_deref(), Some("3 workers deactivated."));
        assert_eq!(text("done=deactivated&n=1").as_deref(), Some("1 worker deactivated."));
        assert_eq!(text("done=deactivated").as_deref(), Some("Worker deactivated."));
        assert_eq!(text("done=added&n=2").as_deref(), Some("2 people added."));
        assert_eq!(text("done=added").as_deref(), Some("0 people added."));
        assert_eq!(text("done=<b>"), None);
        let partly = text("done=restored&left=role.<b>.groups").unwrap();
        assert!(partly.ends_with("it no longer exists: groups, role."), "{partly}");
    }
}
