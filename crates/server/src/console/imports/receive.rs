//! Taking a table in.

use std::path::Path;

use axum::{extract::State, response::Response};
use http::StatusCode;
use roster_model::{ImportMode, Problem};
use roster_wire::table::TableFormat;

use super::{
    list, run, show,
    table::{Sender, Table},
};
use crate::{
    App,
    console::{
        file_form::{FileForm, Sent},
        form_errors::FormErrors,
        member::Member,
        page::{Shown, go_to, page_with},
    },
    error::ApiError,
};

/// How many characters of a file's name are kept.
const NAME_CHARS: usize = 100;

/// `POST /d/{domain}/imports`: takes the table, and begins to rehearse it.
pub(in crate::console) async fn receive(
    State(app): State<App>,
    member: Member,
    form: FileForm,
) -> Shown {
    app.directory.imports(&member.actor)?;
    let Some(sent) = form.keep("table").await? else {
        return again(&app, &member, Problem::Other("choose a file".to_owned())).await;
    };
    // Some browsers send the whole path.
    let name = Path::new(&sent.name).file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS).collect();
    let Some(format) = TableFormat::from_file_name(&name) else {
        let text = "the name does not tell what the file is: it must end in .csv, .xlsx or .jsonl";
        return again(&app, &member, Problem::Other(text.to_owned())).await;
    };
    let Sent { file, bytes, .. } = sent;
    let id = app.directory.environment().id();
    let table = Table::new(id, Sender::of(&member.actor), (name, format), file, bytes);
    let table = app.desk.put(table)?;
    let here = show::address(&member.base(), &table.id);
    run::begin(&app, table, member.actor, ImportMode::DryRun);
    Ok(go_to(&here))
}

async fn again(app: &App, member: &Member, problem: Problem) -> Result<Response, ApiError> {
    let mut errors = FormErrors::default();
    errors.add("table", problem);
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &list::page_of(app, member, errors).await?)
}
