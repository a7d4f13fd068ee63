//! Every write of the document is carried out once for each key, and only while the thing is as it was
//! read; and everything that is read has a tag.

use axum::body::Body;
use http::{Request, header};
use roster_store::Backend;
use tokio::sync::oneshot;

use crate::{
    document::{Operation, Position},
    requests::RequestContext,
    sorts::Sort,
    told::Told,
    world::{Side, World, api_key, app_key},
};

roster_testkit::on_both_engines! {
    every_write_is_carried_out_once_for_each_key,
    every_write_of_a_thing_heeds_what_was_read,
    everything_that_is_read_has_a_tag,
}

/// Headers of an answer that must be the same when it is given again.
const THAT_MATTER: [&str; 3] = ["Content-Type", "Location", "ETag"];

async fn every_write_is_carried_out_once_for_each_key(place: Backend) {
    let world = World::on(&place).await;
    let key = api_key(&world.directory, world.north.admin, None, None).await;
    let another = [
        format!("ApiKey {}:{key}", world.north.admin),
        format!("Token {}", app_key(&world.directory, "north", false).await),
    ];
    let writes = world.operations.iter().filter(|operation| operation.writes());
    let (mut count, mut errors) = (0, Vec::new());
    for operation in writes {
        count += 1;
        let another = &another[usize::from(operation.is_usercom())];
        if let Err(error) = once(&world, operation, another).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(count > 100, "{count} writes");
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Sends a request in all the ways in which it must not be carried out again, or must; tells which one
/// was not answered as it should. `another` is another credential of the same domain.
async fn once(world: &World, operation: &Operation, another: &str) -> Result<(), String> {
    let (north, south) = (&world.north, &world.south);
    let named = Position::Header("Idempotency-Key".to_owned());
    hold(operation.positions.contains(&(named, Sort::Once)), "is not described", &"")?;
    let key = world.word(north);
    let asked = world.request(operation, north).await;
    let second = while_under_way(world, &asked, &key).await;
    let told = second.status == 409 && second.body.contains("idempotency_in_flight");
    hold(told, "in flight", &second)?;

    let (asked, key) = (world.request(operation, north).await, world.word(north));
    if asked.id.is_some() {
        let mut refused = asked.clone();
        refused.id = Some("9999999".to_owned());
        let refused = send(world, north, &refused, &key, None).await;
        hold((400..500).contains(&refused.status), "refused", &refused)?;
    }
    let first = send(world, north, &asked, &key, None).await;
    hold(is_done(&first), "the first time", &first)?;
    let seq = world.seq(north).await;
    let again = send(world, north, &asked, &key, None).await;
    let same = (again.status, &again.body) == (first.status, &first.body)
        && THAT_MATTER.iter().all(|name| again.header(name) == first.header(name))
        && again.header("Idempotent-Replayed") == Some("true");
    hold(same, "again", &(&first, again))?;
    let other = send(world, north, &asked.clone().saying(" "), &key, None).await;
    let told = other.status == 422 && other.body.contains("idempotency_key_reused");
    hold(told, "another body", &other)?;
    hold(world.seq(north).await == seq, "was carried out again", &"")?;

    // The same key is another one to somebody else.
    let theirs = world.request(operation, north).await;
    let theirs = send(world, north, &theirs, &key, Some(another)).await;
    hold(is_done(&theirs), "another credential", &theirs)?;
    let elsewhere = world.request(operation, south).await;
    let elsewhere = send(world, south, &elsewhere, &key, None).await;
    hold(is_done(&elsewhere), "another domain", &elsewhere)
}

/// Whether it was carried out, and not before.
fn is_done(told: &Told) -> bool {
    (200..300).contains(&told.status) && told.header("Idempotent-Replayed").is_none()
}

fn hold(holds: bool, what: &str, told: &impl std::fmt::Debug) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("{what}: {told:?}")) }
}

