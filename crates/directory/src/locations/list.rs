//! Lists of locations.

use jiff::Timestamp;
use roster_model::{Error, Location, LocationFilter, Page, Problem, Span, Start, Window};
use roster_store::location_list::{self, LocationSelection, LocationStart};

use super::{LocationPage, Locations, degrees};
use crate::location_types::Levels;

impl Locations<'_> {
    /// A page of the places that `filter` lets through, with their exact number: by number, which
    /// is then the sort key, or by the time of the last change, where the sort key is that time in
    /// microseconds, a comma, and the number. Nothing comes after a sort key that is none.
    ///
    /// # Errors
    /// [`Error::Invalid`] when degrees are no numbers.
    pub async fn list(
        &self,
        filter: &LocationFilter,
        window: &Window,
    ) -> Result<LocationPage, Error> {
        let domain = self.ctx.domain().number;
        let wanted = LocationSelection {
            filter,
            latitude: comparable("latitude", &filter.latitude, degrees::NORTH)?,
            longitude: comparable("longitude", &filter.longitude, degrees::EAST)?,
        };
        let mut tx = self.ctx.read().await?;
        let types = Levels::load(&mut tx, domain).await?.into_all();
        if asks_the_unstorable(filter) {
            let page = Page { items: Vec::new(), total: 0, next: None };
            return Ok(LocationPage { page, types });
        }
        let total = location_list::count(&mut tx, domain, &wanted).await?;
        let items = match start(window, filter) {
            // One more than asked for tells whether another page follows.
            Some(start) => {
                let limit = i64::from(window.limit) + 1;
                location_list::list(&mut tx, domain, &wanted, start, limit).await?
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

/// Whether a filter holds what no place can have, and `PostgreSQL` refuses to look for.
fn asks_the_unstorable(filter: &LocationFilter) -> bool {
    let texts =
        [&filter.name, &filter.site_code, &filter.external_id, &filter.kind, &filter.parent];
    texts.into_iter().flatten().any(|text| text.contains('\0'))
}

/// A span of degrees in the units in which they are compared.
fn comparable(field: &str, span: &Span<String>, limit: u16) -> Result<Span<i64>, Error> {
    let end = |text: &Option<String>| {
        let Some(text) = text else { return Ok(None) };
        let problem = || Problem::Degrees { value: text.clone(), limit };
        degrees::parse(text).map(Some).ok_or_else(|| Error::invalid_field(field, problem()))
    };
    Ok(Span {
        from: end(&span.from)?,
        after: end(&span.after)?,
        to: end(&span.to)?,
        before: end(&span.before)?,
    })
}
