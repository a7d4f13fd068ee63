//! What members of a domain see and change of it beside its people: groups, places, fields, roles,
//! web users, keys, settings, its history and its statistics.

use roster_model::{
    Actor, ChangeFilter, CustomData, Denial, FieldEdit, LocationEdit, NewApiKey, NewAppKey,
    NewField, NewGroup, NewLocation, NewLocationType, NewProfile, NewRole, Patch, Submission,
    WebUserEdit,
};
use roster_store::Backend;
use roster_testkit::operator;

use crate::auth_fixture::{AMINA, AuthFixture, PASSWORD, basic, denial, errors, name};

roster_testkit::on_both_engines! {
    groups_are_found_by_a_part_of_their_name,
    locations_form_a_tree,
    confined_member_sees_their_locations_only,
    field_is_edited_and_a_used_profile_is_not_deleted,
    role_is_edited_and_deleted,
    role_above_the_own_is_rejected,
    invited_web_user_signs_in_with_their_password,
    web_user_above_the_own_role_is_rejected,
    keys_of_others_require_edit_domain,
    app_key_is_revoked_only_in_its_domain,
    settings_are_saved_all_or_none,
    history_is_newest_first,
    statistics_are_by_day,
    days_of_statistics_are_those_of_the_domain,
}

const BELLO: &str = "bello@example.org";

async fn groups_are_found_by_a_part_of_their_name(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let worker = fixture.worker("chidi", PASSWORD).await;
    for name in ["Night shift", "50%_off", "Trainers"] {
        let new = NewGroup {
            name: Some(name.to_owned()),
            users: Some(vec![worker.clone()]),
            ..NewGroup::default()
        };
        fixture.directory.groups(&actor).unwrap().create(new).await.unwrap();
    }
    let groups = fixture.directory.group_summaries(&actor).unwrap();
    let found = async |text: &str| {
        let page = groups.list(text, 0, 10).await.unwrap();
        (
            page.items.into_iter().map(|group| (group.name, group.members)).collect::<Vec<_>>(),
            page.total,
        )
    };
    assert_eq!(found("SHIFT").await, (vec![("Night shift".to_owned(), 1)], 1));
    assert_eq!(found("%_").await, (vec![("50%_off".to_owned(), 1)], 1));
    assert_eq!(found("").await.1, 3);
    assert_eq!(found("\0").await.1, 0);
    let second = groups.list("", 1, 1).await.unwrap();
    assert_eq!((second.items[0].name.as_str(), second.total), ("Night shift", 3));
}

async fn locations_form_a_tree(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let [bihar, patna, _] = tree(&fixture, &actor).await;
    let map = fixture.directory.atlas(&actor).unwrap().map().await.unwrap();
    let places: Vec<(&str, usize)> =
        map.places.iter().map(|place| (place.location.name.as_str(), place.depth)).collect();
    assert_eq!((places, map.total), (vec![("Bihar", 0), ("Patna", 1), ("Kerala", 0)], 3));
    let sheet = fixture.directory.atlas(&actor).unwrap().find(&patna).await.unwrap();
    let path: Vec<(&str, &str)> =
        sheet.path.iter().map(|(id, name)| (id.as_str(), name.as_str())).collect();
    assert_eq!(path, [(bihar.as_str(), "Bihar")]);
}

async fn confined_member_sees_their_locations_only(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let [_, patna, kerala] = tree(&fixture, &actor).await;
    let bello = member(&fixture, &["access_api", "view_locations"]).await;
    let bello =
        Actor { confined_to: Some(vec![roster_model::Id::parse(&patna).unwrap()]), ..bello };
    let atlas = fixture.directory.atlas(&bello).unwrap();
    let map = atlas.map().await.unwrap();
    assert_eq!((map.places.len(), map.total), (1, 1));
    assert!(atlas.find(&patna).await.unwrap().path.is_empty());
    assert!(atlas.find(&kerala).await.is_err());
}

