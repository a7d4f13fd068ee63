//! Limits on what a request may contain, on what a record may hold and on what a response may have.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request};
use roster_store::{Backend, Store};
use roster_testkit::operator;
use serde_json::{Value, json};

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    custom_data_of_every_record_is_limited,
    larger_stored_data_can_be_read_and_changed_but_not_grow,
    page_of_large_people_ends_early_in_every_list,
    lists_of_a_person_are_limited,
    searches_and_filters_are_limited,
    responses_list_few_errors,
    bodies_of_many_values_are_rejected,
    rows_of_a_bulk_count_in_the_rate_limit,
    keys_of_a_domain_share_its_rate_limit,
    responses_are_private,
    server_that_cannot_write_is_not_ready,
}

const WORKERS: &str = "/a/demo/api/user/v1/";
const USERS: &str = "/api/public/users/";

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    /// The field and the code of the only error.
    fn error(&self) -> (u16, String, String) {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        (self.status, text("field"), text("code"))
    }
}

pub(crate) async fn send(
    fixture: &Fixture,
    method: &str,
    target: &str,
    body: impl Into<Bytes>,
) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap();
    let (parts, body) = fixture.send(request).await.into_parts();
    let text = String::from_utf8(body.to_vec()).unwrap();
    Answer { status: parts.status.as_u16(), headers: parts.headers, text }
}

pub(crate) async fn post(fixture: &Fixture, target: &str, body: &Value) -> Answer {
    send(fixture, "POST", target, body.to_string()).await
}

pub(crate) async fn get(fixture: &Fixture, target: &str) -> Answer {
    send(fixture, "GET", target, "").await
}

pub(crate) async fn set(fixture: &Fixture, key: &str, value: &str) {
    operator::set_setting(&fixture.directory, "demo", key, value).await.unwrap();
}

/// A worker with this much custom data.
pub(crate) fn worker(name: &str, bytes: usize) -> Value {
    json!({ "username": name, "connect_username": name, "user_data": { "note": "x".repeat(bytes) } })
}

async fn custom_data_of_every_record_is_limited(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let text = "x".repeat(64 * 1024);
    let data = json!({ "note": text });
    let worker = |extra: &Value| {
        let mut new = json!({ "username": "asha", "connect_username": "asha" });
        new.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        new
    };
    let too_large = post(&fixture, WORKERS, &worker(&json!({ "user_data": data }))).await;
    assert_eq!(too_large.error(), (400, "user_data".to_owned(), "too_large".to_owned()));
    assert!(too_large.text.contains("65536"), "the limit is named: {}", too_large.text);
    // The sum counts, whatever its shape.
    let many: Value = (0..9_000).map(|key| json!({ "k": key })).collect();
    let too_large = post(&fixture, WORKERS, &worker(&json!({ "user_data": { "a": many } }))).await;
    assert_eq!(too_large.error(), (400, "user_data".to_owned(), "too_large".to_owned()));
    let long = worker(&json!({ "first_name": "x".repeat(1_025) }));
    let long = post(&fixture, WORKERS, &long).await;
    assert_eq!(long.error(), (400, "first_name".to_owned(), "too_long".to_owned()));

    let fits = worker(&json!({ "user_data": { "note": "x".repeat(64 * 1024 - 11) } }));
    let id = post(&fixture, WORKERS, &fits).await;
    assert_eq!(id.status, 201, "{}", id.text);
    let id = id.json()["id"].as_str().unwrap().to_owned();
    let address = format!("{WORKERS}{id}/");
    let edit = json!({ "user_data": data }).to_string();
    assert_eq!(send(&fixture, "PUT", &address, edit).await.error().1, "user_data");

    let row = json!({ "objects": [worker(&json!({ "username": "b", "user_data": data }))] });
    let bulk = post(&fixture, &format!("{WORKERS}bulk/"), &row).await.json();
    assert_eq!(bulk["objects"][0]["field"], "user_data", "{bulk}");

    let group = json!({ "name": "g", "metadata": data });
    let group = post(&fixture, "/a/demo/api/v0.5/group/", &group).await;
    assert_eq!(group.error(), (400, "metadata".to_owned(), "too_large".to_owned()));

    post(&fixture, "/a/demo/api/location_type/v1/", &json!({ "code": "village", "name": "V" }))
        .await;
    let location = json!({ "name": "L", "location_type_code": "village", "location_data": data });
    let location = post(&fixture, "/a/demo/api/location/v2/", &location).await;
    assert_eq!(location.status, 400, "{}", location.text);
    assert!(location.text.contains("65536"), "{}", location.text);

    let user = json!({ "email": "a@example.org", "big": text });
    let user = post(&fixture, &format!("{USERS}update_or_create/"), &user).await;
    assert_eq!(user.status, 400, "{}", user.text);
    assert!(user.text.contains("attributes") && user.text.contains("65536"), "{}", user.text);
    let set_one = json!({ "attribute": "big", "value": text });
    let set_one = post(&fixture, &format!("{USERS}1/set_attribute/"), &set_one).await;
    assert_eq!(set_one.status, 400, "{}", set_one.text);

    let company = post(&fixture, "/api/public/companies/", &json!({ "name": "C" })).await;
    let company = company.json()["id"].as_i64().unwrap();
    let target = format!("/api/public/companies/{company}/set_attribute/");
    let company = post(&fixture, &target, &json!({ "attribute": "big", "value": text })).await;
    assert_eq!(company.status, 400, "{}", company.text);

    let event = json!({ "name": "seen", "data": data });
    let event = post(&fixture, &format!("{USERS}1/events/"), &event).await;
    assert_eq!(event.status, 400, "{}", event.text);
    assert!(event.json()["errors"]["data"].is_array(), "{}", event.text);
}

