//! Creating and updating locations.

use jiff::SignedDuration;
use roster_model::{Error, Id, Location, LocationEdit, NewLocation, Patch, Problem};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{Tree, moved_into, named, new_location, no_change, of_type, with_site_code};
use crate::fixture::{errors, problem};

on_both_engines! {
    create_stores_all_fields,
    site_codes_are_generated_from_names,
    rename_keeps_the_site_code,
    edit_changes_only_sent_fields,
    unchanged_edit_is_not_logged,
    move_keeps_the_children,
    create_with_id_keeps_the_id,
    location_of_another_domain_is_not_found,
    upsert_many_is_atomic,
}

async fn create_stores_all_fields(backend: Backend) {
    let tree = Tree::open(backend).await;
    let seq = tree.fixture.seq().await;
    let data = json!({"beds": "12"}).as_object().cloned().unwrap();
    let edit = LocationEdit {
        latitude: Patch::Set("9.082".to_owned()),
        longitude: Patch::Set("-8".to_owned()),
        data: Some(data.clone()),
        ..with_site_code("Bukuru_1", new_location("Bukuru", "Clinic", Some(&tree.jos)))
    };
    // A location type is found by code or name. The name is the code here.
    let result = tree.create(edit.clone()).await;
    assert_eq!(problem(result), Problem::UnknownLocationType("Clinic".to_owned()));
    let edit = LocationEdit { kind: Some("clinic".to_owned()), ..edit };
    let view = tree.locations().create(NewLocation { edit, id: None }).await.unwrap();
    let now = view.location.created_at;
    assert_eq!(
        view.location,
        Location {
            id: view.location.id.clone(),
            number: 4,
            name: "Bukuru".to_owned(),
            site_code: "bukuru_1".to_owned(),
            external_id: None,
            kind: 3,
            parent: Some(tree.jos.clone()),
            latitude: Some("9.0820000000".to_owned()),
            longitude: Some("-8.0000000000".to_owned()),
            data,
            archived: false,
            created_at: now,
            updated_at: now,
        }
    );
    assert_eq!(view.level.code, "clinic");
    assert_eq!(tree.locations().find(view.location.id.as_str()).await.unwrap(), view);
    let log = tree.fixture.log_after(seq).await;
    assert_eq!(log, [format!("location.created {}", view.location.id)]);
}

async fn site_codes_are_generated_from_names(backend: Backend) {
    let tree = Tree::open(backend).await;
    for (name, parent, site_code) in [
        ("New Denver", &tree.jos, "new_denver"),
        ("New denver", &tree.jos, "new_denver1"),
        ("new denver", &tree.jos, "new_denver2"),
        ("Clinic 7", &tree.jos, "clinic7"),
        ("clinic 7", &tree.jos, "clinic8"),
        ("!!", &tree.jos, "location"),
        ("??", &tree.jos, "location1"),
    ] {
        let created = tree.create(new_location(name, "clinic", Some(parent))).await.unwrap();
        assert_eq!(created.site_code, site_code, "{name}");
    }
}

async fn rename_keeps_the_site_code(backend: Backend) {
    let tree = Tree::open(backend).await;
    let before = tree.find(&tree.karu).await.site_code;
    let renamed = tree.edit(&tree.karu, named("Karu West")).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.site_code), ("Karu West", before));
    let both = tree.edit(&tree.karu, with_site_code("K-1", named("Karu East"))).await.unwrap();
    assert_eq!((both.name.as_str(), both.site_code.as_str()), ("Karu East", "k-1"));
}

async fn edit_changes_only_sent_fields(backend: Backend) {
    let tree = Tree::open(backend).await;
    let before = tree.find(&tree.karu).await;
    tree.fixture.clock.advance(SignedDuration::from_secs(5));
    let seq = tree.fixture.seq().await;
    let data = json!({"beds": "14"}).as_object().cloned().unwrap();
    let edit = LocationEdit {
        latitude: Patch::Set("1".to_owned()),
        data: Some(data.clone()),
        ..no_change()
    };
    let after = tree.edit(&tree.karu, edit).await.unwrap();
    let expected = Location {
        latitude: Some("1.0000000000".to_owned()),
        data,
        updated_at: before.created_at + SignedDuration::from_secs(5),
        ..before
    };
    assert_eq!(after, expected);
    assert_eq!(tree.find(&tree.karu).await, expected);
    let log = tree.fixture.log_after(seq).await;
    assert_eq!(log, [format!("location.updated {}: latitude, location_data", tree.karu)]);
    let cleared = LocationEdit { latitude: Patch::Clear, ..no_change() };
    assert_eq!(tree.edit(&tree.karu, cleared).await.unwrap().latitude, None);
}

