//! Pages of a list whose filter or order no index has: the items are read in batches and tested one
//! by one.

use roster_model::{
    Error, Problem,
    scim::{PageStart, Position, ScimPage, ScimWindow},
};

use roster_store::PAGE_BYTES;

/// The most items that are read for one page. A list that needs more is rejected.
pub(super) const MAX_SCANNED: usize = 200_000;

/// How many items are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// The items that a scan reads, in the order of their ids.
pub(super) trait Source {
    type Item: Send;

    /// At most `limit` items after the one with this id, and whether more follow.
    fn batch(
        &mut self,
        after: Option<&str>,
        limit: u32,
    ) -> impl Future<Output = Result<(Vec<Self::Item>, bool), Error>> + Send;

    /// The items with these ids, in any order.
    fn load(
        &mut self,
        ids: &[String],
    ) -> impl Future<Output = Result<Vec<Self::Item>, Error>> + Send;

    /// The id of an item, as a text that has the order of the ids.
    fn id(item: &Self::Item) -> String;

    /// The size of an item in a response, in bytes.
    fn size(item: &Self::Item) -> usize;

    /// Whether the item matches the filter.
    fn matches(&self, item: &Self::Item) -> bool;

    /// The key that the list is sorted by.
    fn sort_key(&self, item: &Self::Item) -> Option<String>;
}

/// Reads a page. `known_total` is the number of matches, if it is known. The page ends before the item
/// that would make it larger than [`PAGE_BYTES`], but has at least one.
///
/// # Errors
/// [`Error::Invalid`] of `filter` after [`MAX_SCANNED`] items; the errors of the source.
pub(super) async fn page<S: Source, T>(
    source: &mut S,
    window: &ScimWindow<T>,
    known_total: Option<u64>,
) -> Result<ScimPage<S::Item>, Error> {
    match &window.sort {
        None => unsorted(source, window, known_total).await,
        Some((_, descending)) => sorted(source, window, *descending).await,
    }
}

async fn unsorted<S: Source, T>(
    source: &mut S,
    window: &ScimWindow<T>,
    known_total: Option<u64>,
) -> Result<ScimPage<S::Item>, Error> {
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let mut page = ScimPage { items: Vec::new(), total: 0, next: None };
    let mut after = match &window.start {
        // With the total known, the items before the page need not be counted.
        PageStart::After(position) if known_total.is_some() => Some(position.id.clone()),
        _ => None,
    };
    let (mut scanned, mut bytes) = (0, 0);
    loop {
        let (batch, has_more) = source.batch(after.as_deref(), BATCH_SIZE).await?;
        scanned += batch.len();
        check_scanned(scanned)?;
        after = batch.last().map(S::id).or(after);
        for item in batch {
            if !source.matches(&item) {
                continue;
            }
            let preceding = page.total;
            page.total += 1;
            let is_in_page = match &window.start {
                PageStart::Index(index) => preceding >= *index,
                PageStart::After(position) => S::id(&item) > position.id,
            };
            if !is_in_page || page.next.is_some() {
                continue;
            }
            bytes += S::size(&item);
            let has_room = bytes <= PAGE_BYTES || page.items.is_empty();
            if has_room && page.items.len() < limit {
                page.items.push(item);
            } else {
                page.next = page.items.last().map(|last| Position { key: None, id: S::id(last) });
                if let Some(total) = known_total {
                    return Ok(ScimPage { total, ..page });
                }
            }
        }
        if !has_more {
            let total = known_total.unwrap_or(page.total);
            return Ok(ScimPage { total, ..page });
        }
    }
}

/// Sorts the keys of all matches, and reads the items of the page again.
async fn sorted<S: Source, T>(
    source: &mut S,
    window: &ScimWindow<T>,
    descending: bool,
) -> Result<ScimPage<S::Item>, Error> {
    let mut keys = Vec::new();
    let (mut after, mut scanned) = (None, 0);
    loop {
        let (batch, has_more) = source.batch(after.as_deref(), BATCH_SIZE).await?;
        scanned += batch.len();
        check_scanned(scanned)?;
        after = batch.last().map(S::id).or(after);
        let matching = batch.iter().filter(|item| source.matches(item));
        keys.extend(
            matching
                .map(|item| (SortedKey::new(source.sort_key(item), S::id(item)), S::size(item))),
        );
        if !has_more {
            break;
        }
    }
    keys.sort_unstable();
    if descending {
        keys.reverse();
    }
    let total = keys.len();
    let start = match &window.start {
        PageStart::Index(index) => usize::try_from(*index).unwrap_or(usize::MAX).min(total),
        PageStart::After(position) => {
            let last = SortedKey::new(position.key.clone(), position.id.clone());
            keys.partition_point(|(key, _)| if descending { *key >= last } else { *key <= last })
        }
    };
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let end = start.saturating_add(limit).min(total);
    let mut bytes = 0;
    let is_too_large = |(_, size): &(SortedKey, usize)| {
        bytes += size;
        bytes > PAGE_BYTES
    };
    let fitting = keys[start..end].iter().position(is_too_large).map_or(end, |fitting| {
        // One item at least.
        start + fitting.max(1)
    });
    let end = end.min(fitting);
    let shown = &keys[start..end];
    let next = shown.last().filter(|_| end < total);
    let next = next.map(|(key, _)| key.clone().into_position());
    let ids: Vec<String> = shown.iter().map(|(key, _)| key.id.clone()).collect();
    let mut items = source.load(&ids).await?;
    items.sort_by_cached_key(|item| {
        let id = S::id(item);
        ids.iter().position(|known| *known == id)
    });
    Ok(ScimPage { items, total: total as u64, next })
}

fn check_scanned(scanned: usize) -> Result<(), Error> {
    if scanned <= MAX_SCANNED {
        return Ok(());
    }
    Err(Error::invalid_field("filter", Problem::TooMany(MAX_SCANNED)))
}

/// The place of an item in a sorted list. Items without a key are last in ascending order
/// (RFC 7644, 3.4.2.3).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct SortedKey {
    is_missing: bool,
    key: String,
    id: String,
}

impl SortedKey {
    fn new(key: Option<String>, id: String) -> Self {
        Self { is_missing: key.is_none(), key: key.unwrap_or_default(), id }
    }

    fn into_position(self) -> Position {
        Position { key: (!self.is_missing).then_some(self.key), id: self.id }
    }
}
