//! Lists of workers.

use roster_model::{
    Error, FieldError, Page, Phone, Problem, Start, Username, Window, WorkerFilter, fold,
    limits::check_search,
};
use roster_store::{Tx, domain_state, groups, locations, people};

use super::{WorkerPage, Workers, activity};

/// Up to this offset, skipping rows is as fast as the offset index.
pub(super) const SMALL_OFFSET: u64 = 256;

impl Workers<'_> {
    /// Checks that the group and location of the filter exist in this domain.
    ///
    /// # Errors
    /// [`Error::Invalid`]; [`Error::Forbidden`] when the caller is confined to locations.
    pub async fn check(&self, filter: &WorkerFilter) -> Result<(), Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.read().await?;
        check_references(&mut tx, self.ctx.domain().number, filter).await
    }

    /// A page of the workers that match `filter`, by username, with their exact total, and with the
    /// submission counts if `extras` is set.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the group or location of the filter is not in this domain;
    /// [`Error::Forbidden`] when the caller is confined to locations: a list covers the whole domain.
    pub async fn list(
        &self,
        filter: &WorkerFilter,
        window: &Window,
        extras: bool,
    ) -> Result<WorkerPage, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.read().await?;
        self.list_in(&mut tx, filter, window, extras).await
    }

    /// As [`Workers::list`], in a transaction.
    pub(super) async fn list_in(
        &self,
        tx: &mut Tx,
        filter: &WorkerFilter,
        window: &Window,
        extras: bool,
    ) -> Result<WorkerPage, Error> {
        let domain = self.ctx.domain();
        check_references(tx, domain.number, filter).await?;
        let search = filter.search.as_ref().map(|text| Username::without_hosts(text, domain));
        let filter = &WorkerFilter { search, ..filter.clone() };
        let selection = people::WorkerSelection {
            filter,
            username: filter
                .username
                .as_deref()
                .map(|text| fold(&Username::complete(text, domain))),
            phone: filter.phone.as_deref().map(digits),
        };
        let number = domain.number;
        let cache = self.ctx.directory().cache();
        let seq = domain_state::seq(tx, number).await?.unwrap_or_default();
        let places = match window.start {
            Start::Offset(offset) if offset > SMALL_OFFSET && selection.is_whole() => {
                Some(cache.places(tx, number, filter.archived, seq).await?)
            }
            _ => None,
        };
        let total = cache.total(number, filter, seq);
        let known = people::Known { total, places: places.as_deref() };
        let page = people::list_workers(tx, number, &selection, known, window).await?;
        if total.is_none() && !selection.is_whole() {
            cache.insert_total(number, filter, seq, page.total);
        }
        let schema = cache.schema(tx, number, seq).await?;
        let activity = if extras {
            let ids = page.items.iter().map(|row| row.id().to_owned()).collect();
            Some(activity::counts(tx, &self.ctx, ids).await?)
        } else {
            None
        };
        let Page { items: rows, total, next } = page;
        Ok(WorkerPage { rows, total, next, schema, activity })
    }
}

/// Rejects a search with too many words, and a filter by an unknown group or location: the result
/// would look like an empty group.
async fn check_references(tx: &mut Tx, domain: i64, filter: &WorkerFilter) -> Result<(), Error> {
    if let Some(text) = &filter.search {
        check_search("search", text)?;
    }
    if let Some(group) = &filter.group {
        let known = groups::existing(tx, domain, vec![group.clone()]).await?;
        if known.is_empty() {
            let problem = Problem::UnknownGroups(vec![group.clone()]);
            return Err(Error::Invalid(vec![FieldError::new("group", problem)]));
        }
    }
    if let Some(location) = &filter.location {
        let known = locations::existing(tx, domain, vec![location.clone()]).await?;
        if known.is_empty() {
            let problem = Problem::UnknownLocations(vec![location.clone()]);
            return Err(Error::Invalid(vec![FieldError::new("location", problem)]));
        }
    }
    Ok(())
}

/// The digits of a phone number to search for. Text that is no phone number matches none.
fn digits(text: &str) -> String {
    // An unescaped plus in a query string arrives as a blank, which parsing drops.
    Phone::parse(text).map(|phone| phone.digits().to_owned()).unwrap_or_default()
}
