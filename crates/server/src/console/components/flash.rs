//! Flash messages: the result of a form, shown once on the next page.
//!
//! The URL carries a code of [`MESSAGES`], never text, so that a link cannot put text into a page.

use roster_directory::LeftOut;

use super::counted;
use crate::console::extract::Query;

/// A message to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flash {
    message: &'static str,
    /// How many records were changed, for messages with a number.
    count: Option<u64>,
    /// What was left out, for messages with it.
    left_out: Vec<&'static str>,
}

/// The codes and their messages. `#` stands for a number of workers, `@` for what was left out.
const MESSAGES: [(&str, &str); 28] = [
    ("created", "Created."),
    ("saved", "Saved."),
    ("merged", "Saved, together with the changes of another user."),
    ("unchanged", "Nothing changed: the name is too long."),
    ("invalid-name", "Nothing changed: the name cannot be used."),
    ("too-many-tags", "Nothing changed: a person can have at most 100 tags. Remove one first."),
    ("deleted", "Deleted."),
    ("deactivated", "# deactivated."),
    ("reactivated", "# reactivated."),
    ("joined", "# added to the group."),
    ("left", "# removed from the group."),
    ("undone", "Import undone: # restored or deleted."),
    (
        "undone-partly",
        "Import undone: # restored or deleted. Left out, because it no longer exists: @.",
    ),
    ("restored", "Restored."),
    ("restored-partly", "Restored. Left out, because it no longer exists: @."),
    ("put-back", "The earlier values are back."),
    ("put-back-partly", "The earlier values are back. Left out, because it no longer exists: @."),
    ("reset", "Password reset."),
    ("password", "Password changed. Your other sessions are signed out."),
    ("ended", "Session ended."),
    ("web-user-reactivated", "Web user reactivated."),
    ("web-user-deactivated", "Web user deactivated."),
    ("withdrawn", "Invitation withdrawn."),
    ("revoked", "Key revoked."),
    ("removed", "Two-factor authentication is off."),
    ("tested", "Test sent. The result is in the first row of the deliveries."),
    ("skipped", "The first waiting change will not be sent."),
    ("replayed", "The changes are being sent again."),
];

/// The fields of which references can be left out, as in the URL, with their labels.
const LEFT_OUT: [(&str, &str); 7] = [
    ("groups", "groups"),
    ("locations", "locations"),
    ("tags", "tags"),
    ("lists", "lists"),
    ("role", "role"),
    ("profile", "profile"),
    ("user_data", "custom fields"),
];

impl Flash {
    /// The query parameters of a result of which something was left out, or nothing.
    pub(crate) fn params(code: &str, left_out: &LeftOut) -> String {
        if left_out.is_empty() {
            return format!("done={code}");
        }
        let fields: Vec<&str> = left_out.fields().map(|(field, _)| field).collect();
        format!("done={code}-partly&left={}", fields.join("."))
    }

    /// Reads the message from a query string such as `?done=deactivated&n=3`.
    pub(crate) fn from_query(query: &Query) -> Option<Self> {
        let code = query.text("done");
        let (_, message) = MESSAGES.into_iter().find(|(known, _)| *known == code)?;
        let left: Vec<&str> = query.text("left").split('.').collect();
        let left_out = LEFT_OUT.iter().filter(|(field, _)| left.contains(field));
        let left_out = left_out.map(|(_, label)| *label).collect();
        Some(Self { message, count: query.number("n"), left_out })
    }

    /// The text of the message.
    pub(crate) fn text(&self) -> String {
        let text = match self.count {
            Some(count) => self.message.replace('#', &counted(count, "worker")),
            None => self.message.replace('#', "Worker"),
        };
        text.replace('@', &self.left_out.join(", "))
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
        let partly = text("done=restored-partly&left=role.<b>.groups").unwrap();
        assert!(partly.ends_with("it no longer exists: groups, role."), "{partly}");
    }
}
