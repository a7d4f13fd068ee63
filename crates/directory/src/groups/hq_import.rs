//! Taking groups over from another directory.

use roster_model::{Error, FieldError, Group, HqGroup, HqItem, HqOutcome, Kind};
use roster_store::groups;

use super::{
    Groups,
    edit::{changed, rename_problem},
};
use crate::{hq_import::judged, unit_of_work::WriteTx};

impl Groups<'_> {
    /// Makes here what is there, under the same identities. Members stay who they are.
    pub(crate) async fn take_over(tx: &mut WriteTx, all: &[HqGroup]) -> Result<Vec<HqItem>, Error> {
        let mut taken = Vec::with_capacity(all.len());
        for group in all {
            let done = judged(take(tx, group).await)?;
            taken.push(HqItem {
                id: group.id.to_string(),
                here: group.id.to_string(),
                name: group.name.clone(),
                outcome: done.unwrap_or_else(HqOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(taken)
    }
}

async fn take(tx: &mut WriteTx, told: &HqGroup) -> Result<HqOutcome, Error> {
    if !told.errors.is_empty() {
        return Err(Error::Invalid(told.errors.clone()));
    }
    let domain = tx.number();
    let before = groups::find(&mut tx.store, domain, told.id.as_str()).await?;
    let after = Group {
        id: told.id.clone(),
        name: told.name.clone(),
        case_sharing: told.case_sharing,
        reporting: told.reporting,
        metadata: told.metadata.clone(),
        users: before.as_ref().map(|group| group.users.clone()).unwrap_or_default(),
    };
    let fields = before.as_ref().map(|before| changed(before, &after));
    if fields.as_ref().is_some_and(Vec::is_empty) {
        return Ok(HqOutcome::Same);
    }
    if let Some(problem) = rename_problem(tx, &after, &after.name).await? {
        return Err(Error::Invalid(vec![FieldError::new("name", problem)]));
    }
    let id = after.id.as_str();
    if let Some(fields) = fields {
        groups::update(&mut tx.store, domain, &after).await?;
        tx.log(Kind::GroupUpdated, id, None, fields.clone());
        return Ok(HqOutcome::Changed(fields));
    }
    groups::insert(&mut tx.store, domain, &after).await?;
    tx.log(Kind::GroupCreated, id, None, Vec::new());
    Ok(HqOutcome::Created)
}
