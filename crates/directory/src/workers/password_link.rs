//! Creating one-time links with which workers set their own password.

use jiff::SignedDuration;
use roster_model::Error;

use super::Workers;
use crate::password_links::{self, IssuedLink};

impl Workers<'_> {
    /// Creates a link for a worker, which replaces an earlier link. The password stays until the link
    /// is used.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the worker is deactivated, or of `expires_in`.
    pub async fn create_password_link(
        &self,
        id: &str,
        valid_for: SignedDuration,
    ) -> Result<IssuedLink, Error> {
        password_links::check_validity(valid_for)?;
        let mut tx = self.ctx.begin().await?;
        let person = self.load_for_update(&mut tx, id).await?;
        let environment = self.ctx.environment();
        let links = password_links::issue(&mut tx, environment, &[person], valid_for).await?;
        tx.commit_or_defer().await?;
        links.into_iter().next().ok_or_else(password_links::deactivated)
    }

    /// Creates links for several workers, all or none. Deactivated workers are left out. Returns the
    /// links in the order of `ids`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such worker; [`Error::Invalid`] of `expires_in`.
    pub async fn create_password_links(
        &self,
        ids: &[String],
        valid_for: SignedDuration,
    ) -> Result<Vec<IssuedLink>, Error> {
        password_links::check_validity(valid_for)?;
        let mut tx = self.ctx.begin().await?;
        let mut people = Vec::with_capacity(ids.len());
        for id in ids {
            people.push(self.load_accessible(&mut tx.store, id).await?);
        }
        let environment = self.ctx.environment();
        let links = password_links::issue(&mut tx, environment, &people, valid_for).await?;
        tx.commit_or_defer().await?;
        Ok(links)
    }
}