/// What another request is told while one under the same key is under way.
async fn while_under_way(world: &World, asked: &RequestContext, key: &str) -> Told {
    let (reached, is_reached) = oneshot::channel();
    let (give, given) = oneshot::channel::<String>();
    let body = Body::from_stream(futures_util::stream::once(async move {
        reached.send(()).unwrap();
        given.await
    }));
    let target = asked.target();
    let request = Request::builder().method(asked.method.as_str()).uri(&target);
    let mut request = request.body(body).unwrap();
    let headers = request.headers_mut();
    headers.insert(header::HOST, "roster.example.org".parse().unwrap());
    headers.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    headers.insert("idempotency-key", key.parse().unwrap());
    let (_, credential) = world.north.as_admin(&target);
    headers.insert(header::AUTHORIZATION, credential.parse().unwrap());
    let second = async {
        is_reached.await.unwrap();
        let second = send(world, &world.north, asked, key, None).await;
        give.send("[".to_owned()).unwrap();
        second
    };
    tokio::join!(world.send(request), second).1
}

async fn every_write_of_a_thing_heeds_what_was_read(place: Backend) {
    let world = World::on(&place).await;
    let mut errors = Vec::new();
    let of_a_thing = |operation: &&Operation| operation.writes() && operation.subject().is_some();
    for operation in world.operations.iter().filter(of_a_thing) {
        if let Err(error) = heeded(&world, operation).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

async fn heeded(world: &World, operation: &Operation) -> Result<(), String> {
    let north = &world.north;
    let named = Position::Header("If-Match".to_owned());
    hold(operation.positions.contains(&(named, Sort::Read)), "is not described", &"")?;
    let asked = world.request(operation, north).await;
    let seq = world.seq(north).await;
    let stale = asked.clone().under("If-Match", "\"bWFkZSB1cCBieSBub2JvZHk\"");
    let stale = ask(world, north, &stale).await;
    hold(stale.status == 412, "another tag", &stale)?;
    hold(world.seq(north).await == seq, "was carried out", &"")?;
    let thing = asked.thing();
    let read = world.ask("GET", &thing, &[north.as_admin(&thing)], "").await;
    let tag = read.header("ETag").ok_or_else(|| format!("{thing} has no tag: {read:?}"))?;
    let done = ask(world, north, &asked.clone().under("If-Match", tag)).await;
    hold((200..300).contains(&done.status), "its tag", &done)
}

async fn everything_that_is_read_has_a_tag(place: Backend) {
    let world = World::on(&place).await;
    let mut errors = Vec::new();
    for operation in world.operations.iter().filter(|operation| !operation.writes()) {
        if operation.open || operation.subject() == Some(Sort::Segment) {
            continue;
        }
        if let Err(error) = tagged(&world, operation).await {
            errors.push(format!("{operation}: {error}"));
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

async fn tagged(world: &World, operation: &Operation) -> Result<(), String> {
    let north = &world.north;
    let named = Position::Header("If-None-Match".to_owned());
    hold(operation.positions.contains(&(named, Sort::Read)), "is not described", &"")?;
    let mut asked = world.request(operation, north).await;
    if operation.path.ends_with("/search/") {
        let email = world.keep(north, Sort::Email).await;
        asked = asked.with(&Position::Query("email".to_owned()), Sort::Email, &email);
    }
    if operation.name == "getAttributeOfCompanies" {
        let name = world.word(north);
        let body = format!("{{\"name\": \"{name}\", \"content_type\": \"company\"}}");
        let path = "/api/public/attributes/";
        world.ask("POST", path, &[north.as_admin(path)], &body).await;
        asked.id = Some(name);
    }
    let told = ask(world, north, &asked).await;
    hold(told.status == 200, "is read", &told)?;
    let tag = told.header("ETag").ok_or_else(|| format!("has no tag: {told:?}"))?;
    let known = ask(world, north, &asked.clone().under("If-None-Match", tag)).await;
    hold((known.status, known.body.as_str()) == (304, ""), "its tag", &known)?;
    let other = ask(world, north, &asked.under("If-None-Match", "\"other\"")).await;
    hold((other.status, &other.body) == (200, &told.body), "another tag", &other)
}

async fn send(
    world: &World,
    side: &Side,
    asked: &RequestContext,
    key: &str,
    credential: Option<&str>,
) -> Told {
    let target = asked.target();
    let (name, own) = side.as_admin(&target);
    let headers = [(name, credential.unwrap_or(own)), ("Idempotency-Key", key)];
    world.ask(&asked.method, &target, &headers, &asked.text()).await
}

async fn ask(world: &World, side: &Side, asked: &RequestContext) -> Told {
    let target = asked.target();
    let mut headers = vec![side.as_admin(&target)];
    headers.extend(asked.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    world.ask(&asked.method, &target, &headers, &asked.text()).await
}
