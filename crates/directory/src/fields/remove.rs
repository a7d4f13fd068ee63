//! Deleting a custom field with its values.

use roster_model::{Diff, Error, Field, Kind, Person, Rule, Start, Window};
use roster_store::{
    Tx, changes, fields,
    people::{self, Among},
    profiles,
};

use super::Fields;
use crate::{
    field_rules::is_blank,
    op_context::OpContext,
    people::write::{Batch, PasswordChange},
    turns::{self, Deletion, TURN},
    unit_of_work::WriteTx,
};

/// How many people are read at a time to count the values.
const BATCH_SIZE: u32 = 1_000;

/// How many pages of [`TURN`] people one transaction reads, if none of them has a value.
const MAX_PAGES: usize = 10;

/// A custom field, and what its deletion loses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUsage {
    /// The field.
    pub field: Field,
    /// The number of people with a value.
    pub people: u64,
    /// The names of the profiles that set it.
    pub profiles: Vec<String>,
}

impl Fields<'_> {
    /// Returns what the deletion of the field with this number loses. Reads all people.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn usage(&self, number: i64) -> Result<FieldUsage, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let field = find(&mut tx, domain, number).await?;
        let mut people = 0;
        let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
        loop {
            let page = people::list_by_number(&mut tx, domain, Among::All, &[], &window).await?;
            let has_value =
                |it: &&Person| it.custom.get(&field.slug).is_some_and(|it| !is_blank(it));
            people += page.items.iter().filter(has_value).count() as u64;
            let Some(next) = page.next else { break };
            window.start = Start::After(next);
        }
        let profiles = profiles_with(&mut tx, domain, &field.slug).await?;
        Ok(FieldUsage { field, people, profiles })
    }

    /// Deletes the field with this number and the values of all people. Many values are deleted in several
    /// transactions, the last of which deletes the field.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when a profile sets the field.
    pub async fn delete(&self, number: i64) -> Result<(), Error> {
        self.ctx.check_everywhere()?;
        turns::delete(&mut FieldDeletion::new(&self.ctx, number)).await
    }
}

/// The deletion of a field.
pub(crate) struct FieldDeletion<'a> {
    ctx: &'a OpContext<'a>,
    number: i64,
    committed: Progress,
    /// The progress after the current transaction.
    next: Progress,
}

/// How far the people were searched for values, by number.
#[derive(Clone, Default)]
struct Progress {
    /// The end of the last page.
    position: Option<String>,
    /// The last number of the change log. Others may have given a value to earlier people since.
    seq: Option<i64>,
}

impl<'a> FieldDeletion<'a> {
    /// The deletion of the field with this number.
    pub(crate) fn new(ctx: &'a OpContext<'a>, number: i64) -> Self {
        Self { ctx, number, committed: Progress::default(), next: Progress::default() }
    }
}

impl Deletion for FieldDeletion<'_> {
    const KIND: &'static str = "field";

    fn ctx(&self) -> &OpContext<'_> {
        self.ctx
    }

    fn id(&self) -> String {
        self.number.to_string()
    }

    async fn accept(&mut self, tx: &mut WriteTx) -> Result<(), Error> {
        let domain = tx.number();
        let field = find(&mut tx.store, domain, self.number).await?;
        check_profiles(tx, &field).await
    }

    async fn advance(&mut self, tx: &mut WriteTx) -> Result<bool, Error> {
        let domain = tx.number();
        let field = find(&mut tx.store, domain, self.number).await?;
        if let Some(seq) = self.committed.seq {
            let changed = changes::people_after(&mut tx.store, domain, seq).await?;
            let people = people::find_many(&mut tx.store, domain, changed).await?;
            remove_values(tx, &field.slug, people).await?;
        }
        let limit = u32::try_from(TURN).unwrap_or(u32::MAX);
        let mut window = Window { limit, start: Start::Offset(0) };
        let mut position = self.committed.position.clone();
        let mut is_last = false;
        for _ in 0..MAX_PAGES {
            if let Some(position) = position.clone() {
                window.start = Start::After(position);
            }
            let all = Among::All;
            let page = people::list_by_number(&mut tx.store, domain, all, &[], &window).await?;
            let removed = remove_values(tx, &field.slug, page.items).await?;
            is_last = page.next.is_none();
            position = page.next;
            if is_last || removed > 0 {
                break;
            }
        }
        if is_last {
            check_profiles(tx, &field).await?;
            fields::delete(&mut tx.store, domain, self.number).await?;
            let deleted = Diff::deleted(&field);
            tx.log(Kind::FieldDeleted, &field.slug, Some(self.number), deleted);
        }
        self.next = Progress { position, seq: Some(tx.state.seq) };
        Ok(is_last)
    }

    fn committed(&mut self) {
        self.committed = self.next.clone();
    }
}

/// Rejects the deletion of a field that profiles set.
async fn check_profiles(tx: &mut WriteTx, field: &Field) -> Result<(), Error> {
    let domain = tx.number();
    let profiles = profiles_with(&mut tx.store, domain, &field.slug).await?;
    if profiles.is_empty() {
        return Ok(());
    }
    Err(Error::invalid_field("", Rule::FieldOfProfiles(profiles).into()))
}

async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Field, Error> {
    let all = fields::list(tx, domain).await?;
    all.into_iter().find(|field| field.number == number).ok_or(Error::not_found("field"))
}

async fn profiles_with(tx: &mut Tx, domain: i64, slug: &str) -> Result<Vec<String>, Error> {
    let all = profiles::list(tx, domain).await?;
    let with_field = all.into_iter().filter(|profile| profile.values.contains_key(slug));
    Ok(with_field.map(|profile| profile.name).collect())
}

/// Removes the values of these people. Returns the number of people who had one.
async fn remove_values(tx: &mut WriteTx, slug: &str, people: Vec<Person>) -> Result<usize, Error> {
    let mut removed = 0;
    let mut batch = Batch::default();
    for before in people {
        if before.custom.contains_key(slug) {
            removed += 1;
            let mut after = before.clone();
            after.custom.shift_remove(slug);
            batch.update(tx, before, after, &[], PasswordChange::Keep)?;
        }
    }
    batch.flush(tx).await?;
    Ok(removed)
}
