//! The filters and the order of the list of people, as query parameters.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use roster_directory::PeopleView;
use roster_model::{Error, PeopleViewFilter, PeopleViewKey, PeopleViewOrder, PersonState};

use crate::console::extract::Query;

/// The states to choose from: the query parameter and the message with its label.
pub(super) const STATES: [(&str, &str); 4] = [
    ("active", "people-state-active"),
    ("archived", "people-state-deactivated"),
    ("contacts", "people-state-contacts"),
    ("all", "people-state-all"),
];

/// The orders to choose from: the query parameter and the message with its label.
pub(super) const ORDERS: [(&str, &str); 6] = [
    ("username", "people-order-username"),
    ("-username", "people-order-username-descending"),
    ("-updated", "people-order-updated-first"),
    ("updated", "people-order-updated-last"),
    ("-created", "people-order-newest"),
    ("created", "people-order-oldest"),
];

/// The query of the list of people.
pub(super) struct ListQuery {
    pub(super) filter: PeopleViewFilter,
    pub(super) order: PeopleViewOrder,
    pub(super) state: String,
    pub(super) sort: String,
    /// A tag by name, where there are too many tags to choose from.
    tag: Option<String>,
    /// A custom field by slug, and the value that people must have.
    pub(super) field: String,
    pub(super) value: String,
    /// A date.
    pub(super) since: String,
}

impl ListQuery {
    /// Reads the query and resolves groups, locations and tags, which are ids or, where there are too many
    /// to choose from, names. An unknown name matches no one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn resolve(
        query: &Query,
        people_view: &PeopleView<'_>,
    ) -> Result<Self, Error> {
        let mut list = Self::read(query);
        let filter = &mut list.filter;
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
        if let Some(name) = &list.tag {
            // No tag has the number 0.
            filter.tag = Some(people_view.resolve_tag(name).await?.unwrap_or(0));
        }
        Ok(list)
    }

    /// Reads the query without resolving names.
    pub(super) fn read(query: &Query) -> Self {
        let choice = |name: &str, choices: &[(&str, &str)]| {
            let text = query.text(name);
            let found = choices.iter().find(|(choice, _)| *choice == text);
            found.or(choices.first()).map(|(choice, _)| (*choice).to_owned()).unwrap_or_default()
        };
        let (state, sort) = (choice("state", &STATES), choice("sort", &ORDERS));
        Self {
            filter: PeopleViewFilter {
                search: query.non_empty("q"),
                state: match state.as_str() {
                    "active" => Some(PersonState::Active),
                    "archived" => Some(PersonState::Archived),
                    "contacts" => Some(PersonState::Contact),
                    _ => None,
                },
                group: query.non_empty("group"),
                location: query.non_empty("location"),
                role: query.non_empty("role"),
                tag: query.number("tag").and_then(|number| i64::try_from(number).ok()),
                fields: match (query.non_empty("field"), query.non_empty("value")) {
                    (Some(slug), Some(value)) => vec![(slug, value)],
                    _ => Vec::new(),
                },
                no_phone: query.text("phone") == "none",
                never_submitted: query.text("forms") == "none",
                changed_since: query.non_empty("since").and_then(|text| start_of_day(&text)),
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
            tag: query.non_empty("tag").filter(|text| text.parse::<u64>().is_err()),
            field: query.text("field").to_owned(),
            value: query.text("value").to_owned(),
            since: query.text("since").to_owned(),
        }
    }

    /// The query parameters of this list.
    pub(super) fn params(&self) -> Vec<(String, String)> {
        let filter = &self.filter;
        let tag = filter.tag.map(|tag| tag.to_string());
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let named = [
            ("q", filter.search.clone()),
            ("state", Some(self.state.clone()).filter(|state| state != STATES[0].0)),
            ("group", filter.group.clone()),
            ("location", filter.location.clone()),
            ("role", filter.role.clone()),
            ("tag", tag),
            ("field", text(&self.field)),
            ("value", text(&self.value)),
            ("phone", filter.no_phone.then(|| "none".to_owned())),
            ("forms", filter.never_submitted.then(|| "none".to_owned())),
            ("since", text(&self.since)),
            ("sort", Some(self.sort.clone()).filter(|sort| sort != ORDERS[0].0)),
        ];
        let present = |(name, value): (&str, Option<String>)| Some((name.to_owned(), value?));
        named.into_iter().filter_map(present).collect()
    }

    /// Whether one of the rarer filters is set.
    pub(super) fn has_more_filters(&self) -> bool {
        let filter = &self.filter;
        let is_set = filter.no_phone || filter.never_submitted || filter.changed_since.is_some();
        is_set || !self.field.is_empty()
    }

    /// Whether a filter other than the state is set.
    pub(super) fn is_filtered(&self) -> bool {
        let filter = PeopleViewFilter { state: None, ..self.filter.clone() };
        filter != PeopleViewFilter::default()
    }
}

/// The first instant of a day in UTC; `None` for a text that is no date.
fn start_of_day(text: &str) -> Option<Timestamp> {
    let day: Date = text.parse().ok()?;
    Some(day.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
