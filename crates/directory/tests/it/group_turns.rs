//! Changes of many members of a group, which take several transactions.

use jiff::SignedDuration;
use roster_directory::Directory;
use roster_model::{
    Actor, Denial, Error, Group, GroupEdit, Id, NewGroup, Problem,
    scim::{GroupData, GroupView},
};
use roster_store::{Backend, check};
use roster_testkit::{on_both_engines, operator};

use crate::{
    fixture::{Fixture, problem, worker},
    stepwise::{interrupted, stepwise},
};

on_both_engines! {
    many_members_are_set_in_several_transactions,
    new_group_of_many_members_is_committed_with_its_response,
    rejected_change_of_many_members_changes_nothing,
    change_that_a_process_left_is_completed,
    later_change_replaces_the_rest_of_an_earlier_one,
    scim_group_of_many_members_is_saved_and_deleted_in_several_transactions,
}

/// More than two parts.
const WORKERS: usize = 450;

struct Team {
    fixture: Fixture,
    group: Id,
    /// By username.
    workers: Vec<Id>,
}

impl Team {
    async fn new(backend: Backend) -> Self {
        let fixture = Fixture::open(backend).await;
        let mut workers = Vec::new();
        for number in 0..WORKERS {
            workers.push(fixture.worker(&format!("w{number:03}")).await);
        }
        let new = NewGroup { name: Some("Nurses".to_owned()), ..NewGroup::default() };
        let group = fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap();
        Self { fixture, group: group.id, workers }
    }

    async fn set(&self, users: &[Id]) -> Result<Group, Error> {
        let actor = self.fixture.directory.operator("demo").await.unwrap();
        let groups = self.fixture.directory.groups(&actor).unwrap();
        groups.edit(self.group.as_str(), members(users)).await
    }

    async fn members(&self) -> Vec<Id> {
        let groups = self.fixture.directory.groups(&self.fixture.actor).unwrap();
        groups.find(self.group.as_str()).await.unwrap().users
    }

    /// Sets the members, apart from those of the last transaction.
    async fn set_and_stop(&self, users: &[Id]) {
        let (actor, id) = (&self.fixture.actor, self.group.as_str());
        let edit = members(users);
        interrupted(&self.fixture, async |directory| {
            directory.groups(actor).unwrap().edit(id, edit).await.unwrap();
        })
        .await;
    }

    async fn assert_consistent(&self) {
        let report = check::check(&self.fixture.store).await.unwrap();
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }
}

fn members(users: &[Id]) -> GroupEdit {
    let users = users.iter().map(|id| id.as_str().to_owned()).collect();
    GroupEdit { users: Some(users), ..GroupEdit::default() }
}

async fn many_members_are_set_in_several_transactions(backend: Backend) {
    let team = Team::new(backend).await;
    let seq = team.fixture.seq().await;
    let commits = *team.fixture.directory.commits().borrow();
    let group = team.set(&team.workers).await.unwrap();
    assert!(*team.fixture.directory.commits().borrow() >= commits + 4);
    assert_eq!(group.users, team.workers);
    assert_eq!(
        team.fixture.groups_of(&team.workers[WORKERS - 1]).await,
        std::slice::from_ref(&team.group)
    );
    // The group is logged when the change is accepted and when it is complete.
    let log = team.fixture.log_after(seq).await;
    let line = format!("group.updated {}: users", team.group);
    assert_eq!(log.len(), WORKERS + 2);
    assert_eq!((&log[0], log.last().unwrap()), (&line, &line));

    assert_eq!(team.set(&team.workers[..3]).await.unwrap().users, team.workers[..3]);
    team.assert_consistent().await;
}

async fn new_group_of_many_members_is_committed_with_its_response(backend: Backend) {
    let team = Team::new(backend).await;
    let seq = team.fixture.seq().await;
    let new = || NewGroup {
        name: Some("All".to_owned()),
        users: members(&team.workers).users,
        ..NewGroup::default()
    };
    let deferred = team.fixture.directory.defer_write(&team.fixture.actor, None, None);
    let groups = deferred.directory().groups(&team.fixture.actor).unwrap();
    groups.create(new()).await.unwrap();
    drop(deferred);
    assert_eq!(team.fixture.log_after(seq).await, Vec::<String>::new());

    let groups = team.fixture.directory.groups(&team.fixture.actor).unwrap();
    assert_eq!(groups.create(new()).await.unwrap().users, team.workers);
    team.assert_consistent().await;
}

