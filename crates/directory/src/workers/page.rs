//! Rendered pages of workers.

use std::sync::Arc;

use roster_model::{Error, Schema, Start, Window, WorkerFilter, limits::PAGE_BYTES};
use roster_store::{Tx, domain_state, people};

use super::{Workers, list::SMALL_OFFSET};
use crate::rendered::{BlockKey, CachedBlock, MAX_BLOCK, RenderWorkers, RenderedBlock};

/// A page of fewer workers reads their rows where no rendering exists yet: to render all workers of
/// their block for it costs several times as much. The second request for the block renders it.
const SHORT_PAGE: u32 = 64;

/// A page of workers, rendered.
pub struct RenderedPage {
    parts: Vec<Part>,
    separator: &'static [u8],
    /// The exact total of the list.
    pub total: u64,
    /// The username of the last worker, if another page follows.
    pub next: Option<String>,
}

/// Consecutive workers of a block, by position.
struct Part {
    block: Arc<RenderedBlock>,
    from: usize,
    to: usize,
}

impl RenderedPage {
    /// The number of workers.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.to - part.from).sum()
    }

    /// Whether the page has no workers.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The size of the workers, in bytes.
    pub fn bytes(&self) -> usize {
        let separators = self.separator.len() * self.parts.len();
        self.slices().map(<[u8]>::len).sum::<usize>() + separators
    }

    /// Appends the workers to `out`, with the separator of the renderer between them.
    pub fn write(&self, out: &mut Vec<u8>) {
        for (index, part) in self.slices().enumerate() {
            if index > 0 {
                out.extend_from_slice(self.separator);
            }
            out.extend_from_slice(part);
        }
    }

    fn slices(&self) -> impl Iterator<Item = &[u8]> {
        self.parts.iter().map(|part| part.block.slice(part.from, part.to))
    }
}

