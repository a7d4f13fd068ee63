//! Web users of a domain: seen and changed by those who may.

use std::hash::{Hash, Hasher};

use roster_model::{
    Actor, Fault, Id, Kind, Membership, Page, Permission, Problem, Rights, Schema, SecretString,
    Start, WebUserEdit, Window, fold,
};
use roster_store::{Tx, memberships, roles};

use crate::{
    Directory,
    faults::fault,
    roles::ADMIN,
    schema,
    scope::Scope,
    web_accounts::{self, Password},
    web_user_edit,
    work::Work,
};

/// The web users of a domain.
pub struct WebUsers<'a> {
    scope: Scope<'a>,
}

/// A web user, and what one must know to show them.
#[derive(Clone, Debug, PartialEq)]
pub struct WebUserView {
    /// The web user, in their place in the domain.
    pub member: Membership,
    /// The domain's fields and profiles.
    pub schema: Schema,
}

/// What is shown of a web user: of the domain's profiles their own alone.
impl Hash for WebUserView {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let profile = self.member.profile.and_then(|number| self.schema.profile(number));
        (&self.member, profile).hash(state);
    }
}

impl Directory {
    /// The web users of the actor's domain. Needs `edit_web_users`, for reading too.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn web_users(&self, actor: &Actor) -> Result<WebUsers<'_>, Fault> {
        Ok(WebUsers { scope: self.scope(actor, Permission::EDIT_WEB_USERS)? })
    }
}

/// The web users of a domain, to look at.
pub struct WebUserList<'a> {
    scope: Scope<'a>,
}

impl Directory {
    /// The web users of the actor's domain, to look at. Needs `view_web_users`, or what
    /// [`Directory::web_users`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn web_user_list(&self, actor: &Actor) -> Result<WebUserList<'_>, Fault> {
        let (view, edit) = (Permission::VIEW_WEB_USERS, Permission::EDIT_WEB_USERS);
        Ok(WebUserList { scope: self.scope_for(actor, view, edit)? })
    }
}

impl WebUserList<'_> {
    /// At most `limit` web users after `offset` others, active in the domain or not, by sign-in name,
    /// with their exact number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, offset: u64, limit: u32) -> Result<Page<Membership>, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let total = memberships::count(&mut tx, domain).await.map_err(fault)?;
        let window = Window { limit, start: Start::Offset(offset) };
        let items = memberships::list(&mut tx, domain, &window).await.map_err(fault)?;
        Ok(Page { items, total: total.try_into().unwrap_or(0), next: None })
    }

    /// The web user of that identity, active or not.
    ///
    /// # Errors
    /// [`Fault::Missing`] when they are not in the domain.
    pub async fn find(&self, id: &str) -> Result<Membership, Fault> {
        load(&mut self.scope.read().await?, self.scope.domain().number, id).await
    }
}

