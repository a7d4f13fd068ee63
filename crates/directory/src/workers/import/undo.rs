//! Undoing an import as a whole.

use std::collections::HashSet;

use roster_model::{Fault, ImportRecord, Kind, Person, Problem};
use roster_store::{groups, imports, imports::Undo, locations, people};

use super::Imports;
use crate::{faults::fault, work::Work};

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
    /// [`Fault::Missing`]; [`Fault::Invalid`] when it was undone before, or when somebody of them
    /// was changed or deleted since: then nothing is undone.
    pub async fn undo(&self, number: i64) -> Result<ImportRecord, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let found = imports::find(&mut work.tx, domain, number).await.map_err(fault)?;
        let import = found.ok_or(Fault::missing("import"))?;
        refuse_undone(&import)?;
        refuse_touched(&mut work, &import).await?;
        let mut after = String::new();
        loop {
            let page = imports::undo_page(&mut work.tx, domain, number, &after, AT_A_TIME);
            let page = page.await.map_err(fault)?;
            let Some(last) = page.last() else { break };
            last.after.id.as_str().clone_into(&mut after);
            put_back(&mut work, page).await?;
        }
        let now = work.now;
        imports::finish_undo(&mut work.tx, domain, number, now).await.map_err(fault)?;
        work.commit().await?;
        Ok(ImportRecord { undone_at: Some(now), ..import })
    }
}

fn refuse_undone(import: &ImportRecord) -> Result<(), Fault> {
    match import.undone_at {
        None => Ok(()),
        Some(at) => refuse(&format!("it was undone on {at:.0}")),
    }
}

async fn refuse_touched(work: &mut Work, import: &ImportRecord) -> Result<(), Fault> {
    let domain = work.number();
    let later = imports::changed_since(&mut work.tx, domain, import, NAMED).await.map_err(fault)?;
    if !later.is_empty() {
        let people = people::find_many(&mut work.tx, domain, later).await.map_err(fault)?;
        let names: Vec<&str> = people
            .iter()
            .filter_map(|person| Some(person.worker.as_ref()?.username.as_str()))
            .collect();
        return refuse(&format!("people of it were changed since: {}", names.join(", ")));
    }
    if imports::has_submissions(&mut work.tx, domain, import.number).await.map_err(fault)? {
        return refuse("people whom it made have submitted forms since");
    }
    let there = imports::remaining(&mut work.tx, domain, import.number).await.map_err(fault)?;
    if there < import.created + import.changed {
        return refuse("people of it were deleted since");
    }
    Ok(())
}

fn refuse(text: &str) -> Result<(), Fault> {
    Err(Fault::flaw("import", Problem::Other(format!("cannot be undone: {text}"))))
}

async fn put_back(work: &mut Work, page: Vec<Undo>) -> Result<(), Fault> {
    let domain = work.number();
    let (changed, made): (Vec<Undo>, Vec<Undo>) =
        page.into_iter().partition(|one| one.before.is_some());
    for one in &made {
        work.state.uncount(&one.after);
        work.log_person(Kind::PersonDeleted, &one.after, Vec::new());
    }
    let made: Vec<&Person> = made.iter().map(|one| &one.after).collect();
    people::erase_many(&mut work.tx, domain, &made).await.map_err(fault)?;

    let there = Standing::load(work, &changed).await?;
    let mut pairs = Vec::with_capacity(changed.len());
    for Undo { after, before, hash } in changed {
        let Some(mut before) = before else { continue };
        there.keep(&mut before);
        before.updated_at = work.now;
        match hash.as_deref() {
            None => {}
            Some("") => {
                people::remove_password(&mut work.tx, domain, &before.id).await.map_err(fault)?;
            }
            Some(hash) => {
                people::set_password(&mut work.tx, domain, &before.id, hash)
                    .await
                    .map_err(fault)?;
            }
        }
        work.state.uncount(&after);
        work.state.count(&before);
        let mut fields = crate::workers::edit::changed(&after, &before);
        if hash.is_some() {
            fields.push("password".to_owned());
        }
        work.log_person(Kind::PersonUpdated, &before, fields);
        pairs.push((after, before));
    }
    let pairs: Vec<(&Person, &Person)> = pairs.iter().map(|(from, to)| (from, to)).collect();
    people::update_many(&mut work.tx, domain, &pairs).await.map_err(fault)
}

/// The groups and locations that are still there of those that people were in.
struct Standing {
    groups: HashSet<String>,
    locations: HashSet<String>,
}

impl Standing {
    async fn load(work: &mut Work, changed: &[Undo]) -> Result<Self, Fault> {
        let domain = work.number();
        let workers = || changed.iter().filter_map(|one| one.before.as_ref()?.worker.as_ref());
        let in_groups = workers().flat_map(|worker| &worker.groups).map(ToString::to_string);
        let at = workers().flat_map(|worker| &worker.locations).map(ToString::to_string);
        let (in_groups, at) = (in_groups.collect(), at.collect());
        let groups = groups::existing(&mut work.tx, domain, in_groups).await.map_err(fault)?;
        let locations = locations::existing(&mut work.tx, domain, at).await.map_err(fault)?;
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
