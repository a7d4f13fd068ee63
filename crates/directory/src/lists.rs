//! The lists of a domain. A person's record holds the lists that the person is on.

use roster_model::{
    Actor, Condition, Diff, Error, FieldError, Kind, List, ListEdit, Page, Patch, Problem,
    UsercomFields, Window,
};
use roster_store::{Tx, lists, people::Among};

use crate::{
    Directory,
    op_context::OpContext,
    people::detach::detach_some,
    text,
    turns::{self, Deletion},
    unit_of_work::WriteTx,
    visibility::{Visibility, invisible},
};

/// The lists of a domain.
pub struct Lists<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The lists of the actor's domain. Requires what [`Directory::people`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn lists(&self, actor: &Actor) -> Result<Lists<'_>, Error> {
        Ok(Lists { visibility: Visibility::new(self, actor)? })
    }
}

impl Lists<'_> {
    /// A page of the lists, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<List>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(lists::list(&mut tx, self.visibility.domain(), window).await?)
    }

    /// Returns the list with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<List, Error> {
        load(&mut self.visibility.ctx.read().await?, self.visibility.domain(), number).await
    }

    /// Creates a list. It must have a name.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub async fn create(&self, edit: &ListEdit) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let blank = List { number: 0, name: String::new(), description: String::new() };
        let mut errors = Vec::new();
        if edit.name.is_none() && !edit.errors.iter().any(|error| error.field == "name") {
            errors.push(FieldError::new("name", Problem::Required));
        }
        let List { name, description, .. } = apply(blank, edit, errors)?;
        let domain = tx.number();
        let list = lists::insert(&mut tx.store, domain, &name, &description).await?;
        tx.log(
            Kind::ListCreated,
            &list.number.to_string(),
            Some(list.number),
            Diff::created(&list),
        );
        tx.commit_or_defer().await?;
        Ok(list)
    }

    /// Updates a list.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error; [`Error::Forbidden`] when the actor
    /// cannot see a person on it.
    pub async fn edit(&self, number: i64, edit: &ListEdit) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, number).await?;
        tx.check_precondition(&before)?;
        let after = apply(before.clone(), edit, Vec::new())?;
        if before == after {
            return Ok(after);
        }
        if self.visibility.among == Among::Contacts
            && lists::has_workers(&mut tx.store, domain, number).await?
        {
            return Err(invisible());
        }
        lists::update(&mut tx.store, domain, &after).await?;
        let changed = Diff::between(&before, &after);
        tx.log(Kind::ListUpdated, &number.to_string(), Some(number), changed);
        tx.commit_or_defer().await?;
        Ok(after)
    }

    /// Deletes a list, and removes all people from it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the actor cannot see a person on it.
    pub async fn delete(&self, number: i64) -> Result<(), Error> {
        turns::delete(&mut ListDeletion::new(&self.visibility, number)).await
    }
}

/// The deletion of a list.
pub(crate) struct ListDeletion<'a> {
    visibility: &'a Visibility<'a>,
    number: i64,
}

impl<'a> ListDeletion<'a> {
    /// The deletion of the list with this number.
    pub(crate) fn new(visibility: &'a Visibility<'a>, number: i64) -> Self {
        Self { visibility, number }
    }
}

impl Deletion for ListDeletion<'_> {
    const KIND: &'static str = "list";

    fn ctx(&self) -> &OpContext<'_> {
        &self.visibility.ctx
    }

    fn id(&self) -> String {
        self.number.to_string()
    }

    async fn accept(&mut self, tx: &mut WriteTx) -> Result<(), Error> {
        let domain = tx.number();
        let list = load(&mut tx.store, domain, self.number).await?;
        tx.check_precondition(&list)?;
        if self.visibility.among == Among::Contacts
            && lists::has_workers(&mut tx.store, domain, self.number).await?
        {
            return Err(invisible());
        }
        Ok(())
    }

    async fn advance(&mut self, tx: &mut WriteTx) -> Result<bool, Error> {
        let (domain, number) = (tx.number(), self.number);
        let list = load(&mut tx.store, domain, number).await?;
        let on_list = Condition::on_list(number);
        let remove = |usercom: &mut UsercomFields| usercom.lists.retain(|list| *list != number);
        if !detach_some(tx, self.visibility, on_list, remove).await? {
            return Ok(false);
        }
        lists::delete(&mut tx.store, domain, number).await?;
        tx.log(Kind::ListDeleted, &number.to_string(), Some(number), Diff::deleted(&list));
        Ok(true)
    }
}

/// The list after the edit.
fn apply(mut list: List, edit: &ListEdit, mut errors: Vec<FieldError>) -> Result<List, Error> {
    errors.extend(edit.errors.iter().cloned());
    if let Some(name) = &edit.name {
        errors.extend(text::validate_name("name", name, List::MAX_NAME));
        name.trim().clone_into(&mut list.name);
    }
    match &edit.description {
        Patch::Keep => {}
        Patch::Clear => list.description.clear(),
        Patch::Set(description) => {
            errors.extend(text::validate("description", description, List::MAX_DESCRIPTION));
            list.description.clone_from(description);
        }
    }
    if errors.is_empty() { Ok(list) } else { Err(Error::Invalid(errors)) }
}

/// Loads the list with this number.
///
/// # Errors
/// [`Error::NotFound`].
pub(crate) async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<List, Error> {
    lists::find(tx, domain, number).await?.ok_or(Error::not_found("list"))
}
