//! Making a worker.

use roster_model::{Fault, Flaw, Kind, NewWorker, Person, Problem, SecretString, Traits, Username};
use roster_store::people;

use super::{WorkerView, Workers, blank_worker, decide, places, references};
use crate::{faults::fault, passwords, schema, work::Work};

impl Workers<'_> {
    /// Makes a worker, all or nothing.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw; [`Fault::Denied`] when the caller would not reach them.
    pub async fn create(&self, new: NewWorker) -> Result<WorkerView, Fault> {
        let hash = self.hash_for_create(&new).await?;
        let mut work = self.scope.begin().await?;
        let made = self.create_in(&mut work, &new, hash.as_deref()).await?;
        work.commit().await?;
        Ok(made)
    }

    /// The hash of the new worker's password. Hashing takes long and nobody should wait for it, so
    /// it comes before the transaction, and not at all for a request that is refused anyway.
    pub(super) async fn hash_for_create(&self, new: &NewWorker) -> Result<Option<String>, Fault> {
        let sound = new.edit.flaws.is_empty() && self.judge(new).1.is_empty();
        match &new.password {
            Some(password) if sound => {
                self.scope.directory().hash_password(password).await.map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Makes a worker within a transaction; a refused one leaves nothing in it.
    pub(super) async fn create_in(
        &self,
        work: &mut Work,
        new: &NewWorker,
        hash: Option<&str>,
    ) -> Result<WorkerView, Fault> {
        let (username, mut flaws) = self.judge(new);
        let mut references = references::load(work, &new.edit).await?;
        flaws.extend(taken(work, new, username.as_ref()).await?);
        // Without a readable name the rest is judged all the same, so that one answer tells all.
        let name = username.unwrap_or_else(|| Username::trusted(String::new()));
        let mut person = self.blank(new, name, work);
        decide::apply(&mut person, &new.edit, self.scope.domain(), &references, flaws)?;
        places::check_move(&mut work.tx, self.scope.actor(), None, &person).await?;
        schema::register_used(work, &mut references.schema, &person.custom).await?;
        insert(work, &mut person, hash).await?;
        Ok(WorkerView { person, schema: references.schema.into(), activity: None })
    }

    /// What can be said of the request without the store.
    fn judge(&self, new: &NewWorker) -> (Option<Username>, Vec<Flaw>) {
        let domain = self.scope.domain();
        let mut flaws = Vec::new();
        let mut add = |field: &str, problem| flaws.push(Flaw::new(field, problem));
        let told = |field: &str| new.edit.flaws.iter().any(|flaw| flaw.field == field);
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
        (username, flaws)
    }

    pub(super) fn blank(&self, new: &NewWorker, username: Username, work: &Work) -> Person {
        let mut worker = blank_worker(username);
        worker.active = !new.require_confirmation;
        worker.unconfirmed = new.require_confirmation;
        worker.connect_username.clone_from(&new.connect_username);
        let environment = self.scope.environment();
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
            traits: Traits::default(),
            worker: Some(worker),
            created_at: work.now,
            updated_at: work.now,
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
    work: &mut Work,
    new: &NewWorker,
    username: Option<&Username>,
) -> Result<Vec<Flaw>, Fault> {
    let domain = work.number();
    let mut flaws = Vec::new();
    if let Some(username) = username {
        let folded = username.folded();
        if people::username_is_taken(&mut work.tx, domain, &folded).await.map_err(fault)? {
            let problem = Problem::UsernameTaken(username.as_str().to_owned());
            flaws.push(Flaw::new("username", problem));
        }
    }
    if let Some(id) = &new.id
        && people::find(&mut work.tx, domain, id.as_str()).await.map_err(fault)?.is_some()
    {
        flaws.push(Flaw::new("id", Problem::Taken(id.as_str().to_owned())));
    }
    Ok(flaws)
}

/// Keeps a new person under the next number.
pub(super) async fn insert(
    work: &mut Work,
    person: &mut Person,
    hash: Option<&str>,
) -> Result<(), Fault> {
    let domain = work.number();
    work.state.last_person += 1;
    person.number = work.state.last_person;
    people::insert(&mut work.tx, domain, person).await.map_err(fault)?;
    if let Some(hash) = hash {
        people::set_password(&mut work.tx, domain, &person.id, hash).await.map_err(fault)?;
    }
    work.state.count(person);
    work.log_person(Kind::PersonCreated, person, Vec::new());
    Ok(())
}
