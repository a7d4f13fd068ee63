//! Saved filters of the list of workers. They are the segments of the User.com dialect.

use roster_model::{
    Actor, Diff, Error, FieldError, Kind, Page, Permission, Problem, SavedFilter, SavedFilterEdit,
    Window,
};
use roster_store::{Tx, saved_filters};

use crate::{Directory, op_context::OpContext, text, unit_of_work::WriteTx};

/// The most saved filters of a domain.
const MAX_FILTERS: u64 = 1_000;

/// The saved filters of a domain.
pub struct SavedFilters<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The saved filters of the actor's domain. Requires `edit_commcare_users` and access to all
    /// locations, as the list of workers does.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn saved_filters(&self, actor: &Actor) -> Result<SavedFilters<'_>, Error> {
        let ctx = self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)?;
        Ok(SavedFilters { ctx })
    }
}

impl SavedFilters<'_> {
    /// A page of the saved filters, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<SavedFilter>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(saved_filters::list(&mut tx, self.ctx.domain().number, window).await?)
    }

    /// The saved filter with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<SavedFilter, Error> {
        load(&mut self.ctx.read().await?, self.ctx.domain().number, number).await
    }

    /// Saves a filter. It must have a name and a query, which may be empty.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub async fn create(&self, edit: &SavedFilterEdit) -> Result<SavedFilter, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut errors = Vec::new();
        for (field, given) in [("name", edit.name.is_some()), ("query", edit.query.is_some())] {
            if !given && !edit.errors.iter().any(|error| error.field == field) {
                errors.push(FieldError::new(field, Problem::Required));
            }
        }
        let window = Window { limit: 1, start: roster_model::Start::Offset(0) };
        if saved_filters::list(&mut tx.store, domain, &window).await?.total >= MAX_FILTERS {
            let text = format!("the project has {MAX_FILTERS} saved filters: delete some first");
            errors.push(FieldError::new("", Problem::Other(text)));
        }
        let blank = SavedFilter { number: 0, name: String::new(), query: String::new() };
        let SavedFilter { name, query, .. } = apply(&mut tx, blank, edit, errors).await?;
        let filter = saved_filters::insert(&mut tx.store, domain, &name, &query).await?;
        let (id, created) = (filter.number.to_string(), Diff::created(&filter));
        tx.log(Kind::SavedFilterCreated, &id, Some(filter.number), created);
        tx.commit_or_defer().await?;
        Ok(filter)
    }

    /// Changes a saved filter. Fields that the edit does not have stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error.
    pub async fn edit(&self, number: i64, edit: &SavedFilterEdit) -> Result<SavedFilter, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, number).await?;
        tx.check_precondition(&before)?;
        let after = apply(&mut tx, before.clone(), edit, Vec::new()).await?;
        let changed = Diff::between(&before, &after);
        if !changed.is_empty() {
            saved_filters::update(&mut tx.store, domain, &after).await?;
            tx.log(Kind::SavedFilterUpdated, &number.to_string(), Some(number), changed);
            tx.commit_or_defer().await?;
        }
        Ok(after)
    }

    /// Deletes a saved filter.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, number: i64) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let filter = load(&mut tx.store, domain, number).await?;
        tx.check_precondition(&filter)?;
        saved_filters::delete(&mut tx.store, domain, number).await?;
        let (id, deleted) = (number.to_string(), Diff::deleted(&filter));
        tx.log(Kind::SavedFilterDeleted, &id, Some(number), deleted);
        tx.commit_or_defer().await
    }
}

/// The filter after the edit.
async fn apply(
    tx: &mut WriteTx,
    mut filter: SavedFilter,
    edit: &SavedFilterEdit,
    mut errors: Vec<FieldError>,
) -> Result<SavedFilter, Error> {
    errors.extend(edit.errors.iter().cloned());
    if let Some(name) = &edit.name {
        let name = name.trim();
        errors.extend(text::validate_name("name", name, SavedFilter::MAX_NAME));
        let domain = tx.number();
        let holder = saved_filters::find_by_name(&mut tx.store, domain, name).await?;
        if holder.is_some_and(|holder| holder.number != filter.number) {
            errors.push(FieldError::new("name", Problem::Taken(name.to_owned())));
        }
        name.clone_into(&mut filter.name);
    }
    if let Some(query) = &edit.query {
        errors.extend(text::validate("query", query, SavedFilter::MAX_QUERY));
        filter.query.clone_from(query);
    }
    if errors.is_empty() { Ok(filter) } else { Err(Error::Invalid(errors)) }
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<SavedFilter, Error> {
    saved_filters::find(tx, domain, number).await?.ok_or(Error::not_found("saved filter"))
}
