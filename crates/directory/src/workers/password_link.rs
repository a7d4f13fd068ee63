//! Creating one-time links with which workers set their own password.

use jiff::SignedDuration;
use roster_model::{Diff, Error, Kind, Person, Rule};

use super::Workers;
use crate::{
    password_links::{self, IssuedLink},
    unit_of_work::WriteTx,
};

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
        let links = self.issue(&mut tx, &[person], valid_for).await?;
        tx.commit_or_defer().await?;
        let deactivated = || Error::invalid_field("is_active", Rule::WorkerDeactivated.into());
        links.into_iter().next().ok_or_else(deactivated)
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
        let links = self.issue(&mut tx, &people, valid_for).await?;
        tx.commit_or_defer().await?;
        Ok(links)
    }

    /// Creates, stores and logs the links of the active workers among `people`.
    async fn issue(
        &self,
        tx: &mut WriteTx,
        people: &[Person],
        valid_for: SignedDuration,
    ) -> Result<Vec<IssuedLink>, Error> {
        let expires_at = password_links::expiry(tx.now, valid_for);
        let (mut links, mut tokens) = (Vec::new(), Vec::new());
        for person in people {
            let Some(worker) = person.worker.as_ref().filter(|worker| worker.active) else {
                continue;
            };
            let token = password_links::new_token(self.ctx.environment(), tx.number());
            tokens.push((person.id.clone(), token.clone()));
            tx.require_person(&person.id);
            tx.log_person(Kind::PersonUpdated, person, Diff::names(["password_link"]));
            let username = worker.username.to_string();
            links.push(IssuedLink { username, name: person.name(), token, expires_at });
        }
        password_links::replace(tx, &tokens, expires_at).await?;
        Ok(links)
    }
}
