//! Location types: the levels of a domain's location tree.

mod edit;
mod levels;
mod takeover;

use roster_model::{Fault, LocationType, Page, Start, Window};

use crate::scope::Scope;

pub(crate) use levels::Levels;

/// The levels of a domain's location tree.
pub struct LocationTypes<'a> {
    scope: Scope<'a>,
}

impl<'a> LocationTypes<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// A page of levels by number; the number as text is the sort key.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<LocationType>, Fault> {
        let levels = self.levels().await?.into_all();
        let total = levels.len();
        let (after, offset) = match &window.start {
            Start::Offset(offset) => (0, usize::try_from(*offset).unwrap_or(usize::MAX)),
            Start::After(number) => (number.parse().unwrap_or(i64::MAX), 0),
        };
        let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
        let following = levels.into_iter().filter(|level| level.number > after).skip(offset);
        let mut items: Vec<LocationType> = following.take(limit.saturating_add(1)).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|level| level.number.to_string());
        Ok(Page { items, total: u64::try_from(total).unwrap_or(u64::MAX), next })
    }

    /// All levels, by number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn all(&self) -> Result<Vec<LocationType>, Fault> {
        Ok(self.levels().await?.into_all())
    }

    /// The level of this number.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn find(&self, number: i64) -> Result<LocationType, Fault> {
        let levels = self.levels().await?;
        levels.numbered(number).cloned().ok_or_else(missing)
    }

    async fn levels(&self) -> Result<Levels, Fault> {
        let mut tx = self.scope.read().await?;
        Levels::load(&mut tx, self.scope.domain().number).await
    }
}

fn missing() -> Fault {
    Fault::missing("location type")
}