impl Workers<'_> {
    /// As [`Workers::list`] without submission counts, but rendered. Pages of the whole list consist
    /// of cached blocks.
    ///
    /// # Errors
    /// See [`Workers::list`].
    pub async fn render_page(
        &self,
        filter: &WorkerFilter,
        window: &Window,
        renderer: &impl RenderWorkers,
    ) -> Result<RenderedPage, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.read().await?;
        let archived = filter.archived;
        let is_whole = *filter == WorkerFilter { archived, ..WorkerFilter::default() };
        if is_whole {
            let page = self.page_of_blocks(&mut tx, archived, window, renderer).await?;
            if let Some(page) = page {
                return Ok(page);
            }
        }
        let page = self.list_in(&mut tx, filter, window, false).await?;
        let block = RenderedBlock::new(&page.schema, &page.rows, renderer, PAGE_BYTES)?;
        let to = block.len();
        let next = if to < page.rows.len() { last_username(&block, to) } else { page.next };
        Ok(RenderedPage {
            parts: vec![Part { block: Arc::new(block), from: 0, to }],
            separator: renderer.separator(),
            total: page.total,
            next,
        })
    }

    /// A page of a whole list from rendered blocks. `None` if its rows are better read directly.
    async fn page_of_blocks(
        &self,
        tx: &mut Tx,
        archived: bool,
        window: &Window,
        renderer: &impl RenderWorkers,
    ) -> Result<Option<RenderedPage>, Error> {
        let domain = self.ctx.domain().number;
        let cache = self.ctx.directory().cache();
        let Some(state) = domain_state::read(tx, domain).await? else { return Ok(None) };
        let total = if archived { state.archived_workers } else { state.active_workers };
        let schema = cache.schema(tx, domain, state.seq).await?;
        let list = List { domain, archived, schema, renderer };

        let (mut from, mut start) = match &window.start {
            Start::After(username) => (username.clone(), BlockStart::After(username.clone())),
            Start::Offset(offset) if *offset <= SMALL_OFFSET => {
                (String::new(), BlockStart::Skip(*offset))
            }
            Start::Offset(offset) => {
                let places = cache.places(tx, domain, archived, state.seq).await?;
                let (first, rest) = places.find(*offset);
                (first.to_owned(), BlockStart::Skip(rest))
            }
        };
        let is_short = window.limit < SHORT_PAGE;
        // One more worker shows whether another page follows.
        let mut missing = usize::try_from(window.limit).unwrap_or(usize::MAX).saturating_add(1);
        let mut parts: Vec<Part> = Vec::new();
        let (mut bytes, mut is_full) = (0, false);
        let mut is_first_read = true;
        while missing > 0 && !is_full {
            let count = missing / 64 + 3;
            let limit = u32::try_from(count).unwrap_or(u32::MAX);
            let mut blocks = people::blocks_from(tx, domain, archived, &from, limit).await?;
            let is_last_read = blocks.len() < count;
            if !std::mem::take(&mut is_first_read) {
                // The last block of the previous read.
                blocks.drain(..1.min(blocks.len()));
            }
            for block in &blocks {
                if missing == 0 || is_full {
                    break;
                }
                if start.skips(block.size) {
                    continue;
                }
                let Some(lines) = self.rendered(tx, &list, block, is_short).await? else {
                    return Ok(None);
                };
                let from = start.position_in(&lines);
                let mut to = from.saturating_add(missing).min(lines.len());
                let size = lines.slice(from, to).len();
                if bytes + size > PAGE_BYTES {
                    is_full = true;
                    to = lines.fitting(from, to, PAGE_BYTES.saturating_sub(bytes));
                }
                bytes += size;
                missing -= to - from;
                if to > from {
                    parts.push(Part { block: lines, from, to });
                }
            }
            match blocks.pop() {
                Some(block) if !is_last_read => from = block.first,
                _ => break,
            }
        }
        let next = match parts.last() {
            Some(part) if is_full => last_username(&part.block, part.to),
            // A single worker that is larger than a page is read directly.
            None if is_full => return Ok(None),
            _ if missing == 0 => end_before_last(&mut parts),
            _ => None,
        };
        let total = u64::try_from(total).unwrap_or(0);
        Ok(Some(RenderedPage { parts, separator: renderer.separator(), total, next }))
    }

    /// The rendering of a block, from the cache or new. `None` if it is not worth while.
    async fn rendered<R: RenderWorkers>(
        &self,
        tx: &mut Tx,
        list: &List<'_, R>,
        block: &people::Block,
        is_short: bool,
    ) -> Result<Option<Arc<RenderedBlock>>, Error> {
        let List { domain, archived, schema, renderer } = list;
        let cache = self.ctx.directory().rendered();
        let key = BlockKey {
            domain: *domain,
            archived: *archived,
            style: Arc::clone(renderer.style()),
            first: block.first.clone(),
        };
        match cache.block(&key, block.version, schema) {
            CachedBlock::Rendered(rendered) => return Ok(Some(rendered)),
            CachedBlock::TooLarge => return Ok(None),
            CachedBlock::Unknown if is_short => {
                cache.set_requested(key, block.version, schema);
                return Ok(None);
            }
            CachedBlock::Unknown | CachedBlock::Requested => {}
        }
        let rows = people::block_rows(tx, *domain, *archived, block).await?;
        let fits = |rows: &Vec<people::WorkerRow>| {
            rows.iter().map(people::WorkerRow::bytes).sum::<usize>() <= MAX_BLOCK
        };
        let Some(rows) = rows.filter(fits) else {
            cache.set_too_large(key, block.version, schema);
            return Ok(None);
        };
        cache.render_block(key, block, schema, &rows, *renderer).map(Some)
    }
}

/// A whole list in one style.
struct List<'r, R> {
    domain: i64,
    archived: bool,
    schema: Arc<Schema>,
    renderer: &'r R,
}

/// The start of a page, relative to the next block.
enum BlockStart {
    /// After a username, which may be in the block.
    After(String),
    /// After this number of workers.
    Skip(u64),
}

impl BlockStart {
    /// Whether the page starts after a block of this size. Then the block is skipped.
    fn skips(&mut self, size: u64) -> bool {
        match self {
            Self::Skip(count) if *count >= size => {
                *count -= size;
                true
            }
            _ => false,
        }
    }

    /// The position of the first worker of the page in the block. The next block starts at its
    /// first worker.
    fn position_in(&mut self, block: &RenderedBlock) -> usize {
        match std::mem::replace(self, Self::Skip(0)) {
            Self::After(username) => block.position_after(&username),
            Self::Skip(count) => usize::try_from(count).unwrap_or(usize::MAX).min(block.len()),
        }
    }
}

/// The username of the worker before a position.
fn last_username(block: &RenderedBlock, to: usize) -> Option<String> {
    block.username(to.checked_sub(1)?).map(str::to_owned)
}

/// Removes the last worker, and returns the username of the one before.
fn end_before_last(parts: &mut Vec<Part>) -> Option<String> {
    let last = parts.last_mut()?;
    last.to -= 1;
    if last.from == last.to {
        parts.pop();
    }
    let last = parts.last()?;
    last.block.username(last.to - 1).map(str::to_owned)
}
