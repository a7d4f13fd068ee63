//! Location types.

use roster_directory::LocationTypes;
use roster_model::{
    Error, LocationEdit, LocationType, LocationTypeEdit, NewLocation, NewLocationType, Patch,
    Problem, Rule, Start, Window,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use crate::fixture::{Fixture, errors, problem};

on_both_engines! {
    types_have_parents,
    code_must_be_present_and_unique,
    edit_changes_only_sent_fields,
    parent_of_a_type_in_use_is_fixed,
    pages_follow_numbers,
}

pub(crate) fn level(code: &str, parent: Option<&str>) -> NewLocationType {
    NewLocationType {
        code: Some(code.to_owned()),
        parent: parent.map(str::to_owned),
        ..NewLocationType::default()
    }
}

fn types(fixture: &Fixture) -> LocationTypes<'_> {
    fixture.directory.location_types(&fixture.actor).unwrap()
}

async fn types_have_parents(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let seq = fixture.seq().await;
    let state = types(&fixture).create(level("state", None)).await.unwrap();
    let district = NewLocationType {
        name: Some("District".to_owned()),
        shares_cases: true,
        ..level("district", Some("state"))
    };
    let district = types(&fixture).create(district).await.unwrap();
    assert_eq!(
        district,
        LocationType {
            number: 2,
            code: "district".to_owned(),
            name: "District".to_owned(),
            parent: Some(state.number),
            shares_cases: true,
            view_descendants: false,
            administrative: false,
        }
    );
    assert_eq!(state.name, "state");
    assert_eq!(types(&fixture).find(2).await.unwrap(), district);
    assert!(matches!(types(&fixture).find(3).await, Err(Error::NotFound { .. })));
    assert_eq!(
        fixture.log_after(seq).await,
        ["location_type.created 1", "location_type.created 2"]
    );
    assert_eq!(types(&fixture).all().await.unwrap(), [state, district]);
}

async fn code_must_be_present_and_unique(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let types = types(&fixture);
    types.create(level("state", None)).await.unwrap();
    let taken = types.create(level("state", Some("nowhere"))).await;
    let of = |field: &str, problem| (field.to_owned(), None, problem);
    assert_eq!(
        errors(taken),
        [
            of("code", Problem::Taken("state".to_owned())),
            of("parent", Problem::UnknownLocationType("nowhere".to_owned())),
        ]
    );
    assert_eq!(problem(types.create(NewLocationType::default()).await), Problem::Required);
    assert_eq!(problem(types.create(level("", None)).await), Problem::Empty);
    assert_eq!(problem(types.create(level("a\0", None)).await), Problem::Unstorable);
}

async fn edit_changes_only_sent_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let types = types(&fixture);
    let state = types.create(level("state", None)).await.unwrap();
    let district = types.create(level("district", Some("state"))).await.unwrap();
    let seq = fixture.seq().await;
    let same = LocationTypeEdit {
        code: Some("state".to_owned()),
        parent: Patch::Clear,
        ..LocationTypeEdit::default()
    };
    assert_eq!(types.edit(state.number, same).await.unwrap(), state);
    assert_eq!(fixture.seq().await, seq);
    let edit = LocationTypeEdit {
        name: Some("Region".to_owned()),
        view_descendants: Some(true),
        ..LocationTypeEdit::default()
    };
    let edited = types.edit(state.number, edit).await.unwrap();
    assert_eq!(edited, LocationType { name: "Region".to_owned(), view_descendants: true, ..state });
    assert_eq!(types.find(edited.number).await.unwrap(), edited);
    assert_eq!(fixture.log_after(seq).await, ["location_type.updated 1: name, view_descendants"]);
    let above = |code: &str| LocationTypeEdit {
        parent: Patch::Set(code.to_owned()),
        ..LocationTypeEdit::default()
    };
    assert_eq!(problem(types.edit(1, above("district")).await), Problem::Circular);
    assert_eq!(problem(types.edit(1, above("state")).await), Problem::Circular);
    let taken = LocationTypeEdit { code: Some("state".to_owned()), ..LocationTypeEdit::default() };
    let taken = types.edit(district.number, taken).await;
    assert_eq!(problem(taken), Problem::Taken("state".to_owned()));
    let missing = types.edit(99, LocationTypeEdit::default()).await;
    assert!(matches!(missing, Err(Error::NotFound { .. })));
}

async fn parent_of_a_type_in_use_is_fixed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let types = types(&fixture);
    types.create(level("state", None)).await.unwrap();
    let district = types.create(level("district", Some("state"))).await.unwrap();
    let to_top = || LocationTypeEdit { parent: Patch::Clear, ..LocationTypeEdit::default() };
    let moved = types.edit(district.number, to_top()).await.unwrap();
    assert_eq!(moved.parent, None);
    let edit = LocationEdit {
        name: Some("North".to_owned()),
        kind: Some("district".to_owned()),
        ..LocationEdit::default()
    };
    let locations = fixture.directory.locations(&fixture.actor).unwrap();
    locations.create(NewLocation { edit, id: None }).await.unwrap();
    let back = LocationTypeEdit { parent: Patch::Set("state".to_owned()), ..to_top() };
    assert_eq!(problem(types.edit(district.number, back).await), Rule::LevelInUse.into());
}

async fn pages_follow_numbers(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let types = types(&fixture);
    for code in ["c", "b", "a"] {
        types.create(level(code, None)).await.unwrap();
    }
    let first = types.list(&Window { limit: 2, start: Start::Offset(0) }).await.unwrap();
    assert_eq!((first.items.len(), first.total, first.next.as_deref()), (2, 3, Some("2")));
    let after = Window { limit: 2, start: Start::After("2".to_owned()) };
    let last = types.list(&after).await.unwrap();
    assert_eq!((last.items[0].code.as_str(), last.next), ("a", None));
}
