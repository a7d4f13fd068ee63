//! People with what one must know to show them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use roster_model::{Employment, Fault, List, Person, PersonView, Tag};
use roster_store::{Tx, company_members, fields, lists, tags};

use crate::faults::fault;

/// One person.
pub(super) async fn one(tx: &mut Tx, domain: i64, person: Person) -> Result<PersonView, Fault> {
    let mut views = many(tx, domain, vec![person]).await?;
    views.pop().ok_or(Fault::missing("user"))
}

/// Several people, in their order.
pub(super) async fn many(
    tx: &mut Tx,
    domain: i64,
    people: Vec<Person>,
) -> Result<Vec<PersonView>, Fault> {
    let fields: Arc<[_]> = fields::list(tx, domain).await.map_err(fault)?.into();
    let tags = tags_of(tx, domain, &people).await?;
    let lists = lists_of(tx, domain, &people).await?;
    let mut companies = companies_of(tx, domain, &people).await?;
    let view = |person: Person| PersonView {
        tags: person.traits.tags.iter().filter_map(|number| tags.get(number).cloned()).collect(),
        lists: person.traits.lists.iter().filter_map(|number| lists.get(number).cloned()).collect(),
        companies: companies.remove(person.id.as_str()).unwrap_or_default(),
        fields: Arc::clone(&fields),
        person,
    };
    Ok(people.into_iter().map(view).collect())
}

async fn tags_of(tx: &mut Tx, domain: i64, people: &[Person]) -> Result<HashMap<i64, Tag>, Fault> {
    let numbers: HashSet<i64> =
        people.iter().flat_map(|person| person.traits.tags.iter().copied()).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = tags::find_many(tx, domain, numbers.into_iter().collect()).await.map_err(fault)?;
    Ok(found.into_iter().map(|tag| (tag.number, tag)).collect())
}

async fn lists_of(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<i64, List>, Fault> {
    let numbers: HashSet<i64> =
        people.iter().flat_map(|person| person.traits.lists.iter().copied()).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = lists::find_many(tx, domain, numbers.into_iter().collect()).await.map_err(fault)?;
    Ok(found.into_iter().map(|list| (list.number, list)).collect())
}

async fn companies_of(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<String, Vec<Employment>>, Fault> {
    let ids = people.iter().map(|person| person.id.as_str().to_owned()).collect();
    let mut companies: HashMap<String, Vec<Employment>> = HashMap::new();
    for (person, employment) in company_members::of_people(tx, domain, ids).await.map_err(fault)? {
        companies.entry(person).or_default().push(employment);
    }
    Ok(companies)
}