async fn larger_stored_data_can_be_read_and_changed_but_not_grow(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    set(&fixture, "custom_data_limit", "1048576").await;
    let created = post(&fixture, WORKERS, &worker("large", 200_000)).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let address = format!("{WORKERS}{}/", created.json()["id"].as_str().unwrap());
    set(&fixture, "custom_data_limit", "65536").await;

    let put = async |body: Value| send(&fixture, "PUT", &address, body.to_string()).await;
    assert_eq!(put(json!({ "first_name": "Asha" })).await.status, 200);
    let sent_back = get(&fixture, &address).await.json();
    assert_eq!(put(sent_back).await.status, 200, "what GET gave can be sent back");
    let note = |bytes: usize| json!({ "user_data": { "note": "x".repeat(bytes) } });
    assert_eq!(put(note(200_001)).await.status, 400);
    assert_eq!(put(note(100_000)).await.status, 200);
    assert_eq!(put(note(100_001)).await.status, 400);
    let tagged = json!({ "name": "vip" });
    assert_eq!(post(&fixture, &format!("{USERS}1/add_tag/"), &tagged).await.status, 200);
}

async fn page_of_large_people_ends_early_in_every_list(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    set(&fixture, "custom_data_limit", "1048576").await;
    for index in 0..19 {
        let created = post(&fixture, WORKERS, &worker(&format!("w{index:02}"), 1_000_000)).await;
        assert_eq!(created.status, 201, "{}", created.text);
    }
    let names = |text: &str| text.matches("@demo.commcarehq.org").count();
    let lists = [
        (WORKERS.to_owned(), "?limit=1000", names as fn(&str) -> usize),
        (WORKERS.to_owned(), "?limit=1000&format=xml", names),
        (USERS.to_owned(), "", |text| text.matches("\"email\":").count()),
    ];
    for (path, query, count) in lists {
        let (mut target, mut sizes) = (format!("{path}{query}"), Vec::new());
        loop {
            let page = get(&fixture, &target).await;
            assert_eq!(page.status, 200);
            assert!(page.text.len() < (16 << 20) + 8_192, "{target}: {}", page.text.len());
            sizes.push(count(&page.text));
            match next_of(&page.text) {
                Some(next) => target = next,
                None => break,
            }
        }
        assert!(sizes.len() == 2 && sizes.iter().sum::<usize>() == 19, "{path}{query}: {sizes:?}");
    }
}

/// The path and query of the next page, in any format.
fn next_of(text: &str) -> Option<String> {
    let link = if text.starts_with('<') {
        text.split_once("<next>")?.1.split_once('<')?.0.replace("&amp;", "&")
    } else {
        let body: Value = serde_json::from_str(text).unwrap();
        let next = if body["meta"].is_object() { &body["meta"]["next"] } else { &body["next"] };
        next.as_str()?.to_owned()
    };
    Some(link.split_once("roster.example.org").map_or(link.clone(), |(_, path)| path.to_owned()))
}

