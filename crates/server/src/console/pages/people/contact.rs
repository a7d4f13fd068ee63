//! Adding contacts, and editing the User.com details of people. The form shows all fields of a contact,
//! and for a worker those that the worker's form does not have.

use askama::Template;
use http::StatusCode;
use roster_model::{
    Email, Error, FieldError, Gender, Patch, Person, PersonEdit, PersonRef, PersonView, Phone,
    Problem, UsercomFields,
};
use serde_json::Value;

use super::{custom, show::label, status_badge::display_name};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State, path},
        i18n::{filters, message, text},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

/// The text fields that users edit. Only programs set the others.
const TEXT_FIELDS: [&str; 6] =
    ["city", "region", "country", "timezone", "facebook_url", "linkedin_url"];

#[derive(Template)]
#[template(path = "people/contact.html")]
struct Page {
    layout: Layout,
    base: String,
    /// The URL of the form.
    action: String,
    /// The URL of the Cancel link.
    back: String,
    is_new: bool,
    inputs: Vec<Input>,
    attributes: Vec<Input>,
    gender: String,
    subscribed: bool,
    version: String,
    errors: FormErrors,
    /// Whether another user changed the person since the form was opened.
    has_conflict: bool,
    /// The fields that show their own errors.
    fields: Vec<String>,
}

/// An input of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Input {
    name: String,
    label: String,
    value: String,
    choices: Vec<String>,
}

/// `GET /d/{domain}/people/new-contact`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    let view = app.directory.people(&auth.actor)?.unknown().await?;
    render(&build_new_page(&auth, &view, None, FormErrors::default()))
}

