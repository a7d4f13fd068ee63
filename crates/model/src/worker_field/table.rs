//! The rows of the table of a worker's fields.

use serde_json::{Value, json};

use super::{
    ApiEdit,
    ApiValue::{
        CustomData, DefaultPhone, Email, Eulas, Flag, Instant, OptionalText, Phones, ResourceUri,
        Text, TextList,
    },
    CellValue, TableColumn, WorkerField,
};
use crate::{
    Id, ImportRow, NamedWorker, Person, Phone, Problem, Schema, SecretString, Worker,
    put_back::{ids, text, texts},
};

/// All fields of a worker, in the order of the change log and of the columns of a table.
pub(super) static FIELDS: [WorkerField; 23] = [
    WorkerField::new("username", "Username, with the host.")
        .example(|| json!("jdoe@example.commcarehq.org"))
        .logged(
            |a, b| differs(a, b, |worker| &worker.username),
            |it| of_worker(it, |worker| worker.username.as_str().into()),
        )
        .shown_at(1, Text(|worker| worker.username))
        .column(TableColumn::new(
            "username",
            |worker| part(worker).map_or(CellValue::Empty, |it| CellValue::Username(&it.username)),
            |row, text| set(&mut row.username, Ok(some(text.trim()))),
        )),
    WorkerField::new("id", "Identity.")
        .example(|| json!("3c5a623af057e23a32ae4000cf291339"))
        .logged(|a, b| a.id != b.id, |it| it.id.as_str().into())
        .shown_at(0, Text(|worker| worker.id))
        .column(TableColumn::new(
            "user_id",
            |worker| worker.person.id.as_str().into(),
            |row, text| set(&mut row.id, Ok(some(text.trim()))),
        )),
    WorkerField::new(super::PASSWORD, "New password.").column(TableColumn::new(
        super::PASSWORD,
        |_| CellValue::Password,
        |row, text| {
            // Exports show asterisks instead of the password.
            let given = text.chars().any(|c| c != '*');
            set(&mut row.password, Ok(given.then(|| SecretString::from(text))))
        },
    )),
    WorkerField::new("first_name", "First name.")
        .example(|| json!("John"))
        .logged(|a, b| a.first_name != b.first_name, |it| it.first_name.clone().into())
        .restorable(|it, value| {
            it.first_name = text(value).unwrap_or_default();
            true
        })
        .limited(|it| Some(&it.first_name))
        .shown_at(2, Text(|worker| &worker.first_name))
        .editable(ApiEdit::Text(|edit, text| edit.first_name = Some(text)))
        .column(TableColumn::new(
            "first_name",
            |worker| ImportRow::format_text(&worker.person.first_name).into(),
            |row, text| set(&mut row.edit.first_name, Ok(cell_value(text))),
        )),
    WorkerField::new("last_name", "Last name.")
        .example(|| json!("Doe"))
        .logged(|a, b| a.last_name != b.last_name, |it| it.last_name.clone().into())
        .restorable(|it, value| {
            it.last_name = text(value).unwrap_or_default();
            true
        })
        .limited(|it| Some(&it.last_name))
        .shown_at(3, Text(|worker| &worker.last_name))
        .editable(ApiEdit::Text(|edit, text| edit.last_name = Some(text)))
        .column(TableColumn::new(
            "last_name",
            |worker| ImportRow::format_text(&worker.person.last_name).into(),
            |row, text| set(&mut row.edit.last_name, Ok(cell_value(text))),
        )),
    WorkerField::new("email", "E-mail address; empty without one.")
        .example(|| json!("jdoe@example.org"))
        .logged(|a, b| a.email != b.email, |it| it.email.as_ref().map(crate::Email::as_str).into())
        .restorable(|it, value| {
            it.email = text(value).map(crate::Email::new_unchecked);
            true
        })
        .shown_at(5, Email)
        .editable(ApiEdit::Email)
        .column(TableColumn::new(
            "email",
            |worker| worker.person.email.as_ref().map(crate::Email::as_str).into(),
            |row, text| {
                let email = cell_value(text).map(|text| crate::Email::parse(&text)).transpose();
                set(&mut row.edit.email, email)
            },
        )),
    WorkerField::new("default_phone_number", "First phone number.")
        .example(|| json!("+50253311399"))
        .shown_at(4, DefaultPhone)
        .editable(ApiEdit::DefaultPhone),
    WorkerField::new("phone_numbers", "Phone numbers, the default one first.")
        .example(|| json!(["+50253311399", "+50253314588"]))
        .logged(|a, b| a.phones != b.phones, |it| it.phones.iter().map(Phone::digits).collect())
        .restorable(|it, value| {
            it.phones = texts(value).into_iter().map(Phone::new_unchecked).collect();
            true
        })
        .shown_at(6, Phones)
        .editable(ApiEdit::Phones)
        .column(
            TableColumn::new(
                "phone-number",
                |worker| CellValue::List(worker.person.phones.iter().map(Phone::digits).collect()),
                add_phone,
            )
            .aliases(&["phone_number", "phone_numbers"])
            .list(|shape| shape.phones),
        ),
    WorkerField::new("user_data", "Custom data, with the values of the profile.")
        .example(|| json!({ "chw_id": "13/43/DFA" }))
        .logged(|a, b| a.custom != b.custom || differs(a, b, |worker| &worker.profile), custom_data)
        .restorable(put_back_custom_data)
        .shown_at(10, CustomData)
        .editable(ApiEdit::CustomData),
    WorkerField::new("language", "Language code.")
        .example(|| json!("en"))
        .logged(
            |a, b| differs(a, b, |worker| &worker.language),
            |it| of_worker(it, |worker| worker.language.clone().into()),
        )
        .restorable(|it, value| in_worker(it, |worker| worker.language = text(value)))
        .limited(|it| it.worker.as_ref()?.language.as_deref())
        .documented_at(13, OptionalText(|worker| worker.language.as_deref()))
        .editable(ApiEdit::OptionalText(|edit, text| edit.language = Some(text)))
        .column(TableColumn::new(
            "language",
            |worker| {
                part(worker)
                    .and_then(|worker| worker.language.as_deref())
                    .map(ImportRow::format_text)
                    .into()
            },
            |row, text| {
                set(&mut row.edit.language, Ok(cell_value(text.trim()).map(|it| some(&it))))
            },
        )),
    WorkerField::new("role", "Name of the role.")
        .example(|| json!("Field worker"))
        .logged(
            |a, b| differs(a, b, |worker| &worker.role),
            |it| of_worker(it, |worker| worker.role.clone().into()),
        )
        .restorable(|it, value| in_worker(it, |worker| worker.role = text(value)))
        .documented_at(14, OptionalText(|worker| worker.role.as_deref()))
        .editable(ApiEdit::OptionalText(|edit, text| edit.role = Some(text)))
        .column(TableColumn::new(
            "role",
            |worker| {
                part(worker)
                    .and_then(|worker| worker.role.as_deref())
                    .map(ImportRow::format_text)
                    .into()
            },
            |row, text| set(&mut row.edit.role, Ok(cell_value(text).map(|it| some(&it)))),
        )),
    WorkerField::new("groups", "Identities of the groups.")
        .example(|| json!(["9a0accdba29e01a61ea099394737c4fb", "b4ccdba29e01a61ea099394737c4fbf7"]))
        .logged(
            |a, b| differs(a, b, |worker| &worker.groups),
            |it| of_worker(it, |worker| worker.groups.iter().map(Id::as_str).collect()),
        )
        .restorable(|it, value| in_worker(it, |worker| worker.groups = ids(value)))
        .shown_at(7, TextList(|worker| &worker.groups))
        .editable(ApiEdit::Groups)
        .column(
            TableColumn::new(
                "group",
                |worker| list(&worker.groups),
                |row, text| {
                    row.groups.get_or_insert_default().extend(some(text));
                    Ok(())
                },
            )
            .aliases(&["groups"])
            .list(|shape| shape.groups),
        ),
    WorkerField::new("locations", "Identities of the assigned locations.")
        .example(|| json!(["26fc44e2792b4f2fa8ef86178f0a958e", "c1b029932ed442a6a846a4ea10e46a78"]))
        .logged(
            |a, b| differs(a, b, |worker| &worker.locations),
            |it| of_worker(it, |worker| worker.locations.iter().map(Id::as_str).collect()),
        )
        .restorable(|it, value| in_worker(it, |worker| worker.locations = ids(value)))
        .shown_at(8, TextList(|worker| &worker.locations))
        .editable(ApiEdit::Locations)
        .column(
            TableColumn::new(
                "location_code",
                |worker| list(&worker.locations),
                |row, text| {
                    row.locations.get_or_insert_default().extend(some(text.trim()));
                    Ok(())
                },
            )
            .aliases(&["location_codes", "location-sms-code"])
            .list(|shape| shape.locations),
        ),
    WorkerField::new("primary_location", "Identity of the primary location.")
        .example(|| json!("26fc44e2792b4f2fa8ef86178f0a958e"))
        .logged(
            |a, b| differs(a, b, |worker| &worker.primary_location),
            |it| of_worker(it, |worker| worker.primary_location.as_ref().map(Id::as_str).into()),
        )
        .restorable(|it, value| {
            in_worker(it, |worker| worker.primary_location = text(value).map(Id::new_unchecked))
        })
        .shown_at(9, OptionalText(|worker| worker.primary_location.as_deref()))
        .editable(ApiEdit::PrimaryLocation),
    // The change log has the profile under `user_data`: the API returns its values there.
    WorkerField::new("user_profile", "Name of the profile.").column(TableColumn::new(
        "user_profile",
        |worker| worker.profile.as_deref().into(),
        |row, text| set(&mut row.profile, Ok(Some(some(text)))),
    )),
    WorkerField::new("is_active", "Whether the worker may sign in.")
        .example(|| json!(true))
        .logged(
            |a, b| {
                differs(a, b, |worker| &worker.active)
                    || differs(a, b, |worker| &worker.unconfirmed)
            },
            |it| of_worker(it, |worker| worker.active.into()),
        )
        .restorable(|it, value| {
            in_worker(it, |worker| {
                worker.active = value.as_bool().unwrap_or(false);
                // Activation confirms an account.
                worker.unconfirmed &= !worker.active;
            })
        })
        .documented_at(15, Flag(|worker| worker.active))
        .column(TableColumn::new(
            "is_active",
            |worker| CellValue::Flag(part(worker).is_some_and(|worker| worker.active)),
            |row, text| set(&mut row.active, ImportRow::parse_flag(text)),
        )),
    // The change log has the confirmation under `is_active`: it activates the account.
    WorkerField::new("is_account_confirmed", "Whether the owner has confirmed the account.")
        .column(TableColumn::new(
            "is_account_confirmed",
            |worker| CellValue::Flag(part(worker).is_some_and(|worker| !worker.unconfirmed)),
            |row, text| set(&mut row.confirmed, ImportRow::parse_flag(text)),
        )),
    WorkerField::new("connect_username", "Name at `ConnectID`.")
        .logged(
            |a, b| differs(a, b, |worker| &worker.connect_username),
            |it| of_worker(it, |worker| worker.connect_username.clone().into()),
        )
        .restorable(|it, value| in_worker(it, |worker| worker.connect_username = text(value)))
        .limited(|it| it.worker.as_ref()?.connect_username.as_deref())
        .column(TableColumn::new(
            "connect_username",
            |worker| part(worker).and_then(|worker| worker.connect_username.as_deref()).into(),
            |row, text| set(&mut row.connect_username, Ok(some(text))),
        )),
    WorkerField::new("deactivate_after", "Day on which the worker is deactivated.")
        .logged(
            |a, b| differs(a, b, |worker| &worker.deactivate_on),
            |it| of_worker(it, |worker| worker.deactivate_on.map(|day| day.to_string()).into()),
        )
        .restorable(|it, value| {
            in_worker(it, |worker| {
                worker.deactivate_on = text(value).and_then(|day| day.parse().ok());
            })
        })
        .column(TableColumn::new(
            "deactivate_after",
            |worker| {
                let day = part(worker).and_then(|worker| worker.deactivate_on);
                day.map_or(CellValue::Empty, |day| {
                    CellValue::Text(ImportRow::format_day(day).into())
                })
            },
            |row, text| set(&mut row.deactivate_on, ImportRow::parse_day(text).map(Some)),
        )),
    WorkerField::new("eulas", "Licence agreements; always an empty list, as a text.")
        .example(|| json!("[]"))
        .shown_at(11, Eulas),
    WorkerField::new("resource_uri", "Path of the worker.")
        .example(|| json!("/a/demo/api/user/v1/3c5a623af057e23a32ae4000cf291339/"))
        .shown_at(12, ResourceUri),
    WorkerField::new("created_on", "When the worker was created, in UTC.")
        .example(|| json!("2026-03-02T09:30:00.123456"))
        .logged(|a, b| a.created_at != b.created_at, |it| it.created_at.to_string().into())
        .documented_at(16, Instant(|worker| worker.created_at))
        .column(
            TableColumn::read_only("registered_on (read only)", |worker| {
                CellValue::Text(worker.person.created_at.to_string().into())
            })
            .aliases(&["registered_on"]),
        ),
    WorkerField::new("last_modified", "When the worker last changed, in UTC.")
        .example(|| json!("2026-03-02T09:30:00.123456"))
        .documented_at(17, Instant(|worker| worker.updated_at))
        .column(
            TableColumn::read_only("last_modified (read only)", |worker| {
                CellValue::Text(worker.person.updated_at.to_string().into())
            })
            .aliases(&["last_modified"]),
        ),
];

