//! The first error of an edit, in the order of the live service. Each case also has the errors that are
//! checked later.

use roster_model::{FieldError, LocationEdit, Patch, Problem};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{Tree, moved_into, named, new_location, no_change, of_type, with_site_code};
use crate::fixture::problem;

on_both_engines! {
    create_returns_the_first_error,
    edit_returns_the_first_error,
    errors_have_the_sent_site_code,
    circular_parent_is_rejected,
    move_to_the_root_is_rejected,
    unstorable_values_are_rejected_first,
}

fn nowhere(edit: LocationEdit) -> LocationEdit {
    LocationEdit { parent: Patch::Set("nowhere".to_owned()), ..edit }
}

fn with_unknown(edit: LocationEdit) -> LocationEdit {
    LocationEdit { unknown: vec!["domain".to_owned()], ..edit }
}

async fn create_returns_the_first_error(backend: Backend) {
    let tree = Tree::open(backend).await;
    let clinic = |name: &str| with_unknown(new_location(name, "clinic", Some(&tree.jos)));
    for (edit, expected) in [
        (nowhere(named("X")), Problem::LocationIncomplete),
        (nowhere(of_type("clinic")), Problem::LocationIncomplete),
        (nowhere(clinic("Karu")), Problem::UnknownParent),
        (LocationEdit { kind: Some("x".to_owned()), ..clinic("Karu") }, Problem::SiblingName),
        (with_unknown(new_location("X", "state", Some(&tree.karu))), Problem::ParentChildless),
        (with_unknown(new_location("X", "", Some(&tree.north))), Problem::LocationTypeRequired),
        (
            with_unknown(new_location("X", "ward", Some(&tree.jos))),
            Problem::UnknownLocationType("ward".to_owned()),
        ),
        (with_unknown(new_location("X", "clinic", Some(&tree.north))), Problem::TypeNotForParent),
        (with_unknown(new_location("X", "clinic", None)), Problem::TypeNotForParent),
        (with_unknown(new_location("North", "state", None)), Problem::SiblingName),
        (clinic("X"), Problem::UnknownFields(vec!["domain".to_owned()])),
    ] {
        assert_eq!(problem(tree.create(edit.clone()).await), expected, "{edit:?}");
    }
    let x = || new_location("X", "ward", Some(&tree.jos));
    assert_eq!(problem(tree.create(with_site_code("a b", x())).await), Problem::SiteCode);
    assert_eq!(problem(tree.create(with_site_code("", x())).await), Problem::SiteCode);
    assert_eq!(problem(tree.create(with_site_code("KARU", x())).await), Problem::SiteCodeTaken);
    // An empty type stands for the only type below the parent.
    assert_eq!(tree.create(new_location("X", "", Some(&tree.jos))).await.unwrap().kind, 3);
    let root = LocationEdit { parent: Patch::Clear, ..new_location("South", "state", None) };
    assert_eq!(tree.create(root).await.unwrap().parent, None);
}

async fn edit_returns_the_first_error(backend: Backend) {
    let tree = Tree::open(backend).await;
    tree.create(new_location("Jos General", "hospital", Some(&tree.north))).await.unwrap();
    let south = tree.create(new_location("South", "state", None)).await.unwrap();
    let same = tree.create(new_location("Jos", "district", Some(&south.id))).await.unwrap();
    let unnamed = with_unknown;
    for (id, edit, expected) in [
        (&tree.jos, nowhere(named("Jos General")), Problem::UnknownParent),
        (&tree.jos, unnamed(moved_into(&tree.karu)), Problem::ParentChildless),
        (&tree.north, unnamed(moved_into(&tree.jos)), Problem::ParentOfOtherType),
        (&same.id, unnamed(moved_into(&tree.north)), Problem::SiblingName),
        (&tree.jos, unnamed(named("Jos General")), Problem::SiblingName),
        (&tree.karu, unnamed(of_type("district")), Problem::TypeNotForParent),
        (&tree.jos, unnamed(of_type("hospital")), Problem::TypeWithChildren),
        (&tree.jos, unnamed(no_change()), Problem::UnknownFields(vec!["domain".to_owned()])),
    ] {
        let before = tree.find(id).await;
        assert_eq!(problem(tree.edit(id, edit.clone()).await), expected, "{edit:?}");
        assert_eq!(tree.find(id).await, before);
    }
    let changed = tree.edit(&same.id, of_type("hospital")).await.unwrap();
    assert_eq!(changed.kind, 4);
}

