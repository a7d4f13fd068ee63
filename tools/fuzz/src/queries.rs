//! Query strings and cursors.

use roster_model::{Domain, DomainName, Error, Page, Settings, Start, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{
        self, Document, LIMIT_CAP, Style, View, bulk_user, changes,
        location::{v1, v2},
        location_type, user, web_user,
    },
    usercom::{
        self, Version,
        shown_filter::{FilteredList, ShownFilter},
        user::{Search, decode_filter},
    },
};
use serde_json::Value;

use crate::commcare::render;

/// A query string: the part of a URL after the `?`.
pub(crate) fn queries(bytes: &[u8]) {
    let params = Params::parse(&String::from_utf8_lossy(bytes));
    let errors: [Option<Error>; 9] = [
        user::decode_filter(&params).err(),
        location_type::check_filters(&params).err(),
        v1::decode_filter(&params).err(),
        v2::decode_filter(&params).err(),
        web_user::decode_filter(&params).err(),
        bulk_user::decode_query(&params).err(),
        bulk_user::decode_fields(&params).err(),
        changes::decode(&params).err(),
        commcare::Paging::parse(&params, LIMIT_CAP).err(),
    ];
    errors.iter().flatten().for_each(|error| render(error, WireMode::Documented));
    let _ = decode_filter(&params);
    for list in [FilteredList::Companies, FilteredList::Occurrences] {
        let _ = ShownFilter::decode(&params, list).map(|filter| filter.matches(&[Value::Null]));
    }
    for version in [Version::V1, Version::V2] {
        let _ = Search::decode(&params, version);
        follow_usercom(&params, version);
    }
    follow(&params);
}

/// A cursor, as in `next`.
pub(crate) fn cursors(bytes: &[u8]) {
    let Ok(token) = std::str::from_utf8(bytes) else { return };
    if token.contains(['&', '#', '%', '+', '=']) {
        return;
    }
    queries(format!("cursor={token}").as_bytes());
    queries(format!("since={token}").as_bytes());
}

/// Follows the link to the next page. It must be valid, and continue where the page ends.
fn follow(params: &Params) {
    let Ok(paging) = commcare::Paging::parse(params, LIMIT_CAP) else { return };
    let domain = Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings::default(),
    };
    let view = View {
        domain: &domain,
        style: Style::VersionFirst("v0.5"),
        format: Format::Json,
        origin: "https://roster.example.org",
    };
    let last = "w@demo.commcarehq.org".to_owned();
    let page = Page { items: vec![Value::Null], total: u64::MAX, next: Some(last.clone()) };
    let Document::List { meta, .. } = paging.document(&view, "user", params, page) else {
        panic!("a page must be a list")
    };
    let Some(next) = meta["next"].as_str() else { return };
    let (_, query) = next.split_once('?').unwrap();
    let next = commcare::Paging::parse(&Params::parse(query), LIMIT_CAP).unwrap();
    assert_eq!((next.limit, next.start), (paging.limit, Start::After(last)));
}

fn follow_usercom(params: &Params, version: Version) {
    let Ok(paging) = usercom::Paging::parse(params, version) else { return };
    let _ = paging.resolve_last(u64::MAX).window();
}
