//! The page of an uploaded table: progress, preview and result.

use askama::Template;
use roster_model::{Id, ImportCounts, ImportMode};

use super::{
    columns::ColumnForm,
    preview::{MAX_ROWS, PreviewRow},
    table::{Columns, Content, Progress, Status, UploadedTable, Uploader},
    undo_progress,
};
use crate::{
    App,
    console::{
        components::pager::{self, Pager},
        extract::{Auth, PathId, Query, State, path},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// Rows per page.
const PAGE_SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "imports/show.html")]
pub(super) struct Page {
    layout: Layout,
    /// The form for the columns of unknown headers, in place of the preview.
    columns: Option<ColumnForm>,
    /// The last choice of columns.
    known: Columns,
    base: String,
    here: String,
    name: String,
    is_bulk: bool,
    /// Whether rows with errors can be downloaded.
    has_error_rows: bool,
    /// The URL of the slips, if the report has password links.
    slips: Option<String>,
    /// Whether the web user may undo it.
    may_undo: bool,
    percent: u64,
    progress: Progress,
    tabs: Vec<Tab>,
    /// The code of the current tab.
    current: &'static str,
    rows: Vec<PreviewRow>,
    pager: Pager,
}

/// An outcome with the number of its rows.
struct Tab {
    code: &'static str,
    /// The message of its label.
    label: &'static str,
    count: u64,
}

/// `GET /d/{domain}/table/{id}`. With `?columns=change`, a preview shows the choice of columns again.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    if let Content::Undo(number) = table.content {
        return undo_progress::show(&auth, &table, number);
    }
    let progress = table.progress();
    let is_chosen = match progress.status {
        Status::UnknownColumns => true,
        Status::Running => false,
        _ => progress.mode == ImportMode::DryRun && query.text("columns") == "change",
    };
    let columns = if is_chosen { ColumnForm::load(&app, &auth, &table).await? } else { None };
    render(&build_page(&app, &auth, &table, &query, columns))
}

/// Builds the page, with the form for the columns if they are to be chosen.
pub(super) fn build_page(
    app: &App,
    auth: &Auth,
    table: &UploadedTable,
    query: &Query,
    columns: Option<ColumnForm>,
) -> Page {
    let progress = table.progress();
    let tabs = tabs(&progress);
    let current = current_tab(query, &tabs);
    let rows = match current {
        "errors" => &progress.preview.errors,
        "changed" => &progress.preview.changed,
        "created" => &progress.preview.created,
        _ => &progress.preview.unchanged,
    };
    let size = PAGE_SIZE as usize;
    let page_number = usize::try_from(pager::requested_page(query)).unwrap_or(usize::MAX);
    let skipped = (page_number - 1).saturating_mul(size);
    let params = vec![("rows".to_owned(), current.to_owned())];
    let here = table_url(&auth.base(), &table.id);
    let title =
        if columns.is_some() { "imports-heading-columns" } else { heading(table, &progress) };
    Page {
        layout: auth.layout(&i18n::text(title), section(table)),
        known: table.columns(),
        columns,
        slips: (table.has_links() && progress.counts.changed > 0).then(|| format!("{here}/slips")),
        here,
        base: auth.base(),
        name: table.name.clone(),
        is_bulk: table.is_bulk(),
        has_error_rows: table.has_sheet() && progress.counts.refused > 0,
        may_undo: app.directory.imports(&auth.actor).is_ok(),
        percent: table.percent(),
        rows: rows.iter().skip(skipped).take(size).cloned().collect(),
        pager: Pager::new(query, params, PAGE_SIZE, rows.len() as u64),
        tabs,
        current,
        progress,
    }
}

/// The URL of a table.
pub(super) fn table_url(base: &str, id: &Id) -> String {
    path::record_url(base, "table", id.as_str())
}

/// The section of the navigation: bulk actions belong to the people.
fn section(table: &UploadedTable) -> Section {
    if table.is_bulk() { Section::People } else { Section::Imports }
}

/// The message of the heading.
fn heading(table: &UploadedTable, progress: &Progress) -> &'static str {
    match (&progress.status, progress.mode) {
        (Status::Running, _) if table.is_bulk() => "imports-heading-changing",
        (Status::UnknownColumns, _) => "imports-heading-columns",
        (Status::Failed(_), _) if table.is_bulk() => "imports-heading-action-stopped",
        (Status::Finished, _) if table.is_bulk() => "imports-heading-action-finished",
        (Status::Running, ImportMode::DryRun) => "imports-heading-checking",
        (Status::Running, _) => "imports-heading-importing",
        (Status::Failed(_), ImportMode::DryRun) => "imports-heading-unreadable",
        (Status::Failed(_), _) => "imports-heading-failed",
        (Status::Finished, ImportMode::DryRun) => "imports-heading-preview",
        (Status::Finished, _) if progress.is_committed => "imports-heading-finished",
        (Status::Finished, _) => "imports-heading-nothing",
    }
}

fn tabs(progress: &Progress) -> Vec<Tab> {
    let ImportCounts { created, changed, unchanged, refused } = progress.counts;
    let (to_update, to_create) = if progress.mode == ImportMode::DryRun {
        ("imports-to-update", "imports-to-create")
    } else {
        ("imports-updated", "imports-created")
    };
    let tab = |(code, label, count)| Tab { code, label, count };
    let all = [
        ("errors", "imports-errors", refused),
        ("changed", to_update, changed),
        ("created", to_create, created),
        ("unchanged", "imports-no-change", unchanged),
    ];
    all.map(tab).into()
}

/// The requested tab, or the first one with rows.
fn current_tab(query: &Query, tabs: &[Tab]) -> &'static str {
    let requested = tabs.iter().find(|tab| tab.code == query.text("rows"));
    let first = || tabs.iter().find(|tab| tab.count > 0);
    requested.or_else(first).map_or("created", |tab| tab.code)
}

impl Page {
    fn shows(&self, code: &str) -> bool {
        self.current == code
    }

    fn is_preview(&self) -> bool {
        self.progress.mode == ImportMode::DryRun
    }

    fn is_row_by_row(&self) -> bool {
        self.progress.mode == ImportMode::RowByRow
    }

    fn is_running(&self) -> bool {
        self.progress.status == Status::Running
    }

    /// Why the task failed, if it did.
    fn failure(&self) -> Option<&str> {
        match &self.progress.status {
            Status::Failed(reason) => Some(reason),
            _ => None,
        }
    }

    /// The number of rows that create or change a worker.
    fn valid_rows(&self) -> u64 {
        self.progress.counts.created + self.progress.counts.changed
    }

    /// Whether the tab has more rows than the page can show.
    fn is_truncated(&self) -> bool {
        let current = self.tabs.iter().find(|tab| tab.code == self.current);
        current.is_some_and(|tab| tab.count > MAX_ROWS as u64)
    }
}
