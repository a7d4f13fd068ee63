//! Changing a group.

use roster_model::{Fault, Flaw, Group, GroupEdit, Kind, Problem};
use roster_store::groups;

use super::{Groups, load, membership, membership::Moves, name_problem};
use crate::{faults::fault, work::Work};

impl Groups<'_> {
    /// Changes a group; what the edit does not name stays.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, id: &str, edit: GroupEdit) -> Result<Group, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let before = load(&mut work.tx, domain, id).await?;
        work.check(&before)?;
        let mut flaws = edit.flaws.clone();
        if let Some(name) = &edit.name {
            let problem = rename_problem(&mut work, &before, name).await?;
            flaws.extend(problem.map(|problem| Flaw::new("name", problem)));
        }
        let moves = match &edit.users {
            Some(users) => membership::replace(&mut work, &before.id, users, &mut flaws).await?,
            None => Moves::default(),
        };
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let after = applied(&before, edit);
        let mut fields = changed(&before, &after);
        if !moves.is_empty() {
            fields.push("users".to_owned());
        }
        if fields.is_empty() {
            return Ok(before);
        }
        groups::update(&mut work.tx, domain, &after).await.map_err(fault)?;
        work.log(Kind::GroupUpdated, before.id.as_str(), None, fields);
        moves.carry_out(&mut work).await?;
        let after = load(&mut work.tx, domain, before.id.as_str()).await?;
        work.commit().await?;
        Ok(after)
    }
}

pub(super) async fn rename_problem(
    work: &mut Work,
    group: &Group,
    name: &str,
) -> Result<Option<Problem>, Fault> {
    if let Some(problem) = name_problem(name) {
        return Ok(Some(problem));
    }
    let domain = work.number();
    let holders = groups::named(&mut work.tx, domain, vec![name.to_owned()]).await;
    let taken = holders.map_err(fault)?.get(name).is_some_and(|holder| *holder != group.id);
    Ok(taken.then(|| Problem::Taken(name.to_owned())))
}

fn applied(before: &Group, edit: GroupEdit) -> Group {
    Group {
        id: before.id.clone(),
        name: edit.name.unwrap_or_else(|| before.name.clone()),
        case_sharing: edit.case_sharing.unwrap_or(before.case_sharing),
        reporting: edit.reporting.unwrap_or(before.reporting),
        metadata: edit.metadata.unwrap_or_else(|| before.metadata.clone()),
        users: before.users.clone(),
    }
}

/// The names of the fields that differ, but for the members.
pub(super) fn changed(before: &Group, after: &Group) -> Vec<String> {
    let differences = [
        ("name", before.name != after.name),
        ("case_sharing", before.case_sharing != after.case_sharing),
        ("reporting", before.reporting != after.reporting),
        ("metadata", before.metadata != after.metadata),
    ];
    let differing = differences.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}
