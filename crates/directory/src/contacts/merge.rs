//! Making one person of several.

use std::collections::BTreeSet;

use roster_model::{Error, FieldError, Gender, Person, PersonRef, Problem, Schema, Status};
use roster_store::{company_members, events, people};

use super::{People, keep, tags::add_number};
use crate::{attributes::Guard, schema, unit_of_work::WriteTx};

/// The most people in one request.
const MOST: usize = 1_000;

impl People<'_> {
    /// Makes the person of number `parent` and those of numbers `others` one. What the parent has
    /// stays; what it lacks it gets from the one with the lowest number that has it. Phone numbers,
    /// tags, lists, companies and events unite. The others are there no more. The parent among the
    /// others is no matter.
    ///
    /// # Errors
    /// [`Error::Invalid`] when one of them is not there (`parent`, `users_list`), or when one of the
    /// others is a mobile worker: their username and password would be lost.
    pub async fn merge(&self, parent: i64, others: &[i64]) -> Result<(), Error> {
        if others.len() > MOST {
            return Err(Error::invalid_field("users_list", Problem::TooMany(MOST)));
        }
        let others: BTreeSet<i64> =
            others.iter().copied().filter(|number| *number != parent).collect();
        let mut tx = self.visibility.ctx.begin().await?;
        let (before, others) = self.load(&mut tx, parent, others).await?;
        let domain = tx.number();
        let known = schema::load(&mut tx.store, domain).await?;
        let guard = guard(&before, &known);
        let mut after = before.clone();
        let mut joins = false;
        for other in others {
            let to = &before.id;
            company_members::hand_over(&mut tx.store, domain, &other.id, to).await?;
            events::hand_over(&mut tx.store, domain, &other.id, to).await?;
            keep::remove(&mut tx, &other).await?;
            absorb(&mut after, other, &guard);
            joins = true;
        }
        let beside: &[&str] = if joins { &["merged"] } else { &[] };
        keep::update_with(&mut tx, &before, after, beside).await?;
        tx.commit().await
    }

    async fn load(
        &self,
        tx: &mut WriteTx,
        parent: i64,
        others: BTreeSet<i64>,
    ) -> Result<(Person, Vec<Person>), Error> {
        let mut errors = Vec::new();
        let found = self.visibility.look(&mut tx.store, &PersonRef::Number(parent)).await?;
        if found.is_none() {
            errors.push(FieldError::new("parent", Problem::Unknown(parent.to_string())));
        }
        let domain = tx.number();
        let wanted = others.iter().copied().collect();
        let mut present = people::find_by_numbers(&mut tx.store, domain, wanted).await?;
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
    Guard::of_people(profile.and_then(|number| known.profile(number)).cloned())
}

/// Gives `parent` what it lacks and `other` has.
fn absorb(parent: &mut Person, other: Person, guard: &Guard) {
    fill(&mut parent.custom_id, other.custom_id);
    fill(&mut parent.email, other.email);
    if parent.first_name.is_empty() {
        parent.first_name = other.first_name;
    }
    if parent.last_name.is_empty() {
        parent.last_name = other.last_name;
    }
    for phone in other.phones {
        if !parent.phones.contains(&phone) {
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
