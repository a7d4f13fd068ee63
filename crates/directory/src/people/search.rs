//! Lists of people.

use roster_model::{
    Comparison, Condition, Error, Field, FieldType, Page, Person, PersonFilter, PersonView,
    Problem, Subject, Window,
};
use roster_store::{Tx, people};
use serde_json::Value;

use super::{People, filter_scan, links, view};
use crate::attributes::{Registry, convert};

impl People<'_> {
    /// A page of the people who match the filter, by number, with their exact total. No person matches
    /// a condition on an undefined attribute.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown comparison of a defined attribute, or a value of another type.
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
    /// [`Error::Invalid`] with [`Problem::NothingToSearch`] when there is no condition, and as
    /// [`People::list`].
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

    pub(super) async fn page(
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

    /// The conditions, with attributes named by slug, and tags, lists and companies by number.
    pub(super) async fn resolve(
        &self,
        tx: &mut Tx,
        filter: &PersonFilter,
    ) -> Result<Vec<Condition>, Error> {
        if filter.conditions.is_empty() {
            return Ok(Vec::new());
        }
        let domain = self.visibility.domain();
        let registry = Registry::load(tx, domain, Subject::Person).await?;
        let mut conditions = Vec::with_capacity(filter.conditions.len());
        for condition in &filter.conditions {
            conditions.push(match condition {
                Condition::Attribute { name, comparison, value } => {
                    resolve_attribute(&registry, name, *comparison, value)?
                }
                Condition::Linked { of, comparison, value } => {
                    links::resolve(tx, domain, *of, *comparison, value).await?
                }
                other => other.clone(),
            });
        }
        Ok(conditions)
    }
}

/// Names the attribute by slug. A name can contain `__` itself, so only the registry shows whether the
/// end of a parameter is a comparison that does not exist.
fn resolve_attribute(
    registry: &Registry,
    name: &str,
    comparison: Comparison,
    value: &str,
) -> Result<Condition, Error> {
    if let Some(field) = registry.find(name) {
        if comparison.is_ordering() {
            validate_operand(field, value)?;
        }
        let (name, value) = (field.slug.clone(), value.to_owned());
        return Ok(Condition::Attribute { name, comparison, value });
    }
    match name.split_once("__") {
        Some((defined, operator)) if registry.find(defined).is_some() => {
            Err(Error::invalid_field(name, Problem::UnknownComparison(operator.to_owned())))
        }
        _ => Ok(Condition::Never),
    }
}

/// Rejects a value that no value of the attribute can be compared with. Choices are not validated, since
/// values outside of them can be stored.
///
/// # Errors
/// [`Problem::NotOfType`] under the name of the attribute.
fn validate_operand(field: &Field, value: &str) -> Result<(), Error> {
    let is_comparable = match field.value_type {
        FieldType::Integer | FieldType::Float => {
            value.trim().parse::<f64>().is_ok_and(f64::is_finite)
        }
        FieldType::Boolean | FieldType::Date | FieldType::DateTime => {
            convert(&Value::from(value), field).is_ok()
        }
        FieldType::String | FieldType::Fixed | FieldType::Json => true,
    };
    if is_comparable {
        return Ok(());
    }
    Err(Error::invalid_field(&field.slug, Problem::NotOfType(field.value_type)))
}
