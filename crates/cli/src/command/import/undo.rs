//! `roster import undo`.

use indicatif::ProgressBar;
use roster_directory::UndoReport;
use roster_model::limits::join_listed;
use serde_json::json;

use super::document;
use crate::{command::Run, error::UsageError};

/// Undoes an import, such as `north/3`.
pub(super) async fn undo(run: &Run, id: &str) -> anyhow::Result<()> {
    let parts =
        id.split_once('/').and_then(|(domain, number)| Some((domain, number.parse().ok()?)));
    let Some((domain, number)) = parts else {
        return Err(UsageError(format!("'{id}' is not an import: use DOMAIN/NUMBER")).into());
    };
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let imports = directory.imports(&actor)?;
    let import = imports.find(number).await?;
    // It is hidden without a terminal.
    let bar = ProgressBar::new((import.created + import.changed).unsigned_abs());
    let undone = imports.undo(number, |undone| bar.set_position(undone)).await;
    bar.finish_and_clear();
    let UndoReport { import, deleted, reverted, left_out, kept, gone } = undone?;
    let mut plain = format!("deleted {deleted} workers, reverted {reverted}");
    let mut document = document(domain, &import);
    if !left_out.is_empty() {
        plain = format!("{plain}; left out, because it no longer exists: {left_out}");
        document["left_out"] =
            left_out.fields().map(|(field, names)| (field, json!(names))).collect();
    }
    if !kept.is_empty() {
        let names = join_listed(&kept, ", ");
        plain = format!("{plain}; kept, because they were changed meanwhile: {names}");
        document["kept"] = json!(kept);
    }
    if gone > 0 {
        plain = format!("{plain}; deleted meanwhile: {gone}");
    }
    run.output.answer(plain, &document)?;
    Ok(())
}
