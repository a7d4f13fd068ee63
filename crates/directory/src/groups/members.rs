//! Adding to a group and taking out of it, without naming everybody who is in it.

use std::collections::HashSet;

use roster_model::{Error, Id, Kind};
use roster_store::groups;

use super::{Groups, create::unknown_users, load, membership::Moves};

impl Groups<'_> {
    /// Adds workers to a group, and tells how many were not in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such group in this domain; [`Error::Invalid`] when some
    /// are no workers of it.
    pub async fn add_members(&self, id: &str, users: &[String]) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id).await?;
        let known = groups::eligible(&mut tx.store, domain, users.to_vec()).await?;
        let known: HashSet<String> = known.into_iter().collect();
        let errors: Vec<_> = unknown_users(users, &known).into_iter().collect();
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let members = groups::members(&mut tx.store, domain, &group.id).await?;
        let present: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
        let mut moves = Moves::default();
        let joining: Vec<&String> =
            known.iter().filter(|user| !present.contains(user.as_str())).collect();
        for user in &joining {
            moves.join(&Id::new_unchecked((*user).clone()), &group.id);
        }
        self.carry_out(tx, &group.id, moves, joining.len()).await
    }

    /// Takes workers out of a group, and tells how many were in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such group in this domain.
    pub async fn remove_members(&self, id: &str, users: &[String]) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id).await?;
        let members = groups::members(&mut tx.store, domain, &group.id).await?;
        let leaving = members.iter().filter(|it| users.iter().any(|id| id == it.id.as_str()));
        let mut moves = Moves::default();
        let mut count = 0;
        for member in leaving {
            moves.leave(&member.id, &group.id);
            count += 1;
        }
        self.carry_out(tx, &group.id, moves, count).await
    }

    async fn carry_out(
        &self,
        mut tx: crate::unit_of_work::WriteTx,
        group: &Id,
        moves: Moves,
        count: usize,
    ) -> Result<u64, Error> {
        if moves.is_empty() {
            return Ok(0);
        }
        tx.log(Kind::GroupUpdated, group.as_str(), None, vec!["users".to_owned()]);
        moves.carry_out(&mut tx).await?;
        tx.commit().await?;
        Ok(count as u64)
    }
}
