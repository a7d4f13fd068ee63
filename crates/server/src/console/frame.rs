//! What is around every page: title, navigation, who is signed in.

use roster_directory::Session;
use roster_model::{Actor, Permission, Rights};

use super::{assets::Names, form, notice::Notice};

/// A part of the console, as the navigation has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// The people of the domain.
    People,
    /// Moving many of them in from a table.
    Imports,
    /// Its groups.
    Groups,
    /// Its places.
    Locations,
    /// Its custom fields and profiles.
    Fields,
    /// What it was like, day by day.
    Activity,
    /// What happened in it.
    History,
    /// Its web users.
    WebUsers,
    /// Their roles.
    Roles,
    /// Keys to the APIs.
    Keys,
    /// Its settings.
    Settings,
    /// None of the parts of a domain.
    None,
}

/// The navigation: each part with its name and its place below the domain.
const SECTIONS: [(Section, &str, &str); 11] = [
    (Section::People, "People", "people"),
    (Section::Imports, "Import", "imports"),
    (Section::Groups, "Groups", "groups"),
    (Section::Locations, "Locations", "locations"),
    (Section::Fields, "Custom fields", "fields"),
    (Section::Activity, "Activity", "activity"),
    (Section::History, "History", "history"),
    (Section::WebUsers, "Web users", "web-users"),
    (Section::Roles, "Roles", "roles"),
    (Section::Keys, "Keys", "keys"),
    (Section::Settings, "Settings", "settings"),
];

impl Section {
    /// Whether whoever has these rights may see the part.
    fn is_for(self, rights: &Rights) -> bool {
        let people = rights.has(Permission::EDIT_COMMCARE_USERS);
        match self {
            Self::People | Self::Fields => rights.has(Permission::VIEW_COMMCARE_USERS),
            Self::Imports => people && rights.has(Permission::ACCESS_ALL_LOCATIONS),
            Self::Groups => rights.has(Permission::VIEW_GROUPS) || people,
            Self::Locations => {
                rights.has(Permission::VIEW_LOCATIONS) || rights.has(Permission::EDIT_LOCATIONS)
            }
            Self::Activity => {
                rights.has(Permission::VIEW_COMMCARE_USERS)
                    && rights.has(Permission::ACCESS_ALL_LOCATIONS)
            }
            Self::History => people,
            Self::WebUsers => rights.has(Permission::VIEW_WEB_USERS),
            Self::Roles => rights.has(Permission::VIEW_ROLES) || rights.has(Permission::EDIT_ROLES),
            Self::Settings => rights.has(Permission::EDIT_DOMAIN),
            Self::Keys | Self::None => true,
        }
    }
}

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
    pub(super) assets: Names,
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
            assets: Names::get(),
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
        let seen = SECTIONS.into_iter().filter(|(part, ..)| part.is_for(&actor.rights));
        let link = |(part, label, place)| Link {
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
