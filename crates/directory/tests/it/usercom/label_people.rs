//! The people of companies, tags and lists, as pages show and change them.

use roster_directory::{Labels, RelatedData};
use roster_model::{
    CompanyEdit, Error, LabelKind, PeopleViewFilter, PeopleViewOrder, Problem,
    limits::MAX_PER_PERSON,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{blank, contacts_only, labels::list, number};
use crate::fixture::{Fixture, errors};

on_both_engines! {
    records_are_searched_and_counted,
    people_are_added_and_removed_in_one_change,
    person_at_a_limit_is_named_and_nothing_changes,
    contacts_only_key_counts_and_changes_contacts,
    record_of_another_domain_is_missing,
}

const KINDS: [LabelKind; 3] = [LabelKind::Company, LabelKind::Tag, LabelKind::List];

fn labels(fixture: &Fixture) -> Labels<'_> {
    fixture.directory.labels(&fixture.actor).unwrap()
}

/// Creates a company, a tag and a list with this name. Each has the same number.
async fn create(fixture: &Fixture, name: &str) -> i64 {
    let company = CompanyEdit { name: Some(name.to_owned()), ..CompanyEdit::default() };
    let company = fixture.companies().create(&company).await.unwrap().company.number;
    assert_eq!(fixture.tags().create(name).await.unwrap().number, company);
    assert_eq!(fixture.lists().create(&list(name)).await.unwrap().number, company);
    company
}

async fn records_are_searched_and_counted(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    for name in ["Zebra", "Alpha", "alp_s"] {
        create(&fixture, name).await;
    }
    let me = fixture.contact(&blank()).await;
    let worker = fixture.worker_number("jdoe").await;
    for kind in KINDS {
        labels(&fixture).add_people(kind, 2, &[me, worker]).await.unwrap();
        let names = async |text: &str, offset, limit| {
            let page = labels(&fixture).list(kind, text, offset, limit).await.unwrap();
            let names = page.items.into_iter().map(|it| (it.name, it.people));
            (names.collect::<Vec<_>>(), page.total)
        };
        let (mut all, total) = names("", 0, 9).await;
        all.sort();
        let expected = [("Alpha", 2), ("Zebra", 0), ("alp_s", 0)];
        assert_eq!(all, expected.map(|(name, people)| (name.to_owned(), people)), "{kind:?}");
        assert_eq!(total, 3);
        assert_eq!(names("", 1, 1).await.0.len(), 1);
        assert_eq!(names("LPH", 0, 9).await, (vec![("Alpha".to_owned(), 2)], 1));
        for (text, total) in [("p_", 1), ("%", 0), ("\0", 0), ("x", 0)] {
            assert_eq!(names(text, 0, 9).await.1, total, "{text}");
        }
        assert_eq!(labels(&fixture).find(kind, 2).await.unwrap().people, 2);
        let missing = labels(&fixture).find(kind, 9).await;
        assert!(matches!(missing, Err(Error::NotFound { .. })), "{kind:?}");
    }
    let company = roster_model::CompanyRef::Number(3);
    fixture.companies().add_tag(&company, "Alpha").await.unwrap();
    assert_eq!(labels(&fixture).find(LabelKind::Tag, 2).await.unwrap().companies, 1);
}

