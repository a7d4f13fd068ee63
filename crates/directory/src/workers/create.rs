//! Creating workers.

use roster_model::{
    Error, ExposeSecret as _, FieldError, NewWorker, Person, Problem, Username, Worker,
};
use roster_store::people;

use super::{
    WorkerView, Workers, apply, location_access,
    row_context::{RowContext, Sought},
};
use crate::{
    auth::password_policy,
    people::{
        blank,
        write::{self, PasswordChange},
    },
    schema,
    unit_of_work::WriteTx,
};

impl Workers<'_> {
    /// Creates a worker.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error; [`Error::Forbidden`] when the new worker would be at none
    /// of the caller's locations. Then nothing is stored.
    pub async fn create(&self, new: NewWorker) -> Result<WorkerView, Error> {
        let hash = self.hash_for_create(&new).await?;
        let sought = Sought::of_new(&new, self.ctx.domain());
        let mut tx = self.ctx.begin_expecting(sought.expected()).await?;
        let mut context = RowContext::load(&mut tx, &self.ctx, sought).await?;
        let person = self.plan_create(&mut tx, &new, &mut context).await?;
        let password = PasswordChange::from_hash(hash.as_deref());
        let person = write::insert(&mut tx, person, password).await?;
        tx.commit_or_defer().await?;
        Ok(WorkerView { person, schema: context.schema.into(), activity: None })
    }

    /// The hash of the new worker's password. Hashing takes long, so it happens before the transaction,
    /// and not at all for a request that is invalid anyway.
    pub(super) async fn hash_for_create(&self, new: &NewWorker) -> Result<Option<String>, Error> {
        let Some(password) = &new.password else { return Ok(None) };
        if !new.edit.errors.is_empty() || !self.validate(new).1.is_empty() {
            return Ok(None);
        }
        let domain = self.ctx.domain().number;
        self.ctx.directory().hash_password_of(domain, password).await.map(Some)
    }

    /// The new worker, to be inserted. Registers the fields that it uses.
    ///
    /// # Errors
    /// As [`Workers::create`]. Then nothing was written.
    pub(super) async fn plan_create(
        &self,
        tx: &mut WriteTx,
        new: &NewWorker,
        context: &mut RowContext,
    ) -> Result<Person, Error> {
        let (username, mut errors) = self.validate(new);
        let is_taken = username.as_ref().is_some_and(|name| context.is_taken(&name.folded()));
        let id_exists = new.id.as_ref().is_some_and(|id| context.person(id.as_str()).is_some());
        errors.extend(conflicts(new, username.as_ref().filter(|_| is_taken), id_exists));
        // Without a valid username the rest is validated too: one response has every error.
        let username = username.unwrap_or_else(|| Username::new_unchecked(String::new()));
        let mut person = self.blank(new, username, tx);
        let references = context.lend_references(&new.edit);
        let applied = apply::apply(&mut person, &new.edit, self.ctx.domain(), &references, errors);
        context.take_back(references);
        applied?;
        let actor = self.ctx.actor();
        location_access::check_move_within(context.accessible(), None, &person)?;
        location_access::check_grants_of(context.roles(), actor, None, &person)?;
        tx.require_person(&person.id);
        schema::register_used(tx, &mut context.schema, &person.custom).await?;
        Ok(person)
    }

    /// Validates what needs no stored data.
    fn validate(&self, new: &NewWorker) -> (Option<Username>, Vec<FieldError>) {
        let domain = self.ctx.domain();
        let mut errors = Vec::new();
        let mut add = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let has_error = |field: &str| new.edit.errors.iter().any(|error| error.field == field);
        if has_error("") {
            // The body is no worker at all, so no field is missing.
            return (None, Vec::new());
        }
        let username = match new.username.as_deref().map(|text| Username::parse(text, domain)) {
            Some(Ok(username)) => Some(username),
            Some(Err(problem)) => {
                add("username", problem);
                None
            }
            None => {
                if !has_error("username") {
                    add("username", Problem::Required);
                }
                None
            }
        };
        if let Some(password) = &new.password {
            let problem =
                password_policy::check_worker_password(password, domain.settings.strong_passwords);
            if let Some(problem) = problem {
                add("password", problem);
            }
        }
        if new.require_confirmation && new.password.is_some() {
            add("password", Problem::ConfirmationSetsPassword);
        }
        if new.send_confirmation && !new.require_confirmation {
            add("send_confirmation_email_now", Problem::ConfirmationNotRequired);
        }
        // Whether or not the message is to be sent now, as in the live service.
        let needs_email = new.require_confirmation || new.send_confirmation;
        if needs_email && !matches!(new.edit.email, Some(Some(_))) && !has_error("email") {
            add("email", Problem::ConfirmationNeedsEmail);
        }
        if !can_sign_in(new) && !has_error("password") && !has_error("connect_username") {
            add("password", Problem::PasswordOrConnectRequired);
        }
        (username, errors)
    }

    /// The new worker before the edit is applied.
    pub(super) fn blank(&self, new: &NewWorker, username: Username, tx: &WriteTx) -> Person {
        let mut worker = Worker::new(username);
        worker.active = !new.require_confirmation;
        worker.unconfirmed = new.require_confirmation;
        worker.connect_username.clone_from(&new.connect_username);
        let blank = blank::new(self.ctx.environment(), new.id.clone(), tx.now);
        Person { worker: Some(worker), ..blank }
    }
}

/// Whether the worker will have a way to sign in.
fn can_sign_in(new: &NewWorker) -> bool {
    new.password.as_ref().is_some_and(|password| !password.expose_secret().is_empty())
        || new.connect_username.as_ref().is_some_and(|name| !name.is_empty())
        || new.require_confirmation
}

/// The errors of a username or id that is taken.
pub(super) async fn find_conflicts(
    tx: &mut WriteTx,
    new: &NewWorker,
    username: Option<&Username>,
) -> Result<Vec<FieldError>, Error> {
    let domain = tx.number();
    let is_taken = match username {
        Some(name) => people::username_is_taken(&mut tx.store, domain, &name.folded()).await?,
        None => false,
    };
    let id_exists = match &new.id {
        Some(id) => people::find(&mut tx.store, domain, id.as_str()).await?.is_some(),
        None => false,
    };
    Ok(conflicts(new, username.filter(|_| is_taken), id_exists))
}

fn conflicts(new: &NewWorker, taken: Option<&Username>, id_exists: bool) -> Vec<FieldError> {
    let username = taken
        .map(|name| FieldError::new("username", Problem::UsernameTaken(name.as_str().to_owned())));
    let id = new.id.as_ref().filter(|_| id_exists);
    let id = id.map(|id| FieldError::new("id", Problem::Taken(id.as_str().to_owned())));
    username.into_iter().chain(id).collect()
}
