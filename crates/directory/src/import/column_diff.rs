//! The changes of an import, by table column.

use roster_model::{FieldChange, NamedWorker, WorkerField, cell_text};

/// Returns the columns that differ, without the password.
pub(crate) fn changed_columns(before: &NamedWorker, after: &NamedWorker) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let mut compare = |column: String, from: String, to: String| {
        if from != to {
            changes.push(FieldChange { column, from, to });
        }
    };
    for (_, column) in WorkerField::columns().filter(|(_, column)| column.set.is_some()) {
        let text = |worker| (column.get)(worker).to_text();
        compare(column.header.to_owned(), text(before), text(after));
    }
    let (old, new) = (&before.person.custom, &after.person.custom);
    for (slug, value) in new.iter().filter(|(slug, value)| old.get(*slug) != Some(value)) {
        let from = old.get(slug).map(cell_text).unwrap_or_default();
        changes.push(FieldChange { column: format!("data: {slug}"), from, to: cell_text(value) });
    }
    changes
}
