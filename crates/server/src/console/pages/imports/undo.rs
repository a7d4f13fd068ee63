//! Undoing an import: at once, or in the background if it has many workers.

use std::sync::{Arc, atomic::Ordering};

use roster_directory::{Directory, UndoReport};
use roster_model::{Actor, Error, FieldError, ImportMode, ImportRecord, limits::join_listed};

use super::{
    show,
    table::{Content, UploadedTable, Uploader},
    task::{self, Finished, directory_error},
};
use crate::{
    App,
    console::{
        components::{Confirmation, Flash, FormErrors, left_out_text},
        extract::{Auth, Form, PathId, State},
        i18n,
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// The most workers that are reverted before the response.
const MAX_AT_ONCE: i64 = 500;

/// `GET /d/{domain}/import/{number}/undo`.
pub(crate) async fn confirm_undo(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    let import = app.directory.imports(&auth.actor)?.find(id.number()?).await?;
    confirmation(&auth, &import).show()
}

/// `POST /d/{domain}/import/{number}/undo`.
pub(crate) async fn undo(State(app): State<App>, auth: Auth, id: PathId, form: Form) -> PageResult {
    let imports = app.directory.imports(&auth.actor)?;
    let import = imports.find(id.number()?).await?;
    let confirmation = confirmation(&auth, &import);
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    if import.created + import.changed > MAX_AT_ONCE {
        return match imports.check_undo(import.number).await {
            Ok(_) => Ok(redirect(&spawn(&app, &auth, import)?)),
            Err(error) => confirmation.show_errors(form_errors(error)?),
        };
    }
    match imports.undo(import.number, |_| ()).await {
        Ok(undone) => {
            let workers = undone.import.created + undone.import.changed;
            let params = Flash::params("undone", &undone.left_out);
            Ok(redirect(&format!("{}/imports?{params}&n={workers}", auth.base())))
        }
        Err(error) => confirmation.show_errors(form_errors(error)?),
    }
}

/// Starts an undo in the background. Returns the URL of its page.
///
/// # Errors
/// [`Error::Unavailable`] if too many tasks run.
fn spawn(app: &App, auth: &Auth, import: ImportRecord) -> Result<String, Error> {
    let environment = app.directory.environment();
    let size = (import.created + import.changed).unsigned_abs();
    let table = UploadedTable::of_action(
        environment.id(),
        Uploader::new(&auth.actor),
        import.source,
        (Content::Undo(import.number), size),
        environment.now(),
    );
    let table = app.pending_imports.add(table)?;
    let url = show::table_url(&auth.base(), &table.id);
    task::spawn(app, table, auth.actor.clone(), ImportMode::RowByRow);
    Ok(url)
}

/// Runs the undo.
pub(super) async fn run(
    directory: &Directory,
    table: &UploadedTable,
    number: i64,
    actor: &Actor,
) -> Result<Finished, String> {
    let imports = directory.imports(actor).map_err(directory_error)?;
    let read = Arc::clone(&table.read);
    let undone = imports.undo(number, |undone| read.store(undone, Ordering::Relaxed)).await;
    let report = undone.map_err(directory_error)?;
    read.store(report.import.undone.unsigned_abs(), Ordering::Relaxed);
    let notes = notes(&report);
    Ok(Finished { report: None, notes, is_committed: true, number: Some(number) })
}

/// What the undo has not reverted.
fn notes(report: &UndoReport) -> Vec<String> {
    let mut notes = Vec::new();
    if !report.left_out.is_empty() {
        notes.push(left_out_text(report.left_out.fields().map(|(field, _)| field)));
    }
    if !report.kept.is_empty() {
        let names = join_listed(&report.kept, ", ");
        notes.push(i18n::message("imports-undo-kept").arg("names", names).to_string());
    }
    if report.gone > 0 {
        notes.push(i18n::message("imports-undo-gone").arg("count", report.gone).to_string());
    }
    notes
}

fn confirmation(auth: &Auth, import: &ImportRecord) -> Confirmation {
    let number = import.number;
    let title = i18n::message("imports-undo-title").arg("number", number.to_string()).to_string();
    Confirmation {
        layout: auth.layout(&title, Section::Imports),
        consequence: consequence(
            &import.source,
            import.created.unsigned_abs(),
            import.changed.unsigned_abs(),
        ),
        expected: format!("{} {number}", i18n::text("imports-undo-word")),
        button: "imports-undo-import",
        back: format!("{}/imports", auth.base()),
        errors: FormErrors::default(),
    }
}

fn consequence(source: &str, created: u64, changed: u64) -> String {
    let deletes =
        i18n::message("imports-undo-deletes").arg("count", created).arg("file", source).to_string();
    let restores = i18n::message("imports-undo-restores").arg("count", changed).to_string();
    let message = match (created, changed) {
        (_, 0) => i18n::message("imports-undo-one").arg("effect", deletes),
        (0, _) => i18n::message("imports-undo-one").arg("effect", restores),
        _ => i18n::message("imports-undo-both").arg("deletes", deletes).arg("restores", restores),
    };
    message.to_string()
}

/// Shows the reasons above the form: they belong to no field.
fn form_errors(error: Error) -> Result<FormErrors, ApiError> {
    let error = match error {
        Error::Invalid(errors) => {
            let without_field = |error: FieldError| FieldError::new("", error.problem);
            Error::Invalid(errors.into_iter().map(without_field).collect())
        }
        other => other,
    };
    FormErrors::try_from(error)
}

#[cfg(test)]
mod tests {
    use super::consequence;

    #[test]
    fn consequence_counts_created_and_changed_workers() {
        assert_eq!(
            consequence("bad.xlsx", 1, 1),
            "1 worker created by bad.xlsx will be deleted; 1 changed worker gets back the earlier \
             values and password."
        );
        assert_eq!(consequence("bad.xlsx", 2, 0), "2 workers created by bad.xlsx will be deleted.");
        assert_eq!(
            consequence("bad.xlsx", 0, 3),
            "3 changed workers get back the earlier values and password."
        );
    }
}
