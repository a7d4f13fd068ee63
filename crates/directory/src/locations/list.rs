//! Lists of locations.

use jiff::Timestamp;
use roster_model::{Error, Location, LocationFilter, Page, Problem, Span, Start, Window};
use roster_store::location_list::{self, LocationSelection, LocationStart};

use super::{LocationPage, Locations, coordinates};
use crate::location_types::LocationTypeTree;

impl Locations<'_> {
    /// A page of the locations that match `filter`, with their exact total. The order is by number,
    /// which is the sort key; or by the time of the last update, where the sort key is this time in
    /// microseconds, a comma and the number. An invalid sort key gives an empty page.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a coordinate is no number.
    pub async fn list(
        &self,
        filter: &LocationFilter,
        window: &Window,
    ) -> Result<LocationPage, Error> {
        let domain = self.ctx.domain().number;
        let selection = LocationSelection {
            filter,
            latitude: comparable("latitude", &filter.latitude, coordinates::MAX_LATITUDE)?,
            longitude: comparable("longitude", &filter.longitude, coordinates::MAX_LONGITUDE)?,
        };
        let mut tx = self.ctx.read().await?;
        let types = LocationTypeTree::load(&mut tx, domain).await?.into_all();
        if has_unstorable_text(filter) {
            let page = Page { items: Vec::new(), total: 0, next: None };
            return Ok(LocationPage { page, types, by_update: false });
        }
        let total = location_list::count(&mut tx, domain, &selection).await?;
        let (items, more) = match start(window, filter) {
            Some(start) => {
                location_list::list(&mut tx, domain, &selection, start, window.limit).await?
            }
            None => (Vec::new(), false),
        };
        let by_update = filter.by_update.is_some();
        let next = items.last().filter(|_| more).map(|location| sort_key(location, by_update));
        Ok(LocationPage { page: Page { items, total, next }, types, by_update })
    }
}

impl LocationPage {
    /// The sort key of a location in this list.
    pub fn sort_key(&self, location: &Location) -> String {
        sort_key(location, self.by_update)
    }
}

fn sort_key(location: &Location, by_update: bool) -> String {
    if by_update {
        format!("{},{}", location.updated_at.as_microsecond(), location.number)
    } else {
        location.number.to_string()
    }
}

fn start(window: &Window, filter: &LocationFilter) -> Option<LocationStart> {
    let key = match &window.start {
        Start::Offset(offset) => {
            return Some(LocationStart::Offset(i64::try_from(*offset).unwrap_or(i64::MAX)));
        }
        Start::After(key) => key,
    };
    if filter.by_update.is_none() {
        return key.parse().ok().map(LocationStart::AfterNumber);
    }
    let (micros, number) = key.split_once(',')?;
    let at = Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
    Some(LocationStart::AfterUpdate(at, number.parse().ok()?))
}

/// Whether the filter has a NUL character. No location has one, and `PostgreSQL` rejects it.
fn has_unstorable_text(filter: &LocationFilter) -> bool {
    let texts =
        [&filter.name, &filter.site_code, &filter.external_id, &filter.kind, &filter.parent];
    texts.into_iter().flatten().any(|text| text.contains('\0'))
}

/// A range of degrees in the units of comparison.
fn comparable(field: &str, span: &Span<String>, limit: u16) -> Result<Span<i64>, Error> {
    let end = |text: &Option<String>| {
        let Some(text) = text else { return Ok(None) };
        let problem = || Problem::Degrees { value: text.clone(), limit };
        coordinates::parse(text).map(Some).ok_or_else(|| Error::invalid_field(field, problem()))
    };
    Ok(Span {
        from: end(&span.from)?,
        after: end(&span.after)?,
        to: end(&span.to)?,
        before: end(&span.before)?,
    })
}
