//! Groups and their members.

use jiff::SignedDuration;
use roster_directory::Groups;
use roster_model::{Error, Group, GroupEdit, Id, NewGroup, Problem, Start, Window};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::{Map, json};

use crate::fixture::{Fixture, errors, problem, worker};

on_both_engines! {
    create_sets_defaults,
    create_keeps_members_in_other_groups,
    duplicate_name_is_rejected,
    users_outside_the_domain_are_rejected,
    pages_follow_byte_order_of_names,
    create_many_is_atomic,
    edit_changes_only_sent_fields,
    edit_keeps_archived_members,
    unchanged_edit_is_not_logged,
    delete_releases_name_and_members,
    group_of_another_domain_is_not_found,
    unstorable_name_is_rejected,
}

fn named(name: &str) -> NewGroup {
    NewGroup { name: Some(name.to_owned()), ..NewGroup::default() }
}

fn with_users(name: &str, users: &[&Id]) -> NewGroup {
    NewGroup { users: Some(texts(users)), ..named(name) }
}

fn members(users: &[&Id]) -> GroupEdit {
    GroupEdit { users: Some(texts(users)), ..GroupEdit::default() }
}

fn texts(ids: &[&Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}

fn groups(fixture: &Fixture) -> Groups<'_> {
    fixture.directory.groups(&fixture.actor).unwrap()
}

fn page(limit: u32, start: Start) -> Window {
    Window { limit, start }
}

async fn create_sets_defaults(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seq = fixture.seq().await;
    let group = groups(&fixture).create(named("North team")).await.unwrap();
    assert_eq!(
        group,
        Group {
            id: group.id.clone(),
            name: "North team".to_owned(),
            case_sharing: false,
            reporting: true,
            metadata: Map::new(),
            users: Vec::new(),
        }
    );
    assert_eq!(groups(&fixture).find(group.id.as_str()).await.unwrap(), group);
    assert_eq!(fixture.log_after(seq).await, [format!("group.created {}", group.id)]);
}

async fn create_keeps_members_in_other_groups(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (ben, amina) = (fixture.worker("ben").await, fixture.worker("amina").await);
    let first = groups(&fixture).create(with_users("first", &[&ben, &amina])).await.unwrap();
    assert_eq!(first.users, [amina.clone(), ben.clone()], "members are by username");
    let seq = fixture.seq().await;
    fixture.clock.advance(SignedDuration::from_secs(1));
    let second = groups(&fixture).create(with_users("second", &[&ben, &ben])).await.unwrap();
    assert_eq!(
        fixture.log_after(seq).await,
        [format!("group.created {}", second.id), format!("person.updated {ben}: groups")]
    );
    let mut both = vec![first.id.clone(), second.id];
    both.sort();
    assert_eq!(fixture.groups_of(&ben).await, both);
    assert_eq!(fixture.groups_of(&amina).await, [first.id]);
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let ben = workers.find(ben.as_str(), false).await.unwrap().person;
    assert_eq!(ben.updated_at.duration_since(ben.created_at), SignedDuration::from_secs(1));
}

async fn duplicate_name_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let group = groups.create(named("North")).await.unwrap();
    let other = groups.create(named("north")).await.unwrap();
    let taken = Problem::Taken("North".to_owned());
    assert_eq!(problem(groups.create(named("North")).await), taken);
    let rename = |name: &str| GroupEdit { name: Some(name.to_owned()), ..GroupEdit::default() };
    assert_eq!(problem(groups.edit(other.id.as_str(), rename("North")).await), taken);
    groups.edit(group.id.as_str(), rename("North")).await.unwrap();
    assert_eq!(problem(groups.create(NewGroup::default()).await), Problem::Required);
    assert_eq!(problem(groups.create(named(" ")).await), Problem::Required);
    assert_eq!(problem(groups.edit(other.id.as_str(), rename("")).await), Problem::Required);
}

