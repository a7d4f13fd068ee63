//! Applying an edit to a location.
//!
//! Returns the first error in the order of the live service, because clients know its texts. Checks
//! that the live service does not have (value types, lengths) come before.

use roster_model::{
    Error, FieldError, Location, LocationEdit, Patch, Problem, limits::check_json_size,
};
use roster_store::locations;

use super::{coordinates, load, site_code};
use crate::{location_types::LocationTypeTree, text, unit_of_work::WriteTx};

/// The longest external id, in characters.
const MAX_EXTERNAL_ID: usize = 255;

/// A location before the edit.
pub(super) enum Before {
    /// A new location without the fields of the edit.
    New(Location),
    /// A stored location.
    Stored(Location),
}

/// Applies `edit`.
///
/// # Errors
/// [`Error::Invalid`] with the first error.
pub(super) async fn apply(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    before: Before,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let (mut location, is_new) = match before {
        Before::New(location) => (location, true),
        Before::Stored(location) => (location, false),
    };
    validate_request(edit)?;
    let parent = apply_position(tx, types, &mut location, is_new, edit).await;
    let parent = parent.map_err(|error| of_site(error, edit))?;
    if let Some(sent) = &edit.site_code {
        location.site_code = site_code::validate(tx, &location.id, sent).await?;
    } else if is_new {
        location.site_code = site_code::generate(tx, &location.id, &location.name).await?;
    }
    match &edit.external_id {
        Patch::Keep => {}
        Patch::Clear => location.external_id = None,
        Patch::Set(id) => {
            if let Some(error) = text::validate("external_id", id, MAX_EXTERNAL_ID) {
                return Err(Error::Invalid(vec![error]));
            }
            location.external_id = Some(id.clone());
        }
    }
    if let Some(data) = &edit.data {
        let before = location.data.clone();
        location.data = match edit.restore_unshown {
            Some(restore) => restore(&location.data, data.clone()),
            None => data.clone(),
        };
        let limit = tx.domain.settings.custom_data_limit;
        let error = check_json_size("location_data", Some(&before), &location.data, limit);
        if let Some(error) = error {
            return Err(of_site(Error::Invalid(vec![error]), edit));
        }
    }
    if let Some(location_type) = &edit.kind {
        let kind = resolve_type(types, parent.as_ref(), location_type)
            .map_err(|problem| Error::invalid_field("location_type_code", problem))?;
        if !is_new && kind != location.kind && has_children(tx, &location).await? {
            return Err(Error::invalid_field("location_type_code", Problem::TypeWithChildren));
        }
        location.kind = kind;
    }
    set_coordinate(&mut location.latitude, "latitude", &edit.latitude, coordinates::MAX_LATITUDE)?;
    set_coordinate(
        &mut location.longitude,
        "longitude",
        &edit.longitude,
        coordinates::MAX_LONGITUDE,
    )?;
    if edit.unknown.is_empty() {
        return Ok(location);
    }
    Err(Error::invalid_field("", Problem::UnknownFields(edit.unknown.clone())))
}

/// Adds the site code of the request, if it has one, to the errors.
pub(super) fn of_site(error: Error, edit: &LocationEdit) -> Error {
    let site_code = edit.site_code.as_ref().filter(|code| !code.is_empty());
    let (Error::Invalid(errors), Some(site_code)) = (&error, site_code) else { return error };
    let named = |error: &FieldError| FieldError {
        problem: Problem::OfSite {
            site_code: site_code.clone(),
            problem: Box::new(error.problem.clone()),
        },
        ..error.clone()
    };
    Error::Invalid(errors.iter().map(named).collect())
}

