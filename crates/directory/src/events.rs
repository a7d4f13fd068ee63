//! Events: what clients tell that people did.

use roster_model::{
    Actor, Event, Fault, Flaw, Kind, NewOccurrence, Occurred, Occurrence, Page, PersonRef, Problem,
    Window,
};
use roster_store::{events, people::Among};

use crate::{Directory, contacts, faults::fault, reach::Reach, texts};

/// The events of a domain.
pub struct Events<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The events of the actor's domain; those of contacts alone, for a key that sees no others.
    /// Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn events(&self, actor: &Actor) -> Result<Events<'_>, Fault> {
        Ok(Events { reach: Reach::new(self, actor)? })
    }
}

impl Events<'_> {
    /// Takes down that an event happened to a person. The event comes into being by its first
    /// occurrence. The person does not change by it.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person; [`Fault::Invalid`] with every flaw.
    pub async fn record(&self, whom: &PersonRef, new: &NewOccurrence) -> Result<Occurred, Fault> {
        let name = new.name.as_deref().map(str::trim);
        let mut flaws = new.flaws.clone();
        match name {
            Some(name) => flaws.extend(texts::name_flaw("name", name, Event::MAX_NAME)),
            None if flaws.iter().any(|flaw| flaw.field == "name") => {}
            None => flaws.push(Flaw::new("name", Problem::Required)),
        }
        let mut work = self.reach.scope.begin().await?;
        let person = contacts::take(&self.reach, &mut work, whom).await?;
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let (domain, now) = (work.number(), work.now);
        let name = name.unwrap_or_default();
        let known = events::find_by_name(&mut work.tx, domain, name).await.map_err(fault)?;
        let created = known.is_none();
        let event = match known {
            Some(event) => event,
            None => events::insert(&mut work.tx, domain, name, now).await.map_err(fault)?,
        };
        let at = new.at.unwrap_or(now);
        let (tx, data) = (&mut work.tx, &new.data);
        let number = events::record(tx, domain, event.number, &person.id, at, data).await;
        let number = number.map_err(fault)?;
        work.log(Kind::EventCreated, &number.to_string(), Some(number), Vec::new());
        work.commit().await?;
        Ok(Occurred { event: event.number, occurrence: number, created })
    }

    /// A page of the events, by number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Event>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        events::list(&mut tx, self.reach.domain(), window).await.map_err(fault)
    }

    /// A page of the occurrences of the event of this number, in the order in which they were told.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such event.
    pub async fn occurrences(
        &self,
        event: i64,
        window: &Window,
    ) -> Result<Page<Occurrence>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let domain = self.reach.domain();
        if events::find(&mut tx, domain, event).await.map_err(fault)?.is_none() {
            return Err(Fault::missing("event"));
        }
        let contacts_only = self.reach.among == Among::Contacts;
        events::of_event(&mut tx, domain, event, contacts_only, window).await.map_err(fault)
    }

    /// A page of what happened to a person, in the order in which it was told.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person.
    pub async fn of_person(
        &self,
        whom: &PersonRef,
        window: &Window,
    ) -> Result<Page<Occurrence>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let person = self.reach.find(&mut tx, whom).await?;
        events::of_person(&mut tx, self.reach.domain(), &person.id, window).await.map_err(fault)
    }
}
