//! Who asks.

use crate::{Domain, Id, Rights};

/// Somebody admitted to a domain: nothing is read or changed without one.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The domain they were admitted to.
    pub domain: Domain,
    /// Who they are.
    pub who: Who,
    /// By which way they came.
    pub channel: Channel,
    /// What they may do there.
    pub rights: Rights,
    /// The locations they are confined to, with all below; `None` is no confinement.
    pub confined_to: Option<Vec<Id>>,
    /// What the request rate is counted by: one name for each credential.
    pub credential: String,
    /// How the domain was when they were admitted, where that was read then.
    pub state_version: Option<StateVersion>,
}

/// The state of a domain: what was shown of it in this state is what there is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateVersion {
    /// The last number of the change log.
    pub seq: i64,
    /// How often activity of workers, which is in no log, was taken in.
    pub activity: i64,
    /// The second, since 1970: activity is counted of the last 30 days, so its counts change with
    /// time alone.
    pub second: i64,
}

/// The one who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A web user, by identity and sign-in name.
    WebUser {
        /// Identity.
        id: Id,
        /// Sign-in name.
        username: String,
    },
    /// A program with a User.com key, by the key's prefix.
    AppKey {
        /// The first characters of the key.
        prefix: String,
        /// Whether it sees only people without a username.
        contacts_only: bool,
    },
    /// A mobile worker, who may do nothing but set their own password.
    Worker {
        /// Identity.
        id: Id,
        /// Username.
        username: String,
    },
    /// Whoever runs the command line on the server's machine.
    Operator,
}

impl Who {
    /// The name under which changes are logged.
    pub fn label(&self) -> String {
        match self {
            Self::WebUser { username, .. } | Self::Worker { username, .. } => username.clone(),
            Self::AppKey { prefix, .. } => format!("key:{prefix}"),
            Self::Operator => "operator".to_owned(),
        }
    }
}

/// The way a change came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The CommCare dialect.
    CommCare,
    /// The User.com dialect.
    UserCom,
    /// The console.
    Console,
    /// An import.
    Import,
    /// The command line.
    Cli,
}

impl Channel {
    /// The name in the change log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CommCare => "commcare",
            Self::UserCom => "usercom",
            Self::Console => "console",
            Self::Import => "import",
            Self::Cli => "cli",
        }
    }
}