async fn users_outside_the_domain_are_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let amina = fixture.worker("amina").await;
    let foreigner = worker(&fixture.directory, &fixture.another_domain().await, "amina").await;
    let unknown_id = Id::new_unchecked("nul\0".to_owned());
    let seq = fixture.seq().await;
    let new = with_users("North", &[&foreigner, &amina, &unknown_id, &foreigner]);
    let unknown = Problem::UnknownUsers(texts(&[&foreigner, &unknown_id]));
    assert_eq!(problem(groups.create(new).await), unknown);
    assert_eq!(fixture.seq().await, seq);
    let group = groups.create(with_users("North", &[&amina])).await.unwrap();
    let edit = GroupEdit { name: Some("N".to_owned()), ..members(&[&foreigner, &unknown_id]) };
    assert_eq!(problem(groups.edit(group.id.as_str(), edit).await), unknown);
    assert_eq!(groups.find(group.id.as_str()).await.unwrap(), group);
}

async fn pages_follow_byte_order_of_names(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    for name in ["test_a", "test_E", "éclair", "zoo"] {
        groups.create(named(name)).await.unwrap();
    }
    let names = |page: roster_model::Page<Group>| -> Vec<String> {
        assert_eq!(page.total, 4);
        page.items.into_iter().map(|group| group.name).collect()
    };
    let first = groups.list(&page(3, Start::Offset(0))).await.unwrap();
    assert_eq!(first.next.as_deref(), Some("zoo"));
    assert_eq!(names(first), ["test_E", "test_a", "zoo"]);
    let last = groups.list(&page(3, Start::After("zoo".to_owned()))).await.unwrap();
    assert_eq!(last.next, None);
    assert_eq!(names(last), ["éclair"]);
    let last = groups.list(&page(3, Start::Offset(3))).await.unwrap();
    assert_eq!(names(last), ["éclair"]);
    let beyond = groups.list(&page(3, Start::Offset(u64::MAX))).await.unwrap();
    assert_eq!(names(beyond), [""; 0]);
    let forged = groups.list(&page(9, Start::After("test_E\0".to_owned()))).await.unwrap();
    assert_eq!(names(forged), ["test_a", "zoo", "éclair"]);
}

async fn create_many_is_atomic(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let amina = fixture.worker("amina").await;
    groups.create(named("A")).await.unwrap();
    let seq = fixture.seq().await;
    let ghost = Id::new_unchecked("ghost".to_owned());
    let all = vec![named("B"), named("A"), with_users("C", &[&ghost]), named("B"), named("")];
    let of = |index, field: &str, problem| (field.to_owned(), Some(index), problem);
    assert_eq!(
        errors(groups.create_many(all).await),
        [
            of(1, "name", Problem::Taken("A".to_owned())),
            of(2, "users", Problem::UnknownUsers(vec!["ghost".to_owned()])),
            of(3, "name", Problem::Taken("B".to_owned())),
            of(4, "name", Problem::Required),
        ]
    );
    assert_eq!(fixture.seq().await, seq);
    let all = vec![with_users("C", &[&amina]), with_users("B", &[&amina])];
    let ids = groups.create_many(all).await.unwrap();
    assert_eq!(groups.find(ids[1].as_str()).await.unwrap().name, "B");
    assert_eq!(
        fixture.log_after(seq).await,
        [
            format!("group.created {}", ids[0]),
            format!("group.created {}", ids[1]),
            format!("person.updated {amina}: groups"),
        ]
    );
    let many = vec![named("x"); 1_001];
    assert_eq!(problem(groups.create_many(many).await), Problem::TooMany(1_000));
    assert_eq!(groups.create_many(Vec::new()).await.unwrap(), []);
}