/// Validates what needs no stored data.
fn validate_request(edit: &LocationEdit) -> Result<(), Error> {
    let mut errors = edit.errors.clone();
    if let Some(problem) = edit.name.as_deref().and_then(text::name_problem) {
        errors.push(FieldError::new("name", problem));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Sets the name and the parent. Returns the parent.
async fn apply_position(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    location: &mut Location,
    is_new: bool,
    edit: &LocationEdit,
) -> Result<Option<Location>, Error> {
    let incomplete = |field| Err(Error::invalid_field(field, Problem::LocationIncomplete));
    match (&edit.name, &edit.kind) {
        (None, _) if is_new => return incomplete("name"),
        (_, None) if is_new => return incomplete("location_type_code"),
        _ => {}
    }
    let parent = find_parent(tx, location, is_new, edit).await?;
    let moved = matches!(edit.parent, Patch::Set(_));
    if moved && !is_new {
        if edit.kind.is_none() {
            validate_parent(types, location, parent.as_ref())
                .map_err(|problem| Error::invalid_field("parent_location_id", problem))?;
        }
        check_not_circular(tx, location, parent.as_ref()).await?;
    }
    location.parent = parent.as_ref().map(|parent| parent.id.clone());
    if let Some(name) = &edit.name {
        location.name.clone_from(name);
    }
    if moved || edit.name.is_some() {
        let domain = tx.number();
        let above = location.parent.as_ref();
        let sibling = locations::child_named(&mut tx.store, domain, above, &location.name).await;
        if sibling?.is_some_and(|sibling| sibling != location.id) {
            return Err(Error::invalid_field("name", Problem::SiblingName));
        }
    }
    Ok(parent)
}

/// The new parent; `None` is the root. A stored location cannot move to the root, but one that is
/// there can stay.
async fn find_parent(
    tx: &mut WriteTx,
    location: &Location,
    is_new: bool,
    edit: &LocationEdit,
) -> Result<Option<Location>, Error> {
    let unknown = || Error::invalid_field("parent_location_id", Problem::UnknownParent);
    let id = match &edit.parent {
        Patch::Keep => location.parent.as_ref().map(|id| id.as_str().to_owned()),
        Patch::Clear if is_new || location.parent.is_none() => None,
        Patch::Clear => return Err(unknown()),
        Patch::Set(id) => Some(id.clone()),
    };
    let Some(id) = id else { return Ok(None) };
    let domain = tx.number();
    load(&mut tx.store, domain, &id).await?.ok_or_else(unknown).map(Some)
}

/// Checks that the type of `location` is directly below the type of a new parent.
fn validate_parent(
    types: &LocationTypeTree,
    location: &Location,
    parent: Option<&Location>,
) -> Result<(), Problem> {
    let below = types.below(parent.map(|parent| parent.kind));
    if below.is_empty() {
        return Err(Problem::ParentChildless);
    }
    let fits = below.iter().any(|location_type| location_type.number == location.kind);
    if fits { Ok(()) } else { Err(Problem::ParentOfOtherType) }
}

/// Checks that the new parent is not the location itself or a descendant.
async fn check_not_circular(
    tx: &mut WriteTx,
    location: &Location,
    parent: Option<&Location>,
) -> Result<(), Error> {
    let Some(parent) = parent.filter(|parent| location.parent.as_ref() != Some(&parent.id)) else {
        return Ok(());
    };
    let domain = tx.number();
    let own = vec![location.id.as_str().to_owned()];
    let inside = locations::with_descendants(&mut tx.store, domain, own).await?;
    if inside.iter().any(|id| id == parent.id.as_str()) {
        return Err(Error::invalid_field("parent_location_id", Problem::Circular));
    }
    Ok(())
}

/// The location type with this code or name, if it is directly below the parent's type. An empty text
/// stands for the only such type.
fn resolve_type(
    types: &LocationTypeTree,
    parent: Option<&Location>,
    text: &str,
) -> Result<i64, Problem> {
    let below = types.below(parent.map(|parent| parent.kind));
    match (below.as_slice(), text) {
        ([], _) => Err(Problem::ParentChildless),
        ([only], "") => Ok(only.number),
        (_, "") => Err(Problem::LocationTypeRequired),
        _ => {
            let location_type = types.resolve(text);
            let location_type =
                location_type.ok_or_else(|| Problem::UnknownLocationType(text.to_owned()))?;
            let fits = below.iter().any(|allowed| allowed.number == location_type.number);
            if fits { Ok(location_type.number) } else { Err(Problem::TypeNotForParent) }
        }
    }
}

async fn has_children(tx: &mut WriteTx, location: &Location) -> Result<bool, Error> {
    let domain = tx.number();
    Ok(locations::has_children(&mut tx.store, domain, &location.id).await?)
}

fn set_coordinate(
    coordinate: &mut Option<String>,
    field: &str,
    edit: &Patch<String>,
    limit: u16,
) -> Result<(), Error> {
    match edit {
        Patch::Keep => {}
        Patch::Clear => *coordinate = None,
        Patch::Set(text) => {
            let canonical = coordinates::canonical(text, limit);
            *coordinate = Some(canonical.map_err(|problem| Error::invalid_field(field, problem))?);
        }
    }
    Ok(())
}
