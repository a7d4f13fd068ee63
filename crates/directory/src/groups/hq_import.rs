//! Importing groups from CommCare HQ.

use roster_model::{Diff, Error, FieldError, Group, HqGroup, HqItem, HqOutcome, Kind};
use roster_store::groups;

use super::{Groups, edit::validate_rename, validate_metadata};
use crate::{hq_import::separate_rejection, unit_of_work::WriteTx};

impl Groups<'_> {
    /// Creates and updates groups under their HQ ids. Members stay.
    pub(crate) async fn import_hq(
        tx: &mut WriteTx,
        groups: &[HqGroup],
    ) -> Result<Vec<HqItem>, Error> {
        let mut items = Vec::with_capacity(groups.len());
        for group in groups {
            let result = separate_rejection(import_group(tx, group).await)?;
            items.push(HqItem {
                id: group.id.to_string(),
                here: group.id.to_string(),
                name: group.name.clone(),
                outcome: result.unwrap_or_else(HqOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(items)
    }
}

async fn import_group(tx: &mut WriteTx, imported: &HqGroup) -> Result<HqOutcome, Error> {
    if !imported.errors.is_empty() {
        return Err(Error::Invalid(imported.errors.clone()));
    }
    let domain = tx.number();
    let before = groups::find(&mut tx.store, domain, imported.id.as_str()).await?;
    let after = Group {
        id: imported.id.clone(),
        name: imported.name.clone(),
        case_sharing: imported.case_sharing,
        reporting: imported.reporting,
        metadata: imported.metadata.clone(),
        users: before.as_ref().map(|group| group.users.clone()).unwrap_or_default(),
    };
    let changed = before.as_ref().map(|before| Diff::between(before, &after));
    if changed.as_ref().is_some_and(Diff::is_empty) {
        return Ok(HqOutcome::Same);
    }
    if let Some(problem) = validate_rename(tx, &after, &after.name).await? {
        return Err(Error::Invalid(vec![FieldError::new("name", problem)]));
    }
    if let Some(error) = validate_metadata(tx, before.as_ref(), &after.metadata) {
        return Err(Error::Invalid(vec![error]));
    }
    let id = after.id.as_str();
    if let Some(changed) = changed {
        groups::update(&mut tx.store, domain, &after, tx.now).await?;
        let fields = changed.fields.clone();
        tx.log(Kind::GroupUpdated, id, None, changed);
        return Ok(HqOutcome::Changed(fields));
    }
    groups::insert(&mut tx.store, domain, &after, tx.now).await?;
    tx.log(Kind::GroupCreated, id, None, Diff::created(&after));
    Ok(HqOutcome::Created)
}
