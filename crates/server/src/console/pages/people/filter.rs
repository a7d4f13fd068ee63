//! The filters and the order of the list of people, as query parameters.

use jiff::tz::TimeZone;
use roster_directory::PeopleView;
use roster_model::{
    Error, PeopleViewFilter, PeopleViewKey, PeopleViewOrder, PersonState, Problem,
    limits::{check_search, shorten},
};

use crate::console::{
    components::{FormErrors, pager::query_string, start_of_day},
    extract::{Auth, Query},
    i18n::message,
};

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

/// The parameters that the list and its links have.
const PARAMETERS: [&str; 19] = [
    "q", "state", "group", "location", "role", "tag", "company", "list", "field", "value", "phone",
    "forms", "since", "sort", "page", "format", "done", "n", "left",
];

/// The query of the list of people.
pub(super) struct ListQuery {
    pub(super) filter: PeopleViewFilter,
    pub(super) order: PeopleViewOrder,
    pub(super) state: String,
    pub(super) sort: String,
    /// A tag by name or number.
    pub(super) tag: String,
    /// The name of the company in the filter.
    pub(super) company: Option<String>,
    /// The name of the list in the filter.
    pub(super) on_list: Option<String>,
    /// A custom field by slug, and the value that people must have.
    pub(super) field: String,
    pub(super) value: String,
    /// A date.
    pub(super) since: String,
    /// The errors of parameters that cannot be used. While there are some, the filter stands for no one.
    pub(super) errors: FormErrors,
}

