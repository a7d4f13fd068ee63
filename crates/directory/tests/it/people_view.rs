//! Read-only access to the people of a domain.

use std::collections::BTreeSet;

use roster_directory::RelatedData;
use roster_model::{
    Actor, Denial, Error, Id, NewGroup, Patch, PeopleViewFilter, PeopleViewKey, PeopleViewOrder,
    Permission, PersonEdit, PersonRef, PersonState, Rights, Submission,
};
use roster_store::Backend;

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    list_follows_the_order,
    filters_combine_with_exact_totals,
    view_permission_is_enough,
    bulk_actions_change_all_or_none,
    export_follows_the_filter,
    groups_are_found_by_id_or_name,
    related_data_is_loaded_for_a_page,
}

const FIRST: PeopleViewOrder = PeopleViewOrder { by: PeopleViewKey::Username, descending: false };

async fn names(
    fixture: &Fixture,
    filter: &PeopleViewFilter,
    order: PeopleViewOrder,
) -> Vec<String> {
    let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
    let found = people_view.list(filter, order, 0, 100).await.unwrap().page;
    assert_eq!(found.total, found.items.len() as u64);
    let name = |person: roster_model::Person| match person.worker {
        Some(worker) => worker.username.short().to_owned(),
        None => person.first_name,
    };
    found.items.into_iter().map(name).collect()
}

async fn filled(backend: Backend) -> Fixture {
    let fixture = Fixture::open(backend).await;
    for name in ["chidi", "amina", "bello"] {
        fixture.worker(name).await;
    }
    for name in ["Zoe", "Yan"] {
        let edit = PersonEdit { first_name: Patch::Set(name.to_owned()), ..PersonEdit::default() };
        fixture.directory.people(&fixture.actor).unwrap().create(&edit).await.unwrap();
    }
    fixture
}

async fn list_follows_the_order(backend: Backend) {
    let fixture = filled(backend).await;
    let all = PeopleViewFilter::default();
    let by = |by, descending| PeopleViewOrder { by, descending };
    assert_eq!(names(&fixture, &all, FIRST).await, ["amina", "bello", "chidi", "Zoe", "Yan"]);
    let backwards = names(&fixture, &all, by(PeopleViewKey::Username, true)).await;
    assert_eq!(backwards, ["chidi", "bello", "amina", "Yan", "Zoe"]);
    let newest = names(&fixture, &all, by(PeopleViewKey::Created, true)).await;
    assert_eq!(newest, ["Yan", "Zoe", "bello", "amina", "chidi"]);
    for key in [PeopleViewKey::Username, PeopleViewKey::Created, PeopleViewKey::Updated] {
        for descending in [false, true] {
            assert_eq!(names(&fixture, &all, by(key, descending)).await.len(), 5);
            for (state, count) in
                [(PersonState::Active, 3), (PersonState::Archived, 0), (PersonState::Contact, 2)]
            {
                let filter = PeopleViewFilter { state: Some(state), ..PeopleViewFilter::default() };
                assert_eq!(names(&fixture, &filter, by(key, descending)).await.len(), count);
            }
        }
    }
    let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
    let second = people_view.list(&all, FIRST, 2, 2).await.unwrap().page;
    assert_eq!((second.total, second.items.len()), (5, 2));
    let beyond = people_view.list(&all, FIRST, 100, 2).await.unwrap().page;
    assert_eq!((beyond.total, beyond.items.len()), (5, 0));
}

async fn filters_combine_with_exact_totals(backend: Backend) {
    let fixture = filled(backend).await;
    let state = |state| PeopleViewFilter { state: Some(state), ..PeopleViewFilter::default() };
    assert_eq!(names(&fixture, &state(PersonState::Contact), FIRST).await, ["Zoe", "Yan"]);
    assert_eq!(names(&fixture, &state(PersonState::Archived), FIRST).await, Vec::<String>::new());
    let search = |text: &str, filter: PeopleViewFilter| PeopleViewFilter {
        search: Some(text.to_owned()),
        ..filter
    };
    assert_eq!(names(&fixture, &search("be", PeopleViewFilter::default()), FIRST).await, ["bello"]);
    let punctuation = search("-", PeopleViewFilter::default());
    assert_eq!(names(&fixture, &punctuation, FIRST).await, Vec::<String>::new());
    let none = search("be", state(PersonState::Contact));
    assert_eq!(names(&fixture, &none, FIRST).await, Vec::<String>::new());
    for nowhere in ["nowhere", "no\0where"] {
        let group =
            PeopleViewFilter { group: Some(nowhere.to_owned()), ..PeopleViewFilter::default() };
        assert_eq!(names(&fixture, &group, FIRST).await, Vec::<String>::new());
    }
}

