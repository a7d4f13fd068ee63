//! Tags of people.

use roster_model::{Fault, Flaw, Kind, PersonRef, Tag, Tagged};
use roster_store::tags;

use super::{People, keep};
use crate::{faults::fault, texts, work::Work};

impl People<'_> {
    /// Tags a person; a tag of a new name is created.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] when the name cannot be one.
    pub async fn add_tag(&self, whom: &PersonRef, name: &str) -> Result<Tagged, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let tagged = named(&mut work, name).await?;
        let mut after = before.clone();
        add_number(&mut after.traits.tags, tagged.tag.number);
        keep::update(&mut work, &before, after).await?;
        work.commit().await?;
        Ok(tagged)
    }

    /// Tags a person with several tags; those of new names are created.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] with the place of each name that cannot be one.
    pub async fn add_tags(&self, whom: &PersonRef, names: &[String]) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let mut after = before.clone();
        let flaws = named_all(&mut work, &mut after.traits.tags, "tag_names", names).await?;
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        keep::update(&mut work, &before, after).await?;
        work.commit().await
    }

    /// Takes a tag off a person; one who does not have it is left as they are.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person.
    pub async fn remove_tag(&self, whom: &PersonRef, name: &str) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let domain = work.number();
        let tag = tags::find_by_name(&mut work.tx, domain, name.trim()).await.map_err(fault)?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.traits.tags.retain(|number| *number != tag.number);
        keep::update(&mut work, &before, after).await?;
        work.commit().await
    }
}

/// The tag of that name, created when there is none.
///
/// # Errors
/// [`Fault::Invalid`] when the name cannot be one.
pub(crate) async fn named(work: &mut Work, name: &str) -> Result<Tagged, Fault> {
    let name = name.trim();
    if let Some(flaw) = texts::name_flaw("name", name, Tag::MAX_NAME) {
        return Err(Fault::Invalid(vec![flaw]));
    }
    let domain = work.number();
    if let Some(tag) = tags::find_by_name(&mut work.tx, domain, name).await.map_err(fault)? {
        return Ok(Tagged { tag, created: false });
    }
    let tag = tags::insert(&mut work.tx, domain, name).await.map_err(fault)?;
    work.log(Kind::TagCreated, &tag.number.to_string(), Some(tag.number), Vec::new());
    Ok(Tagged { tag, created: true })
}

/// Adds the tags of these names to `numbers`, creating those that there are not; the flaws are of
/// `field`, each with its place.
pub(crate) async fn named_all(
    work: &mut Work,
    numbers: &mut Vec<i64>,
    field: &str,
    names: &[String],
) -> Result<Vec<Flaw>, Fault> {
    let mut flaws = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match named(work, name).await {
            Ok(tagged) => add_number(numbers, tagged.tag.number),
            Err(Fault::Invalid(wrong)) => {
                flaws
                    .extend(wrong.into_iter().map(|flaw| Flaw::new(field, flaw.problem).at(index)));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(flaws)
}

/// Adds a number unless it is there.
pub(crate) fn add_number(numbers: &mut Vec<i64>, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
