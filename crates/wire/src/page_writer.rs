//! Writing the items of a page, until the page is full.

use roster_model::limits::PAGE_BYTES;

/// Writes items of a page into a buffer.
pub struct PageWriter {
    bytes: Vec<u8>,
    separator: &'static [u8],
    limit: usize,
    items: usize,
    is_full: bool,
}

impl PageWriter {
    /// Creates a writer that puts `separator` between the items.
    pub(crate) fn new(separator: &'static [u8]) -> Self {
        Self { bytes: Vec::new(), separator, limit: PAGE_BYTES, items: 0, is_full: false }
    }

    /// Reserves space for this number of bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve(bytes.min(self.limit));
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
        if self.items > 0 && self.bytes.len() > self.limit {
            self.bytes.truncate(before);
            self.is_full = true;
            return false;
        }
        self.items += 1;
        true
    }

    /// The written items and, if the page ended early, their number.
    pub(crate) fn finish(self) -> (Vec<u8>, Option<usize>) {
        (self.bytes, self.is_full.then_some(self.items))
    }
}

#[cfg(test)]
mod tests {
    use super::PageWriter;

    fn written(limit: usize, items: &[&str]) -> (String, Option<usize>) {
        let mut writer = PageWriter { limit, ..PageWriter::new(b", ") };
        for item in items {
            writer.item(|out| out.extend_from_slice(item.as_bytes()));
        }
        let (bytes, cut) = writer.finish();
        (String::from_utf8(bytes).unwrap(), cut)
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
