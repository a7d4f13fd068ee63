//! The pages of a list: any of them at once.

use super::asked::RequestContext;

/// Where one is in a list.
pub(super) struct Pager {
    /// The page, from 1.
    pub(super) page: u64,
    /// How many there are; at least 1.
    pub(super) pages: u64,
    /// The addresses to go to, without `None`s, which stand for a gap.
    pub(super) steps: Vec<Option<Step>>,
    /// The address without its page, to which `page=` is added.
    pub(super) kept: Vec<(String, String)>,
    /// The number of the first item shown, from 1.
    pub(super) first: u64,
    /// The number of the last.
    pub(super) last: u64,
    /// How many items there are.
    pub(super) total: u64,
}

/// A page to go to.
pub(super) struct Step {
    /// Its number.
    pub(super) number: u64,
    /// Its address: a query alone.
    pub(super) address: String,
}

/// The page that is asked for, from 1.
pub(super) fn wanted(asked: &RequestContext) -> u64 {
    asked.number("page").unwrap_or(1).max(1)
}

impl Pager {
    /// The pages of `size` items of a list of `total`, for one who asked for it so.
    pub(super) fn new(
        asked: &RequestContext,
        kept: Vec<(String, String)>,
        size: u32,
        total: u64,
    ) -> Self {
        let size = u64::from(size);
        let pages = total.div_ceil(size).max(1);
        let page = wanted(asked);
        let step = |number: u64| Step { number, address: address(&kept, number) };
        let steps = numbers(page.min(pages), pages).into_iter().map(|it| it.map(step)).collect();
        let first = (page - 1).saturating_mul(size).saturating_add(1);
        let last = total.min(page.saturating_mul(size));
        Self { page, pages, steps, kept, first, last, total }
    }

    /// The address of the page before.
    pub(super) fn before(&self) -> Option<String> {
        (self.page > 1).then(|| address(&self.kept, (self.page - 1).min(self.pages)))
    }

    /// The address of the page after.
    pub(super) fn after(&self) -> Option<String> {
        (self.page < self.pages).then(|| address(&self.kept, self.page + 1))
    }

    /// Whether the page shows anything.
    pub(super) fn shows_some(&self) -> bool {
        self.first <= self.last
    }
}

/// The first page, the last, and those around this one; `None` for a gap.
fn numbers(page: u64, pages: u64) -> Vec<Option<u64>> {
    let near = page.saturating_sub(1).max(1)..=(page + 1).min(pages);
    let mut shown: Vec<u64> = [1, pages].into_iter().chain(near).collect();
    shown.sort_unstable();
    shown.dedup();
    let mut numbers = Vec::new();
    for number in shown {
        match numbers.last() {
            Some(Some(before)) if before + 2 == number => numbers.push(Some(number - 1)),
            Some(Some(before)) if before + 1 < number => numbers.push(None),
            _ => {}
        }
        numbers.push(Some(number));
    }
    numbers
}

fn address(kept: &[(String, String)], page: u64) -> String {
    let mut pairs: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let page = page.to_string();
    if page != "1" {
        pairs.push(("page", &page));
    }
    query(&pairs)
}

/// `?` and the pairs, as a form would send them.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
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
    fn first_last_and_near_pages_are_shown() {
        let told = |page, pages| {
            let text = |it: Option<u64>| it.map_or("-".to_owned(), |number| number.to_string());
            numbers(page, pages).into_iter().map(text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(1, 1), "1");
        assert_eq!(told(1, 9), "1 2 - 9");
        assert_eq!(told(4, 9), "1 2 3 4 5 - 9");
        assert_eq!(told(5, 9), "1 - 4 5 6 - 9");
        assert_eq!(told(9, 9), "1 - 8 9");
    }
}