async fn field_is_edited_and_a_used_profile_is_not_deleted(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let fields = fixture.directory.fields(&actor).unwrap();
    let new = NewField { slug: "size".to_owned(), ..NewField::default() };
    let field = fields.declare(new).await.unwrap();
    let choices = vec!["small".to_owned(), "large".to_owned()];
    let edit = FieldEdit { choices: Some(choices.clone()), ..FieldEdit::default() };
    let changed = fields.edit(field.number, edit.clone()).await.unwrap();
    assert_eq!((changed.value_type.as_str(), changed.choices), ("fixed", choices));
    assert_eq!(
        last(&fixture, &actor).await,
        ("field.updated".to_owned(), vec!["choices".to_owned()])
    );
    fields.edit(field.number, edit).await.unwrap();
    let empty = FieldEdit { label: Some(String::new()), ..FieldEdit::default() };
    assert_eq!(errors(fields.edit(field.number, empty).await), ["label: empty"]);
    assert!(fields.edit(99, FieldEdit::default()).await.is_err());

    let values: CustomData = [("size".to_owned(), "large".into())].into_iter().collect();
    let giants = NewProfile { name: "Giants".to_owned(), values, adds_fields: true };
    let giants = fields.create_profile(giants).await.unwrap().number;
    let id = fixture.authenticate(basic(AMINA, PASSWORD)).await.unwrap().user.id.into_string();
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let give = WebUserEdit { profile: Patch::Set("Giants".to_owned()), ..WebUserEdit::default() };
    web_users.edit(&id, give).await.unwrap();
    assert_eq!(errors(fields.delete_profile(giants).await), [": invalid"]);
    let take = WebUserEdit { profile: Patch::Clear, ..WebUserEdit::default() };
    web_users.edit(&id, take).await.unwrap();
    fields.delete_profile(giants).await.unwrap();
    assert!(fields.delete_profile(giants).await.is_err());
}

async fn role_is_edited_and_deleted(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let roles = fixture.directory.roles(&actor).unwrap();
    let made = roles.create(role("Reader", &["access_api"])).await.unwrap();
    let id = made.id.as_str();
    fixture.web_user(BELLO, "demo", Some("Reader")).await;
    let both = role("Watcher", &["access_api", "view_commcare_users"]);
    let changed = roles.edit(id, both.clone()).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.permissions.len()), ("Watcher", 2));
    assert_eq!(roles.edit(id, both).await.unwrap(), changed);
    let held = roles.find(id).await.unwrap();
    assert_eq!(held.web_users.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), [BELLO]);
    assert_eq!(errors(roles.delete(id).await), [": invalid"]);
    assert_eq!(errors(roles.edit(id, role("Admin", &[])).await), ["name: taken"]);
    let bello = fixture.authenticate(basic(BELLO, PASSWORD)).await.unwrap().user.id.into_string();
    let admin = WebUserEdit::with_role("Admin");
    fixture.directory.web_users(&actor).unwrap().edit(&bello, admin).await.unwrap();
    roles.delete(id).await.unwrap();
    assert_eq!(last(&fixture, &actor).await.0, "role.deleted");
    assert!(roles.find(id).await.is_err());
}

async fn role_above_the_own_is_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let strong = fixture.directory.roles(&actor).unwrap();
    let strong = strong.create(role("Strong", &["edit_locations"])).await.unwrap();
    let bello = member(&fixture, &["access_api", "edit_roles"]).await;
    let roles = fixture.directory.roles(&bello).unwrap();
    assert_eq!(errors(roles.create(role("X", &["edit_domain"])).await), ["permission: invalid"]);
    let weak = role("Strong", &["access_api"]);
    assert_eq!(errors(roles.edit(strong.id.as_str(), weak).await), ["permission: invalid"]);
    roles.create(role("Y", &["access_api"])).await.unwrap();

    fixture.role("viewer", &["access_api", "access_all_locations", "view_roles"]).await;
    fixture.web_user("zoe@example.org", "demo", Some("viewer")).await;
    let zoe = fixture.authorize(basic("zoe@example.org", PASSWORD)).await.unwrap();
    let seen = fixture.directory.roles(&zoe).unwrap();
    assert_eq!(seen.list().await.unwrap().len(), 4);
    let missing = Denial::PermissionMissing("edit_roles");
    assert_eq!(denial(seen.create(role("Z", &[])).await), missing);
    assert_eq!(denial(seen.delete(strong.id.as_str()).await), missing);
}