async fn people_are_added_and_removed_in_one_change(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let label = create(&fixture, "vip").await;
    let mut people = vec![fixture.contact(&blank()).await, fixture.worker_number("jdoe").await];
    people.push(fixture.contact(&blank()).await);
    for kind in KINDS {
        let filter = match kind {
            LabelKind::Company => {
                PeopleViewFilter { company: Some(label), ..PeopleViewFilter::default() }
            }
            LabelKind::Tag => PeopleViewFilter { tag: Some(label), ..PeopleViewFilter::default() },
            LabelKind::List => {
                PeopleViewFilter { list: Some(label), ..PeopleViewFilter::default() }
            }
        };
        let members = async || {
            let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
            let order = PeopleViewOrder::default();
            let found = people_view.list(&filter, order, 0, 9).await.unwrap().page;
            let mut numbers: Vec<i64> = found.items.iter().map(|person| person.number).collect();
            numbers.sort_unstable();
            assert_eq!(found.total, numbers.len() as u64);
            numbers
        };
        assert_eq!(labels(&fixture).add_people(kind, label, &people[..1]).await.unwrap(), 1);
        let seq = fixture.seq().await;
        let with_unknown = [people[0], people[1], 99, people[2], people[1]];
        assert_eq!(labels(&fixture).add_people(kind, label, &with_unknown).await.unwrap(), 2);
        assert_eq!(members().await, people, "{kind:?}");
        let log = fixture.log_after(seq).await;
        let (field, count) = match kind {
            LabelKind::Company => ("companies", 3),
            LabelKind::Tag => ("tags", 2),
            LabelKind::List => ("lists", 2),
        };
        assert_eq!(log.len(), count, "{log:?}");
        assert!(log.iter().filter(|line| line.ends_with(&format!(": {field}"))).count() == 2);
        let seq = fixture.seq().await;
        assert_eq!(labels(&fixture).add_people(kind, label, &people).await.unwrap(), 0);
        assert_eq!(fixture.seq().await, seq, "nothing is logged");
        assert_eq!(labels(&fixture).remove_people(kind, label, &people[1..]).await.unwrap(), 2);
        assert_eq!(members().await, people[..1]);
        let missing = labels(&fixture).add_people(kind, 9, &people).await;
        assert!(matches!(missing, Err(Error::NotFound { .. })), "{kind:?}");
    }
    let many: Vec<i64> = (0..1_001).collect();
    let result = labels(&fixture).add_people(LabelKind::Tag, label, &many).await;
    assert_eq!(errors(result), [("person".to_owned(), None, Problem::TooMany(1_000))]);
}

async fn person_at_a_limit_is_named_and_nothing_changes(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let names: Vec<String> = (0..MAX_PER_PERSON).map(|number| format!("tag {number}")).collect();
    let (free, full) = (fixture.contact(&blank()).await, fixture.contact(&blank()).await);
    fixture.people().add_tags(&number(full), &names).await.unwrap();
    let vip = fixture.tags().create("vip").await.unwrap().number;
    let result = labels(&fixture).add_people(LabelKind::Tag, vip, &[free, full]).await;
    let expected = ("tags".to_owned(), Some(1), Problem::TooManyItems(MAX_PER_PERSON));
    assert_eq!(errors(result), [expected]);
    assert!(fixture.seen(free).await.tags.is_empty());
}

async fn contacts_only_key_counts_and_changes_contacts(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let label = create(&fixture, "vip").await;
    let (contact, worker) = (fixture.contact(&blank()).await, fixture.worker_number("jdoe").await);
    let other = fixture.contact(&blank()).await;
    let actor = contacts_only(&fixture.actor);
    for kind in KINDS {
        labels(&fixture).add_people(kind, label, &[contact, worker]).await.unwrap();
        let own = fixture.directory.labels(&actor).unwrap();
        assert_eq!(own.find(kind, label).await.unwrap().people, 1, "{kind:?}");
        assert_eq!(own.list(kind, "", 0, 9).await.unwrap().items[0].people, 1, "{kind:?}");
        let added = own.add_people(kind, label, &[other, worker]).await;
        if kind == LabelKind::Company {
            assert!(matches!(added, Err(Error::Forbidden(_))), "{added:?}");
        } else {
            assert_eq!(added.unwrap(), 1, "{kind:?}");
            assert_eq!(own.remove_people(kind, label, &[worker]).await.unwrap(), 0, "{kind:?}");
        }
        assert_eq!(labels(&fixture).remove_people(kind, label, &[worker]).await.unwrap(), 1);
    }
}

async fn record_of_another_domain_is_missing(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let label = create(&fixture, "vip").await;
    let me = fixture.contact(&blank()).await;
    let other = fixture.another_domain().await;
    let elsewhere = fixture.directory.labels(&other).unwrap();
    for kind in KINDS {
        labels(&fixture).add_people(kind, label, &[me]).await.unwrap();
        assert!(matches!(elsewhere.find(kind, label).await, Err(Error::NotFound { .. })));
        let result = elsewhere.remove_people(kind, label, &[me]).await;
        assert!(matches!(result, Err(Error::NotFound { .. })), "{kind:?}: {result:?}");
        assert_eq!(elsewhere.list(kind, "", 0, 9).await.unwrap().total, 0);
        let people_view = fixture.directory.people_view(&fixture.actor).unwrap();
        let wanted = RelatedData { tags: true, companies: true, last_submission: true };
        let (all, order) = (PeopleViewFilter::default(), PeopleViewOrder::default());
        let found = people_view.list_with(&all, order, (0, 9), wanted).await.unwrap();
        assert!(found.related.last_submissions.is_empty());
        assert_eq!(found.related.companies.len(), 1);
    }
}
