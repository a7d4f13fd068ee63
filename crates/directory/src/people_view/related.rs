//! Data of people outside their records, loaded for one page of a list.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use roster_model::{Employment, Error, Person};
use roster_store::{Tx, activity, company_members, tags};

/// The data outside the records of people that a page of a list needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RelatedData {
    /// The names of tags.
    pub tags: bool,
    /// Companies.
    pub companies: bool,
    /// When a worker last submitted a form.
    pub last_submission: bool,
}

/// The data outside the records of people; empty where it was not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// The names of tags, by number.
    pub tags: HashMap<i64, String>,
    /// The companies of a person, by the person's id, the earliest membership first.
    pub companies: HashMap<String, Vec<Employment>>,
    /// When a worker last submitted a form, by the worker's id.
    pub last_submissions: HashMap<String, Timestamp>,
}

/// Loads the data of these people.
pub(super) async fn load(
    tx: &mut Tx,
    domain: i64,
    people: &[Person],
    wanted: RelatedData,
) -> Result<Related, Error> {
    let mut related = Related::default();
    if people.is_empty() {
        return Ok(related);
    }
    let ids = || people.iter().map(|person| person.id.to_string()).collect::<Vec<_>>();
    if wanted.tags {
        let numbers: BTreeSet<i64> =
            people.iter().flat_map(|person| person.usercom.tags.iter().copied()).collect();
        let found = tags::find_many(tx, domain, numbers.into_iter().collect()).await?;
        related.tags = found.into_iter().map(|tag| (tag.number, tag.name)).collect();
    }
    if wanted.companies {
        for (person, employment) in company_members::of_people(tx, domain, ids()).await? {
            related.companies.entry(person).or_default().push(employment);
        }
    }
    if wanted.last_submission {
        related.last_submissions = activity::last_submissions(tx, domain, ids()).await?;
    }
    Ok(related)
}