async fn invited_web_user_signs_in_with_their_password(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let web_users = fixture.directory.web_users(&actor).unwrap();
    let admin = || WebUserEdit::with_role("Admin");
    let (made, token) = web_users.invite("Bello@Example.org", admin()).await.unwrap();
    assert_eq!((made.email(), &made.membership.role), (BELLO, &None));
    fixture.directory.accept_with_new_account(&token, PASSWORD.into()).await.unwrap();
    fixture.authorize(basic(BELLO, PASSWORD)).await.unwrap();
    assert_eq!(errors(web_users.invite(BELLO, admin()).await), ["email: taken"]);
    assert_eq!(errors(web_users.invite("zoe", admin()).await), ["email: email_invalid"]);
    let roleless = web_users.invite("zoe@example.org", WebUserEdit::default()).await;
    assert_eq!(errors(roleless), ["role: required"]);
    let created = web_users.create("zoe@example.org", admin(), None).await;
    assert_eq!(denial(created), Denial::NotAMember, "only the operator knows a password");
}

async fn web_user_above_the_own_role_is_rejected(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.role("strong", &["access_api", "edit_domain"]).await;
    let rights = ["access_api", "edit_web_users", "access_all_locations"];
    let bello = member(&fixture, &rights).await;
    let web_users = fixture.directory.web_users(&bello).unwrap();
    assert_eq!(web_users.roles().await.unwrap(), ["member"]);
    for above in ["Admin", "strong"] {
        let edit = WebUserEdit::with_role(above);
        let made = web_users.invite("zoe@example.org", edit).await;
        assert_eq!(errors(made), ["role: role_unknown"]);
    }
}

async fn keys_of_others_require_edit_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let bello = member(&fixture, &["access_api"]).await;
    fixture.directory.reset_password(BELLO, Some(PASSWORD.into())).await.unwrap();
    let (ours, theirs) =
        (fixture.directory.keys(&actor).unwrap(), fixture.directory.keys(&bello).unwrap());
    let (here, _) = theirs.create(new_key(Some("demo"))).await.unwrap();
    let (everywhere, _) = theirs.create(new_key(None)).await.unwrap();
    assert_eq!(denial(theirs.create(new_key(Some("other"))).await), Denial::NotAMember);
    assert_eq!((theirs.own().await.unwrap().len(), ours.own().await.unwrap().len()), (2, 0));
    assert_eq!(denial(theirs.of_domain().await), Denial::PermissionMissing("edit_domain"));
    let seen = ours.of_domain().await.unwrap();
    assert_eq!((seen.len(), seen[0].owner.as_str()), (1, BELLO));
    assert!(ours.revoke(everywhere.id.as_str()).await.is_err());
    ours.revoke(here.id.as_str()).await.unwrap();
    theirs.revoke(everywhere.id.as_str()).await.unwrap();
    assert!(theirs.own().await.unwrap().iter().all(|listed| !listed.key.active));
}

async fn app_key_is_revoked_only_in_its_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    let other = operator::create_app_key(&fixture.directory, new_app_key("other")).await.unwrap().0;
    let keys = fixture.directory.app_keys(&actor).unwrap();
    let (made, _) = keys.create(new_app_key("other")).await.unwrap();
    assert_eq!(made.domain.as_str(), "demo");
    assert!(keys.revoke(other.id.as_str()).await.is_err());
    keys.revoke(made.id.as_str()).await.unwrap();
    assert!(!keys.list().await.unwrap()[0].key.active);
    let bello = member(&fixture, &["access_api", "edit_domain", "access_all_locations"]).await;
    let missing = Denial::PermissionMissing("edit_commcare_users");
    assert_eq!(denial(fixture.directory.app_keys(&bello)), missing);
}

