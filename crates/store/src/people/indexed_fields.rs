//! The search words of people: a function of the person and of the fields of the domain.

use std::collections::{BTreeMap, HashMap};

use roster_model::{CustomData, NO_PHONE_WORD, Person, field_word, indexed_phone, indexed_words};
use serde_json::Value as Json;

use super::{
    reindex,
    secondary_index::{FIRST_NAME, LAST_NAME},
};
use crate::{Error, Row, Tx, profiles};

/// The most characters of a searchable value that are indexed.
const MAX_CHARS: usize = 1_024;

/// The custom fields whose values are indexed: filters find people by the whole value of a declared
/// field, searches by the words of a searchable one.
pub(super) struct IndexedFields {
    /// The slugs, each with whether the field is searchable.
    fields: Vec<(String, bool)>,
    /// The values of the profiles, by number.
    profiles: HashMap<i64, CustomData>,
    /// Whether the words of some people are those of earlier fields.
    pub(super) is_rebuilding: bool,
}

impl IndexedFields {
    /// Loads the fields of a domain.
    pub(super) async fn load(tx: &mut Tx, domain: i64) -> Result<Self, Error> {
        let sql = "SELECT 0, slug, searchable FROM fields \
                   WHERE domain = $1 AND (declared OR searchable) \
                   UNION ALL SELECT 1, name, TRUE FROM counters \
                   WHERE domain = $1 AND name = $2 AND value < $3";
        let values = [domain.into(), reindex::COUNTER.into(), reindex::COMPLETE.into()];
        let read = |row: &Row<'_>| Ok((row.int(0)?, row.text(1)?, row.bool(2)?));
        let rows = tx.all_stable(sql, &values, read).await?;
        let is_rebuilding = rows.iter().any(|(kind, ..)| *kind == 1);
        let fields: Vec<(String, bool)> = rows
            .into_iter()
            .filter(|(kind, ..)| *kind == 0)
            .map(|(_, slug, searchable)| (slug, searchable))
            .collect();
        let profiles = if fields.is_empty() {
            HashMap::new()
        } else {
            let profiles = profiles::list(tx, domain).await?;
            profiles.into_iter().map(|profile| (profile.number, profile.values)).collect()
        };
        Ok(Self { fields, profiles, is_rebuilding })
    }

    /// The words of a person, each with the bits of the names that contain it: the words of the names,
    /// the username without its host, the e-mail, the phones and the searchable fields, and a word for
    /// each value of a declared field.
    pub(super) fn words_of(&self, person: &Person) -> BTreeMap<String, i64> {
        let username = person.worker.as_ref().map_or("", |worker| worker.username.short());
        let email = person.email.as_ref().map_or("", |email| email.as_str());
        let mut words: BTreeMap<String, i64> = BTreeMap::new();
        for (text, name) in [
            (person.first_name.as_str(), FIRST_NAME),
            (person.last_name.as_str(), LAST_NAME),
            (username, 0),
            (email, 0),
        ] {
            for word in indexed_words(text) {
                *words.entry(word).or_default() |= name;
            }
        }
        let mut add = |word: String| {
            words.entry(word).or_default();
        };
        for phone in &person.phones {
            indexed_phone(phone.digits()).into_iter().for_each(&mut add);
        }
        if person.phones.is_empty() {
            add(NO_PHONE_WORD.to_owned());
        }
        for (slug, is_searchable) in &self.fields {
            for text in self.value(person, slug).map(texts).unwrap_or_default() {
                if *is_searchable {
                    let text: String = text.chars().take(MAX_CHARS).collect();
                    indexed_words(&text).into_iter().for_each(&mut add);
                }
                add(field_word(slug, &text));
            }
        }
        words
    }

    /// The value of a field, which the profile may set.
    fn value<'a>(&'a self, person: &'a Person, slug: &str) -> Option<&'a Json> {
        let profile = person.worker.as_ref().and_then(|worker| worker.profile);
        let profile = profile.and_then(|number| self.profiles.get(&number));
        profile.and_then(|values| values.get(slug)).or_else(|| person.custom.get(slug))
    }
}

/// The texts of a value: its own, or those of its items.
fn texts(value: &Json) -> Vec<String> {
    let text = match value {
        Json::Array(items) => {
            return items.iter().filter(|it| !it.is_array()).flat_map(texts).collect();
        }
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Bool(on) => on.to_string(),
        Json::Null | Json::Object(_) => return Vec::new(),
    };
    if text.is_empty() { Vec::new() } else { vec![text] }
}
