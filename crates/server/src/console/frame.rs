//! What is around every page: title, navigation, who is signed in.

use roster_directory::Session;
use roster_model::{Actor, Permission};

use super::{assets::Addresses, form, notice::Notice};

/// A part of the console, as the navigation has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// The people of the domain.
    People,
    /// None of the parts of a domain.
    None,
}

/// The navigation: each part with its name, its place below the domain, and what it takes to see it.
const SECTIONS: [(Section, &str, &str, Permission); 1] =
    [(Section::People, "People", "people", Permission::VIEW_COMMCARE_USERS)];

/// The frame of a page.
pub(super) struct Frame {
    /// The title of the page, and its first heading.
    pub(super) title: String,
    /// What every form must carry; empty where nobody is signed in.
    pub(super) token: String,
    /// The sign-in name; empty where nobody is signed in.
    pub(super) user: String,
    /// The domain's name; empty outside of any.
    pub(super) domain: String,
    /// The navigation.
    pub(super) links: Vec<Link>,
    /// What was done just now.
    pub(super) notice: Option<String>,
    /// Where style sheet, script and icon are.
    pub(super) assets: Addresses,
}

/// A link of the navigation.
pub(super) struct Link {
    /// What it is called.
    pub(super) label: &'static str,
    /// Where it leads.
    pub(super) address: String,
    /// Whether the page is of that part.
    pub(super) current: bool,
}

impl Frame {
    /// The frame of a page for nobody in particular.
    pub(super) fn plain(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            token: String::new(),
            user: String::new(),
            domain: String::new(),
            links: Vec::new(),
            notice: None,
            assets: Addresses,
        }
    }

    /// The frame of a page outside of any domain.
    pub(super) fn signed_in(title: &str, session: &Session) -> Self {
        Self {
            token: form::masked(session.form_token()),
            user: session.user.username.clone(),
            ..Self::plain(title)
        }
    }

    /// The frame of a page of a domain: the navigation shows what the actor may see there.
    pub(super) fn in_domain(
        title: &str,
        session: &Session,
        actor: &Actor,
        section: Section,
    ) -> Self {
        let domain = actor.domain.name.to_string();
        let seen = SECTIONS.into_iter().filter(|(.., permission)| actor.rights.has(*permission));
        let link = |(part, label, place, _)| Link {
            label,
            address: format!("/d/{domain}/{place}"),
            current: part == section,
        };
        Self { links: seen.map(link).collect(), domain, ..Self::signed_in(title, session) }
    }

    /// The same, telling what was done just now.
    pub(super) fn telling(self, notice: Option<Notice>) -> Self {
        Self { notice: notice.map(|notice| notice.text()), ..self }
    }
}