async fn errors_have_the_sent_site_code(backend: Backend) {
    let tree = Tree::open(backend).await;
    let of_site =
        |problem| Problem::OfSite { site_code: "Second".to_owned(), problem: Box::new(problem) };
    let second = |edit| with_site_code("Second", edit);
    let result = tree.create(second(named("X"))).await;
    assert_eq!(problem(result), of_site(Problem::LocationIncomplete));
    let result = tree.create(second(new_location("Karu", "clinic", Some(&tree.jos)))).await;
    assert_eq!(problem(result), of_site(Problem::SiblingName));
    let result = tree.edit(&tree.jos, second(moved_into(&tree.karu))).await;
    assert_eq!(problem(result), of_site(Problem::ParentChildless));
    let without_code = tree.create(second(new_location("X", "clinic", Some(&tree.north)))).await;
    assert_eq!(problem(without_code), Problem::TypeNotForParent);
    assert_eq!(problem(create_with_taken_code(&tree).await), Problem::SiteCodeTaken);
}

async fn create_with_taken_code(
    tree: &Tree,
) -> Result<roster_model::Location, roster_model::Error> {
    tree.create(with_site_code("karu", new_location("X", "clinic", Some(&tree.north)))).await
}

async fn circular_parent_is_rejected(backend: Backend) {
    let tree = Tree::open(backend).await;
    let south = tree.create(new_location("South", "state", None)).await.unwrap().id;
    // The location types allow these two.
    let into_itself = LocationEdit { kind: Some("district".to_owned()), ..moved_into(&south) };
    assert_eq!(problem(tree.edit(&south, into_itself).await), Problem::Circular);
    let into_child = LocationEdit { kind: Some("clinic".to_owned()), ..moved_into(&tree.jos) };
    assert_eq!(problem(tree.edit(&tree.north, into_child).await), Problem::Circular);
}

async fn move_to_the_root_is_rejected(backend: Backend) {
    let tree = Tree::open(backend).await;
    let to_root = || LocationEdit { parent: Patch::Clear, ..no_change() };
    assert_eq!(problem(tree.edit(&tree.jos, to_root()).await), Problem::UnknownParent);
    // It is there already.
    assert_eq!(tree.edit(&tree.north, to_root()).await.unwrap().parent, None);
}

async fn unstorable_values_are_rejected_first(backend: Backend) {
    let tree = Tree::open(backend).await;
    let clinic = |name: &str| new_location(name, "clinic", Some(&tree.jos));
    assert_eq!(problem(tree.create(clinic("a\0")).await), Problem::Unstorable);
    assert_eq!(problem(tree.create(clinic("")).await), Problem::Empty);
    let long = tree.create(nowhere(named(&"x".repeat(256)))).await;
    assert_eq!(problem(long), Problem::TooLong(255));
    let flawed = FieldError::new("location_data", Problem::WrongType("an object"));
    let flawed = LocationEdit { errors: vec![flawed], ..no_change() };
    assert_eq!(problem(tree.create(flawed).await), Problem::WrongType("an object"));
    let nul = LocationEdit { parent: Patch::Set("\0".to_owned()), ..clinic("X") };
    assert_eq!(problem(tree.create(nul).await), Problem::UnknownParent);
    let degrees = LocationEdit { longitude: Patch::Set("181".to_owned()), ..clinic("X") };
    let expected = Problem::Degrees { value: "181".to_owned(), limit: 180 };
    assert_eq!(problem(tree.create(degrees).await), expected);
}
