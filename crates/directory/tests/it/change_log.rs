//! Every write of accounts, keys, roles, settings and domains is in the change log.

use std::{fs, path::Path, time::Duration};

use jiff::SignedDuration;
use roster_directory::{Clock as _, Session};
use roster_model::{
    Actor, Channel, ExposeSecret as _, FieldEdit, NewApiKey, NewAppKey, NewField, NewProfile,
    NewRole, WebUserEdit,
};
use roster_store::Backend;
use roster_testkit::operator;

use crate::auth_fixture::{
    AMINA, AuthFixture, PASSWORD, authenticator_code, basic, name, new_key, secret,
};

roster_testkit::on_both_engines! {
    every_write_of_an_operator_is_logged,
    every_write_of_a_member_is_logged,
    change_of_an_account_is_logged_in_all_its_domains,
}

const BELLO: &str = "bello@example.org";

/// The entries of a domain after `seq`, as `actor channel kind fields`.
async fn entries(fixture: &AuthFixture, domain: &str, seq: i64) -> Vec<String> {
    let operator = fixture.directory.operator(domain).await.unwrap();
    let changes = fixture.directory.changes(&operator).unwrap();
    let page = changes.after(seq, 100, Duration::ZERO).await.unwrap();
    let line = |change: roster_model::Change| {
        let fields = change.fields.join(",");
        format!("{} {} {} {fields}", change.actor, change.via, change.kind).trim_end().to_owned()
    };
    page.changes.into_iter().map(line).collect()
}

async fn seq(fixture: &AuthFixture, domain: &str) -> i64 {
    entries(fixture, domain, 0).await.len().try_into().unwrap()
}

/// Asserts that the change log of a domain contains none of the secrets.
async fn assert_no_secrets(fixture: &AuthFixture, domain: &str, secrets: &[&str]) {
    let operator = fixture.directory.operator(domain).await.unwrap();
    let changes = fixture.directory.changes(&operator).unwrap();
    let page = changes.after(0, 1000, Duration::ZERO).await.unwrap();
    let text = format!("{:?}", page.changes);
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}");
    }
}

fn app_key() -> NewAppKey {
    NewAppKey {
        domain: name("demo"),
        name: "CRM".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    }
}

fn role(permission: &str) -> NewRole {
    NewRole { name: "Reader".to_owned(), permissions: vec![permission.to_owned()] }
}

