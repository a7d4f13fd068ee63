//! Pagination of lists by page number.

use crate::console::extract::Query;

/// The current page of a list, and links to others.
pub(crate) struct Pager {
    /// The current page, from 1.
    pub(crate) page: u64,
    /// The number of pages, at least 1.
    pub(crate) pages: u64,
    /// The links to pages; `None` stands for a gap.
    pub(crate) links: Vec<Option<PageLink>>,
    /// The query parameters except `page`.
    pub(crate) params: Vec<(String, String)>,
    /// The number of the first item on the page, from 1.
    pub(crate) first: u64,
    /// The number of the last item on the page.
    pub(crate) last: u64,
    /// The number of items of the list.
    pub(crate) total: u64,
}

/// A link to a page.
pub(crate) struct PageLink {
    pub(crate) number: u64,
    /// The query string with its `?`.
    pub(crate) url: String,
}

/// The requested page, from 1.
pub(crate) fn requested_page(query: &Query) -> u64 {
    query.number("page").unwrap_or(1).max(1)
}

impl Pager {
    /// Creates the pagination of a list of `total` items with `size` items per page.
    pub(crate) fn new(query: &Query, params: Vec<(String, String)>, size: u32, total: u64) -> Self {
        let size = u64::from(size);
        let pages = total.div_ceil(size).max(1);
        let page = requested_page(query);
        let link = |number: u64| PageLink { number, url: page_url(&params, number) };
        let links = numbers(page.min(pages), pages).into_iter().map(|it| it.map(link)).collect();
        let first = (page - 1).saturating_mul(size).saturating_add(1);
        let last = total.min(page.saturating_mul(size));
        Self { page, pages, links, params, first, last, total }
    }

    /// The URL of the previous page.
    pub(crate) fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| page_url(&self.params, (self.page - 1).min(self.pages)))
    }

    /// The URL of the next page.
    pub(crate) fn next(&self) -> Option<String> {
        (self.page < self.pages).then(|| page_url(&self.params, self.page + 1))
    }

    /// Whether the page has items. A page beyond the last one has none.
    pub(crate) fn has_items(&self) -> bool {
        self.first <= self.last
    }
}

/// The first page, the last page and the neighbours of `page`; `None` for a gap.
fn numbers(page: u64, pages: u64) -> Vec<Option<u64>> {
    let near = page.saturating_sub(1).max(1)..=(page + 1).min(pages);
    let mut linked: Vec<u64> = [1, pages].into_iter().chain(near).collect();
    linked.sort_unstable();
    linked.dedup();
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for number in linked {
        match numbers.last() {
            Some(Some(before)) if before + 2 == number => numbers.push(Some(number - 1)),
            Some(Some(before)) if before + 1 < number => numbers.push(None),
            _ => {}
        }
        numbers.push(Some(number));
    }
    numbers
}

fn page_url(params: &[(String, String)], page: u64) -> String {
    let mut pairs: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = page.to_string();
    if page != "1" {
        pairs.push(("page", &page));
    }
    query_string(&pairs)
}

/// A query string with its `?` and percent-encoded pairs.
pub(crate) fn query_string(pairs: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    format!("?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn first_last_and_neighbouring_pages_are_linked() {
        let pages_text = |page, pages| {
            let text = |it: Option<u64>| it.map_or("-".to_owned(), |number| number.to_string());
            numbers(page, pages).into_iter().map(text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(pages_text(1, 1), "1");
        assert_eq!(pages_text(1, 9), "1 2 - 9");
        assert_eq!(pages_text(4, 9), "1 2 3 4 5 - 9");
        assert_eq!(pages_text(5, 9), "1 - 4 5 6 - 9");
        assert_eq!(pages_text(9, 9), "1 - 8 9");
    }
}
