//! The tags of a domain. The records of people and companies hold their tags.

use roster_model::{
    Actor, Condition, Diff, Error, Kind, Page, Problem, Start, Tag, UsercomFields, Window,
};
use roster_store::{Tx, companies as stored_companies, people::Among, tags};

use crate::{
    Directory, companies,
    people::{detach::detach_all, tags::find_or_create},
    text,
    unit_of_work::WriteTx,
    visibility::{Visibility, invisible},
};

/// How many companies are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// The tags of a domain.
pub struct Tags<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The tags of the actor's domain. Requires what [`Directory::people`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn tags(&self, actor: &Actor) -> Result<Tags<'_>, Error> {
        Ok(Tags { visibility: Visibility::new(self, actor)? })
    }
}

impl Tags<'_> {
    /// A page of the tags, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Tag>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(tags::list(&mut tx, self.visibility.domain(), window).await?)
    }

    /// Returns the tag with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<Tag, Error> {
        load(&mut self.visibility.ctx.read().await?, self.visibility.domain(), number).await
    }

    /// Creates a tag.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is not valid or is taken.
    pub async fn create(&self, name: &str) -> Result<Tag, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let tagged = find_or_create(&mut tx, name).await?;
        if !tagged.created {
            return Err(Error::invalid_field("name", Problem::Taken(tagged.tag.name)));
        }
        tx.commit_or_defer().await?;
        Ok(tagged.tag)
    }

    /// Renames a tag.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the name is not valid or is taken;
    /// [`Error::Forbidden`] when the actor cannot see a person who has it.
    pub async fn rename(&self, number: i64, name: &str) -> Result<Tag, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, number).await?;
        tx.check_precondition(&before)?;
        let name = name.trim();
        if let Some(error) = text::validate_name("name", name, Tag::MAX_NAME) {
            return Err(Error::Invalid(vec![error]));
        }
        if before.name == name {
            return Ok(before);
        }
        if self.visibility.among == Among::Contacts
            && tags::has_workers(&mut tx.store, domain, number).await?
        {
            return Err(invisible());
        }
        if tags::find_by_name(&mut tx.store, domain, name).await?.is_some() {
            return Err(Error::invalid_field("name", Problem::Taken(name.to_owned())));
        }
        let after = Tag { number, name: name.to_owned() };
        tags::update(&mut tx.store, domain, &after).await?;
        let changed = Diff::between(&before, &after);
        tx.log(Kind::TagUpdated, &number.to_string(), Some(number), changed);
        tx.commit_or_defer().await?;
        Ok(after)
    }

    /// Deletes a tag, and removes it from all people and companies.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the actor cannot see a person who has it.
    pub async fn delete(&self, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let tag = load(&mut tx.store, domain, number).await?;
        tx.check_precondition(&tag)?;
        let tagged = Condition::tagged(number);
        let remove = |usercom: &mut UsercomFields| usercom.tags.retain(|tag| *tag != number);
        detach_all(&mut tx, &self.visibility, tagged, remove).await?;
        remove_from_companies(&mut tx, number).await?;
        tags::delete(&mut tx.store, domain, number).await?;
        tx.log(Kind::TagDeleted, &number.to_string(), Some(number), Diff::deleted(&tag));
        tx.commit_or_defer().await
    }
}

async fn remove_from_companies(tx: &mut WriteTx, number: i64) -> Result<(), Error> {
    let domain = tx.number();
    let window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let page = stored_companies::list(&mut tx.store, domain, Some(number), &window).await;
        let tagged = page?.items;
        if tagged.is_empty() {
            return Ok(());
        }
        for before in tagged {
            let mut after = before.clone();
            after.tags.retain(|tag| *tag != number);
            companies::update(tx, &before, after).await?;
        }
    }
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<Tag, Error> {
    tags::find(tx, domain, number).await?.ok_or(Error::not_found("tag"))
}
