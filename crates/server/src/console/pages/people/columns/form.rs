//! Choosing the columns of the list of people.

use askama::Template;
use http::StatusCode;
use roster_model::{Error, Problem, Schema};

use super::{Column, all, chosen};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, Query, State},
        i18n::{filters, text},
        layout::{Layout, Section},
        pages::people::filter::list_url,
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "people/columns.html")]
struct Page {
    layout: Layout,
    base: String,
    /// The query string of the list.
    back: String,
    /// The URL of the list.
    list: String,
    standard: Vec<Choice>,
    fields: Vec<Choice>,
    errors: FormErrors,
}

/// A column to choose.
struct Choice {
    column: Column,
    is_chosen: bool,
}

/// `GET /d/{domain}/people/columns`. The query string is that of the list.
pub(crate) async fn show(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let people_view = app.directory.people_view(&auth.actor)?;
    let schema = people_view.choices().await?.schema;
    let chosen = chosen(&people_view, &schema).await?;
    let names = chosen.into_iter().map(|column| column.name).collect::<Vec<_>>();
    render(&page(&auth, &query.raw, &schema, &names, FormErrors::default()))
}

/// `POST /d/{domain}/people/columns`.
pub(crate) async fn update(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let people_view = app.directory.people_view(&auth.actor)?;
    let schema = people_view.choices().await?.schema;
    let names = form.all("column");
    let known = all(&schema);
    let is_unknown = |name: &&String| !known.iter().any(|column| column.name == **name);
    let result = match names.iter().find(is_unknown) {
        _ if form.is_checked("default") => people_view.set_columns(None).await,
        Some(name) => Err(Error::invalid_field("column", Problem::UnknownChoice(name.clone()))),
        None => people_view.set_columns(Some(&names)).await,
    };
    let back = form.text("back");
    match result {
        Ok(()) => Ok(redirect(&list_url(&auth, back, &[("done", "saved")]))),
        Err(error) => {
            let page = page(&auth, back, &schema, &names, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn page(auth: &Auth, back: &str, schema: &Schema, names: &[String], errors: FormErrors) -> Page {
    let choices = all(schema).into_iter();
    let choices = choices.map(|column| Choice { is_chosen: names.contains(&column.name), column });
    let (fields, standard) = choices.partition(|choice| choice.column.field().is_some());
    Page {
        layout: auth.layout(&text("people-columns"), Section::People),
        base: auth.base(),
        back: back.to_owned(),
        list: list_url(auth, back, &[]),
        standard,
        fields,
        errors,
    }
}
