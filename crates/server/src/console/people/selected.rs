//! Doing the same to several people: those who were ticked, or everybody who was found.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{Error, PersonState, Problem};

use super::filter::Wanted;
use crate::{
    App,
    console::{
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
    },
};

/// The most people of whom something is done at once.
const MOST: u64 = 10_000;

/// How many are read at a time.
const AT_A_TIME: u32 = 1_000;

#[derive(Template)]
#[template(path = "people/selected.html")]
struct Page {
    frame: Frame,
    base: String,
    back: String,
    action: String,
    group: String,
    question: String,
    total: u64,
    errors: FormErrors,
}

/// `POST /d/{domain}/people/selected`.
pub(in crate::console) async fn act(State(app): State<App>, member: Member, form: Form) -> Shown {
    app.directory.workers(&member.actor)?;
    let back = form.text("back");
    let found = form.ticked("found");
    let ids = if found { bulk_users(&app, &member, back).await? } else { form.all("person") };
    let total = ids.len() as u64;
    if total == 0 {
        let mut errors = FormErrors::default();
        errors.add("", Problem::Other("tick the people first".to_owned()));
        let shown = shown(&member, &form, total, errors);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    // Nobody changes hundreds of people by one slip.
    if found && form.text("sure") != total.to_string() {
        return page(&shown(&member, &form, total, FormErrors::default()));
    }
    match carry_out(&app, &member, &form, &ids).await {
        Ok((word, count)) => {
            let kept = form_query(back);
            Ok(go_to(&format!("{}/people?{kept}done={word}&n={count}", member.base())))
        }
        Err(error) => {
            let shown = shown(&member, &form, total, FormErrors::of(error)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

async fn carry_out(
    app: &App,
    member: &Member,
    form: &Form,
    ids: &[String],
) -> Result<(&'static str, u64), Error> {
    let people_view = app.directory.people_view(&member.actor)?;
    people_view.check_all(ids).await?;
    let workers = app.directory.workers(&member.actor)?;
    let group = async || {
        let text = form.given("group").ok_or_else(|| error("choose the group first"))?;
        people_view.resolve_group(text).await?.ok_or_else(|| error("there is no such group"))
    };
    match form.text("action") {
        "archive" => Ok(("archived", workers.set_all_active(ids, false).await?)),
        "restore" => Ok(("restored", workers.set_all_active(ids, true).await?)),
        "join" => {
            let groups = app.directory.groups(&member.actor)?;
            Ok(("joined", groups.add_members(group().await?.as_str(), ids).await?))
        }
        "leave" => {
            let groups = app.directory.groups(&member.actor)?;
            Ok(("left", groups.remove_members(group().await?.as_str(), ids).await?))
        }
        _ => Err(error("choose what to do first")),
    }
}

fn error(text: &str) -> Error {
    Error::invalid_field("", Problem::Other(text.to_owned()))
}

/// All workers whom the list showed that the form came from.
async fn bulk_users(app: &App, member: &Member, back: &str) -> Result<Vec<String>, Error> {
    let people_view = app.directory.people_view(&member.actor)?;
    let wanted = Wanted::find(&RequestContext::of(back), &people_view).await?;
    if wanted.filter.state == Some(PersonState::Contact) {
        return Ok(Vec::new());
    }
    let mut ids = Vec::new();
    let mut offset = 0;
    loop {
        let page = people_view.list(&wanted.filter, wanted.order, offset, AT_A_TIME).await?.page;
        if page.total > MOST {
            let many = usize::try_from(MOST).unwrap_or(usize::MAX);
            return Err(Error::invalid_field("", Problem::TooMany(many)));
        }
        let read = page.items.len() as u64;
        let workers = page.items.into_iter().filter(|person| person.worker.is_some());
        ids.extend(workers.map(|person| person.id.into_string()));
        offset += read;
        if read == 0 || offset >= page.total {
            return Ok(ids);
        }
    }
}

/// The query of the list, without what an earlier form was told, ready for more.
fn form_query(back: &str) -> String {
    let kept = Wanted::read(&RequestContext::of(back)).pairs();
    let pairs: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let query = crate::console::pager::query(&pairs);
    let query = query.trim_start_matches('?');
    if query.is_empty() { String::new() } else { format!("{query}&") }
}

fn shown(member: &Member, form: &Form, total: u64, errors: FormErrors) -> Page {
    let what = match form.text("action") {
        "archive" => "Archive",
        "restore" => "Restore",
        "join" => "Add to the group",
        "leave" => "Remove from the group",
        _ => "Change",
    };
    let whom = if total == 1 { "one person".to_owned() } else { format!("{total} people") };
    Page {
        frame: member.frame(&format!("{what}: {whom}"), Section::People),
        base: member.base(),
        back: form.text("back").to_owned(),
        action: form.text("action").to_owned(),
        group: form.text("group").to_owned(),
        question: format!("{what}: {whom}. Are you sure?"),
        total,
        errors,
    }
}
