//! Writing users.

use roster_model::{
    CustomData, DataEdit, Error, FieldError, Id, Patch, Person, Phone, PhoneEdit, Problem, Schema,
    Username, Worker, WorkerEdit,
    scim::{ScimFields, UserData, UserView, WorkerData},
};
use roster_store::{
    people::{self, find_by_custom_id},
    scim::{Removed, find_by_user_name, find_removed, keep_removed},
};

use super::{HashedPassword, ScimWrite};
use crate::{
    people::{
        blank,
        write::{self, PasswordChange},
    },
    schema,
    scim::{names, users},
    workers::{apply, location_access, references},
};

const USER_NAME: &str = "userName";
const EXTERNAL_ID: &str = "externalId";

/// The longest `userName`, in characters.
const MAX_USER_NAME: usize = 254;

impl ScimWrite<'_> {
    /// Creates a user. A worker with this `userName` that a SCIM client deleted exists again, with the
    /// same id, number and username.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error; [`Problem::Taken`] when a user has the `userName`;
    /// [`Error::Forbidden`] when the user would be at none of the caller's locations.
    pub async fn create_user(
        &mut self,
        data: &UserData,
        hash: Option<&HashedPassword>,
    ) -> Result<UserView, Error> {
        let domain = self.ctx.domain().clone();
        let completed = Username::complete(&data.user_name, &domain);
        let mut errors = data.errors.clone();
        let derived = self.check_name(data, &completed, None, &mut errors).await?;
        let removed = match &derived {
            Some(_) => self.find_removed(&data.user_name, &completed).await?,
            None => None,
        };
        if let Some(removed) = removed {
            return self.restore(removed, data, hash, errors).await;
        }
        self.check_external_id(data, None, &mut errors).await?;
        let username = match &derived {
            Some(wanted) => names::first_free(&mut self.tx, wanted, &domain).await?,
            None => Username::new_unchecked(String::new()),
        };
        let blank = blank::new(self.ctx.environment(), None, self.tx.now);
        let before = Person { worker: Some(Worker::new(username)), ..blank };
        let person = self.apply(&before, data, errors).await?;
        location_access::check_change(&mut self.tx.store, self.ctx.actor(), None, &person).await?;
        self.tx.require_person(&person.id);
        self.register_fields(&person).await?;
        let person = write::insert(&mut self.tx, person, password_change(hash)).await?;
        users::view(&mut self.tx.store, domain.number, person).await
    }

    /// Replaces the writable attributes of a user.
    ///
    /// # Errors
    /// As [`ScimWrite::create_user`].
    pub async fn replace_user(
        &mut self,
        current: UserView,
        data: &UserData,
        hash: Option<&HashedPassword>,
    ) -> Result<UserView, Error> {
        let domain = self.ctx.domain().clone();
        let before = current.person;
        let mut errors = data.errors.clone();
        let completed = Username::complete(&data.user_name, &domain);
        self.check_name(data, &completed, Some(&before), &mut errors).await?;
        self.check_external_id(data, Some(&before), &mut errors).await?;
        let after = self.apply(&before, data, errors).await?;
        let actor = self.ctx.actor();
        location_access::check_change(&mut self.tx.store, actor, Some(&before), &after).await?;
        self.tx.require_person(&before.id);
        self.register_fields(&after).await?;
        let change = password_change(hash);
        let person = write::update_with(&mut self.tx, before, after, &[], change).await?;
        users::view(&mut self.tx.store, domain.number, person).await
    }

    /// Deletes a user. A client that creates the user again gets the same worker.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn delete_user(&mut self, current: UserView) -> Result<(), Error> {
        let person = current.person;
        let domain = self.tx.number();
        let hash = people::password(&mut self.tx.store, domain, &person.id).await?;
        let now = self.tx.now;
        keep_removed(&mut self.tx.store, domain, &person, hash.as_deref(), now).await?;
        write::delete(&mut self.tx, &person).await
    }

    /// The deleted worker with this `userName` or full username. One who was at none of the caller's
    /// locations looks missing.
    async fn find_removed(
        &mut self,
        user_name: &str,
        full_username: &str,
    ) -> Result<Option<Removed>, Error> {
        let (domain, store) = (self.tx.number(), &mut self.tx.store);
        let removed = find_removed(store, domain, user_name, full_username).await?;
        let Some(removed) = removed else { return Ok(None) };
        let actor = self.ctx.actor();
        let is_accessible = location_access::covers_deleted(store, actor, &removed.person).await?;
        Ok(is_accessible.then_some(removed))
    }

    /// Checks the `userName`. Returns the username that is derived from it, if it is valid.
    async fn check_name(
        &mut self,
        data: &UserData,
        completed: &str,
        before: Option<&Person>,
        errors: &mut Vec<FieldError>,
    ) -> Result<Option<Username>, Error> {
        let is_present = |worker: &Worker| worker.user_name() == data.user_name;
        let worker = before.and_then(|person| person.worker.as_ref());
        if worker.is_some_and(is_present) || errors.iter().any(|error| error.field == USER_NAME) {
            return Ok(None);
        }
        let mut add = |problem| errors.push(FieldError::new(USER_NAME, problem));
        if data.user_name.is_empty() {
            add(Problem::Required);
            return Ok(None);
        }
        if data.user_name.chars().count() > MAX_USER_NAME {
            add(Problem::TooLong(MAX_USER_NAME));
            return Ok(None);
        }
        let derived = match names::derive(&data.user_name, self.ctx.domain()) {
            Ok(derived) => derived,
            Err(problem) => {
                add(problem);
                return Ok(None);
            }
        };
        let domain = self.tx.number();
        let holder =
            find_by_user_name(&mut self.tx.store, domain, &data.user_name, completed).await?;
        if holder.is_some_and(|holder| before.is_none_or(|before| before.id != holder.id)) {
            add(Problem::Taken(data.user_name.clone()));
            return Ok(None);
        }
        Ok(Some(derived))
    }

    pub(super) async fn check_external_id(
        &mut self,
        data: &UserData,
        before: Option<&Person>,
        errors: &mut Vec<FieldError>,
    ) -> Result<(), Error> {
        let Some(external_id) = data.external_id() else { return Ok(()) };
        let domain = self.tx.number();
        let holder = find_by_custom_id(&mut self.tx.store, domain, external_id).await?;
        if holder.is_some_and(|holder| before.is_none_or(|before| before.id != holder.id)) {
            errors.push(FieldError::new(EXTERNAL_ID, Problem::Taken(external_id.to_owned())));
        }
        Ok(())
    }

    /// The person with the attributes of the request.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub(super) async fn apply(
        &mut self,
        before: &Person,
        data: &UserData,
        errors: Vec<FieldError>,
    ) -> Result<Person, Error> {
        let mut after = before.clone();
        let edit = edit(before, data);
        let references = references::load(&mut self.tx, &edit).await?;
        apply::apply(&mut after, &edit, self.ctx.domain(), &references, errors)?;
        after.custom_id = data.external_id().map(str::to_owned);
        if let Some(worker) = &mut after.worker {
            apply_scim_fields(worker, data);
        }
        Ok(after)
    }

    pub(super) async fn register_fields(&mut self, person: &Person) -> Result<(), Error> {
        let domain = self.tx.number();
        let mut known = schema::load(&mut self.tx.store, domain).await?;
        schema::register_used(&mut self.tx, &mut known, &person.custom).await
    }
}

