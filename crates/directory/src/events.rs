//! Events of people, as clients report them.

use roster_model::{
    Actor, Diff, Error, Event, FieldError, Kind, NewOccurrence, Occurred, Occurrence, Page,
    PersonRef, Problem, Window, limits::check_json_size, record_size::json_size,
};
use roster_store::{events, people::Among};
use serde_json::Value;

use crate::{Directory, people::load_for_update, text, visibility::Visibility};

/// The events of a domain.
pub struct Events<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The events of the actor's domain. A contacts-only app key sees the events of contacts only.
    /// Requires what [`Directory::people`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn events(&self, actor: &Actor) -> Result<Events<'_>, Error> {
        Ok(Events { visibility: Visibility::new(self, actor)? })
    }
}

impl Events<'_> {
    /// Records an occurrence of an event for a person. The first occurrence creates the event. The
    /// person's record does not change.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person; [`Error::Invalid`] with every error.
    pub async fn record(&self, person: &PersonRef, new: &NewOccurrence) -> Result<Occurred, Error> {
        let name = new.name.as_deref().map(str::trim);
        let mut errors = new.errors.clone();
        match name {
            Some(name) => errors.extend(text::validate_name("name", name, Event::MAX_NAME)),
            None if errors.iter().any(|error| error.field == "name") => {}
            None => errors.push(FieldError::new("name", Problem::Required)),
        }
        let limit = self.visibility.ctx.domain().settings.custom_data_limit;
        errors.extend(check_json_size("data", None::<&Value>, &new.data, limit));
        let mut tx = self.visibility.ctx.begin().await?;
        let person = load_for_update(&self.visibility, &mut tx, person).await?;
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let (domain, now) = (tx.number(), tx.now);
        let name = name.unwrap_or_default();
        let known = events::find_by_name(&mut tx.store, domain, name).await?;
        let created = known.is_none();
        let event = match known {
            Some(event) => event,
            None => events::insert(&mut tx.store, domain, name, now).await?,
        };
        let at = new.at.unwrap_or(now);
        let store = &mut tx.store;
        let number = events::record(store, domain, event.number, &person.id, at, &new.data).await?;
        tx.state.grow(i64::try_from(json_size(&new.data)).unwrap_or(i64::MAX));
        let after = [
            ("name".to_owned(), event.name.clone().into()),
            ("user_id".to_owned(), person.number.into()),
            ("timestamp".to_owned(), at.to_string().into()),
        ];
        let logged = Diff::created_with(after.into_iter().collect());
        tx.log(Kind::EventCreated, &number.to_string(), Some(number), logged);
        tx.commit_or_defer().await?;
        Ok(Occurred { event: event.number, occurrence: number, created })
    }

    /// A page of the events, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Event>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(events::list(&mut tx, self.visibility.domain(), window).await?)
    }

    /// A page of the occurrences of the event with this number, in the order of recording.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such event.
    pub async fn occurrences(
        &self,
        event: i64,
        window: &Window,
    ) -> Result<Page<Occurrence>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let domain = self.visibility.domain();
        if events::find(&mut tx, domain, event).await?.is_none() {
            return Err(Error::not_found("event"));
        }
        let contacts_only = self.visibility.among == Among::Contacts;
        Ok(events::of_event(&mut tx, domain, event, contacts_only, window).await?)
    }

    /// A page of the occurrences of all events of a person, in the order of recording.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn of_person(
        &self,
        person: &PersonRef,
        window: &Window,
    ) -> Result<Page<Occurrence>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let person = self.visibility.find(&mut tx, person).await?;
        Ok(events::of_person(&mut tx, self.visibility.domain(), &person.id, window).await?)
    }
}
