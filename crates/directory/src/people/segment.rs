//! The people of a saved filter, which are the segments of the User.com dialect.

use std::collections::HashMap;

use roster_model::{Error, Page, Person, PersonRef, PersonView, Start, Window, WorkerFilter};
use roster_store::people::{self, Among};

use super::{People, view};
use crate::{op_context::OpContext, workers::Workers};

impl People<'_> {
    /// A page of the workers who match the filter of the list of workers, by username. A filter whose
    /// group or location was deleted matches no one, and a contacts-only key sees no worker.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn in_filter(
        &self,
        filter: &WorkerFilter,
        window: &Window,
    ) -> Result<Page<PersonView>, Error> {
        let empty = || Page { items: Vec::new(), total: 0, next: None };
        if self.visibility.among == Among::Contacts {
            return Ok(empty());
        }
        let ctx = &self.visibility.ctx;
        let workers = Workers::new(OpContext::new(ctx.directory(), ctx.actor().clone()));
        let page = match workers.list(filter, window, false).await {
            Ok(page) => page,
            Err(Error::Invalid(_)) => return Ok(empty()),
            Err(error) => return Err(error),
        };
        let mut ids = Vec::new();
        for worker in page.workers() {
            ids.push(worker?.0.id.to_owned());
        }
        let domain = self.visibility.domain();
        let mut tx = ctx.read().await?;
        let found = people::find_many(&mut tx, domain, ids.clone()).await?;
        let mut found: HashMap<String, Person> =
            found.into_iter().map(|person| (person.id.to_string(), person)).collect();
        let people = ids.iter().filter_map(|id| found.remove(id)).collect();
        let items = view::load_many(&mut tx, domain, people).await?;
        Ok(Page { items, total: page.total, next: page.next })
    }

    /// Whether a person matches the filter of the list of workers.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn matches(&self, person: &PersonRef, filter: &WorkerFilter) -> Result<bool, Error> {
        let person = self.find(person).await?.person;
        let Some(worker) = person.worker else { return Ok(false) };
        let username = worker.username.as_str();
        let is_own = |text: &String| {
            let text = roster_model::fold(text);
            worker.username.folded() == text || username.split('@').next() == Some(text.as_str())
        };
        if !filter.username.as_ref().is_none_or(is_own) {
            return Ok(false);
        }
        let narrowed = WorkerFilter { username: Some(username.to_owned()), ..filter.clone() };
        let window = Window { limit: 1, start: Start::Offset(0) };
        Ok(self.in_filter(&narrowed, &window).await?.total > 0)
    }
}
