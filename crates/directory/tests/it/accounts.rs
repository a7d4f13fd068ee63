//! Accounts: who proves to be their owner, and what their password opens.

use jiff::SignedDuration;
use roster_directory::{Credentials, Directory, PasswordChange};
use roster_model::{
    AccountState, Actor, AuthFailure, Channel, Denial, Error, ExposeSecret as _, Invitation,
    NewApiKey, SecretString, WebUserEdit,
};
use roster_store::{Backend, check};
use roster_testkit::operator;

use crate::auth_fixture::{
    AMINA, AuthFixture, HERE, PASSWORD, basic, by_key, denial, errors, failure, name, new_key,
    secret,
};

roster_testkit::on_both_engines! {
    first_password_opens_one_domain,
    first_password_is_replaced_by_another_one,
    invitation_does_not_depend_on_the_account,
    creator_of_an_account_gets_into_no_other_domain,
    account_of_a_domain_joins_another_with_its_link_and_a_new_password,
    account_of_the_operator_joins_without_a_link,
    link_ends,
    link_of_an_inviter_without_the_right_ends,
    operator_does_not_add_an_account_of_a_domain,
    password_opens_no_api_with_a_second_factor,
    second_factor_is_changed_after_the_password_only,
    recovery_ends_sessions_and_keys,
    names_of_one_worker_are_throttled_together,
    response_of_an_account_form_belongs_to_no_domain,
}

const BELLO: &str = "bello@example.org";
const NEW: &str = "a new long password";

/// `demo` with Amina, and `other` with Olga.
async fn two_domains(backend: &Backend) -> (AuthFixture, Actor, Actor) {
    let fixture = AuthFixture::open(backend).await;
    fixture.directory.create_domain("other", None).await.unwrap();
    fixture.web_user("olga@example.org", "other", None).await;
    let admins = [(AMINA, "demo"), ("olga@example.org", "other")];
    let [amina, olga] = admins.map(|(email, domain)| enter(&fixture, email, domain));
    let (amina, olga) = (amina.await, olga.await);
    (fixture, amina, olga)
}

async fn enter(fixture: &AuthFixture, email: &str, domain: &str) -> Actor {
    let session = fixture.session(email).await;
    fixture.directory.enter(&session, domain, Channel::Console).await.unwrap()
}

async fn invite(directory: &Directory, actor: &Actor, email: &str) -> (Invitation, SecretString) {
    let admin = WebUserEdit::with_role("Admin");
    directory.web_users(actor).unwrap().invite(email, admin).await.unwrap()
}

/// Whether the password opens the domain, at the API and in the console.
async fn opens(fixture: &AuthFixture, domain: &str, password: &str) -> bool {
    let directory = &fixture.directory;
    let api = directory.authorize(domain, basic(BELLO, password), HERE, Channel::CommCare).await;
    let session = fixture.session_with(BELLO, password).await;
    let console = directory.enter(&session, domain, Channel::Console).await;
    assert_eq!(api.is_ok(), console.is_ok(), "{api:?}");
    if let Err(error) = api {
        assert_eq!(denial::<()>(Err(error)), Denial::NotAMember);
    }
    console.is_ok()
}

async fn first_password_opens_one_domain(backend: Backend) {
    let (fixture, ..) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    fixture.web_user(BELLO, "demo", None).await;
    operator::create_web_user(directory, BELLO, "other", None, None).await.unwrap();
    assert!(opens(&fixture, "demo", PASSWORD).await);
    assert!(!opens(&fixture, "other", PASSWORD).await);
    let account = fixture.authenticate(basic(BELLO, PASSWORD)).await.unwrap();
    assert_eq!(directory.domains_of(&account).await.unwrap().len(), 1);
    let session = fixture.session(BELLO).await;
    assert_eq!(directory.domains_of_session(&session).await.unwrap().len(), 1);

    // A key of the operator opens both. A key from the session opens what the session opens.
    let owner = BELLO.to_owned();
    let key = fixture.key(NewApiKey { name: String::new(), owner, ..new_key() }).await;
    directory.authorize("other", by_key(BELLO, &key), HERE, Channel::CommCare).await.unwrap();
    let bello = directory.enter(&session, "demo", Channel::Console).await.unwrap();
    let keys = directory.keys(&bello).unwrap();
    assert_eq!(errors(keys.create(new_key()).await), ["domain: invalid"]);
    keys.create(NewApiKey { name: String::new(), domain: Some(name("demo")), ..new_key() })
        .await
        .unwrap();

    directory.change_password(&session, &secret(PASSWORD), &secret(NEW)).await.unwrap();
    assert!(opens(&fixture, "demo", NEW).await && opens(&fixture, "other", NEW).await);
    keys.create(new_key()).await.unwrap();
}

