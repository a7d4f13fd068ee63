//! The verdicts on all rows, to keep.

use axum::extract::State;
use roster_model::Error;

use super::table::Sender;
use crate::{
    App,
    console::{download::Download, member::Member, page::Shown, thing::Thing},
};

/// `GET /d/{domain}/table/{id}/verdicts`.
pub(in crate::console) async fn download(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    app.directory.imports(&member.actor)?;
    let table = app.desk.find(&id, &Sender::of(&member.actor))?;
    let verdicts = table.progress().verdicts.ok_or(Error::not_found("table"))?;
    let name = format!("{}.verdicts.csv", table.name);
    Download { file: verdicts, name, format: roster_wire::table::TableFormat::Csv }.answer()
}
