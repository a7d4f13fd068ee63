//! The input of the form of a custom field.

use roster_model::{Field, FieldOptions, FieldType, Problem, limits::shorten};

use crate::console::{components::FormErrors, extract::Form, i18n, optimistic_lock::Inputs};

/// The fields of the form, which show their own errors.
pub(super) const FIELDS: &[&str] =
    &["slug", "label", "type", "choices", "pattern", "pattern_message", "position"];

/// The types to choose from: the name in the form, the message with the label, the type, and whether a
/// worker can have several values.
const TYPES: [(&str, &str, FieldType, bool); 9] = [
    ("text", "fields-type-text", FieldType::String, false),
    ("number", "fields-type-number", FieldType::Float, false),
    ("integer", "fields-type-integer", FieldType::Integer, false),
    ("date", "fields-type-date", FieldType::Date, false),
    ("datetime", "fields-type-datetime", FieldType::DateTime, false),
    ("boolean", "fields-type-boolean", FieldType::Boolean, false),
    ("choice", "fields-type-choice", FieldType::Fixed, false),
    ("multiple", "fields-type-multiple", FieldType::Fixed, true),
    ("json", "fields-type-json", FieldType::Json, false),
];

/// The message with the label of a field's type.
pub(super) fn type_label(field: &Field) -> &'static str {
    let (_, label, ..) = type_of(field);
    label
}

fn type_of(field: &Field) -> (&'static str, &'static str, FieldType, bool) {
    let is_type = |(_, _, value_type, multiple): &&(_, _, FieldType, bool)| {
        let is_choice = field.value_type == FieldType::Fixed;
        *value_type == field.value_type && (!is_choice || *multiple == field.options.multiple)
    };
    TYPES.iter().find(is_type).copied().unwrap_or(TYPES[0])
}

/// The input of the form.
#[derive(Default)]
pub(super) struct FieldForm {
    pub(super) slug: String,
    pub(super) label: String,
    /// The name of the type; empty in a new form.
    pub(super) kind: String,
    /// One per line.
    pub(super) choices: String,
    pub(super) declared: bool,
    pub(super) required: bool,
    pub(super) searchable: bool,
    pub(super) pattern: String,
    pub(super) pattern_message: String,
    pub(super) position: String,
}

impl FieldForm {
    /// The form with the present values of a field.
    pub(super) fn from_field(field: &Field) -> Self {
        let options = &field.options;
        Self {
            slug: field.slug.clone(),
            label: field.label.clone(),
            kind: type_of(field).0.to_owned(),
            choices: field.choices.join("\n"),
            declared: field.declared,
            required: options.required,
            searchable: options.searchable,
            pattern: options.pattern.clone().unwrap_or_default(),
            pattern_message: options.pattern_message.clone().unwrap_or_default(),
            position: options.position.to_string(),
        }
    }

    /// The submitted input.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            slug: text("slug"),
            label: text("label"),
            kind: text("type"),
            choices: text("choices"),
            declared: form.is_checked("declared"),
            required: form.is_checked("required"),
            searchable: form.is_checked("searchable"),
            pattern: text("pattern"),
            pattern_message: text("pattern_message"),
            position: text("position"),
        }
    }

    /// The values of the form's inputs.
    pub(super) fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("label", &self.label)
            .text("type", &self.kind)
            .text("choices", &self.choices)
            .text("pattern", &self.pattern)
            .text("pattern_message", &self.pattern_message)
            .text("position", &self.position)
            .checkbox("declared", self.declared)
            .checkbox("required", self.required)
            .checkbox("searchable", self.searchable)
    }

    /// The type, the choices and the options that the input means. `before` is the name of the present
    /// type: a text field that gets choices becomes a field with one choice.
    pub(super) fn parse(
        &self,
        before: &str,
        errors: &mut FormErrors,
    ) -> (FieldType, Vec<String>, FieldOptions) {
        let choices = lines(&self.choices);
        for (index, choice) in choices.iter().enumerate() {
            // Once for each choice.
            if choices.iter().skip(index + 1).filter(|other| *other == choice).count() == 1 {
                let text = i18n::message("fields-choice-repeated").arg("choice", shorten(choice));
                errors.add("choices", text.into());
            }
        }
        let kind = if self.kind.is_empty() { "text" } else { &self.kind };
        let is_choice = |name: &str| matches!(name, "choice" | "multiple");
        let is_known = |name: &str| TYPES.iter().any(|(known, ..)| *known == name);
        let becomes_choice =
            is_known(kind) && !choices.is_empty() && !is_choice(kind) && !is_choice(before);
        let kind = if becomes_choice { "choice" } else { kind };
        let known = TYPES.iter().find(|(name, ..)| *name == kind).copied();
        if known.is_none() {
            errors.add("type", Problem::UnknownChoice(shorten(kind).into_owned()));
        }
        let (_, _, value_type, multiple) = known.unwrap_or(TYPES[0]);
        let position = match self.position.as_str() {
            "" => 0,
            text => text.parse().unwrap_or_else(|_| {
                errors.add("position", Problem::WrongType("a whole number"));
                0
            }),
        };
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let options = FieldOptions {
            position,
            required: self.required,
            multiple,
            pattern: text(&self.pattern),
            pattern_message: text(&self.pattern_message),
            searchable: self.searchable,
        };
        (value_type, if is_choice(kind) { choices } else { Vec::new() }, options)
    }

    /// The types to choose from, each with its name, its label and whether it is selected. Rare types
    /// are listed only if the field has them.
    pub(super) fn types(&self) -> Vec<(&'static str, &'static str, bool)> {
        let is_listed = |name: &str| !matches!(name, "datetime" | "json") || self.kind == name;
        let types = TYPES.iter().filter(|(name, ..)| is_listed(name));
        types.map(|(name, label, ..)| (*name, *label, self.kind == *name)).collect()
    }
}

/// The lines that are not empty.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use roster_model::FieldType;

    use super::FieldForm;
    use crate::console::components::FormErrors;

    #[test]
    fn type_follows_from_the_choices_of_a_text_field() {
        let parsed = |kind: &str, choices: &str, before: &str| {
            let form =
                FieldForm { kind: kind.into(), choices: choices.into(), ..FieldForm::default() };
            let (value_type, choices, options) = form.parse(before, &mut FormErrors::default());
            (value_type, choices.len(), options.multiple)
        };
        assert_eq!(parsed("", "a\nb", ""), (FieldType::Fixed, 2, false));
        assert_eq!(parsed("text", "a\n\n b ", "text"), (FieldType::Fixed, 2, false));
        assert_eq!(parsed("multiple", "a\nb", "text"), (FieldType::Fixed, 2, true));
        assert_eq!(parsed("text", "a\nb", "choice"), (FieldType::String, 0, false));
        assert_eq!(parsed("date", "", "text"), (FieldType::Date, 0, false));
    }

    #[test]
    fn unknown_type_and_repeated_choices_are_errors_of_their_fields() {
        let errors = |kind: &str, choices: &str| {
            let form =
                FieldForm { kind: kind.into(), choices: choices.into(), ..FieldForm::default() };
            let mut errors = FormErrors::default();
            form.parse("", &mut errors);
            [errors.text("type"), errors.text("choices")]
        };
        assert_eq!(errors("choice", "a\nb"), ["", ""]);
        assert_eq!(errors("zzz", ""), ["'zzz' is not one of the allowed values.", ""]);
        let repeated = ["", "'a' is listed more than once."];
        assert_eq!(errors("choice", "a\nb\n a\na"), repeated);
        assert_eq!(errors("text", "a\na"), repeated);
    }
}
