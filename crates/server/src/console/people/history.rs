//! Changes, told to people.

use roster_model::Change;

use crate::console::moment::Moment;

/// A change, in words.
pub(in crate::console) struct Told {
    /// When.
    pub(in crate::console) at: Moment,
    /// What happened.
    pub(in crate::console) what: String,
    /// Who did it, and by which way.
    pub(in crate::console) who: String,
}

impl Told {
    /// A change in words.
    pub(in crate::console) fn of(change: &Change) -> Self {
        let verb = match change.kind.rsplit_once('.').map(|(_, verb)| verb) {
            Some("created") => "Created",
            Some("updated") => "Changed",
            Some("deleted") => "Deleted",
            _ => change.kind.as_str(),
        };
        let fields: Vec<String> =
            change.fields.iter().map(|field| field.replace('_', " ")).collect();
        let what = if fields.is_empty() {
            verb.to_owned()
        } else {
            format!("{verb}: {}", fields.join(", "))
        };
        Self {
            at: Moment::of(&change.at),
            what,
            who: format!("{}, {}", change.actor, way(&change.via)),
        }
    }
}

/// The way that a change came.
pub(in crate::console) fn way(via: &str) -> &str {
    match via {
        "commcare" => "through the CommCare API",
        "usercom" => "through the User.com API",
        "console" => "in the console",
        "import" => "by an import",
        "cli" => "on the command line",
        other => other,
    }
}