async fn view_permission_is_enough(backend: Backend) {
    let fixture = filled(backend).await;
    let with = |permissions: &[Permission]| {
        let set: BTreeSet<Permission> = permissions.iter().copied().collect();
        Actor { rights: Rights::of_role(&set), ..fixture.actor.clone() }
    };
    let viewer = with(&[Permission::VIEW_COMMCARE_USERS, Permission::ACCESS_ALL_LOCATIONS]);
    let people_view = fixture.directory.people_view(&viewer).unwrap();
    let found = people_view.list(&PeopleViewFilter::default(), FIRST, 0, 10).await.unwrap().page;
    assert_eq!(found.total, 5);
    let sheet = people_view.find(found.items[0].id.as_str()).await.unwrap();
    assert_eq!(sheet.history.len(), 1);
    assert!(fixture.directory.workers(&viewer).is_err());

    let without_rights = with(&[]);
    let missing = Denial::PermissionMissing("view_commcare_users");
    let Err(Error::Forbidden(denial)) = fixture.directory.people_view(&without_rights) else {
        panic!("access was granted")
    };
    assert_eq!(denial, missing);

    // A confined actor sees no person outside the locations.
    let confined = Actor { confined_to: Some(Vec::new()), ..viewer };
    let people_view = fixture.directory.people_view(&confined).unwrap();
    let found = people_view.list(&PeopleViewFilter::default(), FIRST, 0, 10).await.unwrap().page;
    assert_eq!(found.total, 0);
    let result = people_view.find(sheet.person.id.as_str()).await;
    assert!(matches!(result, Err(Error::NotFound { .. })));
}

async fn bulk_actions_change_all_or_none(backend: Backend) {
    let fixture = filled(backend).await;
    let mut ids = Vec::new();
    for name in ["dayo", "efe"] {
        ids.push(fixture.worker(name).await.to_string());
    }
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    assert_eq!(workers.set_all_active(&ids, false).await.unwrap(), 2);
    assert_eq!(workers.set_all_active(&ids, false).await.unwrap(), 0);
    let mixed = [ids[0].clone(), "unknown".to_owned()];
    assert!(matches!(workers.set_all_active(&mixed, true).await, Err(Error::NotFound { .. })));
    let archived =
        PeopleViewFilter { state: Some(PersonState::Archived), ..PeopleViewFilter::default() };
    assert_eq!(names(&fixture, &archived, FIRST).await, ["dayo", "efe"]);

    let groups = fixture.directory.groups(&fixture.actor).unwrap();
    let new = roster_model::NewGroup { name: Some("Trainers".to_owned()), ..Default::default() };
    let group = groups.create(new).await.unwrap();
    assert_eq!(groups.add_members(group.id.as_str(), &ids).await.unwrap(), 2);
    assert_eq!(groups.add_members(group.id.as_str(), &ids).await.unwrap(), 0);
    let members =
        PeopleViewFilter { group: Some(group.id.to_string()), ..PeopleViewFilter::default() };
    assert_eq!(names(&fixture, &members, FIRST).await, ["dayo", "efe"]);
    assert_eq!(groups.remove_members(group.id.as_str(), &ids[..1]).await.unwrap(), 1);
    assert_eq!(names(&fixture, &members, FIRST).await, ["efe"]);
}

async fn exported(fixture: &Fixture, actor: &Actor, filter: &PeopleViewFilter) -> Vec<String> {
    let mut export = fixture.directory.people_view(actor).unwrap().export(filter).await.unwrap();
    let mut names = Vec::new();
    loop {
        let some = export.next().await.unwrap();
        if some.is_empty() {
            break;
        }
        let workers = some.into_iter().filter_map(|worker| worker.person.worker);
        names.extend(workers.map(|worker| worker.username.short().to_owned()));
    }
    assert_eq!(export.shape().total, names.len() as u64);
    names
}

