//! A fixture: a directory with one domain, and an actor with all rights.

use std::{fmt::Debug, sync::Arc, time::Duration};

use roster_directory::Directory;
use roster_model::{Actor, Error, Id, NewWorker, Problem, WorkerEdit};
use roster_store::{Backend, Store};
use roster_testkit::clock::{self, FixedClock};

/// A directory with the domain `demo`, and an actor with all rights.
pub(crate) struct Fixture {
    pub(crate) directory: Directory,
    pub(crate) store: Store,
    pub(crate) actor: Actor,
    pub(crate) clock: Arc<FixedClock>,
}

impl Fixture {
    pub(crate) async fn open(backend: Backend) -> Self {
        let store = Store::open(&backend).await.unwrap();
        let (environment, clock) = clock::environment();
        let directory = Directory::open(store.clone(), environment).await.unwrap();
        let actor = admit(&directory, "demo").await;
        Self { directory, store, actor, clock }
    }

    /// Creates another domain, once. Returns an actor with all rights in it.
    pub(crate) async fn another_domain(&self) -> Actor {
        match self.directory.operator("other").await {
            Ok(actor) => actor,
            Err(_) => admit(&self.directory, "other").await,
        }
    }

    /// Creates a worker in `demo`.
    pub(crate) async fn worker(&self, name: &str) -> Id {
        worker(&self.directory, &self.actor, name).await
    }

    /// The groups of a worker, from the worker's record.
    pub(crate) async fn groups_of(&self, worker: &Id) -> Vec<Id> {
        let workers = self.directory.workers(&self.actor).unwrap();
        let view = workers.find(worker.as_str(), false).await.unwrap();
        view.person.worker.unwrap().groups
    }

    /// The last number of the change log.
    pub(crate) async fn seq(&self) -> i64 {
        self.page(0).await.last
    }

    /// The changes after `seq`, as `kind id: fields`.
    pub(crate) async fn log_after(&self, seq: i64) -> Vec<String> {
        let changes = self.page(seq).await.changes;
        let line = |kind: &str, id: &str, fields: &[String]| match fields {
            [] => format!("{kind} {id}"),
            fields => format!("{kind} {id}: {}", fields.join(", ")),
        };
        changes.iter().map(|change| line(&change.kind, &change.id, &change.fields)).collect()
    }

    async fn page(&self, seq: i64) -> roster_directory::ChangePage {
        let changes = self.directory.changes(&self.actor).unwrap();
        changes.after(seq, 10_000, Duration::ZERO).await.unwrap()
    }
}

async fn admit(directory: &Directory, domain: &str) -> Actor {
    directory.create_domain(domain, None).await.unwrap();
    directory.operator(domain).await.unwrap()
}

/// Creates a worker without a password.
pub(crate) async fn worker(directory: &Directory, actor: &Actor, name: &str) -> Id {
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit: WorkerEdit::default(),
        ..NewWorker::default()
    };
    directory.workers(actor).unwrap().create(new).await.unwrap().person.id
}

/// The errors of a result: field, index in the request and problem.
pub(crate) fn errors<T: Debug>(result: Result<T, Error>) -> Vec<(String, Option<usize>, Problem)> {
    match result {
        Err(Error::Invalid(errors)) => {
            errors.into_iter().map(|error| (error.field, error.index, error.problem)).collect()
        }
        other => panic!("not rejected as invalid: {other:?}"),
    }
}

/// The only problem of a result.
pub(crate) fn problem<T: Debug>(result: Result<T, Error>) -> Problem {
    let mut errors = errors(result);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0).2
}