async fn first_password_is_replaced_by_another_one(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let session = fixture.session(AMINA).await;
    let same = secret(PASSWORD);
    let changed = fixture.directory.change_password(&session, &same, &same).await;
    assert_eq!(errors(changed), ["new: invalid"]);
    let session = fixture.session(AMINA).await;
    assert!(matches!(session.state, AccountState::Created { .. }));
}

async fn invitation_does_not_depend_on_the_account(backend: Backend) {
    let (fixture, _, olga) = Box::pin(two_domains(&backend)).await;
    fixture.web_user(BELLO, "demo", None).await;
    fixture.web_user("gone@example.org", "demo", None).await;
    fixture.directory.set_web_user_active("gone@example.org", false).await.unwrap();
    let members = async || {
        let list = fixture.directory.web_user_list(&olga).unwrap().list(0, 10).await.unwrap();
        list.total
    };
    for email in [BELLO, "new@example.org", "gone@example.org"] {
        let (invitation, token) = invite(&fixture.directory, &olga, email).await;
        assert_eq!(invitation.email(), email);
        let opened = fixture.directory.invitation(&token).await.unwrap();
        assert_eq!(opened, invitation);
        assert_eq!(members().await, 1, "{email}");
    }
    assert!(!opens(&fixture, "other", PASSWORD).await, "the membership is pending");
    let pending = fixture.directory.web_users(&olga).unwrap().invitations().await.unwrap();
    assert_eq!(pending.len(), 3);
}

async fn creator_of_an_account_gets_into_no_other_domain(backend: Backend) {
    let (fixture, amina, olga) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    // An admin of `demo` opens the link that was meant for Bello.
    let (_, own_link) = invite(directory, &amina, BELLO).await;
    directory.accept_with_new_account(&own_link, secret(PASSWORD)).await.unwrap();
    assert!(opens(&fixture, "demo", PASSWORD).await);
    let session = fixture.session(BELLO).await;
    let in_demo = directory.enter(&session, "demo", Channel::Console).await.unwrap();
    let everywhere = directory.keys(&in_demo).unwrap().create(new_key()).await;
    assert_eq!(errors(everywhere), ["domain: invalid"]);

    for replaces_password in [false, true] {
        let (invitation, link) = invite(directory, &olga, BELLO).await;
        if replaces_password {
            directory.change_password(&session, &secret(PASSWORD), &secret(NEW)).await.unwrap();
        }
        let password = if replaces_password { NEW } else { PASSWORD };
        let session = fixture.session_with(BELLO, password).await;
        assert!(!opens(&fixture, "other", password).await);
        assert!(directory.invitations_of(&session).await.unwrap().is_empty());
        let accepted = directory.accept_own_invitation(&session, invitation.id().as_str()).await;
        assert!(matches!(accepted, Err(Error::NotFound { .. })));
        // Bello has the link, but no account of their own: no password, no access.
        let stranger = directory.accept_with_new_account(&link, secret("something else")).await;
        assert_eq!(errors(stranger), ["email: invalid"]);
    }
    assert!(!opens(&fixture, "other", NEW).await);
}

async fn account_of_a_domain_joins_another_with_its_link_and_a_new_password(backend: Backend) {
    let (fixture, amina, olga) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    let (_, link) = invite(directory, &amina, BELLO).await;
    directory.accept_with_new_account(&link, secret(PASSWORD)).await.unwrap();
    let session = fixture.session(BELLO).await;
    let elsewhere = fixture.session(BELLO).await;
    let (_, link) = invite(directory, &olga, BELLO).await;
    let accept = async |change: Option<(&str, &str)>| {
        let change = change.map(|(old, new)| PasswordChange { old: secret(old), new: secret(new) });
        directory.accept_invitation(&session, &link, change).await
    };
    assert_eq!(errors(accept(None).await), ["new: required"]);
    assert_eq!(errors(accept(Some(("wrong", NEW))).await), ["old: invalid"]);
    assert_eq!(errors(accept(Some((PASSWORD, PASSWORD))).await), ["new: invalid"]);
    let stranger = fixture.session("olga@example.org").await;
    let refused = directory.accept_invitation(&stranger, &link, None).await;
    assert!(matches!(refused, Err(Error::NotFound { .. })));
    accept(Some((PASSWORD, NEW))).await.unwrap();
    assert!(opens(&fixture, "demo", NEW).await && opens(&fixture, "other", NEW).await);
    assert!(directory.domains_of_session(&elsewhere).await.is_ok());
    assert!(matches!(accept(Some((NEW, PASSWORD))).await, Err(Error::NotFound { .. })));
    let kinds = web_user_changes(directory, "other").await;
    assert_eq!(kinds, ["web_user.created", "invitation.created", "web_user.created"]);
}

