//! Creates the people: one domain with groups, locations and fields, and a small second one.

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use jiff::Timestamp;
use roster_directory::{Clock, Directory, Environment, SystemRng};
use roster_model::{
    Actor, CustomData, DataEdit, Email, ExposeSecret as _, Id, LocationEdit, NewApiKey, NewField,
    NewGroup, NewLocation, NewLocationType, NewWorker, Patch, Phone, PhoneEdit, WebUserEdit,
    WorkerEdit, WorkerItem,
};
use roster_store::{Backend, Store};

use crate::dataset::{DOMAIN, Dataset, NEIGHBOUR};

const WEB_USER: &str = "bench@example.org";
/// Number of groups and of locations; each worker is in one of each.
const GROUPS: u64 = 100;
const PLACES: u64 = 50;
/// Number of workers per transaction.
const BATCH: u64 = 1_000;
/// Number of people whose names are kept for requests.
const SAMPLE: u64 = 10_000;
/// Number of people that changed later than the others.
const LATE: u64 = 1_000;

const FIRST: [&str; 12] = [
    "Asha", "Bina", "Chandra", "Deepa", "Esha", "Farida", "Gita", "Hema", "Indira", "Jaya",
    "Kamla", "Lata",
];
const LAST: [&str; 10] =
    ["Devi", "Kumari", "Mishra", "Paswan", "Rai", "Sharma", "Singh", "Sinha", "Verma", "Yadav"];

/// Creates the people in the empty store `place`.
pub(crate) async fn create_all(people: u64, place: &Backend) -> anyhow::Result<Dataset> {
    let clock = Arc::new(Wound("2026-01-01T00:00:00Z".parse()?));
    let made = make(people, Store::open(place).await?, clock).await?;
    change_some(made, place, "2026-06-01T00:00:00Z".parse()?).await
}

/// A stopped clock: the data is the same each time, except for ids.
struct Wound(Timestamp);

impl Clock for Wound {
    fn now(&self) -> Timestamp {
        self.0
    }
}

async fn make(people: u64, store: Store, clock: Arc<Wound>) -> anyhow::Result<Dataset> {
    let directory = directory_error(
        Directory::open(store, Environment::new(clock, Arc::new(SystemRng))).await,
    )?;
    let key = create_domain(&directory, DOMAIN, WEB_USER).await?;
    let neighbours_key = create_domain(&directory, NEIGHBOUR, "neighbour@example.org").await?;
    let actor = directory_error(directory.operator(DOMAIN).await)?;
    for slug in ["chw_id", "village", "joined", "supervisor"] {
        let new = NewField { slug: slug.to_owned(), ..NewField::default() };
        directory_error(directory_error(directory.fields(&actor))?.declare(new).await)?;
    }
    let groups = make_groups(&directory, &actor).await?;
    let places = make_places(&directory, &actor).await?;
    let mut set = Dataset {
        people,
        key,
        neighbours_key,
        ids: Vec::new(),
        names: Vec::new(),
        emails: Vec::new(),
        groups,
        places,
        late: String::new(),
    };
    let workers = directory_error(directory.workers(&actor))?;
    let every = (people / SAMPLE).max(1);
    for start in (0..people).step_by(usize::try_from(BATCH)?) {
        let numbers: Vec<u64> =
            (start..people.min(start + BATCH)).map(|turn| scattered(turn, people)).collect();
        let items =
            numbers.iter().map(|number| worker(*number, &set)).collect::<Result<Vec<_>, _>>()?;
        let verdicts = directory_error(workers.write_many(items, true).await)?;
        for (number, row) in numbers.into_iter().zip(verdicts.rows) {
            let id = directory_error(row)?;
            if number % every == 0 {
                set.ids.push(id.into_string());
                set.names.push(name(number));
                set.emails.push(facts(number).email);
            }
        }
    }
    Ok(set)
}

