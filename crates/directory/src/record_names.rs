//! The names of the records that entries of the change log are about or refer to.

use std::collections::{BTreeSet, HashMap};

use roster_model::{Change, Error, FieldValues, Id};
use roster_store::{
    Tx, changes, companies, invitations, lists, location_types, lookup, people, profiles, tags,
};
use serde_json::Value;

/// Names by kind of record and id. Records that were deleted have the last name in the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordNames(HashMap<(&'static str, String), String>);

impl RecordNames {
    /// The name of a record; `kind` is the part of the change's kind before the dot.
    pub fn get(&self, kind: &str, id: &str) -> Option<&str> {
        let found = self.0.iter().find(|((known, of), _)| *known == kind && of == id);
        found.map(|(_, name)| name.as_str())
    }

    fn insert(&mut self, kind: &'static str, id: impl Into<String>, name: String) {
        self.0.insert((kind, id.into()), name);
    }
}

/// Fields whose values are ids or numbers of records of a kind.
const REFERENCES: [(&str, &str); 10] = [
    ("groups", "group"),
    ("users", "person"),
    ("locations", "location"),
    ("primary_location", "location"),
    ("parent_location_id", "location"),
    ("assigned_location_ids", "location"),
    ("primary_location_id", "location"),
    ("tags", "tag"),
    ("lists", "list"),
    ("profile", "profile"),
];

/// The kind of record that the values of a field refer to.
pub fn referenced_kind(field: &str) -> Option<&'static str> {
    REFERENCES.iter().find(|(name, _)| *name == field).map(|(_, kind)| *kind)
}

/// Loads the names of the records of these changes and in their values.
pub(crate) async fn load(
    tx: &mut Tx,
    domain: i64,
    changes: &[Change],
) -> Result<RecordNames, Error> {
    let mut wanted: HashMap<&'static str, BTreeSet<String>> = HashMap::new();
    for change in changes {
        if let Some(kind) = known_kind(&change.kind) {
            wanted.entry(kind).or_default().insert(change.id.clone());
        }
        for values in [&change.before, &change.after] {
            add_references(values, &mut wanted);
        }
    }
    let mut names = RecordNames::default();
    for (kind, ids) in wanted {
        load_kind(tx, domain, kind, &ids, &mut names).await?;
        for id in ids {
            if names.get(kind, &id).is_none()
                && let Some(name) = last_name(tx, domain, kind, &id).await?
            {
                names.insert(kind, id, name);
            }
        }
    }
    Ok(names)
}

/// The kinds of records that have names.
const KINDS: [&str; 11] = [
    "person",
    "group",
    "location",
    "location_type",
    "role",
    "web_user",
    "invitation",
    "tag",
    "list",
    "profile",
    "company",
];

fn known_kind(kind: &str) -> Option<&'static str> {
    let record = kind.split_once('.')?.0;
    KINDS.into_iter().find(|known| *known == record)
}

fn add_references(values: &FieldValues, wanted: &mut HashMap<&'static str, BTreeSet<String>>) {
    for (field, kind) in REFERENCES {
        let ids = match values.get(field) {
            Some(Value::Array(items)) => items.iter().filter_map(id_text).collect(),
            Some(value) => id_text(value).into_iter().collect::<Vec<_>>(),
            None => continue,
        };
        wanted.entry(kind).or_default().extend(ids);
    }
}

/// An id or number as text.
fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

async fn load_kind(
    tx: &mut Tx,
    domain: i64,
    kind: &'static str,
    ids: &BTreeSet<String>,
    names: &mut RecordNames,
) -> Result<(), Error> {
    let texts = || ids.iter().cloned().collect::<Vec<String>>();
    let numbers = || ids.iter().filter_map(|id| id.parse::<i64>().ok()).collect::<Vec<i64>>();
    let found: Vec<(Id, String)> = match kind {
        "group" => lookup::groups_of(tx, domain, texts()).await?,
        "role" => lookup::roles_of(tx, domain, texts()).await?,
        "web_user" => lookup::web_users_of(tx, domain, texts()).await?,
        "location" => {
            let found = lookup::locations_with_ancestors(tx, domain, texts()).await?;
            found.into_iter().map(|location| (location.id, location.name)).collect()
        }
        "person" => {
            let found = people::find_many(tx, domain, texts()).await?;
            found.into_iter().map(|person| (person.id.clone(), name_of(&person))).collect()
        }
        "tag" => {
            for tag in tags::find_many(tx, domain, numbers()).await? {
                names.insert(kind, tag.number.to_string(), tag.name);
            }
            return Ok(());
        }
        "list" => {
            for number in numbers() {
                if let Some(list) = lists::find(tx, domain, number).await? {
                    names.insert(kind, number.to_string(), list.name);
                }
            }
            return Ok(());
        }
        "company" => {
            for number in numbers() {
                if let Some(company) = companies::find(tx, domain, number).await? {
                    names.insert(kind, number.to_string(), company.name);
                }
            }
            return Ok(());
        }
        "profile" => {
            for profile in profiles::list(tx, domain).await? {
                names.insert(kind, profile.number.to_string(), profile.name);
            }
            return Ok(());
        }
        "invitation" => {
            for invitation in invitations::list(tx, domain).await? {
                names.insert(kind, invitation.id().as_str(), invitation.email().to_owned());
            }
            return Ok(());
        }
        _ => {
            for location_type in location_types::list(tx, domain).await? {
                names.insert(kind, location_type.number.to_string(), location_type.name);
            }
            return Ok(());
        }
    };
    for (id, name) in found {
        names.insert(kind, id.into_string(), name);
    }
    Ok(())
}

/// The name, else the username, else the e-mail address of a person.
fn name_of(person: &roster_model::Person) -> String {
    let username = || person.worker.as_ref().map(|worker| worker.username.to_string());
    let email = || person.email.as_ref().map(|email| email.as_str().to_owned());
    match person.name() {
        name if !name.is_empty() => name,
        _ => username().or_else(email).unwrap_or_else(|| format!("Contact {}", person.number)),
    }
}

/// The last name of a deleted record in the log.
pub(crate) async fn last_name(
    tx: &mut Tx,
    domain: i64,
    kind: &str,
    id: &str,
) -> Result<Option<String>, Error> {
    let last = changes::of_record(tx, domain, id, 1).await?.pop();
    let Some(last) = last.filter(|change| change.kind.split('.').next() == Some(kind)) else {
        return Ok(None);
    };
    let text = |name: &str| {
        let value = last.before.get(name).or_else(|| last.after.get(name));
        value.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let name = match kind {
        "person" => format!("{} {}", text("first_name"), text("last_name")).trim().to_owned(),
        "web_user" | "invitation" => text("username"),
        _ => text("name"),
    };
    Ok(Some(name).filter(|name| !name.is_empty()).or(last.username))
}
