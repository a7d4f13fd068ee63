//! The locations of the domain `demo`: a tree of three levels.

use roster_directory::Directory;
use roster_model::{Actor, Id, LocationEdit, NewLocation, NewLocationType, Patch};

/// John Doe's primary location in the published sample.
pub(super) const DANAPUR: &str = "26fc44e2792b4f2fa8ef86178f0a958e";
/// John Doe's other location.
pub(super) const MANER: &str = "c1b029932ed442a6a846a4ea10e46a78";

const STATE: Spot = Spot { name: "Bihar", at: None, id: None };

/// Districts, each with its villages.
const DISTRICTS: [(Spot, [Spot; 2]); 3] = [
    (
        Spot { name: "Patna", at: Some(("25.5941", "85.1376")), id: None },
        [
            Spot { name: "Danapur", at: Some(("25.6270", "85.0440")), id: Some(DANAPUR) },
            Spot { name: "Maner", at: Some(("25.6450", "84.8760")), id: Some(MANER) },
        ],
    ),
    (
        Spot { name: "Gaya", at: Some(("24.7955", "85.0002")), id: None },
        [
            Spot { name: "Bodh Gaya", at: Some(("24.6961", "84.9912")), id: None },
            Spot { name: "Tekari", at: Some(("24.9340", "84.8400")), id: None },
        ],
    ),
    (
        Spot { name: "Nalanda", at: Some(("25.1982", "85.5149")), id: None },
        [
            Spot { name: "Rajgir", at: Some(("25.0280", "85.4210")), id: None },
            Spot { name: "Silao", at: Some(("25.0830", "85.4270")), id: None },
        ],
    ),
];

/// A location to create.
#[derive(Clone, Copy)]
struct Spot {
    name: &'static str,
    /// Latitude and longitude.
    at: Option<(&'static str, &'static str)>,
    /// The id to keep, if any.
    id: Option<&'static str>,
}

/// Creates the tree and returns the villages.
pub(super) async fn make(directory: &Directory, actor: &Actor) -> anyhow::Result<Vec<Id>> {
    make_levels(directory, actor).await?;
    let state = make_place(directory, actor, "state", STATE, None).await?;
    let mut villages = Vec::new();
    for (district, inside) in DISTRICTS {
        let district = make_place(directory, actor, "district", district, Some(&state)).await?;
        for village in inside {
            villages.push(make_place(directory, actor, "village", village, Some(&district)).await?);
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
    Spot { name, at, id }: Spot,
    parent: Option<&Id>,
) -> anyhow::Result<Id> {
    let (latitude, longitude) = at.unzip();
    let degrees = |text: Option<&str>| text.map_or(Patch::Keep, |text| Patch::Set(text.to_owned()));
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some(level.to_owned()),
        parent: parent.map_or(Patch::Keep, |parent| Patch::Set(parent.to_string())),
        latitude: degrees(latitude),
        longitude: degrees(longitude),
        ..LocationEdit::default()
    };
    let new = NewLocation { edit, id: id.and_then(Id::parse) };
    Ok(directory.locations(actor)?.create(new).await?.location.id)
}
