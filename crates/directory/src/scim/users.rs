//! Reading users.

use std::collections::HashMap;

use roster_model::{
    Error, Id, Person, Problem, Schema,
    record_size::record_size,
    scim::{
        Expr, PageStart, Position, ScimPage, ScimWindow, Sub, UserList, UserSort, UserTest,
        UserView,
    },
};
use roster_store::{
    Tx, domain_state, groups, people,
    scim::{UserSelection, count_users, users_after, users_at},
};

use super::list::{self, Source};
use crate::{op_context::OpContext, workers::location_access};

/// Loads the user with this id.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or none at the actor's locations.
pub(super) async fn load(tx: &mut Tx, ctx: &OpContext<'_>, id: &str) -> Result<UserView, Error> {
    let domain = ctx.domain().number;
    let person = people::find(tx, domain, id).await?;
    let accessible = match person.as_ref().and_then(|person| person.worker.as_ref()) {
        Some(worker) => location_access::has_access(tx, ctx.actor(), worker).await?,
        None => false,
    };
    match person.filter(|_| accessible) {
        Some(person) => view(tx, domain, person).await,
        None => Err(Error::not_found("user")),
    }
}

/// Adds the names of the groups to a person.
pub(super) async fn view(tx: &mut Tx, domain: i64, person: Person) -> Result<UserView, Error> {
    let mut views = with_groups(tx, domain, vec![person]).await?;
    views.pop().ok_or_else(|| Error::Internal("a list of one person was empty".into()))
}

async fn with_groups(
    tx: &mut Tx,
    domain: i64,
    people: Vec<Person>,
) -> Result<Vec<UserView>, Error> {
    let all = people.iter().filter_map(|person| person.worker.as_ref());
    let mut ids: Vec<String> =
        all.flat_map(|worker| &worker.groups).map(|id| id.as_str().to_owned()).collect();
    ids.sort_unstable();
    ids.dedup();
    let names =
        if ids.is_empty() { HashMap::new() } else { groups::names(tx, domain, ids).await? };
    let view = |person: Person| {
        let worker = person.worker.iter();
        let pair = |id: &Id| Some((id.clone(), names.get(id)?.clone()));
        let groups = worker.flat_map(|worker| &worker.groups).filter_map(pair).collect();
        UserView { person, groups }
    };
    Ok(people.into_iter().map(view).collect())
}

/// See [`super::ScimUsers::list`].
pub(super) async fn list(
    ctx: &OpContext<'_>,
    filter: &Expr<UserTest>,
    window: &ScimWindow<UserSort>,
) -> Result<ScimPage<UserView>, Error> {
    let domain = ctx.domain().number;
    let mut tx = ctx.read().await?;
    let seq = domain_state::seq(&mut tx, domain).await?.unwrap_or_default();
    let cache = ctx.directory().cache();
    let schema = cache.schema(&mut tx, domain, seq).await?;
    check_fields(filter, window, &schema)?;
    let selection = UserSelection::new(filter);
    let key = format!("{filter:?}");
    let cached = cache.scim_total(domain, &key, seq);
    let page = if selection.is_exact() && window.sort.is_none() {
        let total = match cached {
            Some(total) => total,
            None => count_users(&mut tx, domain, &selection).await?,
        };
        indexed(&mut tx, domain, &selection, window, total).await?
    } else {
        let needs_names = needs_group_names(filter, window);
        let mut source = Users {
            tx: &mut tx,
            domain,
            selection,
            filter,
            sort: window.sort.as_ref(),
            needs_names,
        };
        list::page(&mut source, window, cached).await?
    };
    if cached.is_none() {
        cache.insert_scim_total(domain, key, seq, page.total);
    }
    let ScimPage { items, total, next } = page;
    let people = items.into_iter().map(|view| view.person).collect();
    Ok(ScimPage { items: with_groups(&mut tx, domain, people).await?, total, next })
}

