//! Custom fields and profiles: the part of the domain's schema that an administrator declares.

mod profiles;
mod remove;
mod search_index;

use roster_model::{
    Diff, Error, Field, FieldEdit, FieldError, FieldOptions, FieldType, Kind, NewField, Problem,
    Rule, Schema,
    limits::{CUSTOM_DATA_BYTES, check_json_size},
};
use roster_store::{fields, people};

use crate::{field_rules, op_context::OpContext, schema, unit_of_work::WriteTx};

pub(crate) use remove::FieldDeletion;
pub use remove::FieldUsage;

/// The longest slug, label or profile name, in characters.
const MAX_CHARS: usize = 127;

/// Custom fields and profiles of a domain.
pub struct Fields<'a> {
    ctx: OpContext<'a>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// Returns all fields and profiles.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn schema(&self) -> Result<Schema, Error> {
        let mut tx = self.ctx.read().await?;
        schema::load(&mut tx, self.ctx.domain().number).await
    }

    /// Declares a field: responses show it for all workers. A field that is only used so far keeps its
    /// number and its values.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the slug is not valid or is already declared.
    pub async fn declare(&self, new: NewField) -> Result<Field, Error> {
        self.ctx.check_everywhere()?;
        let mut errors: Vec<FieldError> = validate_slug(&new.slug).into_iter().collect();
        errors.extend(new.label.as_deref().and_then(|label| validate_text("label", label)));
        errors.extend(validate_choices(None, &new.choices));
        errors.extend(validate_type(new.value_type, &new.choices));
        errors.extend(validate_options(&new.options));
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let known = fields::list(&mut tx.store, domain).await?;
        let known = known.into_iter().find(|field| field.slug == new.slug);
        if known.as_ref().is_some_and(|field| field.declared) {
            errors.push(FieldError::new("slug", Problem::Taken(new.slug.clone())));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut field = Field {
            number: known.as_ref().map_or(0, |field| field.number),
            label: new.label.unwrap_or_else(|| new.slug.clone()),
            value_type: match (&known, new.choices.is_empty(), new.value_type) {
                (_, false, _) => FieldType::Fixed,
                (_, true, Some(value_type)) => value_type,
                (Some(field), true, None) => field.value_type,
                (None, true, None) => FieldType::String,
            },
            slug: new.slug,
            choices: new.choices,
            declared: true,
            options: new.options,
        };
        let kind = if known.is_some() {
            fields::update(&mut tx.store, domain, &field).await?;
            Kind::FieldUpdated
        } else {
            field.number = fields::insert(&mut tx.store, domain, &field).await?;
            Kind::FieldCreated
        };
        let mut changed = match &known {
            Some(known) => Diff::between(known, &field),
            None => Diff::created(&field),
        };
        changed.fields = vec!["declared".to_owned()];
        if known.is_some() {
            people::mark_words_stale(&mut tx.store, domain).await?;
        }
        tx.log(kind, &field.slug, Some(field.number), changed);
        tx.commit_or_defer().await?;
        Ok(field)
    }

    /// Updates a field. Stored values stay, even if the new choices exclude them.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error.
    pub async fn edit(&self, number: i64, edit: FieldEdit) -> Result<Field, Error> {
        self.ctx.check_everywhere()?;
        let mut errors: Vec<FieldError> =
            edit.label.iter().filter_map(|label| validate_text("label", label)).collect();
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let known = fields::list(&mut tx.store, domain).await?;
        let before = known.into_iter().find(|field| field.number == number);
        let before = before.ok_or(Error::not_found("field"))?;
        tx.check_precondition(&before)?;
        let choices = edit.choices.as_ref();
        errors.extend(choices.and_then(|new| validate_choices(Some(&before.choices), new)));
        let choices = choices.unwrap_or(&before.choices);
        errors.extend(validate_type(edit.value_type, choices));
        errors.extend(edit.options.iter().flat_map(validate_options));
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut after = before.clone();
        after.label = edit.label.unwrap_or(after.label);
        after.declared = edit.declared.unwrap_or(after.declared);
        if let Some(choices) = edit.choices {
            after.value_type = match (choices.is_empty(), after.value_type) {
                (false, _) => FieldType::Fixed,
                (true, FieldType::Fixed) => FieldType::String,
                (true, other) => other,
            };
            after.choices = choices;
        }
        if after.choices.is_empty() {
            after.value_type = edit.value_type.unwrap_or(after.value_type);
        }
        after.options = edit.options.unwrap_or(after.options);
        let mut changed = Diff::between(&before, &after);
        if after.value_type == FieldType::Fixed || before.value_type == FieldType::Fixed {
            // The type follows from the choices.
            changed.fields.retain(|field| field != "value_type");
        }
        if !changed.is_empty() {
            self.mark_words(&mut tx, &before, &after).await?;
            fields::update(&mut tx.store, domain, &after).await?;
            tx.log(Kind::FieldUpdated, &after.slug, Some(number), changed);
            tx.commit_or_defer().await?;
        }
        Ok(after)
    }
}

