//! The stored data that rows refer to, loaded once for many rows so that planning is a pure function.

use std::collections::{BTreeSet, HashMap, HashSet};

use roster_model::{
    Channel, Domain, Error, Id, ImportRow, Person, Schema, Username, fold, is_invisible,
};
use roster_store::{Tx, groups, locations, people, roles};

use crate::{field_rules::FieldRules, schema, workers::names::Names};

/// The people that rows refer to.
#[derive(Default)]
pub(super) struct FoundPeople {
    by_id: HashMap<String, Person>,
    by_username: HashMap<String, String>,
}

impl FoundPeople {
    /// The person of a row: by id, else by username.
    pub(super) fn find(&self, row: &ImportRow, domain: &Domain) -> Option<&Person> {
        if let Some(person) = row.id.as_ref().and_then(|id| self.by_id.get(id)) {
            return Some(person);
        }
        self.by_id.get(self.by_username.get(&folded_username(row, domain)?)?)
    }

    fn iter(&self) -> impl Iterator<Item = &Person> + Clone {
        self.by_id.values()
    }
}

/// The stored data that rows refer to.
pub(super) struct Context {
    pub(super) schema: Schema,
    /// The rules for custom values.
    pub(super) field_rules: FieldRules,
    pub(super) people: FoundPeople,
    /// Folded usernames that are in use or stay taken.
    pub(super) taken: HashSet<String>,
    /// Group ids by name.
    pub(super) groups: HashMap<String, Id>,
    /// Location ids by site code.
    pub(super) locations: HashMap<String, Id>,
    pub(super) roles: HashSet<String>,
    /// The names of these groups and locations, and of those of the people.
    pub(super) names: Names,
    /// The present password hashes of the people with a new password.
    pub(super) hashes: HashMap<Id, String>,
}

/// The folded username of a row.
pub(super) fn folded_username(row: &ImportRow, domain: &Domain) -> Option<String> {
    row.username.as_deref().map(|text| fold(&Username::complete(text, domain)))
}

/// Loads the people that these rows refer to.
pub(super) async fn load_people(
    tx: &mut Tx,
    domain: &Domain,
    rows: &[&ImportRow],
) -> Result<FoundPeople, Error> {
    let ids: Vec<String> = rows.iter().filter_map(|row| row.id.clone()).collect();
    let usernames: Vec<String> =
        rows.iter().filter_map(|row| folded_username(row, domain)).collect();
    let mut found = FoundPeople::default();
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

/// Loads the stored data that these rows refer to.
pub(super) async fn load(
    tx: &mut Tx,
    domain: &Domain,
    rows: &[&ImportRow],
) -> Result<Context, Error> {
    let number = domain.number;
    let people = load_people(tx, domain, rows).await?;
    let usernames = rows.iter().filter_map(|row| folded_username(row, domain)).collect();
    let taken = people::usernames_taken(tx, number, usernames).await?;
    let mut names = Names::load(tx, number, people.iter()).await?;
    let groups = match distinct(rows, |row| row.groups.as_deref(), group_spellings) {
        names if names.is_empty() => HashMap::new(),
        names => groups::named(tx, number, names).await?,
    };
    let locations = match distinct(rows, |row| row.locations.as_deref(), site_code_spellings) {
        codes if codes.is_empty() => HashMap::new(),
        codes => locations::with_site_codes(tx, number, codes).await?,
    };
    names.groups.extend(groups.iter().map(|(name, id)| (id.clone(), name.clone())));
    names.site_codes.extend(locations.iter().map(|(code, id)| (id.clone(), code.clone())));
    let mut existing_roles = HashSet::new();
    let roles: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row.edit.role.as_ref()?.as_ref())
        .flat_map(|role| group_spellings(role))
        .collect();
    for role in roles {
        if roles::by_name(tx, number, &role).await?.is_some() {
            existing_roles.insert(role);
        }
    }
    let with_password = rows.iter().filter(|row| row.password.is_some());
    let ids: Vec<String> = with_password
        .filter_map(|row| people.find(row, domain))
        .map(|person| person.id.to_string())
        .collect();
    let hashes = if ids.is_empty() {
        HashMap::new()
    } else {
        let hashes = people::passwords(tx, number, ids).await?;
        hashes.into_iter().collect()
    };
    let schema = schema::load(tx, number).await?;
    let field_rules = FieldRules::of_channel(Channel::Import.as_str(), &domain.settings, &schema);
    Ok(Context {
        schema,
        field_rules,
        people,
        taken,
        groups,
        locations,
        roles: existing_roles,
        names,
        hashes,
    })
}

fn distinct(
    rows: &[&ImportRow],
    field: fn(&ImportRow) -> Option<&[String]>,
    spellings: fn(&str) -> Vec<String>,
) -> Vec<String> {
    let texts = rows.iter().filter_map(|row| field(row)).flatten();
    let all: BTreeSet<String> = texts.flat_map(|text| spellings(text)).collect();
    all.into_iter().collect()
}

/// The names that a cell may mean, the most likely one first: as written, or without blanks around it.
pub(super) fn group_spellings(text: &str) -> Vec<String> {
    let mut all = vec![text.to_owned(), bare(text).to_owned()];
    all.dedup();
    all
}

/// The site codes that a cell may mean. Site codes are in lower case.
pub(super) fn site_code_spellings(text: &str) -> Vec<String> {
    let mut all = group_spellings(text);
    all.extend(all.last().map(|bare| bare.to_lowercase()));
    all.dedup();
    all
}

/// Returns the first spelling that is known, else the text without blanks around it.
pub(super) fn choose(spellings: &[String], is_known: impl Fn(&String) -> bool) -> String {
    let known = spellings.iter().find(|name| is_known(name));
    known
        .cloned()
        .or_else(|| spellings.first().map(|name| bare(name).to_owned()))
        .unwrap_or_default()
}

/// The text without the blanks and invisible characters around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}