async fn lists_of_a_person_are_limited(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let new = |extra: Value| {
        let mut new = json!({ "username": "asha", "connect_username": "asha" });
        new.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        new
    };
    let phones = |count: u64| -> Vec<String> {
        (0..count).map(|number| format!("{}", 27_820_000_000 + number)).collect()
    };
    let begun = Instant::now();
    for count in [101, 50_000] {
        let refused =
            post(&fixture, WORKERS, &new(json!({ "phone_numbers": phones(count) }))).await;
        assert_eq!(refused.error(), (400, "phone_numbers".to_owned(), "too_many".to_owned()));
        assert!(refused.text.contains("100"), "{}", refused.text);
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    let created = post(&fixture, WORKERS, &new(json!({ "phone_numbers": phones(100) }))).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let edit = json!({ "default_phone_number": "1234567" }).to_string();
    let edit = send(&fixture, "PUT", &format!("{WORKERS}{id}/"), edit).await;
    assert_eq!(edit.error().1, "phone_numbers");

    let groups: Value = (0..101).map(|number| json!({ "name": format!("g{number:03}") })).collect();
    let groups = json!({ "objects": groups }).to_string();
    let groups = send(&fixture, "PATCH", "/a/demo/api/v0.5/group/", groups).await;
    let groups: Vec<String> = serde_json::from_value(groups.json()).unwrap();
    let edit = async |groups: &[String]| {
        let edit = json!({ "groups": groups }).to_string();
        send(&fixture, "PUT", &format!("{WORKERS}{id}/"), edit).await
    };
    assert_eq!(edit(&groups).await.error(), (400, "groups".to_owned(), "too_many".to_owned()));
    assert_eq!(edit(&groups[..100]).await.status, 200);
    let members = json!({ "users": [id] }).to_string();
    let target = format!("/a/demo/api/v0.5/group/{}/", groups[100]);
    assert_eq!(send(&fixture, "PUT", &target, members).await.error().1, "groups");

    let tags: Vec<String> = (0..101).map(|number| format!("t{number}")).collect();
    let add = format!("{USERS}1/add_many_tags/");
    let refused = post(&fixture, &add, &json!({ "tag_names": tags })).await;
    assert_eq!(refused.status, 400, "{}", refused.text);
    let known = get(&fixture, "/api/public/tags/").await.json();
    assert_eq!(known["count"], 0, "a refused request creates no tags");
    assert_eq!(post(&fixture, &add, &json!({ "tag_names": tags[..100] })).await.status, 200);
    let one_more = json!({ "name": "one more" });
    assert_eq!(post(&fixture, &format!("{USERS}1/add_tag/"), &one_more).await.status, 400);
}

async fn searches_and_filters_are_limited(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let words = |count: usize| (0..count).map(|word| format!("w{word}")).collect::<Vec<_>>();
    let repeated = "asha%20Asha%20ASHA%20".repeat(300);
    for target in [
        format!("{WORKERS}?search={}", words(8).join("%20")),
        format!("{WORKERS}?search={repeated}"),
        format!("/a/demo/api/v0.5/bulk-user/?q={}", words(8).join("%20OR%20")),
        format!("/a/demo/api/v0.5/bulk-user/?q={repeated}"),
    ] {
        let found = get(&fixture, &target).await;
        assert_eq!(found.status, 200, "{target}: {}", found.text);
    }
    for count in [9, 800] {
        let search = get(&fixture, &format!("{WORKERS}?search={}", words(count).join("%20"))).await;
        assert_eq!(search.error(), (400, "search".to_owned(), "too_many".to_owned()));
        let q = words(count).join("+");
        let bulk = get(&fixture, &format!("/a/demo/api/v0.5/bulk-user/?q={q}")).await;
        assert_eq!((bulk.status, bulk.error().1.as_str()), (400, "q"));
        assert!(bulk.text.contains('8'), "{}", bulk.text);
    }
    let phrase = format!("/a/demo/api/v0.5/bulk-user/?q=%22{}%22", words(9).join("%20"));
    assert_eq!(get(&fixture, &phrase).await.status, 400);

    let conditions = |count: usize| -> String {
        let all: Vec<_> = (0..count).map(|at| format!("&first_name__contains=a{at}")).collect();
        all.concat()
    };
    let filter = |count: usize| format!("{USERS}?page_size=1{}", conditions(count));
    assert_eq!(get(&fixture, &filter(20)).await.status, 200);
    let refused = get(&fixture, &filter(21)).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text.contains("20"), "{}", refused.text);
    let search = format!("{USERS}search/?email=a%40b.org{}", conditions(20));
    assert_eq!(get(&fixture, &search).await.status, 400);
}