impl Fields<'_> {
    /// Marks the search words of all people as stale if the change of the field changes them.
    async fn mark_words(
        &self,
        tx: &mut WriteTx,
        before: &Field,
        after: &Field,
    ) -> Result<(), Error> {
        let indexing = |field: &Field| (field.declared, field.options.searchable);
        if indexing(before) != indexing(after) {
            let domain = tx.number();
            people::mark_words_stale(&mut tx.store, domain).await?;
        }
        Ok(())
    }
}

/// The error of a type that does not fit the choices.
fn validate_type(value_type: Option<FieldType>, choices: &[String]) -> Option<FieldError> {
    let needs_choices = value_type == Some(FieldType::Fixed) && choices.is_empty();
    needs_choices.then(|| FieldError::new("choices", Rule::NeedsChoices.into()))
}

/// The errors of options.
fn validate_options(options: &FieldOptions) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let too_long = |text: &Option<String>, max: usize| {
        text.as_ref().is_some_and(|text| text.chars().count() > max)
    };
    if too_long(&options.pattern, FieldOptions::MAX_PATTERN) {
        errors.push(FieldError::new("pattern", Problem::TooLong(FieldOptions::MAX_PATTERN)));
    } else if let Some(Err(reason)) = options.pattern.as_deref().map(field_rules::compile) {
        errors.push(FieldError::new("pattern", Rule::NotARegex(reason).into()));
    }
    for (field, text) in
        [("pattern", &options.pattern), ("pattern_message", &options.pattern_message)]
    {
        if text.as_ref().is_some_and(|text| text.contains('\0')) {
            errors.push(FieldError::new(field, Problem::Unstorable));
        }
    }
    if too_long(&options.pattern_message, FieldOptions::MAX_MESSAGE) {
        let problem = Problem::TooLong(FieldOptions::MAX_MESSAGE);
        errors.push(FieldError::new("pattern_message", problem));
    }
    if !FieldOptions::POSITIONS.contains(&options.position) {
        errors.push(FieldError::new("position", Rule::Position.into()));
    }
    errors
}

/// Validates a slug, the field's name in requests: letters, digits, `_` and `-`. The keys that the
/// directory provides are reserved.
fn validate_slug(slug: &str) -> Option<FieldError> {
    let reserved = [
        Schema::PROFILE_KEY,
        Schema::PROJECT_KEY,
        Schema::LOCATION_KEY,
        Schema::LOCATIONS_KEY,
        Schema::CASE_SHARING_KEY,
    ];
    if reserved.contains(&slug) {
        return Some(FieldError::new("slug", Problem::Controlled(slug.to_owned())));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !slug.is_empty() && !slug.chars().all(allowed) {
        return Some(FieldError::new("slug", Rule::Slug(slug.to_owned()).into()));
    }
    validate_text("slug", slug)
}

/// The error of choices that are too large. They may stay as large as they are.
pub(crate) fn validate_choices(
    before: Option<&Vec<String>>,
    choices: &Vec<String>,
) -> Option<FieldError> {
    check_json_size("choices", before, choices, CUSTOM_DATA_BYTES)
}

fn validate_text(field: &str, text: &str) -> Option<FieldError> {
    let problem = match text {
        "" => Problem::Empty,
        _ if text.contains('\0') => Problem::Unstorable,
        _ if text.chars().count() > MAX_CHARS => Problem::TooLong(MAX_CHARS),
        _ => return None,
    };
    Some(FieldError::new(field, problem))
}