/// Creates and revokes keys, invites, and changes roles, web users, fields, profiles and settings.
async fn write_everything(fixture: &AuthFixture, actor: &Actor) -> Vec<String> {
    let directory = &fixture.directory;
    let app_keys = directory.app_keys(actor).unwrap();
    let (key, text) = app_keys.create(app_key()).await.unwrap();
    app_keys.revoke(key.id.as_str()).await.unwrap();
    app_keys.revoke(key.id.as_str()).await.unwrap();

    let roles = directory.roles(actor).unwrap();
    let created = roles.create(role("access_api")).await.unwrap();
    roles.edit(created.id.as_str(), role("edit_data")).await.unwrap();
    roles.edit(created.id.as_str(), role("edit_data")).await.unwrap();
    roles.delete(created.id.as_str()).await.unwrap();

    let web_users = directory.web_users(actor).unwrap();
    let admin = || WebUserEdit::with_role("Admin");
    let (invitation, token) = web_users.invite("zoe@example.org", admin()).await.unwrap();
    web_users.withdraw_invitation(invitation.id().as_str()).await.unwrap();
    let id = web_users.id_of(BELLO).await.unwrap();
    let id = id.as_str();
    web_users.edit(id, admin()).await.unwrap();
    let locations = WebUserEdit { locations: Some(Vec::new()), ..admin() };
    web_users.edit(id, locations).await.unwrap();
    for active in [false, false, true] {
        web_users.set_active(id, active).await.unwrap();
    }

    let fields = directory.fields(actor).unwrap();
    let new = NewField { slug: "size".to_owned(), ..NewField::default() };
    let field = fields.declare(new).await.unwrap();
    let edit = FieldEdit { label: Some("Size".to_owned()), ..FieldEdit::default() };
    fields.edit(field.number, edit).await.unwrap();
    let new = NewProfile {
        name: "Staff".to_owned(),
        values: roster_model::CustomData::new(),
        adds_fields: true,
    };
    let profile = fields.create_profile(new).await.unwrap();
    fields.delete_profile(profile.number).await.unwrap();

    let settings = directory.settings(actor).unwrap();
    let values = [("rate_limit", "60"), ("wire", "live")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    settings.save(&values).await.unwrap();
    settings.save(&values).await.unwrap();
    vec![text.expose_secret().to_owned(), token.expose_secret().to_owned()]
}

/// The entries of [`write_everything`].
fn expected(who: &str) -> Vec<String> {
    [
        "app_key.created",
        "app_key.revoked",
        "role.created",
        "role.updated permissions",
        "role.deleted",
        "invitation.created",
        "invitation.deleted",
        "web_user.updated is_active_in_domain",
        "web_user.updated is_active_in_domain",
        "field.created declared",
        "field.updated label",
        "profile.created",
        "profile.deleted",
        "domain.updated wire,rate_limit",
    ]
    .map(|entry| format!("{who} {entry}"))
    .into()
}

async fn every_write_of_an_operator_is_logged(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let start = ["operator cli domain.created", "operator cli web_user.created"];
    assert_eq!(entries(&fixture, "demo", 0).await, start);
    fixture.web_user(BELLO, "demo", None).await;
    let operator = fixture.directory.operator("demo").await.unwrap();
    let mut secrets = write_everything(&fixture, &operator).await;
    assert_eq!(entries(&fixture, "demo", 3).await, expected("operator cli"));

    let seq = seq(&fixture, "demo").await;
    let directory = &fixture.directory;
    let (key, text) = directory.create_api_key(new_key()).await.unwrap();
    secrets.push(text.expose_secret().to_owned());
    for _ in 0..2 {
        directory.revoke_api_key(&key.id).await.unwrap();
    }
    let (key, _) = operator::create_app_key(directory, app_key()).await.unwrap();
    for _ in 0..2 {
        directory.revoke_app_key(&key.id).await.unwrap();
    }
    let expected = ["api_key.created", "api_key.revoked", "app_key.created", "app_key.revoked"];
    let expected = expected.map(|kind| format!("operator cli {kind}"));
    assert_eq!(entries(&fixture, "demo", seq).await, expected);
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    assert_no_secrets(&fixture, "demo", &secrets).await;
}

async fn every_write_of_a_member_is_logged(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user(AMINA, "other", None).await;
    let session = sign_in(&fixture).await;
    let amina = fixture.directory.enter(&session, "demo", Channel::Console).await.unwrap();
    fixture.web_user(BELLO, "demo", None).await;
    let (demo, other) = (seq(&fixture, "demo").await, seq(&fixture, "other").await);
    write_everything(&fixture, &amina).await;
    let who = format!("{AMINA} console");
    assert_eq!(entries(&fixture, "demo", demo).await, expected(&who));
    assert!(entries(&fixture, "other", other).await.is_empty());

    // A key for one domain is logged there, a key for all domains in each of them.
    let demo = seq(&fixture, "demo").await;
    let keys = fixture.directory.keys(&amina).unwrap();
    let (limited, text) = keys
        .create(NewApiKey { name: String::new(), domain: Some(name("demo")), ..new_key() })
        .await
        .unwrap();
    let (unlimited, _) = keys.create(new_key()).await.unwrap();
    for key in [&limited, &unlimited, &unlimited] {
        keys.revoke(key.id.as_str()).await.unwrap();
    }
    let lines =
        |kinds: &[&str]| kinds.iter().map(|kind| format!("{who} {kind}")).collect::<Vec<_>>();
    let (created, revoked) = ("api_key.created", "api_key.revoked");
    let expected = lines(&[created, created, revoked, revoked]);
    assert_eq!(entries(&fixture, "demo", demo).await, expected);
    assert_eq!(entries(&fixture, "other", other).await, lines(&[created, revoked]));
    assert_no_secrets(&fixture, "demo", &[text.expose_secret()]).await;
}

async fn change_of_an_account_is_logged_in_all_its_domains(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    directory.create_domain("other", None).await.unwrap();
    for (name, domain) in
        [(AMINA, "other"), ("zoe@example.org", "demo"), ("olga@example.org", "other")]
    {
        fixture.web_user(name, domain, None).await;
    }
    let session = sign_in(&fixture).await;
    let starts = [seq(&fixture, "demo").await, seq(&fixture, "other").await];

    let new_password = "a new long password";
    directory.change_password(&session, &secret(PASSWORD), &secret(new_password)).await.unwrap();
    let session = directory.confirm_password(&session, &secret(new_password)).await.unwrap();
    let offer = directory.offer_second_factor(&session);
    let code = code(&fixture, offer.secret.expose_secret());
    let codes = directory.set_up_second_factor(&session, &offer.sealed, &code).await.unwrap();
    let codes: Vec<&str> = codes.iter().map(roster_model::ExposeSecret::expose_secret).collect();
    let renewed = directory.renew_recovery_codes(&session, codes[0]).await.unwrap();
    directory.remove_second_factor(&session, renewed[0].expose_secret()).await.unwrap();
    fixture.clock.advance(SignedDuration::from_mins(1));
    let offer = directory.offer_second_factor(&session);
    let code = self::code(&fixture, offer.secret.expose_secret());
    directory.set_up_second_factor(&session, &offer.sealed, &code).await.unwrap();
    for _ in 0..2 {
        directory.reset_second_factor(AMINA).await.unwrap();
    }
    let generated = directory.reset_password(AMINA, None).await.unwrap().unwrap();
    for active in [false, false, true] {
        directory.set_web_user_active(AMINA, active).await.unwrap();
    }

    let expected = [
        format!("{AMINA} console web_user.updated password"),
        format!("{AMINA} console web_user.updated second_factor"),
        format!("{AMINA} console web_user.updated recovery_codes"),
        format!("{AMINA} console web_user.updated second_factor"),
        format!("{AMINA} console web_user.updated second_factor"),
        "operator cli web_user.updated second_factor".to_owned(),
        "operator cli web_user.updated password".to_owned(),
        "operator cli web_user.updated is_active".to_owned(),
        "operator cli web_user.updated is_active".to_owned(),
    ];
    let secrets = [new_password, codes[1], offer.secret.expose_secret(), generated.expose_secret()];
    for (domain, start) in ["demo", "other"].into_iter().zip(starts) {
        assert_eq!(entries(&fixture, domain, start).await, expected, "{domain}");
        assert_no_secrets(&fixture, domain, &secrets).await;
    }
    fixture.authorize(basic(AMINA, generated.expose_secret())).await.unwrap();
}

async fn sign_in(fixture: &AuthFixture) -> Session {
    fixture.session(AMINA).await
}

fn code(fixture: &AuthFixture, key: &str) -> String {
    authenticator_code(key, fixture.clock.now().as_second())
}

/// The modules that write data which is not part of a record: the secret of the store, sessions, used
/// codes, the last use of a key, Digest secrets of unchanged passwords, the positions of webhooks, the
/// last backup, and the identity and the time of the store.
const UNLOGGED_WRITES: [&str; 9] = [
    "auth/authorize.rs",
    "auth/encryption.rs",
    "auth/second_factor.rs",
    "auth/sessions.rs",
    "auth/sign_in.rs",
    "keys/last_used.rs",
    "operations.rs",
    "store_state.rs",
    "webhooks/outbox.rs",
];

#[test]
fn only_the_unit_of_work_opens_write_transactions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut writers = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !file.starts_with("unit_of_work/") {
                let text: String = fs::read_to_string(&path).unwrap().split_whitespace().collect();
                if text.contains("store().write()") || text.contains("store.write()") {
                    writers.push(file);
                }
            }
        }
    }
    writers.sort_unstable();
    assert_eq!(writers, UNLOGGED_WRITES);
}