async fn responses_list_few_errors(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let unknown: Value =
        Value::Object((0..5_000).map(|at| (format!("no{at}"), at.into())).collect());
    let refused = post(&fixture, WORKERS, &unknown).await;
    let body = refused.json();
    assert_eq!(body["errors"].as_array().unwrap().len(), 20);
    assert!(body["error_count"].as_u64().unwrap() >= 5_000, "{body}");
    assert!(refused.text.len() < 10_000, "{}", refused.text.len());
    let xml = post(&fixture, &format!("{WORKERS}?format=xml"), &unknown).await;
    assert!(xml.status == 400 && xml.text.len() < 10_000, "{}", xml.text.len());

    let long = json!({ "username": "x".repeat(500_000), "password": "x", "é".repeat(100_000): 1 });
    let refused = post(&fixture, WORKERS, &long).await;
    assert!(refused.status == 400 && refused.text.len() < 10_000, "{}", refused.text.len());
    let groups: Vec<String> = (0..20_000).map(|at| format!("group-{at}")).collect();
    let new = json!({ "username": "a", "connect_username": "a", "groups": groups });
    let refused = post(&fixture, WORKERS, &new).await;
    assert!(refused.status == 400 && refused.text.len() < 10_000, "{}", refused.text.len());

    let objects: Value = (0..1_000).map(|at| json!({ "name": "", "bad": at })).collect();
    let body = json!({ "objects": objects }).to_string();
    let refused = send(&fixture, "PATCH", "/a/demo/api/v0.5/group/", body).await;
    assert!(refused.status == 400 && refused.text.len() < 10_000, "{}", refused.text.len());

    let wrong: Vec<Value> = (0..30_000).map(|_| json!("x")).collect();
    let update = json!({ "ids": wrong, "attribute": "city", "value": "y" }).to_string();
    let target = format!("{USERS}mass_update_standard_attributes/");
    let refused = send(&fixture, "PUT", &target, update).await;
    assert!(refused.status == 400 && refused.text.len() < 10_000, "{}", refused.text.len());
}

