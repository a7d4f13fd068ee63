//! Moves that break off, and go on.

use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    far_side::FarSide,
    line::{Line, Mishap},
    near_side::{NearSide, assert_alike},
};

on_both_engines! { a_move_goes_on_where_it_broke_off }

async fn a_move_goes_on_where_it_broke_off(place: Backend) {
    let far = FarSide::open("live").await;
    let near = NearSide::open(place).await;
    let broken = |number: usize| (number >= 8).then_some(Mishap::Silence);
    let line = Line::to(far.address, Box::new(broken), Box::new(|_| Box::pin(async {}))).await;
    let failure = near.puller(&far, line.address).await.run(10, false).await.unwrap_err();
    assert!(format!("{failure:#}").contains("failed too often"), "{failure:#}");
    // The waits grow to a minute, and no longer.
    let waits: Vec<u64> =
        near.waits.lock().unwrap().iter().map(std::time::Duration::as_secs).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]);

    let line = Line::good(far.address).await;
    let ending = near.puller(&far, line.address).await.run(10, false).await.unwrap();
    assert!(ending.stable && ending.agrees());
    // The pages before were one of levels, three of places, one of groups, and three of workers.
    let first = &line.asked()[0];
    assert!(first.contains("/user/?") && first.contains("offset=12"), "{first}");
    assert_alike(&far, &near).await;

    let afresh = near.puller(&far, line.address).await.run(10, true).await.unwrap();
    assert_eq!(afresh.passes, 1);
}
