//! Undoing an import as a whole.

use std::collections::HashSet;

use roster_model::{Error, ImportRecord, Kind, Person, Problem};
use roster_store::{
    groups,
    imports::{self, Undo},
    locations, people,
};

use super::Imports;
use crate::unit_of_work::WriteTx;

/// How many people are put back at a time.
const AT_A_TIME: u32 = 500;

/// How many are named of those who stand in the way.
const NAMED: u32 = 5;

impl Imports<'_> {
    /// Puts everybody back whom the import of this number made or changed: the ones are gone as if
    /// they had never been, and their usernames free, the others are as they were. Fields that it
    /// brought into use stay registered.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when it was undone before, or when somebody of them
    /// was changed or deleted since: then nothing is undone.
    pub async fn undo(&self, number: i64) -> Result<ImportRecord, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let found = imports::find(&mut tx.store, domain, number).await?;
        let import = found.ok_or(Error::not_found("import"))?;
        refuse_undone(&import)?;
        refuse_touched(&mut tx, &import).await?;
        let mut after = String::new();
        loop {
            let page = imports::undo_page(&mut tx.store, domain, number, &after, AT_A_TIME);
            let page = page.await?;
            let Some(last) = page.last() else { break };
            last.after.id.as_str().clone_into(&mut after);
            put_back(&mut tx, page).await?;
        }
        let now = tx.now;
        imports::finish_undo(&mut tx.store, domain, number, now).await?;
        tx.commit().await?;
        Ok(ImportRecord { undone_at: Some(now), ..import })
    }
}

fn refuse_undone(import: &ImportRecord) -> Result<(), Error> {
    match import.undone_at {
        None => Ok(()),
        Some(at) => refuse(&format!("it was undone on {at:.0}")),
    }
}

async fn refuse_touched(tx: &mut WriteTx, import: &ImportRecord) -> Result<(), Error> {
    let domain = tx.number();
    let later = imports::changed_since(&mut tx.store, domain, import, NAMED).await?;
    if !later.is_empty() {
        let people = people::find_many(&mut tx.store, domain, later).await?;
        let names: Vec<&str> = people
            .iter()
            .filter_map(|person| Some(person.worker.as_ref()?.username.as_str()))
            .collect();
        return refuse(&format!("people of it were changed since: {}", names.join(", ")));
    }
    if imports::has_submissions(&mut tx.store, domain, import.number).await? {
        return refuse("people whom it made have submitted forms since");
    }
    let there = imports::remaining(&mut tx.store, domain, import.number).await?;
    if there < import.created + import.changed {
        return refuse("people of it were deleted since");
    }
    Ok(())
}

fn refuse(text: &str) -> Result<(), Error> {
    Err(Error::invalid_field("import", Problem::Other(format!("cannot be undone: {text}"))))
}

async fn put_back(tx: &mut WriteTx, page: Vec<Undo>) -> Result<(), Error> {
    let domain = tx.number();
    let (changed, made): (Vec<Undo>, Vec<Undo>) =
        page.into_iter().partition(|one| one.before.is_some());
    for one in &made {
        tx.state.uncount(&one.after);
        tx.log_person(Kind::PersonDeleted, &one.after, Vec::new());
    }
    let made: Vec<&Person> = made.iter().map(|one| &one.after).collect();
    people::erase_many(&mut tx.store, domain, &made).await?;

    let there = HqSummary::load(tx, &changed).await?;
    let mut pairs = Vec::with_capacity(changed.len());
    for Undo { after, before, hash } in changed {
        let Some(mut before) = before else { continue };
        there.keep(&mut before);
        before.updated_at = tx.now;
        match hash.as_deref() {
            None => {}
            Some("") => {
                people::remove_password(&mut tx.store, domain, &before.id).await?;
            }
            Some(hash) => {
                people::set_password(&mut tx.store, domain, &before.id, hash).await?;
            }
        }
        tx.state.uncount(&after);
        tx.state.count(&before);
        let mut fields = crate::workers::edit::changed(&after, &before);
        if hash.is_some() {
            fields.push("password".to_owned());
        }
        tx.log_person(Kind::PersonUpdated, &before, fields);
        pairs.push((after, before));
    }
    let pairs: Vec<(&Person, &Person)> = pairs.iter().map(|(from, to)| (from, to)).collect();
    Ok(people::update_many(&mut tx.store, domain, &pairs).await?)
}

/// The groups and locations that are still there of those that people were in.
struct HqSummary {
    groups: HashSet<String>,
    locations: HashSet<String>,
}

impl HqSummary {
    async fn load(tx: &mut WriteTx, changed: &[Undo]) -> Result<Self, Error> {
        let domain = tx.number();
        let workers = || changed.iter().filter_map(|one| one.before.as_ref()?.worker.as_ref());
        let in_groups = workers().flat_map(|worker| &worker.groups).map(ToString::to_string);
        let at = workers().flat_map(|worker| &worker.locations).map(ToString::to_string);
        let (in_groups, at) = (in_groups.collect(), at.collect());
        let groups = groups::existing(&mut tx.store, domain, in_groups).await?;
        let locations = locations::existing(&mut tx.store, domain, at).await?;
        Ok(Self {
            groups: groups.into_iter().collect(),
            locations: locations.into_iter().collect(),
        })
    }

    /// Takes a person out of what is no longer there.
    fn keep(&self, person: &mut Person) {
        let Some(worker) = &mut person.worker else { return };
        worker.groups.retain(|id| self.groups.contains(id.as_str()));
        worker.locations.retain(|id| self.locations.contains(id.as_str()));
        if worker.locations.is_empty() {
            worker.primary_location = None;
        }
    }
}
