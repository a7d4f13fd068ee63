//! People with what one must know to show them.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use roster_model::{Employment, Error, List, Person, PersonView, Tag};
use roster_store::{Tx, company_members, fields, lists, tags};

/// One person.
pub(super) async fn one(tx: &mut Tx, domain: i64, person: Person) -> Result<PersonView, Error> {
    let mut views = many(tx, domain, vec![person]).await?;
    views.pop().ok_or(Error::not_found("user"))
}

/// Several people, in their order.
pub(super) async fn many(
    tx: &mut Tx,
    domain: i64,
    people: Vec<Person>,
) -> Result<Vec<PersonView>, Error> {
    let fields: Arc<[_]> = fields::list(tx, domain).await?.into();
    let tags = tags_of(tx, domain, &people).await?;
    let lists = lists_of(tx, domain, &people).await?;
    let mut companies = companies_of(tx, domain, &people).await?;
    let view = |person: Person| PersonView {
        tags: person.usercom.tags.iter().filter_map(|number| tags.get(number).cloned()).collect(),
        lists: person
            .usercom
            .lists
            .iter()
            .filter_map(|number| lists.get(number).cloned())
            .collect(),
        companies: companies.remove(person.id.as_str()).unwrap_or_default(),
        fields: Arc::clone(&fields),
        person,
    };
    Ok(people.into_iter().map(view).collect())
}

async fn tags_of(tx: &mut Tx, domain: i64, people: &[Person]) -> Result<HashMap<i64, Tag>, Error> {
    let numbers: HashSet<i64> =
        people.iter().flat_map(|person| person.usercom.tags.iter().copied()).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = tags::find_many(tx, domain, numbers.into_iter().collect()).await?;
    Ok(found.into_iter().map(|tag| (tag.number, tag)).collect())
}

async fn lists_of(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<i64, List>, Error> {
    let numbers: HashSet<i64> =
        people.iter().flat_map(|person| person.usercom.lists.iter().copied()).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = lists::find_many(tx, domain, numbers.into_iter().collect()).await?;
    Ok(found.into_iter().map(|list| (list.number, list)).collect())
}

async fn companies_of(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<String, Vec<Employment>>, Error> {
    let ids = people.iter().map(|person| person.id.as_str().to_owned()).collect();
    let mut companies: HashMap<String, Vec<Employment>> = HashMap::new();
    for (person, employment) in company_members::of_people(tx, domain, ids).await? {
        companies.entry(person).or_default().push(employment);
    }
    Ok(companies)
}
