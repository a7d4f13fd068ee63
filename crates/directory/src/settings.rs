//! The settings of a domain, changed by those of its members who may.

use roster_model::{Actor, Domain, Fault, Permission};

use crate::{Directory, domains, scope::Scope};

/// The settings of a domain.
pub struct DomainSettings<'a> {
    scope: Scope<'a>,
}

impl Directory {
    /// The settings of the actor's domain. Needs `edit_domain`.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn settings(&self, actor: &Actor) -> Result<DomainSettings<'_>, Fault> {
        Ok(DomainSettings { scope: self.scope(actor, Permission::EDIT_DOMAIN)? })
    }
}

impl DomainSettings<'_> {
    /// Sets settings, each spelled as [`crate::Admin::set_domain`] has it; all of them or none.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every value that will not do, under the name of its setting.
    pub async fn save(&self, values: &[(String, String)]) -> Result<Domain, Fault> {
        domains::save(&self.scope, values).await
    }
}
