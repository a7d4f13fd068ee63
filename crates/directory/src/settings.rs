//! The settings of a domain, changed by those of its members who may.

use roster_model::{Actor, Domain, Error, Permission};

use crate::{Directory, domains, op_context::OpContext};

/// The settings of a domain.
pub struct DomainSettings<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The settings of the actor's domain. Needs `edit_domain`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn settings(&self, actor: &Actor) -> Result<DomainSettings<'_>, Error> {
        Ok(DomainSettings { ctx: self.ctx(actor, Permission::EDIT_DOMAIN)? })
    }
}

impl DomainSettings<'_> {
    /// Sets settings, each spelled as [`crate::Admin::set_domain`] has it; all of them or none.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every value that will not do, under the name of its setting.
    pub async fn save(&self, values: &[(String, String)]) -> Result<Domain, Error> {
        domains::save(&self.ctx, values).await
    }
}
