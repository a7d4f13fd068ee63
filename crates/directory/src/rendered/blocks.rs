//! Renderings of blocks of workers, for lists by username.
//!
//! A list of workers is divided into blocks ([`Block`]), and every write of a worker changes the
//! version of the worker's block. A rendering shows this version and the schema of the domain. So a
//! write makes one block stale, not the whole domain.

use std::sync::Arc;

use roster_model::{Error, Schema, WorkerRef};
use roster_store::people::{Block, WorkerRow};

use super::{Key, RenderedCache};

/// Blocks of more bytes are not stored: their workers are read from rows.
pub(crate) const MAX_BLOCK: usize = 4 << 20;

/// Serializes workers for lists. The cache stores the bytes without knowing the dialect.
pub trait RenderWorkers: Sync {
    /// Everything besides the workers and the schema that the bytes depend on, as one text.
    fn style(&self) -> &Arc<str>;

    /// The bytes between two workers.
    fn separator(&self) -> &'static [u8];

    /// Appends a worker to `out`.
    fn render(&self, schema: &Schema, worker: &WorkerRef<'_>, out: &mut Vec<u8>);
}

/// The rendered workers of a block, in order.
pub(crate) struct RenderedBlock {
    /// The workers with the separator between them.
    bytes: Vec<u8>,
    /// The end of each worker in `bytes`.
    ends: Vec<usize>,
    separator: &'static [u8],
    usernames: Vec<Box<str>>,
}

/// The state of the cache for a block.
pub(crate) enum CachedBlock {
    /// A valid rendering.
    Rendered(Arc<RenderedBlock>),
    /// There is none, but this version was requested before.
    Requested,
    /// This version is too large to be stored.
    TooLarge,
    /// Nothing is known of this version.
    Unknown,
}

/// Identifies a block in one style.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct BlockKey {
    /// The number of the domain.
    pub(crate) domain: i64,
    /// Whether the list is that of the deactivated workers.
    pub(crate) archived: bool,
    /// [`RenderWorkers::style`].
    pub(crate) style: Arc<str>,
    /// The first username.
    pub(crate) first: String,
}

#[derive(Clone)]
pub(super) struct Entry {
    version: i64,
    schema: Arc<Schema>,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Requested,
    TooLarge,
    Rendered(Arc<RenderedBlock>),
}

impl Entry {
    /// The size in memory.
    pub(super) fn bytes(&self) -> usize {
        match &self.content {
            Content::Rendered(block) => {
                let usernames: usize = block.usernames.iter().map(|name| name.len() + 16).sum();
                block.bytes.len() + usernames + block.ends.len() * 8
            }
            Content::Requested | Content::TooLarge => 0,
        }
    }
}

impl RenderedCache {
    /// Finds the rendering of this version of a block.
    pub(crate) fn block(&self, key: &BlockKey, version: i64, schema: &Arc<Schema>) -> CachedBlock {
        let Some(super::Entry::Block(entry)) = self.0.get(&Key::Block(key.clone())) else {
            return CachedBlock::Unknown;
        };
        let is_valid = entry.version == version && Arc::ptr_eq(&entry.schema, schema);
        match is_valid.then_some(entry.content) {
            Some(Content::Rendered(block)) => CachedBlock::Rendered(block),
            Some(Content::Requested) => CachedBlock::Requested,
            Some(Content::TooLarge) => CachedBlock::TooLarge,
            None => CachedBlock::Unknown,
        }
    }

    /// Remembers that this version of a block is too large to be rendered as a whole.
    pub(crate) fn set_too_large(&self, key: BlockKey, version: i64, schema: &Arc<Schema>) {
        self.insert_block(key, version, schema, Content::TooLarge);
    }

    /// Remembers that this version of a block was requested.
    pub(crate) fn set_requested(&self, key: BlockKey, version: i64, schema: &Arc<Schema>) {
        self.insert_block(key, version, schema, Content::Requested);
    }

    /// Renders the rows of a block and stores the result.
    ///
    /// # Errors
    /// [`Error::Internal`] when a row cannot be read.
    pub(crate) fn render_block(
        &self,
        key: BlockKey,
        block: &Block,
        schema: &Arc<Schema>,
        rows: &[WorkerRow],
        renderer: &impl RenderWorkers,
    ) -> Result<Arc<RenderedBlock>, Error> {
        let shared = Arc::new(RenderedBlock::new(schema, rows, renderer, usize::MAX)?);
        let content = if shared.bytes.len() > MAX_BLOCK {
            Content::TooLarge
        } else {
            Content::Rendered(Arc::clone(&shared))
        };
        self.insert_block(key, block.version, schema, content);
        Ok(shared)
    }

    fn insert_block(&self, key: BlockKey, version: i64, schema: &Arc<Schema>, content: Content) {
        let entry = Entry { version, schema: Arc::clone(schema), content };
        self.0.insert(Key::Block(key), super::Entry::Block(entry));
    }
}

impl RenderedBlock {
    /// Renders rows in their order, until the rendering has `max_bytes`, but at least one.
    ///
    /// # Errors
    /// [`Error::Internal`] when a row cannot be read.
    pub(crate) fn new(
        schema: &Schema,
        rows: &[WorkerRow],
        renderer: &impl RenderWorkers,
        max_bytes: usize,
    ) -> Result<Self, Error> {
        let separator = renderer.separator();
        let mut bytes = Vec::with_capacity((rows.len() * 1024).min(max_bytes));
        let mut ends = Vec::with_capacity(rows.len());
        for row in rows {
            let before = bytes.len();
            if !ends.is_empty() {
                bytes.extend_from_slice(separator);
            }
            renderer.render(schema, &row.worker_ref()?, &mut bytes);
            if !ends.is_empty() && bytes.len() > max_bytes {
                bytes.truncate(before);
                break;
            }
            ends.push(bytes.len());
        }
        bytes.shrink_to_fit();
        let usernames = rows[..ends.len()].iter().map(|row| row.username().into()).collect();
        Ok(Self { bytes, ends, separator, usernames })
    }

    /// The number of workers.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The username of the worker at `index`.
    pub(crate) fn username(&self, index: usize) -> Option<&str> {
        self.usernames.get(index).map(|username| &**username)
    }

    /// The position of the first worker after a username.
    pub(crate) fn position_after(&self, username: &str) -> usize {
        self.usernames.partition_point(|known| &**known <= username)
    }

    /// The position up to which the workers from `from` to before `to` have at most `bytes` bytes.
    pub(crate) fn fitting(&self, from: usize, to: usize, bytes: usize) -> usize {
        let fitting = (from..to).take_while(|last| self.slice(from, last + 1).len() <= bytes);
        from + fitting.count()
    }

    /// The bytes of the workers from position `from` to before `to`.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &[u8] {
        if from >= to {
            return &[];
        }
        let start = match from.checked_sub(1) {
            Some(previous) => self.ends[previous] + self.separator.len(),
            None => 0,
        };
        &self.bytes[start..self.ends[to - 1]]
    }
}
