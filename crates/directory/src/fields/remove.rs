//! Deleting a custom field with its values.

use roster_model::{Diff, Error, Field, Kind, Person, Rule, Start, Window};
use roster_store::{
    Tx, fields,
    people::{self, Among},
    profiles,
};

use super::Fields;
use crate::{
    field_rules::is_blank,
    people::write::{Batch, PasswordChange},
    unit_of_work::WriteTx,
};

/// How many people are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// A custom field, and what its deletion loses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUsage {
    /// The field.
    pub field: Field,
    /// The number of people with a value.
    pub people: u64,
    /// The names of the profiles that set it.
    pub profiles: Vec<String>,
}

impl Fields<'_> {
    /// Returns what the deletion of the field with this number loses. Reads all people.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn usage(&self, number: i64) -> Result<FieldUsage, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let field = find(&mut tx, domain, number).await?;
        let mut people = 0;
        let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
        loop {
            let page = people::list_by_number(&mut tx, domain, Among::All, &[], &window).await?;
            let has_value =
                |it: &&Person| it.custom.get(&field.slug).is_some_and(|it| !is_blank(it));
            people += page.items.iter().filter(has_value).count() as u64;
            let Some(next) = page.next else { break };
            window.start = Start::After(next);
        }
        let profiles = profiles_with(&mut tx, domain, &field.slug).await?;
        Ok(FieldUsage { field, people, profiles })
    }

    /// Deletes the field with this number and the values of all people. Returns the number of people
    /// who had one.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when a profile sets the field.
    pub async fn delete(&self, number: i64) -> Result<u64, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let field = find(&mut tx.store, domain, number).await?;
        let profiles = profiles_with(&mut tx.store, domain, &field.slug).await?;
        if !profiles.is_empty() {
            return Err(Error::invalid_field("", Rule::FieldOfProfiles(profiles).into()));
        }
        let people = remove_values(&mut tx, &field.slug).await?;
        fields::delete(&mut tx.store, domain, number).await?;
        tx.log(Kind::FieldDeleted, &field.slug, Some(number), Diff::deleted(&field));
        tx.commit_or_defer().await?;
        Ok(people)
    }
}

async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Field, Error> {
    let all = fields::list(tx, domain).await?;
    all.into_iter().find(|field| field.number == number).ok_or(Error::not_found("field"))
}

async fn profiles_with(tx: &mut Tx, domain: i64, slug: &str) -> Result<Vec<String>, Error> {
    let all = profiles::list(tx, domain).await?;
    let with_field = all.into_iter().filter(|profile| profile.values.contains_key(slug));
    Ok(with_field.map(|profile| profile.name).collect())
}

/// Removes the values of all people. Returns the number of people who had one.
async fn remove_values(tx: &mut WriteTx, slug: &str) -> Result<u64, Error> {
    let domain = tx.number();
    let mut removed = 0;
    let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let page = people::list_by_number(&mut tx.store, domain, Among::All, &[], &window).await?;
        let mut batch = Batch::default();
        for before in page.items {
            let Some(value) = before.custom.get(slug) else { continue };
            removed += u64::from(!is_blank(value));
            let mut after = before.clone();
            after.custom.shift_remove(slug);
            batch.update(tx, before, after, &[], PasswordChange::Keep)?;
        }
        batch.flush(tx).await?;
        let Some(next) = page.next else { return Ok(removed) };
        window.start = Start::After(next);
    }
}
