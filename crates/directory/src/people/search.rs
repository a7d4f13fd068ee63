//! Lists of people.

use roster_model::{
    Condition, Error, Field, Page, Person, PersonFilter, PersonView, Problem, Subject, Window,
};
use roster_store::{Tx, people};

use super::{People, filter_scan, view};
use crate::attributes::Registry;

impl People<'_> {
    /// A page of the people who match the filter, by number, with their exact total. Ignores
    /// conditions on undefined attributes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        filter: &PersonFilter,
        window: &Window,
    ) -> Result<Page<PersonView>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let conditions = self.resolve(&mut tx, filter).await?;
        self.page(&mut tx, &conditions, window).await
    }

    /// As [`People::list`], for a filter that must have a condition.
    ///
    /// # Errors
    /// [`Error::Invalid`] with [`Problem::NothingToSearch`] when there is no condition, apart from
    /// those on undefined attributes.
    pub async fn search(
        &self,
        filter: &PersonFilter,
        window: &Window,
    ) -> Result<Page<PersonView>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let conditions = self.resolve(&mut tx, filter).await?;
        if conditions.is_empty() {
            return Err(Error::invalid_field("", Problem::NothingToSearch));
        }
        self.page(&mut tx, &conditions, window).await
    }

    async fn page(
        &self,
        tx: &mut Tx,
        conditions: &[Condition],
        window: &Window,
    ) -> Result<Page<PersonView>, Error> {
        let (domain, among) = (self.visibility.domain(), self.visibility.among);
        let page: Page<Person> = if conditions.iter().all(people::is_indexed) {
            people::list_by_number(tx, domain, among, conditions, window).await?
        } else {
            filter_scan::page(tx, domain, among, conditions, window).await?
        };
        let Page { items, total, next } = page;
        Ok(Page { items: view::load_many(tx, domain, items).await?, total, next })
    }

    /// The conditions, with attributes named by slug and without undefined attributes.
    async fn resolve(&self, tx: &mut Tx, filter: &PersonFilter) -> Result<Vec<Condition>, Error> {
        let registry = Registry::load(tx, self.visibility.domain(), Subject::Person).await?;
        let resolve = |condition: &Condition| match condition {
            Condition::Attribute { name, comparison, value } => {
                let slug = |field: &Field| field.slug.clone();
                Some(Condition::Attribute {
                    name: registry.find(name).map(slug)?,
                    comparison: *comparison,
                    value: value.clone(),
                })
            }
            other => Some(other.clone()),
        };
        Ok(filter.conditions.iter().filter_map(resolve).collect())
    }
}
