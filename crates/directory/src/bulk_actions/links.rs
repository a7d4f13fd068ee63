//! One-time links for many workers.

use std::collections::HashMap;

use jiff::SignedDuration;
use roster_model::{Error, FieldChange, Id, Person, RowOutcome, RowVerdict};
use roster_store::people;

use super::{BulkRun, BulkVerdict, reasons, username};
use crate::{
    op_context::OpContext,
    password_links::{self, IssuedLink},
    unit_of_work::WriteTx,
    workers::location_access,
};

impl BulkRun<'_> {
    /// Creates a link for each worker who is active and accessible. Nothing of the worker changes, so there
    /// is nothing to undo.
    pub(super) async fn create_links(
        &mut self,
        ids: &[String],
        valid_for: SignedDuration,
    ) -> Result<Vec<BulkVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let found = people::find_many(&mut tx.store, domain, ids.to_vec()).await?;
        let mut found: HashMap<String, Person> =
            found.into_iter().map(|person| (person.id.to_string(), person)).collect();
        let mut verdicts = Vec::with_capacity(ids.len());
        let mut people = Vec::new();
        for id in ids {
            self.row += 1;
            let person = accessible(self.ctx, &mut tx, found.remove(id)).await?;
            let username = person.as_ref().map(username).unwrap_or_default();
            let error = match &person {
                None => Some(Error::not_found("worker")),
                Some(person) => (!is_active(person)).then(password_links::deactivated),
            };
            let outcome = if let Some(error) = error {
                RowOutcome::Refused(reasons(error)?)
            } else {
                people.extend(person);
                RowOutcome::Unchanged
            };
            let verdict = RowVerdict { row: self.row, username, id: Id::parse(id), outcome };
            verdicts.push(BulkVerdict::from(verdict));
        }
        if people.is_empty() {
            return Ok(verdicts);
        }
        let links = password_links::issue(&mut tx, self.ctx.environment(), &people, valid_for);
        let mut links: HashMap<Id, IssuedLink> =
            links.await?.into_iter().map(|link| (link.id.clone(), link)).collect();
        tx.commit_or_defer().await?;
        for BulkVerdict { verdict, link, .. } in &mut verdicts {
            *link = verdict.id.as_ref().and_then(|id| links.remove(id));
            if link.is_some() {
                verdict.outcome = RowOutcome::Changed(vec![FieldChange {
                    column: "password_link".to_owned(),
                    from: String::new(),
                    to: "****".to_owned(),
                }]);
            }
        }
        Ok(verdicts)
    }
}

/// The person, if it is a worker that the actor has access to.
async fn accessible(
    ctx: &OpContext<'_>,
    tx: &mut WriteTx,
    person: Option<Person>,
) -> Result<Option<Person>, Error> {
    let Some(person) = person else { return Ok(None) };
    let Some(worker) = &person.worker else { return Ok(None) };
    let has_access = location_access::has_access(&mut tx.store, ctx.actor(), worker).await?;
    Ok(has_access.then_some(person))
}

fn is_active(person: &Person) -> bool {
    person.worker.as_ref().is_some_and(|worker| worker.active)
}