pub(super) fn password_change(hash: Option<&HashedPassword>) -> PasswordChange {
    PasswordChange::from_hash(hash.map(|HashedPassword(hash)| hash.as_str()))
}

/// The request as the edit that the other APIs send.
fn edit(before: &Person, data: &UserData) -> WorkerEdit {
    let phones = data.phones.iter().map(|phone| Phone::new_unchecked(phone.digits.clone()));
    let mut edit = WorkerEdit {
        first_name: Some(data.given_name.clone()),
        last_name: Some(data.family_name.clone()),
        email: Some(data.email.clone()),
        language: Some(data.language.clone()),
        password: data.password.clone(),
        phones: vec![PhoneEdit::All(phones.collect())],
        ..WorkerEdit::default()
    };
    if let Some(worker) = &data.worker {
        edit.data = Some(DataEdit::Replace(with_profile(before, worker.custom.clone())));
        let (locations, primary) = assignment(before, worker);
        edit.locations = Some(locations);
        edit.primary_location = primary;
    }
    edit
}

/// Custom data does not show the profile, so replacing the data keeps it unless the request sets one.
fn with_profile(before: &Person, mut custom: CustomData) -> CustomData {
    let profile = before.worker.as_ref().and_then(|worker| worker.profile);
    if let Some(profile) = profile
        && !custom.contains_key(Schema::PROFILE_KEY)
    {
        custom.insert(Schema::PROFILE_KEY.to_owned(), profile.into());
    }
    custom
}

/// The locations of the request. A new primary location that is not among the locations is added; the
/// present one is dropped. Without a primary location the first one is it, unless the present
/// locations stay.
fn assignment(before: &Person, data: &WorkerData) -> (Vec<String>, Patch<String>) {
    let worker = before.worker.as_ref();
    let present: Vec<&str> =
        worker.iter().flat_map(|worker| &worker.locations).map(Id::as_str).collect();
    let old = worker.and_then(|worker| worker.primary_location.as_ref()).map(Id::as_str);
    let mut locations = data.locations.clone();
    let is_dropped = |id: &String| old == Some(id.as_str()) && !data.locations.contains(id);
    let primary = match data.primary_location.as_ref().filter(|id| !is_dropped(id)) {
        Some(primary) => {
            if !locations.contains(primary) {
                locations.push(primary.clone());
            }
            Patch::Set(primary.clone())
        }
        None if present == locations => Patch::Clear,
        None => locations.first().cloned().map_or(Patch::Clear, Patch::Set),
    };
    (locations, primary)
}

fn apply_scim_fields(worker: &mut Worker, data: &UserData) {
    let user_name = (data.user_name != worker.username.as_str()).then(|| data.user_name.clone());
    let mut scim = ScimFields {
        user_name,
        email_not_primary: data.email_not_primary,
        phones: data.phones.clone(),
        active_removed_at: worker.scim.active_removed_at,
    };
    match data.active {
        Patch::Keep => {}
        Patch::Clear => scim.active_removed_at = Some(worker.active),
        Patch::Set(active) => {
            scim.active_removed_at = None;
            worker.active = active;
            // Activation confirms an unconfirmed account.
            worker.unconfirmed &= !active;
        }
    }
    worker.scim = scim;
}
