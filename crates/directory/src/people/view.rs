//! People together with the tags, lists, companies and fields that a response shows.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use roster_model::{Employment, Error, List, Person, PersonView, Tag};
use roster_store::{Tx, company_members, fields, lists, tags};

/// Loads the view of one person.
pub(super) async fn load_one(
    tx: &mut Tx,
    domain: i64,
    person: Person,
) -> Result<PersonView, Error> {
    let mut views = load_many(tx, domain, vec![person]).await?;
    views.pop().ok_or(Error::not_found("user"))
}

/// Loads the views of several people, in their order.
pub(super) async fn load_many(
    tx: &mut Tx,
    domain: i64,
    people: Vec<Person>,
) -> Result<Vec<PersonView>, Error> {
    let fields: Arc<[_]> = fields::list(tx, domain).await?.into();
    let tags = load_tags(tx, domain, &people).await?;
    let lists = load_lists(tx, domain, &people).await?;
    let mut companies = load_companies(tx, domain, &people).await?;
    let to_view = |person: Person| PersonView {
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
    Ok(people.into_iter().map(to_view).collect())
}

async fn load_tags(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
) -> Result<HashMap<i64, Tag>, Error> {
    let numbers: HashSet<i64> =
        people.iter().flat_map(|person| person.usercom.tags.iter().copied()).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = tags::find_many(tx, domain, numbers.into_iter().collect()).await?;
    Ok(found.into_iter().map(|tag| (tag.number, tag)).collect())
}

async fn load_lists(
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

async fn load_companies(
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
