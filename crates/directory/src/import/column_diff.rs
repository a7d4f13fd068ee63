//! The changes of an import, by table column.

use roster_model::{Email, FieldChange, NamedWorker, Phone, Worker, cell_text};

/// The columns in which two workers differ, without the password.
pub(super) fn changed_columns(before: &NamedWorker, after: &NamedWorker) -> Vec<FieldChange> {
    let mut changes: Vec<FieldChange> = columns(before)
        .into_iter()
        .zip(columns(after))
        .filter(|((_, from), (_, to))| from != to)
        .map(|((column, from), (_, to))| change(column, from, to))
        .collect();
    let (old, new) = (&before.person.custom, &after.person.custom);
    for (slug, value) in new {
        if old.get(slug) != Some(value) {
            let from = old.get(slug).map(cell_text).unwrap_or_default();
            changes.push(change(&format!("data: {slug}"), from, cell_text(value)));
        }
    }
    changes
}

fn change(column: &str, from: String, to: String) -> FieldChange {
    FieldChange { column: column.to_owned(), from, to }
}

fn columns(named: &NamedWorker) -> Vec<(&'static str, String)> {
    let person = &named.person;
    let mut columns = vec![
        ("first_name", person.first_name.clone()),
        ("last_name", person.last_name.clone()),
        ("email", person.email.as_ref().map(Email::as_str).unwrap_or_default().to_owned()),
        ("phone-number", person.phones.iter().map(Phone::digits).collect::<Vec<_>>().join(", ")),
        ("group", named.groups.join(", ")),
        ("location_code", named.locations.join(", ")),
        ("user_profile", named.profile.clone().unwrap_or_default()),
    ];
    if let Some(worker) = &person.worker {
        let text =
            |field: fn(&Worker) -> Option<&String>| field(worker).cloned().unwrap_or_default();
        columns.extend([
            ("language", text(|worker| worker.language.as_ref())),
            ("role", text(|worker| worker.role.as_ref())),
            ("connect_username", text(|worker| worker.connect_username.as_ref())),
            ("is_active", worker.active.to_string()),
            ("is_account_confirmed", (!worker.unconfirmed).to_string()),
        ]);
    }
    columns
}
