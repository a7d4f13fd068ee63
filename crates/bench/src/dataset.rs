//! The people that are asked for: one domain, made once through the directory and kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use jiff::Timestamp;
use roster_directory::{Clock, Directory, Environment, SystemEntropy};
use roster_model::{
    Actor, CustomData, DataEdit, Email, ExposeSecret as _, Id, LocationEdit, NewApiKey, NewField,
    NewGroup, NewLocation, NewLocationType, NewWorker, Patch, Phone, PhoneEdit, WorkerEdit,
    WorkerItem,
};
use roster_store::{Place, Store};
use serde::{Deserialize, Serialize};

use crate::report::tell;

/// The domain.
pub(crate) const DOMAIN: &str = "bench";
const WEB_USER: &str = "bench@example.org";
/// How many groups and places there are; everybody is in one of each.
const GROUPS: u64 = 100;
const PLACES: u64 = 50;
/// How many workers are made at once.
const BATCH: u64 = 500;
/// How many people's names are kept for asking.
const SAMPLE: u64 = 10_000;
/// The last so many people changed later than the others.
const LATE: u64 = 1_000;

const FIRST: [&str; 12] = [
    "Asha", "Bina", "Chandra", "Deepa", "Esha", "Farida", "Gita", "Hema", "Indira", "Jaya",
    "Kamla", "Lata",
];
const LAST: [&str; 10] =
    ["Devi", "Kumari", "Mishra", "Paswan", "Rai", "Sharma", "Singh", "Sinha", "Verma", "Yadav"];

/// A data set on disk, and what one must know to ask for it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Dataset {
    /// How many workers.
    pub(crate) people: u64,
    /// The `Authorization` header.
    pub(crate) key: String,
    /// Identities of workers from anywhere.
    pub(crate) ids: Vec<String>,
    /// Their bare usernames.
    pub(crate) names: Vec<String>,
    /// Groups.
    pub(crate) groups: Vec<String>,
    /// Places.
    pub(crate) places: Vec<String>,
    /// An instant since which few have changed.
    pub(crate) late: String,
}

/// The folder of the store with so many people.
pub(crate) fn folder(people: u64) -> PathBuf {
    Path::new("target/bench").join(people.to_string())
}

/// The data set with so many people in `place`, made unless it is there.
pub(crate) async fn prepare(people: u64, place: &Place, notes: &Path) -> anyhow::Result<Dataset> {
    if let Ok(text) = fs::read(notes) {
        return Ok(serde_json::from_slice(&text)?);
    }
    tell(&format!("making {people} workers, which is done once"));
    if let Place::Embedded(folder) = place {
        fs::create_dir_all(folder)?;
    }
    let clock = Arc::new(Wound("2026-01-01T00:00:00Z".parse()?));
    let made = make(people, Store::open(place).await?, clock).await?;
    let late = "2026-06-01T00:00:00Z".parse::<Timestamp>()?;
    let made = change_some(made, place, late).await?;
    fs::write(notes, serde_json::to_vec(&made)?)?;
    Ok(made)
}

/// A clock that stands still: what is made is the same each time, but for identities.
struct Wound(Timestamp);

impl Clock for Wound {
    fn now(&self) -> Timestamp {
        self.0
    }
}

