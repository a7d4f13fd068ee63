//! The tags of a person.

use roster_model::{
    Diff, Error, FieldError, Kind, PersonRef, Problem, Tag, Tagged, limits::MAX_PER_PERSON,
};
use roster_store::tags;

use super::{People, write};
use crate::{text, unit_of_work::WriteTx};

impl People<'_> {
    /// Adds a tag to a person. Creates the tag if there is none with this name.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the name is not valid.
    pub async fn add_tag(&self, person: &PersonRef, name: &str) -> Result<Tagged, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let tagged = find_or_create(&mut tx, name).await?;
        let mut after = before.clone();
        add_number(&mut after.usercom.tags, tagged.tag.number);
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await?;
        Ok(tagged)
    }

    /// Adds several tags to a person. Creates the missing ones.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with the index of each name that is not valid.
    pub async fn add_tags(&self, person: &PersonRef, names: &[String]) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let mut after = before.clone();
        let errors = add_all(&mut tx, &mut after.usercom.tags, "tag_names", names).await?;
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await
    }

    /// Removes a tag from a person. Changes nothing if the person does not have it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn remove_tag(&self, person: &PersonRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let domain = tx.number();
        let tag = tags::find_by_name(&mut tx.store, domain, name.trim()).await?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.usercom.tags.retain(|number| *number != tag.number);
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await
    }
}

/// Returns the tag with that name. Creates it if there is none.
///
/// # Errors
/// [`Error::Invalid`] when the name is not valid.
pub(crate) async fn find_or_create(tx: &mut WriteTx, name: &str) -> Result<Tagged, Error> {
    let name = name.trim();
    if let Some(error) = text::validate_name("name", name, Tag::MAX_NAME) {
        return Err(Error::Invalid(vec![error]));
    }
    let domain = tx.number();
    if let Some(tag) = tags::find_by_name(&mut tx.store, domain, name).await? {
        return Ok(Tagged { tag, created: false });
    }
    let tag = tags::insert(&mut tx.store, domain, name).await?;
    tx.log(Kind::TagCreated, &tag.number.to_string(), Some(tag.number), Diff::created(&tag));
    Ok(Tagged { tag, created: true })
}

/// Adds the tags with these names to `numbers`. Creates the missing ones. Returns an error of
/// `field`, with its index, for each name that is not valid.
pub(crate) async fn add_all(
    tx: &mut WriteTx,
    numbers: &mut Vec<i64>,
    field: &str,
    names: &[String],
) -> Result<Vec<FieldError>, Error> {
    // Checked before the missing tags are created.
    if names.len() > MAX_PER_PERSON {
        return Ok(vec![FieldError::new(field, Problem::TooManyItems(MAX_PER_PERSON))]);
    }
    let mut errors = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match find_or_create(tx, name).await {
            Ok(found) => add_number(numbers, found.tag.number),
            Err(Error::Invalid(invalid)) => {
                let at_index = |error: FieldError| FieldError::new(field, error.problem).at(index);
                errors.extend(invalid.into_iter().map(at_index));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(errors)
}

/// Adds a number unless it is present.
pub(crate) fn add_number(numbers: &mut Vec<i64>, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
