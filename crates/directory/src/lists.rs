//! Lists themselves: who is on them is the people's matter.

use roster_model::{
    Actor, Condition, Error, FieldError, Kind, List, ListEdit, Page, Patch, Problem, UsercomFields,
    Window,
};
use roster_store::{Tx, lists};

use crate::{Directory, contacts::release, texts, visibility::Visibility};

/// The lists of a domain.
pub struct Lists<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The lists of the actor's domain. Needs what [`Directory::people`] needs.
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

    /// The list of this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<List, Error> {
        load(&mut self.visibility.ctx.read().await?, self.visibility.domain(), number).await
    }

    /// Makes a list. It needs a name.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw.
    pub async fn create(&self, edit: &ListEdit) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let blank = List { number: 0, name: String::new(), description: String::new() };
        let mut errors = Vec::new();
        if edit.name.is_none() && !edit.errors.iter().any(|error| error.field == "name") {
            errors.push(FieldError::new("name", Problem::Required));
        }
        let List { name, description, .. } = apply(blank, edit, errors)?;
        let domain = tx.number();
        let made = lists::insert(&mut tx.store, domain, &name, &description).await;
        let made = made?;
        tx.log(Kind::ListCreated, &made.number.to_string(), Some(made.number), Vec::new());
        tx.commit().await?;
        Ok(made)
    }

    /// Changes a list.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every flaw.
    pub async fn edit(&self, number: i64, edit: &ListEdit) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, number).await?;
        tx.check(&before)?;
        let after = apply(before.clone(), edit, Vec::new())?;
        if before == after {
            return Ok(after);
        }
        lists::update(&mut tx.store, domain, &after).await?;
        let named = [
            ("name", before.name != after.name),
            ("description", before.description != after.description),
        ];
        let differing = named.iter().filter(|(_, differs)| *differs);
        let fields = differing.map(|(name, _)| (*name).to_owned()).collect();
        tx.log(Kind::ListUpdated, &number.to_string(), Some(number), fields);
        tx.commit().await?;
        Ok(after)
    }

    /// Removes a list; whoever is on it stays, but not on it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when people are on it whom the actor does not see.
    pub async fn delete(&self, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let list = load(&mut tx.store, domain, number).await?;
        tx.check(&list)?;
        let listed = Condition::OnList(number);
        let leave = |usercom: &mut UsercomFields| usercom.lists.retain(|list| *list != number);
        release::bulk_users(&mut tx, &self.visibility, listed, leave).await?;
        lists::delete(&mut tx.store, domain, number).await?;
        tx.log(Kind::ListDeleted, &number.to_string(), Some(number), Vec::new());
        tx.commit().await
    }
}

/// The list as the edit says.
fn apply(mut list: List, edit: &ListEdit, mut errors: Vec<FieldError>) -> Result<List, Error> {
    errors.extend(edit.errors.iter().cloned());
    if let Some(name) = &edit.name {
        errors.extend(texts::name_flaw("name", name, List::MAX_NAME));
        name.trim().clone_into(&mut list.name);
    }
    match &edit.description {
        Patch::Keep => {}
        Patch::Clear => list.description.clear(),
        Patch::Set(text) => {
            errors.extend(texts::error("description", text, List::MAX_DESCRIPTION));
            list.description.clone_from(text);
        }
    }
    if errors.is_empty() { Ok(list) } else { Err(Error::Invalid(errors)) }
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<List, Error> {
    lists::find(tx, domain, number).await?.ok_or(Error::not_found("list"))
}
