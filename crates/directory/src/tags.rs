//! Tags themselves: who has them is the people's and companies' matter.

use roster_model::{Actor, Condition, Fault, Kind, Page, Problem, Start, Tag, Traits, Window};
use roster_store::{Tx, companies as stored_companies, tags};

use crate::{
    Directory, companies,
    contacts::{self, release},
    faults::fault,
    reach::Reach,
    texts,
    work::Work,
};

/// How many companies are read at a time.
const AT_A_TIME: u32 = 1_000;

/// The tags of a domain.
pub struct Tags<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The tags of the actor's domain. Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn tags(&self, actor: &Actor) -> Result<Tags<'_>, Fault> {
        Ok(Tags { reach: Reach::new(self, actor)? })
    }
}

impl Tags<'_> {
    /// A page of the tags, by number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Tag>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        tags::list(&mut tx, self.reach.domain(), window).await.map_err(fault)
    }

    /// The tag of this number.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, number: i64) -> Result<Tag, Fault> {
        load(&mut self.reach.scope.read().await?, self.reach.domain(), number).await
    }

    /// Makes a tag.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when the name cannot be one, or is taken.
    pub async fn create(&self, name: &str) -> Result<Tag, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let tagged = contacts::named(&mut work, name).await?;
        if !tagged.created {
            return Err(Fault::flaw("name", Problem::Taken(tagged.tag.name)));
        }
        work.commit().await?;
        Ok(tagged.tag)
    }

    /// Gives a tag another name.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] when the name cannot be one, or is taken.
    pub async fn rename(&self, number: i64, name: &str) -> Result<Tag, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let domain = work.number();
        let before = load(&mut work.tx, domain, number).await?;
        work.check(&before)?;
        let name = name.trim();
        if let Some(flaw) = texts::name_flaw("name", name, Tag::MAX_NAME) {
            return Err(Fault::Invalid(vec![flaw]));
        }
        if before.name == name {
            return Ok(before);
        }
        if tags::find_by_name(&mut work.tx, domain, name).await.map_err(fault)?.is_some() {
            return Err(Fault::flaw("name", Problem::Taken(name.to_owned())));
        }
        let after = Tag { number, name: name.to_owned() };
        tags::update(&mut work.tx, domain, &after).await.map_err(fault)?;
        work.log(Kind::TagUpdated, &number.to_string(), Some(number), vec!["name".to_owned()]);
        work.commit().await?;
        Ok(after)
    }

    /// Removes a tag, and takes it off everybody who has it.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Denied`] when people have it whom the actor does not see.
    pub async fn delete(&self, number: i64) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let domain = work.number();
        let tag = load(&mut work.tx, domain, number).await?;
        work.check(&tag)?;
        let tagged = Condition::Tagged(number);
        let take_off = |traits: &mut Traits| traits.tags.retain(|tag| *tag != number);
        release::everybody(&mut work, &self.reach, tagged, take_off).await?;
        take_off_companies(&mut work, number).await?;
        tags::delete(&mut work.tx, domain, number).await.map_err(fault)?;
        work.log(Kind::TagDeleted, &number.to_string(), Some(number), Vec::new());
        work.commit().await
    }
}

async fn take_off_companies(work: &mut Work, number: i64) -> Result<(), Fault> {
    let domain = work.number();
    let window = Window { limit: AT_A_TIME, start: Start::Offset(0) };
    loop {
        let page = stored_companies::list(&mut work.tx, domain, Some(number), &window).await;
        let tagged = page.map_err(fault)?.items;
        if tagged.is_empty() {
            return Ok(());
        }
        for before in tagged {
            let mut after = before.clone();
            after.tags.retain(|tag| *tag != number);
            companies::keep(work, &before, after).await?;
        }
    }
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<Tag, Fault> {
    tags::find(tx, domain, number).await.map_err(fault)?.ok_or(Fault::missing("tag"))
}
