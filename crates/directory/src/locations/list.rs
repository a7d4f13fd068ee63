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
            return Ok(LocationPage { page, types });
        }
        let total = location_list::count(&mut tx, domain, &selection).await?;
        let items = match start(window, filter) {
            // One extra row shows whether another page follows.
            Some(start) => {
                let limit = i64::from(window.limit) + 1;
                location_list::list(&mut tx, domain, &selection, start, limit).await?
            }
            None => Vec::new(),
        };
        Ok(LocationPage { page: page(items, total, window, filter), types })
    }
}

fn page(
    mut items: Vec<Location>,
    total: u64,
    window: &Window,
    filter: &LocationFilter,
) -> Page<Location> {
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|location| sort_key(location, filter));
    Page { items, total, next }
}

fn sort_key(location: &Location, filter: &LocationFilter) -> String {
    match filter.by_update {
        None => location.number.to_string(),
        Some(_) => format!("{},{}", location.updated_at.as_microsecond(), location.number),
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