async fn rejected_change_of_many_members_changes_nothing(backend: Backend) {
    let team = Team::new(backend).await;
    let seq = team.fixture.seq().await;
    let unknown = "0123456789abcdef0123456789abcdef".to_owned();
    let mut users = team.workers.clone();
    users.push(Id::new_unchecked(unknown.clone()));
    assert_eq!(problem(team.set(&users).await), Problem::UnknownUsers(vec![unknown]));

    operator::set_setting(&team.fixture.directory, "demo", "quota", "1").await.unwrap();
    let seq_of_setting = team.fixture.seq().await;
    let refused = team.set(&team.workers).await;
    assert!(matches!(refused, Err(Error::Forbidden(Denial::QuotaExceeded(1)))), "{refused:?}");
    operator::set_setting(&team.fixture.directory, "demo", "quota", "0").await.unwrap();
    assert_eq!(team.fixture.log_after(seq).await.len(), 2, "the settings: {seq_of_setting}");

    let groups = team.fixture.directory.groups(&team.fixture.actor).unwrap();
    let last = &team.workers[WORKERS - 1..];
    for number in 0..100 {
        let new = NewGroup {
            name: Some(format!("Team {number}")),
            users: members(last).users,
            ..NewGroup::default()
        };
        groups.create(new).await.unwrap();
    }
    assert_eq!(problem(team.set(&team.workers).await), Problem::TooManyItems(100));
    assert!(team.members().await.is_empty());
    assert_eq!(team.fixture.directory.complete_accepted_changes().await.unwrap(), 0);
}

async fn change_that_a_process_left_is_completed(backend: Backend) {
    let team = Team::new(backend).await;
    team.set_and_stop(&team.workers).await;
    let directory = &team.fixture.directory;
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 0, "it can be in progress");
    team.fixture.clock.advance(SignedDuration::from_secs(61));
    assert!(directory.complete_accepted_changes().await.unwrap() > 0);
    assert_eq!(team.members().await, team.workers);
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 0);
    team.assert_consistent().await;
}

async fn later_change_replaces_the_rest_of_an_earlier_one(backend: Backend) {
    let team = Team::new(backend).await;
    team.set_and_stop(&team.workers).await;
    // As many as the first one has already set, so that nothing but the rest of it changes.
    let users = team.members().await;
    assert!(!users.is_empty() && users.len() < WORKERS, "{}", users.len());
    assert_eq!(team.set(&users).await.unwrap().users, users);
    team.fixture.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(team.fixture.directory.complete_accepted_changes().await.unwrap(), 0);
    assert_eq!(team.members().await, users);
    worker(&team.fixture.directory, &team.fixture.actor, "late").await;
    team.assert_consistent().await;
}

async fn scim_group_of_many_members_is_saved_and_deleted_in_several_transactions(backend: Backend) {
    let team = Team::new(backend).await;
    let (directory, actor) = (&team.fixture.directory, &team.fixture.actor);
    let id = team.group.as_str();
    let (saved, sizes) = stepwise(&team.fixture, async |directory| {
        save(&directory, actor, &team.group, &team.workers).await
    })
    .await;
    assert_in_turns(&sizes);
    assert_eq!((saved.name.as_str(), saved.members), ("Midwives", team.workers.clone()));

    interrupted(&team.fixture, async |directory| {
        save(&directory, actor, &team.group, &[]).await;
    })
    .await;
    let members = team.members().await;
    assert!(!members.is_empty() && members.len() < WORKERS, "{}", members.len());
    // These are the members now, so nothing but the rest of the earlier change is replaced.
    assert_eq!(save(directory, actor, &team.group, &members).await.members, members);
    team.fixture.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 0);
    assert_eq!(save(directory, actor, &team.group, &team.workers).await.members.len(), WORKERS);

    interrupted(&team.fixture, async |directory| {
        directory.scim_groups(actor).unwrap().delete(id).await.unwrap();
    })
    .await;
    let groups = directory.scim_groups(actor).unwrap();
    assert!(!groups.find(id, true).await.unwrap().members.is_empty());
    groups.delete(id).await.unwrap();
    assert!(matches!(groups.find(id, true).await, Err(Error::NotFound { .. })));
    team.assert_consistent().await;
}

async fn save(directory: &Directory, actor: &Actor, group: &Id, members: &[Id]) -> GroupView {
    let data = GroupData {
        name: "Midwives".to_owned(),
        external_id: Some("m".to_owned()),
        members: members.iter().map(Id::to_string).collect(),
        ..GroupData::default()
    };
    let mut write = directory.scim_write(actor).await.unwrap();
    let current = write.group(group.as_str()).await.unwrap();
    write.save_group(current, &data).await.unwrap()
}

fn assert_in_turns(sizes: &[usize]) {
    assert!(sizes.len() >= 3, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size <= 201), "{sizes:?}");
}
