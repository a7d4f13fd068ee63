//! Lists of locations.

use jiff::SignedDuration;
use roster_directory::LocationPage;
use roster_model::{LocationEdit, LocationFilter, Patch, Problem, Span, Start, Window};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{Tree, named, new_location, no_change};
use crate::fixture::problem;

on_both_engines! {
    pages_follow_numbers,
    pages_follow_the_last_update,
    filters_combine,
    range_ends_are_inclusive_or_exclusive,
    coordinates_compare_as_numbers,
    filter_with_nul_finds_nothing,
}

const ALL: Window = Window { limit: 100, start: Start::Offset(0) };

impl Tree {
    async fn names(&self, filter: &LocationFilter) -> Vec<String> {
        let page = self.locations().list(filter, &ALL).await.unwrap();
        let total = page.page.total;
        let names = names(page);
        assert_eq!(total, names.len() as u64);
        names
    }
}

fn names(page: LocationPage) -> Vec<String> {
    page.page.items.into_iter().map(|location| location.name).collect()
}

fn any() -> LocationFilter {
    LocationFilter::default()
}

async fn pages_follow_numbers(backend: Backend) {
    let tree = Tree::open(backend).await;
    let window = |start| Window { limit: 2, start };
    let page = async |start| tree.locations().list(&any(), &window(start)).await.unwrap();
    let first = page(Start::Offset(0)).await;
    assert_eq!((first.page.total, first.page.next.as_deref()), (3, Some("2")));
    let codes: Vec<&str> = first.types.iter().map(|level| level.code.as_str()).collect();
    assert_eq!(codes, ["state", "district", "clinic", "hospital"]);
    assert_eq!(names(first), ["North", "Jos"]);
    let last = page(Start::After("2".to_owned())).await;
    assert_eq!((last.page.total, last.page.next.as_deref()), (3, None));
    assert_eq!(names(last), ["Karu"]);
    assert_eq!(names(page(Start::Offset(2)).await), ["Karu"]);
    assert_eq!(names(page(Start::After("x".to_owned())).await), [""; 0]);
}

async fn pages_follow_the_last_update(backend: Backend) {
    let tree = Tree::open(backend).await;
    tree.fixture.clock.advance(SignedDuration::from_secs(1));
    tree.edit(&tree.north, named("North West")).await.unwrap();
    for (newest_first, order) in
        [(false, ["Jos", "Karu", "North West"]), (true, ["North West", "Karu", "Jos"])]
    {
        let filter = LocationFilter { by_update: Some(newest_first), ..any() };
        let mut start = Start::Offset(0);
        let mut seen = Vec::new();
        loop {
            let window = Window { limit: 1, start };
            let page = tree.locations().list(&filter, &window).await.unwrap();
            let next = page.page.next.clone();
            seen.extend(names(page));
            let Some(next) = next else { break };
            start = Start::After(next);
        }
        assert_eq!(seen, order);
    }
}

async fn filters_combine(backend: Backend) {
    let tree = Tree::open(backend).await;
    tree.create(new_location("Bukuru", "clinic", Some(&tree.jos))).await.unwrap();
    let text = |text: &str| Some(text.to_owned());
    let clinics = LocationFilter { kind: text("clinic"), ..any() };
    assert_eq!(tree.names(&clinics).await, ["Karu", "Bukuru"]);
    let karu = LocationFilter { name: text("Karu"), ..clinics.clone() };
    assert_eq!(tree.names(&karu).await, ["Karu"]);
    let coded = LocationFilter { site_code: text("bukuru"), ..clinics.clone() };
    assert_eq!(tree.names(&coded).await, ["Bukuru"]);
    let elsewhere = LocationFilter { parent: text(tree.north.as_str()), ..clinics };
    assert_eq!(tree.names(&elsewhere).await, [""; 0]);
    let inside = LocationFilter { parent: text(tree.north.as_str()), ..any() };
    assert_eq!(tree.names(&inside).await, ["Jos"]);
    let external = LocationFilter { external_id: text("x"), ..any() };
    assert_eq!(tree.names(&external).await, [""; 0]);
    let unknown = LocationFilter { kind: text("ward"), ..any() };
    assert_eq!(tree.names(&unknown).await, [""; 0]);
}

async fn range_ends_are_inclusive_or_exclusive(backend: Backend) {
    let tree = Tree::open(backend).await;
    let start = tree.find(&tree.north).await.updated_at;
    tree.fixture.clock.advance(SignedDuration::from_secs(1));
    tree.edit(&tree.jos, named("Jos 1")).await.unwrap();
    let end = start + SignedDuration::from_secs(1);
    let updated = |updated| LocationFilter { updated, ..any() };
    let from = updated(Span { from: Some(end), ..Span::default() });
    assert_eq!(tree.names(&from).await, ["Jos 1"]);
    let after = updated(Span { after: Some(end), ..Span::default() });
    assert_eq!(tree.names(&after).await, [""; 0]);
    let to = updated(Span { to: Some(end), ..Span::default() });
    assert_eq!(tree.names(&to).await, ["North", "Jos 1", "Karu"]);
    let before = updated(Span { from: Some(start), before: Some(end), ..Span::default() });
    assert_eq!(tree.names(&before).await, ["North", "Karu"]);
    let created = Span { after: Some(start), ..Span::default() };
    let created = LocationFilter { created, ..any() };
    assert_eq!(tree.names(&created).await, [""; 0]);
}

async fn coordinates_compare_as_numbers(backend: Backend) {
    let tree = Tree::open(backend).await;
    for (id, latitude) in [(&tree.north, "9"), (&tree.jos, "10.5"), (&tree.karu, "-10.5")] {
        let latitude = Patch::Set(latitude.to_owned());
        tree.edit(id, LocationEdit { latitude, ..no_change() }).await.unwrap();
    }
    let from = |degrees: &str| Span { from: Some(degrees.to_owned()), ..Span::default() };
    let above = LocationFilter { latitude: from("9.00"), ..any() };
    assert_eq!(tree.names(&above).await, ["North", "Jos"]);
    let east = LocationFilter { longitude: from("-180"), ..any() };
    assert_eq!(tree.names(&east).await, [""; 0]);
    let no_number = LocationFilter { longitude: from("east"), ..any() };
    let result = tree.locations().list(&no_number, &ALL).await;
    assert_eq!(problem(result), Problem::Degrees { value: "east".to_owned(), limit: 180 });
}

async fn filter_with_nul_finds_nothing(backend: Backend) {
    let tree = Tree::open(backend).await;
    let filter = LocationFilter { name: Some("No\0rth".to_owned()), ..any() };
    assert_eq!(tree.names(&filter).await, [""; 0]);
}
