//! The check of the store finds what differs from the records.

use roster_store::{Backend, check};
use roster_testkit::on_both_engines;

use crate::shared_people::{add, begin, commit, open};

on_both_engines! { every_copy_of_a_record_is_compared }

/// A change behind the server's back, and the problem that it makes.
const CHANGES: [(&str, &str); 7] = [
    ("UPDATE person_words SET state = 2", "the rows of person_words differ"),
    ("UPDATE person_phones SET phone = '7'", "the rows of person_phones differ"),
    ("UPDATE people SET email = 'other@example.org'", "the columns differ"),
    ("DELETE FROM usernames", "the username is not reserved"),
    ("UPDATE people_blocks SET size = size + 1 WHERE state = 1", "the blocks of a list"),
    ("UPDATE domain_state SET active_workers = 7", "the total of active workers"),
    ("UPDATE domain_state SET seq = seq + 1", "the last change is"),
];

async fn every_copy_of_a_record_is_compared(backend: Backend) {
    let (store, domain) = open(&backend).await;
    let (mut tx, mut state) = begin(&store, domain, "any").await.unwrap();
    let entry = add(&mut tx, domain, &mut state).await.unwrap();
    commit(tx, domain, &state, entry).await.unwrap();
    // The size of the record, which only the directory counts.
    let mut known = check::check(&store).await.unwrap().findings;
    assert_eq!(known.len(), 1, "{known:?}");
    for (change, problem) in CHANGES {
        let report = check::check(&store).await.unwrap();
        assert_eq!((report.people, &report.findings), (1, &known), "before: {change}");

        let mut tx = store.write().await.unwrap();
        assert!(tx.run(change, &[]).await.unwrap() > 0, "{change}");
        tx.commit().await.unwrap();
        let found = check::check(&store).await.unwrap().findings;
        assert!(
            found.iter().any(|it| !known.contains(it) && it.what.contains(problem)),
            "{change}: {found:?}"
        );
        known = found;
    }
}
