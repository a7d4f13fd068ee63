//! One person with all related data.

use std::collections::HashMap;

use roster_model::{ActivityCounts, Change, Employment, Error, Id, Person, Schema, Tag};
use roster_store::{Tx, changes, company_members, lookup, tags};

use super::PeopleView;
use crate::{changes::hide_old_values, schema, workers};

/// How many changes the history shows.
const MAX_CHANGES: u32 = 50;

/// One person with all related data.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonDetails {
    /// The person.
    pub person: Person,
    /// The domain's fields and profiles.
    pub schema: Schema,
    /// The person's groups, by name.
    pub groups: Vec<(Id, String)>,
    /// The person's locations in the order of assignment, each with its path: the names of its
    /// ancestors from the root down, and its own name.
    pub places: Vec<(Id, Vec<String>)>,
    /// The person's tags, in the order of tagging.
    pub tags: Vec<Tag>,
    /// The person's companies, the earliest membership first.
    pub companies: Vec<Employment>,
    /// The submission counts of a worker.
    pub activity: Option<ActivityCounts>,
    /// The last 50 changes of the record, newest first.
    pub history: Vec<Change>,
}

impl PeopleView<'_> {
    /// Returns the person with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor can see none.
    pub async fn find(&self, id: &str) -> Result<PersonDetails, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let person = self.load(&mut tx, id).await?;
        let companies = company_members::of_people(&mut tx, domain, vec![id.to_owned()]).await?;
        let activity = match &person.worker {
            Some(_) => workers::counts(&mut tx, &self.ctx, vec![id.to_owned()]).await?.pop(),
            None => None,
        };
        let mut history = changes::of_record(&mut tx, domain, id, MAX_CHANGES).await?;
        hide_old_values(&mut history, &self.ctx);
        Ok(PersonDetails {
            schema: schema::load(&mut tx, domain).await?,
            groups: load_groups(&mut tx, domain, &person).await?,
            places: load_locations(&mut tx, domain, &person).await?,
            tags: load_tags(&mut tx, domain, &person).await?,
            companies: companies.into_iter().map(|(_, employment)| employment).collect(),
            activity,
            history,
            person,
        })
    }
}

async fn load_groups(
    tx: &mut Tx,
    domain: i64,
    person: &Person,
) -> Result<Vec<(Id, String)>, Error> {
    let Some(worker) = &person.worker else { return Ok(Vec::new()) };
    let ids = worker.groups.iter().map(|id| id.as_str().to_owned()).collect();
    Ok(lookup::groups_of(tx, domain, ids).await?)
}

async fn load_locations(
    tx: &mut Tx,
    domain: i64,
    person: &Person,
) -> Result<Vec<(Id, Vec<String>)>, Error> {
    let Some(worker) = &person.worker else { return Ok(Vec::new()) };
    let ids = worker.locations.iter().map(|id| id.as_str().to_owned()).collect();
    let found = lookup::locations_with_ancestors(tx, domain, ids).await?;
    let known: HashMap<Id, (String, Option<Id>)> =
        found.into_iter().map(|found| (found.id, (found.name, found.parent))).collect();
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

async fn load_tags(tx: &mut Tx, domain: i64, person: &Person) -> Result<Vec<Tag>, Error> {
    let wanted = &person.usercom.tags;
    let found = tags::find_many(tx, domain, wanted.clone()).await?;
    let named = |number: &i64| found.iter().find(|tag| tag.number == *number).cloned();
    Ok(wanted.iter().filter_map(named).collect())
}
