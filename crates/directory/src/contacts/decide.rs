//! What an edit makes of a person.

use roster_model::{
    Company, Fault, Flaw, Patch, Person, PersonEdit, Phone, Problem, Subject, Traits,
};
use roster_store::people;

use super::{keep, tags};
use crate::{
    attributes::{Guard, Registry},
    companies,
    faults::fault,
    schema, texts,
    work::Work,
};

/// Keeps a new person as the edit says.
///
/// # Errors
/// [`Fault::Invalid`] with every flaw.
pub(super) async fn create(
    work: &mut Work,
    mut blank: Person,
    edit: &PersonEdit,
) -> Result<Person, Fault> {
    let mut flaws = Vec::new();
    if let Some(key) = &edit.key {
        flaws.extend(key_flaw(work, key).await?);
        blank.key.clone_from(key);
    }
    let (after, company) = decide(work, blank, edit, flaws).await?;
    let person = keep::insert(work, after).await?;
    if let Some(company) = company {
        companies::join(work, &company, &person.id).await?;
    }
    Ok(person)
}

/// Keeps a person who was there as the edit says.
///
/// # Errors
/// [`Fault::Invalid`] with every flaw.
pub(super) async fn edit(
    work: &mut Work,
    before: Person,
    edit: &PersonEdit,
) -> Result<Person, Fault> {
    let (after, company) = decide(work, before.clone(), edit, Vec::new()).await?;
    let joined = match company {
        Some(company) => companies::join(work, &company, &before.id).await?,
        None => false,
    };
    let beside: &[&str] = if joined { &["companies"] } else { &[] };
    keep::update_with(work, &before, after, beside).await
}

/// The person as the edit says, and the company that they are to join.
async fn decide(
    work: &mut Work,
    mut person: Person,
    edit: &PersonEdit,
    mut flaws: Vec<Flaw>,
) -> Result<(Person, Option<Company>), Fault> {
    flaws.extend(edit.flaws.iter().cloned());
    if let Patch::Set(id) = &edit.custom_id {
        flaws.extend(custom_id_flaw(work, &person, id).await?);
    }
    flaws.extend(apply(&mut person, edit));
    if !edit.attributes.is_empty() {
        flaws.extend(apply_attributes(work, &mut person, edit).await?);
    }
    flaws.extend(tags::named_all(work, &mut person.traits.tags, "tags", &edit.tags).await?);
    let company = match &edit.company {
        None => None,
        Some(text) => {
            let found = companies::look(work, text).await?;
            if found.is_none() {
                flaws.push(Flaw::new("company_id", Problem::Unknown(text.clone())));
            }
            found
        }
    };
    if flaws.is_empty() { Ok((person, company)) } else { Err(Fault::Invalid(flaws)) }
}

async fn apply_attributes(
    work: &mut Work,
    person: &mut Person,
    edit: &PersonEdit,
) -> Result<Vec<Flaw>, Fault> {
    let domain = work.number();
    let known = schema::load(&mut work.tx, domain).await?;
    let profile = person.worker.as_ref().and_then(|worker| worker.profile);
    let guard = Guard::of_people(profile.and_then(|number| known.profile(number)).cloned());
    let mut registry = Registry { subject: Subject::Person, fields: known.fields };
    registry.apply(work, &mut person.custom, &edit.attributes, edit.undefined, &guard).await
}

/// Applies what needs no look at anything else. What is there already may always be sent back,
/// though another dialect allows more.
fn apply(person: &mut Person, edit: &PersonEdit) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    match &edit.custom_id {
        Patch::Keep => {}
        Patch::Clear => person.custom_id = None,
        Patch::Set(id) => person.custom_id = Some(id.clone()),
    }
    flaws.extend(set_name("first_name", &mut person.first_name, &edit.first_name));
    flaws.extend(set_name("last_name", &mut person.last_name, &edit.last_name));
    match &edit.email {
        Patch::Keep => {}
        Patch::Clear => person.email = None,
        Patch::Set(email) => person.email = Some(email.clone()),
    }
    flaws.extend(set_phone(&mut person.phones, &edit.phone));
    flaws.extend(set_traits(&mut person.traits, edit));
    flaws
}

