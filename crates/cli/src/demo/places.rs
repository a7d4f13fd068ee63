//! The places of the domain `demo`: a tree of three levels.

use roster_directory::Directory;
use roster_model::{Actor, Id, LocationEdit, NewLocation, NewLocationType, Patch};

/// John Doe's primary location in the published sample.
pub(super) const DANAPUR: &str = "26fc44e2792b4f2fa8ef86178f0a958e";
/// His other location.
pub(super) const MANER: &str = "c1b029932ed442a6a846a4ea10e46a78";

const STATE: &str = "Bihar";

/// Districts, with the villages in each.
const DISTRICTS: [(&str, [Village; 2]); 3] = [
    ("Patna", [("Danapur", Some(DANAPUR)), ("Maner", Some(MANER))]),
    ("Gaya", [("Bodh Gaya", None), ("Tekari", None)]),
    ("Nalanda", [("Rajgir", None), ("Silao", None)]),
];

/// A name, and the identity to keep, if any.
type Village = (&'static str, Option<&'static str>);

/// Makes the tree; gives the villages.
pub(super) async fn make(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<Id>> {
    make_levels(directory, actor).await?;
    let state = make_place(directory, actor, "state", STATE, None, None).await?;
    let mut villages = Vec::new();
    for (district, names) in DISTRICTS {
        let district =
            make_place(directory, actor, "district", district, Some(&state), None).await?;
        for (name, id) in names {
            let id = id.and_then(Id::parse);
            villages
                .push(make_place(directory, actor, "village", name, Some(&district), id).await?);
        }
    }
    Ok(villages)
}

async fn make_levels(directory: &Directory, actor: &Actor) -> anyhow::Result<()> {
    for (code, name, parent) in [
        ("state", "State", None),
        ("district", "District", Some("state")),
        ("village", "Village", Some("district")),
    ] {
        let new = NewLocationType {
            code: Some(code.to_owned()),
            name: Some(name.to_owned()),
            parent: parent.map(str::to_owned),
            shares_cases: code == "village",
            ..NewLocationType::default()
        };
        directory.location_types(actor)?.create(new).await?;
    }
    Ok(())
}

async fn make_place(
    directory: &Directory,
    actor: &Actor,
    level: &str,
    name: &str,
    parent: Option<&Id>,
    id: Option<Id>,
) -> anyhow::Result<Id> {
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some(level.to_owned()),
        parent: parent.map_or(Patch::Keep, |parent| Patch::Set(parent.to_string())),
        ..LocationEdit::default()
    };
    let made = directory.locations(actor)?.create(NewLocation { edit, id }).await?;
    Ok(made.location.id)
}