async fn account_of_the_operator_joins_without_a_link(backend: Backend) {
    let (fixture, _, olga) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    fixture.web_user(BELLO, "demo", None).await;
    let (invitation, link) = invite(directory, &olga, BELLO).await;
    let session = fixture.session(BELLO).await;
    assert!(directory.invitations_of(&session).await.unwrap().is_empty(), "the first password");
    directory.change_password(&session, &secret(PASSWORD), &secret(NEW)).await.unwrap();
    let session = fixture.session_with(BELLO, NEW).await;
    assert_eq!(
        directory.invitations_of(&session).await.unwrap(),
        std::slice::from_ref(&invitation)
    );
    assert!(!opens(&fixture, "other", NEW).await);
    let id = invitation.id().as_str();
    assert!(directory.accept_own_invitation(&session, "another").await.is_err());
    directory.accept_own_invitation(&session, id).await.unwrap();
    assert!(opens(&fixture, "other", NEW).await);
    assert!(directory.accept_own_invitation(&session, id).await.is_err());
    assert!(directory.invitation(&link).await.is_err());
}

async fn link_ends(backend: Backend) {
    let (fixture, amina, olga) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    let is_over = async |link: &SecretString| {
        matches!(directory.invitation(link).await, Err(Error::NotFound { .. }))
    };
    let (_, first) = invite(directory, &amina, BELLO).await;
    let (invitation, second) = invite(directory, &amina, BELLO).await;
    assert!(is_over(&first).await && !is_over(&second).await);
    let id = invitation.id().as_str();
    let foreign = directory.web_users(&olga).unwrap().withdraw_invitation(id).await;
    assert!(matches!(foreign, Err(Error::NotFound { .. })));
    directory.web_users(&amina).unwrap().withdraw_invitation(id).await.unwrap();
    assert!(is_over(&second).await);
    let (_, third) = invite(directory, &amina, BELLO).await;
    fixture.clock.advance(SignedDuration::from_hours(7 * 24));
    assert!(is_over(&third).await);
    let late = directory.accept_with_new_account(&third, secret(PASSWORD)).await;
    assert!(matches!(late, Err(Error::NotFound { .. })));
    let (_, fourth) = invite(directory, &amina, BELLO).await;
    let weak = directory.accept_with_new_account(&fourth, secret("short")).await;
    assert_eq!(errors(weak), ["password: password_weak"]);
    directory.accept_with_new_account(&fourth, secret(PASSWORD)).await.unwrap();
    assert!(is_over(&fourth).await);
    for never in ["", "x", "\0"] {
        assert!(is_over(&secret(never)).await);
    }
}

async fn link_of_an_inviter_without_the_right_ends(backend: Backend) {
    let (fixture, amina, _) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    fixture.role("Reader", &["access_api"]).await;
    fixture.web_user("second@example.org", "demo", None).await;
    let second = enter(&fixture, "second@example.org", "demo").await;
    let (_, link) = invite(directory, &second, BELLO).await;
    let web_users = directory.web_users(&amina).unwrap();
    let id = web_users.id_of("second@example.org").await.unwrap();
    web_users.set_active(id.as_str(), false).await.unwrap();
    assert!(directory.invitation(&link).await.is_err());
    web_users.set_active(id.as_str(), true).await.unwrap();
    web_users.edit(id.as_str(), WebUserEdit::with_role("Reader")).await.unwrap();
    let refused = directory.accept_with_new_account(&link, secret(PASSWORD)).await;
    assert!(matches!(refused, Err(Error::NotFound { .. })));
}

async fn operator_does_not_add_an_account_of_a_domain(backend: Backend) {
    let (fixture, amina, _) = Box::pin(two_domains(&backend)).await;
    let directory = &fixture.directory;
    let (_, link) = invite(directory, &amina, BELLO).await;
    directory.accept_with_new_account(&link, secret(PASSWORD)).await.unwrap();
    let add = async || operator::create_web_user(directory, BELLO, "other", None, None).await;
    assert_eq!(errors(add().await), ["email: invalid"]);
    directory.recover_account(BELLO, Some(secret(NEW))).await.unwrap();
    add().await.unwrap();
    assert!(opens(&fixture, "demo", NEW).await && opens(&fixture, "other", NEW).await);
}

