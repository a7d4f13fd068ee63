//! Making contacts, and changing what User.com's dialect knows of a person: all of it for contacts,
//! and for workers what their own form has no place for.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{
    Email, Error, FieldError, Gender, Patch, Person, PersonEdit, PersonRef, PersonView, Phone,
    Problem, UsercomFields,
};
use serde_json::Value;

use super::{
    custom,
    show::label,
    standing::name,
    whom::{self, Whom},
};
use crate::{
    App,
    console::{
        as_shown,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
    },
};

/// The texts that people fill in; the others are for programs.
const TEXTS: [&str; 6] = ["city", "region", "country", "timezone", "facebook_url", "linkedin_url"];

#[derive(Template)]
#[template(path = "people/contact.html")]
struct Page {
    frame: Frame,
    base: String,
    /// Where the form is sent.
    action: String,
    /// Where one goes back to.
    here: String,
    is_new: bool,
    inputs: Vec<Input>,
    attributes: Vec<Input>,
    gender: String,
    subscribed: bool,
    version: String,
    errors: FormErrors,
    stale: bool,
    /// The names of the fields, each of which has a place for what is wrong with it.
    fields: Vec<String>,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Input {
    name: String,
    label: String,
    value: String,
    choices: Vec<String>,
}

/// `GET /d/{domain}/people/new-contact`.
pub(in crate::console) async fn blank(State(app): State<App>, member: Member) -> Shown {
    let view = app.directory.people(&member.actor)?.unknown().await?;
    page(&shown_new(&member, &view, None, FormErrors::default()))
}

/// `POST /d/{domain}/people/new-contact`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let people = app.directory.people(&member.actor)?;
    let view = people.unknown().await?;
    match people.create(&read(&form, &view)).await {
        Ok(made) => {
            let here = whom::address(&member.base(), &made.person.id);
            Ok(go_to(&format!("{here}?done=created")))
        }
        Err(error) => {
            let shown = shown_new(&member, &view, Some(&form), FormErrors::of(error)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
    }
}

/// `GET /d/{domain}/person/{id}/details`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
) -> Shown {
    let view = load(&app, &member, &id).await?;
    page(&shown(&member, &view, None, FormErrors::default(), false))
}

/// `POST /d/{domain}/person/{id}/details`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let view = load(&app, &member, &id).await?;
    let edit = read(&form, &view);
    let attempt = as_shown::attempt(&app, &member, &form);
    let whom = PersonRef::Number(view.person.number);
    let made = attempt.directory().people(&member.actor)?.edit(&whom, &edit).await;
    let (errors, stale) = match as_shown::settle(attempt, made).await {
        Ok(_) => {
            let here = whom::address(&member.base(), &view.person.id);
            return Ok(go_to(&format!("{here}?done=saved")));
        }
        Err(Error::PreconditionFailed) => (FormErrors::default(), true),
        Err(error) => (FormErrors::of(error)?, false),
    };
    let shown = shown(&member, &view, Some(&form), errors, stale);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn load(app: &App, member: &Member, id: &str) -> Result<PersonView, Error> {
    let sheet = app.directory.people_view(&member.actor)?.find(id).await?;
    let whom = PersonRef::Number(sheet.person.number);
    app.directory.people(&member.actor)?.find(&whom).await
}

/// The change that is meant.
fn read(form: &Form, view: &PersonView) -> PersonEdit {
    let person = &view.person;
    let mut edit = PersonEdit {
        custom_id: patch(form.text("custom_id")),
        gender: Some(match form.text("gender") {
            "male" => Gender::Male,
            "female" => Gender::Female,
            _ => Gender::Unknown,
        }),
        unsubscribed: Some(!form.ticked("subscribed")),
        ..PersonEdit::default()
    };
    match form.text("score") {
        "" => edit.score = Some(0),
        text => match text.parse() {
            Ok(score) => edit.score = Some(score),
            Err(_) => {
                edit.errors.push(FieldError::new("score", Problem::WrongType("a whole number")));
            }
        },
    }
    for key in TEXTS {
        edit.texts.insert(key.to_owned(), form.given(key).map(str::to_owned));
    }
    for (slug, text) in form.prefixed("data.") {
        if custom::text(person.custom.get(slug)) != text.trim() {
            edit.attributes.insert(slug.to_owned(), Value::from(text.trim()));
        }
    }
    if person.worker.is_none() {
        read_contact(form, &mut edit);
    }
    edit
}

fn read_contact(form: &Form, edit: &mut PersonEdit) {
    edit.first_name = patch(form.text("first_name"));
    edit.last_name = patch(form.text("last_name"));
    match Email::parse(form.text("email")) {
        Ok(email) => edit.email = email.map_or(Patch::Clear, Patch::Set),
        Err(problem) => edit.errors.push(FieldError::new("email", problem)),
    }
    match form.given("phone_number").map(Phone::parse) {
        None => edit.phone = Patch::Clear,
        Some(Ok(phone)) => edit.phone = Patch::Set(phone),
        Some(Err(problem)) => edit.errors.push(FieldError::new("phone_number", problem)),
    }
}

fn patch(text: &str) -> Patch<String> {
    if text.is_empty() { Patch::Clear } else { Patch::Set(text.to_owned()) }
}

fn shown_new(member: &Member, view: &PersonView, form: Option<&Form>, errors: FormErrors) -> Page {
    let base = member.base();
    Page {
        frame: member.frame("Add a contact", Section::People),
        action: format!("{base}/people/new-contact"),
        here: format!("{base}/people"),
        is_new: true,
        ..shown(member, view, form, errors, false)
    }
}

fn shown(
    member: &Member,
    view: &PersonView,
    form: Option<&Form>,
    errors: FormErrors,
    stale: bool,
) -> Page {
    let person = &view.person;
    let filled = |input: Input| match form {
        Some(form) => Input { value: form.text(&input.name).to_owned(), ..input },
        None => input,
    };
    let inputs: Vec<Input> = inputs(person).into_iter().map(filled).collect();
    let attributes: Vec<Input> = attributes(view).into_iter().map(filled).collect();
    let gender = match person.usercom.gender {
        Gender::Unknown => "",
        Gender::Male => "male",
        Gender::Female => "female",
    };
    let fields = inputs.iter().chain(&attributes).map(|it| flaw_name(&it.name)).collect();
    let here = whom::address(&member.base(), &person.id);
    Page {
        frame: member.frame(&format!("Edit {}", name(person)), Section::People),
        base: member.base(),
        action: format!("{here}/details"),
        here,
        is_new: false,
        inputs,
        attributes,
        gender: form.map_or(gender, |form| form.text("gender")).to_owned(),
        subscribed: form.map_or(!person.usercom.unsubscribed, |form| form.ticked("subscribed")),
        version: as_shown::version(member, view),
        errors,
        stale,
        fields,
    }
}

fn inputs(person: &Person) -> Vec<Input> {
    let input = |name: &str, label: &str, value: &str| Input {
        name: name.to_owned(),
        label: label.to_owned(),
        value: value.to_owned(),
        choices: Vec::new(),
    };
    let mut inputs = Vec::new();
    if person.worker.is_none() {
        let email = person.email.as_ref().map(Email::as_str).unwrap_or_default();
        let phone = person.default_phone().map(Phone::international).unwrap_or_default();
        inputs.extend([
            input("first_name", "First name", &person.first_name),
            input("last_name", "Last name", &person.last_name),
            input("email", "E-mail", email),
            input("phone_number", "Phone", &phone),
        ]);
    }
    let score = person.usercom.score.to_string();
    inputs.push(input("custom_id", "Own id", person.custom_id.as_deref().unwrap_or_default()));
    inputs.push(input("score", "Score", &score));
    let known = UsercomFields::TEXTS.iter().filter(|(key, _)| TEXTS.contains(key));
    inputs.extend(known.map(|(key, _)| {
        let value = person.usercom.texts.get(*key).map(String::as_str).unwrap_or_default();
        input(key, label(key), value)
    }));
    inputs
}

/// The attributes that are defined for people; a worker's are in the worker's own form.
fn attributes(view: &PersonView) -> Vec<Input> {
    if view.person.worker.is_some() {
        return Vec::new();
    }
    let attribute = |(field, value): (&roster_model::Field, Option<&Value>)| Input {
        name: format!("data.{}", field.slug),
        label: field.label.clone(),
        value: custom::text(value),
        choices: field.choices.clone(),
    };
    view.attributes().map(attribute).collect()
}

/// What the directory calls a field that is at error.
fn flaw_name(input: &str) -> String {
    input.strip_prefix("data.").unwrap_or(input).to_owned()
}

impl Page {
    /// What is wrong with a field.
    fn error(&self, input: &str) -> String {
        self.errors.text(&flaw_name(input))
    }

    /// What is wrong beside the fields.
    fn elsewhere(&self) -> Vec<String> {
        let fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        self.errors.elsewhere(&fields)
    }
}
