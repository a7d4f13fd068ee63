//! Domains: created and deleted by the operator, with settings that members can change.

mod settings;

use roster_model::{
    Actor, Channel, Denial, Diff, Domain, DomainName, Error, Kind, Problem, Rights, Settings, Who,
};
use roster_store::{Tx, domains, web_users};

pub use settings::DomainSettings;

use crate::{
    Directory,
    auth::digest,
    unit_of_work::{AccountTx, WriteTx},
};

impl Directory {
    /// The operator as an actor in the domain with this name: a user of the command line on the
    /// server's machine, with all rights in all domains.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `domain` when the domain does not exist.
    pub async fn operator(&self, domain_name: &str) -> Result<Actor, Error> {
        let mut tx = self.store().read().await?;
        Ok(Actor {
            domain: find_domain(&mut tx, domain_name).await?,
            who: Who::Operator,
            channel: Channel::Cli,
            rights: Rights::Admin,
            confined_to: None,
            credential: "operator".to_owned(),
            state_version: None,
        })
    }

    /// Creates an empty domain, as the operator. `wire` is the name of a wire mode; the default is
    /// `documented`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is invalid or taken, or the wire mode is unknown.
    pub async fn create_domain(&self, name: &str, wire: Option<&str>) -> Result<Domain, Error> {
        let new = NewDomain::parse(name, wire)?;
        let mut tx = AccountTx::begin(self, &Who::Operator, Channel::Cli).await?;
        let domain = new.insert(&mut tx).await?;
        tx.commit().await?;
        Ok(domain)
    }

    /// All domains, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list_domains(&self) -> Result<Vec<Domain>, Error> {
        Ok(domains::list(&mut self.store().read().await?).await?)
    }

    /// All domains, by name, each with the size of its records in bytes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn domain_sizes(&self) -> Result<Vec<(Domain, u64)>, Error> {
        let sizes = domains::list_with_sizes(&mut self.store().read().await?).await?;
        let unsigned = |(domain, size)| (domain, u64::try_from(size).unwrap_or(0));
        Ok(sizes.into_iter().map(unsigned).collect())
    }

    /// Deletes the domain of the operator with all its records and its change log. Web users keep
    /// their other domains.
    ///
    /// # Errors
    /// [`Error::Forbidden`] unless the actor is the operator.
    pub async fn delete_domain(&self, operator: &Actor) -> Result<(), Error> {
        if operator.who != Who::Operator {
            return Err(Error::Forbidden(Denial::NotAMember));
        }
        let mut tx = WriteTx::begin(self, operator).await?;
        let domain = find_domain(&mut tx.store, operator.domain.name.as_str()).await?;
        let with_secret = web_users::with_digest_secret(&mut tx.store, domain.number).await?;
        domains::delete(&mut tx.store, domain.number).await?;
        for user in with_secret {
            if !digest::is_wanted(&mut tx.store, &user).await? {
                web_users::forget_digest_secret(&mut tx.store, &user).await?;
            }
        }
        tx.commit_domain_deletion().await
    }
}

/// A valid domain that does not exist yet.
pub(crate) struct NewDomain {
    name: DomainName,
    settings: Settings,
}

impl NewDomain {
    /// # Errors
    /// [`Error::Invalid`] when the name is invalid, or the wire mode is unknown.
    pub(crate) fn parse(name: &str, wire: Option<&str>) -> Result<Self, Error> {
        let mut settings = Settings::default();
        if let Some(wire) = wire {
            settings::set(&mut settings, "wire", wire)?;
        }
        let name =
            DomainName::parse(name).map_err(|problem| Error::invalid_field("name", problem))?;
        Ok(Self { name, settings })
    }

    /// Inserts the domain, locked, with its entry in the change log.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the name is taken.
    pub(crate) async fn insert(&self, tx: &mut AccountTx) -> Result<Domain, Error> {
        let Self { name, settings } = self;
        let taken = || Error::invalid_field("name", Problem::Taken(name.to_string()));
        if domains::find(&mut tx.store, name.as_str()).await?.is_some() {
            return Err(taken());
        }
        let now = tx.now;
        let inserted = domains::insert(&mut tx.store, name, settings, now).await;
        let domain = inserted.map_err(|error| {
            if error.violates("domains", "name") { taken() } else { error.into() }
        })?;
        tx.lock_domain(domain.number).await?;
        tx.log(Kind::DomainCreated, domain.name.as_str(), Diff::created(&domain.settings));
        Ok(domain)
    }
}

/// The domain with this name.
///
/// # Errors
/// [`Error::Invalid`] of the field `domain` when it does not exist.
pub(crate) async fn find_domain(tx: &mut Tx, name: &str) -> Result<Domain, Error> {
    let domain = domains::find(tx, name).await?;
    domain.ok_or_else(|| Error::invalid_field("domain", Problem::Unknown(name.to_owned())))
}

/// Deletes the Digest secrets of the domain's members.
async fn delete_digest_secrets(tx: &mut Tx, domain: &Domain) -> Result<(), Error> {
    for user in web_users::with_digest_secret(tx, domain.number).await? {
        web_users::forget_digest_secret(tx, &user).await?;
    }
    Ok(())
}
