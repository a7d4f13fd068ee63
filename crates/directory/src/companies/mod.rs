//! Companies, and who is with them.

mod decide;
mod members;
mod tags;
mod views;

pub(crate) use decide::keep;
pub(crate) use members::join;

use roster_model::{
    Actor, Company, CompanyEdit, CompanyRef, CompanyView, CustomData, Fault, Kind, Page, Window,
};
use roster_store::{Tx, companies};

use crate::{Directory, faults::fault, reach::Reach, work::Work};

/// The companies of a domain.
pub struct Companies<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The companies of the actor's domain; a key that sees contacts alone sees no others among
    /// their people. Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn companies(&self, actor: &Actor) -> Result<Companies<'_>, Fault> {
        Ok(Companies { reach: Reach::new(self, actor)? })
    }
}

impl Companies<'_> {
    /// A page of the companies, by number; of those with the tag of this number, when one is given.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(
        &self,
        tag: Option<i64>,
        window: &Window,
    ) -> Result<Page<CompanyView>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let page = companies::list(&mut tx, self.reach.domain(), tag, window).await;
        let Page { items, total, next } = page.map_err(fault)?;
        Ok(Page { items: self.views(&mut tx, items).await?, total, next })
    }

    /// The company.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, which: &CompanyRef) -> Result<CompanyView, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let company = self.load(&mut tx, which).await?;
        self.view(&mut tx, company).await
    }

    /// The number of the first company of that name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn named(&self, name: &str) -> Result<Option<i64>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        companies::named(&mut tx, self.reach.domain(), name).await.map_err(fault)
    }

    /// Makes a company, all or nothing. It needs a name.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn create(&self, edit: &CompanyEdit) -> Result<CompanyView, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let blank = Company {
            number: 0,
            custom_id: None,
            name: String::new(),
            texts: std::collections::BTreeMap::new(),
            phones: Vec::new(),
            size: None,
            assigned_to: None,
            tags: Vec::new(),
            custom: CustomData::new(),
            created_at: work.now,
            updated_at: work.now,
        };
        let mut company = decide::decide(&mut work, None, blank, edit).await?;
        let domain = work.number();
        let number = companies::insert(&mut work.tx, domain, &company).await.map_err(fault)?;
        company.number = number;
        work.log(Kind::CompanyCreated, &number.to_string(), Some(number), Vec::new());
        let view = self.view(&mut work.tx, company).await?;
        work.commit().await?;
        Ok(view)
    }

    /// Changes a company, all or nothing. An edit that changes nothing leaves no trace.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, which: &CompanyRef, edit: &CompanyEdit) -> Result<CompanyView, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, which).await?;
        let number = Some(before.number);
        let after = decide::decide(&mut work, number, before.clone(), edit).await?;
        let company = keep(&mut work, &before, after).await?;
        let view = self.view(&mut work.tx, company).await?;
        work.commit().await?;
        Ok(view)
    }

    /// Removes a company; its people stay.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn delete(&self, which: &CompanyRef) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let company = self.take(&mut work, which).await?;
        let domain = work.number();
        companies::delete(&mut work.tx, domain, company.number).await.map_err(fault)?;
        let number = company.number;
        work.log(Kind::CompanyDeleted, &number.to_string(), Some(number), Vec::new());
        work.commit().await
    }

    /// The company, to be changed: as the client has read it, where it says so.
    async fn take(&self, work: &mut Work, which: &CompanyRef) -> Result<Company, Fault> {
        let company = self.load(&mut work.tx, which).await?;
        if work.is_conditional() {
            let view = self.view(&mut work.tx, company.clone()).await?;
            work.check(&view)?;
        }
        Ok(company)
    }

    async fn load(&self, tx: &mut Tx, which: &CompanyRef) -> Result<Company, Fault> {
        let domain = self.reach.domain();
        let found = match which {
            CompanyRef::Number(number) => companies::find(tx, domain, *number).await,
            CompanyRef::CustomId(id) => companies::find_by_custom_id(tx, domain, id).await,
        };
        found.map_err(fault)?.ok_or(Fault::missing("company"))
    }
}

/// The company with that custom id or, when none has it, of that number.
pub(crate) async fn look(work: &mut Work, text: &str) -> Result<Option<Company>, Fault> {
    let domain = work.number();
    let tx = &mut work.tx;
    let found = companies::find_by_custom_id(tx, domain, text).await.map_err(fault)?;
    match text.parse() {
        Ok(number) if found.is_none() => companies::find(tx, domain, number).await.map_err(fault),
        _ => Ok(found),
    }
}