async fn password_opens_no_api_with_a_second_factor(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.set_up_second_factor(AMINA).await;
    let by_password = || basic(AMINA, PASSWORD);
    assert_eq!(failure(fixture.authorize(by_password()).await), AuthFailure::KeyRequired);
    assert_eq!(failure(fixture.authenticate(by_password()).await), AuthFailure::KeyRequired);
    let nowhere =
        fixture.directory.authorize("nowhere", by_password(), HERE, Channel::CommCare).await;
    assert_eq!(failure(nowhere), AuthFailure::KeyRequired);
    assert_eq!(failure(fixture.authorize(basic(AMINA, "wrong")).await), AuthFailure::Basic);
    let key = fixture.key(new_key()).await;
    fixture.authorize(by_key(AMINA, &key)).await.unwrap();
    let in_place = Credentials::Basic { username: AMINA.to_owned(), password: key };
    fixture.authorize(in_place).await.unwrap();
    fixture.directory.reset_second_factor(AMINA).await.unwrap();
    fixture.authorize(by_password()).await.unwrap();
}

async fn second_factor_is_changed_after_the_password_only(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let session = fixture.session(AMINA).await;
    let offer = directory.offer_second_factor(&session);
    let not_confirmed = Denial::PasswordNotConfirmed;
    let refused = directory.set_up_second_factor(&session, &offer.sealed, "000000").await;
    assert_eq!(denial(refused), not_confirmed);
    assert_eq!(denial(directory.renew_recovery_codes(&session, "x").await), not_confirmed);
    assert_eq!(denial(directory.remove_second_factor(&session, "x").await), not_confirmed);
    let wrong = directory.confirm_password(&session, &secret("wrong")).await;
    assert_eq!(errors(wrong), ["password: invalid"]);

    // Only this session is confirmed, and for ten minutes.
    let token = fixture.token(AMINA).await;
    let is_confirmed = async || directory.session(&token).await.unwrap().is_confirmed;
    assert!(!is_confirmed().await);
    let opened = directory.session(&token).await.unwrap();
    directory.confirm_password(&opened, &secret(PASSWORD)).await.unwrap();
    assert!(is_confirmed().await);
    assert!(!fixture.session(AMINA).await.is_confirmed);
    fixture.clock.advance(SignedDuration::from_mins(10));
    assert!(!is_confirmed().await);
}

async fn recovery_ends_sessions_and_keys(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let directory = &fixture.directory;
    let key = fixture.key(new_key()).await;
    let code = fixture.set_up_second_factor(AMINA).await;
    let opened = fixture.token_with_code(AMINA, &code).await;
    directory.session(&opened).await.unwrap();
    let password = directory.recover_account(AMINA, None).await.unwrap().unwrap();
    assert!(directory.session(&opened).await.is_err());
    assert!(fixture.authorize(by_key(AMINA, &key)).await.is_err());
    assert!(fixture.authorize(basic(AMINA, PASSWORD)).await.is_err());
    fixture.authorize(basic(AMINA, password.expose_secret())).await.unwrap();
    let unknown = directory.recover_account("unknown@example.org", None).await;
    assert_eq!(errors(unknown), ["email: unknown"]);
}

async fn names_of_one_worker_are_throttled_together(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    fixture.worker("jdoe", "worker secret").await;
    for (number, name) in ["jdoe", "JDOE", "jdoe@demo.commcarehq.org"].iter().cycle().enumerate() {
        let outcome = fixture.authorize(basic(name, "wrong")).await;
        match outcome {
            Err(Error::Unauthenticated(AuthFailure::Basic)) if number < 10 => {}
            Err(Error::Throttled(_)) if number == 10 => break,
            other => panic!("{number}: {other:?}"),
        }
    }
}

/// The kinds of the changes of web users and invitations.
async fn web_user_changes(directory: &Directory, domain: &str) -> Vec<String> {
    let actor = directory.operator(domain).await.unwrap();
    let changes = directory.changes(&actor).unwrap();
    let page = changes.after(0, 100, std::time::Duration::ZERO).await.unwrap();
    let kinds = page.changes.into_iter().map(|change| change.kind);
    kinds.filter(|kind| kind.starts_with("web_user.c") || kind.starts_with("invitation")).collect()
}

async fn response_of_an_account_form_belongs_to_no_domain(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let session = fixture.session(AMINA).await;
    for session in [None, Some(&session)] {
        let key = fixture.directory.claim_account_form(session, "form").await;
        key.for_request("digest".to_owned()).store_account_response("a page").await.unwrap();
    }
    assert_eq!(check::check(&fixture.store).await.unwrap().findings, []);
}