async fn unchanged_edit_is_not_logged(backend: Backend) {
    let tree = Tree::open(backend).await;
    let before = tree.find(&tree.karu).await;
    tree.fixture.clock.advance(SignedDuration::from_secs(5));
    let seq = tree.fixture.seq().await;
    let edit = LocationEdit {
        latitude: Patch::Clear,
        data: Some(before.data.clone()),
        ..new_location("Karu", "clinic", Some(&tree.jos))
    };
    assert_eq!(tree.edit(&tree.karu, edit).await.unwrap(), before);
    assert_eq!(tree.fixture.seq().await, seq);
}

async fn move_keeps_the_children(backend: Backend) {
    let tree = Tree::open(backend).await;
    let south = tree.create(new_location("South", "state", None)).await.unwrap().id;
    let seq = tree.fixture.seq().await;
    let moved = tree.edit(&tree.jos, moved_into(&south)).await.unwrap();
    assert_eq!(moved.parent, Some(south));
    assert_eq!(tree.find(&tree.karu).await.parent, Some(tree.jos.clone()));
    let log = tree.fixture.log_after(seq).await;
    assert_eq!(log, [format!("location.updated {}: parent_location_id", tree.jos)]);
}

async fn create_with_id_keeps_the_id(backend: Backend) {
    let tree = Tree::open(backend).await;
    let id = Id::parse("kept").unwrap();
    let new =
        |name: &str| NewLocation { edit: new_location(name, "state", None), id: Some(id.clone()) };
    let created = tree.locations().create(new("South")).await.unwrap().location;
    assert_eq!(created.id, id);
    let repeated = tree.locations().create(new("East")).await;
    assert_eq!(problem(repeated), Problem::Taken("kept".to_owned()));
}

async fn location_of_another_domain_is_not_found(backend: Backend) {
    let tree = Tree::open(backend).await;
    let foreign = tree.fixture.another_domain().await;
    let foreign = tree.fixture.directory.locations(&foreign).unwrap();
    for id in [tree.karu.as_str(), "nul\0", ""] {
        assert!(matches!(foreign.find(id).await, Err(Error::NotFound { .. })));
        for edit in [named("X"), with_site_code("x", no_change())] {
            let result = foreign.edit(id, edit).await;
            assert!(matches!(result, Err(Error::NotFound { .. })), "{id}");
        }
    }
}

async fn upsert_many_is_atomic(backend: Backend) {
    let tree = Tree::open(backend).await;
    let seq = tree.fixture.seq().await;
    let karu = Some(tree.karu.as_str().to_owned());
    let good = |name: &str| (None, new_location(name, "clinic", Some(&tree.jos)));
    let all = vec![
        (karu.clone(), named("Karu West")),
        (None, named("No level")),
        good("Bukuru"),
        good("Bukuru"),
        (Some("ghost".to_owned()), named("X")),
    ];
    let of = |index, field: &str, problem| (field.to_owned(), Some(index), problem);
    assert_eq!(
        errors(tree.locations().upsert_many(all).await),
        [
            of(1, "location_type_code", Problem::LocationIncomplete),
            of(3, "name", Problem::SiblingName),
            of(4, "location_id", Problem::LocationToUpdate("ghost".to_owned())),
        ]
    );
    assert_eq!(tree.fixture.seq().await, seq);
    let all = vec![(karu, with_site_code("k", of_type("clinic"))), good("Bukuru")];
    let ids = tree.locations().upsert_many(all).await.unwrap();
    assert_eq!(ids[0], tree.karu);
    assert_eq!(tree.find(&ids[1]).await.site_code, "bukuru");
    assert_eq!(
        tree.fixture.log_after(seq).await,
        [format!("location.updated {}: site_code", ids[0]), format!("location.created {}", ids[1]),]
    );
    let many = vec![good("X"); 101];
    assert_eq!(problem(tree.locations().upsert_many(many).await), Problem::TooMany(100));
}
