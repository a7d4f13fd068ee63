//! Bulk searches: mobile workers and web users by one query, the workers first, each by username.

use roster_model::{
    BulkField, BulkQuery, BulkTerm, BulkUser, Email, Error, Membership, Page, Person, Phone, Start,
    Window, fold, search_words,
};
use roster_store::{Tx, memberships, people};

use crate::op_context::OpContext;

/// What stands before the sort key of a web user: they come after the workers.
const BEHIND_WORKERS: char = '~';

/// The web users that are read at most: nobody has as many.
const MOST_WEB_USERS: u32 = 100_000;

/// BulkUsers who can sign in to a domain.
pub struct BulkUsers<'a> {
    ctx: OpContext<'a>,
}

impl<'a> BulkUsers<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of those who are active and to whom `query` applies, with their exact number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn search(
        &self,
        query: &BulkQuery,
        window: &Window,
    ) -> Result<Page<BulkUser>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let workers = people::count_bulk(&mut tx, domain, query).await?;
        let workers = u64::try_from(workers).unwrap_or(0);
        let web_users = web_users(&mut tx, domain, query).await?;
        let total = workers + web_users.len() as u64;
        // One more than asked for tells whether another page follows.
        let wanted = usize::try_from(window.limit).unwrap_or(usize::MAX).saturating_add(1);
        let mut found = self.workers(&mut tx, query, window, wanted).await?;
        let rest = wanted - found.len();
        found.extend(behind_workers(web_users, &window.start, workers).take(rest));
        let more = found.len() == wanted;
        found.truncate(wanted - 1);
        let next = found.last().filter(|_| more).map(|(key, _)| key.clone());
        Ok(Page { items: found.into_iter().map(|(_, user)| user).collect(), total, next })
    }

    /// The worker or web user with the identity `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<BulkUser, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let person = people::find(&mut tx, domain, id).await?;
        if let Some(user) = person.and_then(of_worker) {
            return Ok(user);
        }
        let id = roster_model::Id::parse(id).ok_or(Error::not_found("user"))?;
        let member = memberships::find(&mut tx, domain, &id).await?;
        member.map(of_member).ok_or(Error::not_found("user"))
    }

    async fn workers(
        &self,
        tx: &mut Tx,
        query: &BulkQuery,
        window: &Window,
        wanted: usize,
    ) -> Result<Vec<(String, BulkUser)>, Error> {
        let (offset, after) = match &window.start {
            Start::Offset(offset) => (i64::try_from(*offset).unwrap_or(i64::MAX), None),
            Start::After(key) if key.starts_with(BEHIND_WORKERS) => return Ok(Vec::new()),
            Start::After(key) => (0, Some(key.as_str())),
        };
        let limit = i64::try_from(wanted).unwrap_or(i64::MAX);
        let domain = self.ctx.domain().number;
        let found = people::bulk(tx, domain, query, (limit, offset, after)).await?;
        let keyed = |user: BulkUser| (user.username.clone(), user);
        Ok(found.into_iter().filter_map(of_worker).map(keyed).collect())
    }
}

/// The web users behind the start of the page, with their sort keys.
fn behind_workers(
    web_users: Vec<BulkUser>,
    start: &Start,
    workers: u64,
) -> impl Iterator<Item = (String, BulkUser)> {
    let (skipped, after) = match start {
        Start::Offset(offset) => (offset.saturating_sub(workers), None),
        Start::After(key) => (0, key.strip_prefix(BEHIND_WORKERS).map(str::to_owned)),
    };
    web_users
        .into_iter()
        .filter(move |user| after.as_ref().is_none_or(|after| user.username > *after))
        .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        .map(|user| (format!("{BEHIND_WORKERS}{}", user.username), user))
}

/// The web users to whom `query` applies, by username.
async fn web_users(tx: &mut Tx, domain: i64, query: &BulkQuery) -> Result<Vec<BulkUser>, Error> {
    let all = Window { limit: MOST_WEB_USERS, start: Start::Offset(0) };
    let members = memberships::list(tx, domain, &all).await?;
    let active = members.into_iter().filter(|member| member.active && member.user.active);
    Ok(active.map(of_member).filter(|user| applies(query, user)).collect())
}

fn applies(query: &BulkQuery, user: &BulkUser) -> bool {
    match query {
        BulkQuery::All => true,
        BulkQuery::And(parts) => parts.iter().all(|part| applies(part, user)),
        BulkQuery::Or(parts) => parts.iter().any(|part| applies(part, user)),
        BulkQuery::Match(term) => match term.field {
            Some(field) => matches(field, term, user),
            None => matches_anywhere(term, user),
        },
    }
}

fn matches_anywhere(term: &BulkTerm, user: &BulkUser) -> bool {
    let whole = [BulkField::Id, BulkField::Username, BulkField::Email];
    let words = [&user.first_name, &user.last_name, &user.username];
    whole.into_iter().any(|field| matches(field, term, user))
        || has_words(&words.map(String::as_str).join(" "), term)
}

fn matches(field: BulkField, term: &BulkTerm, user: &BulkUser) -> bool {
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

fn of_worker(person: Person) -> Option<BulkUser> {
    Some(BulkUser {
        username: person.worker?.username.as_str().to_owned(),
        id: person.id,
        email: person.email.as_ref().map(Email::folded).unwrap_or_default(),
        first_name: person.first_name,
        last_name: person.last_name,
        phones: person.phones,
    })
}

fn of_member(member: Membership) -> BulkUser {
    BulkUser {
        id: member.user.id,
        email: member.user.username.clone(),
        username: member.user.username,
        first_name: member.user.first_name,
        last_name: member.user.last_name,
        phones: member.phones.into_iter().map(Phone::new_unchecked).collect(),
    }
}
