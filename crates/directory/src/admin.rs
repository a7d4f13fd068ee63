//! Operations of the command line on the server's machine: everything, in every domain.

use roster_model::{Actor, Channel, Domain, Error, Problem, Rights, Who};
use roster_store::{Tx, domains};

use crate::{Directory, op_context::OpContext};

/// The operations of the command line. They check no permission: access to the machine is the
/// permission.
///
/// The methods are in the modules of their subjects: domains, roles, web users, API keys.
pub struct Admin<'a> {
    pub(crate) directory: &'a Directory,
}

impl Directory {
    /// Returns the operations of the command line.
    pub fn admin(&self) -> Admin<'_> {
        Admin { directory: self }
    }
}

impl<'a> Admin<'a> {
    /// Returns the command line as an actor in the domain of this name, for handles that need an
    /// actor.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the domain does not exist.
    pub async fn actor(&self, domain_name: &str) -> Result<Actor, Error> {
        let mut tx = self.read().await?;
        Ok(operator(domain(&mut tx, domain_name).await?))
    }

    /// Returns the context of the command line in the domain of this name.
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

/// Returns the domain of this name. If there is none, the error is of the field `domain`.
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