impl WebUsers<'_> {
    /// The names of the roles that the actor may give, by name, that of the admins first.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn roles(&self) -> Result<Vec<String>, Fault> {
        let mut tx = self.scope.read().await?;
        let known = roles::list(&mut tx, self.scope.domain().number).await.map_err(fault)?;
        let own = &self.scope.actor().rights;
        let admin = Some(ADMIN.to_owned()).filter(|_| own.covers(&Rights::Admin));
        let given =
            known.into_iter().filter(|role| own.covers(&Rights::of_role(&role.permissions)));
        Ok(admin.into_iter().chain(given.map(|role| role.name)).collect())
    }

    /// Makes the web user with this e-mail address a member of the domain, in the place that `edit`
    /// says, which must name a role. If there is none yet, one is made with a generated password,
    /// which is told here and never again; the password of one who is there already stays.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with what is wrong, in the field `email` and those of
    /// [`WebUsers::edit`]; nobody gives more rights than they have.
    pub async fn create(
        &self,
        email: &str,
        edit: WebUserEdit,
    ) -> Result<(Membership, Option<SecretString>), Fault> {
        if edit.role.is_none() {
            return Err(Fault::flaw("role", Problem::Required));
        }
        let chosen = Password::choose(self.scope.directory(), None)?;
        web_accounts::enroll(&self.scope, email, chosen, edit).await
    }

    /// A page of web users, by sign-in name, which is the sort key. With `web_username` only the
    /// one of that name, who then must be active in the domain, as the live service has it.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(
        &self,
        web_username: Option<&str>,
        window: Window,
    ) -> Result<Page<Membership>, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        if let Some(username) = web_username {
            let found = memberships::by_username(&mut tx, domain, &fold(username)).await;
            let found = found.map_err(fault)?.filter(|it| it.active && it.user.active);
            return Ok(page_of_one(found, &window));
        }
        let total = memberships::count(&mut tx, domain).await.map_err(fault)?;
        let more = Window { limit: window.limit.saturating_add(1), start: window.start };
        let mut items = memberships::list(&mut tx, domain, &more).await.map_err(fault)?;
        let limit = window.limit as usize;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| has_more).map(|last| last.user.username.clone());
        Ok(Page { items, total: total.try_into().unwrap_or(0), next })
    }

    /// What one must know to show their custom data.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn schema(&self) -> Result<Schema, Fault> {
        schema::load(&mut self.scope.read().await?, self.scope.domain().number).await
    }

    /// The web user of that identity, active or not.
    ///
    /// # Errors
    /// [`Fault::Missing`] when they are not in the domain.
    pub async fn find(&self, id: &str) -> Result<WebUserView, Fault> {
        let domain = self.scope.domain().number;
        let mut tx = self.scope.read().await?;
        let member = load(&mut tx, domain, id).await?;
        Ok(WebUserView { member, schema: schema::load(&mut tx, domain).await? })
    }

    /// Changes a web user's place in the domain, and tells what it became.
    ///
    /// # Errors
    /// [`Fault::Missing`] when they are not in the domain; [`Fault::Invalid`] with every flaw, in
    /// the fields `role`, `primary_location_id`, `assigned_location_ids`, `profile`, `user_data`.
    pub async fn edit(&self, id: &str, edit: WebUserEdit) -> Result<WebUserView, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let before = take(&mut work, id).await?;
        let after = web_user_edit::apply(&mut work, self.scope.actor(), &before, edit).await?;
        let changed = web_user_edit::changed_fields(&before, &after);
        let schema = schema::load(&mut work.tx, domain).await?;
        if !changed.is_empty() {
            memberships::save(&mut work.tx, domain, &after).await.map_err(fault)?;
            work.log(Kind::WebUserUpdated, id, None, changed);
            work.commit().await?;
        }
        Ok(WebUserView { member: after, schema })
    }

    /// Puts a web user's membership of the domain in force or out of it. They keep their role, and
    /// their other domains.
    ///
    /// # Errors
    /// [`Fault::Missing`] when they are not in the domain.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let mut membership = take(&mut work, id).await?;
        if membership.active == active {
            return Ok(());
        }
        membership.active = active;
        memberships::save(&mut work.tx, domain, &membership).await.map_err(fault)?;
        work.log(Kind::WebUserUpdated, id, None, vec!["is_active_in_domain".to_owned()]);
        work.commit().await
    }
}

/// The web user, to be changed: as the client has read them, where it says so.
async fn take(work: &mut Work, id: &str) -> Result<Membership, Fault> {
    let domain = work.number();
    let member = load(&mut work.tx, domain, id).await?;
    if !work.is_conditional() {
        return Ok(member);
    }
    let view = WebUserView { member, schema: schema::load(&mut work.tx, domain).await? };
    work.check(&view)?;
    Ok(view.member)
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Membership, Fault> {
    let missing = || Fault::missing("web user");
    let id = Id::parse(id).ok_or_else(missing)?;
    memberships::find(tx, domain, &id).await.map_err(fault)?.ok_or_else(missing)
}

/// The page of a list that has one item at most.
fn page_of_one(item: Option<Membership>, window: &Window) -> Page<Membership> {
    let total = item.iter().len() as u64;
    let is_shown = |item: &Membership| match &window.start {
        Start::Offset(offset) => *offset == 0,
        Start::After(username) => item.user.username > *username,
    };
    Page { items: item.into_iter().filter(is_shown).collect(), total, next: None }
}
