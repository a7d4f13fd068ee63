//! The census: the people of a domain, to look at.

use std::collections::BTreeSet;

use roster_model::{
    Actor, CensusFilter, CensusKey, CensusOrder, Denial, Fault, Patch, Permission, PersonEdit,
    PersonState, Rights,
};
use roster_store::Place;

use crate::world::World;

roster_testkit::on_both_engines! {
    everybody_is_shown_in_order,
    filters_combine_and_totals_are_exact,
    who_may_only_look_may_look,
    many_are_archived_and_grouped_at_once,
}

const FIRST: CensusOrder = CensusOrder { by: CensusKey::Username, descending: false };

async fn names(world: &World, filter: &CensusFilter, order: CensusOrder) -> Vec<String> {
    let census = world.directory.census(&world.actor).unwrap();
    let found = census.list(filter, order, 0, 100).await.unwrap().page;
    assert_eq!(found.total, found.items.len() as u64);
    let name = |person: roster_model::Person| match person.worker {
        Some(worker) => worker.username.short().to_owned(),
        None => person.first_name,
    };
    found.items.into_iter().map(name).collect()
}

async fn filled(place: Place) -> World {
    let world = World::open(place).await;
    for name in ["chidi", "amina", "bello"] {
        world.worker(name).await;
    }
    for name in ["Zoe", "Yan"] {
        let edit = PersonEdit { first_name: Patch::Set(name.to_owned()), ..PersonEdit::default() };
        world.directory.people(&world.actor).unwrap().create(&edit).await.unwrap();
    }
    world
}

async fn everybody_is_shown_in_order(place: Place) {
    let world = filled(place).await;
    let all = CensusFilter::default();
    let by = |by, descending| CensusOrder { by, descending };
    assert_eq!(names(&world, &all, FIRST).await, ["amina", "bello", "chidi", "Zoe", "Yan"]);
    let backwards = names(&world, &all, by(CensusKey::Username, true)).await;
    assert_eq!(backwards, ["chidi", "bello", "amina", "Yan", "Zoe"]);
    let newest = names(&world, &all, by(CensusKey::Created, true)).await;
    assert_eq!(newest, ["Yan", "Zoe", "bello", "amina", "chidi"]);
    let census = world.directory.census(&world.actor).unwrap();
    let second = census.list(&all, FIRST, 2, 2).await.unwrap().page;
    assert_eq!((second.total, second.items.len()), (5, 2));
    let beyond = census.list(&all, FIRST, 100, 2).await.unwrap().page;
    assert_eq!((beyond.total, beyond.items.len()), (5, 0));
}

async fn filters_combine_and_totals_are_exact(place: Place) {
    let world = filled(place).await;
    let state = |state| CensusFilter { state: Some(state), ..CensusFilter::default() };
    assert_eq!(names(&world, &state(PersonState::Contact), FIRST).await, ["Zoe", "Yan"]);
    assert_eq!(names(&world, &state(PersonState::Archived), FIRST).await, Vec::<String>::new());
    let search =
        |text: &str, filter: CensusFilter| CensusFilter { search: Some(text.to_owned()), ..filter };
    assert_eq!(names(&world, &search("be", CensusFilter::default()), FIRST).await, ["bello"]);
    let none = search("be", state(PersonState::Contact));
    assert_eq!(names(&world, &none, FIRST).await, Vec::<String>::new());
    for nowhere in ["nowhere", "no\0where"] {
        let group = CensusFilter { group: Some(nowhere.to_owned()), ..CensusFilter::default() };
        assert_eq!(names(&world, &group, FIRST).await, Vec::<String>::new());
    }
}

async fn who_may_only_look_may_look(place: Place) {
    let world = filled(place).await;
    let with = |permissions: &[Permission]| {
        let set: BTreeSet<Permission> = permissions.iter().copied().collect();
        Actor { rights: Rights::of_role(&set), ..world.actor.clone() }
    };
    let viewer = with(&[Permission::VIEW_COMMCARE_USERS, Permission::ACCESS_ALL_LOCATIONS]);
    let census = world.directory.census(&viewer).unwrap();
    let found = census.list(&CensusFilter::default(), FIRST, 0, 10).await.unwrap().page;
    assert_eq!(found.total, 5);
    let sheet = census.find(found.items[0].id.as_str()).await.unwrap();
    assert_eq!(sheet.history.len(), 1);
    assert!(world.directory.workers(&viewer).is_err());

    let nobody = with(&[]);
    let missing = Denial::PermissionMissing("view_commcare_users");
    let Err(Fault::Denied(denial)) = world.directory.census(&nobody) else { panic!("let in") };
    assert_eq!(denial, missing);

    // Who is confined to locations sees nobody who is in none of them.
    let confined = Actor { confined_to: Some(Vec::new()), ..viewer };
    let census = world.directory.census(&confined).unwrap();
    let found = census.list(&CensusFilter::default(), FIRST, 0, 10).await.unwrap().page;
    assert_eq!(found.total, 0);
    let refused = census.find(sheet.person.id.as_str()).await;
    assert!(matches!(refused, Err(Fault::Missing { .. })));
}

async fn many_are_archived_and_grouped_at_once(place: Place) {
    let world = filled(place).await;
    let mut ids = Vec::new();
    for name in ["dayo", "efe"] {
        ids.push(world.worker(name).await.to_string());
    }
    let workers = world.directory.workers(&world.actor).unwrap();
    assert_eq!(workers.set_all_active(&ids, false).await.unwrap(), 2);
    assert_eq!(workers.set_all_active(&ids, false).await.unwrap(), 0);
    let mixed = [ids[0].clone(), "nobody".to_owned()];
    assert!(matches!(workers.set_all_active(&mixed, true).await, Err(Fault::Missing { .. })));
    let archived = CensusFilter { state: Some(PersonState::Archived), ..CensusFilter::default() };
    assert_eq!(names(&world, &archived, FIRST).await, ["dayo", "efe"]);

    let groups = world.directory.groups(&world.actor).unwrap();
    let new = roster_model::NewGroup { name: Some("Trainers".to_owned()), ..Default::default() };
    let group = groups.create(new).await.unwrap();
    assert_eq!(groups.add_members(group.id.as_str(), &ids).await.unwrap(), 2);
    assert_eq!(groups.add_members(group.id.as_str(), &ids).await.unwrap(), 0);
    let members = CensusFilter { group: Some(group.id.to_string()), ..CensusFilter::default() };
    assert_eq!(names(&world, &members, FIRST).await, ["dayo", "efe"]);
    assert_eq!(groups.remove_members(group.id.as_str(), &ids[..1]).await.unwrap(), 1);
    assert_eq!(names(&world, &members, FIRST).await, ["efe"]);
}
