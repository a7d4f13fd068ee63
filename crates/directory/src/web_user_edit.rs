//! What an edit makes of a web user's place in a domain.

use roster_model::{
    Actor, CustomData, Fault, Flaw, Id, Membership, Patch, Problem, Profile, Rights, Role, Schema,
    WebUserEdit,
};
use roster_store::{locations, roles};

use crate::{
    assignment::{Assignment, Half},
    faults::fault,
    roles::ADMIN,
    schema,
    work::Work,
};

/// The membership as `edit` wants it.
///
/// # Errors
/// [`Fault::Invalid`] with every flaw.
pub(crate) async fn apply(
    work: &mut Work,
    actor: &Actor,
    before: &Membership,
    edit: WebUserEdit,
) -> Result<Membership, Fault> {
    let mut after = before.clone();
    let mut flaws = edit.flaws;
    if let Some(name) = &edit.role {
        match find_role(work, actor, name).await? {
            Ok(role) => after.role = role,
            Err(problem) => flaws.push(Flaw::new("role", problem)),
        }
    }
    match assign(work, before, &edit.primary_location, edit.locations.as_deref()).await? {
        Ok(assignment) => {
            after.primary_location = assignment.primary;
            after.locations = assignment.all;
        }
        Err((Half::Primary, problem)) => flaws.push(Flaw::new("primary_location_id", problem)),
        Err((Half::All, problem)) => flaws.push(Flaw::new("assigned_location_ids", problem)),
    }
    if edit.profile != Patch::Keep || edit.data.is_some() {
        let mut schema = schema::load(&mut work.tx, work.domain.number).await?;
        let data = edit.data.unwrap_or_default();
        flaws.extend(set_data(&mut after, &edit.profile, data, &schema));
        if flaws.is_empty() {
            schema::register_used(work, &mut schema, &after.custom).await?;
        }
    }
    if flaws.is_empty() { Ok(after) } else { Err(Fault::Invalid(flaws)) }
}

/// The names of the fields that differ.
pub(crate) fn changed_fields(before: &Membership, after: &Membership) -> Vec<String> {
    let differs = [
        ("role", before.role != after.role),
        ("primary_location_id", before.primary_location != after.primary_location),
        ("assigned_location_ids", before.locations != after.locations),
        ("profile", before.profile != after.profile),
        ("user_data", before.custom != after.custom),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}

/// The role of that name, or none for the domain's admins. Nobody can give somebody more rights
/// than they have themselves: to them such a role does not exist, as on the live service.
pub(crate) async fn find_role(
    work: &mut Work,
    actor: &Actor,
    name: &str,
) -> Result<Result<Option<Role>, Problem>, Fault> {
    if name.is_empty() {
        return Ok(Err(Problem::Required));
    }
    let role = roles::by_name(&mut work.tx, work.domain.number, name).await.map_err(fault)?;
    let rights = match &role {
        Some(role) => Rights::of_role(&role.permissions),
        None if name == ADMIN => Rights::Admin,
        None => return Ok(Err(Problem::UnknownRole(name.to_owned()))),
    };
    let granted = actor.rights.covers(&rights).then_some(role);
    Ok(granted.ok_or_else(|| Problem::UnknownRole(name.to_owned())))
}

async fn assign(
    work: &mut Work,
    before: &Membership,
    primary: &Patch<String>,
    all: Option<&[String]>,
) -> Result<Result<Assignment, (Half, Problem)>, Fault> {
    let present =
        Assignment { primary: before.primary_location.clone(), all: before.locations.clone() };
    let domain = work.domain.number;
    let named = match all {
        Some(ids) => ids.to_vec(),
        None => present.all.iter().map(Id::to_string).collect(),
    };
    let known = locations::existing(&mut work.tx, domain, named).await.map_err(fault)?;
    Ok(present.change(primary, all, &known))
}

/// Sets the profile and custom values; what a profile gives cannot be set beside it.
fn set_data(
    membership: &mut Membership,
    profile: &Patch<String>,
    data: CustomData,
    schema: &Schema,
) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let chosen = match profile {
        Patch::Keep => membership.profile.and_then(|number| schema.profile(number)),
        Patch::Clear => None,
        Patch::Set(name) => {
            let chosen = schema.profiles.iter().find(|profile| profile.name == *name);
            if chosen.is_none() {
                flaws.push(Flaw::new("profile", Problem::UnknownProfile));
            }
            chosen
        }
    };
    for (key, value) in data {
        match chosen.and_then(|profile| profile.values.get(&key)) {
            Some(given) if *given == value => {}
            Some(_) => flaws.push(Flaw::new("user_data", Problem::Controlled(key))),
            None => {
                membership.custom.insert(key, value);
            }
        }
    }
    if chosen.is_some_and(|profile| overwrites(profile, &membership.custom)) {
        flaws.push(Flaw::new("profile", Problem::ProfileConflict));
    }
    membership.profile = chosen.map(|profile| profile.number);
    flaws
}

/// Whether the profile gives a value for which there is one of the user's own.
fn overwrites(profile: &Profile, custom: &CustomData) -> bool {
    profile
        .values
        .keys()
        .filter_map(|key| custom.get(key))
        .any(|value| !value.is_null() && value != "")
}