async fn settings_are_saved_all_or_none(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let settings = fixture.directory.settings(&actor).unwrap();
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let wrong = pairs(&[("wire", "live"), ("rate_limit", "many"), ("cases_url", "x")]);
    assert_eq!(errors(settings.save(&wrong).await), ["rate_limit: invalid", "cases_url: invalid"]);
    let right = pairs(&[("wire", "live"), ("rate_limit", "60")]);
    let saved = settings.save(&right).await.unwrap().settings;
    assert_eq!((saved.wire.as_str(), saved.rate_limit), ("live", 60));
    let changed = vec!["wire".to_owned(), "rate_limit".to_owned()];
    assert_eq!(last(&fixture, &actor).await, ("domain.updated".to_owned(), changed));
    let bello = member(&fixture, &["access_api"]).await;
    assert!(fixture.directory.settings(&bello).is_err());
}

async fn history_is_newest_first(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let chidi = fixture.worker("chidi", PASSWORD).await;
    fixture.worker("dora", PASSWORD).await;
    let changes = fixture.directory.changes(&actor).unwrap();
    let all = changes.latest(&ChangeFilter::default(), None, 2).await.unwrap();
    assert!(all.more && all.changes[0].seq == all.changes[1].seq + 1);
    let before = Some(all.changes[1].seq);
    let earlier = changes.latest(&ChangeFilter::default(), before, 50).await.unwrap();
    assert_eq!((earlier.changes[0].seq, earlier.more), (all.changes[1].seq - 1, false));
    let found = async |filter: ChangeFilter| changes.latest(&filter, None, 50).await.unwrap();
    let of =
        |record: &str| ChangeFilter { record: Some(record.to_owned()), ..ChangeFilter::default() };
    let people = found(of("person")).await;
    assert_eq!((people.changes.len(), people.people.len()), (2, 2));
    let web_users = found(of("web_user")).await;
    let amina = &web_users.changes[0].id;
    assert_eq!(web_users.names.get("web_user", amina), Some(AMINA));
    let one = ChangeFilter { id: Some(chidi), via: Some("cli".to_owned()), ..of("person") };
    assert_eq!(found(one).await.changes.len(), 1);
    let nobody = ChangeFilter { actor: Some("\0".to_owned()), ..ChangeFilter::default() };
    assert!(found(nobody).await.changes.is_empty());
}

async fn statistics_are_by_day(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let actor = amina(&fixture).await;
    let chidi = fixture.worker("chidi", PASSWORD).await;
    fixture.worker("dora", PASSWORD).await;
    fixture.directory.workers(&actor).unwrap().delete(&chidi).await.unwrap();
    let dora = fixture.worker("esi", PASSWORD).await;
    let form = |number: u8| Submission {
        instance_id: format!("form-{number}"),
        user_id: dora.clone(),
        received_on: None,
        completed_on: None,
    };
    let workers = fixture.directory.activity(&actor).unwrap();
    workers.record(vec![form(1), form(2)]).await.unwrap();
    let trends = fixture.directory.statistics(&actor).unwrap().trends(30).await.unwrap();
    assert_eq!((trends.people, trends.workers, trends.active), (2, 2, 1));
    let [day] = trends.by_day.as_slice() else { panic!("{:?}", trends.by_day) };
    assert_eq!((day.day, day.created, day.deleted), (trends.today, 3, 1));
    let [day] = trends.submitted.as_slice() else { panic!("{:?}", trends.submitted) };
    assert_eq!((day.day, day.submissions, day.workers), (trends.today, 2, 1));
}

