//! Rights and reach are judged again before a response that was kept, and after a wait.

use std::time::Duration;

use roster_directory::{DeferredWrite, Directory};
use roster_model::{
    Actor, AuthFailure, Denial, Error, Id, LocationEdit, NewApiKey, NewGroup, NewLocation,
    NewLocationType, NewWorker, Patch, Submission, WebUserEdit, WorkerEdit,
};
use roster_store::Backend;

use crate::auth_fixture::{AMINA, AuthFixture, PASSWORD, basic, by_key, denial, new_key};

roster_testkit::on_both_engines! {
    stored_response_requires_the_permission_again,
    stored_response_requires_the_locations_again,
    waiting_reader_of_changes_is_judged_again,
}

/// Begins a request of `actor` under a key.
fn request(directory: &Directory, actor: &Actor, key: &str) -> DeferredWrite {
    let claimed = directory.claim_key(actor, key).unwrap();
    directory.defer_write(actor, Some(claimed.for_request("digest".to_owned())), None)
}

async fn stored(directory: &Directory, actor: &Actor, key: &str) -> Result<Option<String>, Error> {
    request(directory, actor, key).stored_response().await
}

fn without(actor: &Actor, permission: &str) -> Actor {
    let all = roster_model::Permission::all();
    let kept = all.filter(|it| it.as_str() != permission).collect();
    Actor { rights: roster_model::Rights::Some(kept), ..actor.clone() }
}

fn worker(name: &str, edit: WorkerEdit) -> NewWorker {
    let username = Some(name.to_owned());
    NewWorker { connect_username: username.clone(), username, edit, ..NewWorker::default() }
}

async fn stored_response_requires_the_permission_again(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let actor = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let write = request(directory, &actor, "worker");
    let workers = write.directory().workers(&actor).unwrap();
    workers.create(worker("jdoe", WorkerEdit::default())).await.unwrap();
    write.commit_with_response("personal data").await.unwrap();
    let write = request(directory, &actor, "group");
    let group = NewGroup { name: Some("North".to_owned()), ..NewGroup::default() };
    write.directory().groups(&actor).unwrap().create(group).await.unwrap();
    write.commit_with_response("a group").await.unwrap();

    for key in ["worker", "group"] {
        assert!(stored(directory, &actor, key).await.unwrap().is_some());
        let fewer = without(&actor, "edit_commcare_users");
        let missing = Denial::PermissionMissing("edit_commcare_users");
        assert_eq!(denial(stored(directory, &fewer, key).await), missing);
        let others = without(&actor, "edit_locations");
        assert!(stored(directory, &others, key).await.unwrap().is_some());
    }
    let confined =
        Actor { confined_to: Some(Vec::new()), ..without(&actor, "access_all_locations") };
    let missing = Denial::PermissionMissing("access_all_locations");
    assert_eq!(denial(stored(directory, &confined, "group").await), missing);
    assert_eq!(denial(stored(directory, &confined, "worker").await), Denial::OutsideLocations);
}

async fn stored_response_requires_the_locations_again(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let admin = fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap();
    let village =
        NewLocationType { code: Some("village".to_owned()), ..NewLocationType::default() };
    directory.location_types(&admin).unwrap().create(village).await.unwrap();
    let locations = directory.locations(&admin).unwrap();
    let create = async |name: &str| {
        let edit = LocationEdit {
            name: Some(name.to_owned()),
            kind: Some("village".to_owned()),
            ..LocationEdit::default()
        };
        locations.create(NewLocation { edit, id: None }).await.unwrap().location.id
    };
    let (here, elsewhere) = (create("Here").await, create("Elsewhere").await);
    let at = |place: &Id| WorkerEdit {
        locations: Some(vec![place.to_string()]),
        primary_location: Patch::Set(place.to_string()),
        ..WorkerEdit::default()
    };
    let id = directory.workers(&admin).unwrap().create(worker("jdoe", at(&here))).await.unwrap();
    let id = id.person.id.into_string();
    let confined =
        Actor { confined_to: Some(vec![here.clone()]), ..without(&admin, "access_all_locations") };
    // An edit without a change has a response too.
    let write = request(directory, &confined, "edit");
    let workers = write.directory().workers(&confined).unwrap();
    workers.edit(&id, WorkerEdit::default()).await.unwrap();
    write.commit_with_response("personal data").await.unwrap();
    let write = request(directory, &confined, "activity");
    let submission = Submission {
        user_id: id.clone(),
        instance_id: "form".to_owned(),
        received_on: None,
        completed_on: None,
    };
    write.directory().activity(&confined).unwrap().record(vec![submission]).await.unwrap();
    write.commit_with_response("counts").await.unwrap();
    for key in ["edit", "activity"] {
        assert!(stored(directory, &confined, key).await.unwrap().is_some());
    }
    directory.workers(&admin).unwrap().edit(&id, at(&elsewhere)).await.unwrap();
    for key in ["edit", "activity"] {
        let refused = stored(directory, &confined, key).await;
        assert_eq!(denial(refused), Denial::OutsideLocations);
        assert!(stored(directory, &admin, key).await.unwrap().is_some());
    }
}

async fn waiting_reader_of_changes_is_judged_again(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let bello = "bello@example.org";
    fixture.role("Reader", &["access_api", "access_all_locations"]).await;
    fixture.web_user(bello, "demo", None).await;
    let operator = directory.operator("demo").await.unwrap();
    let web_users = directory.web_users(&operator).unwrap();
    let id = web_users.id_of(bello).await.unwrap();
    let (key, text) = directory
        .create_api_key(NewApiKey { name: String::new(), owner: bello.to_owned(), ..new_key() })
        .await
        .unwrap();
    let log = async || {
        let actor = fixture.authorize(by_key(bello, &text)).await.unwrap();
        let seq = directory.changes(&actor).unwrap().after(0, 1_000, Duration::ZERO).await;
        (actor, seq.unwrap().last)
    };
    let wait = async |actor: &Actor, seq: i64| {
        directory.changes(actor).unwrap().after(seq, 10, Duration::from_secs(30)).await
    };

    let (actor, seq) = log().await;
    let new = worker("asha", WorkerEdit::default());
    let workers = directory.workers(&operator).unwrap();
    let (page, _) = tokio::join!(wait(&actor, seq), workers.create(new));
    assert_eq!(page.unwrap().changes.len(), 1);

    let (actor, seq) = log().await;
    let demotion = web_users.edit(id.as_str(), WebUserEdit::with_role("Reader"));
    let (page, demoted) = tokio::join!(wait(&actor, seq), demotion);
    demoted.unwrap();
    assert_eq!(denial(page), Denial::PermissionMissing("edit_commcare_users"));

    web_users.edit(id.as_str(), WebUserEdit::with_role("Admin")).await.unwrap();
    let (actor, seq) = log().await;
    let (page, revoked) = tokio::join!(wait(&actor, seq), directory.revoke_api_key(&key.id));
    revoked.unwrap();
    assert!(matches!(page, Err(Error::Unauthenticated(AuthFailure::Key))), "{page:?}");
}
