//! Pages, by number and by cursor.

use http::StatusCode;
use roster_model::{Page, Start};
use roster_wire::{
    Params,
    usercom::{self, Paging, Version},
};
use serde_json::{Value, json};

use super::view;

const LIST: &str = "https://roster.example.org/api/public/users/";

fn page(version: Version, query: &str, total: u64, next: Option<&str>) -> Value {
    let params = Params::parse(query);
    let paging = Paging::parse(&params, version).unwrap();
    let items = Page { items: vec![json!(1); 100], total, next: next.map(str::to_owned) };
    let key = |item: &Value| item.to_string();
    let bytes = paging.write(&view(version), &params, &items, key, Value::clone).unwrap();
    let page = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(bytes, usercom::write(&page), "without blanks");
    page
}

#[test]
fn v1_has_numbered_pages() {
    let first = page(Version::V1, "search=last_seen&min=5", 250, Some("100"));
    assert_eq!(
        first,
        json!({
            "count": 250,
            "next": format!("{LIST}?min=5&page=2&search=last_seen"),
            "previous": null,
            "results": vec![1; 100],
        })
    );
    let second = page(Version::V1, "page=2", 250, Some("200"));
    assert_eq!(second["next"], format!("{LIST}?page=3"));
    assert_eq!(second["previous"], LIST);
    let third = page(Version::V1, "page=3", 250, None);
    assert_eq!(third["next"], Value::Null);
    assert_eq!(third["previous"], format!("{LIST}?page=2"));
}

#[test]
fn v2_has_cursors() {
    let first = page(Version::V2, "", 250, Some("100"));
    let next = first["next"].as_str().unwrap();
    let query = next.strip_prefix(&format!("{LIST}?")).unwrap();
    let paging = Paging::parse(&Params::parse(query), Version::V1).unwrap();
    assert_eq!(paging.window().start, Start::After("100".to_owned()));
    assert_eq!(page(Version::V2, query, 250, Some("200"))["previous"], LIST);
}

#[test]
fn invalid_page_is_not_found() {
    for query in ["page=0", "page=abc", "page=-1", "page=99999999999999999999"] {
        let response = Paging::parse(&Params::parse(query), Version::V1).unwrap_err();
        assert_eq!(response.status, StatusCode::NOT_FOUND);
        assert_eq!(response.body, json!({ "detail": "Invalid page." }), "{query}");
    }
    let response = Paging::parse(&Params::parse("cursor=zzz"), Version::V2).unwrap_err();
    assert_eq!(response.body, json!({ "detail": "Invalid cursor" }));
    let params = Params::parse("page=2");
    let paging = Paging::parse(&params, Version::V1).unwrap();
    let beyond = Page { items: Vec::<Value>::new(), total: 100, next: None };
    let key = |item: &Value| item.to_string();
    let written = paging.write(&view(Version::V1), &params, &beyond, key, Value::clone);
    let response = written.unwrap_err();
    assert_eq!(response.body, json!({ "detail": "Invalid page." }));
}

#[test]
fn last_page_depends_on_the_total() {
    let params = Params::parse("page=last&page_size=10");
    let paging = Paging::parse(&params, Version::V1).unwrap();
    assert!(paging.is_last());
    assert_eq!(paging.clone().resolve_last(25).window().start, Start::Offset(20));
    assert_eq!(paging.clone().resolve_last(20).window().start, Start::Offset(10));
    assert_eq!(paging.resolve_last(0).window().start, Start::Offset(0));
}

#[test]
fn invalid_page_size_is_the_default() {
    for (query, size) in
        [("", 100), ("page_size=7", 7), ("page_size=1000", 100), ("page_size=x", 100)]
    {
        let paging = Paging::parse(&Params::parse(query), Version::V1).unwrap();
        assert_eq!(paging.window().limit, size, "{query}");
    }
}

#[test]
fn page_of_large_items_ends_early_with_a_cursor() {
    for (version, query) in [(Version::V1, ""), (Version::V1, "page=2"), (Version::V2, "")] {
        let params = Params::parse(query);
        let paging = Paging::parse(&params, version).unwrap();
        let items: Vec<u64> = (101..=150).collect();
        let items = Page { items, total: 150, next: None };
        let show = |number: &u64| json!({ "id": number, "text": "x".repeat(1 << 20) });
        let written = paging.write(&view(version), &params, &items, u64::to_string, show).unwrap();
        assert!(written.len() < (16 << 20) + 1024, "{version:?} {query}: {}", written.len());
        let page: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(page["results"].as_array().unwrap().len(), 15);
        let next = page["next"].as_str().unwrap().strip_prefix(&format!("{LIST}?")).unwrap();
        let next = Paging::parse(&Params::parse(next), version).unwrap();
        assert_eq!(next.window().start, Start::After("115".to_owned()));
    }
}