impl ListQuery {
    /// Reads the query and resolves groups, locations and tags, which are ids or names. A name that is
    /// unknown is an error of its filter. Days are those of the zone.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn resolve(
        query: &Query,
        zone: &TimeZone,
        people_view: &PeopleView<'_>,
    ) -> Result<Self, Error> {
        let mut list = Self::read(query, zone);
        let (filter, errors) = (&mut list.filter, &mut list.errors);
        let mut unknown = |name: &str, text: &'static str| errors.add(name, message(text).into());
        if let Some(text) = &mut filter.group {
            match people_view.resolve_group(text).await? {
                Some(id) => *text = id.into_string(),
                None => unknown("group", "people-error-unknown-group"),
            }
        }
        if let Some(text) = &mut filter.location {
            match people_view.resolve_location(text).await? {
                Some(id) => *text = id.into_string(),
                None => unknown("location", "people-error-unknown-location"),
            }
        }
        if !list.tag.is_empty() {
            filter.tag = people_view.resolve_tag(&list.tag).await?;
            if filter.tag.is_none() {
                unknown("tag", "people-error-no-tag");
            }
        }
        if let Some(number) = filter.company {
            list.company = people_view.company_name(number).await?;
            if list.company.is_none() {
                unknown("company", "people-error-no-company");
            }
        }
        if let Some(number) = filter.list {
            list.on_list = people_view.list_name(number).await?;
            if list.on_list.is_none() {
                unknown("list", "people-error-no-list");
            }
        }
        if let Some(role) = &filter.role
            && !people_view.has_role(role).await?
        {
            unknown("role", "people-error-unknown-role");
        }
        if !list.field.is_empty() && !people_view.has_field(&list.field).await? {
            unknown("field", "people-error-unknown-field");
        }
        Ok(list)
    }

    /// Reads the query without resolving names.
    pub(super) fn read(query: &Query, zone: &TimeZone) -> Self {
        let mut errors = FormErrors::default();
        for (name, _) in query.params() {
            if !PARAMETERS.contains(&name) {
                let text = message("people-error-no-filter").arg("name", shorten(name));
                errors.add("", text.into());
            }
        }
        let mut choice = |name: &str, choices: &[&str]| {
            let text = query.text(name);
            if !text.is_empty() && !choices.contains(&text) {
                errors.add(name, Problem::UnknownChoice(shorten(text).into_owned()));
            }
            let known = choices.iter().find(|choice| **choice == text);
            known.or(choices.first()).map(|choice| (*choice).to_owned()).unwrap_or_default()
        };
        let state = choice("state", &STATES.map(|(name, _)| name));
        let sort = choice("sort", &ORDERS.map(|(name, _)| name));
        let no_phone = choice("phone", &["", "none"]) == "none";
        let never_submitted = choice("forms", &["", "none"]) == "none";
        let mut number = |name: &str, unknown: &'static str| -> Option<i64> {
            let number = query.non_empty(name)?.parse().ok();
            if number.is_none() {
                errors.add(name, message(unknown).into());
            }
            number
        };
        let company = number("company", "people-error-no-company");
        let list = number("list", "people-error-no-list");
        let search = query.non_empty("q");
        if let Some(text) = &search
            && let Err(Error::Invalid(too_many)) = check_search("q", text)
        {
            for error in too_many {
                errors.add("q", error.problem);
            }
        }
        let changed_since = query.non_empty("since").and_then(|text| {
            let day = text.parse().ok();
            if day.is_none() {
                errors.add("since", message("people-error-date").into());
            }
            day.map(|day| start_of_day(day, zone))
        });
        let fields = match (query.non_empty("field"), query.non_empty("value")) {
            (Some(slug), Some(value)) => vec![(slug, value)],
            (Some(_), None) => {
                errors.add("value", message("people-error-field-value").into());
                Vec::new()
            }
            (None, Some(_)) => {
                errors.add("field", message("people-error-choose-field").into());
                Vec::new()
            }
            (None, None) => Vec::new(),
        };
        Self {
            filter: PeopleViewFilter {
                search,
                state: match state.as_str() {
                    "active" => Some(PersonState::Active),
                    "archived" => Some(PersonState::Archived),
                    "contacts" => Some(PersonState::Contact),
                    _ => None,
                },
                group: query.non_empty("group"),
                location: query.non_empty("location"),
                role: query.non_empty("role"),
                tag: None,
                company,
                list,
                fields,
                no_phone,
                never_submitted,
                changed_since,
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
            tag: query.text("tag").to_owned(),
            company: None,
            on_list: None,
            field: query.text("field").to_owned(),
            value: query.text("value").to_owned(),
            since: query.text("since").to_owned(),
            errors,
        }
    }

    /// The query parameters of this list.
    pub(super) fn params(&self) -> Vec<(String, String)> {
        let filter = &self.filter;
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let named = [
            ("q", filter.search.clone()),
            ("state", Some(self.state.clone()).filter(|state| state != STATES[0].0)),
            ("group", filter.group.clone()),
            ("location", filter.location.clone()),
            ("role", filter.role.clone()),
            ("tag", text(&self.tag)),
            ("company", filter.company.map(|number| number.to_string())),
            ("list", filter.list.map(|number| number.to_string())),
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

    /// The query parameters of this list in another order.
    pub(super) fn params_sorted(&self, sort: &str) -> Vec<(String, String)> {
        let mut params = self.params();
        params.retain(|(name, _)| name != "sort");
        if sort != ORDERS[0].0 {
            params.push(("sort".to_owned(), sort.to_owned()));
        }
        params
    }

    /// Whether one of the rarer filters is set.
    pub(super) fn has_more_filters(&self) -> bool {
        let filter = &self.filter;
        let is_set = filter.no_phone || filter.never_submitted || filter.changed_since.is_some();
        is_set || !self.field.is_empty() || ["value", "since"].iter().any(|it| self.errors.has(it))
    }

    /// Whether a filter other than the state is set.
    pub(super) fn is_filtered(&self) -> bool {
        let filter = PeopleViewFilter { state: None, ..self.filter.clone() };
        filter != PeopleViewFilter::default() || !self.errors.is_empty()
    }
}

/// The URL of the list with the filters and the order of the query string `back`, and more parameters.
pub(super) fn list_url(auth: &Auth, back: &str, more: &[(&str, &str)]) -> String {
    let params = ListQuery::read(&Query::parse(back), &auth.zone).params();
    let own = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let pairs: Vec<(&str, &str)> = own.chain(more.iter().copied()).collect();
    format!("{}/people{}", auth.base(), query_string(&pairs))
}
