//! One person, with all that is known of them.

use std::collections::HashMap;

use roster_model::{ActivityCounts, Change, Employment, Error, Id, Person, Schema, Tag};
use roster_store::{Tx, changes, company_members, lookup, tags};

use super::PeopleView;
use crate::{schema, workers};

/// How many changes are told.
const CHANGES: u32 = 50;

/// One person, with all that is known of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The person.
    pub person: Person,
    /// The domain's fields and profiles.
    pub schema: Schema,
    /// The groups they are in, by name.
    pub groups: Vec<(Id, String)>,
    /// The places they are assigned to, in the order of assignment, each with the names of those
    /// that it is in, the outermost first, and its own.
    pub places: Vec<(Id, Vec<String>)>,
    /// Their tags, in the order in which they got them.
    pub tags: Vec<Tag>,
    /// The companies they are with, the earliest membership first.
    pub companies: Vec<Employment>,
    /// What they submitted, if they are a worker.
    pub activity: Option<ActivityCounts>,
    /// What happened to their record, the last first; the 50 last changes.
    pub history: Vec<Change>,
}

impl PeopleView<'_> {
    /// All that is known of the person of this identity.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor sees none.
    pub async fn find(&self, id: &str) -> Result<Sheet, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let person = self.load(&mut tx, id).await?;
        let companies = company_members::of_people(&mut tx, domain, vec![id.to_owned()]).await?;
        let activity = match &person.worker {
            Some(_) => workers::counts(&mut tx, &self.ctx, vec![id.to_owned()]).await?.pop(),
            None => None,
        };
        Ok(Sheet {
            schema: schema::load(&mut tx, domain).await?,
            groups: groups(&mut tx, domain, &person).await?,
            places: places(&mut tx, domain, &person).await?,
            tags: tags_of(&mut tx, domain, &person).await?,
            companies: companies.into_iter().map(|(_, employment)| employment).collect(),
            activity,
            history: changes::of_thing(&mut tx, domain, id, CHANGES).await?,
            person,
        })
    }
}

async fn groups(tx: &mut Tx, domain: i64, person: &Person) -> Result<Vec<(Id, String)>, Error> {
    let Some(worker) = &person.worker else { return Ok(Vec::new()) };
    let ids = worker.groups.iter().map(|id| id.as_str().to_owned()).collect();
    Ok(lookup::groups_of(tx, domain, ids).await?)
}

async fn places(
    tx: &mut Tx,
    domain: i64,
    person: &Person,
) -> Result<Vec<(Id, Vec<String>)>, Error> {
    let Some(worker) = &person.worker else { return Ok(Vec::new()) };
    let ids = worker.locations.iter().map(|id| id.as_str().to_owned()).collect();
    let found = lookup::places_of(tx, domain, ids).await?;
    let known: HashMap<Id, (String, Option<Id>)> =
        found.into_iter().map(|place| (place.id, (place.name, place.parent))).collect();
    let path = |id: &Id| {
        let mut path = Vec::new();
        let mut next = Some(id.clone());
        while let Some((name, parent)) = next.as_ref().and_then(|id| known.get(id)) {
            path.push(name.clone());
            next.clone_from(parent);
        }
        path.reverse();
        (id.clone(), path)
    };
    Ok(worker.locations.iter().map(path).collect())
}

async fn tags_of(tx: &mut Tx, domain: i64, person: &Person) -> Result<Vec<Tag>, Error> {
    let wanted = &person.usercom.tags;
    let found = tags::find_many(tx, domain, wanted.clone()).await?;
    let named = |number: &i64| found.iter().find(|tag| tag.number == *number).cloned();
    Ok(wanted.iter().filter_map(named).collect())
}
