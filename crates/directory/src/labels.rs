//! Companies, tags and lists together, with the number of their people: for pages that show all three
//! alike. [`Directory::companies`], [`Directory::tags`] and [`Directory::lists`] create, change and
//! delete them.

use roster_model::{
    Actor, Company, Error, Id, LabelKind, LabelSummary, Page, Person, PersonRef, Problem,
};
use roster_store::{Tx, companies as stored_companies, labels, people::Among};

use crate::{
    Directory, companies,
    people::{
        tags::add_number,
        write::{Batch, PasswordChange},
    },
    unit_of_work::WriteTx,
    visibility::Visibility,
};

/// The most people in one change.
const MAX_PEOPLE: usize = 1_000;

/// The companies, tags and lists of a domain.
pub struct Labels<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The companies, tags and lists of the actor's domain. Requires what [`Directory::people`]
    /// requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn labels(&self, actor: &Actor) -> Result<Labels<'_>, Error> {
        Ok(Labels { visibility: Visibility::new(self, actor)? })
    }
}

impl Labels<'_> {
    /// At most `limit` records of a kind whose names contain `text`, after the first `offset`, by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        kind: LabelKind,
        text: &str,
        offset: u64,
        limit: u32,
    ) -> Result<Page<LabelSummary>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let (domain, contacts_only) = (self.visibility.domain(), self.is_contacts_only());
        let range = (offset, limit);
        Ok(labels::list(&mut tx, domain, kind, contacts_only, text, range).await?)
    }

    /// Returns the record with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, kind: LabelKind, number: i64) -> Result<LabelSummary, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        self.load(&mut tx, kind, number).await
    }

    /// Adds people, by number, to a company or list, or gives them a tag. Unknown people are skipped.
    /// Returns how many people changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such record; [`Error::Invalid`] with the index of a person
    /// who is at a limit: then nothing is stored; [`Error::Forbidden`] when the actor cannot see all
    /// members of the company.
    pub async fn add_people(
        &self,
        kind: LabelKind,
        number: i64,
        people: &[i64],
    ) -> Result<u64, Error> {
        self.change_people(kind, number, people, true).await
    }

    /// Removes people, by number, from a company or list, or takes a tag from them. Unknown people are
    /// skipped. Returns how many people changed.
    ///
    /// # Errors
    /// As [`Labels::add_people`].
    pub async fn remove_people(
        &self,
        kind: LabelKind,
        number: i64,
        people: &[i64],
    ) -> Result<u64, Error> {
        self.change_people(kind, number, people, false).await
    }

    async fn change_people(
        &self,
        kind: LabelKind,
        number: i64,
        people: &[i64],
        add: bool,
    ) -> Result<u64, Error> {
        if people.len() > MAX_PEOPLE {
            return Err(Error::invalid_field("person", Problem::TooMany(MAX_PEOPLE)));
        }
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let references: Vec<PersonRef> =
            people.iter().map(|number| PersonRef::Number(*number)).collect();
        let found = self.visibility.find_many(&mut tx.store, &references).await?;
        let mut batch = Batch::default();
        let count = if kind == LabelKind::Company {
            let company = stored_companies::find(&mut tx.store, domain, number).await?;
            let company = company.ok_or(Error::not_found("company"))?;
            change_members(&mut tx, &mut batch, &company, found, add).await?
        } else {
            self.load(&mut tx.store, kind, number).await?;
            let mut count = 0;
            for before in found {
                let place = people.iter().position(|number| *number == before.number);
                let after = with_label(&before, kind, number, add);
                let written = batch.update(&mut tx, before, after, &[], PasswordChange::Keep);
                count += u64::from(written.map_err(|error| at(error, place))?.is_none());
            }
            count
        };
        if count > 0 {
            batch.flush(&mut tx).await?;
            tx.commit_or_defer().await?;
        }
        Ok(count)
    }

    fn is_contacts_only(&self) -> bool {
        self.visibility.among == Among::Contacts
    }

    async fn load(&self, tx: &mut Tx, kind: LabelKind, number: i64) -> Result<LabelSummary, Error> {
        let (domain, contacts_only) = (self.visibility.domain(), self.is_contacts_only());
        let found = labels::find(tx, domain, kind, contacts_only, number).await?;
        found.ok_or(Error::not_found(match kind {
            LabelKind::Company => "company",
            LabelKind::Tag => "tag",
            LabelKind::List => "list",
        }))
    }
}

/// Adds people to a company, or removes them. Returns how many people changed.
async fn change_members(
    tx: &mut WriteTx,
    batch: &mut Batch,
    company: &Company,
    people: Vec<Person>,
    add: bool,
) -> Result<u64, Error> {
    let ids: Vec<Id> = people.iter().map(|person| person.id.clone()).collect();
    let changed = companies::change_members(tx, company, &ids, add).await?;
    for person in people.into_iter().filter(|person| changed.contains(&person.id)) {
        batch.update(tx, person.clone(), person, &["companies"], PasswordChange::Keep)?;
    }
    Ok(changed.len() as u64)
}

/// The person with the tag or on the list, or without it.
fn with_label(person: &Person, kind: LabelKind, number: i64, add: bool) -> Person {
    let mut after = person.clone();
    let usercom = &mut after.usercom;
    let numbers = if kind == LabelKind::Tag { &mut usercom.tags } else { &mut usercom.lists };
    if add {
        add_number(numbers, number);
    } else {
        numbers.retain(|other| *other != number);
    }
    after
}

/// The error with the index of the person.
fn at(error: Error, index: Option<usize>) -> Error {
    match (error, index) {
        (Error::Invalid(errors), Some(index)) => {
            Error::Invalid(errors.into_iter().map(|error| error.at(index)).collect())
        }
        (error, _) => error,
    }
}
