//! Importing the sheet `groups` of a bulk upload.

use roster_model::{Diff, Error, Group, Id, ImportGroup, Kind, Problem, Rule};
use roster_store::groups;

use super::{Groups, load, name_problem};
use crate::{environment::Environment, unit_of_work::WriteTx};

/// The groups that an import created and changed, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedGroups {
    /// The created groups.
    pub created: Vec<String>,
    /// The changed groups.
    pub changed: Vec<String>,
}

impl ImportedGroups {
    /// Returns what was written, or would be, as sentences.
    pub fn lines(&self, executed: bool) -> Vec<String> {
        let would = if executed { "" } else { "would be " };
        let line = |names: &[String], what: &str| {
            let names = (!names.is_empty()).then(|| names.join(", "))?;
            Some(format!("Groups that {would}{what}: {names}."))
        };
        let (created, changed) =
            if executed { ("were created", "were changed") } else { ("created", "changed") };
        [line(&self.created, created), line(&self.changed, changed)].into_iter().flatten().collect()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.created.is_empty() && self.changed.is_empty()
    }
}

impl Groups<'_> {
    /// Creates and updates groups, each found by its id, else by its name. Members stay.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the first error: it names the row.
    pub(crate) async fn import_sheet(
        tx: &mut WriteTx,
        environment: &Environment,
        rows: &[ImportGroup],
    ) -> Result<ImportedGroups, Error> {
        let mut imported = ImportedGroups::default();
        for row in rows {
            if let Some(problem) = name_problem(&row.name) {
                return Err(row_error(row, problem));
            }
            let before = find(tx, row).await?;
            let id = row
                .id
                .as_deref()
                .map(|id| Id::parse(id).ok_or_else(|| row_error(row, Rule::GroupId.into())));
            let after = match &before {
                Some(before) => before.clone(),
                None => blank(id.transpose()?.unwrap_or_else(|| environment.id())),
            };
            let after = apply(after, row);
            write(tx, before, after, &mut imported).await?;
        }
        Ok(imported)
    }
}

/// The stored group of a row. A group with its id is renamed, unless another group has the name.
async fn find(tx: &mut WriteTx, row: &ImportGroup) -> Result<Option<Group>, Error> {
    let domain = tx.number();
    let holders = groups::named(&mut tx.store, domain, vec![row.name.clone()]).await?;
    let holder = holders.get(&row.name);
    let by_id = match &row.id {
        Some(id) => groups::find(&mut tx.store, domain, id).await?,
        None => None,
    };
    match (by_id, holder) {
        (Some(group), Some(holder)) if group.id != *holder => {
            Err(row_error(row, Rule::GroupNameTaken(row.name.clone()).into()))
        }
        (Some(group), _) => Ok(Some(group)),
        (None, Some(holder)) => load(&mut tx.store, domain, holder.as_str()).await.map(Some),
        (None, None) => Ok(None),
    }
}

fn blank(id: Id) -> Group {
    Group {
        id,
        name: String::new(),
        case_sharing: false,
        reporting: true,
        metadata: serde_json::Map::new(),
        users: Vec::new(),
    }
}

fn apply(mut group: Group, row: &ImportGroup) -> Group {
    group.name.clone_from(&row.name);
    group.case_sharing = row.case_sharing.unwrap_or(group.case_sharing);
    group.reporting = row.reporting.unwrap_or(group.reporting);
    group.metadata.extend(row.metadata.clone());
    group
}

async fn write(
    tx: &mut WriteTx,
    before: Option<Group>,
    after: Group,
    imported: &mut ImportedGroups,
) -> Result<(), Error> {
    let domain = tx.number();
    let id = after.id.as_str();
    let Some(before) = before else {
        groups::insert(&mut tx.store, domain, &after, tx.now).await?;
        tx.log(Kind::GroupCreated, id, None, Diff::created(&after));
        imported.created.push(after.name);
        return Ok(());
    };
    let diff = Diff::between(&before, &after);
    if !diff.is_empty() {
        groups::update(&mut tx.store, domain, &after, tx.now).await?;
        tx.log(Kind::GroupUpdated, id, None, diff);
        imported.changed.push(after.name);
    }
    Ok(())
}

fn row_error(row: &ImportGroup, problem: Problem) -> Error {
    let rule = Rule::GroupRow { row: row.row, problem: Box::new(problem) };
    Error::invalid_field("groups", rule.into())
}
