//! Finding, by what people call it, what is too much for a list to choose from.

use roster_model::{Fault, Id};
use roster_store::{names, names::PlaceName, tags};

use super::Census;
use crate::faults::fault;

/// How many are offered to somebody who types.
const OFFERED: u32 = 20;

impl Census<'_> {
    /// The first groups with `text` in their names, by name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn groups_like(&self, text: &str) -> Result<Vec<(Id, String)>, Fault> {
        let mut tx = self.scope.read().await?;
        let domain = self.scope.domain().number;
        names::groups_like(&mut tx, domain, text, OFFERED).await.map_err(fault)
    }

    /// The first places with `text` in their names or codes, by name: code and name of each.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn places_like(&self, text: &str) -> Result<Vec<(String, String)>, Fault> {
        let mut tx = self.scope.read().await?;
        let domain = self.scope.domain().number;
        let found = names::places_like(&mut tx, domain, text, OFFERED).await.map_err(fault)?;
        Ok(found.into_iter().map(|PlaceName { site_code, name, .. }| (site_code, name)).collect())
    }

    /// The group of this identity or name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn group_called(&self, text: &str) -> Result<Option<Id>, Fault> {
        let mut tx = self.scope.read().await?;
        names::group_called(&mut tx, self.scope.domain().number, text).await.map_err(fault)
    }

    /// The place of this identity or code, or else the first of this name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn place_called(&self, text: &str) -> Result<Option<Id>, Fault> {
        let mut tx = self.scope.read().await?;
        names::place_called(&mut tx, self.scope.domain().number, text).await.map_err(fault)
    }

    /// The number of the tag of this name.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn tag_called(&self, text: &str) -> Result<Option<i64>, Fault> {
        let mut tx = self.scope.read().await?;
        let found = tags::find_by_name(&mut tx, self.scope.domain().number, text).await;
        Ok(found.map_err(fault)?.map(|tag| tag.number))
    }
}
