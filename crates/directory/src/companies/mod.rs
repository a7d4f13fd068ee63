//! Companies and their members.

mod apply;
mod members;
mod tags;
mod view;

pub(crate) use apply::update;
pub(crate) use members::{change_members, join};

use roster_model::{
    Actor, Company, CompanyEdit, CompanyRef, CompanyView, CustomData, Diff, Error, Kind, Page,
    Window,
};
use roster_store::{Tx, companies};

use crate::{Directory, unit_of_work::WriteTx, visibility::Visibility};

/// The companies of a domain.
pub struct Companies<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The companies of the actor's domain. A contacts-only app key sees only contacts among their
    /// members. Requires what [`Directory::people`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn companies(&self, actor: &Actor) -> Result<Companies<'_>, Error> {
        Ok(Companies { visibility: Visibility::new(self, actor)? })
    }
}

impl Companies<'_> {
    /// A page of the companies, by number, or of those with the tag with this number.
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
        Ok(Page { items: self.load_views(&mut tx, items).await?, total, next })
    }

    /// Returns a company.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, company: &CompanyRef) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let company = self.load(&mut tx, company).await?;
        self.load_view(&mut tx, company).await
    }

    /// Returns the number of the first company with that name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn named(&self, name: &str) -> Result<Option<i64>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(companies::named(&mut tx, self.visibility.domain(), name).await?)
    }

    /// Creates a company. It must have a name.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
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
        let mut company = apply::apply(&mut tx, None, blank, edit).await?;
        let domain = tx.number();
        let number = companies::insert(&mut tx.store, domain, &company).await?;
        company.number = number;
        let created = Diff::created(&company);
        tx.log(Kind::CompanyCreated, &number.to_string(), Some(number), created);
        let view = self.load_view(&mut tx.store, company).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }

    /// Updates a company. An edit that changes nothing is not logged.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error.
    pub async fn edit(
        &self,
        company: &CompanyRef,
        edit: &CompanyEdit,
    ) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, company).await?;
        let number = Some(before.number);
        let after = apply::apply(&mut tx, number, before.clone(), edit).await?;
        let company = update(&mut tx, &before, after).await?;
        let view = self.load_view(&mut tx.store, company).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }

    /// Deletes a company. Its members stay in the directory.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, company: &CompanyRef) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let company = self.load_for_update(&mut tx, company).await?;
        apply::check_members_visible(&mut tx, company.number).await?;
        let domain = tx.number();
        companies::delete(&mut tx.store, domain, company.number).await?;
        let number = company.number;
        let deleted = Diff::deleted(&company);
        tx.log(Kind::CompanyDeleted, &number.to_string(), Some(number), deleted);
        tx.commit_or_defer().await
    }

    /// Loads a company and evaluates the precondition of the request.
    async fn load_for_update(
        &self,
        tx: &mut WriteTx,
        company: &CompanyRef,
    ) -> Result<Company, Error> {
        let company = self.load(&mut tx.store, company).await?;
        if tx.is_conditional() {
            let view = self.load_view(&mut tx.store, company.clone()).await?;
            tx.check_precondition(&view)?;
        }
        Ok(company)
    }

    async fn load(&self, tx: &mut Tx, company: &CompanyRef) -> Result<Company, Error> {
        let domain = self.visibility.domain();
        let found = match company {
            CompanyRef::Number(number) => companies::find(tx, domain, *number).await,
            CompanyRef::CustomId(id) => companies::find_by_custom_id(tx, domain, id).await,
        };
        found?.ok_or(Error::not_found("company"))
    }
}

/// The company with that custom id or, when there is none, with that number.
pub(crate) async fn resolve(tx: &mut WriteTx, text: &str) -> Result<Option<Company>, Error> {
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
