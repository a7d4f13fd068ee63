//! The check of the store finds what differs from the records.

use roster_model::NewGroup;
use roster_store::{Backend, check};
use roster_testkit::on_both_engines;

use crate::fixture::Fixture;

on_both_engines! { every_copy_of_a_record_is_compared }

/// A change behind the server's back, and the table or subject of the problem.
const CHANGES: [(&str, &str); 6] = [
    ("UPDATE group_members SET state = 2", "the rows of group_members differ"),
    ("UPDATE person_words SET names = names + 4", "the rows of person_words differ"),
    ("UPDATE people SET email = 'other@example.org'", "the columns differ"),
    ("DELETE FROM usernames", "the username is not reserved"),
    ("UPDATE people_blocks SET size = size + 1 WHERE state = 1", "the blocks of a list"),
    ("UPDATE domain_state SET active_workers = 7", "the total of active workers"),
];

async fn every_copy_of_a_record_is_compared(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let users = Some(vec![fixture.worker("asha").await.to_string()]);
    let new = NewGroup { name: Some("Nurses".to_owned()), users, ..NewGroup::default() };
    fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap();
    let mut known = Vec::new();
    for (change, problem) in CHANGES {
        let report = check::check(&fixture.store).await.unwrap();
        assert_eq!((report.people, &report.findings), (1, &known), "before: {change}");

        let mut tx = fixture.store.write().await.unwrap();
        assert!(tx.run(change, &[]).await.unwrap() > 0, "{change}");
        tx.commit().await.unwrap();
        let found = check::check(&fixture.store).await.unwrap().findings;
        let mut new = found.iter().filter(|finding| !known.contains(finding));
        assert!(new.next().unwrap().what.contains(problem), "{change}: {found:?}");
        assert_eq!(new.next(), None, "{change}");
        known = found;
    }
}
