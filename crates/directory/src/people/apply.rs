//! Applying an edit to a person.

use roster_model::{
    Company, Error, FieldError, Patch, Person, PersonEdit, Phone, PhoneProblem, Problem, Schema,
    Subject, UsercomFields,
};
use roster_store::people;

use super::{
    tags,
    write::{self, PasswordChange},
};
use crate::{
    attributes::{Guard, Registry},
    companies,
    field_rules::FieldRules,
    schema, text,
    unit_of_work::WriteTx,
};

/// What an edit refers to, loaded once for all people that it is applied to.
#[derive(Default)]
pub(super) struct Loaded {
    schema: Option<Schema>,
    rules: Option<FieldRules>,
    tags: Option<(Vec<i64>, Vec<FieldError>)>,
    company: Option<Company>,
}

/// Applies the edit to a blank person and inserts the result.
///
/// # Errors
/// [`Error::Invalid`] with every error.
pub(super) async fn create(
    tx: &mut WriteTx,
    mut blank: Person,
    edit: &PersonEdit,
) -> Result<Person, Error> {
    let mut errors = Vec::new();
    if let Some(key) = &edit.key {
        errors.extend(validate_key(tx, key).await?);
        blank.key.clone_from(key);
    }
    let (after, company) = apply(tx, blank, edit, errors, &mut Loaded::default()).await?;
    let person = write::insert(tx, after, PasswordChange::Keep).await?;
    if let Some(company) = company {
        companies::join(tx, &company, &person.id).await?;
    }
    Ok(person)
}

/// Applies the edit to a stored person and updates the record.
///
/// # Errors
/// [`Error::Invalid`] with every error.
pub(super) async fn update(
    tx: &mut WriteTx,
    before: Person,
    edit: &PersonEdit,
) -> Result<Person, Error> {
    let (after, joined) = plan_update(tx, &before, edit, &mut Loaded::default()).await?;
    write::update_with(tx, before, after, related(joined), PasswordChange::Keep).await
}

/// The stored person after the edit, and whether the edit has added them to a company.
///
/// # Errors
/// [`Error::Invalid`] with every error.
pub(super) async fn plan_update(
    tx: &mut WriteTx,
    before: &Person,
    edit: &PersonEdit,
    loaded: &mut Loaded,
) -> Result<(Person, bool), Error> {
    let (after, company) = apply(tx, before.clone(), edit, Vec::new(), loaded).await?;
    let joined = match company {
        Some(company) => companies::join(tx, &company, &before.id).await?,
        None => false,
    };
    Ok((after, joined))
}

/// The fields outside the record that an update has changed.
pub(super) fn related(joined: bool) -> &'static [&'static str] {
    if joined { &["companies"] } else { &[] }
}

/// The person after the edit, and the company to join.
async fn apply(
    tx: &mut WriteTx,
    mut person: Person,
    edit: &PersonEdit,
    mut errors: Vec<FieldError>,
    loaded: &mut Loaded,
) -> Result<(Person, Option<Company>), Error> {
    let before = person.clone();
    errors.extend(edit.errors.iter().cloned());
    if let Patch::Set(id) = &edit.custom_id {
        errors.extend(validate_custom_id(tx, &person, id).await?);
    }
    errors.extend(apply_fields(&mut person, edit));
    if !edit.attributes.is_empty() {
        errors.extend(apply_attributes(tx, &mut person, edit, &mut loaded.schema).await?);
    }
    if person.custom != before.custom {
        errors.extend(check_custom(tx, &before, &person, loaded).await?);
    }
    if loaded.tags.is_none() {
        let mut numbers = Vec::new();
        let invalid = tags::add_all(tx, &mut numbers, "tags", &edit.tags).await?;
        loaded.tags = Some((numbers, invalid));
    }
    if let Some((numbers, invalid)) = &loaded.tags {
        for number in numbers {
            tags::add_number(&mut person.usercom.tags, *number);
        }
        errors.extend(invalid.iter().cloned());
    }
    let company = match &edit.company {
        None => None,
        Some(reference) => {
            let found = match loaded.company.take() {
                Some(found) => Some(found),
                None => companies::resolve(tx, reference).await?,
            };
            loaded.company.clone_from(&found);
            if found.is_none() {
                errors.push(FieldError::new("company_id", Problem::Unknown(reference.clone())));
            }
            found
        }
    };
    errors.extend(write::exceeded(tx, Some(&before), &person));
    if errors.is_empty() { Ok((person, company)) } else { Err(Error::Invalid(errors)) }
}