fn set_name(field: &str, present: &mut String, edit: &Patch<String>) -> Option<Flaw> {
    match edit {
        Patch::Keep => None,
        Patch::Clear => {
            present.clear();
            None
        }
        Patch::Set(name) if name == present => None,
        Patch::Set(name) => {
            present.clone_from(name);
            texts::flaw(field, name, PersonEdit::MAX_NAME)
        }
    }
}

/// The default number alone is this dialect's: the others stay.
fn set_phone(phones: &mut Vec<Phone>, edit: &Patch<Phone>) -> Option<Flaw> {
    let before = match edit {
        Patch::Keep => return None,
        Patch::Clear | Patch::Set(_) if phones.is_empty() => None,
        Patch::Clear | Patch::Set(_) => Some(phones.remove(0)),
    };
    let Patch::Set(phone) = edit else { return None };
    phones.retain(|other| other != phone);
    phones.insert(0, phone.clone());
    let fits = PersonEdit::PHONE_DIGITS.contains(&phone.digits().len());
    let told = || Flaw::new("phone_number", Problem::Phone(phone.digits().to_owned()));
    (!fits && before.as_ref() != Some(phone)).then(told)
}

fn set_traits(traits: &mut Traits, edit: &PersonEdit) -> Vec<Flaw> {
    traits.gender = edit.gender.unwrap_or(traits.gender);
    traits.status = edit.status.unwrap_or(traits.status);
    traits.score = edit.score.unwrap_or(traits.score);
    traits.unsubscribed = edit.unsubscribed.unwrap_or(traits.unsubscribed);
    traits.notifications_off = edit.notifications.map_or(traits.notifications_off, |on| !on);
    match edit.assigned_to {
        Patch::Keep => {}
        Patch::Clear => traits.assigned_to = None,
        Patch::Set(agent) => traits.assigned_to = Some(agent),
    }
    let mut flaws = Vec::new();
    for (name, text) in &edit.texts {
        match Traits::TEXTS.iter().find(|(known, _)| known == name) {
            None => flaws.push(Flaw::new(name, Problem::NotEditable)),
            Some((_, most)) => {
                flaws.extend(text.as_deref().and_then(|text| texts::flaw(name, text, *most)));
                set_entry(&mut traits.texts, name, text.clone().filter(|text| !text.is_empty()));
            }
        }
    }
    for (name, instant) in &edit.instants {
        if !Traits::INSTANTS.contains(&name.as_str()) {
            flaws.push(Flaw::new(name, Problem::NotEditable));
            continue;
        }
        set_entry(&mut traits.instants, name, *instant);
    }
    flaws
}

/// Sets or removes an entry.
fn set_entry<V>(entries: &mut std::collections::BTreeMap<String, V>, name: &str, value: Option<V>) {
    match value {
        Some(value) => {
            entries.insert(name.to_owned(), value);
        }
        None => {
            entries.remove(name);
        }
    }
}

async fn custom_id_flaw(work: &mut Work, person: &Person, id: &str) -> Result<Option<Flaw>, Fault> {
    if let Some(flaw) = texts::name_flaw("custom_id", id, PersonEdit::MAX_CUSTOM_ID) {
        return Ok(Some(flaw));
    }
    let domain = work.number();
    let holder = people::find_by_custom_id(&mut work.tx, domain, id).await.map_err(fault)?;
    let taken = holder.is_some_and(|holder| holder.id != person.id);
    Ok(taken.then(|| Flaw::new("custom_id", Problem::Taken(id.to_owned()))))
}

async fn key_flaw(work: &mut Work, key: &str) -> Result<Option<Flaw>, Fault> {
    if let Some(flaw) = texts::name_flaw("key", key, PersonEdit::MAX_KEY) {
        return Ok(Some(flaw));
    }
    let domain = work.number();
    let holder = people::find_by_key(&mut work.tx, domain, key).await.map_err(fault)?;
    Ok(holder.map(|_| Flaw::new("key", Problem::Taken(key.to_owned()))))
}
