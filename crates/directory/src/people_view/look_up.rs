//! Finding, by what people call it, what is too much for a list to choose from.

use roster_model::{Error, Id};
use roster_store::{
    lookup::{self, PlaceName},
    tags,
};

use super::PeopleView;

/// How many are offered to somebody who types.
const OFFERED: u32 = 20;

impl PeopleView<'_> {
    /// The first groups with `text` in their names, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn groups_like(&self, text: &str) -> Result<Vec<(Id, String)>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        Ok(lookup::groups_like(&mut tx, domain, text, OFFERED).await?)
    }

    /// The first places with `text` in their names or codes, by name: code and name of each.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn places_like(&self, text: &str) -> Result<Vec<(String, String)>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let found = lookup::places_like(&mut tx, domain, text, OFFERED).await?;
        Ok(found.into_iter().map(|PlaceName { site_code, name, .. }| (site_code, name)).collect())
    }

    /// The group of this identity or name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn group_called(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::group_called(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// The place of this identity or code, or else the first of this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn place_called(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::place_called(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// The number of the tag of this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn tag_called(&self, text: &str) -> Result<Option<i64>, Error> {
        let mut tx = self.ctx.read().await?;
        let found = tags::find_by_name(&mut tx, self.ctx.domain().number, text).await;
        Ok(found?.map(|tag| tag.number))
    }
}
