//! What whoever runs the command line on the server's machine may do: everything, in every domain.

use roster_model::{Actor, Channel, Domain, Error, Problem, Rights, Who};
use roster_store::{Tx, domains};

use crate::{Directory, op_context::OpContext};

/// The operator's side of the directory. Whoever holds it was let onto the server's machine, and is
/// asked for nothing else.
///
/// Its methods are with the things that they are about: domains, roles, web users, API keys.
pub struct Admin<'a> {
    pub(crate) directory: &'a Directory,
}

impl Directory {
    /// The operator's side.
    pub fn admin(&self) -> Admin<'_> {
        Admin { directory: self }
    }
}

impl<'a> Admin<'a> {
    /// The operator in the domain of this name, for the handles that ask for an actor.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no such domain.
    pub async fn actor(&self, domain_name: &str) -> Result<Actor, Error> {
        let mut tx = self.read().await?;
        Ok(operator(domain(&mut tx, domain_name).await?))
    }

    /// The operator's view of the domain of this name.
    pub(crate) async fn ctx(&self, domain_name: &str) -> Result<OpContext<'a>, Error> {
        Ok(OpContext::new(self.directory, self.actor(domain_name).await?))
    }

    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(self.directory.store().read().await?)
    }

    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        Ok(self.directory.store().write().await?)
    }
}

/// The domain of that name, which is a flaw of the field `domain` when there is none.
pub(crate) async fn domain(tx: &mut Tx, name: &str) -> Result<Domain, Error> {
    let domain = domains::find(tx, name).await?;
    domain.ok_or_else(|| Error::invalid_field("domain", Problem::Unknown(name.to_owned())))
}

fn operator(domain: Domain) -> Actor {
    Actor {
        domain,
        who: Who::Operator,
        channel: Channel::Cli,
        rights: Rights::Admin,
        confined_to: None,
        credential: "operator".to_owned(),
        state_version: None,
    }
}