/// `POST /d/{domain}/people/new-contact`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let people = app.directory.people(&auth.actor)?;
    let view = people.unknown().await?;
    match people.create(&read(&form, &view)).await {
        Ok(created) => {
            let url = path::person_url(&auth.base(), &created.person.id);
            Ok(redirect(&format!("{url}?done=created")))
        }
        Err(error) => {
            let page = build_new_page(&auth, &view, Some(&form), FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/person/{id}/details`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let view = load(&app, &auth, &id).await?;
    render(&build_page(&auth, &view, None, FormErrors::default(), false))
}

/// `POST /d/{domain}/person/{id}/details`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let view = load(&app, &auth, &id).await?;
    let merge = Merge::new(form, &current_inputs(&view), &[], |_, value| value.to_owned());
    let edit = read(&merge.form, &view);
    let person_ref = PersonRef::Number(view.person.number);
    let saved = merge
        .save(&app, &auth, &view, async |directory| {
            directory.people(&auth.actor)?.edit(&person_ref, &edit).await
        })
        .await;
    let (errors, has_conflict) = match saved {
        Ok(_) => {
            let url = path::person_url(&auth.base(), &view.person.id);
            return Ok(redirect(&format!("{url}?done={}", merge.done())));
        }
        Err(Error::PreconditionFailed) => (FormErrors::default(), true),
        Err(error) => (FormErrors::try_from(error)?, merge.has_collisions()),
    };
    let page = build_page(&auth, &view, Some(&merge.form), errors, has_conflict);
    render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn load(app: &App, auth: &Auth, id: &str) -> Result<PersonView, Error> {
    let sheet = app.directory.people_view(&auth.actor)?.find(id).await?;
    let person_ref = PersonRef::Number(sheet.person.number);
    app.directory.people(&auth.actor)?.find(&person_ref).await
}

/// Reads the form as an edit of the person.
fn read(form: &Form, view: &PersonView) -> PersonEdit {
    let person = &view.person;
    let mut edit = PersonEdit {
        custom_id: patch(form.text("custom_id")),
        gender: Some(match form.text("gender") {
            "male" => Gender::Male,
            "female" => Gender::Female,
            _ => Gender::Unknown,
        }),
        unsubscribed: Some(!form.is_checked("subscribed")),
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
    for key in TEXT_FIELDS {
        edit.texts.insert(key.to_owned(), form.non_empty(key).map(str::to_owned));
    }
    for (slug, text) in form.with_prefix("data.") {
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
    match form.non_empty("phone_number").map(Phone::parse) {
        None => edit.phone = Patch::Clear,
        Some(Ok(phone)) => edit.phone = Patch::Set(phone),
        Some(Err(problem)) => edit.errors.push(FieldError::new("phone_number", problem)),
    }
}

fn patch(text: &str) -> Patch<String> {
    if text.is_empty() { Patch::Clear } else { Patch::Set(text.to_owned()) }
}

fn build_new_page(auth: &Auth, view: &PersonView, form: Option<&Form>, errors: FormErrors) -> Page {
    let base = auth.base();
    Page {
        layout: auth.layout(&text("people-add-contact"), Section::People),
        action: format!("{base}/people/new-contact"),
        back: format!("{base}/people"),
        is_new: true,
        ..build_page(auth, view, form, errors, false)
    }
}

fn build_page(
    auth: &Auth,
    view: &PersonView,
    form: Option<&Form>,
    errors: FormErrors,
    has_conflict: bool,
) -> Page {
    let person = &view.person;
    let with_input = |input: Input| match form {
        Some(form) => Input { value: form.text(&input.name).to_owned(), ..input },
        None => input,
    };
    let inputs: Vec<Input> = inputs(person).into_iter().map(with_input).collect();
    let attributes: Vec<Input> = attributes(view).into_iter().map(with_input).collect();
    let gender = gender(person);
    let names = inputs.iter().chain(&attributes).map(|it| it.name.clone());
    let fields = names.flat_map(|name| [error_field(&name), name]).collect();
    let back = path::person_url(&auth.base(), &person.id);
    let title = message("people-edit").arg("name", display_name(person));
    Page {
        layout: auth.layout(&title.to_string(), Section::People),
        base: auth.base(),
        action: format!("{back}/details"),
        back,
        is_new: false,
        inputs,
        attributes,
        gender: form.map_or(gender, |form| form.text("gender")).to_owned(),
        subscribed: form.map_or(!person.usercom.unsubscribed, |form| form.is_checked("subscribed")),
        version: optimistic_lock::version_with(auth, view, &current_inputs(view)),
        errors,
        has_conflict,
        fields,
    }
}

fn gender(person: &Person) -> &'static str {
    match person.usercom.gender {
        Gender::Unknown => "",
        Gender::Male => "male",
        Gender::Female => "female",
    }
}

/// The values of the form's inputs.
fn current_inputs(view: &PersonView) -> Inputs {
    let person = &view.person;
    let texts = inputs(person).into_iter().chain(attributes(view));
    texts
        .fold(Inputs::default(), |inputs, input| inputs.text(&input.name, &input.value))
        .text("gender", gender(person))
        .checkbox("subscribed", !person.usercom.unsubscribed)
}

fn inputs(person: &Person) -> Vec<Input> {
    let input = |name: &str, label: &'static str, value: &str| Input {
        name: name.to_owned(),
        label: text(label),
        value: value.to_owned(),
        choices: Vec::new(),
    };
    let mut inputs = Vec::new();
    if person.worker.is_none() {
        let email = person.email.as_ref().map(Email::as_str).unwrap_or_default();
        let phone = person.default_phone().map(Phone::international).unwrap_or_default();
        inputs.extend([
            input("first_name", "people-first-name", &person.first_name),
            input("last_name", "people-last-name", &person.last_name),
            input("email", "people-email", email),
            input("phone_number", "people-phone", &phone),
        ]);
    }
    let score = person.usercom.score.to_string();
    let custom_id = person.custom_id.as_deref().unwrap_or_default();
    inputs.push(input("custom_id", "people-external-id", custom_id));
    inputs.push(input("score", "people-score", &score));
    let known = UsercomFields::TEXTS.iter().filter(|(key, _)| TEXT_FIELDS.contains(key));
    inputs.extend(known.map(|(key, _)| {
        let value = person.usercom.texts.get(*key).map(String::as_str).unwrap_or_default();
        input(key, label(key), value)
    }));
    inputs
}

/// The declared attributes of a contact. Those of a worker are in the worker's form.
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

/// The field name in errors of the directory.
fn error_field(input: &str) -> String {
    input.strip_prefix("data.").unwrap_or(input).to_owned()
}

impl Page {
    /// The errors of a field.
    fn error(&self, input: &str) -> String {
        // Collisions have the name of the input.
        let field = error_field(input);
        let own = self.errors.text(input);
        if field == input { own } else { self.errors.text(&field) + &own }
    }

    /// The errors that belong to no field of the form.
    fn elsewhere(&self) -> Vec<String> {
        let fields: Vec<&str> = self.fields.iter().map(String::as_str).collect();
        self.errors.elsewhere(&fields)
    }
}
