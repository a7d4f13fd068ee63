//! Making a worker.

use roster_model::{
    Error, FieldError, Kind, NewWorker, Person, Problem, SecretString, UsercomFields, Username,
};
use roster_store::people;

use super::{WorkerView, Workers, blank_worker, decide, places, references};
use crate::{passwords, schema, unit_of_work::WriteTx};

impl Workers<'_> {
    /// Makes a worker, all or nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw; [`Error::Forbidden`] when the caller would not reach them.
    pub async fn create(&self, new: NewWorker) -> Result<WorkerView, Error> {
        let hash = self.hash_for_create(&new).await?;
        let mut tx = self.ctx.begin().await?;
        let made = self.create_in(&mut tx, &new, hash.as_deref()).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// The hash of the new worker's password. Hashing takes long and nobody should wait for it, so
    /// it comes before the transaction, and not at all for a request that is refused anyway.
    pub(super) async fn hash_for_create(&self, new: &NewWorker) -> Result<Option<String>, Error> {
        let sound = new.edit.errors.is_empty() && self.judge(new).1.is_empty();
        match &new.password {
            Some(password) if sound => self.ctx.directory().hash_password(password).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Makes a worker within a transaction; a refused one leaves nothing in it.
    pub(super) async fn create_in(
        &self,
        tx: &mut WriteTx,
        new: &NewWorker,
        hash: Option<&str>,
    ) -> Result<WorkerView, Error> {
        let (username, mut errors) = self.judge(new);
        let mut references = references::load(tx, &new.edit).await?;
        errors.extend(taken(tx, new, username.as_ref()).await?);
        // Without a readable name the rest is judged all the same, so that one answer tells all.
        let name = username.unwrap_or_else(|| Username::new_unchecked(String::new()));
        let mut person = self.blank(new, name, tx);
        decide::apply(&mut person, &new.edit, self.ctx.domain(), &references, errors)?;
        places::check_move(&mut tx.store, self.ctx.actor(), None, &person).await?;
        schema::register_used(tx, &mut references.schema, &person.custom).await?;
        insert(tx, &mut person, hash).await?;
        Ok(WorkerView { person, schema: references.schema.into(), activity: None })
    }

    /// What can be said of the request without the store.
    fn judge(&self, new: &NewWorker) -> (Option<Username>, Vec<FieldError>) {
        let domain = self.ctx.domain();
        let mut errors = Vec::new();
        let mut add = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let told = |field: &str| new.edit.errors.iter().any(|error| error.field == field);
        if told("") {
            // It is no worker at all that was asked for, so nothing is missing in it.
            return (None, Vec::new());
        }
        let username = match new.username.as_deref().map(|text| Username::parse(text, domain)) {
            Some(Ok(username)) => Some(username),
            Some(Err(problem)) => {
                add("username", problem);
                None
            }
            None => {
                if !told("username") {
                    add("username", Problem::Required);
                }
                None
            }
        };
        if let Some(password) = &new.password {
            let problem = passwords::judge_worker(password, domain.settings.strong_passwords);
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
        if new.send_confirmation && !matches!(new.edit.email, Some(Some(_))) && !told("email") {
            add("email", Problem::ConfirmationNeedsEmail);
        }
        if !signs_in(new) && !told("password") && !told("connect_username") {
            add("password", Problem::PasswordOrConnectRequired);
        }
        (username, errors)
    }

    pub(super) fn blank(&self, new: &NewWorker, username: Username, tx: &WriteTx) -> Person {
        let mut worker = blank_worker(username);
        worker.active = !new.require_confirmation;
        worker.unconfirmed = new.require_confirmation;
        worker.connect_username.clone_from(&new.connect_username);
        let environment = self.ctx.environment();
        Person {
            id: new.id.clone().unwrap_or_else(|| environment.id()),
            number: 0,
            key: environment.alphanumeric(12),
            custom_id: None,
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            phones: Vec::new(),
            custom: roster_model::CustomData::new(),
            usercom: UsercomFields::default(),
            worker: Some(worker),
            created_at: tx.now,
            updated_at: tx.now,
        }
    }
}

/// Whether the worker will have a way to sign in.
fn signs_in(new: &NewWorker) -> bool {
    let empty = |password: &SecretString| {
        use roster_model::ExposeSecret;
        password.expose_secret().is_empty()
    };
    new.password.as_ref().is_some_and(|password| !empty(password))
        || new.connect_username.as_ref().is_some_and(|name| !name.is_empty())
        || new.require_confirmation
}

/// What somebody else has already.
pub(super) async fn taken(
    tx: &mut WriteTx,
    new: &NewWorker,
    username: Option<&Username>,
) -> Result<Vec<FieldError>, Error> {
    let domain = tx.number();
    let mut errors = Vec::new();
    if let Some(username) = username {
        let folded = username.folded();
        if people::username_is_taken(&mut tx.store, domain, &folded).await? {
            let problem = Problem::UsernameTaken(username.as_str().to_owned());
            errors.push(FieldError::new("username", problem));
        }
    }
    if let Some(id) = &new.id
        && people::find(&mut tx.store, domain, id.as_str()).await?.is_some()
    {
        errors.push(FieldError::new("id", Problem::HqItem(id.as_str().to_owned())));
    }
    Ok(errors)
}

/// Keeps a new person under the next number.
pub(super) async fn insert(
    tx: &mut WriteTx,
    person: &mut Person,
    hash: Option<&str>,
) -> Result<(), Error> {
    let domain = tx.number();
    tx.state.last_person += 1;
    person.number = tx.state.last_person;
    people::insert(&mut tx.store, domain, person).await?;
    if let Some(hash) = hash {
        people::set_password(&mut tx.store, domain, &person.id, hash).await?;
    }
    tx.state.count(person);
    tx.log_person(Kind::PersonCreated, person, Vec::new());
    Ok(())
}