async fn export_follows_the_filter(backend: Backend) {
    let fixture = filled(backend).await;
    let all = PeopleViewFilter::default();
    assert_eq!(exported(&fixture, &fixture.actor, &all).await, ["amina", "bello", "chidi"]);
    let found = PeopleViewFilter { search: Some("be".to_owned()), ..all.clone() };
    assert_eq!(exported(&fixture, &fixture.actor, &found).await, ["bello"]);
    let contacts = PeopleViewFilter { state: Some(PersonState::Contact), ..all.clone() };
    assert_eq!(exported(&fixture, &fixture.actor, &contacts).await, Vec::<String>::new());
    let confined = Actor { confined_to: Some(Vec::new()), ..fixture.actor.clone() };
    assert_eq!(exported(&fixture, &confined, &all).await, Vec::<String>::new());
}

async fn groups_are_found_by_id_or_name(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = fixture.directory.groups(&fixture.actor).unwrap();
    let mut ids = Vec::new();
    for name in ["Nurses", "Night 100%", "Drivers"] {
        let new = NewGroup { name: Some(name.to_owned()), ..NewGroup::default() };
        ids.push(groups.create(new).await.unwrap().id);
    }
    let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
    let like = async |text: &str| -> Vec<String> {
        people_view.search_groups(text).await.unwrap().into_iter().map(|(_, name)| name).collect()
    };
    assert_eq!(like("n").await, ["Night 100%", "Nurses"]);
    assert_eq!(like("0%").await, ["Night 100%"]);
    assert_eq!(like("no\0name").await, Vec::<String>::new());
    let called = async |text: &str| people_view.resolve_group(text).await.unwrap();
    assert_eq!(called("Nurses").await.as_ref(), Some(&ids[0]));
    assert_eq!(called(ids[2].as_str()).await.as_ref(), Some(&ids[2]));
    assert_eq!(called("unknown").await, None);
    assert_eq!(called("no\0name").await, None);
    assert_eq!(people_view.resolve_location("nowhere").await.unwrap(), None);
    assert_eq!(people_view.search_locations("no").await.unwrap(), []);
    assert_eq!(people_view.resolve_tag("none").await.unwrap(), None);
    let choices =
        people_view.filter_options_with(&[ids[0].to_string()], &["nowhere".to_owned()]).await;
    let choices = choices.unwrap();
    assert_eq!(choices.groups.len(), 3);
    assert!(!choices.more.groups);
    let companies = fixture.directory.companies(&fixture.actor).unwrap();
    assert_eq!(companies.named("Acme").await.unwrap(), None);
}

async fn related_data_is_loaded_for_a_page(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (amina, bello) = (fixture.worker("amina").await, fixture.worker("bello").await);
    let people = fixture.directory.people(&fixture.actor).unwrap();
    people.add_tag(&PersonRef::Number(1), "vip").await.unwrap();
    let form = |id: &str, worker: &Id, received: &str| Submission {
        instance_id: id.to_owned(),
        user_id: worker.to_string(),
        received_on: Some(received.parse().unwrap()),
        completed_on: None,
    };
    let forms = vec![
        form("f1", &amina, "2026-01-02T00:00:00Z"),
        form("f2", &amina, "2026-01-03T00:00:00Z"),
        form("f3", &amina, "2026-01-01T00:00:00Z"),
    ];
    fixture.directory.activity(&fixture.actor).unwrap().record(forms).await.unwrap();
    let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
    let all = PeopleViewFilter::default();
    let wanted = RelatedData { tags: true, last_submission: true, ..RelatedData::default() };
    let related = people_view.list_with(&all, FIRST, (0, 9), wanted).await.unwrap().related;
    assert_eq!(related.tags.into_iter().collect::<Vec<_>>(), [(1, "vip".to_owned())]);
    let last = related.last_submissions;
    assert_eq!(last.get(amina.as_str()).unwrap().to_string(), "2026-01-03T00:00:00Z");
    assert_eq!(last.get(bello.as_str()), None);
    let none = people_view.list(&all, FIRST, 0, 9).await.unwrap().related;
    assert!(none.tags.is_empty() && none.last_submissions.is_empty());
    assert_eq!(people_view.columns().await.unwrap(), None, "the operator has no columns");
    assert!(people_view.set_columns(None).await.is_err());
}
