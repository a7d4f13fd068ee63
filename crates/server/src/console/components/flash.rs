//! Flash messages: the result of a form, shown once on the next page.
//!
//! The URL carries a code of [`MESSAGES`], never text, so that a link cannot put text into a page.

use super::counted;
use crate::console::extract::Query;

/// A message to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    message: &'static str,
    /// How many records were changed, for messages with a number.
    count: Option<u64>,
}

/// The codes and their messages. `#` stands for a number of workers.
const MESSAGES: [(&str, &str); 25] = [
    ("created", "Created."),
    ("saved", "Saved."),
    ("merged", "Saved, together with the changes of another user."),
    ("unchanged", "Nothing changed: the name is too long."),
    ("deleted", "Deleted."),
    ("deactivated", "# deactivated."),
    ("reactivated", "# reactivated."),
    ("joined", "# added to the group."),
    ("left", "# removed from the group."),
    ("undone", "Import undone: # restored or deleted."),
    ("restored", "Restored."),
    ("put-back", "The earlier values are back."),
    (
        "not-put-back",
        "Not put back: a field was changed again since, or the earlier values are not stored.",
    ),
    ("reset", "Password reset."),
    ("password", "Password changed. Your other sessions are signed out."),
    ("ended", "Session ended."),
    ("web-user-reactivated", "Web user reactivated."),
    ("web-user-deactivated", "Web user deactivated."),
    ("withdrawn", "Invitation withdrawn."),
    ("revoked", "Key revoked."),
    ("removed", "Two-factor authentication is off."),
    ("tested", "Test sent. The result is in the first row of the deliveries."),
    ("backup-started", "Backup started."),
    ("skipped", "The first waiting change will not be sent."),
    ("replayed", "The changes are being sent again."),
];

impl Flash {
    /// Reads the message from a query string such as `?done=deactivated&n=3`.
    pub(crate) fn from_query(query: &Query) -> Option<Self> {
        let code = query.text("done");
        let (_, message) = MESSAGES.into_iter().find(|(known, _)| *known == code)?;
        Some(Self { message, count: query.number("n") })
    }

    /// The text of the message.
    pub(crate) fn text(&self) -> String {
        match self.count {
            Some(count) => self.message.replace('#', &counted(count, "worker")),
            None => self.message.replace('#', "Worker"),
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
