//! The layout around every page: title, navigation and account links.

use roster_directory::Session;
use roster_model::{Actor, Permission, Rights, TimeZoneName};

use super::{
    assets::AssetNames,
    components::Flash,
    extract::form,
    i18n::{Language, language},
};

/// A section of a domain, as in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Workers and contacts.
    People,
    /// Import of workers from a spreadsheet.
    Imports,
    /// Groups.
    Groups,
    /// Companies, tags and lists.
    Labels,
    /// Locations and organization levels.
    Locations,
    /// Custom fields and profiles.
    Fields,
    /// Charts by day.
    Activity,
    /// The change log.
    History,
    /// Web users.
    WebUsers,
    /// Roles.
    Roles,
    /// API keys and User.com keys.
    Keys,
    /// Webhooks.
    Webhooks,
    /// Settings of the domain.
    Settings,
    /// A page outside the navigation.
    None,
}

/// The navigation: each section with the message of its label and its path below the domain.
const SECTIONS: [(Section, &str, &str); 13] = [
    (Section::People, "common-nav-people", "people"),
    (Section::Imports, "common-nav-imports", "imports"),
    (Section::Groups, "common-nav-groups", "groups"),
    (Section::Labels, "common-nav-labels", "labels/companies"),
    (Section::Locations, "common-nav-locations", "locations"),
    (Section::Fields, "common-nav-fields", "fields"),
    (Section::Activity, "common-nav-activity", "activity"),
    (Section::History, "common-nav-history", "history"),
    (Section::WebUsers, "common-nav-web-users", "web-users"),
    (Section::Roles, "common-nav-roles", "roles"),
    (Section::Keys, "common-nav-keys", "keys"),
    (Section::Webhooks, "common-nav-webhooks", "webhooks"),
    (Section::Settings, "common-nav-settings", "settings"),
];

impl Section {
    /// Whether these permissions allow the section.
    pub(crate) fn is_allowed(self, rights: &Rights) -> bool {
        let edits_people = rights.has(Permission::EDIT_COMMCARE_USERS);
        match self {
            Self::People | Self::Fields => rights.has(Permission::VIEW_COMMCARE_USERS),
            Self::Imports | Self::History | Self::Labels => {
                edits_people && rights.has(Permission::ACCESS_ALL_LOCATIONS)
            }
            Self::Groups => rights.has(Permission::VIEW_GROUPS) || edits_people,
            Self::Locations => {
                rights.has(Permission::VIEW_LOCATIONS) || rights.has(Permission::EDIT_LOCATIONS)
            }
            Self::Activity => {
                rights.has(Permission::VIEW_COMMCARE_USERS)
                    && rights.has(Permission::ACCESS_ALL_LOCATIONS)
            }
            Self::WebUsers => rights.has(Permission::VIEW_WEB_USERS),
            Self::Roles => rights.has(Permission::VIEW_ROLES) || rights.has(Permission::EDIT_ROLES),
            Self::Settings => rights.has(Permission::EDIT_DOMAIN),
            Self::Webhooks => {
                rights.has(Permission::MANAGE_WEBHOOKS)
                    && rights.has(Permission::ACCESS_ALL_LOCATIONS)
            }
            Self::Keys | Self::None => true,
        }
    }
}

/// The data of the layout of a page.
pub(crate) struct Layout {
    /// The title of the page, also its main heading.
    pub(crate) title: String,
    /// The masked form token; empty without a session.
    pub(crate) token: String,
    /// The e-mail address of the web user; empty without a session.
    pub(crate) user: String,
    /// Whether the web user is an operator of the server.
    pub(crate) is_operator: bool,
    /// The name of the domain; empty outside a domain.
    pub(crate) domain: String,
    /// The name of the domain's time zone; UTC outside a domain.
    pub(crate) zone: String,
    /// The navigation.
    pub(crate) links: Vec<Link>,
    /// The flash message.
    pub(crate) flash: Option<String>,
    /// The language of the page.
    pub(crate) language: Language,
    /// The file names of style sheet, scripts and icon.
    pub(crate) assets: AssetNames,
}

/// A link of the navigation.
pub(crate) struct Link {
    /// The message of the label.
    pub(crate) label: &'static str,
    pub(crate) url: String,
    /// Whether the page belongs to this section.
    pub(crate) current: bool,
}

impl Layout {
    /// The layout of a page without a session.
    pub(crate) fn public(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            token: String::new(),
            user: String::new(),
            is_operator: false,
            domain: String::new(),
            zone: TimeZoneName::default().as_str().to_owned(),
            links: Vec::new(),
            flash: None,
            language: language(),
            assets: AssetNames::get(),
        }
    }

    /// The layout of a page with a session, outside a domain.
    pub(crate) fn signed_in(title: &str, session: &Session) -> Self {
        Self {
            token: form::page_token(session),
            user: session.user.username.clone(),
            is_operator: session.is_operator,
            ..Self::public(title)
        }
    }

    /// The layout of a page of a domain. The navigation contains the sections that the actor may see.
    pub(crate) fn in_domain(
        title: &str,
        session: &Session,
        actor: &Actor,
        section: Section,
    ) -> Self {
        let domain = actor.domain.name.to_string();
        let allowed = SECTIONS.into_iter().filter(|(part, ..)| part.is_allowed(&actor.rights));
        let link = |(part, label, path)| Link {
            label,
            url: format!("/d/{domain}/{path}"),
            current: part == section,
        };
        let zone = actor.domain.settings.time_zone.as_str().to_owned();
        Self { links: allowed.map(link).collect(), domain, zone, ..Self::signed_in(title, session) }
    }

    /// The same layout with a flash message.
    pub(crate) fn with_flash(self, flash: Option<Flash>) -> Self {
        Self { flash: flash.map(|flash| flash.text()), ..self }
    }
}
