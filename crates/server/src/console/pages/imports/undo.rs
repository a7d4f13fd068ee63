//! Undoing an import.

use roster_model::{Error, FieldError, ImportRecord};

use crate::{
    App,
    console::{
        components::{Confirmation, Flash, FormErrors},
        extract::{Auth, Form, PathId, State},
        i18n,
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

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
    match imports.undo(import.number).await {
        Ok(undone) => {
            let workers = undone.import.created + undone.import.changed;
            let params = Flash::params("undone", &undone.left_out);
            Ok(redirect(&format!("{}/imports?{params}&n={workers}", auth.base())))
        }
        Err(error) => confirmation.show_errors(form_errors(error)?),
    }
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
