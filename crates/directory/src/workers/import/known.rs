//! What rows refer to, as far as it exists: read once for many rows, so that judging each is a pure
//! function.

use std::collections::{BTreeSet, HashMap, HashSet};

use roster_model::{Domain, Error, Id, ImportRow, Person, Schema, Username, fold};
use roster_store::{Tx, groups, locations, people, roles};

use crate::{schema, workers::named::Names};

/// The people whom rows are about.
#[derive(Default)]
pub(super) struct Found {
    by_id: HashMap<String, Person>,
    by_username: HashMap<String, String>,
}

impl Found {
    /// The person whom a row is about: by identity, else by username.
    pub(super) fn of_row(&self, row: &ImportRow, domain: &Domain) -> Option<&Person> {
        if let Some(person) = row.id.as_ref().and_then(|id| self.by_id.get(id)) {
            return Some(person);
        }
        self.by_id.get(self.by_username.get(&folded(row, domain)?)?)
    }

    fn people(&self) -> impl Iterator<Item = &Person> + Clone {
        self.by_id.values()
    }
}

/// What rows refer to.
pub(super) struct Known {
    pub(super) schema: Schema,
    pub(super) found: Found,
    /// Usernames that somebody has or had, folded.
    pub(super) taken: HashSet<String>,
    /// Groups by name.
    pub(super) groups: HashMap<String, Id>,
    /// Locations by site code.
    pub(super) sites: HashMap<String, Id>,
    pub(super) roles: HashSet<String>,
    /// The names of all of these, and of what the people belong to.
    pub(super) names: Names,
    /// Hashes of the passwords of those who are given another.
    pub(super) hashes: HashMap<Id, String>,
}

/// The folded username that a row says.
pub(super) fn folded(row: &ImportRow, domain: &Domain) -> Option<String> {
    row.username.as_deref().map(|text| fold(&Username::complete(text, domain)))
}

/// The people whom these rows are about.
pub(super) async fn people(
    tx: &mut Tx,
    domain: &Domain,
    rows: &[&ImportRow],
) -> Result<Found, Error> {
    let ids: Vec<String> = rows.iter().filter_map(|row| row.id.clone()).collect();
    let usernames: Vec<String> = rows.iter().filter_map(|row| folded(row, domain)).collect();
    let mut found = Found::default();
    let mut all = Vec::new();
    if !ids.is_empty() {
        all = people::find_many(tx, domain.number, ids).await?;
    }
    if !usernames.is_empty() {
        all.extend(people::find_by_usernames(tx, domain.number, usernames).await?);
    }
    for person in all {
        let id = person.id.as_str().to_owned();
        if let Some(worker) = &person.worker {
            found.by_username.insert(worker.username.folded(), id.clone());
        }
        found.by_id.insert(id, person);
    }
    Ok(found)
}

/// All that these rows refer to.
pub(super) async fn load(
    tx: &mut Tx,
    domain: &Domain,
    rows: &[&ImportRow],
) -> Result<Known, Error> {
    let number = domain.number;
    let found = people(tx, domain, rows).await?;
    let usernames = rows.iter().filter_map(|row| folded(row, domain)).collect();
    let taken = people::usernames_taken(tx, number, usernames).await?;
    let mut names = Names::load(tx, number, found.people()).await?;
    let groups = match distinct(rows, |row| row.groups.as_deref()) {
        names if names.is_empty() => HashMap::new(),
        names => groups::named(tx, number, names).await?,
    };
    let sites = match distinct(rows, |row| row.locations.as_deref()) {
        codes if codes.is_empty() => HashMap::new(),
        codes => locations::with_site_codes(tx, number, codes).await?,
    };
    names.groups.extend(groups.iter().map(|(name, id)| (id.clone(), name.clone())));
    names.sites.extend(sites.iter().map(|(code, id)| (id.clone(), code.clone())));
    let mut known_roles = HashSet::new();
    let wanted: BTreeSet<&String> =
        rows.iter().filter_map(|row| row.role.as_ref()?.as_ref()).collect();
    for role in wanted {
        if roles::by_name(tx, number, role).await?.is_some() {
            known_roles.insert(role.clone());
        }
    }
    let changing = rows.iter().filter(|row| row.password.is_some());
    let changing = changing.filter_map(|row| found.of_row(row, domain));
    let changing: Vec<String> = changing.map(|person| person.id.to_string()).collect();
    let hashes = if changing.is_empty() {
        HashMap::new()
    } else {
        let hashes = people::passwords(tx, number, changing).await?;
        hashes.into_iter().collect()
    };
    let schema = schema::load(tx, number).await?;
    Ok(Known { schema, found, taken, groups, sites, roles: known_roles, names, hashes })
}

fn distinct(rows: &[&ImportRow], of: fn(&ImportRow) -> Option<&[String]>) -> Vec<String> {
    let all: BTreeSet<&String> = rows.iter().filter_map(|row| of(row)).flatten().collect();
    all.into_iter().cloned().collect()
}
