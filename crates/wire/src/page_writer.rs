//! Writing the items of a page, until the page is full.

use roster_model::limits::PAGE_BYTES;

/// Space for what follows the items: the end of a page is short.
const TAIL_BYTES: usize = 1024;

/// Writes items of a page into a buffer, after the beginning of the body.
pub struct PageWriter {
    bytes: Vec<u8>,
    /// Where the items begin.
    start: usize,
    separator: &'static [u8],
    limit: usize,
    items: usize,
    is_full: bool,
}

impl PageWriter {
    /// Creates a writer that appends to `head` and puts `separator` between the items.
    pub(crate) fn new(head: Vec<u8>, separator: &'static [u8]) -> Self {
        let start = head.len();
        Self { bytes: head, start, separator, limit: PAGE_BYTES, items: 0, is_full: false }
    }

    /// Reserves space for this number of bytes, and for the end of the body.
    pub fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes.min(self.limit) + TAIL_BYTES);
    }

    /// Writes an item with `write`, which appends to the buffer. Returns false when the page is full;
    /// then the item is not part of it, and neither are later ones.
    pub fn item(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> bool {
        if self.is_full {
            return false;
        }
        let before = self.bytes.len();
        if self.items > 0 {
            self.bytes.extend_from_slice(self.separator);
        }
        write(&mut self.bytes);
        if self.items > 0 && self.bytes.len() - self.start > self.limit {
            self.bytes.truncate(before);
            self.is_full = true;
            return false;
        }
        self.items += 1;
        true
    }

    /// Returns the body so far.
    pub(crate) fn finish(self) -> Written {
        let cut = self.is_full.then_some(self.items);
        Written { bytes: self.bytes, start: self.start, cut }
    }
}

/// The beginning of a body and the items of its page.
pub(crate) struct Written {
    /// The beginning and the items.
    pub(crate) bytes: Vec<u8>,
    /// Where the items begin.
    pub(crate) start: usize,
    /// The number of items, if the page ended early.
    pub(crate) cut: Option<usize>,
}

impl Written {
    /// Whether the page has no items.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.len() == self.start
    }

    /// Replaces the beginning of the body, which was written before it was known that the page ends
    /// early.
    pub(crate) fn replace_head(&mut self, head: Vec<u8>) {
        let start = head.len();
        self.bytes.splice(..self.start, head);
        self.start = start;
    }
}

#[cfg(test)]
mod tests {
    use super::PageWriter;

    fn written(limit: usize, items: &[&str]) -> (String, Option<usize>) {
        let mut writer = PageWriter { limit, ..PageWriter::new(b"the head".to_vec(), b", ") };
        for item in items {
            writer.item(|out| out.extend_from_slice(item.as_bytes()));
        }
        let mut written = writer.finish();
        assert_eq!(written.is_empty(), items.is_empty());
        for head in ["head", "another head"] {
            written.replace_head(head.into());
            assert_eq!(&written.bytes[..written.start], head.as_bytes());
        }
        (String::from_utf8(written.bytes.split_off(written.start)).unwrap(), written.cut)
    }

    #[test]
    fn page_ends_before_the_item_that_exceeds_the_limit() {
        assert_eq!(written(100, &["aaa", "bbb"]), ("aaa, bbb".to_owned(), None));
        assert_eq!(written(8, &["aaa", "bbb"]), ("aaa, bbb".to_owned(), None));
        assert_eq!(written(7, &["aaa", "bbb", "c"]), ("aaa".to_owned(), Some(1)));
        assert_eq!(
            written(1, &["aaa", "bbb"]),
            ("aaa".to_owned(), Some(1)),
            "the first always fits"
        );
        assert_eq!(written(1, &[]), (String::new(), None));
    }
}