/// Compares a field of the worker part. A person who becomes a worker, or stops being one, differs
/// in every field of it.
fn differs<T: PartialEq>(before: &Person, after: &Person, field: fn(&Worker) -> &T) -> bool {
    before.worker.as_ref().map(field) != after.worker.as_ref().map(field)
}

/// A value of the worker part; `null` for a contact.
fn of_worker(person: &Person, value: fn(&Worker) -> Value) -> Value {
    person.worker.as_ref().map_or(Value::Null, value)
}

/// The stored custom data, and the number of the profile under its key.
fn custom_data(person: &Person) -> Value {
    let mut data = person.custom.clone();
    if let Some(number) = person.worker.as_ref().and_then(|worker| worker.profile) {
        data.insert(Schema::PROFILE_KEY.to_owned(), number.into());
    }
    data.into()
}

/// Sets the custom data and the profile to a value that [`custom_data`] has returned.
fn put_back_custom_data(person: &mut Person, value: &Value) -> bool {
    let mut data = value.as_object().cloned().unwrap_or_default();
    let profile = data.shift_remove(Schema::PROFILE_KEY);
    in_worker(person, |worker| worker.profile = profile.as_ref().and_then(Value::as_i64));
    person.custom = data;
    true
}

/// Changes the worker part. Returns `false` for a contact.
fn in_worker(person: &mut Person, set: impl FnOnce(&mut Worker)) -> bool {
    person.worker.as_mut().map(set).is_some()
}

fn part(worker: &NamedWorker) -> Option<&Worker> {
    worker.person.worker.as_ref()
}

fn list(names: &[String]) -> CellValue<'_> {
    CellValue::List(names.iter().map(String::as_str).collect())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The value of a cell that changes nothing if it is empty.
fn cell_value(text: &str) -> Option<String> {
    ImportRow::parse_text(text)
}

fn set<T>(target: &mut T, value: Result<T, Problem>) -> Result<(), Problem> {
    *target = value?;
    Ok(())
}

/// Adds a phone number. An empty cell adds none, but it is enough to remove the stored numbers.
fn add_phone(row: &mut ImportRow, text: &str) -> Result<(), Problem> {
    let phones = row.phones.get_or_insert_default();
    if !text.trim().is_empty() {
        phones.push(Phone::parse(text.trim())?);
    }
    Ok(())
}
