//! What was done just now, told on the page that follows a form: in the address, as one of a few
//! known words, so that nobody can make a page say anything.

use super::asked::RequestContext;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    text: &'static str,
    /// How many it was done to, where that is told.
    count: Option<u64>,
}

/// The words, and what they say; `#` stands for a number, and what follows in brackets for several.
const KNOWN: [(&str, &str); 16] = [
    ("created", "Created."),
    ("saved", "Saved."),
    ("unchanged", "Nothing was changed."),
    ("deleted", "Deleted."),
    ("archived", "Archived: # people."),
    ("restored", "Restored: # people."),
    ("joined", "Added to the group: # people."),
    ("left", "Removed from the group: # people."),
    ("undone", "The import was undone: # people."),
    ("reset", "The password was reset."),
    ("password", "The password was changed. Other sessions have ended."),
    ("ended", "The session has ended."),
    ("activated", "The web user may enter the domain again."),
    ("deactivated", "The web user may no longer enter the domain."),
    ("revoked", "The key was revoked. It opens nothing any more."),
    ("removed", "The second factor was removed."),
];

impl Notice {
    /// What the address tells: `?done=archived&n=3`.
    pub(super) fn of(asked: &RequestContext) -> Option<Self> {
        let word = asked.text("done");
        let (_, text) = KNOWN.into_iter().find(|(known, _)| *known == word)?;
        Some(Self { text, count: asked.number("n") })
    }

    /// The sentence.
    pub(super) fn text(&self) -> String {
        match self.count {
            Some(1) => self.text.replace("# people", "one person"),
            Some(count) => self.text.replace('#', &count.to_string()),
            None => self.text.replace(": # people", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Notice, RequestContext};

    #[test]
    fn only_known_words_are_said() {
        let said = |query: &str| Notice::of(&RequestContext::of(query)).map(|notice| notice.text());
        assert_eq!(said("done=archived&n=3").as_deref(), Some("Archived: 3 people."));
        assert_eq!(said("done=archived&n=1").as_deref(), Some("Archived: one person."));
        assert_eq!(said("done=archived").as_deref(), Some("Archived."));
        assert_eq!(said("done=<b>"), None);
    }
}
