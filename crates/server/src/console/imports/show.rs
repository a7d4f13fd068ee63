//! The page of a table: how far it is, what each row would do, or did.

use askama::Template;
use axum::extract::State;
use roster_model::{Id, ImportCounts, ImportMode};

use super::{
    table::{Progress, Sender, Stage},
    told::{self, Told},
};
use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, page},
        pager::{self, Pager},
        thing::{self, Thing},
    },
};

/// How many rows a page shows.
const SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "imports/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    name: String,
    percent: u64,
    progress: Progress,
    tabs: Vec<Tab>,
    /// The outcome whose rows are shown.
    shown: &'static str,
    rows: Vec<Told>,
    pager: Pager,
}

/// An outcome, and how many rows have it.
struct Tab {
    word: &'static str,
    label: &'static str,
    count: u64,
}

/// `GET /d/{domain}/table/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    asked: RequestContext,
) -> Shown {
    app.directory.imports(&member.actor)?;
    let table = app.desk.find(&id, &Sender::of(&member.actor))?;
    let progress = table.progress();
    let tabs = tabs(&progress);
    let shown = shown(&asked, &tabs);
    let told = match shown {
        "refused" => &progress.told.refused,
        "changed" => &progress.told.changed,
        "created" => &progress.told.created,
        _ => &progress.told.unchanged,
    };
    let size = SIZE as usize;
    let page_number = usize::try_from(pager::wanted(&asked)).unwrap_or(usize::MAX);
    let before = (page_number - 1).saturating_mul(size);
    let kept = vec![("rows".to_owned(), shown.to_owned())];
    page(&Page {
        frame: member.frame(heading(&progress), Section::Imports),
        here: address(&member.base(), &table.id),
        base: member.base(),
        name: table.name.clone(),
        percent: table.percent(),
        rows: told.iter().skip(before).take(size).cloned().collect(),
        pager: Pager::new(&asked, kept, SIZE, told.len() as u64),
        tabs,
        shown,
        progress,
    })
}

/// The address of the page of a table.
pub(super) fn address(base: &str, id: &Id) -> String {
    thing::address(base, "table", id.as_str())
}

fn heading(progress: &Progress) -> &'static str {
    match (&progress.stage, progress.mode) {
        (Stage::UnderWay, ImportMode::DryRun) => "Looking at the table",
        (Stage::UnderWay, _) => "Importing",
        (Stage::BrokenOff(_), ImportMode::DryRun) => "The table cannot be read",
        (Stage::BrokenOff(_), _) => "The import broke off",
        (Stage::Done, ImportMode::DryRun) => "What the import would do",
        (Stage::Done, _) if progress.executed => "Imported",
        (Stage::Done, _) => "Nothing was imported",
    }
}

fn tabs(progress: &Progress) -> Vec<Tab> {
    let ImportCounts { created, changed, unchanged, refused } = progress.counts;
    let tab = |(word, label, count)| Tab { word, label, count };
    let all = [
        ("refused", "Refused", refused),
        ("changed", "Changed", changed),
        ("created", "Created", created),
        ("unchanged", "Unchanged", unchanged),
    ];
    all.map(tab).into()
}

/// The outcome that is asked for, or the first that any row has.
fn shown(asked: &RequestContext, tabs: &[Tab]) -> &'static str {
    let wanted = tabs.iter().find(|tab| tab.word == asked.text("rows"));
    let first = || tabs.iter().find(|tab| tab.count > 0);
    wanted.or_else(first).map_or("created", |tab| tab.word)
}

impl Page {
    fn shows(&self, outcome: &str) -> bool {
        self.shown == outcome
    }

    fn is_rehearsal(&self) -> bool {
        self.progress.mode == ImportMode::DryRun
    }

    fn is_row_by_row(&self) -> bool {
        self.progress.mode == ImportMode::RowByRow
    }

    fn is_under_way(&self) -> bool {
        self.progress.stage == Stage::UnderWay
    }

    /// Why it broke off, if it did.
    fn trouble(&self) -> Option<&str> {
        match &self.progress.stage {
            Stage::BrokenOff(reason) => Some(reason),
            _ => None,
        }
    }

    /// How many rows would do something.
    fn doing(&self) -> u64 {
        self.progress.counts.created + self.progress.counts.changed
    }

    /// Whether more rows have the outcome than are told.
    fn is_cut(&self) -> bool {
        let count = self.tabs.iter().find(|tab| tab.word == self.shown).map_or(0, |tab| tab.count);
        count > told::MOST as u64
    }
}
