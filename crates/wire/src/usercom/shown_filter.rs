//! Filters of lists other than users: they compare what a response shows, in either version.

use jiff::Timestamp;
use roster_model::{
    Comparison, Error, FieldError, FieldType, Problem, StandardField, Subject,
    limits::MAX_CONDITIONS,
};
use serde_json::Value;

use super::instant;
use crate::Params;

/// A list with filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilteredList {
    /// Tags.
    Tags,
    /// Lists of users.
    Lists,
    /// Definitions of attributes.
    Attributes,
    /// Events.
    Events,
    /// Occurrences of events.
    Occurrences,
    /// Companies. Unknown parameters are custom attributes; a company without it does not match.
    Companies,
}

impl FilteredList {
    fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Tags => &["id", "name"],
            Self::Lists => &["id", "name", "description"],
            Self::Attributes => {
                &["id", "name", "name_std", "value_type", "content_type", "choices"]
            }
            Self::Events => &["id", "name", "created_at"],
            Self::Occurrences => {
                &["id", "client", "user_id", "timestamp", "items", "event", "event_id"]
            }
            Self::Companies => &[],
        }
    }

    fn field(self, name: &str) -> Option<&'static str> {
        match self {
            Self::Companies => StandardField::find(Subject::Company, name).map(|field| field.name),
            // Requests call the event by `name`.
            Self::Occurrences if name == "name" => Some("event"),
            list => list.fields().iter().find(|known| **known == name).copied(),
        }
    }
}

/// Parameters that are not filters, as for users.
const NOT_FILTERS: [&str; 5] = ["page", "page_size", "cursor", "format", "_"];

const INSTANTS: [&str; 3] = ["created_at", "updated_at", "timestamp"];

const INTEGERS: [&str; 6] =
    ["id", "event_id", "client", "user_id", "approx_employees", "assigned_to"];

/// The conditions of a request. All must match.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownFilter {
    conditions: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq)]
struct Condition {
    field: String,
    comparison: Comparison,
    value: String,
    /// The value, for an instant that is compared by order.
    at: Option<Timestamp>,
}

impl ShownFilter {
    /// Decodes the filters of a list.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown comparison of a field, and for a value that is not of the type
    /// of its field.
    pub fn decode(params: &Params, list: FilteredList) -> Result<Self, Error> {
        let (mut conditions, mut errors) = (Vec::new(), Vec::new());
        for (name, value) in params.iter().filter(|(name, _)| !NOT_FILTERS.contains(name)) {
            match condition(list, name, value) {
                Ok(condition) => conditions.extend(condition),
                Err(problem) => errors.push(FieldError::new(name, problem)),
            }
        }
        if conditions.len() > MAX_CONDITIONS {
            errors.push(FieldError::new("", Problem::TooManyConditions(MAX_CONDITIONS)));
        }
        if errors.is_empty() { Ok(Self { conditions }) } else { Err(Error::Invalid(errors)) }
    }

    /// Whether every object matches.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether a record matches, given the objects that the versions show.
    pub fn matches(&self, versions: &[Value]) -> bool {
        self.conditions.iter().all(|condition| {
            versions.iter().any(|object| condition.matches(&object[condition.field.as_str()]))
        })
    }
}

impl Condition {
    fn matches(&self, found: &Value) -> bool {
        match (found, self.at) {
            (Value::Array(items), _) => items.iter().any(|item| self.matches(item)),
            (Value::Object(members), _) if members.contains_key("name") => {
                self.matches(&members["name"]) || self.matches(&found["id"])
            }
            (found, Some(at)) => {
                instant::parse(found).is_some_and(|found| self.comparison.allows(found.cmp(&at)))
            }
            (found, None) => self.comparison.matches_json(found, &self.value),
        }
    }
}

fn condition(
    list: FilteredList,
    parameter: &str,
    value: &str,
) -> Result<Option<Condition>, Problem> {
    let (name, comparison) = match list.field(parameter) {
        Some(_) => (parameter, Comparison::Equals),
        None => Comparison::split(parameter),
    };
    let Some(field) = list.field(name) else {
        if let Some((known, suffix)) = name.split_once("__")
            && list.field(known).is_some()
        {
            return Err(Problem::UnknownComparison(suffix.to_owned()));
        }
        // Values of attributes are shown by slug.
        let field = roster_model::attribute_slug(name);
        let custom = Condition { field, comparison, value: value.to_owned(), at: None };
        return Ok((list == FilteredList::Companies).then_some(custom));
    };
    let mut at = None;
    if comparison.is_ordering() && INSTANTS.contains(&field) {
        let parsed = instant::parse(&value.into());
        at = Some(parsed.ok_or(Problem::NotOfType(FieldType::DateTime))?);
    } else if comparison.is_ordering() && is_integer(list, field) {
        value.trim().parse::<f64>().map_err(|_| Problem::NotOfType(FieldType::Integer))?;
    }
    Ok(Some(Condition { field: field.to_owned(), comparison, value: value.to_owned(), at }))
}

fn is_integer(list: FilteredList, field: &str) -> bool {
    INTEGERS.contains(&field) || (list == FilteredList::Companies && field == "size")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{FilteredList, ShownFilter};
    use crate::Params;

    #[test]
    fn occurrences_are_found_by_the_name_of_their_event() {
        let shown = [json!({"id": 1, "event": "visit", "event_id": 3})];
        for (query, expected) in [("name=visit", true), ("event=visit", true), ("name=call", false)]
        {
            let params = Params::parse(query);
            let filter = ShownFilter::decode(&params, FilteredList::Occurrences).unwrap();
            assert_eq!(filter.matches(&shown), expected, "{query}");
        }
    }

    #[test]
    fn filter_compares_what_either_version_shows() {
        let versions = [
            json!({"id": 7, "name": "Acme", "approx_employees": 12, "tags": [{"id": 3, "name": "vip"}],
                   "created_at": "2026-03-01T10:00:00Z", "employees": [4, 5], "city": null}),
            json!({"id": 7, "name": "Acme", "size": 12, "tier": "gold", "shoe": null}),
        ];
        for (query, expected) in [
            ("", true),
            ("name=Acme&page=2", true),
            ("name=acme", false),
            ("name__icontains=CM", true),
            ("Name=Acme", true),
            ("id=7", true),
            ("size__gte=12", true),
            ("approx_employees__lt=12", false),
            ("tags=vip", true),
            ("tags=3", true),
            ("tags=other", false),
            ("employees=5", true),
            ("created_at__gte=2026-03-01", true),
            ("created_at__lt=1772359200", false),
            ("created_at__startswith=2026-03", true),
            ("city=Oslo", false),
            ("Tier=gold", true),
            ("shoe=1", false),
            ("unknown=1", false),
        ] {
            let params = Params::parse(query);
            let filter = ShownFilter::decode(&params, FilteredList::Companies).unwrap();
            assert_eq!(filter.matches(&versions), expected, "{query}");
        }
    }

    #[test]
    fn unknown_comparison_and_wrong_type_are_rejected() {
        for query in ["name__like=a", "created_at__gt=soon", "id=x", "size__gte=many"] {
            let decoded = ShownFilter::decode(&Params::parse(query), FilteredList::Companies);
            assert!(decoded.is_err(), "{query}");
        }
    }

    #[test]
    fn unknown_parameters_of_lists_without_attributes_are_no_filters() {
        let params = Params::parse("limit=5&colour=red");
        assert!(ShownFilter::decode(&params, FilteredList::Tags).unwrap().is_empty());
    }
}
