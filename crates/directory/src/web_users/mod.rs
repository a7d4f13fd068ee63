//! Web users: their memberships in a domain, and their accounts.

mod accept;
mod account;
mod changed;
mod enroll;
mod invite;
mod membership;
pub(crate) mod protection;

use std::hash::{Hash, Hasher};

use roster_model::{
    Actor, Diff, Error, Id, Kind, Membership, Page, Permission, Problem, Rights, Schema,
    SecretString, Start, WebUserEdit, Window, fold,
};
use roster_store::{Tx, memberships, roles};

pub use accept::PasswordChange;

use crate::{Directory, op_context::OpContext, roles::ADMIN, schema, unit_of_work::WriteTx};

use protection::{check_admin_remains, check_covers};

/// The web users of a domain.
pub struct WebUsers<'a> {
    ctx: OpContext<'a>,
}

/// A web user, with the schema of the custom data.
#[derive(Clone, Debug, PartialEq)]
pub struct WebUserView {
    /// The membership.
    pub member: Membership,
    /// The fields and profiles of the domain.
    pub schema: Schema,
}

/// The hash covers what a client sees: of the profiles, only that of the web user.
impl Hash for WebUserView {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let profile = self.member.profile.and_then(|number| self.schema.profile(number));
        (&self.member, profile).hash(state);
    }
}

/// The web users of a domain, read-only.
pub struct WebUserList<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The web users of the actor's domain. Requires `edit_web_users`, also for reading.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn web_users(&self, actor: &Actor) -> Result<WebUsers<'_>, Error> {
        Ok(WebUsers { ctx: self.ctx(actor, Permission::EDIT_WEB_USERS)? })
    }

    /// The web users of the actor's domain, read-only. Requires `view_web_users` or
    /// `edit_web_users`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn web_user_list(&self, actor: &Actor) -> Result<WebUserList<'_>, Error> {
        let (view, edit) = (Permission::VIEW_WEB_USERS, Permission::EDIT_WEB_USERS);
        Ok(WebUserList { ctx: self.ctx_either(actor, view, edit)? })
    }
}

impl WebUserList<'_> {
    /// A page of web users, active in the domain or not, by sign-in name, with their total.
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

    /// The web user with this id, active or not.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<Membership, Error> {
        load(&mut self.ctx.read().await?, self.ctx.domain().number, id).await
    }
}

impl WebUsers<'_> {
    /// The names of the roles that the actor can grant: admin first, the others by name.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn roles(&self) -> Result<Vec<String>, Error> {
        let mut tx = self.ctx.read().await?;
        let known = roles::list(&mut tx, self.ctx.domain().number).await?;
        let own = &self.ctx.actor().rights;
        let admin = Some(ADMIN.to_owned()).filter(|_| own.covers(&Rights::Admin));
        let granted =
            known.into_iter().filter(|role| own.covers(&Rights::of_role(&role.permissions)));
        Ok(admin.into_iter().chain(granted.map(|role| role.name)).collect())
    }

    /// Adds the web user with this e-mail address to the domain, as the operator. `edit` must name a
    /// role. A new account gets `password`, or a generated one that is returned and cannot be shown
    /// again; until its owner replaces it, it opens only this domain. An existing account keeps its
    /// password.
    ///
    /// # Errors
    /// [`Error::Forbidden`] unless the actor is the operator; [`Error::Invalid`] of the fields `email`,
    /// `password` and those of [`WebUsers::edit`].
    pub async fn create(
        &self,
        email: &str,
        edit: WebUserEdit,
        password: Option<SecretString>,
    ) -> Result<(Membership, Option<SecretString>), Error> {
        if edit.role.is_none() {
            return Err(Error::invalid_field("role", Problem::Required));
        }
        enroll::enroll(&self.ctx, email, edit, password).await
    }

    /// A page of web users by sign-in name, which is the sort key. With `web_username` the page has
    /// only the web user with this name, who must be active in the domain (as in the live service).
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
            return Ok(single_page(found, &window));
        }
        let total = memberships::count(&mut tx, domain).await?;
        let with_extra = Window { limit: window.limit.saturating_add(1), start: window.start };
        let mut items = memberships::list(&mut tx, domain, &with_extra).await?;
        let limit = window.limit as usize;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(|last| last.user.username.clone());
        Ok(Page { items, total: total.try_into().unwrap_or(0), next })
    }

    /// The fields and profiles of the domain.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn schema(&self) -> Result<Schema, Error> {
        schema::load(&mut self.ctx.read().await?, self.ctx.domain().number).await
    }

    /// The web user with this id, active or not.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<WebUserView, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let member = load(&mut tx, domain, id).await?;
        Ok(WebUserView { member, schema: schema::load(&mut tx, domain).await? })
    }

    /// The id of the web user with this sign-in name, active or not.
    ///
    /// # Errors
    /// [`Error::Invalid`] of the field `email` when there is none.
    pub async fn id_of(&self, email: &str) -> Result<Id, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let found = memberships::by_username(&mut tx, domain, &fold(email.trim())).await?;
        let missing = || Error::invalid_field("email", Problem::Unknown(email.to_owned()));
        found.map(|member| member.user.id).ok_or_else(missing)
    }

    /// Changes the membership of a web user.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the web user has more rights than the actor;
    /// [`Error::LastAdmin`]; [`Error::Invalid`] of the fields `role`, `primary_location_id`,
    /// `assigned_location_ids`, `profile` and `user_data`.
    pub async fn edit(&self, id: &str, edit: WebUserEdit) -> Result<WebUserView, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load_checked(&mut tx, id).await?;
        check_covers(self.ctx.actor(), &before)?;
        let after = membership::apply(&mut tx, self.ctx.actor(), &before, edit).await?;
        let changed = Diff::between(&before, &after);
        let schema = schema::load(&mut tx.store, domain).await?;
        let name = &self.ctx.domain().name;
        check_admin_remains(&mut tx.store, (domain, name), &before, &after).await?;
        if !changed.is_empty() {
            memberships::save(&mut tx.store, domain, &after).await?;
            tx.log(Kind::WebUserUpdated, id, None, changed);
            tx.commit_or_defer().await?;
        }
        Ok(WebUserView { member: after, schema })
    }

    /// Activates or deactivates the membership of a web user. The role and the memberships in other
    /// domains stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the web user has more rights than the actor;
    /// [`Error::LastAdmin`].
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load_checked(&mut tx, id).await?;
        check_covers(self.ctx.actor(), &before)?;
        if before.active == active {
            return Ok(());
        }
        let after = Membership { active, ..before.clone() };
        let name = &self.ctx.domain().name;
        check_admin_remains(&mut tx.store, (domain, name), &before, &after).await?;
        memberships::save(&mut tx.store, domain, &after).await?;
        tx.log(Kind::WebUserUpdated, id, None, Diff::between(&before, &after));
        tx.commit_or_defer().await
    }
}

/// Loads a web user for a change, and evaluates the precondition of the request.
async fn load_checked(tx: &mut WriteTx, id: &str) -> Result<Membership, Error> {
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

/// The page of a list that has at most one item.
fn single_page(item: Option<Membership>, window: &Window) -> Page<Membership> {
    let total = item.iter().len() as u64;
    let is_on_page = |item: &Membership| match &window.start {
        Start::Offset(offset) => *offset == 0,
        Start::After(username) => item.user.username > *username,
    };
    Page { items: item.into_iter().filter(is_on_page).collect(), total, next: None }
}
