//! The people of the domain `demo`: the two of the published sample, and 27 more.

use roster_directory::{Directory, Environment};
use roster_model::{
    Actor, CustomData, DataEdit, Email, Id, NewGroup, NewWorker, Patch, Phone, PhoneEdit, Schema,
    SecretString, WorkerEdit,
};
use serde_json::Value;

use super::{
    fields::{CHW_ID, PROGRAMME, PROGRAMMES, TRAINED_ON},
    locations::{DANAPUR, MANER},
};

/// John Doe of the published sample.
pub(super) const JDOE: &str = "3c5a623af057e23a32ae4000cf291339";
/// Jane Smith of the published sample.
const JSMITH: &str = "3c5a623af057e23a32ae4000cf2943248";

/// The groups of the published sample, which has no names for them.
const GROUPS: [(&str, &str); 2] = [
    ("9a0accdba29e01a61ea099394737c4fb", "Health workers"),
    ("b4ccdba29e01a61ea099394737c4fbf7", "Trainers"),
];

/// First and last names of the others. Their usernames, which are the first names, sort after those
/// of the sample, so that the sample is the first page.
const OTHERS: [(&str, &str); 27] = [
    ("Kavita", "Devi"),
    ("Kishore", "Prasad"),
    ("Kunti", "Kumari"),
    ("Lakshmi", "Sinha"),
    ("Lalita", "Rai"),
    ("Leela", "Yadav"),
    ("Madhu", "Mishra"),
    ("Mamta", "Paswan"),
    ("Manoj", "Thakur"),
    ("Meena", "Gupta"),
    ("Mohan", "Das"),
    ("Nirmala", "Jha"),
    ("Nisha", "Kumari"),
    ("Pooja", "Singh"),
    ("Prem", "Chaudhary"),
    ("Priya", "Verma"),
    ("Radha", "Devi"),
    ("Rajesh", "Pandey"),
    ("Rekha", "Sharma"),
    ("Savita", "Roy"),
    ("Shanti", "Ojha"),
    ("Sita", "Mahto"),
    ("Sunil", "Tiwari"),
    ("Tara", "Bharti"),
    ("Usha", "Mandal"),
    ("Vimla", "Soren"),
    ("Yamuna", "Dubey"),
];

/// Creates groups and workers; the others live in `villages`, in turns, and some have the profile.
/// Returns the ids of the workers.
pub(super) async fn make(
    directory: &Directory,
    actor: &Actor,
    villages: &[Id],
    profile: i64,
) -> anyhow::Result<Vec<Id>> {
    for (id, name) in GROUPS {
        let new =
            NewGroup { id: Id::parse(id), name: Some(name.to_owned()), ..NewGroup::default() };
        directory.groups(actor)?.create(new).await?;
    }
    let others = OTHERS.iter().enumerate();
    let others = others.map(|(number, name)| other(number, *name, villages, profile));
    let mut ids = Vec::new();
    for new in [jdoe()?, jsmith()?].into_iter().map(Ok).chain(others) {
        ids.push(directory.workers(actor)?.create(new?).await?.person.id);
    }
    Ok(ids)
}

fn jdoe() -> anyhow::Result<NewWorker> {
    let mut new = worker("John", "Doe", "jdoe", &["50253311399", "50253314588"])?;
    new.id = Id::parse(JDOE);
    new.edit.groups = Some(GROUPS.map(|(id, _)| id.to_owned()).to_vec());
    new.edit.primary_location = Patch::Set(DANAPUR.to_owned());
    new.edit.locations = Some(vec![DANAPUR.to_owned(), MANER.to_owned()]);
    new.edit.data = Some(data(&[(CHW_ID, "13/43/DFA")]));
    Ok(new)
}

fn jsmith() -> anyhow::Result<NewWorker> {
    let mut new = worker("Jane", "Smith", "jsmith", &["50253311388"])?;
    new.id = Id::parse(JSMITH);
    new.edit.data = Some(data(&[("village", "Patna"), ("husband_name", "Bob Smith")]));
    Ok(new)
}

fn other(
    number: usize,
    (first, last): (&str, &str),
    villages: &[Id],
    profile: i64,
) -> anyhow::Result<NewWorker> {
    let phone = format!("502533114{number:02}");
    let mut new = worker(first, last, &first.to_lowercase(), &[&phone])?;
    let village = &villages[number % villages.len()];
    // Every fifth health worker is a trainer too.
    let groups = if number.is_multiple_of(5) { &GROUPS[..] } else { &GROUPS[..1] };
    new.edit.groups = Some(groups.iter().map(|(id, _)| (*id).to_owned()).collect());
    new.edit.primary_location = Patch::Set(village.to_string());
    new.edit.locations = Some(vec![village.to_string()]);
    new.edit.role = Some(Some("Supervisor".to_owned()).filter(|_| number.is_multiple_of(9)));
    let mut values = vec![
        (CHW_ID, Value::from(format!("13/43/{number:03}"))),
        (TRAINED_ON, Value::from(format!("2026-{:02}-{:02}", 1 + number % 9, 1 + number))),
    ];
    // A profile determines the programme.
    values.push(if number.is_multiple_of(3) {
        (Schema::PROFILE_KEY, profile.into())
    } else {
        (PROGRAMME, PROGRAMMES[number % PROGRAMMES.len()].into())
    });
    let values = values.into_iter().map(|(key, value)| (key.to_owned(), value));
    new.edit.data = Some(DataEdit::Replace(values.collect::<CustomData>()));
    Ok(new)
}

/// A worker with the common values. The passwords are random: a user who tries the API sets a new
/// one.
fn worker(first: &str, last: &str, username: &str, phones: &[&str]) -> anyhow::Result<NewWorker> {
    let phones = phones.iter().map(|text| Phone::parse(text)).collect::<Result<Vec<_>, _>>()?;
    let edit = WorkerEdit {
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
        email: Some(Email::parse(&format!("{username}@example.org"))?),
        language: Some(Some("en".to_owned())),
        phones: vec![PhoneEdit::All(phones)],
        ..WorkerEdit::default()
    };
    let password = Environment::system().alphanumeric(24);
    Ok(NewWorker {
        username: Some(username.to_owned()),
        password: Some(SecretString::from(password)),
        edit,
        ..NewWorker::default()
    })
}

fn data(values: &[(&str, &str)]) -> DataEdit {
    let entries = values.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value)));
    DataEdit::Replace(entries.collect::<CustomData>())
}
