//! Undoing an import.

use axum::extract::State;
use roster_model::{Fault, ImportRecord};

use crate::{
    App,
    console::{
        confirm::Confirmation,
        flaws::Flaws,
        form::Form,
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
        Err(fault) => confirmation.again(Some(reasons(fault)?)),
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
        flaws: Flaws::default(),
    }
}

/// Why it cannot be undone, which is no matter of any field.
fn reasons(fault: Fault) -> Result<Flaws, crate::refusal::Refusal> {
    let fault = match fault {
        Fault::Invalid(flaws) => {
            let bare = |flaw: roster_model::Flaw| roster_model::Flaw::new("", flaw.problem);
            Fault::Invalid(flaws.into_iter().map(bare).collect())
        }
        other => other,
    };
    Flaws::of(fault)
}
