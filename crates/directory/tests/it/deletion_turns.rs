//! Deletions of records that many people have, which take several transactions.

use jiff::SignedDuration;
use roster_model::{Error, GroupEdit, Id, LabelKind, ListEdit, NewField, NewGroup, PersonRef};
use roster_store::{Backend, check};
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::{
    fixture::{Fixture, worker},
    stepwise::{import_workers, interrupted, stepwise},
};

on_both_engines! {
    group_is_deleted_in_several_transactions,
    other_domains_write_between_the_transactions_of_a_deletion,
    deletion_that_a_process_left_is_completed,
    deletion_is_completed_by_a_second_try,
    last_part_of_a_deletion_is_committed_with_the_response,
    tag_and_list_are_deleted_in_several_transactions,
    field_is_deleted_in_several_transactions,
    field_is_deleted_from_people_who_get_a_value_meanwhile,
}

/// More than two transactions.
const WORKERS: u64 = 450;

/// The most entries of a transaction: 200 people, and the record.
const LARGEST: usize = 201;

struct Team {
    fixture: Fixture,
    group: Id,
    workers: Vec<Id>,
}

impl Team {
    async fn new(backend: Backend) -> Self {
        Self::of(backend, WORKERS).await
    }

    async fn of(backend: Backend, count: u64) -> Self {
        let fixture = Fixture::open(backend).await;
        let workers = import_workers(&fixture, count, |_| ()).await;
        let new = NewGroup {
            name: Some("Nurses".to_owned()),
            users: Some(workers.iter().map(Id::to_string).collect()),
            ..NewGroup::default()
        };
        let group = fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap();
        Self { fixture, group: group.id, workers }
    }

    async fn delete(&self) -> Result<(), Error> {
        let actor = self.fixture.directory.operator("demo").await.unwrap();
        self.fixture.directory.groups(&actor).unwrap().delete(self.group.as_str()).await
    }

    /// Deletes the group, apart from the last transaction.
    async fn delete_and_stop(&self) {
        let (actor, id) = (&self.fixture.actor, self.group.as_str());
        interrupted(&self.fixture, async |directory| {
            directory.groups(actor).unwrap().delete(id).await.unwrap();
        })
        .await;
    }

    /// The number of members; `None` if the group is deleted.
    async fn members(&self) -> Option<usize> {
        let groups = self.fixture.directory.groups(&self.fixture.actor).unwrap();
        match groups.find(self.group.as_str()).await {
            Ok(group) => Some(group.users.len()),
            Err(Error::NotFound { .. }) => None,
            Err(error) => panic!("{error}"),
        }
    }

    async fn assert_deleted(&self) {
        assert_eq!(self.members().await, None);
        for worker in [&self.workers[0], self.workers.last().unwrap()] {
            assert_eq!(self.fixture.groups_of(worker).await, [] as [Id; 0]);
        }
        assert_consistent(&self.fixture).await;
    }
}

async fn assert_consistent(fixture: &Fixture) {
    let report = check::check(&fixture.store).await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

fn assert_in_turns(sizes: &[usize]) {
    assert!(sizes.len() >= 3, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size <= LARGEST), "{sizes:?}");
}

async fn group_is_deleted_in_several_transactions(backend: Backend) {
    let team = Team::new(backend).await;
    let seq = team.fixture.seq().await;
    let (actor, id) = (&team.fixture.actor, team.group.as_str());
    let (deleted, sizes) = stepwise(&team.fixture, async |directory| {
        directory.groups(actor).unwrap().delete(id).await
    })
    .await;
    deleted.unwrap();
    assert_in_turns(&sizes);
    let log = team.fixture.log_after(seq).await;
    assert_eq!(log.len(), team.workers.len() + 2);
    assert_eq!(log[0], format!("group.updated {}: users", team.group));
    assert_eq!(log.iter().filter(|line| line.starts_with("group.")).count(), 2);
    assert!(log.contains(&format!("group.deleted {}", team.group)), "{:?}", log.last());
    team.assert_deleted().await;
    assert!(matches!(team.delete().await, Err(Error::NotFound { .. })));
}

async fn other_domains_write_between_the_transactions_of_a_deletion(backend: Backend) {
    let team = Team::of(backend, 2_000).await;
    let (fixture, directory) = (&team.fixture, team.fixture.directory.clone());
    let other = fixture.another_domain().await;
    let start = fixture.seq().await;
    let (actor, id) = (fixture.actor.clone(), team.group.to_string());
    let running = tokio::spawn(async move { directory.groups(&actor).unwrap().delete(&id).await });
    let mut seen = Vec::new();
    while !running.is_finished() {
        worker(&fixture.directory, &other, &format!("w{}", seen.len())).await;
        seen.push(fixture.seq().await);
    }
    running.await.unwrap().unwrap();
    let end = fixture.seq().await;
    assert!(seen.iter().any(|seq| *seq > start && *seq < end), "{start}, {seen:?}, {end}");
    team.assert_deleted().await;
}

