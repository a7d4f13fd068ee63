//! The columns of the list of people that a web user has chosen for a domain. What a column shows is
//! decided where the list is shown; here they are names.

use roster_model::{Error, Id, Kind, Problem, Who};
use roster_store::memberships;

use super::PeopleView;

/// The most columns.
const MAX_COLUMNS: usize = 100;

/// The maximum length of the name of a column, in characters.
const MAX_NAME: usize = 300;

impl PeopleView<'_> {
    /// The columns that the actor has chosen; `None` for the default ones.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn columns(&self) -> Result<Option<Vec<String>>, Error> {
        let Some(user) = self.web_user() else { return Ok(None) };
        let mut tx = self.ctx.read().await?;
        Ok(memberships::people_columns(&mut tx, self.ctx.domain().number, user).await?)
    }

    /// Keeps the columns that the actor has chosen; `None` for the default ones.
    ///
    /// # Errors
    /// [`Error::Invalid`] for too many columns; [`Error::NotFound`] when the actor is no web user.
    pub async fn set_columns(&self, columns: Option<&[String]>) -> Result<(), Error> {
        let user = self.web_user().ok_or(Error::not_found("web user"))?;
        for column in columns.unwrap_or_default() {
            if column.chars().count() > MAX_NAME {
                return Err(Error::invalid_field("column", Problem::TooLong(MAX_NAME)));
            }
        }
        if columns.is_some_and(|columns| columns.len() > MAX_COLUMNS) {
            return Err(Error::invalid_field("column", Problem::TooManyItems(MAX_COLUMNS)));
        }
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let present = memberships::people_columns(&mut tx.store, domain, user).await?;
        if present.as_deref() == columns {
            return Ok(());
        }
        memberships::set_people_columns(&mut tx.store, domain, user, columns).await?;
        tx.log(Kind::WebUserUpdated, user.as_str(), None, &["people_columns"]);
        tx.commit_or_defer().await
    }

    fn web_user(&self) -> Option<&Id> {
        match &self.ctx.actor().who {
            Who::WebUser { id, .. } => Some(id),
            _ => None,
        }
    }
}
