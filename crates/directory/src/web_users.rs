//! The web users of a domain, for members with the permissions.

use std::hash::{Hash, Hasher};

use roster_model::{
    Actor, Error, Id, Kind, Membership, Page, Permission, Problem, Rights, Schema, SecretString,
    Start, WebUserEdit, Window, fold,
};
use roster_store::{Tx, memberships, roles};

use crate::{
    Directory,
    op_context::OpContext,
    roles::ADMIN,
    schema,
    unit_of_work::WriteTx,
    web_accounts::{self, Password},
    web_user_edit,
};

/// The web users of a domain.
pub struct WebUsers<'a> {
    ctx: OpContext<'a>,
}

/// A web user with the schema that is needed to show them.
#[derive(Clone, Debug, PartialEq)]
pub struct WebUserView {
    /// The web user, with their membership of the domain.
    pub member: Membership,
    /// The domain's fields and profiles.
    pub schema: Schema,
}

/// The shown values. Of the domain's profiles, only that of the web user is shown.
impl Hash for WebUserView {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let profile = self.member.profile.and_then(|number| self.schema.profile(number));
        (&self.member, profile).hash(state);
    }
}

impl Directory {
    /// Returns the web users of the actor's domain. Requires `edit_web_users`, also for reads.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn web_users(&self, actor: &Actor) -> Result<WebUsers<'_>, Error> {
        Ok(WebUsers { ctx: self.ctx(actor, Permission::EDIT_WEB_USERS)? })
    }
}

/// The web users of a domain, read-only.
pub struct WebUserList<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// Returns the web users of the actor's domain, read-only. Requires `view_web_users`, or the
    /// permission of [`Directory::web_users`].
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn web_user_list(&self, actor: &Actor) -> Result<WebUserList<'_>, Error> {
        let (view, edit) = (Permission::VIEW_WEB_USERS, Permission::EDIT_WEB_USERS);
        Ok(WebUserList { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl WebUserList<'_> {
    /// Returns at most `limit` web users after the first `offset`, active or not, by sign-in name,
    /// with the exact total.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, offset: u64, limit: u32) -> Result<Page<Membership>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let total = memberships::count(&mut tx, domain).await?;
        let window = Window { limit, start: Start::Offset(offset) };
        let items = memberships::list(&mut tx, domain, &window).await?;
        Ok(Page { items, total: total.try_into().unwrap_or(0), next: None })
    }

    /// Returns the web user with this ID, active or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not in the domain.
    pub async fn find(&self, id: &str) -> Result<Membership, Error> {
        load(&mut self.ctx.read().await?, self.ctx.domain().number, id).await
    }
}

impl WebUsers<'_> {
    /// Returns the names of the roles that the actor may assign, by name, with that of the admins
    /// first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn roles(&self) -> Result<Vec<String>, Error> {
        let mut tx = self.ctx.read().await?;
        let known = roles::list(&mut tx, self.ctx.domain().number).await?;
        let own = &self.ctx.actor().rights;
        let admin = Some(ADMIN.to_owned()).filter(|_| own.covers(&Rights::Admin));
        let given =
            known.into_iter().filter(|role| own.covers(&Rights::of_role(&role.permissions)));
        Ok(admin.into_iter().chain(given.map(|role| role.name)).collect())
    }

    /// Adds the web user with this e-mail address to the domain, with the values of `edit`, which
    /// must have a role. An unknown web user is created with a generated password, which is
    /// returned and not stored; the password of an existing web user does not change.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `email` and the fields of [`WebUsers::edit`]; also when the
    /// role has permissions that the actor lacks.
    pub async fn create(
        &self,
        email: &str,
        edit: WebUserEdit,
    ) -> Result<(Membership, Option<SecretString>), Error> {
        if edit.role.is_none() {
            return Err(Error::invalid_field("role", Problem::Required));
        }
        let chosen = Password::choose(self.ctx.directory(), None)?;
        web_accounts::enroll(&self.ctx, email, chosen, edit).await
    }

    /// Returns a page of web users by sign-in name, which is the sort key. With `web_username`,
    /// only the one of that name, who must be active in the domain, as in the live service.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(
        &self,
        web_username: Option<&str>,
        window: Window,
    ) -> Result<Page<Membership>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        if let Some(username) = web_username {
            let found = memberships::by_username(&mut tx, domain, &fold(username)).await;
            let found = found?.filter(|it| it.active && it.user.active);
            return Ok(page_of_one(found, &window));
        }
        let total = memberships::count(&mut tx, domain).await?;
        let more = Window { limit: window.limit.saturating_add(1), start: window.start };
        let mut items = memberships::list(&mut tx, domain, &more).await?;
        let limit = window.limit as usize;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(|last| last.user.username.clone());
        Ok(Page { items, total: total.try_into().unwrap_or(0), next })
    }

    /// Returns the schema of custom data.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn schema(&self) -> Result<Schema, Error> {
        schema::load(&mut self.ctx.read().await?, self.ctx.domain().number).await
    }

    /// Returns the web user with this ID, active or not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not in the domain.
    pub async fn find(&self, id: &str) -> Result<WebUserView, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let member = load(&mut tx, domain, id).await?;
        Ok(WebUserView { member, schema: schema::load(&mut tx, domain).await? })
    }

    /// Edits a web user's membership of the domain and returns the result.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not in the domain; [`Error::Invalid`] of the fields
    /// `role`, `primary_location_id`, `assigned_location_ids`, `profile` and `user_data`.
    pub async fn edit(&self, id: &str, edit: WebUserEdit) -> Result<WebUserView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = take(&mut tx, id).await?;
        let after = web_user_edit::apply(&mut tx, self.ctx.actor(), &before, edit).await?;
        let changed = web_user_edit::changed_fields(&before, &after);
        let schema = schema::load(&mut tx.store, domain).await?;
        if !changed.is_empty() {
            memberships::save(&mut tx.store, domain, &after).await?;
            tx.log(Kind::WebUserUpdated, id, None, changed);
            tx.commit_or_defer().await?;
        }
        Ok(WebUserView { member: after, schema })
    }

    /// Activates or deactivates a web user's membership of the domain. They keep their role and
    /// their other domains.
    ///
    /// # Errors
    /// [`Error::NotFound`] when they are not in the domain.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut membership = take(&mut tx, id).await?;
        if membership.active == active {
            return Ok(());
        }
        membership.active = active;
        memberships::save(&mut tx.store, domain, &membership).await?;
        tx.log(Kind::WebUserUpdated, id, None, vec!["is_active_in_domain".to_owned()]);
        tx.commit_or_defer().await
    }
}

/// Reads the web user for a change, and checks the precondition of the request.
async fn take(tx: &mut WriteTx, id: &str) -> Result<Membership, Error> {
    let domain = tx.number();
    let member = load(&mut tx.store, domain, id).await?;
    if !tx.is_conditional() {
        return Ok(member);
    }
    let view = WebUserView { member, schema: schema::load(&mut tx.store, domain).await? };
    tx.check_precondition(&view)?;
    Ok(view.member)
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Membership, Error> {
    let missing = || Error::not_found("web user");
    let id = Id::parse(id).ok_or_else(missing)?;
    memberships::find(tx, domain, &id).await?.ok_or_else(missing)
}

/// A page with at most one item.
fn page_of_one(item: Option<Membership>, window: &Window) -> Page<Membership> {
    let total = item.iter().len() as u64;
    let is_shown = |item: &Membership| match &window.start {
        Start::Offset(offset) => *offset == 0,
        Start::After(username) => item.user.username > *username,
    };
    Page { items: item.into_iter().filter(is_shown).collect(), total, next: None }
}
