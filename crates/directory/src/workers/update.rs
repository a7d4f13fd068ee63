//! Updating workers.

use roster_model::{ActivityCounts, CustomData, Error, FieldError, Person, Problem, WorkerEdit};
use serde_json::Value;

use super::{
    WorkerView, Workers, apply, location_access,
    row_context::{RowContext, Sought},
};
use crate::{
    auth::password_policy,
    people::write::{self, PasswordChange},
    schema,
    unit_of_work::WriteTx,
};

impl Workers<'_> {
    /// Updates a worker. Fields that the edit does not have stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or none at the caller's locations;
    /// [`Error::Forbidden`] when the worker would leave these locations; [`Error::Invalid`] with
    /// every error. Then nothing is stored.
    pub async fn edit(&self, id: &str, edit: WorkerEdit) -> Result<WorkerView, Error> {
        let hash = self.hash_for_update(&edit).await?;
        let mut tx = self.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, id).await?;
        let view = self.update_in(&mut tx, before, &edit, hash.as_deref()).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }

    /// The hash of the new password. Hashing takes long, so it happens before the transaction, and not
    /// at all for an edit that is invalid in itself.
    pub(super) async fn hash_for_update(&self, edit: &WorkerEdit) -> Result<Option<String>, Error> {
        let Some(password) = &edit.password else { return Ok(None) };
        let strong = self.ctx.domain().settings.strong_passwords;
        if !edit.errors.is_empty()
            || password_policy::check_worker_password(password, strong).is_some()
        {
            return Ok(None);
        }
        let domain = self.ctx.domain().number;
        self.ctx.directory().hash_password_of(domain, password).await.map(Some)
    }

    /// As [`Workers::edit`] within a transaction, for the worker with this id.
    pub(crate) async fn edit_in(
        &self,
        tx: &mut WriteTx,
        id: &str,
        edit: &WorkerEdit,
        hash: Option<&str>,
    ) -> Result<WorkerView, Error> {
        let before = self.load_accessible(&mut tx.store, id).await?;
        self.update_in(tx, before, edit, hash).await
    }

    async fn update_in(
        &self,
        tx: &mut WriteTx,
        before: Person,
        edit: &WorkerEdit,
        hash: Option<&str>,
    ) -> Result<WorkerView, Error> {
        let sought = Sought::of_edit(before.id.as_str(), edit);
        let mut context = RowContext::load(tx, &self.ctx, sought).await?;
        let after = self.plan_update(tx, &before, edit, &mut context).await?;
        let password = PasswordChange::from_hash(hash);
        let person = write::update_with(tx, before, after, &[], password).await?;
        Ok(WorkerView { person, schema: context.schema.into(), activity: None })
    }

    /// The worker after the edit, to be stored. Registers the fields that the edit uses.
    ///
    /// # Errors
    /// As [`Workers::edit`]. Then nothing was written.
    pub(super) async fn plan_update(
        &self,
        tx: &mut WriteTx,
        before: &Person,
        edit: &WorkerEdit,
        context: &mut RowContext,
    ) -> Result<Person, Error> {
        tx.require_person(&before.id);
        let mut after = before.clone();
        let mut errors = validate_confirmation(before, edit);
        if let Some(sent) = &edit.expected.extras {
            errors.extend(validate_counts(context.counts(before.id.as_str()), sent));
        }
        let references = context.lend_references(edit);
        let applied = apply::apply(&mut after, edit, self.ctx.domain(), &references, errors);
        context.take_back(references);
        applied?;
        let actor = self.ctx.actor();
        location_access::check_move_within(context.accessible(), Some(before), &after)?;
        location_access::check_grants_of(context.roles(), actor, Some(before), &after)?;
        schema::register_used(tx, &mut context.schema, &after.custom).await?;
        Ok(after)
    }
}

/// The error of activity counts that are not the present ones.
fn validate_counts(present: ActivityCounts, sent: &CustomData) -> Option<FieldError> {
    let present = present.named();
    let is_present = |(name, count): (&String, &Value)| {
        present.iter().any(|(known, value)| known == name && count.as_i64() == Some(*value))
    };
    let differs = !sent.iter().all(is_present);
    differs.then(|| FieldError::new("extras", Problem::NotEditable))
}

/// A confirmation message can be sent again only to an unconfirmed account with an address.
fn validate_confirmation(person: &Person, edit: &WorkerEdit) -> Vec<FieldError> {
    if !edit.send_confirmation {
        return Vec::new();
    }
    let unconfirmed = person.worker.as_ref().is_some_and(|worker| worker.unconfirmed);
    let has_address = match &edit.email {
        Some(email) => email.is_some(),
        None => person.email.is_some(),
    };
    let problem = match (unconfirmed, has_address) {
        (false, _) => Problem::AlreadyConfirmed,
        (true, false) => Problem::ConfirmationNeedsEmail,
        (true, true) => return Vec::new(),
    };
    vec![FieldError::new("send_confirmation_email_now", problem)]
}
