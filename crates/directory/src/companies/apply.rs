//! Applying an edit to a company, and writing companies.

use roster_model::{
    Company, CompanyEdit, Diff, Error, FieldError, Kind, Patch, Problem, Subject,
    limits::{MAX_PER_PERSON, check_json_size},
};
use roster_store::{companies, company_members};

use crate::{
    attributes::{Guard, Registry},
    people::tags::add_all,
    text,
    unit_of_work::WriteTx,
    visibility::invisible,
};

/// The company after the edit. `number` is `None` for a new company.
///
/// # Errors
/// [`Error::Invalid`] with every error.
pub(super) async fn apply(
    tx: &mut WriteTx,
    number: Option<i64>,
    mut company: Company,
    edit: &CompanyEdit,
) -> Result<Company, Error> {
    let before = company.clone();
    let mut errors = edit.errors.clone();
    if number.is_none() && edit.name.is_none() && !errors.iter().any(|error| error.field == "name")
    {
        errors.push(FieldError::new("name", Problem::Required));
    }
    if let Patch::Set(id) = &edit.custom_id {
        errors.extend(validate_custom_id(tx, number, id).await?);
    }
    errors.extend(apply_fields(&mut company, edit));
    if !edit.attributes.is_empty() {
        let domain = tx.number();
        let mut registry = Registry::load(&mut tx.store, domain, Subject::Company).await?;
        let (data, guard) = (&mut company.custom, Guard::default());
        errors.extend(registry.apply(tx, data, &edit.attributes, edit.undefined, &guard).await?);
    }
    errors.extend(add_all(tx, &mut company.tags, "tags", &edit.tags).await?);
    errors.extend(exceeded(tx, &before, &company));
    if errors.is_empty() { Ok(company) } else { Err(Error::Invalid(errors)) }
}

/// Rejects a change of a company with a member that the actor cannot see: a contacts-only key changes
/// no company that has workers.
///
/// # Errors
/// [`Error::Forbidden`].
pub(super) async fn check_members_visible(tx: &mut WriteTx, company: i64) -> Result<(), Error> {
    let domain = tx.number();
    if !tx.is_contacts_only()
        || !company_members::has_workers(&mut tx.store, domain, company).await?
    {
        return Ok(());
    }
    Err(invisible())
}

/// Updates a company, unless nothing changes. Returns the stored record.
///
/// # Errors
/// [`Error::Forbidden`] when the actor cannot see all members.
pub(crate) async fn update(
    tx: &mut WriteTx,
    before: &Company,
    mut after: Company,
) -> Result<Company, Error> {
    let changed = Diff::between(before, &after);
    if changed.is_empty() {
        return Ok(after);
    }
    check_members_visible(tx, before.number).await?;
    let errors = exceeded(tx, before, &after);
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    after.updated_at = tx.now;
    let domain = tx.number();
    companies::update(&mut tx.store, domain, before, &after).await?;
    let number = after.number;
    tx.log(Kind::CompanyUpdated, &number.to_string(), Some(number), changed);
    Ok(after)
}

/// The errors of a company that exceeds a limit. One that exceeded it before may stay as large.
fn exceeded(tx: &WriteTx, before: &Company, after: &Company) -> Vec<FieldError> {
    let limit = tx.domain.settings.custom_data_limit;
    let data = check_json_size("attributes", Some(&before.custom), &after.custom, limit);
    let has_too_many_tags = after.tags.len() > before.tags.len().max(MAX_PER_PERSON);
    let tags = || FieldError::new("tags", Problem::TooManyItems(MAX_PER_PERSON));
    data.into_iter().chain(has_too_many_tags.then(tags)).collect()
}

fn apply_fields(company: &mut Company, edit: &CompanyEdit) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if let Some(name) = &edit.name {
        errors.extend(text::validate_name("name", name, Company::MAX_NAME));
        company.name.clone_from(name);
    }
    set(&mut company.custom_id, &edit.custom_id);
    set(&mut company.size, &edit.size);
    set(&mut company.assigned_to, &edit.assigned_to);
    for (name, value) in &edit.texts {
        let Some((_, max)) = Company::TEXTS.iter().find(|(known, _)| known == name) else {
            errors.push(FieldError::new(name, Problem::NotEditable));
            continue;
        };
        match value.as_deref().filter(|value| !value.is_empty()) {
            None => {
                company.texts.remove(name);
            }
            Some(value) => {
                errors.extend(text::validate(name, value, *max));
                company.texts.insert(name.clone(), value.to_owned());
            }
        }
    }
    if let Some(phones) = &edit.phones {
        errors.extend(validate_phones(phones));
        company.phones.clone_from(phones);
    }
    errors
}

fn validate_phones(phones: &[String]) -> Vec<FieldError> {
    let field = "phone_numbers";
    if phones.len() > Company::MAX_PHONES {
        return vec![FieldError::new(field, Problem::TooMany(Company::MAX_PHONES))];
    }
    let validate = |(index, phone): (usize, &String)| {
        text::validate(field, phone, Company::MAX_PHONE).map(|error| error.at(index))
    };
    phones.iter().enumerate().filter_map(validate).collect()
}

fn set<T: Clone>(present: &mut Option<T>, edit: &Patch<T>) {
    match edit {
        Patch::Keep => {}
        Patch::Clear => *present = None,
        Patch::Set(value) => *present = Some(value.clone()),
    }
}

async fn validate_custom_id(
    tx: &mut WriteTx,
    number: Option<i64>,
    id: &str,
) -> Result<Option<FieldError>, Error> {
    if let Some(error) = text::validate_name("custom_id", id, Company::MAX_CUSTOM_ID) {
        return Ok(Some(error));
    }
    let domain = tx.number();
    let holder = companies::find_by_custom_id(&mut tx.store, domain, id).await?;
    let taken = holder.is_some_and(|holder| Some(holder.number) != number);
    Ok(taken.then(|| FieldError::new("custom_id", Problem::Taken(id.to_owned()))))
}
