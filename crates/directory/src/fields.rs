//! The registry of custom fields, and profiles: what an operator declares for workers.

use roster_model::{
    Fault, Field, FieldEdit, FieldType, Flaw, Kind, NewField, NewProfile, Problem, Profile, Schema,
};
use roster_store::{fields, profiles};

use crate::{faults::fault, schema, scope::Scope};

/// The longest slug, label or name, in characters.
const MAX_CHARS: usize = 127;

/// Custom fields and profiles of a domain.
pub struct Fields<'a> {
    scope: Scope<'a>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// All fields and profiles.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn schema(&self) -> Result<Schema, Fault> {
        let mut tx = self.scope.read().await?;
        schema::load(&mut tx, self.scope.domain().number).await
    }

    /// Declares a field for workers: from now on all of them show it. A field that was only used
    /// so far keeps its number and its values.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when the slug cannot be one, or is declared already.
    pub async fn declare(&self, new: NewField) -> Result<Field, Fault> {
        let mut flaws: Vec<Flaw> = judge_slug(&new.slug).into_iter().collect();
        flaws.extend(new.label.as_deref().and_then(|label| judge_text("label", label)));
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let known = fields::list(&mut work.tx, domain).await.map_err(fault)?;
        let known = known.into_iter().find(|field| field.slug == new.slug);
        if known.as_ref().is_some_and(|field| field.declared) {
            flaws.push(Flaw::new("slug", Problem::Taken(new.slug.clone())));
        }
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
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
            fields::update(&mut work.tx, domain, &field).await.map_err(fault)?;
            Kind::FieldUpdated
        } else {
            field.number = fields::insert(&mut work.tx, domain, &field).await.map_err(fault)?;
            Kind::FieldCreated
        };
        work.log(kind, &field.slug, Some(field.number), vec!["declared".to_owned()]);
        work.commit().await?;
        Ok(field)
    }

    /// Changes a field; what the edit does not name stays. Values that people have already stay
    /// as they are, whatever the choices become.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none of this number; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, number: i64, edit: FieldEdit) -> Result<Field, Fault> {
        let flaws: Vec<Flaw> =
            edit.label.iter().filter_map(|label| judge_text("label", label)).collect();
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let known = fields::list(&mut work.tx, domain).await.map_err(fault)?;
        let before = known.into_iter().find(|field| field.number == number);
        let before = before.ok_or(Fault::missing("field"))?;
        work.check(&before)?;
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
        let changed = [
            ("label", before.label != after.label),
            ("choices", before.choices != after.choices),
            ("declared", before.declared != after.declared),
        ];
        let changed: Vec<String> =
            changed.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned()).collect();
        if !changed.is_empty() {
            fields::update(&mut work.tx, domain, &after).await.map_err(fault)?;
            work.log(Kind::FieldUpdated, &after.slug, Some(number), changed);
            work.commit().await?;
        }
        Ok(after)
    }

    /// Makes a profile.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when the name is taken, or a key cannot be set.
    pub async fn create_profile(&self, new: NewProfile) -> Result<Profile, Fault> {
        let mut flaws: Vec<Flaw> = judge_text("name", &new.name).into_iter().collect();
        flaws.extend(new.values.keys().filter_map(|slug| judge_slug(slug)));
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let mut known = schema::load(&mut work.tx, domain).await?;
        if known.profiles.iter().any(|profile| profile.name == new.name) {
            flaws.push(Flaw::new("name", Problem::Taken(new.name.clone())));
        }
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        schema::register_used(&mut work, &mut known, &new.values).await?;
        let number = profiles::insert(&mut work.tx, domain, &new).await.map_err(fault)?;
        work.log(Kind::ProfileCreated, &number.to_string(), Some(number), Vec::new());
        work.commit().await?;
        Ok(Profile { number, name: new.name, values: new.values })
    }
}

impl Fields<'_> {
    /// Removes a profile that nobody has.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none of this number; [`Fault::Invalid`] when somebody has it.
    pub async fn delete_profile(&self, number: i64) -> Result<(), Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let known = profiles::list(&mut work.tx, domain).await.map_err(fault)?;
        if known.iter().all(|profile| profile.number != number) {
            return Err(Fault::missing("profile"));
        }
        if profiles::is_in_use(&mut work.tx, domain, number).await.map_err(fault)? {
            let text = "there are people who have this profile: give them another first";
            return Err(Fault::flaw("", Problem::Other(text.to_owned())));
        }
        profiles::delete(&mut work.tx, domain, number).await.map_err(fault)?;
        work.log(Kind::ProfileDeleted, &number.to_string(), Some(number), Vec::new());
        work.commit().await
    }
}

/// A slug is what programs call a field: letters, digits, `_` and `-`, and none of the directory's
/// own keys.
fn judge_slug(slug: &str) -> Option<Flaw> {
    let own = [
        Schema::PROFILE_KEY,
        Schema::PROJECT_KEY,
        Schema::LOCATION_KEY,
        Schema::LOCATIONS_KEY,
        Schema::CASE_SHARING_KEY,
    ];
    if own.contains(&slug) {
        return Some(Flaw::new("slug", Problem::Controlled(slug.to_owned())));
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !slug.is_empty() && !slug.chars().all(allowed) {
        let text = format!("'{slug}' may only have letters, digits, '_' and '-'");
        return Some(Flaw::new("slug", Problem::Other(text)));
    }
    judge_text("slug", slug)
}

fn judge_text(field: &str, text: &str) -> Option<Flaw> {
    let problem = match text {
        "" => Problem::Empty,
        _ if text.contains('\0') => Problem::Unstorable,
        _ if text.chars().count() > MAX_CHARS => Problem::TooLong(MAX_CHARS),
        _ => return None,
    };
    Some(Flaw::new(field, problem))
}