async fn days_of_statistics_are_those_of_the_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let zone = ("time_zone".to_owned(), "Europe/Berlin".to_owned());
    let operator = directory.operator("demo").await.unwrap();
    directory.settings(&operator).unwrap().save(&[zone]).await.unwrap();
    let actor = amina(&fixture).await;
    let record = async |user_id: &str, at: &str| {
        fixture.clock.set(at.parse().unwrap());
        let submission = Submission {
            instance_id: at.to_owned(),
            user_id: user_id.to_owned(),
            received_on: None,
            completed_on: None,
        };
        directory.activity(&actor).unwrap().record(vec![submission]).await.unwrap();
    };
    fixture.clock.set("2027-03-26T22:30:00Z".parse().unwrap());
    let dora = fixture.worker("dora", PASSWORD).await;
    fixture.clock.set("2027-03-26T23:30:00Z".parse().unwrap());
    let esi = fixture.worker("esi", PASSWORD).await;
    // Clocks go forward on 28 March at 1:00 UTC: before it the days begin at 23:00 UTC, then at 22:00.
    for (worker, at) in [
        (&dora, "2027-03-27T22:59:00Z"),
        (&dora, "2027-03-27T23:01:00Z"),
        (&dora, "2027-03-28T00:30:00Z"),
        (&esi, "2027-03-28T21:59:00Z"),
        (&dora, "2027-03-28T22:01:00Z"),
    ] {
        record(worker, at).await;
    }
    let trends = directory.statistics(&actor).unwrap().trends(3).await.unwrap();
    let today = trends.today;
    let counted: Vec<_> =
        trends.submitted.iter().map(|it| (it.day - today, it.submissions, it.workers)).collect();
    assert_eq!(counted, [(-2, 1, 1), (-1, 3, 2), (0, 1, 1)]);
    // The first worker was created one day before the period.
    let created: Vec<_> = trends.by_day.iter().map(|it| (it.day - today, it.created)).collect();
    assert_eq!(created, [(-2, 1)]);
}

async fn amina(fixture: &AuthFixture) -> Actor {
    fixture.authorize(basic(AMINA, PASSWORD)).await.unwrap()
}

/// Bello, with these permissions alone.
async fn member(fixture: &AuthFixture, permissions: &[&str]) -> Actor {
    fixture.role("member", permissions).await;
    fixture.web_user(BELLO, "demo", Some("member")).await;
    fixture.authorize(basic(BELLO, PASSWORD)).await.unwrap()
}

/// Bihar with Patna in it, and Kerala.
async fn tree(fixture: &AuthFixture, actor: &Actor) -> [String; 3] {
    let types = fixture.directory.location_types(actor).unwrap();
    for (code, parent) in [("state", None), ("district", Some("state".to_owned()))] {
        let new =
            NewLocationType { code: Some(code.to_owned()), parent, ..NewLocationType::default() };
        types.create(new).await.unwrap();
    }
    let locations = fixture.directory.locations(actor).unwrap();
    let make = async |name: &str, kind: &str, parent: Option<&String>| {
        let edit = LocationEdit {
            name: Some(name.to_owned()),
            kind: Some(kind.to_owned()),
            parent: parent.map_or(Patch::Keep, |id| Patch::Set(id.clone())),
            ..LocationEdit::default()
        };
        let made = locations.create(NewLocation { edit, id: None }).await.unwrap();
        made.location.id.into_string()
    };
    let bihar = make("Bihar", "state", None).await;
    let patna = make("Patna", "district", Some(&bihar)).await;
    let kerala = make("Kerala", "state", None).await;
    [bihar, patna, kerala]
}

fn role(name: &str, permissions: &[&str]) -> NewRole {
    let permissions = permissions.iter().map(|name| (*name).to_owned()).collect();
    NewRole { name: name.to_owned(), permissions }
}

fn new_key(domain: Option<&str>) -> NewApiKey {
    NewApiKey { name: String::new(), domain: domain.map(name), ..crate::auth_fixture::new_key() }
}

fn new_app_key(domain: &str) -> NewAppKey {
    NewAppKey {
        domain: name(domain),
        name: "newsletter".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    }
}

/// The kind and the fields of the last change.
async fn last(fixture: &AuthFixture, actor: &Actor) -> (String, Vec<String>) {
    let changes = fixture.directory.changes(actor).unwrap();
    let mut found = changes.latest(&ChangeFilter::default(), None, 1).await.unwrap();
    let change = found.changes.remove(0);
    (change.kind, change.fields)
}
