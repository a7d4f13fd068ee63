//! Undoing an import.

use axum::extract::State;
use roster_model::{Error, ImportRecord};

use crate::{
    App,
    console::{
        confirm::Confirmation,
        form::Form,
        form_errors::FormErrors,
        frame::Section,
        member::Member,
        page::{Shown, go_to},
        thing::Thing,
    },
};

/// `GET /d/{domain}/import/{number}/undo`.
pub(in crate::console) async fn ask(State(app): State<App>, member: Member, thing: Thing) -> Shown {
    let import = app.directory.imports(&member.actor)?.find(thing.number()?).await?;
    confirmation(&member, &import).ask()
}

/// `POST /d/{domain}/import/{number}/undo`.
pub(in crate::console) async fn undo(
    State(app): State<App>,
    member: Member,
    thing: Thing,
    form: Form,
) -> Shown {
    let imports = app.directory.imports(&member.actor)?;
    let import = imports.find(thing.number()?).await?;
    let confirmation = confirmation(&member, &import);
    if !confirmation.is_given(&form) {
        return confirmation.again(None);
    }
    match imports.undo(import.number).await {
        Ok(undone) => {
            let people = undone.created + undone.changed;
            Ok(go_to(&format!("{}/imports?done=undone&n={people}", member.base())))
        }
        Err(error) => confirmation.again(Some(reasons(error)?)),
    }
}

fn confirmation(member: &Member, import: &ImportRecord) -> Confirmation {
    let ImportRecord { number, source, created, changed, .. } = import;
    Confirmation {
        frame: member.frame(&format!("Undo import {number}"), Section::Imports),
        consequence: format!(
            "Everybody whom {source} made ({created}) will be gone as if they had never been, and \
             everybody whom it changed ({changed}) will be as they were before, passwords included."
        ),
        word: format!("undo {number}"),
        verb: "Undo the import",
        back: format!("{}/imports", member.base()),
        errors: FormErrors::default(),
    }
}

/// Why it cannot be undone, which is no matter of any field.
fn reasons(error: Error) -> Result<FormErrors, crate::error::ApiError> {
    let error = match error {
        Error::Invalid(errors) => {
            let bare =
                |error: roster_model::FieldError| roster_model::FieldError::new("", error.problem);
            Error::Invalid(errors.into_iter().map(bare).collect())
        }
        other => other,
    };
    FormErrors::of(error)
}
