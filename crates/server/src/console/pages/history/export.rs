//! The change log as a CSV file.

use axum::response::IntoResponse as _;
use http::header;
use roster_wire::table::escape_formula;

use super::{Input, entry::field_changes};
use crate::{
    App,
    console::{
        extract::{Auth, Query, State},
        i18n::{Language, in_language},
        response::{PageResult, redirect},
    },
};

/// The most changes in a file.
const MAX_CHANGES: usize = 10_000;

/// Changes per read.
const BATCH_SIZE: u32 = 500;

/// `GET /d/{domain}/history/export`: the latest changes that match the filters, one row per field. The
/// file is in English, so that programs can read it.
pub(crate) async fn export(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    in_language(Language::English, file(&app, &auth, &query)).await
}

async fn file(app: &App, auth: &Auth, query: &Query) -> PageResult {
    let input = Input::read(query);
    let Ok(filter) = input.filter(app, auth).await? else {
        return Ok(redirect(&format!("{}/history{}", auth.base(), input.query_string(None))));
    };
    let log = app.directory.changes(&auth.actor)?;
    // Spreadsheets recognize UTF-8 by this mark.
    let mut text = String::from("\u{feff}");
    let header =
        ["number", "time", "kind", "id", "name", "user", "source", "field", "before", "after"];
    add_row(&mut text, &header.map(str::to_owned));
    let (mut before, mut count) = (None, 0);
    while count < MAX_CHANGES {
        let found = log.latest(&filter, before, BATCH_SIZE).await?;
        for change in &found.changes {
            count += 1;
            let kind = change.kind.split('.').next().unwrap_or_default();
            let name = found.names.get(kind, &change.id).unwrap_or_default();
            let mut fields = field_changes(change, &found.names);
            if fields.is_empty() {
                fields.push(super::FieldChange { label: String::new(), values: None });
            }
            for field in fields {
                let (old, new) = field.values.unwrap_or_default();
                let row = [
                    change.seq.to_string(),
                    change.at.to_string(),
                    change.kind.clone(),
                    change.id.clone(),
                    name.to_owned(),
                    change.actor.clone(),
                    change.via.clone(),
                    field.label,
                    old,
                    new,
                ];
                add_row(&mut text, &row);
            }
        }
        before = found.changes.last().map(|change| change.seq);
        if !found.more {
            break;
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"history-{}.csv\"", auth.actor.domain.name),
        ),
    ];
    Ok((headers, text).into_response())
}

fn add_row(text: &mut String, cells: &[String; 10]) {
    let cells: Vec<String> = cells.iter().map(|cell| quote(&escape_formula(cell))).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

fn quote(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
