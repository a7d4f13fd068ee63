//! Carrying out a table that was rehearsed.

use std::sync::Arc;

use axum::extract::State;
use roster_model::ImportMode;

use super::{run, show, table::Sender};
use crate::{
    App,
    console::{
        form::Form,
        member::Member,
        page::{Shown, go_to},
        thing::Thing,
    },
};

/// `POST /d/{domain}/table/{id}`. Pressed twice it is carried out once.
pub(in crate::console) async fn carry_out(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    app.directory.imports(&member.actor)?;
    let table = app.desk.find(&id, &Sender::of(&member.actor))?;
    let here = show::address(&member.base(), &table.id);
    let mode = match form.text("mode") {
        "atomic" => ImportMode::Atomic,
        _ => ImportMode::RowByRow,
    };
    if table.take(mode) {
        run::begin(&app, Arc::clone(&table), member.actor, mode);
    }
    Ok(go_to(&here))
}
