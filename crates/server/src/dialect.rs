//! Which service a request takes us for.

/// The dialects of HTTP answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// CommCare HQ: `/a/...`, and `/api/...` without a domain.
    CommCare,
    /// User.com: `/api/public/...`.
    UserCom,
    /// The console, and what its pages bring with them.
    Console,
    /// Our other pages.
    Plain,
}

/// What the console's addresses begin with.
const CONSOLE: [&str; 7] =
    ["/d", "/account", "/domains", "/sign-in", "/sign-out", "/set-password", "/assets"];

impl Dialect {
    /// The dialect of a path in the form that routes have.
    pub(crate) fn of(path: &str) -> Self {
        let below = |prefix: &str| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if below("/api/public") {
            Self::UserCom
        } else if below("/api") || below("/a") {
            Self::CommCare
        } else if path == "/" || CONSOLE.into_iter().any(below) {
            Self::Console
        } else {
            Self::Plain
        }
    }
}
