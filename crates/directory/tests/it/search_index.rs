use roster_model::{PeopleViewFilter, PeopleViewKey, PeopleViewOrder};
use roster_store::{Backend, Store};
use roster_testkit::raw_sql;

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    index_of_an_earlier_version_is_rebuilt_at_start,
}

async fn index_of_an_earlier_version_is_rebuilt_at_start(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    for number in 0..600 {
        fixture.worker(&format!("amina{number}")).await;
    }
    let store = Store::open(&backend).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run(raw_sql::DELETE_WORDS, &[]).await.unwrap();
    tx.run(raw_sql::FORGET_WORDS_VERSION, &[]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found(&fixture).await, 0);

    drop(Store::open(&backend).await.unwrap());
    assert_eq!(found(&fixture).await, 600);
}

async fn found(fixture: &Fixture) -> u64 {
    let filter =
        PeopleViewFilter { search: Some("AMÍNA".to_owned()), ..PeopleViewFilter::default() };
    let order = PeopleViewOrder { by: PeopleViewKey::Created, descending: false };
    let people = fixture.directory.people_view(&fixture.actor).unwrap();
    people.list(&filter, order, 0, 10).await.unwrap().page.total
}
