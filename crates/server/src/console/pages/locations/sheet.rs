//! Import and export of the tree as a spreadsheet.
//!
//! The preview carries the table in its form, so that nothing is stored before the confirmation, and any
//! server can take it.

use std::io::Cursor;

use askama::Template;
use http::StatusCode;
use roster_model::{LocationRow, LocationVerdict, Permission};
use roster_wire::table::{
    BYTE_ORDER_MARK, TableFormat, location_rows_to_csv, read_locations, write_locations,
};

use crate::{
    App,
    console::{
        components::{Download, FormErrors},
        extract::{Auth, FileForm, Form, Query, State},
        i18n::{self, Message, filters},
        layout::{Layout, Section},
        pages::imports::table_error,
        response::{PageResult, redirect, render, render_with_status},
    },
};

/// The rows of each outcome that the preview shows.
const SHOWN: usize = 500;

/// The largest table, in bytes.
const MAX_BYTES: usize = 4 << 20;

#[derive(Template)]
#[template(path = "locations/import.html")]
struct FormPage {
    layout: Layout,
    base: String,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "locations/preview.html")]
struct PreviewPage {
    layout: Layout,
    base: String,
    /// The table as CSV; empty if it cannot be imported.
    table: String,
    totals: Vec<(&'static str, usize)>,
    rows: Vec<PreviewRow>,
    has_more: bool,
    is_valid: bool,
    changes: usize,
}

/// A row of the preview.
struct PreviewRow {
    number: u64,
    name: String,
    parent: String,
    /// The message and the class of the outcome.
    outcome: (&'static str, &'static str),
    text: String,
}

/// `GET /d/{domain}/locations/import`.
pub(crate) async fn import_form(State(app): State<App>, auth: Auth) -> PageResult {
    app.directory.locations(&auth.actor)?;
    render(&form_page(&auth, FormErrors::default()))
}

/// `POST /d/{domain}/locations/import`: shows what the uploaded table would do.
pub(crate) async fn check(State(app): State<App>, auth: Auth, form: FileForm) -> PageResult {
    let locations = app.directory.locations(&auth.actor)?;
    let Some(upload) = form.store("table").await? else {
        return refuse(&auth, i18n::message("start-choose-file"));
    };
    let format = TableFormat::from_file_name(&upload.name);
    let Some(format) = format.filter(|format| *format != TableFormat::JsonLines) else {
        return refuse(&auth, i18n::message("locations-file-type"));
    };
    let rows = match read_locations(upload.file, format) {
        Ok(rows) => rows,
        Err(error) => return refuse(&auth, table_error(&error)),
    };
    let table = location_rows_to_csv(&rows);
    if table.len() > MAX_BYTES {
        return refuse(&auth, i18n::message("start-file-large"));
    }
    let verdicts = locations.check_import(&rows).await?;
    render(&preview(&auth, table, &rows, &verdicts))
}

/// `POST /d/{domain}/locations/import/confirm`.
pub(crate) async fn import(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let table = form.text("table").to_owned();
    let rows = match read_locations(Cursor::new(table.as_bytes()), TableFormat::Csv) {
        Ok(rows) => rows,
        Err(error) => return refuse(&auth, table_error(&error)),
    };
    let verdicts = app.directory.locations(&auth.actor)?.import(&rows).await?;
    if verdicts.iter().any(|verdict| matches!(verdict, LocationVerdict::Invalid(_))) {
        // The tree has changed since the preview.
        let page = preview(&auth, table, &rows, &verdicts);
        return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    Ok(redirect(&format!("{}/locations?done=saved", auth.base())))
}

/// `GET /d/{domain}/locations/export?format=`.
pub(crate) async fn export(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let format = match query.text("format") {
        "xlsx" => TableFormat::Xlsx,
        _ => TableFormat::Csv,
    };
    auth.require(Permission::EDIT_LOCATIONS)?;
    let (locations, levels) = app.directory.locations(&auth.actor)?.export().await?;
    let mut out = Cursor::new(Vec::new());
    if format == TableFormat::Csv {
        out.get_mut().extend_from_slice(BYTE_ORDER_MARK.as_bytes());
        out.set_position(out.get_ref().len() as u64);
    }
    if let Err(error) = write_locations(&locations, &levels, format, &mut out) {
        return refuse(&auth, table_error(&error));
    }
    let day = auth.time(&app.directory.now()).iso_date();
    let name = format!("locations-{}-{day}.{}", auth.actor.domain.name, format.as_str());
    Download::from_bytes(out.get_ref(), name, format)?.into_page()
}

fn form_page(auth: &Auth, errors: FormErrors) -> FormPage {
    FormPage {
        layout: auth.layout(&i18n::text("start-import-export-title"), Section::Locations),
        base: auth.base(),
        errors,
    }
}

fn refuse(auth: &Auth, text: Message) -> PageResult {
    let mut errors = FormErrors::default();
    errors.add("table", text.into());
    render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &form_page(auth, errors))
}

fn preview(
    auth: &Auth,
    table: String,
    rows: &[LocationRow],
    verdicts: &[LocationVerdict],
) -> PreviewPage {
    let count = |label: &str| verdicts.iter().filter(|it| outcome(it).0 == label).count();
    let labels = ["start-errors", "start-to-create", "start-to-update", "start-no-change"];
    let totals: Vec<(&'static str, usize)> =
        labels.into_iter().map(|label| (label, count(label))).collect();
    let mut shown: Vec<(&LocationRow, &LocationVerdict)> = Vec::new();
    for label in labels {
        let of_label = rows.iter().zip(verdicts).filter(|(_, it)| outcome(it).0 == label);
        shown.extend(of_label.take(SHOWN));
    }
    let is_valid = totals[0].1 == 0;
    PreviewPage {
        layout: auth.layout(&i18n::text("start-preview"), Section::Locations),
        base: auth.base(),
        table: if is_valid { table } else { String::new() },
        changes: totals[1].1 + totals[2].1,
        has_more: shown.len() < rows.len(),
        rows: shown.into_iter().map(|(row, verdict)| preview_row(row, verdict)).collect(),
        totals,
        is_valid,
    }
}

fn preview_row(row: &LocationRow, verdict: &LocationVerdict) -> PreviewRow {
    let text = match verdict {
        LocationVerdict::Invalid(errors) => {
            FormErrors::from(errors.clone()).elsewhere(&[]).join(" ")
        }
        LocationVerdict::Updated(fields) => fields.join(", ").replace('_', " "),
        LocationVerdict::Created | LocationVerdict::Unchanged => String::new(),
    };
    PreviewRow {
        number: row.row,
        name: row.name.clone().unwrap_or_default(),
        parent: row.parent.clone().unwrap_or_default(),
        outcome: outcome(verdict),
        text,
    }
}

/// The message and the class of an outcome.
fn outcome(verdict: &LocationVerdict) -> (&'static str, &'static str) {
    match verdict {
        LocationVerdict::Invalid(_) => ("start-errors", "bad"),
        LocationVerdict::Created => ("start-to-create", "good"),
        LocationVerdict::Updated(_) => ("start-to-update", "warn"),
        LocationVerdict::Unchanged => ("start-no-change", "plain"),
    }
}
