//! Custom fields and profiles: the part of the domain's schema that an administrator declares.

use roster_model::{
    CustomData, Diff, Error, Field, FieldEdit, FieldError, FieldType, Kind, NewField, NewProfile,
    Problem, Profile, Schema,
    limits::{CUSTOM_DATA_BYTES, check_json_size},
};
use roster_store::{fields, profiles};

use crate::{op_context::OpContext, schema};

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
            value_type: match (&known, new.choices.is_empty()) {
                (_, false) => FieldType::Fixed,
                (Some(field), true) => field.value_type,
                (None, true) => FieldType::String,
            },
            slug: new.slug,
            choices: new.choices,
            declared: true,
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
        let mut changed = Diff::between(&before, &after);
        // The type follows from the choices.
        changed.fields.retain(|field| field != "value_type");
        if !changed.is_empty() {
            fields::update(&mut tx.store, domain, &after).await?;
            tx.log(Kind::FieldUpdated, &after.slug, Some(number), changed);
            tx.commit_or_defer().await?;
        }
        Ok(after)
    }

    /// Creates a profile.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is taken or a slug is not valid.
    pub async fn create_profile(&self, new: NewProfile) -> Result<Profile, Error> {
        self.ctx.check_everywhere()?;
        let mut errors: Vec<FieldError> = validate_text("name", &new.name).into_iter().collect();
        errors.extend(new.values.keys().filter_map(|slug| validate_slug(slug)));
        let limit = self.ctx.domain().settings.custom_data_limit;
        errors.extend(check_json_size("values", None::<&CustomData>, &new.values, limit));
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut known = schema::load(&mut tx.store, domain).await?;
        if known.profiles.iter().any(|profile| profile.name == new.name) {
            errors.push(FieldError::new("name", Problem::Taken(new.name.clone())));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        schema::register_used(&mut tx, &mut known, &new.values).await?;
        let number = profiles::insert(&mut tx.store, domain, &new).await?;
        let profile = Profile { number, name: new.name, values: new.values };
        let created = Diff::created(&profile);
        tx.log(Kind::ProfileCreated, &number.to_string(), Some(number), created);
        tx.commit_or_defer().await?;
        Ok(profile)
    }

    /// Deletes a profile that no worker has.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when a worker has the profile.
    pub async fn delete_profile(&self, number: i64) -> Result<(), Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let known = profiles::list(&mut tx.store, domain).await?;
        let profile = known.into_iter().find(|profile| profile.number == number);
        let profile = profile.ok_or(Error::not_found("profile"))?;
        if profiles::is_in_use(&mut tx.store, domain, number).await? {
            let text = "some workers have this profile: give them another profile first";
            return Err(Error::invalid_field("", Problem::Other(text.to_owned())));
        }
        profiles::delete(&mut tx.store, domain, number).await?;
        let deleted = Diff::deleted(&profile);
        tx.log(Kind::ProfileDeleted, &number.to_string(), Some(number), deleted);
        tx.commit_or_defer().await
    }
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
        let text = format!("'{slug}' may contain only letters, digits, '_' and '-'");
        return Some(FieldError::new("slug", Problem::Other(text)));
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
