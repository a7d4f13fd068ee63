//! Profiles.

use roster_model::{
    CustomData, Diff, Error, FieldError, Kind, NewProfile, Problem, Profile, Rule,
    limits::check_json_size,
};
use roster_store::profiles;

use super::{Fields, validate_slug, validate_text};
use crate::{field_rules, schema};

impl Fields<'_> {
    /// Creates a profile.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is taken, a slug is not valid, or a field does not exist and
    /// [`NewProfile::adds_fields`] is not set.
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
        if !new.adds_fields || self.ctx.domain().settings.enforce_fields {
            let is_unknown = |slug: &&String| !known.fields.iter().any(|it| it.slug == **slug);
            let unknown = new.values.keys().filter(is_unknown);
            errors.extend(unknown.map(|slug| FieldError {
                field: "values".to_owned(),
                ..field_rules::unknown(slug, &known)
            }));
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
            return Err(Error::invalid_field("", Rule::ProfileInUse.into()));
        }
        profiles::delete(&mut tx.store, domain, number).await?;
        let deleted = Diff::deleted(&profile);
        tx.log(Kind::ProfileDeleted, &number.to_string(), Some(number), deleted);
        tx.commit_or_defer().await
    }
}