async fn edit_changes_only_sent_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let (amina, ben) = (fixture.worker("amina").await, fixture.worker("ben").await);
    let before = groups.create(with_users("North", &[&amina])).await.unwrap();
    let other = groups.create(with_users("Other", &[&ben])).await.unwrap();
    let seq = fixture.seq().await;
    let metadata = json!({"district": "North"}).as_object().cloned().unwrap();
    let edit = GroupEdit {
        case_sharing: Some(true),
        metadata: Some(metadata.clone()),
        ..members(&[&ben])
    };
    let after = groups.edit(before.id.as_str(), edit).await.unwrap();
    let expected = Group { case_sharing: true, metadata, users: vec![ben.clone()], ..before };
    assert_eq!(after, expected);
    assert_eq!(groups.find(after.id.as_str()).await.unwrap(), expected);
    assert_eq!(
        fixture.log_after(seq).await,
        [
            format!("group.updated {}: case_sharing, metadata, users", after.id),
            format!("person.updated {amina}: groups"),
            format!("person.updated {ben}: groups"),
        ]
    );
    assert_eq!(groups.find(other.id.as_str()).await.unwrap().users, [ben]);
    assert_eq!(fixture.groups_of(&amina).await, []);
}

async fn edit_keeps_archived_members(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let (amina, ben) = (fixture.worker("amina").await, fixture.worker("ben").await);
    let group = groups.create(with_users("North", &[&amina, &ben])).await.unwrap();
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.set_active(ben.as_str(), false).await.unwrap();
    let shown = groups.find(group.id.as_str()).await.unwrap().users;
    assert_eq!(shown, std::slice::from_ref(&amina));
    let emptied = groups.edit(group.id.as_str(), members(&[])).await.unwrap();
    assert_eq!(emptied.users, []);
    assert_eq!(fixture.groups_of(&amina).await, []);
    assert_eq!(fixture.groups_of(&ben).await, std::slice::from_ref(&group.id));
    workers.set_active(ben.as_str(), true).await.unwrap();
    assert_eq!(groups.find(group.id.as_str()).await.unwrap().users, [ben]);
}

async fn unchanged_edit_is_not_logged(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let (amina, ben) = (fixture.worker("amina").await, fixture.worker("ben").await);
    let group = groups.create(with_users("North", &[&amina, &ben])).await.unwrap();
    let seq = fixture.seq().await;
    let edit = GroupEdit {
        name: Some(group.name.clone()),
        case_sharing: Some(false),
        reporting: Some(true),
        metadata: Some(Map::new()),
        ..members(&[&ben, &amina])
    };
    assert_eq!(groups.edit(group.id.as_str(), edit).await.unwrap(), group);
    assert_eq!(fixture.seq().await, seq);
}

async fn delete_releases_name_and_members(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let amina = fixture.worker("amina").await;
    let group = groups.create(with_users("North", &[&amina])).await.unwrap();
    let seq = fixture.seq().await;
    groups.delete(group.id.as_str()).await.unwrap();
    assert_eq!(
        fixture.log_after(seq).await,
        [format!("group.deleted {}", group.id), format!("person.updated {amina}: groups")]
    );
    assert_eq!(fixture.groups_of(&amina).await, []);
    let repeated = groups.delete(group.id.as_str()).await;
    assert!(matches!(repeated, Err(Error::NotFound { .. })));
    assert_eq!(groups.create(named("North")).await.unwrap().users, []);
}

async fn group_of_another_domain_is_not_found(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    let foreign = fixture.another_domain().await;
    let foreign = fixture.directory.groups(&foreign).unwrap().create(named("N")).await.unwrap();
    for id in [foreign.id.as_str(), "nul\0", ""] {
        assert!(matches!(groups.find(id).await, Err(Error::NotFound { .. })));
        let edited = groups.edit(id, GroupEdit::default()).await;
        assert!(matches!(edited, Err(Error::NotFound { .. })));
        assert!(matches!(groups.delete(id).await, Err(Error::NotFound { .. })));
    }
    assert_eq!(groups.list(&page(1, Start::Offset(0))).await.unwrap().total, 0);
}

async fn unstorable_name_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = groups(&fixture);
    assert_eq!(problem(groups.create(named("a\0b")).await), Problem::Unstorable);
    let long = named(&"é".repeat(256));
    assert_eq!(problem(groups.create(long).await), Problem::TooLong(255));
    groups.create(named(&"é".repeat(255))).await.unwrap();
}
