//! The page to send a table from, with the imports that were made.

use askama::Template;
use axum::extract::State;
use roster_model::{Error, ImportRecord};

use crate::{
    App,
    console::{
        asked::RequestContext,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        moment::Moment,
        notice::Notice,
        page::{Shown, page},
    },
    limits::UPLOAD_BYTES,
};

/// How many imports are listed.
const LISTED: u32 = 100;

#[derive(Template)]
#[template(path = "imports/list.html")]
pub(super) struct Page {
    frame: Frame,
    base: String,
    imports: Vec<Made>,
    /// How large a file may be, in megabytes.
    megabytes: usize,
    errors: FormErrors,
}

/// An import that was made.
struct Made {
    record: ImportRecord,
    began: Moment,
    undone: Option<Moment>,
}

/// `GET /d/{domain}/imports`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let mut shown = page_of(&app, &member, FormErrors::default()).await?;
    shown.frame = shown.frame.telling(Notice::of(&asked));
    page(&shown)
}

/// The page, with what was wrong with a table.
pub(super) async fn page_of(app: &App, member: &Member, errors: FormErrors) -> Result<Page, Error> {
    let imports = app.directory.imports(&member.actor)?.list(LISTED).await?;
    let made = |record: ImportRecord| Made {
        began: Moment::of(&record.started_at),
        undone: record.undone_at.as_ref().map(Moment::of),
        record,
    };
    Ok(Page {
        frame: member.frame("Import", Section::Imports),
        base: member.base(),
        imports: imports.into_iter().map(made).collect(),
        megabytes: UPLOAD_BYTES >> 20,
        errors,
    })
}
