//! The bulk user search of the CommCare dialect: one query over mobile workers and web users. Workers
//! come first, each kind in the order of usernames.

use roster_model::{
    BulkField, BulkQuery, BulkTerm, BulkUser, Email, Error, Membership, Page, Person, Phone, Start,
    Window, fold, search_words,
};
use roster_store::{Tx, memberships, people};

use crate::op_context::OpContext;

/// The prefix of a web user's sort key: web users come after the workers.
const WEB_USER_PREFIX: char = '~';

/// The most web users of a domain that a search reads.
const MAX_WEB_USERS: u32 = 100_000;

/// The mobile workers and web users of a domain.
pub struct BulkUsers<'a> {
    ctx: OpContext<'a>,
}

impl<'a> BulkUsers<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of the active users who match the query, each with the sort key, and their exact total.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn search(
        &self,
        query: &BulkQuery,
        window: &Window,
    ) -> Result<Page<(String, BulkUser)>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let workers = people::count_bulk(&mut tx, domain, query).await?;
        let workers = u64::try_from(workers).unwrap_or(0);
        let web_users = web_users(&mut tx, domain, query).await?;
        let total = workers + web_users.len() as u64;
        let (mut found, mut more) = self.workers(&mut tx, query, window).await?;
        if !more {
            // One extra user shows whether another page follows.
            let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
            let rest = limit.saturating_add(1) - found.len();
            found.extend(web_users_from(web_users, &window.start, workers).take(rest));
            more = found.len() > limit;
            found.truncate(limit);
        }
        let next = found.last().filter(|_| more).map(|(key, _)| key.clone());
        Ok(Page { items: found, total, next })
    }

    /// Returns the worker or web user with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<BulkUser, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let person = people::find(&mut tx, domain, id).await?;
        if let Some(user) = person.and_then(from_worker) {
            return Ok(user);
        }
        let id = roster_model::Id::parse(id).ok_or(Error::not_found("user"))?;
        let member = memberships::find(&mut tx, domain, &id).await?;
        member.map(from_member).ok_or(Error::not_found("user"))
    }

    async fn workers(
        &self,
        tx: &mut Tx,
        query: &BulkQuery,
        window: &Window,
    ) -> Result<(Vec<(String, BulkUser)>, bool), Error> {
        let (offset, after) = match &window.start {
            Start::Offset(offset) => (i64::try_from(*offset).unwrap_or(i64::MAX), None),
            Start::After(key) if key.starts_with(WEB_USER_PREFIX) => {
                return Ok((Vec::new(), false));
            }
            Start::After(key) => (0, Some(key.as_str())),
        };
        let domain = self.ctx.domain().number;
        let (found, more) = people::bulk(tx, domain, query, (window.limit, offset, after)).await?;
        let keyed = |user: BulkUser| (user.username.clone(), user);
        Ok((found.into_iter().filter_map(from_worker).map(keyed).collect(), more))
    }
}

/// The web users from the start of the page on, with their sort keys.
fn web_users_from(
    web_users: Vec<BulkUser>,
    start: &Start,
    workers: u64,
) -> impl Iterator<Item = (String, BulkUser)> {
    let (skipped, after) = match start {
        Start::Offset(offset) => (offset.saturating_sub(workers), None),
        Start::After(key) => (0, key.strip_prefix(WEB_USER_PREFIX).map(str::to_owned)),
    };
    web_users
        .into_iter()
        .filter(move |user| after.as_ref().is_none_or(|after| user.username > *after))
        .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        .map(|user| (format!("{WEB_USER_PREFIX}{}", user.username), user))
}

/// The active web users who match the query, by username.
async fn web_users(tx: &mut Tx, domain: i64, query: &BulkQuery) -> Result<Vec<BulkUser>, Error> {
    let all = Window { limit: MAX_WEB_USERS, start: Start::Offset(0) };
    let members = memberships::list(tx, domain, &all).await?;
    let active = members.into_iter().filter(|member| member.active && member.user.active);
    Ok(active.map(from_member).filter(|user| matches_query(query, user)).collect())
}

fn matches_query(query: &BulkQuery, user: &BulkUser) -> bool {
    match query {
        BulkQuery::All => true,
        BulkQuery::And(parts) => parts.iter().all(|part| matches_query(part, user)),
        BulkQuery::Or(parts) => parts.iter().any(|part| matches_query(part, user)),
        BulkQuery::Match(term) => match term.field {
            Some(field) => field_matches(field, term, user),
            None => any_field_matches(term, user),
        },
    }
}

fn any_field_matches(term: &BulkTerm, user: &BulkUser) -> bool {
    let whole = [BulkField::Id, BulkField::Username, BulkField::Email];
    let words = [&user.first_name, &user.last_name, &user.username];
    whole.into_iter().any(|field| field_matches(field, term, user))
        || has_words(&words.map(String::as_str).join(" "), term)
}

fn field_matches(field: BulkField, term: &BulkTerm, user: &BulkUser) -> bool {
    let is = |text: &str, value: &str| {
        if term.prefix { text.starts_with(value) } else { text == value }
    };
    match field {
        BulkField::Id => is(user.id.as_str(), &term.value),
        BulkField::Username => is(&fold(&user.username), &fold(&term.value)),
        BulkField::Email => is(&fold(&user.email), &fold(&term.value)),
        BulkField::FirstName => has_words(&user.first_name, term),
        BulkField::LastName => has_words(&user.last_name, term),
        BulkField::Phone => {
            let digits: String = term.value.chars().filter(char::is_ascii_digit).collect();
            user.phones.iter().any(|phone| is(phone.digits(), &digits))
        }
    }
}

fn has_words(text: &str, term: &BulkTerm) -> bool {
    let (known, wanted) = (search_words(text), search_words(&term.value));
    let has = |word: &String| {
        known.iter().any(|own| if term.prefix { own.starts_with(word) } else { own == word })
    };
    !wanted.is_empty() && wanted.iter().all(has)
}

fn from_worker(person: Person) -> Option<BulkUser> {
    Some(BulkUser {
        username: person.worker?.username.as_str().to_owned(),
        id: person.id,
        email: person.email.as_ref().map(Email::folded).unwrap_or_default(),
        first_name: person.first_name,
        last_name: person.last_name,
        phones: person.phones,
    })
}

fn from_member(member: Membership) -> BulkUser {
    BulkUser {
        id: member.user.id,
        email: member.user.username.clone(),
        username: member.user.username,
        first_name: member.user.first_name,
        last_name: member.user.last_name,
        phones: member.phones.into_iter().map(Phone::new_unchecked).collect(),
    }
}
