//! Validation of custom values against the fields of the domain.
//!
//! The console and imports always validate. The APIs do if the domain asks for it (`enforce_fields`),
//! because clients of the published APIs may store any value under any key. Values that do not change
//! are accepted.

use std::collections::HashMap;

use regex::{Regex, RegexBuilder};
use roster_model::{
    Channel, Field, FieldError, FieldType, Person, Problem, Rule, Schema, Settings, WorkerEdit,
    closest,
};
use serde_json::Value;

use crate::attributes::convert;

/// The most memory of a compiled pattern, in bytes.
const MAX_COMPILED: usize = 1 << 20;

/// The rules that a request must keep.
#[derive(Default)]
pub(crate) struct FieldRules {
    validates: bool,
    /// Whether a key without a field is an error; otherwise it registers a field.
    rejects_unknown: bool,
    /// Whether required fields are validated that the request does not change.
    is_complete: bool,
    /// The patterns by slug.
    patterns: HashMap<String, Regex>,
}

impl FieldRules {
    /// The rules of an edit in this channel. A form of the console has all fields.
    pub(crate) fn of_edit(
        via: &str,
        settings: &Settings,
        schema: &Schema,
        edit: &WorkerEdit,
    ) -> Self {
        let is_console = via == Channel::Console.as_str();
        let rules = Self::of_channel(via, settings, schema);
        Self { is_complete: is_console && edit.data.is_some(), ..rules }
    }

    /// The rules of changes in this channel.
    pub(crate) fn of_channel(via: &str, settings: &Settings, schema: &Schema) -> Self {
        let always = [Channel::Console, Channel::Import].map(Channel::as_str);
        let apis = [Channel::CommCare, Channel::UserCom, Channel::Scim].map(Channel::as_str);
        let enforced = settings.enforce_fields;
        let validates = always.contains(&via) || (enforced && apis.contains(&via));
        if !validates {
            return Self::default();
        }
        let patterns = schema.fields.iter().filter_map(|field| {
            let pattern = compile(field.options.pattern.as_deref()?).ok()?;
            Some((field.slug.clone(), pattern))
        });
        Self {
            validates,
            rejects_unknown: enforced,
            is_complete: false,
            patterns: patterns.collect(),
        }
    }

    /// The errors of the custom data of `after`. A new person has no number yet.
    pub(crate) fn check(
        &self,
        before: &Person,
        after: &Person,
        schema: &Schema,
    ) -> Vec<FieldError> {
        if !self.validates {
            return Vec::new();
        }
        let mut errors = Vec::new();
        let changed =
            after.custom.iter().filter(|(slug, value)| before.custom.get(*slug) != Some(value));
        for (slug, value) in changed {
            match schema.fields.iter().find(|field| field.slug == *slug) {
                Some(field) => errors.extend(self.check_value(field, value)),
                None if self.rejects_unknown => errors.push(unknown(slug, schema)),
                None => {}
            }
        }
        if after.worker.is_some() {
            errors.extend(self.missing(before, after, schema));
        }
        errors
    }

    /// The error of a value.
    fn check_value(&self, field: &Field, value: &Value) -> Option<FieldError> {
        if is_blank(value) {
            return None;
        }
        // A text field is also one that a value has registered, of whatever type.
        if field.value_type != FieldType::String
            && let Err(problem) = convert(value, field)
        {
            return Some(error(field, problem));
        }
        if value.is_array() && !field.options.multiple && !field.choices.is_empty() {
            return Some(error(field, Rule::OneChoice.into()));
        }
        let pattern = self.patterns.get(&field.slug)?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let message = field.options.pattern_message.as_deref().unwrap_or_default();
        let problem = match message {
            "" => Rule::Pattern(pattern_of(field).to_owned()).into(),
            // The domain has a text of its own, in its language.
            message => Problem::Other(message.to_owned()),
        };
        (!pattern.is_match(&text)).then(|| error(field, problem))
    }

    /// The errors of required fields without a value.
    fn missing(&self, before: &Person, after: &Person, schema: &Schema) -> Vec<FieldError> {
        let has_value = |person: &Person, slug: &str| {
            let profile = person.worker.as_ref().and_then(|worker| worker.profile);
            let profile = profile.and_then(|number| schema.profile(number));
            let value = profile.and_then(|profile| profile.values.get(slug));
            !value.or(person.custom.get(slug)).is_none_or(is_blank)
        };
        let must_have = |field: &&Field| {
            let is_checked =
                before.number == 0 || self.is_complete || has_value(before, &field.slug);
            field.declared && field.options.required && is_checked
        };
        let fields = schema.fields.iter().filter(must_have);
        let missing = fields.filter(|field| !has_value(after, &field.slug));
        missing.map(|field| error(field, Problem::Required)).collect()
    }
}

/// Compiles a pattern, which must match a whole value.
///
/// # Errors
/// The reason, in one line.
pub(crate) fn compile(pattern: &str) -> Result<Regex, String> {
    let whole = format!("^(?:{pattern})$");
    // The pattern alone must be valid, so that it cannot end the group.
    let compiled = Regex::new(pattern)
        .and_then(|_| RegexBuilder::new(&whole).size_limit(MAX_COMPILED).build());
    compiled.map_err(|error| {
        let text = error.to_string();
        text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

/// The error of a key without a field.
pub(crate) fn unknown(slug: &str, schema: &Schema) -> FieldError {
    let known = schema.fields.iter().map(|field| field.slug.as_str());
    let similar = closest(slug, known).map(str::to_owned);
    FieldError::new("user_data", Problem::UnknownField { slug: slug.to_owned(), similar })
}

/// Whether a value is missing: null, or an empty text or list.
pub(crate) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn pattern_of(field: &Field) -> &str {
    field.options.pattern.as_deref().unwrap_or_default()
}

fn error(field: &Field, problem: Problem) -> FieldError {
    let (slug, label) = (field.slug.clone(), field.label.clone());
    FieldError::new("user_data", Problem::OfField { slug, label, problem: Box::new(problem) })
}

#[cfg(test)]
mod tests {
    use super::compile;

    #[test]
    fn pattern_must_match_the_whole_value() {
        let pattern = compile("[A-Z]{2}|[0-9]{4}").unwrap();
        assert!(pattern.is_match("AB"));
        assert!(pattern.is_match("1234"));
        assert!(!pattern.is_match("ABC"));
        assert!(!pattern.is_match("x1234"));
    }

    #[test]
    fn invalid_pattern_has_a_reason_in_one_line() {
        for pattern in ["[a", "a)|(b", "(?P<n>", "a{99999}{99999}"] {
            let reason = compile(pattern).unwrap_err();
            assert!(!reason.is_empty() && !reason.contains('\n'), "{reason}");
        }
    }
}
