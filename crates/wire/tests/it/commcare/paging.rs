//! Pages: parameters and links.

use roster_model::{Error, Page, Start, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{ErrorContext, ErrorResponse, LIMIT_CAP, ListRequest, Paging},
};
use serde_json::{Value, json};

use super::fixture::{domain, serialize, view};

fn error(query: &str) -> String {
    let invalid: Error = Paging::parse(&Params::parse(query), LIMIT_CAP).unwrap_err();
    let tree = ErrorResponse::from_error(&invalid, ErrorContext::General).tree();
    tree["error"].as_str().unwrap().to_owned()
}

fn meta(query: &str, next: Option<&str>, mode: WireMode) -> Value {
    let domain = domain(mode);
    let params = Params::parse(query);
    let paging = Paging::parse(&params, LIMIT_CAP).unwrap();
    let page = Page { items: vec![], total: 57, next: next.map(str::to_owned) };
    let document = paging.document(&view(&domain, Format::Json), "user", &params, page);
    let tree: Value = serde_json::from_str(&serialize(document, Format::Json, mode)).unwrap();
    tree["meta"].clone()
}

#[test]
fn limit_has_the_syntax_of_python_and_a_cap() {
    for (query, limit) in [
        ("", 20),
        ("limit=0", 1000),
        ("limit=1001", 1000),
        ("limit=99999999999999999999", 1000),
        ("limit=%20%2B5%20", 5),
        ("limit=1_0", 10),
        ("limit=3&limit=4", 4),
    ] {
        assert_eq!(
            Paging::parse(&Params::parse(query), LIMIT_CAP).unwrap().limit,
            limit,
            "{query}"
        );
    }
}

#[test]
fn invalid_parameters_have_the_live_texts() {
    let limit = "Please provide a positive integer";
    assert_eq!(error("limit=abc"), format!("Invalid limit 'abc' provided. {limit}."));
    assert_eq!(error("limit="), format!("Invalid limit '' provided. {limit}."));
    assert_eq!(error("limit=1.5"), format!("Invalid limit '1.5' provided. {limit}."));
    assert_eq!(error("limit=-1"), format!("Invalid limit '-1' provided. {limit} >= 0."));
    assert_eq!(error("offset=x"), "Invalid offset 'x' provided. Please provide an integer.");
    assert_eq!(
        error("offset=-3"),
        "Invalid offset '-3' provided. Please provide a positive integer >= 0."
    );
    assert!(error("limit=abc&offset=x").starts_with("Invalid limit"));
    assert!(error("cursor=%21").starts_with("Invalid cursor '!' provided."));
}

#[test]
fn links_keep_parameters_except_credentials() {
    let query = "username=a%40b&api_key=secret&x=1&x=2+3&limit=10&offset=15";
    let meta = meta(query, Some("zoe@x"), WireMode::Documented);
    assert_eq!(
        meta["next"],
        "/a/example/api/v0.5/user/?x=1&x=2+3&limit=10&offset=25&cursor=MjU6em9lQHg"
    );
    assert_eq!(meta["previous"], "/a/example/api/v0.5/user/?x=1&x=2+3&limit=10&offset=5");
}

#[test]
fn live_links_are_a_query_and_keep_username_without_api_key() {
    let meta = meta("username=a%40b&offset=5&limit=10", Some("k"), WireMode::Live);
    assert_eq!(meta["next"], "?username=a%40b&limit=10&offset=15&cursor=MTU6aw");
    assert_eq!(meta["previous"], Value::Null);
}

#[test]
fn last_page_has_no_next_link() {
    let last = meta("offset=40", None, WireMode::Live);
    assert_eq!(
        last,
        json!({
            "limit": 20, "next": null, "offset": 40, "previous": "?limit=20&offset=20",
            "total_count": 57,
        })
    );
}

#[test]
fn cursor_is_ignored_if_the_offset_differs() {
    let parse = |query: &str| Paging::parse(&Params::parse(query), LIMIT_CAP).unwrap();
    let paging = parse("limit=10&offset=25&cursor=MjU6em9lQHg");
    assert_eq!(paging.start, Start::After("zoe@x".to_owned()));
    assert_eq!(parse("cursor=MjU6em9lQHg").offset, 25);
    assert_eq!(parse("offset=30&cursor=MjU6em9lQHg").start, Start::Offset(30));
}

#[test]
fn page_of_large_items_ends_early_with_a_cursor() {
    for (format, mode) in [
        (Format::Json, WireMode::Documented),
        (Format::Xml, WireMode::Documented),
        (Format::Json, WireMode::Live),
        (Format::Xml, WireMode::Live),
    ] {
        let domain = domain(mode);
        let view = view(&domain, format);
        let params = Params::parse("limit=50&offset=5");
        let paging = Paging::parse(&params, LIMIT_CAP).unwrap();
        let list = ListRequest { view: &view, resource: "user", params: &params };
        let page = Page { items: (1..=50).collect(), total: 90, next: Some("50".to_owned()) };
        let tree = |number: &u64| json!({ "id": number, "text": "x".repeat(1 << 20) });
        let bytes = paging.write_trees(list, &page, u64::to_string, tree);
        assert!(bytes.len() < (16 << 20) + 1024, "{format:?}: {}", bytes.len());
        let text = String::from_utf8(bytes).unwrap();
        let items = text.matches("xxx\"}").count() + text.matches("</object>").count();
        assert_eq!(items, 15, "{format:?} {mode:?}");
        let start = text.find("cursor=").unwrap() + "cursor=".len();
        let cursor: String =
            text[start..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let next = Paging::parse(&Params::parse(&format!("limit=50&cursor={cursor}")), LIMIT_CAP);
        let next = next.unwrap();
        assert_eq!((next.offset, next.start), (20, Start::After("15".to_owned())));
    }
}
