//! Imports of a tree from the rows of a table.

use std::collections::{HashMap, HashSet};

use roster_model::{
    Diff, Error, FieldError, Id, Location, LocationEdit, LocationRow, LocationType,
    LocationVerdict, Patch, Problem, Rule, fold,
};
use roster_store::{Tx, locations};
use serde_json::{Map, Value};

use super::{
    LocationReach, Locations,
    apply::{self, Before},
    edit::{blank, store_changed, store_new, values},
    load,
    location_tree::in_tree_order,
};
use crate::{location_types::LocationTypeTree, unit_of_work::WriteTx};

/// The most locations of an export.
const MAX_EXPORTED: u32 = 100_000;

impl Locations<'_> {
    /// Says what an import of these rows would do, row by row. Nothing is changed.
    ///
    /// # Errors
    /// As [`Locations::import`].
    pub async fn check_import(&self, rows: &[LocationRow]) -> Result<Vec<LocationVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        // The transaction is rolled back.
        Box::pin(self.apply_rows(&mut tx, rows)).await
    }

    /// Creates and updates locations, all or none: if a row is invalid, nothing is changed. Rows may
    /// come before those of their parents.
    ///
    /// # Errors
    /// [`Error::Invalid`] for too many rows; [`Error::Forbidden`] of the quota.
    pub async fn import(&self, rows: &[LocationRow]) -> Result<Vec<LocationVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        let verdicts = Box::pin(self.apply_rows(&mut tx, rows)).await?;
        let is_invalid = |verdict: &LocationVerdict| matches!(verdict, LocationVerdict::Invalid(_));
        if !verdicts.iter().any(is_invalid) {
            tx.commit_or_defer().await?;
        }
        Ok(verdicts)
    }

    /// All locations that the actor can access, each after its parent, and all location types.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there are too many; [`Error::Unavailable`] or [`Error::Internal`] of the
    /// store.
    pub async fn export(&self) -> Result<(Vec<Location>, Vec<LocationType>), Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        if locations::count(&mut tx, domain).await? > u64::from(MAX_EXPORTED) {
            let problem = Problem::TooMany(MAX_EXPORTED as usize);
            return Err(Error::invalid_field("locations", problem));
        }
        let accessible = super::accessible_ids(&mut tx, self.ctx.actor()).await?;
        let mut found = locations::by_name(&mut tx, domain, MAX_EXPORTED).await?;
        if let Some(accessible) = &accessible {
            found.retain(|location| accessible.contains(location.id.as_str()));
        }
        let key = |location: &Location| (location.id.clone(), location.parent.clone());
        let sorted = in_tree_order(found, key).into_iter().map(|(_, location)| location);
        let types = LocationTypeTree::load(&mut tx, domain).await?.into_all();
        Ok((sorted.collect(), types))
    }

    /// Applies the rows, parents first. Returns a verdict for each, in the order of the file.
    async fn apply_rows(
        &self,
        tx: &mut WriteTx,
        rows: &[LocationRow],
    ) -> Result<Vec<LocationVerdict>, Error> {
        if rows.len() > LocationRow::MAX_ROWS {
            let problem = Problem::TooMany(LocationRow::MAX_ROWS);
            return Err(Error::invalid_field("rows", problem));
        }
        let domain = tx.number();
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        let reach = LocationReach::load(&mut tx.store, self.ctx.actor()).await?;
        let mut verdicts = vec![LocationVerdict::Unchanged; rows.len()];
        let mut seen = HashSet::new();
        for index in parents_first(rows) {
            let row = &rows[index];
            let id = self.ctx.environment().id();
            let result = apply_row(tx, &types, &reach, id, row).await;
            verdicts[index] = match result {
                Ok((id, _)) if !seen.insert(id.clone()) => {
                    invalid("", Rule::RepeatedLocation.into())
                }
                Ok((_, verdict)) => verdict,
                Err(Error::Invalid(errors)) => LocationVerdict::Invalid(errors),
                Err(Error::Forbidden(denial)) => invalid("", Rule::Denied(denial).into()),
                Err(other) => return Err(other),
            };
        }
        Ok(verdicts)
    }
}

fn invalid(field: &str, problem: Problem) -> LocationVerdict {
    LocationVerdict::Invalid(vec![FieldError::new(field, problem)])
}

/// The indexes of the rows, each after that of its parent. Rows in a circle keep their order; their
/// parents are unknown.
fn parents_first(rows: &[LocationRow]) -> Vec<usize> {
    let code = |code: &Option<String>| code.as_deref().map(fold).filter(|code| !code.is_empty());
    let by_code: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(it, row)| Some((code(&row.site_code)?, it)))
        .collect();
    let parent = |index: usize| {
        let above = code(&rows[index].parent).and_then(|code| by_code.get(&code).copied());
        above.filter(|above| *above != index)
    };
    let mut placed = vec![false; rows.len()];
    let mut order = Vec::with_capacity(rows.len());
    for start in 0..rows.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next.filter(|index| !placed[*index] && !path.contains(index)) {
            path.push(index);
            next = parent(index);
        }
        for index in path.into_iter().rev() {
            placed[index] = true;
            order.push(index);
        }
    }
    order
}

