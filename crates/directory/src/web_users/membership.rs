//! Edits of a membership.

use roster_model::{
    Actor, CustomData, Error, FieldError, Id, Membership, Patch, Problem, Profile, Rights, Role,
    Schema, WebUserEdit,
};
use roster_store::{locations, roles};

use crate::{
    location_assignment::{Assignment, Half},
    roles::ADMIN,
    schema,
    unit_of_work::WriteTx,
};

/// Applies an edit to a membership.
///
/// # Errors
/// [`Error::Invalid`] with all errors.
pub(super) async fn apply(
    tx: &mut WriteTx,
    actor: &Actor,
    before: &Membership,
    edit: WebUserEdit,
) -> Result<Membership, Error> {
    let mut after = before.clone();
    let mut errors = edit.errors;
    if let Some(name) = &edit.role {
        match find_role(tx, actor, name).await? {
            Ok(role) => after.role = role,
            Err(problem) => errors.push(FieldError::new("role", problem)),
        }
    }
    match assign(tx, before, &edit.primary_location, edit.locations.as_deref()).await? {
        Ok(assignment) => {
            after.primary_location = assignment.primary;
            after.locations = assignment.all;
        }
        Err((Half::Primary, problem)) => {
            errors.push(FieldError::new("primary_location_id", problem));
        }
        Err((Half::All, problem)) => errors.push(FieldError::new("assigned_location_ids", problem)),
    }
    if edit.profile != Patch::Keep || edit.data.is_some() {
        let mut schema = schema::load(&mut tx.store, tx.domain.number).await?;
        let data = edit.data.unwrap_or_default();
        errors.extend(set_data(&mut after, &edit.profile, data, &schema));
        if errors.is_empty() {
            schema::register_used(tx, &mut schema, &after.custom).await?;
        }
    }
    if errors.is_empty() { Ok(after) } else { Err(Error::Invalid(errors)) }
}

/// The role with this name, or none for admins. A role with more rights than the actor is treated as
/// unknown (as in the live service).
async fn find_role(
    tx: &mut WriteTx,
    actor: &Actor,
    name: &str,
) -> Result<Result<Option<Role>, Problem>, Error> {
    if name.is_empty() {
        return Ok(Err(Problem::Required));
    }
    let role = roles::by_name(&mut tx.store, tx.domain.number, name).await?;
    let rights = match &role {
        Some(role) => Rights::of_role(&role.permissions),
        None if name == ADMIN => Rights::Admin,
        None => return Ok(Err(Problem::UnknownRole(name.to_owned()))),
    };
    let granted = actor.rights.covers(&rights).then_some(role);
    Ok(granted.ok_or_else(|| Problem::UnknownRole(name.to_owned())))
}

async fn assign(
    tx: &mut WriteTx,
    before: &Membership,
    primary: &Patch<String>,
    all: Option<&[String]>,
) -> Result<Result<Assignment, (Half, Problem)>, Error> {
    let present =
        Assignment { primary: before.primary_location.clone(), all: before.locations.clone() };
    let domain = tx.domain.number;
    let named = match all {
        Some(ids) => ids.to_vec(),
        None => present.all.iter().map(Id::to_string).collect(),
    };
    let known = locations::active(&mut tx.store, domain, named).await?;
    Ok(present.change(primary, all, &known))
}

/// Sets the profile and the custom data. A value of the profile cannot be overridden.
fn set_data(
    membership: &mut Membership,
    profile: &Patch<String>,
    data: CustomData,
    schema: &Schema,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let chosen = match profile {
        Patch::Keep => membership.profile.and_then(|number| schema.profile(number)),
        Patch::Clear => None,
        Patch::Set(name) => {
            let chosen = schema.profiles.iter().find(|profile| profile.name == *name);
            if chosen.is_none() {
                errors.push(FieldError::new("profile", Problem::UnknownProfile));
            }
            chosen
        }
    };
    for (key, value) in data {
        match chosen.and_then(|profile| profile.values.get(&key)) {
            Some(given) if *given == value => {}
            Some(_) => errors.push(FieldError::new("user_data", Problem::Controlled(key))),
            None => {
                membership.custom.insert(key, value);
            }
        }
    }
    if chosen.is_some_and(|profile| conflicts(profile, &membership.custom)) {
        errors.push(FieldError::new("profile", Problem::ProfileConflict));
    }
    membership.profile = chosen.map(|profile| profile.number);
    errors
}

/// Whether the user has a value of their own in a field of the profile.
fn conflicts(profile: &Profile, custom: &CustomData) -> bool {
    profile
        .values
        .keys()
        .filter_map(|key| custom.get(key))
        .any(|value| !value.is_null() && value != "")
}