/// Creates a domain with an admin, and returns the header of an API key.
async fn create_domain(
    directory: &Directory,
    domain: &str,
    web_user: &str,
) -> anyhow::Result<String> {
    directory_error(directory.create_domain(domain, None).await)?;
    let actor = directory_error(directory.operator(domain).await)?;
    let web_users = directory_error(directory.web_users(&actor))?;
    directory_error(web_users.create(web_user, WebUserEdit::with_role("Admin"), None).await)?;
    let new = NewApiKey {
        name: String::new(),
        owner: web_user.to_owned(),
        domain: Some(actor.domain.name.clone()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory_error(directory.create_api_key(new).await)?;
    Ok(format!("ApiKey {web_user}:{}", key.expose_secret()))
}

/// The number of the next person: people are not created in name order.
fn scattered(turn: u64, people: u64) -> u64 {
    // A prime that divides no number of people in use.
    turn * 7_919_993 % people
}

fn name(number: u64) -> String {
    format!("chw.{number:07}")
}

/// The data of a person, for every server.
pub(crate) struct Facts {
    /// The bare username.
    pub(crate) name: String,
    /// The first name.
    pub(crate) first: &'static str,
    /// The last name.
    pub(crate) last: &'static str,
    /// The e-mail address.
    pub(crate) email: String,
    /// The phone number.
    pub(crate) phone: String,
    /// Custom data, by field.
    pub(crate) data: [(&'static str, String); 3],
    /// Number of the group.
    pub(crate) group: u64,
    /// Number of the location.
    pub(crate) place: u64,
}

/// The data of the person with this number.
pub(crate) fn facts(number: u64) -> Facts {
    let pick = |names: &[&'static str], from: u64| {
        names[usize::try_from(from % names.len() as u64).unwrap_or_default()]
    };
    let (first, last) = (pick(&FIRST, number), pick(&LAST, number / 12));
    Facts {
        name: name(number),
        first,
        last,
        email: format!("{first}.{number}@example.org"),
        phone: format!("+9198{number:08}"),
        data: [
            ("chw_id", format!("13/43/{number:07}")),
            ("village", format!("Village {}", number % 5_000)),
            ("joined", format!("2024-{:02}-15", number % 12 + 1)),
        ],
        group: number % GROUPS,
        place: number % PLACES,
    }
}

fn worker(number: u64, set: &Dataset) -> anyhow::Result<WorkerItem> {
    let facts = facts(number);
    let chosen = |ids: &[String], place: u64| {
        ids.get(usize::try_from(place)?).cloned().context("no such group or place")
    };
    let place = chosen(&set.places, facts.place)?;
    let data = facts.data.map(|(field, value)| (field.to_owned(), value.into()));
    let edit = WorkerEdit {
        email: Some(Some(directory_error(Email::parse(&facts.email))?.context("no e-mail")?)),
        first_name: Some(facts.first.to_owned()),
        last_name: Some(facts.last.to_owned()),
        language: Some(Some("hin".to_owned())),
        phones: vec![PhoneEdit::All(vec![directory_error(Phone::parse(&facts.phone))?])],
        groups: Some(vec![chosen(&set.groups, facts.group)?]),
        primary_location: Patch::Set(place.clone()),
        locations: Some(vec![place]),
        data: Some(DataEdit::Replace(CustomData::from_iter(data))),
        ..WorkerEdit::default()
    };
    Ok(WorkerItem::Create(NewWorker {
        username: Some(facts.name),
        connect_username: Some(format!("connect{number}")),
        edit,
        ..NewWorker::default()
    }))
}

async fn make_groups(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<String>> {
    let mut ids = Vec::new();
    for number in 0..GROUPS {
        let new = NewGroup { name: Some(format!("Team {number:03}")), ..NewGroup::default() };
        let made = directory_error(directory_error(directory.groups(actor))?.create(new).await)?;
        ids.push(made.id.into_string());
    }
    Ok(ids)
}

async fn make_places(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<String>> {
    for (code, parent) in [("district", None), ("village", Some("district".to_owned()))] {
        let new =
            NewLocationType { code: Some(code.to_owned()), parent, ..NewLocationType::default() };
        directory_error(directory_error(directory.location_types(actor))?.create(new).await)?;
    }
    let district = make_place(directory, actor, "district", "Patna", None).await?;
    let mut ids = Vec::new();
    for number in 0..PLACES {
        let name = format!("Village {number:03}");
        ids.push(
            make_place(directory, actor, "village", &name, Some(&district)).await?.into_string(),
        );
    }
    Ok(ids)
}

async fn make_place(
    directory: &Directory,
    actor: &Actor,
    level: &str,
    name: &str,
    parent: Option<&Id>,
) -> anyhow::Result<Id> {
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some(level.to_owned()),
        parent: parent.map_or(Patch::Keep, |parent| Patch::Set(parent.to_string())),
        ..LocationEdit::default()
    };
    let made = directory_error(
        directory_error(directory.locations(actor))?.create(NewLocation { edit, id: None }).await,
    )?;
    Ok(made.location.id)
}

/// Changes a few of the people later than the others.
async fn change_some(
    mut set: Dataset,
    place: &Backend,
    late: Timestamp,
) -> anyhow::Result<Dataset> {
    let environment = Environment::new(Arc::new(Wound(late)), Arc::new(SystemRng));
    let directory = directory_error(Directory::open(Store::open(place).await?, environment).await)?;
    let actor = directory_error(directory.operator(DOMAIN).await)?;
    let some = usize::try_from(LATE.min(set.people / 10))?;
    let edits = set.ids.iter().take(some).map(|id| {
        let edit = WorkerEdit { first_name: Some("Usha".to_owned()), ..WorkerEdit::default() };
        WorkerItem::Edit { id: id.clone(), edit }
    });
    directory_error(
        directory_error(directory.workers(&actor))?.write_many(edits.collect(), true).await,
    )?;
    set.late = late.to_string();
    Ok(set)
}

/// An error of the directory is a defect of the bench.
fn directory_error<T, E: std::fmt::Debug>(outcome: Result<T, E>) -> anyhow::Result<T> {
    outcome.map_err(|error| anyhow!("{error:?}"))
}
