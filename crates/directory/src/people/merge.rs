//! Merging several people into one.

use std::collections::BTreeSet;

use roster_model::{
    Error, FieldError, Gender, Person, PersonRef, Problem, Schema, Status, limits::MAX_PER_PERSON,
};
use roster_store::{company_members, events, people};

use super::{
    People,
    tags::add_number,
    write::{self, PasswordChange},
};
use crate::{attributes::Guard, schema, unit_of_work::WriteTx};

/// The most people in one request.
const MAX_PEOPLE: usize = 1_000;

impl People<'_> {
    /// Merges the people with the numbers `others` into the person with the number `parent`, and
    /// deletes them. The parent keeps its values. It gets a missing value from the person with the
    /// lowest number that has it. Phone numbers, tags, lists, companies and events are united.
    /// Ignores the parent among `others`.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a person does not exist (`parent`, `users_list`), or when one of
    /// `others` is a mobile worker: the merge would lose the username and the password.
    pub async fn merge(&self, parent: i64, others: &[i64]) -> Result<(), Error> {
        if others.len() > MAX_PEOPLE {
            return Err(Error::invalid_field("users_list", Problem::TooMany(MAX_PEOPLE)));
        }
        let others: BTreeSet<i64> =
            others.iter().copied().filter(|number| *number != parent).collect();
        let mut tx = self.visibility.ctx.begin().await?;
        let (before, others) = self.load(&mut tx, parent, others).await?;
        let domain = tx.number();
        let known = schema::load(&mut tx.store, domain).await?;
        let guard = guard(&before, &known);
        let max_phones = before.phones.len().max(MAX_PER_PERSON);
        let mut after = before.clone();
        let mut related: &[&str] = &[];
        for other in others {
            let (from, to) = (&other.id, &before.id);
            company_members::hand_over(&mut tx.store, domain, from, to).await?;
            events::hand_over(&mut tx.store, domain, from, to).await?;
            write::delete(&mut tx, &other).await?;
            absorb(&mut after, other, &guard, max_phones);
            related = &["merged"];
        }
        write::update_with(&mut tx, before, after, related, PasswordChange::Keep).await?;
        tx.commit_or_defer().await
    }

    async fn load(
        &self,
        tx: &mut WriteTx,
        parent: i64,
        others: BTreeSet<i64>,
    ) -> Result<(Person, Vec<Person>), Error> {
        let mut errors = Vec::new();
        let found = self.visibility.try_find(&mut tx.store, &PersonRef::Number(parent)).await?;
        if found.is_none() {
            errors.push(FieldError::new("parent", Problem::Unknown(parent.to_string())));
        }
        let domain = tx.number();
        let numbers = others.iter().copied().collect();
        let mut present = people::find_by_numbers(&mut tx.store, domain, numbers).await?;
        present.retain(|person| self.visibility.sees(person));
        for number in others {
            let problem = match present.iter().find(|person| person.number == number) {
                None => Problem::Unknown(number.to_string()),
                Some(person) if person.worker.is_some() => Problem::MergeLosesUsername,
                Some(_) => continue,
            };
            errors.push(FieldError::new("users_list", problem));
        }
        match found {
            Some(parent) if errors.is_empty() => Ok((parent, present)),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

fn guard(parent: &Person, known: &Schema) -> Guard {
    let profile = parent.worker.as_ref().and_then(|worker| worker.profile);
    Guard::for_people(profile.and_then(|number| known.profile(number)).cloned())
}

/// Fills the missing values of `parent` from `other`.
fn absorb(parent: &mut Person, other: Person, guard: &Guard, max_phones: usize) {
    fill(&mut parent.custom_id, other.custom_id);
    fill(&mut parent.email, other.email);
    if parent.first_name.is_empty() {
        parent.first_name = other.first_name;
    }
    if parent.last_name.is_empty() {
        parent.last_name = other.last_name;
    }
    for phone in other.phones {
        // One number too many is enough: the merge is rejected.
        if parent.phones.len() <= max_phones && !parent.phones.contains(&phone) {
            parent.phones.push(phone);
        }
    }
    for (slug, value) in other.custom {
        if !guard.controls(&slug) && !parent.custom.contains_key(&slug) {
            parent.custom.insert(slug, value);
        }
    }
    let (ours, theirs) = (&mut parent.usercom, other.usercom);
    if ours.gender == Gender::Unknown {
        ours.gender = theirs.gender;
    }
    if ours.status == Status::Visitor {
        ours.status = theirs.status;
    }
    if ours.score == 0 {
        ours.score = theirs.score;
    }
    fill(&mut ours.assigned_to, theirs.assigned_to);
    for (name, text) in theirs.texts {
        ours.texts.entry(name).or_insert(text);
    }
    for (name, instant) in theirs.instants {
        ours.instants.entry(name).or_insert(instant);
    }
    theirs.tags.into_iter().for_each(|tag| add_number(&mut ours.tags, tag));
    theirs.lists.into_iter().for_each(|list| add_number(&mut ours.lists, list));
}

fn fill<T>(present: &mut Option<T>, other: Option<T>) {
    if present.is_none() {
        *present = other;
    }
}
