//! Which people a list shows, and in which order: all of it in the address.

use roster_directory::PeopleView;
use roster_model::{Error, PeopleViewFilter, PeopleViewKey, PeopleViewOrder, PersonState};

use crate::console::asked::RequestContext;

/// The states to choose from, by what the address calls them.
pub(super) const STATES: [(&str, &str); 4] = [
    ("active", "Active workers"),
    ("archived", "Archived workers"),
    ("contacts", "Contacts"),
    ("all", "Everybody"),
];

/// The orders to choose from.
pub(super) const ORDERS: [(&str, &str); 6] = [
    ("username", "Username A–Z"),
    ("-username", "Username Z–A"),
    ("-updated", "Last changed first"),
    ("updated", "Last changed last"),
    ("-created", "Newest first"),
    ("created", "Oldest first"),
];

/// What a list was asked for.
pub(super) struct Wanted {
    pub(super) filter: PeopleViewFilter,
    pub(super) order: PeopleViewOrder,
    pub(super) state: String,
    pub(super) sort: String,
    /// A tag by name, where it was typed.
    tag: Option<String>,
}

impl Wanted {
    /// What an address asks for. Groups, places and tags are told by identity or, where there are too
    /// many for a list, as somebody typed them; those that nobody knows are nobody's.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn find(
        asked: &RequestContext,
        people_view: &PeopleView<'_>,
    ) -> Result<Self, Error> {
        let mut wanted = Self::read(asked);
        let filter = &mut wanted.filter;
        if let Some(text) = &mut filter.group
            && let Some(id) = people_view.resolve_group(text).await?
        {
            *text = id.into_string();
        }
        if let Some(text) = &mut filter.location
            && let Some(id) = people_view.resolve_location(text).await?
        {
            *text = id.into_string();
        }
        if let Some(name) = &wanted.tag {
            // None has the number 0.
            filter.tag = Some(people_view.resolve_tag(name).await?.unwrap_or(0));
        }
        Ok(wanted)
    }

    /// What an address asks for, as it says it.
    pub(super) fn read(asked: &RequestContext) -> Self {
        let known = |name: &str, choices: &[(&str, &str)]| {
            let text = asked.text(name);
            let found = choices.iter().find(|(choice, _)| *choice == text);
            found.or(choices.first()).map(|(choice, _)| (*choice).to_owned()).unwrap_or_default()
        };
        let (state, sort) = (known("state", &STATES), known("sort", &ORDERS));
        Self {
            filter: PeopleViewFilter {
                search: asked.given("q"),
                state: match state.as_str() {
                    "active" => Some(PersonState::Active),
                    "archived" => Some(PersonState::Archived),
                    "contacts" => Some(PersonState::Contact),
                    _ => None,
                },
                group: asked.given("group"),
                location: asked.given("location"),
                role: asked.given("role"),
                tag: asked.number("tag").and_then(|number| i64::try_from(number).ok()),
            },
            order: PeopleViewOrder {
                by: match sort.trim_start_matches('-') {
                    "updated" => PeopleViewKey::Updated,
                    "created" => PeopleViewKey::Created,
                    _ => PeopleViewKey::Username,
                },
                descending: sort.starts_with('-'),
            },
            state,
            sort,
            tag: asked.given("tag").filter(|text| text.parse::<u64>().is_err()),
        }
    }

    /// What the address must say to ask for the same.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let filter = &self.filter;
        let tag = filter.tag.map(|tag| tag.to_string());
        let named = [
            ("q", filter.search.clone()),
            ("state", Some(self.state.clone()).filter(|state| state != STATES[0].0)),
            ("group", filter.group.clone()),
            ("location", filter.location.clone()),
            ("role", filter.role.clone()),
            ("tag", tag),
            ("sort", Some(self.sort.clone()).filter(|sort| sort != ORDERS[0].0)),
        ];
        let given = |(name, value): (&str, Option<String>)| Some((name.to_owned(), value?));
        named.into_iter().filter_map(given).collect()
    }

    /// Whether anything is asked for but the order.
    pub(super) fn narrows(&self) -> bool {
        let filter = PeopleViewFilter { state: None, ..self.filter.clone() };
        filter != PeopleViewFilter::default()
    }
}
