//! The standard fields of users as filters: every field that a response shows, in both versions.

use roster_model::{
    Comparison, Link, NumberField, Problem, StandardField, Subject, TextField, UsercomFields,
};

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FilterField {
    /// As a text.
    Text(TextField),
    /// As a boolean.
    Flag(TextField),
    /// As one of the choices: the number in requests and the name in responses.
    Choice(TextField, &'static [(&'static str, &'static str)]),
    /// As a number.
    Number(NumberField),
    /// As an instant.
    Instant(&'static str),
    /// By the name or number of linked records.
    Link(Link),
    /// Not at all.
    None,
}

const GENDERS: &[(&str, &str)] = &[("1", "unknown"), ("2", "male"), ("3", "female")];
const STATUSES: &[(&str, &str)] = &[("1", "visitor"), ("2", "user")];

const FIELDS: [(&str, FilterField); 27] = [
    ("email", FilterField::Text(TextField::Email)),
    ("key", FilterField::Text(TextField::Key)),
    ("user_key", FilterField::Text(TextField::Key)),
    ("phone_number", FilterField::Text(TextField::Phone)),
    ("user_id", FilterField::Text(TextField::CustomId)),
    ("custom_id", FilterField::Text(TextField::CustomId)),
    ("first_name", FilterField::Text(TextField::FirstName)),
    ("last_name", FilterField::Text(TextField::LastName)),
    ("name", FilterField::Text(TextField::Name)),
    ("gender", FilterField::Choice(TextField::Gender, GENDERS)),
    ("status", FilterField::Choice(TextField::Status, STATUSES)),
    ("unsubscribed", FilterField::Flag(TextField::Unsubscribed)),
    ("notifications", FilterField::Flag(TextField::Notifications)),
    ("id", FilterField::Number(NumberField::Id)),
    ("score", FilterField::Number(NumberField::Score)),
    ("assigned_to", FilterField::Number(NumberField::AssignedTo)),
    ("created_at", FilterField::Instant("created_at")),
    ("updated_at", FilterField::Instant("updated_at")),
    ("tags", FilterField::Link(Link::Tags)),
    ("lists", FilterField::Link(Link::Lists)),
    ("companies", FilterField::Link(Link::Companies)),
    ("company_id", FilterField::Link(Link::CompanyIds)),
    ("company_custom_id", FilterField::Link(Link::CompanyIds)),
    ("page_views", FilterField::Number(NumberField::PageViews)),
    ("web_push_subscription", FilterField::Flag(TextField::Constant("false"))),
    ("chat_id", FilterField::Text(TextField::Constant(super::CHAT_ID))),
    ("attributes", FilterField::None),
];

impl FilterField {
    /// Finds a standard field by its name or label.
    pub(super) fn find(name: &str) -> Option<Self> {
        let name = StandardField::find(Subject::Person, name)?.name;
        let listed = FIELDS.iter().find(|(known, _)| *known == name);
        let text = || {
            let (known, _) = UsercomFields::TEXTS.iter().find(|(known, _)| *known == name)?;
            Some(Self::Text(TextField::Usercom(known)))
        };
        let instant = || {
            let known = UsercomFields::INSTANTS.iter().find(|known| **known == name)?;
            Some(Self::Instant(known))
        };
        listed.map(|(_, field)| *field).or_else(text).or_else(instant)
    }
}

/// A parameter, split into the field and the comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Parameter<'a> {
    /// A standard field.
    Standard(FilterField, Comparison),
    /// Any other name.
    Custom(&'a str, Comparison),
}

impl<'a> Parameter<'a> {
    /// Parses a parameter such as `city` or `score__gte`. Clients also send one underscore instead of
    /// two, which is enough after the name of a standard field.
    ///
    /// # Errors
    /// [`Problem::UnknownComparison`] for a standard field with an unknown comparison.
    pub(super) fn parse(parameter: &'a str) -> Result<Self, Problem> {
        if let Some(field) = FilterField::find(parameter) {
            return Ok(Self::Standard(field, Comparison::Equals));
        }
        let misspelled = Comparison::suffixes().find_map(|suffix| {
            let name = parameter.strip_suffix(suffix)?.strip_suffix('_')?;
            let field = FilterField::find(name)?;
            Some(Self::Standard(field, Comparison::from_suffix(suffix)?))
        });
        if let Some(standard) = misspelled {
            return Ok(standard);
        }
        if let Some((name, suffix)) = parameter.split_once("__")
            && FilterField::find(name).is_some()
        {
            return Err(Problem::UnknownComparison(suffix.to_owned()));
        }
        let (name, comparison) = Comparison::split(parameter);
        Ok(Self::Custom(name, comparison))
    }
}

#[cfg(test)]
mod tests {
    use roster_model::{Company, StandardField, Subject, UsercomFields};

    use super::FilterField;

    #[test]
    fn every_standard_field_is_a_filter() {
        for name in
            UsercomFields::TEXTS.iter().map(|(name, _)| name).chain(&UsercomFields::INSTANTS)
        {
            assert!(FilterField::find(name).is_some(), "{name}");
        }
        for (name, field) in super::FIELDS {
            assert!(StandardField::find(Subject::Person, name).is_some(), "{name}");
            assert_eq!(FilterField::find(name), Some(field), "{name}");
        }
        assert!(FilterField::find(Company::TEXTS[5].0).is_none(), "a field of companies only");
    }
}