/// Creates or updates the location of a row. Returns its id and what was done.
async fn apply_row(
    tx: &mut WriteTx,
    types: &LocationTypeTree,
    reach: &LocationReach,
    new_id: Id,
    row: &LocationRow,
) -> Result<(Id, LocationVerdict), Error> {
    if !row.errors.is_empty() {
        return Err(Error::Invalid(row.errors.clone()));
    }
    let domain = tx.number();
    let parent = find_parent(&mut tx.store, domain, row).await?;
    let stored = find_stored(&mut tx.store, domain, row, &parent).await?;
    let edit = to_edit(row, stored.as_ref(), &parent);
    let Some(before) = stored else {
        let new = Before::New(blank(new_id, tx.now));
        let location = apply::apply(tx, types, new, &edit).await?;
        reach.check(&location)?;
        let stored = store_new(tx, types, location).await?;
        return Ok((stored.id, LocationVerdict::Created));
    };
    let after = apply::apply(tx, types, Before::Stored(before.clone()), &edit).await?;
    let fields = Diff::between_values(values(types, &before), values(types, &after)).fields;
    if fields.is_empty() {
        return Ok((before.id, LocationVerdict::Unchanged));
    }
    reach.check(&before)?;
    reach.check(&after)?;
    store_changed(tx, types, &before, after).await?;
    Ok((before.id, LocationVerdict::Updated(fields)))
}

/// The parent that the row names by its site code.
async fn find_parent(tx: &mut Tx, domain: i64, row: &LocationRow) -> Result<Patch<Id>, Error> {
    match row.parent.as_deref() {
        None => Ok(Patch::Keep),
        Some("") => Ok(Patch::Clear),
        Some(code) => {
            let found = locations::with_site_code(tx, domain, &fold(code)).await?;
            let unknown = || Error::invalid_field("parent", Problem::Unknown(code.to_owned()));
            found.ok_or_else(unknown).map(Patch::Set)
        }
    }
}

/// The stored location of a row: by its id, else by its site code, else by its name below its parent.
async fn find_stored(
    tx: &mut Tx,
    domain: i64,
    row: &LocationRow,
    parent: &Patch<Id>,
) -> Result<Option<Location>, Error> {
    if let Some(id) = &row.id
        && let Some(location) = load(tx, domain, id).await?
    {
        return Ok(Some(location));
    }
    let code = row.site_code.as_deref().map(fold).filter(|code| !code.is_empty());
    let parent = match parent {
        Patch::Keep => return by_code(tx, domain, code).await,
        Patch::Clear => None,
        Patch::Set(id) => Some(id),
    };
    let (None, Some(name)) = (&code, &row.name) else { return by_code(tx, domain, code).await };
    let found = locations::child_named(tx, domain, parent, name).await?;
    match found {
        Some(id) => load(tx, domain, id.as_str()).await,
        None => Ok(None),
    }
}

async fn by_code(
    tx: &mut Tx,
    domain: i64,
    code: Option<String>,
) -> Result<Option<Location>, Error> {
    let Some(code) = code else { return Ok(None) };
    match locations::with_site_code(tx, domain, &code).await? {
        Some(id) => load(tx, domain, id.as_str()).await,
        None => Ok(None),
    }
}

fn to_edit(row: &LocationRow, stored: Option<&Location>, parent: &Patch<Id>) -> LocationEdit {
    let patch = |text: &Option<String>| match text.as_deref() {
        None => Patch::Keep,
        Some("") => Patch::Clear,
        Some(text) => Patch::Set(text.to_owned()),
    };
    let present = stored.and_then(|location| location.parent.as_ref());
    let code = row.site_code.as_deref().map(fold).filter(|code| !code.is_empty());
    LocationEdit {
        name: row.name.clone(),
        site_code: code.filter(|code| stored.is_none_or(|location| location.site_code != *code)),
        external_id: patch(&row.external_id),
        kind: row.level.clone(),
        parent: match parent {
            Patch::Set(id) if present != Some(id) => Patch::Set(id.to_string()),
            Patch::Clear if present.is_some() => Patch::Clear,
            _ => Patch::Keep,
        },
        latitude: patch(&row.latitude),
        longitude: patch(&row.longitude),
        data: Some(merged(stored.map(|location| &location.data), &row.data))
            .filter(|_| !row.data.is_empty()),
        ..LocationEdit::default()
    }
}

/// The custom data after the import. An empty text removes a value; an unchanged one keeps its type.
fn merged(present: Option<&Map<String, Value>>, sent: &Map<String, Value>) -> Map<String, Value> {
    let mut data = present.cloned().unwrap_or_default();
    for (key, value) in sent {
        let text = value.as_str().unwrap_or_default();
        let same = data.get(key).is_some_and(|known| roster_model::cell_text(known) == text);
        if text.is_empty() {
            data.remove(key);
        } else if !same {
            data.insert(key.clone(), value.clone());
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use roster_model::LocationRow;

    use super::parents_first;

    #[test]
    fn rows_follow_their_parents() {
        let row = |code: &str, parent: &str| LocationRow {
            site_code: Some(code.to_owned()),
            parent: Some(parent.to_owned()),
            ..LocationRow::default()
        };
        let rows = [
            row("c", "B"),
            row("b", "a"),
            row("x", "x"),
            row("a", ""),
            row("y", "z"),
            row("z", "y"),
        ];
        assert_eq!(parents_first(&rows), [3, 1, 0, 2, 5, 4]);
    }
}
