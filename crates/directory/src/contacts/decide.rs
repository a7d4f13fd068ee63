//! What an edit makes of a person.

use roster_model::{
    Company, Error, FieldError, Patch, Person, PersonEdit, Phone, Problem, Subject, UsercomFields,
};
use roster_store::people;

use super::{keep, tags};
use crate::{
    attributes::{Guard, Registry},
    companies, schema, texts,
    unit_of_work::WriteTx,
};

/// Keeps a new person as the edit says.
///
/// # Errors
/// [`Error::Invalid`] with every flaw.
pub(super) async fn create(
    tx: &mut WriteTx,
    mut blank: Person,
    edit: &PersonEdit,
) -> Result<Person, Error> {
    let mut errors = Vec::new();
    if let Some(key) = &edit.key {
        errors.extend(key_flaw(tx, key).await?);
        blank.key.clone_from(key);
    }
    let (after, company) = decide(tx, blank, edit, errors).await?;
    let person = keep::insert(tx, after).await?;
    if let Some(company) = company {
        companies::join(tx, &company, &person.id).await?;
    }
    Ok(person)
}

/// Keeps a person who was there as the edit says.
///
/// # Errors
/// [`Error::Invalid`] with every flaw.
pub(super) async fn edit(
    tx: &mut WriteTx,
    before: Person,
    edit: &PersonEdit,
) -> Result<Person, Error> {
    let (after, company) = decide(tx, before.clone(), edit, Vec::new()).await?;
    let joined = match company {
        Some(company) => companies::join(tx, &company, &before.id).await?,
        None => false,
    };
    let beside: &[&str] = if joined { &["companies"] } else { &[] };
    keep::update_with(tx, &before, after, beside).await
}

/// The person as the edit says, and the company that they are to join.
async fn decide(
    tx: &mut WriteTx,
    mut person: Person,
    edit: &PersonEdit,
    mut errors: Vec<FieldError>,
) -> Result<(Person, Option<Company>), Error> {
    errors.extend(edit.errors.iter().cloned());
    if let Patch::Set(id) = &edit.custom_id {
        errors.extend(custom_id_flaw(tx, &person, id).await?);
    }
    errors.extend(apply(&mut person, edit));
    if !edit.attributes.is_empty() {
        errors.extend(apply_attributes(tx, &mut person, edit).await?);
    }
    errors.extend(tags::named_all(tx, &mut person.usercom.tags, "tags", &edit.tags).await?);
    let company = match &edit.company {
        None => None,
        Some(text) => {
            let found = companies::look(tx, text).await?;
            if found.is_none() {
                errors.push(FieldError::new("company_id", Problem::Unknown(text.clone())));
            }
            found
        }
    };
    if errors.is_empty() { Ok((person, company)) } else { Err(Error::Invalid(errors)) }
}

async fn apply_attributes(
    tx: &mut WriteTx,
    person: &mut Person,
    edit: &PersonEdit,
) -> Result<Vec<FieldError>, Error> {
    let domain = tx.number();
    let known = schema::load(&mut tx.store, domain).await?;
    let profile = person.worker.as_ref().and_then(|worker| worker.profile);
    let guard = Guard::of_people(profile.and_then(|number| known.profile(number)).cloned());
    let mut registry = Registry { subject: Subject::Person, fields: known.fields };
    registry.apply(tx, &mut person.custom, &edit.attributes, edit.undefined, &guard).await
}

/// Applies what needs no look at anything else. What is there already may always be sent back,
/// though another dialect allows more.
fn apply(person: &mut Person, edit: &PersonEdit) -> Vec<FieldError> {
    let mut errors = Vec::new();
    match &edit.custom_id {
        Patch::Keep => {}
        Patch::Clear => person.custom_id = None,
        Patch::Set(id) => person.custom_id = Some(id.clone()),
    }
    errors.extend(set_name("first_name", &mut person.first_name, &edit.first_name));
    errors.extend(set_name("last_name", &mut person.last_name, &edit.last_name));
    match &edit.email {
        Patch::Keep => {}
        Patch::Clear => person.email = None,
        Patch::Set(email) => person.email = Some(email.clone()),
    }
    errors.extend(set_phone(&mut person.phones, &edit.phone));
    errors.extend(set_traits(&mut person.usercom, edit));
    errors
}