/// A page in the order of creation, of which an index has exactly the matches.
async fn indexed(
    tx: &mut Tx,
    domain: i64,
    selection: &UserSelection<'_>,
    window: &ScimWindow<UserSort>,
    total: u64,
) -> Result<ScimPage<UserView>, Error> {
    if window.limit == 0 {
        return Ok(ScimPage { items: Vec::new(), total, next: None });
    }
    let (people, has_more) = match &window.start {
        PageStart::Index(index) => users_at(tx, domain, selection, *index, window.limit).await?,
        PageStart::After(position) => {
            let after = position.id.parse().unwrap_or(i64::MAX);
            users_after(tx, domain, selection, after, window.limit).await?
        }
    };
    let next = people
        .last()
        .filter(|_| has_more)
        .map(|last| Position { key: None, id: number_text(last.number) });
    let items = people.into_iter().map(without_names).collect();
    Ok(ScimPage { items, total, next })
}

/// Rejects custom fields that the domain does not have: a misspelled one would match no user.
fn check_fields(
    filter: &Expr<UserTest>,
    window: &ScimWindow<UserSort>,
    schema: &Schema,
) -> Result<(), Error> {
    let is_unknown = |slug: &String| !schema.fields.iter().any(|field| field.slug == *slug);
    let error = |parameter: &str, slug: &String| {
        Err(Error::invalid_field(parameter, Problem::Unknown(format!("customData.{slug}"))))
    };
    let mut unknown = None;
    filter.visit(&mut |test| {
        if let UserTest::Data(Some(slug), _) = test
            && is_unknown(slug)
        {
            unknown = Some(slug);
        }
    });
    match (unknown, &window.sort) {
        (Some(slug), _) => error("filter", slug),
        (None, Some((UserSort::Data(slug), _))) if is_unknown(slug) => error("sortBy", slug),
        _ => Ok(()),
    }
}

fn needs_group_names(filter: &Expr<UserTest>, window: &ScimWindow<UserSort>) -> bool {
    let mut needs =
        matches!(&window.sort, Some((UserSort::Element(UserList::Groups, Sub::Display), _)));
    filter.visit(&mut |test| {
        if let UserTest::Element(UserList::Groups, inner) = test {
            inner.visit(&mut |test| needs |= test.sub == Sub::Display);
        }
    });
    needs
}

fn without_names(person: Person) -> UserView {
    UserView { person, groups: Vec::new() }
}

/// A number as a text that has the order of the numbers.
fn number_text(number: i64) -> String {
    format!("{number:019}")
}

struct Users<'a> {
    tx: &'a mut Tx,
    domain: i64,
    selection: UserSelection<'a>,
    filter: &'a Expr<UserTest>,
    sort: Option<&'a (UserSort, bool)>,
    needs_names: bool,
}

impl Users<'_> {
    async fn views(&mut self, people: Vec<Person>) -> Result<Vec<UserView>, Error> {
        if self.needs_names {
            return with_groups(self.tx, self.domain, people).await;
        }
        Ok(people.into_iter().map(without_names).collect())
    }
}

impl Source for Users<'_> {
    type Item = UserView;

    async fn batch(
        &mut self,
        after: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<UserView>, bool), Error> {
        let after = after.map_or(0, |number| number.parse().unwrap_or(i64::MAX));
        let (people, has_more) =
            users_after(self.tx, self.domain, &self.selection, after, limit).await?;
        Ok((self.views(people).await?, has_more))
    }

    async fn load(&mut self, ids: &[String]) -> Result<Vec<UserView>, Error> {
        let numbers = ids.iter().filter_map(|id| id.parse().ok()).collect();
        let people = people::find_by_numbers(self.tx, self.domain, numbers).await?;
        Ok(people.into_iter().map(without_names).collect())
    }

    fn id(item: &UserView) -> String {
        number_text(item.person.number)
    }

    fn size(item: &UserView) -> usize {
        usize::try_from(record_size("person", &item.person)).unwrap_or(usize::MAX)
    }

    fn matches(&self, item: &UserView) -> bool {
        item.matches(self.filter)
    }

    fn sort_key(&self, item: &UserView) -> Option<String> {
        self.sort.and_then(|(sort, _)| item.sort_key(sort))
    }
}
