//! Locations: a tree of states, districts and clinics. Hospitals are in states too.

mod edit;
mod list;
mod order;
mod removal;

use roster_directory::Locations;
use roster_model::{Error, Id, Location, LocationEdit, NewLocation, Patch};

use crate::{fixture::Fixture, location_types::level};

/// A directory with four location types, and a location of each of the first three.
struct Tree {
    fixture: Fixture,
    /// `North`, a state.
    north: Id,
    /// `Jos`, a district in `North`.
    jos: Id,
    /// `Karu`, a clinic in `Jos`.
    karu: Id,
}

impl Tree {
    async fn open(backend: roster_store::Backend) -> Self {
        let fixture = Fixture::open(backend).await;
        let types = fixture.directory.location_types(&fixture.actor).unwrap();
        for (code, parent) in [
            ("state", None),
            ("district", Some("state")),
            ("clinic", Some("district")),
            ("hospital", Some("state")),
        ] {
            types.create(level(code, parent)).await.unwrap();
        }
        let locations = fixture.directory.locations(&fixture.actor).unwrap();
        let north = create(&locations, new_location("North", "state", None)).await.unwrap().id;
        let jos =
            create(&locations, new_location("Jos", "district", Some(&north))).await.unwrap().id;
        let karu = create(&locations, new_location("Karu", "clinic", Some(&jos))).await.unwrap().id;
        Self { fixture, north, jos, karu }
    }

    fn locations(&self) -> Locations<'_> {
        self.fixture.directory.locations(&self.fixture.actor).unwrap()
    }

    async fn find(&self, id: &Id) -> Location {
        self.locations().find(id.as_str()).await.unwrap().location
    }

    async fn create(&self, edit: LocationEdit) -> Result<Location, Error> {
        create(&self.locations(), edit).await
    }

    async fn edit(&self, id: &Id, edit: LocationEdit) -> Result<Location, Error> {
        Ok(self.locations().edit(id.as_str(), edit).await?.location)
    }
}

async fn create(locations: &Locations<'_>, edit: LocationEdit) -> Result<Location, Error> {
    Ok(locations.create(NewLocation { edit, id: None }).await?.location)
}

fn no_change() -> LocationEdit {
    LocationEdit::default()
}

fn new_location(name: &str, kind: &str, parent: Option<&Id>) -> LocationEdit {
    let parent = parent.map_or(Patch::Keep, |id| Patch::Set(id.as_str().to_owned()));
    LocationEdit { kind: Some(kind.to_owned()), parent, ..named(name) }
}

fn named(name: &str) -> LocationEdit {
    LocationEdit { name: Some(name.to_owned()), ..no_change() }
}

fn of_type(code: &str) -> LocationEdit {
    LocationEdit { kind: Some(code.to_owned()), ..no_change() }
}

fn moved_into(parent: &Id) -> LocationEdit {
    LocationEdit { parent: Patch::Set(parent.as_str().to_owned()), ..no_change() }
}

fn with_site_code(site_code: &str, edit: LocationEdit) -> LocationEdit {
    LocationEdit { site_code: Some(site_code.to_owned()), ..edit }
}
