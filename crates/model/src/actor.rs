//! The authenticated caller of an operation.

use crate::{Domain, Id, Rights};

/// A caller with access to a domain. Every read and every write needs one.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The domain.
    pub domain: Domain,
    /// The identity of the caller.
    pub who: Who,
    /// The channel of the request.
    pub channel: Channel,
    /// The rights in the domain.
    pub rights: Rights,
    /// The locations, with all below, that the caller is confined to; `None` for no confinement.
    pub confined_to: Option<Vec<Id>>,
    /// The key of the rate limit: one name for each credential.
    pub credential: String,
    /// The state of the domain at authentication, if it was read then.
    pub state_version: Option<StateVersion>,
}

/// A version of the whole state of a domain. A response for one version is valid for every request
/// with the same version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateVersion {
    /// The last number of the change log.
    pub seq: i64,
    /// How many times worker activity was recorded. Activity is not in the change log.
    pub activity: i64,
    /// The second since 1970. Activity counts cover the last 30 days, so they change with time.
    pub second: i64,
}

/// The identity of a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A web user.
    WebUser {
        /// Identity.
        id: Id,
        /// Sign-in name.
        username: String,
    },
    /// A program with an app key.
    AppKey {
        /// The first characters of the key.
        prefix: String,
        /// Whether the key sees only contacts.
        contacts_only: bool,
    },
    /// A mobile worker, who may only set their own password.
    Worker {
        /// Identity.
        id: Id,
        /// Username.
        username: String,
    },
    /// The operator of the server, on the command line.
    Operator,
    /// The server itself.
    Server,
}

impl Who {
    /// Returns the name of the caller in the change log.
    pub fn label(&self) -> String {
        match self {
            Self::WebUser { username, .. } | Self::Worker { username, .. } => username.clone(),
            Self::AppKey { prefix, .. } => format!("key:{prefix}"),
            Self::Operator => "operator".to_owned(),
            Self::Server => "server".to_owned(),
        }
    }
}

/// The channel of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The CommCare API.
    CommCare,
    /// The User.com API.
    UserCom,
    /// The SCIM API.
    Scim,
    /// The console.
    Console,
    /// An import.
    Import,
    /// The command line.
    Cli,
    /// A task of the server, without a request.
    Server,
}

impl Channel {
    /// All channels.
    pub const ALL: [Self; 7] = [
        Self::CommCare,
        Self::UserCom,
        Self::Scim,
        Self::Console,
        Self::Import,
        Self::Cli,
        Self::Server,
    ];

    /// The names of all channels in the change log.
    pub const NAMES: [&'static str; Self::ALL.len()] = {
        let mut names = [""; Self::ALL.len()];
        let mut index = 0;
        while index < names.len() {
            names[index] = Self::ALL[index].as_str();
            index += 1;
        }
        names
    };

    /// Finds the channel with this name in the change log.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == name)
    }

    /// Returns the name of the channel in the change log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CommCare => "commcare",
            Self::UserCom => "usercom",
            Self::Scim => "scim",
            Self::Console => "console",
            Self::Import => "import",
            Self::Cli => "cli",
            Self::Server => "server",
        }
    }

    /// Returns the name of the channel for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::CommCare => "CommCare API",
            Self::UserCom => "User.com API",
            Self::Scim => "SCIM",
            Self::Console => "Console",
            Self::Import => "Import",
            Self::Cli => "CLI",
            Self::Server => "Server",
        }
    }
}
