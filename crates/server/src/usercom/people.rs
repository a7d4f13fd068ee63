//! Users.

use http::StatusCode;
use roster_directory::People;
use roster_model::{Error, PersonFilter, PersonView, Start, Subject, Undefined, Window};
use roster_wire::usercom::{Search, Shape, people_filter, person, person_edit, spell, upserted};
use serde_json::Value;

use super::{call::Call, sent::Sent, whom::Whom};
use crate::reply::{ApiResult, Reply};

/// How many users a search with `many` gives at most.
const MANY: u32 = 1_000;

/// `GET users/`.
pub(super) async fn list(call: Call) -> ApiResult {
    let (people, filter) = (&call.people()?, &people_filter(&call.params)?);
    let show = |found: &PersonView| person(&call.view, found);
    call.page(|window| async move { people.list(filter, &window).await }, show).await
}

/// `POST users/`.
pub(super) async fn create(call: Call, Sent(body): Sent) -> ApiResult {
    let edit = person_edit(&body, Undefined::Ignore);
    let made = call.people()?.create(&edit).await;
    let made = made.map_err(|error| spell(error, &body, Subject::Person))?;
    Ok(call.show(&person(&call.view, &made), &made).status(StatusCode::CREATED))
}

/// `POST users/update_or_create/`.
pub(super) async fn update_or_create(call: Call, Sent(body): Sent) -> ApiResult {
    let edit = person_edit(&body, Undefined::Define);
    let done = call.people()?.update_or_create(&edit).await;
    let done = done.map_err(|error| spell(error, &body, Subject::Person))?;
    let status = if done.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(Call::reply(&upserted(done)).status(status))
}

/// `GET users/:id/`.
pub(super) async fn show(call: Call, Whom(whom): Whom) -> ApiResult {
    let found = call.people()?.find(&whom).await?;
    Ok(call.show(&person(&call.view, &found), &found))
}

/// `PUT users/:id/` and `PATCH users/:id/`: what is left out stays, in both.
pub(super) async fn edit(call: Call, Whom(whom): Whom, Sent(body): Sent) -> ApiResult {
    let edit = person_edit(&body, Undefined::Ignore);
    let kept = call.people()?.edit(&whom, &edit).await;
    let kept = kept.map_err(|error| spell(error, &body, Subject::Person))?;
    Ok(call.show(&person(&call.view, &kept), &kept))
}

/// `DELETE users/:id/`.
pub(super) async fn delete(call: Call, Whom(whom): Whom) -> ApiResult {
    call.people()?.delete(&whom).await?;
    Ok(Reply::no_content())
}

/// `GET users/search/`.
pub(super) async fn search(call: Call) -> ApiResult {
    let search = Search::read(&call.params, call.view.version)?;
    let people = &call.people()?;
    let show = |found: &PersonView| person(&call.view, found);
    if search.shape == Shape::Page {
        let filter = &search.attempts[0];
        return call.page(|window| async move { people.search(filter, &window).await }, show).await;
    }
    let found = first_found(people, &search.attempts).await?;
    if search.shape == Shape::All {
        return Ok(Call::reply(&found.iter().map(show).collect::<Value>()));
    }
    let one = found.first().ok_or(Error::not_found("user"))?;
    Ok(call.show(&show(one), one))
}

/// What the first attempt finds that finds anything.
async fn first_found(
    people: &People<'_>,
    attempts: &[PersonFilter],
) -> Result<Vec<PersonView>, Error> {
    let window = Window { limit: MANY, start: Start::Offset(0) };
    for filter in attempts {
        let found = people.search(filter, &window).await?.items;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}
