//! Location types: the levels of a domain's location tree.

mod edit;
mod hq_import;
mod tree;

use roster_model::{Error, LocationType, Page, Start, Window};

use crate::op_context::OpContext;

pub(crate) use tree::LocationTypeTree;

/// The location types of a domain.
pub struct LocationTypes<'a> {
    ctx: OpContext<'a>,
}

impl<'a> LocationTypes<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of location types, by number. The number as text is the sort key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<LocationType>, Error> {
        let types = self.types().await?.into_all();
        let total = types.len();
        let (after, offset) = match &window.start {
            Start::Offset(offset) => (0, usize::try_from(*offset).unwrap_or(usize::MAX)),
            Start::After(number) => (number.parse().unwrap_or(i64::MAX), 0),
        };
        let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
        let following =
            types.into_iter().filter(|location_type| location_type.number > after).skip(offset);
        let mut items: Vec<LocationType> = following.take(limit.saturating_add(1)).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next =
            items.last().filter(|_| more).map(|location_type| location_type.number.to_string());
        Ok(Page { items, total: u64::try_from(total).unwrap_or(u64::MAX), next })
    }

    /// All location types, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn all(&self) -> Result<Vec<LocationType>, Error> {
        Ok(self.types().await?.into_all())
    }

    /// Returns the location type with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<LocationType, Error> {
        let types = self.types().await?;
        types.with_number(number).cloned().ok_or_else(missing)
    }

    async fn types(&self) -> Result<LocationTypeTree, Error> {
        let mut tx = self.ctx.read().await?;
        LocationTypeTree::load(&mut tx, self.ctx.domain().number).await
    }
}

fn missing() -> Error {
    Error::not_found("location type")
}
