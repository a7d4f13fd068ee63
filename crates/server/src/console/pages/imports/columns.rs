//! The choice of columns for the unknown headers of an uploaded sheet.

use std::sync::Arc;

use http::StatusCode;
use roster_model::{Error, ImportMode};
use roster_wire::table::{
    ColumnMap, ColumnMapError, SheetColumns, TableError, column_names, field_column,
};

use super::{
    messages,
    preview::shorten,
    show,
    table::{UploadedTable, Uploader},
    task,
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, Query, State},
        i18n,
        response::{PageResult, redirect, render_with_status},
    },
};

/// The form with a select for each unknown header.
pub(super) struct ColumnForm {
    pub(super) rows: Vec<ColumnRow>,
    /// The columns of every domain.
    pub(super) names: Vec<&'static str>,
    /// The columns of custom fields, with their labels.
    pub(super) fields: Vec<(String, String)>,
    pub(super) errors: FormErrors,
    /// Whether there is a preview to go back to.
    pub(super) has_preview: bool,
}

/// An unknown header.
pub(super) struct ColumnRow {
    /// The name of the select.
    pub(super) input: String,
    pub(super) header: String,
    /// The first values.
    pub(super) values: Vec<String>,
    /// The selected column.
    pub(super) chosen: String,
    /// The suggestion; empty without one.
    pub(super) suggested: String,
}

impl ColumnForm {
    /// The form with the last choice, else with the suggestions; `None` if all headers are known.
    pub(super) async fn load(
        app: &App,
        auth: &Auth,
        table: &UploadedTable,
    ) -> Result<Option<Self>, Error> {
        let columns = table.columns();
        let Some(sheet) = columns.sheet else { return Ok(None) };
        let form = Self::new(app, auth, &sheet, columns.chosen, FormErrors::default()).await?;
        Ok(Some(Self { has_preview: columns.revision > 0, ..form }))
    }

    async fn new(
        app: &App,
        auth: &Auth,
        sheet: &SheetColumns,
        chosen: Vec<String>,
        errors: FormErrors,
    ) -> Result<Self, Error> {
        let schema = app.directory.people_view(&auth.actor)?.choices().await?.schema;
        let suggestions = sheet.suggestions(&schema.fields);
        let mut chosen = chosen.into_iter();
        let rows = sheet.unknown.iter().zip(suggestions).enumerate();
        let rows = rows.map(|(index, (column, suggestion))| {
            let suggested = suggestion.unwrap_or_default();
            let is_secret = suggested == "password";
            let value = |value: &String| if is_secret { "****".to_owned() } else { value.clone() };
            let default = || Some(&*suggested).filter(|it| !it.is_empty());
            ColumnRow {
                input: input(index),
                header: shorten(&column.header),
                values: column.values.iter().map(value).collect(),
                chosen: chosen
                    .next()
                    .unwrap_or_else(|| default().unwrap_or(ColumnMap::IGNORE).to_owned()),
                suggested,
            }
        });
        Ok(Self {
            rows: rows.collect(),
            names: column_names(),
            fields: schema.fields.iter().map(|it| (field_column(it), it.label.clone())).collect(),
            errors,
            has_preview: false,
        })
    }
}

/// `POST /d/{domain}/table/{id}/columns`: reads the sheet again with the chosen columns, and shows the
/// preview.
pub(crate) async fn choose_columns(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    app.directory.imports(&auth.actor)?;
    app.directory.check_writable()?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    let url = show::table_url(&auth.base(), &table.id);
    let Some(sheet) = table.columns().sheet.filter(|_| table.is_pending()) else {
        return Ok(redirect(&url));
    };
    let chosen: Vec<String> =
        (0..sheet.unknown.len()).map(|index| form.text(&input(index)).to_owned()).collect();
    match to_map(&sheet, &chosen) {
        Ok(map) => {
            if table.begin_preview(chosen, map) {
                task::spawn(&app, Arc::clone(&table), auth.actor, ImportMode::DryRun);
            }
            Ok(redirect(&url))
        }
        Err(errors) => {
            let form = ColumnForm::new(&app, &auth, &sheet, chosen, errors).await?;
            let page = show::build_page(&app, &auth, &table, &Query::parse(""), Some(form));
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// The map of the chosen columns, or the errors of the selects.
fn to_map(sheet: &SheetColumns, chosen: &[String]) -> Result<ColumnMap, FormErrors> {
    let (mut map, mut errors) = (ColumnMap::default(), FormErrors::default());
    for (index, (column, chosen)) in sheet.unknown.iter().zip(chosen).enumerate() {
        let Err(error) = map.add(&column.header, chosen) else { continue };
        let text = match error {
            ColumnMapError::SameColumn { other, column } => {
                i18n::message("imports-columns-same").arg("other", other).arg("column", column)
            }
            ColumnMapError::UnknownColumn(_) | ColumnMapError::RepeatedHeader(_) => {
                i18n::message("imports-columns-choose")
            }
        };
        errors.add(&input(index), text.into());
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let Err(error) = sheet.check(&map) else { return Ok(map) };
    let position = |header: &str| sheet.unknown.iter().position(|it| it.header == header);
    let (at, text) = match &error {
        TableError::SameColumn { header, other, column } => {
            let (at, other) = match position(header) {
                Some(at) => (Some(at), other),
                None => (position(other), header),
            };
            let text = i18n::message("imports-columns-same");
            (at, text.arg("other", other).arg("column", column))
        }
        TableError::RepeatedColumn(header) => (position(header), messages::table_error(&error)),
        TableError::NoIdentity => (None, i18n::message("imports-columns-no-identity")),
        _ => (None, messages::table_error(&error)),
    };
    errors.add(&at.map(input).unwrap_or_default(), text.into());
    Err(errors)
}

/// The name of the select of an unknown header.
fn input(index: usize) -> String {
    format!("column-{index}")
}
