//! Conditions that no index answers, tested on the record of a person.

use std::borrow::Cow;

use jiff::Timestamp;
use roster_model::{
    Comparison, Condition, Link, NumberField, Person, Phone, TextField, UsercomFields, fold,
};

/// Whether the record of a person meets the condition. The companies of a person are not in the
/// record, so the store tests them. Attributes are named by slug.
pub(super) fn is_met(person: &Person, condition: &Condition) -> bool {
    match condition {
        Condition::Text { of, comparison, value } => text_matches(person, *of, *comparison, value),
        Condition::Number { of, comparison, value } => number(person, *of)
            .is_some_and(|found| comparison.matches_number_or_text(&found.to_string(), value)),
        Condition::Instant { of, comparison, at } => {
            instant(person, of).is_some_and(|found| comparison.allows(found.cmp(at)))
        }
        Condition::Attribute { name, comparison, value } => {
            person.custom.get(name).is_some_and(|found| comparison.matches_json(found, value))
        }
        Condition::HasEmail(wanted) => person.email.is_some() == *wanted,
        Condition::LinkedTo { of: Link::Tags, numbers } => {
            person.usercom.tags.iter().any(|tag| numbers.contains(tag))
        }
        Condition::LinkedTo { of: Link::Lists, numbers } => {
            person.usercom.lists.iter().any(|list| numbers.contains(list))
        }
        Condition::LinkedTo { .. } => true,
        Condition::Linked { .. } | Condition::Never => false,
    }
}

fn text_matches(person: &Person, of: TextField, comparison: Comparison, value: &str) -> bool {
    match of {
        TextField::Email => {
            let value = fold(value.trim());
            let email = person.email.as_ref();
            email.is_some_and(|email| comparison.matches_text(&email.folded(), &value))
        }
        TextField::Phone => {
            let digits = digits(value);
            let mut phones = person.phones.iter();
            phones.any(|phone| comparison.matches_text(phone.digits(), &digits))
        }
        TextField::Unsubscribed | TextField::Notifications | TextField::Constant(_) => {
            text(person, of)
                .is_some_and(|found| comparison.matches_text(&found, &fold(value.trim())))
        }
        of => text(person, of).is_some_and(|found| comparison.matches_text(&found, value)),
    }
}

/// Returns a text as the User.com API shows it; `None` if it is empty.
fn text(person: &Person, of: TextField) -> Option<Cow<'_, str>> {
    let usercom = &person.usercom;
    let text: Cow<'_, str> = match of {
        TextField::Email => person.email.as_ref()?.as_str().into(),
        TextField::Phone => person.default_phone()?.digits().into(),
        TextField::Key => person.key.as_str().into(),
        TextField::CustomId => person.custom_id.as_deref()?.into(),
        TextField::FirstName => person.first_name.as_str().into(),
        TextField::LastName => person.last_name.as_str().into(),
        TextField::Name => match person.name() {
            name if name.is_empty() => person.email.as_ref()?.as_str().into(),
            name => name.into(),
        },
        TextField::Gender => usercom.gender.as_str().into(),
        TextField::Status => usercom.status.as_str().into(),
        TextField::Unsubscribed => flag(usercom.unsubscribed).into(),
        TextField::Notifications => flag(!usercom.notifications_off).into(),
        TextField::Usercom(name) => usercom.texts.get(name)?.as_str().into(),
        TextField::Instant(name) => UsercomFields::instant_text(instant(person, name)?).into(),
        TextField::Constant(text) => text.into(),
    };
    Some(text).filter(|text| !text.is_empty())
}

fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn number(person: &Person, of: NumberField) -> Option<i64> {
    match of {
        NumberField::Id => Some(person.number),
        NumberField::Score => Some(person.usercom.score),
        NumberField::AssignedTo => person.usercom.assigned_to,
        NumberField::PageViews => Some(0),
    }
}

/// The digits of a phone number: phone numbers are stored without other characters.
fn digits(value: &str) -> String {
    Phone::parse(value).map_or_else(|_| value.trim().to_owned(), |phone| phone.digits().to_owned())
}

fn instant(person: &Person, name: &str) -> Option<Timestamp> {
    match name {
        "created_at" => Some(person.created_at),
        "updated_at" => Some(person.updated_at),
        _ => person.usercom.instants.get(name).copied(),
    }
}
