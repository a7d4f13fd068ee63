//! Adding to a group and taking out of it, without naming everybody who is in it.

use std::collections::HashSet;

use roster_model::{Fault, Id, Kind};
use roster_store::groups;

use super::{Groups, create::unknown_users, load, membership::Moves};
use crate::faults::fault;

impl Groups<'_> {
    /// Adds workers to a group, and tells how many were not in it.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such group in this domain; [`Fault::Invalid`] when some
    /// are no workers of it.
    pub async fn add_members(&self, id: &str, users: &[String]) -> Result<u64, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let group = load(&mut work.tx, domain, id).await?;
        let known = groups::eligible(&mut work.tx, domain, users.to_vec()).await.map_err(fault)?;
        let known: HashSet<String> = known.into_iter().collect();
        let flaws: Vec<_> = unknown_users(users, &known).into_iter().collect();
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let members = groups::members(&mut work.tx, domain, &group.id).await.map_err(fault)?;
        let present: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
        let mut moves = Moves::default();
        let joining: Vec<&String> =
            known.iter().filter(|user| !present.contains(user.as_str())).collect();
        for user in &joining {
            moves.join(&Id::trusted((*user).clone()), &group.id);
        }
        self.carry_out(work, &group.id, moves, joining.len()).await
    }

    /// Takes workers out of a group, and tells how many were in it.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such group in this domain.
    pub async fn remove_members(&self, id: &str, users: &[String]) -> Result<u64, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let group = load(&mut work.tx, domain, id).await?;
        let members = groups::members(&mut work.tx, domain, &group.id).await.map_err(fault)?;
        let leaving = members.iter().filter(|it| users.iter().any(|id| id == it.id.as_str()));
        let mut moves = Moves::default();
        let mut count = 0;
        for member in leaving {
            moves.leave(&member.id, &group.id);
            count += 1;
        }
        self.carry_out(work, &group.id, moves, count).await
    }

    async fn carry_out(
        &self,
        mut work: crate::work::Work,
        group: &Id,
        moves: Moves,
        count: usize,
    ) -> Result<u64, Fault> {
        if moves.is_empty() {
            return Ok(0);
        }
        work.log(Kind::GroupUpdated, group.as_str(), None, vec!["users".to_owned()]);
        moves.carry_out(&mut work).await?;
        work.commit().await?;
        Ok(count as u64)
    }
}
