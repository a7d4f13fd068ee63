//! Finding groups, locations and tags by name, where a list of options would be too long.

use roster_model::{Error, Id};
use roster_store::{
    companies, fields, lists,
    lookup::{self, LocationName},
    roles, tags,
};

use super::PeopleView;
use crate::locations::accessible_ids;

/// How many suggestions a search for a typed text returns.
const MAX_SUGGESTIONS: u32 = 20;

impl PeopleView<'_> {
    /// The first groups whose names contain `text`, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn search_groups(&self, text: &str) -> Result<Vec<(Id, String)>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        Ok(lookup::search_groups(&mut tx, domain, text, MAX_SUGGESTIONS).await?)
    }

    /// The first locations whose names or site codes contain `text`, by name: the site code and the
    /// name of each.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn search_locations(&self, text: &str) -> Result<Vec<(String, String)>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let own = accessible_ids(&mut tx, self.ctx.actor()).await?;
        let found = lookup::search_locations(&mut tx, domain, text, false, MAX_SUGGESTIONS).await?;
        Ok(found
            .into_iter()
            .filter(|place| own.as_ref().is_none_or(|own| own.contains(place.id.as_str())))
            .map(|LocationName { site_code, name, .. }| (site_code, name))
            .collect())
    }

    /// Returns the group with this id or name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn resolve_group(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::resolve_group(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// Returns the location with this id or site code, else the first with this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn resolve_location(&self, text: &str) -> Result<Option<Id>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(lookup::resolve_location(&mut tx, self.ctx.domain().number, text).await?)
    }

    /// Returns the number of the tag with this name, else of the one with this number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn resolve_tag(&self, text: &str) -> Result<Option<i64>, Error> {
        if text.contains('\0') {
            return Ok(None);
        }
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let mut found = tags::find_by_name(&mut tx, domain, text).await?;
        if let (None, Ok(number)) = (&found, text.parse()) {
            found = tags::find(&mut tx, domain, number).await?;
        }
        Ok(found.map(|tag| tag.number))
    }

    /// Returns the name of the company with this number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn company_name(&self, number: i64) -> Result<Option<String>, Error> {
        let mut tx = self.ctx.read().await?;
        let found = companies::find(&mut tx, self.ctx.domain().number, number).await?;
        Ok(found.map(|company| company.name))
    }

    /// Returns the name of the list with this number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list_name(&self, number: i64) -> Result<Option<String>, Error> {
        let mut tx = self.ctx.read().await?;
        let found = lists::find(&mut tx, self.ctx.domain().number, number).await?;
        Ok(found.map(|list| list.name))
    }

    /// Whether the domain has a role with this name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn has_role(&self, name: &str) -> Result<bool, Error> {
        let mut tx = self.ctx.read().await?;
        let roles = roles::list(&mut tx, self.ctx.domain().number).await?;
        Ok(roles.iter().any(|role| role.name == name))
    }

    /// Whether the domain has a custom field with this key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn has_field(&self, slug: &str) -> Result<bool, Error> {
        let mut tx = self.ctx.read().await?;
        let fields = fields::list(&mut tx, self.ctx.domain().number).await?;
        Ok(fields.iter().any(|field| field.slug == slug))
    }
}
