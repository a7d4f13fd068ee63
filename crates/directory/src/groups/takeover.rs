//! Taking groups over from another directory.

use roster_model::{Fault, Flaw, Group, Kind, Taken, TakenGroup, TakenOutcome};
use roster_store::groups;

use super::{
    Groups,
    edit::{changed, rename_problem},
};
use crate::{faults::fault, takeover::judged, work::Work};

impl Groups<'_> {
    /// Makes here what is there, under the same identities. Members stay who they are.
    pub(crate) async fn take_over(
        work: &mut Work,
        all: &[TakenGroup],
    ) -> Result<Vec<Taken>, Fault> {
        let mut taken = Vec::with_capacity(all.len());
        for group in all {
            let done = judged(take(work, group).await)?;
            taken.push(Taken {
                id: group.id.to_string(),
                here: group.id.to_string(),
                name: group.name.clone(),
                outcome: done.unwrap_or_else(TakenOutcome::Refused),
                left_out: Vec::new(),
            });
        }
        Ok(taken)
    }
}

async fn take(work: &mut Work, told: &TakenGroup) -> Result<TakenOutcome, Fault> {
    if !told.flaws.is_empty() {
        return Err(Fault::Invalid(told.flaws.clone()));
    }
    let domain = work.number();
    let before = groups::find(&mut work.tx, domain, told.id.as_str()).await.map_err(fault)?;
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
        return Ok(TakenOutcome::Same);
    }
    if let Some(problem) = rename_problem(work, &after, &after.name).await? {
        return Err(Fault::Invalid(vec![Flaw::new("name", problem)]));
    }
    let id = after.id.as_str();
    if let Some(fields) = fields {
        groups::update(&mut work.tx, domain, &after).await.map_err(fault)?;
        work.log(Kind::GroupUpdated, id, None, fields.clone());
        return Ok(TakenOutcome::Changed(fields));
    }
    groups::insert(&mut work.tx, domain, &after).await.map_err(fault)?;
    work.log(Kind::GroupCreated, id, None, Vec::new());
    Ok(TakenOutcome::Created)
}
