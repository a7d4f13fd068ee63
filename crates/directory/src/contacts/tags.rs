//! Tags of people.

use roster_model::{Error, FieldError, Kind, PersonRef, Tag, Tagged};
use roster_store::tags;

use super::{People, keep};
use crate::{texts, unit_of_work::WriteTx};

impl People<'_> {
    /// Tags a person; a tag of a new name is created.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the name cannot be one.
    pub async fn add_tag(&self, whom: &PersonRef, name: &str) -> Result<Tagged, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let tagged = named(&mut tx, name).await?;
        let mut after = before.clone();
        add_number(&mut after.usercom.tags, tagged.tag.number);
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await?;
        Ok(tagged)
    }

    /// Tags a person with several tags; those of new names are created.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with the place of each name that cannot be one.
    pub async fn add_tags(&self, whom: &PersonRef, names: &[String]) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let mut after = before.clone();
        let errors = named_all(&mut tx, &mut after.usercom.tags, "tag_names", names).await?;
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await
    }

    /// Takes a tag off a person; one who does not have it is left as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn remove_tag(&self, whom: &PersonRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let domain = tx.number();
        let tag = tags::find_by_name(&mut tx.store, domain, name.trim()).await?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.usercom.tags.retain(|number| *number != tag.number);
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await
    }
}

/// The tag of that name, created when there is none.
///
/// # Errors
/// [`Error::Invalid`] when the name cannot be one.
pub(crate) async fn named(tx: &mut WriteTx, name: &str) -> Result<Tagged, Error> {
    let name = name.trim();
    if let Some(error) = texts::name_flaw("name", name, Tag::MAX_NAME) {
        return Err(Error::Invalid(vec![error]));
    }
    let domain = tx.number();
    if let Some(tag) = tags::find_by_name(&mut tx.store, domain, name).await? {
        return Ok(Tagged { tag, created: false });
    }
    let tag = tags::insert(&mut tx.store, domain, name).await?;
    tx.log(Kind::TagCreated, &tag.number.to_string(), Some(tag.number), Vec::new());
    Ok(Tagged { tag, created: true })
}

/// Adds the tags of these names to `numbers`, creating those that there are not; the flaws are of
/// `field`, each with its place.
pub(crate) async fn named_all(
    tx: &mut WriteTx,
    numbers: &mut Vec<i64>,
    field: &str,
    names: &[String],
) -> Result<Vec<FieldError>, Error> {
    let mut errors = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match named(tx, name).await {
            Ok(tagged) => add_number(numbers, tagged.tag.number),
            Err(Error::Invalid(wrong)) => {
                errors.extend(
                    wrong.into_iter().map(|error| FieldError::new(field, error.problem).at(index)),
                );
            }
            Err(other) => return Err(other),
        }
    }
    Ok(errors)
}

/// Adds a number unless it is there.
pub(crate) fn add_number(numbers: &mut Vec<i64>, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