fn set_name(field: &str, present: &mut String, edit: &Patch<String>) -> Option<FieldError> {
    match edit {
        Patch::Keep => None,
        Patch::Clear => {
            present.clear();
            None
        }
        Patch::Set(name) if name == present => None,
        Patch::Set(name) => {
            present.clone_from(name);
            texts::error(field, name, PersonEdit::MAX_NAME)
        }
    }
}

/// The default number alone is this dialect's: the others stay.
fn set_phone(phones: &mut Vec<Phone>, edit: &Patch<Phone>) -> Option<FieldError> {
    let before = match edit {
        Patch::Keep => return None,
        Patch::Clear | Patch::Set(_) if phones.is_empty() => None,
        Patch::Clear | Patch::Set(_) => Some(phones.remove(0)),
    };
    let Patch::Set(phone) = edit else { return None };
    phones.retain(|other| other != phone);
    phones.insert(0, phone.clone());
    let fits = PersonEdit::PHONE_DIGITS.contains(&phone.digits().len());
    let told = || FieldError::new("phone_number", Problem::Phone(phone.digits().to_owned()));
    (!fits && before.as_ref() != Some(phone)).then(told)
}

fn set_traits(usercom: &mut UsercomFields, edit: &PersonEdit) -> Vec<FieldError> {
    usercom.gender = edit.gender.unwrap_or(usercom.gender);
    usercom.status = edit.status.unwrap_or(usercom.status);
    usercom.score = edit.score.unwrap_or(usercom.score);
    usercom.unsubscribed = edit.unsubscribed.unwrap_or(usercom.unsubscribed);
    usercom.notifications_off = edit.notifications.map_or(usercom.notifications_off, |on| !on);
    match edit.assigned_to {
        Patch::Keep => {}
        Patch::Clear => usercom.assigned_to = None,
        Patch::Set(agent) => usercom.assigned_to = Some(agent),
    }
    let mut errors = Vec::new();
    for (name, text) in &edit.texts {
        match UsercomFields::TEXTS.iter().find(|(known, _)| known == name) {
            None => errors.push(FieldError::new(name, Problem::NotEditable)),
            Some((_, most)) => {
                errors.extend(text.as_deref().and_then(|text| texts::error(name, text, *most)));
                set_entry(&mut usercom.texts, name, text.clone().filter(|text| !text.is_empty()));
            }
        }
    }
    for (name, instant) in &edit.instants {
        if !UsercomFields::INSTANTS.contains(&name.as_str()) {
            errors.push(FieldError::new(name, Problem::NotEditable));
            continue;
        }
        set_entry(&mut usercom.instants, name, *instant);
    }
    errors
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

async fn custom_id_flaw(
    tx: &mut WriteTx,
    person: &Person,
    id: &str,
) -> Result<Option<FieldError>, Error> {
    if let Some(error) = texts::name_flaw("custom_id", id, PersonEdit::MAX_CUSTOM_ID) {
        return Ok(Some(error));
    }
    let domain = tx.number();
    let holder = people::find_by_custom_id(&mut tx.store, domain, id).await?;
    let taken = holder.is_some_and(|holder| holder.id != person.id);
    Ok(taken.then(|| FieldError::new("custom_id", Problem::HqItem(id.to_owned()))))
}

async fn key_flaw(tx: &mut WriteTx, key: &str) -> Result<Option<FieldError>, Error> {
    if let Some(error) = texts::name_flaw("key", key, PersonEdit::MAX_KEY) {
        return Ok(Some(error));
    }
    let domain = tx.number();
    let holder = people::find_by_key(&mut tx.store, domain, key).await?;
    Ok(holder.map(|_| FieldError::new("key", Problem::HqItem(key.to_owned()))))
}
