//! Companies, and who is with them.

mod decide;
mod members;
mod tags;
mod views;

pub(crate) use decide::keep;
pub(crate) use members::join;

use roster_model::{
    Actor, Company, CompanyEdit, CompanyRef, CompanyView, CustomData, Error, Kind, Page, Window,
};
use roster_store::{Tx, companies};

use crate::{Directory, unit_of_work::WriteTx, visibility::Visibility};

/// The companies of a domain.
pub struct Companies<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The companies of the actor's domain; a key that sees contacts alone sees no others among
    /// their people. Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn companies(&self, actor: &Actor) -> Result<Companies<'_>, Error> {
        Ok(Companies { visibility: Visibility::new(self, actor)? })
    }
}

impl Companies<'_> {
    /// A page of the companies, by number; of those with the tag of this number, when one is given.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        tag: Option<i64>,
        window: &Window,
    ) -> Result<Page<CompanyView>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let page = companies::list(&mut tx, self.visibility.domain(), tag, window).await;
        let Page { items, total, next } = page?;
        Ok(Page { items: self.views(&mut tx, items).await?, total, next })
    }

    /// The company.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, which: &CompanyRef) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let company = self.load(&mut tx, which).await?;
        self.view(&mut tx, company).await
    }

    /// The number of the first company of that name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn named(&self, name: &str) -> Result<Option<i64>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(companies::named(&mut tx, self.visibility.domain(), name).await?)
    }

    /// Makes a company, all or nothing. It needs a name.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw.
    pub async fn create(&self, edit: &CompanyEdit) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
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
            created_at: tx.now,
            updated_at: tx.now,
        };
        let mut company = decide::decide(&mut tx, None, blank, edit).await?;
        let domain = tx.number();
        let number = companies::insert(&mut tx.store, domain, &company).await?;
        company.number = number;
        tx.log(Kind::CompanyCreated, &number.to_string(), Some(number), Vec::new());
        let view = self.view(&mut tx.store, company).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes a company, all or nothing. An edit that changes nothing leaves no trace.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every flaw.
    pub async fn edit(&self, which: &CompanyRef, edit: &CompanyEdit) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, which).await?;
        let number = Some(before.number);
        let after = decide::decide(&mut tx, number, before.clone(), edit).await?;
        let company = keep(&mut tx, &before, after).await?;
        let view = self.view(&mut tx.store, company).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Removes a company; its people stay.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, which: &CompanyRef) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let company = self.take(&mut tx, which).await?;
        let domain = tx.number();
        companies::delete(&mut tx.store, domain, company.number).await?;
        let number = company.number;
        tx.log(Kind::CompanyDeleted, &number.to_string(), Some(number), Vec::new());
        tx.commit().await
    }

    /// The company, to be changed: as the client has read it, where it says so.
    async fn take(&self, tx: &mut WriteTx, which: &CompanyRef) -> Result<Company, Error> {
        let company = self.load(&mut tx.store, which).await?;
        if tx.is_conditional() {
            let view = self.view(&mut tx.store, company.clone()).await?;
            tx.check(&view)?;
        }
        Ok(company)
    }

    async fn load(&self, tx: &mut Tx, which: &CompanyRef) -> Result<Company, Error> {
        let domain = self.visibility.domain();
        let found = match which {
            CompanyRef::Number(number) => companies::find(tx, domain, *number).await,
            CompanyRef::CustomId(id) => companies::find_by_custom_id(tx, domain, id).await,
        };
        found?.ok_or(Error::not_found("company"))
    }
}

/// The company with that custom id or, when none has it, of that number.
pub(crate) async fn look(tx: &mut WriteTx, text: &str) -> Result<Option<Company>, Error> {
    let domain = tx.number();
    let tx = &mut tx.store;
    let found = companies::find_by_custom_id(tx, domain, text).await?;
    match text.parse() {
        Ok(number) if found.is_none() => {
            companies::find(tx, domain, number).await.map_err(Error::from)
        }
        _ => Ok(found),
    }
}
