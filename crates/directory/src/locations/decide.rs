//! What an edit makes of a place.
//!
//! The first thing that is wrong is told, in the order in which the live service looks: clients
//! know its texts. What it does not look at (lengths, degrees) is judged before all that.

use roster_model::{Error, FieldError, Location, LocationEdit, Patch, Problem};
use roster_store::locations;

use super::{degrees, load, site_code};
use crate::{location_types::Levels, names, unit_of_work::WriteTx};

/// A place before the edit.
pub(super) enum Before {
    /// There is none yet: what the new one is but for the edit.
    New(Location),
    /// The place as it is.
    Present(Location),
}

/// Applies `edit`, or tells what is wrong with it.
pub(super) async fn apply(
    tx: &mut WriteTx,
    levels: &Levels,
    before: Before,
    edit: &LocationEdit,
) -> Result<Location, Error> {
    let (mut place, is_new) = match before {
        Before::New(place) => (place, true),
        Before::Present(place) => (place, false),
    };
    judge_form(edit)?;
    let parent = settle(tx, levels, &mut place, is_new, edit).await;
    let parent = parent.map_err(|error| of_site(error, edit))?;
    if let Some(sent) = &edit.site_code {
        place.site_code = site_code::take(tx, &place.id, sent).await?;
    } else if edit.name.is_some() {
        place.site_code = site_code::make(tx, &place.id, &place.name).await?;
    }
    if let Some(data) = &edit.data {
        place.data.clone_from(data);
    }
    if let Some(level) = &edit.kind {
        let kind = choose_level(levels, parent.as_ref(), level)
            .map_err(|problem| Error::invalid_field("location_type_code", problem))?;
        if !is_new && kind != place.kind && has_children(tx, &place).await? {
            return Err(Error::invalid_field("location_type_code", Problem::TypeWithChildren));
        }
        place.kind = kind;
    }
    set_degrees(&mut place.latitude, "latitude", &edit.latitude, degrees::NORTH)?;
    set_degrees(&mut place.longitude, "longitude", &edit.longitude, degrees::EAST)?;
    if edit.unknown.is_empty() {
        return Ok(place);
    }
    Err(Error::invalid_field("", Problem::UnknownFields(edit.unknown.clone())))
}

/// Where the request carried a site code, most of its flaws are told with it.
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

/// What is wrong with the request in itself.
fn judge_form(edit: &LocationEdit) -> Result<(), Error> {
    let mut errors = edit.errors.clone();
    if let Some(problem) = edit.name.as_deref().and_then(names::problem) {
        errors.push(FieldError::new("name", problem));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Gives the place its name and parent, and tells the parent.
async fn settle(
    tx: &mut WriteTx,
    levels: &Levels,
    place: &mut Location,
    is_new: bool,
    edit: &LocationEdit,
) -> Result<Option<Location>, Error> {
    let incomplete = |field| Err(Error::invalid_field(field, Problem::LocationIncomplete));
    match (&edit.name, &edit.kind) {
        (None, _) if is_new => return incomplete("name"),
        (_, None) if is_new => return incomplete("location_type_code"),
        _ => {}
    }
    let parent = find_parent(tx, place, is_new, edit).await?;
    let placed = matches!(edit.parent, Patch::Set(_));
    if placed && !is_new {
        if edit.kind.is_none() {
            judge_parent(levels, place, parent.as_ref())
                .map_err(|problem| Error::invalid_field("parent_location_id", problem))?;
        }
        refuse_circle(tx, place, parent.as_ref()).await?;
    }
    place.parent = parent.as_ref().map(|parent| parent.id.clone());
    if let Some(name) = &edit.name {
        place.name.clone_from(name);
    }
    if placed || edit.name.is_some() {
        let domain = tx.number();
        let above = place.parent.as_ref();
        let sibling = locations::child_named(&mut tx.store, domain, above, &place.name).await;
        if sibling?.is_some_and(|sibling| sibling != place.id) {
            return Err(Error::invalid_field("name", Problem::SiblingName));
        }
    }
    Ok(parent)
}

/// The place in which `place` will be; `None` is the root, to which nothing can be moved.
async fn find_parent(
    tx: &mut WriteTx,
    place: &Location,
    is_new: bool,
    edit: &LocationEdit,
) -> Result<Option<Location>, Error> {
    let unknown = || Error::invalid_field("parent_location_id", Problem::UnknownParent);
    let id = match &edit.parent {
        Patch::Keep => place.parent.as_ref().map(|id| id.as_str().to_owned()),
        Patch::Clear if is_new => None,
        Patch::Clear => return Err(unknown()),
        Patch::Set(id) => Some(id.clone()),
    };
    let Some(id) = id else { return Ok(None) };
    let domain = tx.number();
    load(&mut tx.store, domain, &id).await?.ok_or_else(unknown).map(Some)
}

/// Whether the level of `place` lies right below that of a new parent.
fn judge_parent(
    levels: &Levels,
    place: &Location,
    parent: Option<&Location>,
) -> Result<(), Problem> {
    let below = levels.below(parent.map(|parent| parent.kind));
    if below.is_empty() {
        return Err(Problem::ParentChildless);
    }
    let fits = below.iter().any(|level| level.number == place.kind);
    if fits { Ok(()) } else { Err(Problem::ParentOfOtherType) }
}

async fn refuse_circle(
    tx: &mut WriteTx,
    place: &Location,
    parent: Option<&Location>,
) -> Result<(), Error> {
    let Some(parent) = parent.filter(|parent| place.parent.as_ref() != Some(&parent.id)) else {
        return Ok(());
    };
    let domain = tx.number();
    let own = vec![place.id.as_str().to_owned()];
    let inside = locations::with_descendants(&mut tx.store, domain, own).await?;
    if inside.iter().any(|id| id == parent.id.as_str()) {
        return Err(Error::invalid_field("parent_location_id", Problem::Circular));
    }
    Ok(())
}

/// The level called `text` by code or name, when it lies right below that of the parent. Without a
/// text it is the only one that does.
fn choose_level(levels: &Levels, parent: Option<&Location>, text: &str) -> Result<i64, Problem> {
    let below = levels.below(parent.map(|parent| parent.kind));
    match (below.as_slice(), text) {
        ([], _) => Err(Problem::ParentChildless),
        ([only], "") => Ok(only.number),
        (_, "") => Err(Problem::Other("You must select a location type".to_owned())),
        _ => {
            let level = levels.called(text);
            let level = level.ok_or_else(|| Problem::UnknownLocationType(text.to_owned()))?;
            let fits = below.iter().any(|allowed| allowed.number == level.number);
            if fits { Ok(level.number) } else { Err(Problem::TypeNotForParent) }
        }
    }
}

async fn has_children(tx: &mut WriteTx, place: &Location) -> Result<bool, Error> {
    let domain = tx.number();
    Ok(locations::has_children(&mut tx.store, domain, &place.id).await?)
}

fn set_degrees(
    degrees: &mut Option<String>,
    field: &str,
    edit: &Patch<String>,
    limit: u16,
) -> Result<(), Error> {
    match edit {
        Patch::Keep => {}
        Patch::Clear => *degrees = None,
        Patch::Set(text) => {
            let canonical = degrees::canonical(text, limit);
            *degrees = Some(canonical.map_err(|problem| Error::invalid_field(field, problem))?);
        }
    }
    Ok(())
}