async fn make(people: u64, store: Store, clock: Arc<Wound>) -> anyhow::Result<Dataset> {
    let directory =
        told(Directory::open(store, Environment::new(clock, Arc::new(SystemEntropy))).await)?;
    let admin = directory.admin();
    told(admin.create_domain(DOMAIN, None).await)?;
    told(admin.create_web_user(WEB_USER, DOMAIN, None, None).await)?;
    let actor = told(admin.actor(DOMAIN).await)?;
    let new = NewApiKey {
        owner: WEB_USER.to_owned(),
        domain: Some(actor.domain.name.clone()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = told(admin.create_api_key(new).await)?;
    for slug in ["chw_id", "village", "joined", "supervisor"] {
        let new = NewField { slug: slug.to_owned(), label: None, choices: Vec::new() };
        told(told(directory.fields(&actor))?.declare(new).await)?;
    }
    let groups = make_groups(&directory, &actor).await?;
    let places = make_places(&directory, &actor).await?;
    let mut set = Dataset {
        people,
        key: format!("ApiKey {WEB_USER}:{}", key.expose_secret()),
        ids: Vec::new(),
        names: Vec::new(),
        groups,
        places,
        late: String::new(),
    };
    let workers = told(directory.workers(&actor))?;
    let every = (people / SAMPLE).max(1);
    for start in (0..people).step_by(usize::try_from(BATCH)?) {
        let numbers: Vec<u64> =
            (start..people.min(start + BATCH)).map(|turn| scattered(turn, people)).collect();
        let items =
            numbers.iter().map(|number| worker(*number, &set)).collect::<Result<Vec<_>, _>>()?;
        let verdicts = told(workers.write_many(items, true).await)?;
        for (number, row) in numbers.into_iter().zip(verdicts.rows) {
            let id = told(row)?;
            if number % every == 0 {
                set.ids.push(id.into_string());
                set.names.push(name(number));
            }
        }
    }
    Ok(set)
}

/// The number of the person whose turn it is: people do not come in the order of their names.
fn scattered(turn: u64, people: u64) -> u64 {
    // A prime that no number of people in use is a multiple of.
    turn * 7_919_993 % people
}

fn name(number: u64) -> String {
    format!("chw.{number:07}")
}

fn worker(number: u64, set: &Dataset) -> anyhow::Result<WorkerItem> {
    let pick = |names: &[&str], from: u64| {
        names[usize::try_from(from % names.len() as u64).unwrap_or_default()].to_owned()
    };
    let chosen =
        |ids: &[String]| ids[usize::try_from(number).unwrap_or_default() % ids.len()].clone();
    let (first, last) = (pick(&FIRST, number), pick(&LAST, number / 12));
    let phones = vec![told(Phone::parse(&format!("+9198{number:08}")))?];
    let place = chosen(&set.places);
    let data = CustomData::from_iter([
        ("chw_id".to_owned(), format!("13/43/{number:07}").into()),
        ("village".to_owned(), format!("Village {}", number % 5_000).into()),
        ("joined".to_owned(), format!("2024-{:02}-15", number % 12 + 1).into()),
    ]);
    let edit = WorkerEdit {
        email: Some(Some(
            told(Email::parse(&format!("{first}.{number}@example.org")))?.context("no e-mail")?,
        )),
        first_name: Some(first),
        last_name: Some(last),
        language: Some(Some("hin".to_owned())),
        phones: vec![PhoneEdit::All(phones)],
        groups: Some(vec![chosen(&set.groups)]),
        primary_location: Patch::Set(place.clone()),
        locations: Some(vec![place]),
        data: Some(DataEdit::Replace(data)),
        ..WorkerEdit::default()
    };
    Ok(WorkerItem::Create(NewWorker {
        username: Some(name(number)),
        connect_username: Some(format!("connect{number}")),
        edit,
        ..NewWorker::default()
    }))
}

async fn make_groups(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<String>> {
    let mut ids = Vec::new();
    for number in 0..GROUPS {
        let new = NewGroup { name: Some(format!("Team {number:03}")), ..NewGroup::default() };
        let made = told(told(directory.groups(actor))?.create(new).await)?;
        ids.push(made.id.into_string());
    }
    Ok(ids)
}

async fn make_places(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<String>> {
    for (code, parent) in [("district", None), ("village", Some("district".to_owned()))] {
        let new =
            NewLocationType { code: Some(code.to_owned()), parent, ..NewLocationType::default() };
        told(told(directory.location_types(actor))?.create(new).await)?;
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
    let made =
        told(told(directory.locations(actor))?.create(NewLocation { edit, id: None }).await)?;
    Ok(made.location.id)
}

/// Lets a few of the people change later than the others.
async fn change_some(mut set: Dataset, place: &Place, late: Timestamp) -> anyhow::Result<Dataset> {
    let environment = Environment::new(Arc::new(Wound(late)), Arc::new(SystemEntropy));
    let directory = told(Directory::open(Store::open(place).await?, environment).await)?;
    let actor = told(directory.admin().actor(DOMAIN).await)?;
    let some = usize::try_from(LATE.min(set.people / 10))?;
    let edits = set.ids.iter().take(some).map(|id| {
        let edit = WorkerEdit { first_name: Some("Usha".to_owned()), ..WorkerEdit::default() };
        WorkerItem::Edit { id: id.clone(), edit }
    });
    told(told(directory.workers(&actor))?.write_many(edits.collect(), true).await)?;
    set.late = late.to_string();
    Ok(set)
}

/// What is a fault of meaning is a mistake of ours here.
fn told<T, E: std::fmt::Debug>(outcome: Result<T, E>) -> anyhow::Result<T> {
    outcome.map_err(|fault| anyhow!("{fault:?}"))
}
