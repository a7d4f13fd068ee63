//! The migration that makes the numbers of locations and location types unique over the store.

use roster_testkit::{engines::folder, postgres::Postgres};

use super::{MIGRATIONS, go_back, go_forth};
use crate::{
    Backend, Store, check, location_types, locations,
    place_numbers::{self, PlaceKind},
};

/// The last schema without unique numbers.
fn schema_before() -> i64 {
    let index = MIGRATIONS.iter().position(|migration| migration.contains("locations_by_number"));
    i64::try_from(index.unwrap()).unwrap()
}

/// Each domain has the types 1 and 2, of which 2 is below 1, and two locations.
const DOMAIN: [&str; 9] = [
    "INSERT INTO domains (number, name, settings, created_at) VALUES ({d}, 'd{d}', '{}', 0)",
    "INSERT INTO domain_state (domain, seq, last_person, contacts, active_workers, archived_workers) \
     VALUES ({d}, 2, 0, 0, 0, 0)",
    "INSERT INTO counters (domain, name, value) VALUES ({d}, 'location', 2), ({d}, 'location_type', {types}), ({d}, 'field', 4)",
    "INSERT INTO location_types (domain, number, code, name, parent, shares_cases, view_descendants) \
     VALUES ({d}, 1, 'state', 'State', NULL, FALSE, FALSE), \
     ({d}, 2, 'clinic', 'Clinic', 1, TRUE, FALSE)",
    "INSERT INTO locations (domain, id, number, name, site_code, kind, parent, data, created_at, updated_at) \
     VALUES ({d}, 'north', 1, 'North', 'north', 1, '', '{}', 0, 0)",
    "INSERT INTO locations (domain, id, number, name, site_code, kind, parent, data, created_at, updated_at) \
     VALUES ({d}, 'karu', 2, 'Karu', 'karu', 2, 'north', '{}', 0, 0)",
    "INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields) \
     VALUES ({d}, 1, 0, 'location_type.created', '2', 2, 'a', 'cli', '[]')",
    "INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields) \
     VALUES ({d}, 2, 0, 'location.created', 'karu', 2, 'a', 'cli', '[]')",
    "INSERT INTO taken_over (domain, source, kind, id, here, name, pass, refusal, left_out) \
     VALUES ({d}, 's', 'location_type', '412', '2', 'Clinic', 1, NULL, NULL), \
     ({d}, 's', 'location_type', 'bad', 'bad', 'Bad', 1, 'refused', NULL)",
];

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_places_become_unique() {
    let folder = folder();
    let database = Postgres::shared().database().await;
    for place in [Backend::Embedded(folder.path().to_owned()), Backend::Postgres(database)] {
        let store = Store::open(&place).await.unwrap();
        let mut tx = store.write().await.unwrap();
        go_back(&mut tx, schema_before()).await.unwrap();
        for (domain, types) in [(1, 2), (2, 7), (3, 2)] {
            for statement in DOMAIN {
                let statement = statement
                    .replace("{d}", &domain.to_string())
                    .replace("{types}", &types.to_string());
                tx.define(&statement).await.unwrap();
            }
        }
        go_forth(&mut tx).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        for (domain, type_offset, offset) in [(1, 0, 0), (2, 2, 2), (3, 9, 4)] {
            let types = location_types::list(&mut tx, domain).await.unwrap();
            let [state, clinic] = types.as_slice() else { panic!("{types:?}") };
            assert_eq!((state.number, state.code.as_str()), (type_offset + 1, "state"));
            assert_eq!((state.parent, state.administrative), (None, true));
            assert_eq!((clinic.number, clinic.parent), (type_offset + 2, Some(state.number)));
            assert_eq!((clinic.code.as_str(), clinic.administrative), ("clinic", false));
            let karu = locations::find(&mut tx, domain, "karu").await.unwrap().unwrap();
            assert_eq!((karu.number, karu.kind), (offset + 2, clinic.number));
            let sql =
                "SELECT id, number FROM changes WHERE domain = $1 AND seq > 0 ORDER BY seq LIMIT 9";
            let read = |row: &crate::Row<'_>| Ok((row.text(0)?, row.int(1)?));
            let changes = tx.all(sql, &[domain.into()], read).await.unwrap();
            let expected =
                [(clinic.number.to_string(), clinic.number), ("karu".to_owned(), karu.number)];
            assert_eq!(changes, expected);
            let sql = "SELECT here FROM taken_over WHERE domain = $1 AND source = 's' ORDER BY id";
            let here = tx.all(sql, &[domain.into()], |row| row.text(0)).await.unwrap();
            assert_eq!(here, [clinic.number.to_string(), "bad".to_owned()]);
        }
        assert_eq!(place_numbers::next(&mut tx, PlaceKind::Location).await.unwrap(), 7);
        assert_eq!(place_numbers::next(&mut tx, PlaceKind::LocationType).await.unwrap(), 12);
        drop(tx);
        assert_eq!(check::check(&store).await.unwrap().findings, []);
    }
}