async fn deletion_that_a_process_left_is_completed(backend: Backend) {
    let team = Team::new(backend).await;
    team.delete_and_stop().await;
    let members = team.members().await.unwrap();
    assert!(members > 0 && members < team.workers.len(), "{members}");
    let directory = &team.fixture.directory;
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 0, "it can be in progress");
    // The members of a group that is being deleted can still be set.
    let users = Some(team.workers.iter().map(Id::to_string).collect());
    let groups = directory.groups(&team.fixture.actor).unwrap();
    let edit = GroupEdit { users, ..GroupEdit::default() };
    groups.edit(team.group.as_str(), edit).await.unwrap();
    team.fixture.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 1);
    team.assert_deleted().await;
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 0);
}

async fn deletion_is_completed_by_a_second_try(backend: Backend) {
    let team = Team::new(backend).await;
    team.delete_and_stop().await;
    team.delete().await.unwrap();
    team.assert_deleted().await;
    team.fixture.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(team.fixture.directory.complete_accepted_changes().await.unwrap(), 0);
}

async fn last_part_of_a_deletion_is_committed_with_the_response(backend: Backend) {
    let team = Team::new(backend).await;
    let deferred = team.fixture.directory.defer_write(&team.fixture.actor, None, None);
    let groups = deferred.directory().groups(&team.fixture.actor).unwrap();
    groups.delete(team.group.as_str()).await.unwrap();
    assert!(team.members().await.is_some());
    deferred.commit().await.unwrap();
    team.assert_deleted().await;
}

async fn tag_and_list_are_deleted_in_several_transactions(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    import_workers(&fixture, WORKERS, |_| ()).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let tags = directory.tags(actor).unwrap();
    let tag = tags.create("vip").await.unwrap().number;
    let lists = directory.lists(actor).unwrap();
    let edit = ListEdit { name: Some("News".to_owned()), ..ListEdit::default() };
    let list = lists.create(&edit).await.unwrap().number;
    let numbers: Vec<i64> = (1..=i64::try_from(WORKERS).unwrap()).collect();
    let labels = directory.labels(actor).unwrap();
    labels.add_people(LabelKind::Tag, tag, &numbers).await.unwrap();
    labels.add_people(LabelKind::List, list, &numbers).await.unwrap();

    interrupted(&fixture, async |directory| {
        directory.tags(actor).unwrap().delete(tag).await.unwrap();
    })
    .await;
    tags.find(tag).await.unwrap();
    fixture.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(directory.complete_accepted_changes().await.unwrap(), 1);
    assert!(matches!(tags.find(tag).await, Err(Error::NotFound { .. })));

    let (deleted, sizes) =
        stepwise(&fixture, async |directory| directory.lists(actor).unwrap().delete(list).await)
            .await;
    deleted.unwrap();
    assert_in_turns(&sizes);
    let people = directory.people(actor).unwrap();
    let person = people.find(&PersonRef::Number(numbers[numbers.len() - 1])).await.unwrap().person;
    assert!(person.usercom.tags.is_empty() && person.usercom.lists.is_empty());
    assert_consistent(&fixture).await;
}

/// A field, of which everyone has a value.
async fn field(fixture: &Fixture) -> (i64, Vec<Id>) {
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let new = NewField { slug: "shift".to_owned(), ..NewField::default() };
    let number = fields.declare(new).await.unwrap().number;
    let workers = import_workers(fixture, WORKERS, |row| {
        row.data.insert("shift".to_owned(), json!("night"));
    });
    (number, workers.await)
}

async fn field_is_deleted_in_several_transactions(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (number, _) = field(&fixture).await;
    interrupted(&fixture, async |directory| {
        directory.fields(&fixture.actor).unwrap().delete(number).await.unwrap();
    })
    .await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    assert_eq!(fields.usage(number).await.unwrap().people, WORKERS % 200);
    fields.delete(number).await.unwrap();
    assert_without_values(&fixture).await;

    let (number, _) = field(&fixture).await;
    let (deleted, sizes) = stepwise(&fixture, async |directory| {
        directory.fields(&fixture.actor).unwrap().delete(number).await
    })
    .await;
    deleted.unwrap();
    assert_in_turns(&sizes);
    assert_without_values(&fixture).await;
}

async fn field_is_deleted_from_people_who_get_a_value_meanwhile(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (number, _) = field(&fixture).await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let mut commits = fixture.directory.commits();
    commits.mark_unchanged();
    let give_value = async {
        commits.changed().await.unwrap();
        import_workers(&fixture, 1, |row| {
            row.data.insert("shift".to_owned(), json!("day"));
        })
        .await;
    };
    let (deleted, ()) = tokio::join!(fields.delete(number), give_value);
    deleted.unwrap();
    let fields = fields.schema().await.unwrap().fields;
    if let Some(field) = fields.first() {
        // The value came after the deletion, and registered the field again.
        assert!(!field.declared && field.number != number);
        return;
    }
    assert_without_values(&fixture).await;
}

async fn assert_without_values(fixture: &Fixture) {
    let people = fixture.directory.people(&fixture.actor).unwrap();
    for number in 1..=i64::try_from(WORKERS).unwrap() {
        let person = people.find(&PersonRef::Number(number)).await.unwrap().person;
        assert!(person.custom.is_empty(), "{number}");
    }
    assert!(
        fixture.directory.fields(&fixture.actor).unwrap().schema().await.unwrap().fields.is_empty()
    );
    assert_consistent(fixture).await;
}
