//! A directory with one domain, and its operator.

use std::{fmt::Debug, sync::Arc, time::Duration};

use roster_directory::Directory;
use roster_model::{Actor, Error, Id, NewWorker, Problem, WorkerEdit};
use roster_store::{Backend, Store};
use roster_testkit::clock::{self, FixedClock};

/// A directory with the domain `demo`, and whoever may do everything in it.
pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) actor: Actor,
    pub(crate) clock: Arc<FixedClock>,
}

impl World {
    pub(crate) async fn open(place: Backend) -> Self {
        let store = Store::open(&place).await.unwrap();
        let (environment, clock) = clock::environment();
        let directory = Directory::open(store, environment).await.unwrap();
        let actor = admit(&directory, "demo").await;
        Self { directory, actor, clock }
    }

    /// Makes another domain, and tells who may do everything there.
    pub(crate) async fn another_domain(&self) -> Actor {
        admit(&self.directory, "other").await
    }

    /// Makes a worker in `demo`.
    pub(crate) async fn worker(&self, name: &str) -> Id {
        worker(&self.directory, &self.actor, name).await
    }

    /// The groups that a worker is in, by the worker's own record.
    pub(crate) async fn groups_of(&self, worker: &Id) -> Vec<Id> {
        let workers = self.directory.workers(&self.actor).unwrap();
        let view = workers.find(worker.as_str(), false).await.unwrap();
        view.person.worker.unwrap().groups
    }

    /// The last number of the log.
    pub(crate) async fn seq(&self) -> i64 {
        self.page(0).await.last
    }

    /// What happened after `seq`, as `kind id: fields`.
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
    directory.admin().create_domain(domain, None).await.unwrap();
    directory.admin().actor(domain).await.unwrap()
}

/// Makes a worker, who signs in elsewhere.
pub(crate) async fn worker(directory: &Directory, actor: &Actor, name: &str) -> Id {
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit: WorkerEdit::default(),
        ..NewWorker::default()
    };
    directory.workers(actor).unwrap().create(new).await.unwrap().person.id
}

/// What is wrong, as field, place in the request and problem.
pub(crate) fn errors<T: Debug>(answer: Result<T, Error>) -> Vec<(String, Option<usize>, Problem)> {
    match answer {
        Err(Error::Invalid(errors)) => {
            errors.into_iter().map(|error| (error.field, error.index, error.problem)).collect()
        }
        other => panic!("no flaws, but {other:?}"),
    }
}

/// The one problem of an answer.
pub(crate) fn problem<T: Debug>(answer: Result<T, Error>) -> Problem {
    let mut errors = errors(answer);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0).2
}
