//! Events: what clients tell that people did.

use roster_model::{
    Actor, Error, Event, FieldError, Kind, NewOccurrence, Occurred, Occurrence, Page, PersonRef,
    Problem, Window,
};
use roster_store::{events, people::Among};

use crate::{Directory, contacts, texts, visibility::Visibility};

/// The events of a domain.
pub struct Events<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The events of the actor's domain; those of contacts alone, for a key that sees no others.
    /// Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn events(&self, actor: &Actor) -> Result<Events<'_>, Error> {
        Ok(Events { visibility: Visibility::new(self, actor)? })
    }
}

impl Events<'_> {
    /// Takes down that an event happened to a person. The event comes into being by its first
    /// occurrence. The person does not change by it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person; [`Error::Invalid`] with every flaw.
    pub async fn record(&self, whom: &PersonRef, new: &NewOccurrence) -> Result<Occurred, Error> {
        let name = new.name.as_deref().map(str::trim);
        let mut errors = new.errors.clone();
        match name {
            Some(name) => errors.extend(texts::name_flaw("name", name, Event::MAX_NAME)),
            None if errors.iter().any(|error| error.field == "name") => {}
            None => errors.push(FieldError::new("name", Problem::Required)),
        }
        let mut tx = self.visibility.ctx.begin().await?;
        let person = contacts::take(&self.visibility, &mut tx, whom).await?;
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
        tx.log(Kind::EventCreated, &number.to_string(), Some(number), Vec::new());
        tx.commit().await?;
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

    /// A page of the occurrences of the event of this number, in the order in which they were told.
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

    /// A page of what happened to a person, in the order in which it was told.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn of_person(
        &self,
        whom: &PersonRef,
        window: &Window,
    ) -> Result<Page<Occurrence>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let person = self.visibility.find(&mut tx, whom).await?;
        Ok(events::of_person(&mut tx, self.visibility.domain(), &person.id, window).await?)
    }
}
