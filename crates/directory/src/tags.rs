//! The tags of a domain. The records of people and companies hold their tags.

use roster_model::{
    Actor, Condition, Diff, Error, Kind, Page, Problem, Start, Tag, UsercomFields, Window,
};
use roster_store::{Tx, companies as stored_companies, people::Among, tags};

use crate::{
    Directory, companies,
    op_context::OpContext,
    people::{detach::detach_some, tags::find_or_create},
    text,
    turns::{self, Deletion, TURN},
    unit_of_work::WriteTx,
    visibility::{Visibility, invisible},
};

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
        turns::delete(&mut TagDeletion::new(&self.visibility, number)).await
    }
}

/// The deletion of a tag.
pub(crate) struct TagDeletion<'a> {
    visibility: &'a Visibility<'a>,
    number: i64,
}

impl<'a> TagDeletion<'a> {
    /// The deletion of the tag with this number.
    pub(crate) fn new(visibility: &'a Visibility<'a>, number: i64) -> Self {
        Self { visibility, number }
    }
}

impl Deletion for TagDeletion<'_> {
    const KIND: &'static str = "tag";

    fn ctx(&self) -> &OpContext<'_> {
        &self.visibility.ctx
    }

    fn id(&self) -> String {
        self.number.to_string()
    }

    async fn accept(&mut self, tx: &mut WriteTx) -> Result<(), Error> {
        let domain = tx.number();
        let tag = load(&mut tx.store, domain, self.number).await?;
        tx.check_precondition(&tag)?;
        if self.visibility.among == Among::Contacts
            && tags::has_workers(&mut tx.store, domain, self.number).await?
        {
            return Err(invisible());
        }
        Ok(())
    }

    async fn advance(&mut self, tx: &mut WriteTx) -> Result<bool, Error> {
        let (domain, number) = (tx.number(), self.number);
        let tag = load(&mut tx.store, domain, number).await?;
        let tagged = Condition::tagged(number);
        let remove = |usercom: &mut UsercomFields| usercom.tags.retain(|tag| *tag != number);
        if !detach_some(tx, self.visibility, tagged, remove).await?
            || !remove_from_companies(tx, number).await?
        {
            return Ok(false);
        }
        tags::delete(&mut tx.store, domain, number).await?;
        tx.log(Kind::TagDeleted, &number.to_string(), Some(number), Diff::deleted(&tag));
        Ok(true)
    }
}

/// Takes the tag from at most [`TURN`] companies. Returns whether no others have it.
async fn remove_from_companies(tx: &mut WriteTx, number: i64) -> Result<bool, Error> {
    let domain = tx.number();
    let limit = u32::try_from(TURN).unwrap_or(u32::MAX);
    let window = Window { limit, start: Start::Offset(0) };
    let page = stored_companies::list(&mut tx.store, domain, Some(number), &window).await?;
    for before in page.items {
        let mut after = before.clone();
        after.tags.retain(|tag| *tag != number);
        companies::update(tx, &before, after).await?;
    }
    Ok(page.next.is_none())
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<Tag, Error> {
    tags::find(tx, domain, number).await?.ok_or(Error::not_found("tag"))
}
