//! Levels from the command line.

use roster_model::{Fault, LocationType, NewLocationType};

use super::LocationTypes;
use crate::Admin;

impl Admin<'_> {
    /// Makes a level in the domain of this name.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw: also that there is no such domain.
    pub async fn create_location_type(
        &self,
        domain_name: &str,
        new: NewLocationType,
    ) -> Result<LocationType, Fault> {
        LocationTypes::new(self.scope(domain_name).await?).create(new).await
    }

    /// All levels of the domain of this name, by number.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such domain.
    pub async fn list_location_types(&self, domain_name: &str) -> Result<Vec<LocationType>, Fault> {
        LocationTypes::new(self.scope(domain_name).await?).all().await
    }
}
