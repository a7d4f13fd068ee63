//! Pages of lists other than users, with filters on what the response shows.

use roster_model::{Error, Page, Start, Window};
use roster_wire::usercom::{
    Version, View,
    shown_filter::{FilteredList, ShownFilter},
};
use serde_json::Value;

use super::request_context::{RequestContext, SortKey};
use crate::reply::ApiResult;

/// How many records are read at a time.
const BATCH_SIZE: u32 = 1_000;

impl RequestContext {
    /// 200 with the page that the query asks for, of the records that match its filters. `read` reads
    /// a window of the list, which is ordered by `id`.
    pub(super) async fn filtered_page<T, F>(
        &self,
        list: FilteredList,
        read: impl Fn(Window) -> F,
        show: impl Fn(&View, &T) -> Value,
    ) -> ApiResult
    where
        T: SortKey,
        F: Future<Output = Result<Page<T>, Error>>,
    {
        let filter = ShownFilter::decode(&self.params, list)?;
        if filter.is_empty() {
            return self.page(read, |item| show(&self.view, item)).await;
        }
        let versions =
            [Version::V1, Version::V2].map(|version| View { version, ..self.view.clone() });
        // The number of a record that matches.
        let number = |item: &T| {
            let shown = versions.each_ref().map(|view| show(view, item));
            filter.matches(&shown).then(|| shown[0]["id"].as_i64().unwrap_or_default())
        };
        let (read, number) = (&read, &number);
        let found = |window| async move { matching(read, number, &window).await };
        self.page(found, |item| show(&self.view, item)).await
    }
}

/// A window of the records for which `number` has a value, with their exact total. Reads the whole
/// list, a batch at a time.
async fn matching<T, F>(
    read: impl Fn(Window) -> F,
    number: impl Fn(&T) -> Option<i64>,
    window: &Window,
) -> Result<Page<T>, Error>
where
    F: Future<Output = Result<Page<T>, Error>>,
{
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let mut page = Page { items: Vec::new(), total: 0, next: None };
    let mut last = 0;
    let mut batch = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let found = read(batch.clone()).await?;
        for item in found.items {
            let Some(number) = number(&item) else { continue };
            let is_in_window = match &window.start {
                Start::Offset(offset) => page.total >= *offset,
                Start::After(key) => key.parse().map_or(true, |key: i64| number > key),
            };
            page.total += 1;
            if !is_in_window {
                continue;
            }
            if page.items.len() < limit {
                page.items.push(item);
                last = number;
            } else if page.next.is_none() {
                page.next = Some(last.to_string());
            }
        }
        let Some(next) = found.next else { return Ok(page) };
        batch.start = Start::After(next);
    }
}
