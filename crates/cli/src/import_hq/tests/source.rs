//! A source project: a Roster with the byte habits of the live service.

use std::net::SocketAddr;

use roster_directory::{Directory, Environment};
use roster_model::{
    Actor, CustomData, DataEdit, DomainName, Email, ExposeSecret as _, Id, LocationEdit, NewApiKey,
    NewGroup, NewLocation, NewLocationType, NewWorker, Patch, Phone, PhoneEdit, SecretString,
    WebUserEdit, WorkerEdit,
};
use roster_server::{App, Limits};
use roster_store::{Backend, Store};
use serde_json::json;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A web user with all permissions.
pub(super) const ADA: &str = "ada@example.org";

/// A served domain `river`.
pub(super) struct SourceSide {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
    pub(super) address: SocketAddr,
    pub(super) key: SecretString,
    groups: Vec<Id>,
    places: Vec<Id>,
    _stop: DropGuard,
    _folder: TempDir,
}

impl SourceSide {
    /// A project with two levels, locations on both, three groups, 25 active and 5 deactivated
    /// workers.
    pub(super) async fn open(wire: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        directory.create_domain("river", Some(wire)).await.unwrap();
        let actor = directory.operator("river").await.unwrap();
        let key = key(&directory).await;

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let serving = roster_server::serve(
            listener,
            App::new(directory.clone()),
            Limits::default(),
            stop.clone(),
        );
        tokio::spawn(serving);
        let stop = stop.drop_guard();
        let (groups, places) = (Vec::new(), Vec::new());
        let mut source =
            Self { directory, actor, address, key, groups, places, _stop: stop, _folder: folder };
        Box::pin(source.settle()).await;
        source
    }

    async fn settle(&mut self) {
        for (code, parent) in [("state", None), ("clinic", Some("state"))] {
            let new = NewLocationType {
                code: Some(code.to_owned()),
                name: Some(format!("The {code}")),
                parent: parent.map(str::to_owned),
                shares_cases: parent.is_some(),
                ..NewLocationType::default()
            };
            self.directory.location_types(&self.actor).unwrap().create(new).await.unwrap();
        }
        let state = self.place("Bihar", "state", None).await;
        for number in 1..=9 {
            let clinic = self.place(&format!("Clinic {number}"), "clinic", Some(&state)).await;
            self.places.push(clinic);
        }
        for name in ["Trainers", "Supervisors", "Health workers"] {
            let new = NewGroup {
                name: Some(name.to_owned()),
                case_sharing: Some(name == "Trainers"),
                metadata: Some(data(&[("cadre", name)])),
                ..NewGroup::default()
            };
            let created = self.directory.groups(&self.actor).unwrap().create(new).await.unwrap();
            self.groups.push(created.id);
        }
        for number in 0..30 {
            let id = self.worker(&format!("worker{number:02}"), number).await;
            if number % 6 == 5 {
                self.archive(&id).await;
            }
        }
    }

    /// Creates a location.
    pub(super) async fn place(&self, name: &str, level: &str, parent: Option<&Id>) -> Id {
        let edit = LocationEdit {
            name: Some(name.to_owned()),
            kind: Some(level.to_owned()),
            parent: parent.map_or(Patch::Keep, |id| Patch::Set(id.to_string())),
            latitude: Patch::Set("25.5".to_owned()),
            data: Some(data(&[("beds", "12")])),
            ..LocationEdit::default()
        };
        let new = NewLocation { edit, id: None };
        let created = self.directory.locations(&self.actor).unwrap().create(new).await.unwrap();
        created.location.id
    }

    /// Creates a worker with many values.
    pub(super) async fn worker(&self, name: &str, number: usize) -> Id {
        let place = self.places[number % self.places.len()].to_string();
        let group = &self.groups[number % self.groups.len()];
        let phone = Phone::parse(&format!("5025331{number:04}")).unwrap();
        let edit = WorkerEdit {
            first_name: Some(format!("First {number}")),
            last_name: Some("Doe".to_owned()),
            email: Some(Email::parse(&format!("{name}@example.org")).unwrap()),
            phones: vec![PhoneEdit::All(vec![phone])],
            groups: Some(vec![group.to_string()]),
            data: Some(DataEdit::Replace(data(&[("chw_id", name)]))),
            primary_location: Patch::Set(place.clone()),
            locations: Some(vec![place]),
            ..WorkerEdit::default()
        };
        let new = NewWorker {
            username: Some(name.to_owned()),
            connect_username: Some(name.to_owned()),
            edit,
            ..NewWorker::default()
        };
        self.directory.workers(&self.actor).unwrap().create(new).await.unwrap().person.id
    }

    /// Renames a worker.
    pub(super) async fn rename(&self, id: &Id, first_name: &str) {
        let first_name = Some(first_name.to_owned());
        let edit = WorkerEdit { first_name, ..WorkerEdit::default() };
        self.directory.workers(&self.actor).unwrap().edit(id.as_str(), edit).await.unwrap();
    }

    /// Deactivates a worker.
    pub(super) async fn archive(&self, id: &Id) {
        let workers = self.directory.workers(&self.actor).unwrap();
        workers.set_active(id.as_str(), false).await.unwrap();
    }

    /// Deletes a worker.
    pub(super) async fn delete(&self, id: &Id) {
        self.directory.workers(&self.actor).unwrap().delete(id.as_str()).await.unwrap();
    }
}

async fn key(directory: &Directory) -> SecretString {
    let operator = directory.operator("river").await.unwrap();
    let edit = WebUserEdit::with_role("Admin");
    let password = Some("river otter".into());
    directory.web_users(&operator).unwrap().create(ADA, edit, password).await.unwrap();
    let new = NewApiKey {
        name: String::new(),
        owner: ADA.to_owned(),
        domain: Some(DomainName::parse("river").unwrap()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.create_api_key(new).await.unwrap();
    key.expose_secret().to_owned().into()
}

fn data(values: &[(&str, &str)]) -> CustomData {
    values.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect()
}
