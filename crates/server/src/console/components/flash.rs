//! Flash messages: the result of a form, shown once on the next page.
//!
//! The URL carries a code of [`CODES`] or [`ABOUT_WORKERS`], never text, so that a link cannot put text into a page.

use crate::console::{
    extract::Query,
    i18n::{message, text},
};

/// A message to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    code: &'static str,
    /// How many records were changed, for codes of workers.
    count: Option<u64>,
}

/// The codes of results of one record, or of the whole page. Their messages are `common-done-<code>`.
const CODES: [&str; 21] = [
    "created",
    "saved",
    "merged",
    "unchanged",
    "deleted",
    "restored",
    "put-back",
    "not-put-back",
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

impl Flash {
    /// Reads the message from a query string such as `?done=deactivated&n=3`.
    pub(crate) fn from_query(query: &Query) -> Option<Self> {
        let code = query.text("done");
        if let Some(code) = ABOUT_WORKERS.into_iter().find(|known| *known == code) {
            return Some(Self { code, count: query.number("n") });
        }
        let code = CODES.into_iter().find(|known| *known == code)?;
        Some(Self { code, count: None })
    }

    /// The text of the message.
    pub(crate) fn text(&self) -> String {
        match self.count {
            Some(count) => {
                message(format!("common-done-{}", self.code)).arg("count", count).to_string()
            }
            None if ABOUT_WORKERS.contains(&self.code) => {
                text(format!("common-done-{}-one", self.code))
            }
            None => text(format!("common-done-{}", self.code)),
        }
    }
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
        assert_eq!(text("done=<b>"), None);
    }
}
