//! The page of an undo in the background.

use std::sync::atomic::Ordering;

use askama::Template;

use super::{
    show::table_url,
    table::{Status, UploadedTable},
};
use crate::console::{
    extract::Auth,
    i18n::{self, filters},
    layout::{Layout, Section},
    response::{PageResult, render},
};

#[derive(Template)]
#[template(path = "imports/undo.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    /// The name of the imported file.
    name: String,
    /// The number of the import.
    number: i64,
    is_running: bool,
    /// Why the undo stopped, if it did.
    failure: Option<String>,
    percent: u64,
    /// How many workers were reverted.
    reverted: u64,
    notes: Vec<String>,
}

/// Shows the progress and the result of an undo.
pub(super) fn show(auth: &Auth, table: &UploadedTable, number: i64) -> PageResult {
    let progress = table.progress();
    let title = i18n::message("imports-undo-heading").arg("number", number.to_string());
    render(&Page {
        layout: auth.layout(&title.to_string(), Section::Imports),
        base: auth.base(),
        here: table_url(&auth.base(), &table.id),
        name: table.name.clone(),
        number,
        is_running: progress.status == Status::Running,
        failure: match progress.status {
            Status::Failed(reason) => Some(reason),
            _ => None,
        },
        percent: table.percent(),
        reverted: table.read.load(Ordering::Relaxed),
        notes: progress.notes,
    })
}