async fn bodies_of_many_values_are_rejected(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let begun = Instant::now();
    let array = format!("{{\"user_data\": {{\"a\": [{}0]}}}}", "0,".repeat(500_000));
    let objects = format!("[{}0]", "{\"a\":{}},".repeat(110_000));
    for target in [WORKERS, USERS, "/a/demo/api/activity/v1/"] {
        for body in [&array, &objects] {
            let refused = send(&fixture, "POST", target, body.clone()).await;
            assert_eq!(refused.status, 400, "{target}");
            assert!(refused.text.contains("100000"), "{target}: {}", refused.text);
        }
    }
    let request = Request::post(WORKERS)
        .header("content-type", "application/xml")
        .body(Bytes::from(format!("<object>{}</object>", "<a/>".repeat(200_000))))
        .unwrap();
    assert_eq!(fixture.send(request).await.status(), 400);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

async fn rows_of_a_bulk_count_in_the_rate_limit(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    set(&fixture, "rate_limit", "10").await;
    let rows = |from: u32, count: u32| -> Value {
        let row =
            |at: u32| json!({ "username": format!("w{at}"), "connect_username": format!("w{at}") });
        json!({ "objects": (from..from + count).map(row).collect::<Vec<_>>() })
    };
    let bulk = format!("{WORKERS}bulk/");
    let first = post(&fixture, &bulk, &rows(0, 6)).await;
    assert_eq!(first.status, 200, "{}", first.text);
    assert_eq!(first.headers["ratelimit-remaining"], "4");
    let second = post(&fixture, &bulk, &rows(6, 6)).await;
    assert_eq!(second.error(), (429, String::new(), "throttled".to_owned()), "{}", second.text);
    let wait: u64 = second.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    // The app key has a limit of its own.
    let ids: Vec<i64> = (1..=11).collect();
    let update = json!({ "ids": ids, "attribute": "city", "value": "Patna" }).to_string();
    let target = format!("{USERS}mass_update_standard_attributes/");
    let update = send(&fixture, "PUT", &target, update).await;
    assert_eq!(update.status, 429, "{}", update.text);
    assert!(update.json()["detail"].is_string() && update.headers.contains_key("retry-after"));

    set(&fixture, "rate_limit", "0").await;
    let list = get(&fixture, WORKERS).await.json();
    assert_eq!(list["meta"]["total_count"], 6, "a rejected bulk writes nothing");
}

async fn keys_of_a_domain_share_its_rate_limit(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    set(&fixture, "domain_rate_limit", "4").await;
    for target in [WORKERS, USERS, WORKERS, USERS] {
        let found = get(&fixture, target).await;
        assert_eq!(found.status, 200);
        assert!(!found.headers.contains_key("ratelimit-limit"));
    }
    for target in [WORKERS, USERS] {
        let refused = get(&fixture, target).await;
        assert_eq!(refused.status, 429);
        assert!(refused.headers.contains_key("retry-after"));
    }
    assert_eq!(get(&fixture, "/a/live/api/user/v1/").await.status, 200, "another domain");
}

async fn responses_are_private(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for target in [WORKERS, USERS, "/a/demo/api/user/v1/none/", "/a/demo/api/changes/v1/"] {
        let found = get(&fixture, target).await;
        assert_eq!(found.headers["cache-control"], "private, no-store", "{target}");
        let vary: Vec<_> = found.headers.get_all("vary").iter().collect();
        assert!(vary.contains(&&HeaderValue::from_static("Accept, Authorization")), "{vary:?}");
    }
    let with_mark = format!("\u{feff}{}", json!({ "username": "a", "connect_username": "a" }));
    let created = send(&fixture, "POST", WORKERS, with_mark).await;
    assert_eq!(created.status, 201, "{}", created.text);
    for (coding, status) in [("gzip", 415), ("deflate, br", 415), ("identity", 400)] {
        for target in [WORKERS, USERS] {
            let request = Request::post(target)
                .header("content-type", "application/json")
                .header("content-encoding", coding)
                .body(Bytes::from_static(b"{\"email\": 1}"))
                .unwrap();
            assert_eq!(fixture.send(request).await.status(), status, "{target} {coding}");
        }
    }
    let long = format!("{}.org", "a".repeat(252));
    let bad = ["a b", "user@example.org", "example.org/x", "ex\"ample.org", "", "a,b"];
    for host in bad.into_iter().chain(["example.org:99999", "example.org:-1", long.as_str()]) {
        let request = Request::get(WORKERS).header("host", host).body(Bytes::new()).unwrap();
        assert_eq!(fixture.send(request).await.status(), 400, "{host:?}");
    }
    for host in ["example.org:8443", "127.0.0.1", "[::1]:80", "roster_app:8080"] {
        let request = Request::get(WORKERS).header("host", host).body(Bytes::new()).unwrap();
        assert_eq!(fixture.send(request).await.status(), 200, "{host:?}");
    }
}

async fn server_that_cannot_write_is_not_ready(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    assert_eq!(get(&fixture, "/readyz").await.status, 200);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let other = Store::open(&backend).await.unwrap();
    let mut lock = other.write().await.unwrap();
    if let Backend::Postgres(_) = backend {
        lock.run("LOCK TABLE people IN EXCLUSIVE MODE", &[]).await.unwrap();
    }
    let begun = Instant::now();
    let ready = get(&fixture, "/readyz").await;
    assert_eq!((ready.status, ready.text.as_str()), (503, "the store cannot be written\n"));
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    assert_eq!(get(&fixture, WORKERS).await.status, 200, "reads go on");
    drop(lock);
    let deadline = Instant::now() + Duration::from_secs(20);
    while get(&fixture, "/readyz").await.status != 200 {
        assert!(Instant::now() < deadline, "ready again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