/// The errors of custom values that the rules of the fields reject, under the names of attributes.
async fn check_custom(
    tx: &mut WriteTx,
    before: &Person,
    after: &Person,
    loaded: &mut Loaded,
) -> Result<Vec<FieldError>, Error> {
    let known = known_schema(tx, &mut loaded.schema).await?;
    let rules = match loaded.rules.take() {
        Some(rules) => rules,
        None => FieldRules::of_channel(tx.via(), &tx.domain.settings, &known),
    };
    let errors = rules.check(before, after, &known).into_iter().map(|error| match error.problem {
        Problem::OfField { slug, problem, .. } => FieldError::new(&slug, *problem),
        problem => FieldError { problem, ..error },
    });
    let errors = errors.collect();
    (loaded.schema, loaded.rules) = (Some(known), Some(rules));
    Ok(errors)
}

/// The schema of the domain, taken from `loaded` if an earlier row of a bulk has read it.
async fn known_schema(tx: &mut WriteTx, loaded: &mut Option<Schema>) -> Result<Schema, Error> {
    if let Some(known) = loaded.take() {
        return Ok(known);
    }
    let domain = tx.number();
    schema::load(&mut tx.store, domain).await
}

async fn apply_attributes(
    tx: &mut WriteTx,
    person: &mut Person,
    edit: &PersonEdit,
    schema: &mut Option<Schema>,
) -> Result<Vec<FieldError>, Error> {
    let mut known = known_schema(tx, schema).await?;
    let profile = person.worker.as_ref().and_then(|worker| worker.profile);
    let guard = Guard::for_people(profile.and_then(|number| known.profile(number)).cloned());
    let fields = std::mem::take(&mut known.fields);
    let mut registry = Registry::new(Subject::Person, fields);
    let (custom, sent) = (&mut person.custom, &edit.attributes);
    let errors = registry.apply(tx, custom, sent, edit.undefined, &guard).await?;
    known.fields = registry.into_fields();
    *schema = Some(known);
    Ok(errors)
}

/// Applies the fields that need no other record. A client may always send back the stored value, even
/// one that only the other dialect allows.
fn apply_fields(person: &mut Person, edit: &PersonEdit) -> Vec<FieldError> {
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
    errors.extend(set_usercom(&mut person.usercom, edit));
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
            text::validate(field, name, PersonEdit::MAX_NAME)
        }
    }
}

/// Sets the default phone number. The dialect has no other numbers, so the others stay.
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
    let error = || {
        FieldError::new(
            "phone_number",
            Problem::Phone(phone.digits().to_owned(), PhoneProblem::Length),
        )
    };
    (!fits && before.as_ref() != Some(phone)).then(error)
}

fn set_usercom(usercom: &mut UsercomFields, edit: &PersonEdit) -> Vec<FieldError> {
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
    for (name, value) in &edit.texts {
        match UsercomFields::TEXTS.iter().find(|(known, _)| known == name) {
            None => errors.push(FieldError::new(name, Problem::NotEditable)),
            Some((_, max)) => {
                errors.extend(value.as_deref().and_then(|value| text::validate(name, value, *max)));
                let value = value.clone().filter(|value| !value.is_empty());
                set_entry(&mut usercom.texts, name, value);
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

/// Sets an entry, or removes it without a value.
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

async fn validate_custom_id(
    tx: &mut WriteTx,
    person: &Person,
    id: &str,
) -> Result<Option<FieldError>, Error> {
    if let Some(error) = text::validate_name("custom_id", id, PersonEdit::MAX_CUSTOM_ID) {
        return Ok(Some(error));
    }
    if person.custom_id.as_deref() == Some(id) {
        return Ok(None);
    }
    let domain = tx.number();
    let holder = people::find_by_custom_id(&mut tx.store, domain, id).await?;
    Ok(holder.map(|_| FieldError::new("custom_id", Problem::Taken(id.to_owned()))))
}

async fn validate_key(tx: &mut WriteTx, key: &str) -> Result<Option<FieldError>, Error> {
    if let Some(error) = text::validate_name("key", key, PersonEdit::MAX_KEY) {
        return Ok(Some(error));
    }
    let domain = tx.number();
    let holder = people::find_by_key(&mut tx.store, domain, key).await?;
    Ok(holder.map(|_| FieldError::new("key", Problem::Taken(key.to_owned()))))
}
