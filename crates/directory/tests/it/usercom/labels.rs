//! Tags and lists.

use roster_model::{
    Condition, Error, ListEdit, Patch, PersonFilter, Problem, Start, Tag, Tagged, Window,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{blank, contacts_only, first, number};
use crate::fixture::{Fixture, errors, problem};

on_both_engines! {
    first_use_creates_a_tag,
    tags_are_removed,
    tags_are_created_renamed_and_listed,
    deleted_tag_is_removed_from_people,
    lists_are_created_updated_and_listed,
    people_are_added_to_lists,
    deleted_list_is_removed_from_people,
    contacts_only_key_renames_no_label_of_workers,
}

pub(super) fn list(name: &str) -> ListEdit {
    ListEdit { name: Some(name.to_owned()), ..ListEdit::default() }
}

fn tag(number: i64, name: &str) -> Tag {
    Tag { number, name: name.to_owned() }
}

async fn first_use_creates_a_tag(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (me, other) = (fixture.contact(&blank()).await, fixture.contact(&blank()).await);
    let seq = fixture.seq().await;
    let people = fixture.people();
    for (person, created) in [(me, true), (me, false), (other, false)] {
        let tagged = people.add_tag(&number(person), " vip ").await.unwrap();
        assert_eq!(tagged, Tagged { tag: tag(1, "vip"), created });
    }
    let log = fixture.log_after(seq).await;
    assert_eq!((log.len(), log[0].as_str()), (3, "tag.created 1"));
    assert!(log[1].ends_with(": tags"));
    people.add_tags(&number(me), &["a".to_owned(), "vip".to_owned()]).await.unwrap();
    assert_eq!(fixture.seen(me).await.tags, [tag(1, "vip"), tag(2, "a")]);
    let filter = PersonFilter { conditions: vec![Condition::tagged(1)] };
    assert_eq!(people.list(&filter, &first(9)).await.unwrap().total, 2);

    let names = ["b".to_owned(), String::new(), "t".repeat(256)];
    let expected = [
        ("tag_names".to_owned(), Some(1), Problem::Empty),
        ("tag_names".to_owned(), Some(2), Problem::TooLong(255)),
    ];
    assert_eq!(errors(people.add_tags(&number(me), &names).await), expected);
    assert_eq!(fixture.tags().list(&first(9)).await.unwrap().total, 2);
}

async fn tags_are_removed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    fixture.people().add_tag(&me, "vip").await.unwrap();
    for name in ["vip", "vip", "unknown"] {
        fixture.people().remove_tag(&me, name).await.unwrap();
    }
    assert!(fixture.people().find(&me).await.unwrap().tags.is_empty());
    let result = fixture.people().remove_tag(&number(9), "vip").await;
    assert!(matches!(result, Err(Error::NotFound { what: "user" })));
}

async fn tags_are_created_renamed_and_listed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let tags = fixture.tags();
    assert_eq!(tags.create("one").await.unwrap(), tag(1, "one"));
    assert_eq!(tags.create("two").await.unwrap(), tag(2, "two"));
    assert_eq!(problem(tags.create("two").await), Problem::Taken("two".to_owned()));
    assert_eq!(problem(tags.rename(2, "one").await), Problem::Taken("one".to_owned()));
    assert_eq!(tags.rename(2, "zwei").await.unwrap(), tag(2, "zwei"));
    assert_eq!(tags.find(2).await.unwrap(), tag(2, "zwei"));
    let page = tags.list(&Window { limit: 1, start: Start::Offset(0) }).await.unwrap();
    assert_eq!((page.items, page.total), (vec![tag(1, "one")], 2));
    let next = Window { limit: 1, start: Start::After(page.next.unwrap()) };
    assert_eq!(tags.list(&next).await.unwrap().items, [tag(2, "zwei")]);
    assert!(matches!(tags.rename(9, "x").await, Err(Error::NotFound { .. })));
}

async fn deleted_tag_is_removed_from_people(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    fixture.worker("jdoe").await;
    for person in [me.clone(), number(2)] {
        fixture.people().add_tag(&person, "vip").await.unwrap();
        fixture.people().add_tag(&person, "stays").await.unwrap();
    }
    fixture.tags().delete(1).await.unwrap();
    for person in [me, number(2)] {
        assert_eq!(fixture.people().find(&person).await.unwrap().tags, [tag(2, "stays")]);
    }
    assert!(matches!(fixture.tags().delete(1).await, Err(Error::NotFound { .. })));
    assert_eq!(fixture.tags().create("vip").await.unwrap().number, 3);
}

async fn lists_are_created_updated_and_listed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let lists = fixture.lists();
    assert_eq!(problem(lists.create(&ListEdit::default()).await), Problem::Required);
    let created = lists.create(&list("news")).await.unwrap();
    assert_eq!((created.number, created.description.as_str()), (1, ""));
    let edit = ListEdit { description: Patch::Set("monthly".to_owned()), ..ListEdit::default() };
    let changed = lists.edit(1, &edit).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.description.as_str()), ("news", "monthly"));
    assert_eq!(lists.find(1).await.unwrap(), changed);
    assert_eq!(lists.list(&first(9)).await.unwrap().items, [changed]);
    assert!(matches!(lists.edit(2, &edit).await, Err(Error::NotFound { .. })));
}

async fn people_are_added_to_lists(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    let news = fixture.lists().create(&list("news")).await.unwrap();
    for _ in 0..2 {
        assert_eq!(fixture.people().add_to_list(&me, 1).await.unwrap(), news);
    }
    assert_eq!(fixture.people().find(&me).await.unwrap().lists, [news]);
    let filter = PersonFilter { conditions: vec![Condition::on_list(1)] };
    assert_eq!(fixture.people().list(&filter, &first(9)).await.unwrap().total, 1);
    let result = fixture.people().add_to_list(&me, 7).await;
    assert!(matches!(result, Err(Error::NotFound { what: "list" })));
    for _ in 0..2 {
        fixture.people().remove_from_list(&me, 1).await.unwrap();
    }
    assert!(fixture.people().find(&me).await.unwrap().lists.is_empty());
}

async fn deleted_list_is_removed_from_people(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    fixture.lists().create(&list("news")).await.unwrap();
    fixture.people().add_to_list(&me, 1).await.unwrap();
    fixture.lists().delete(1).await.unwrap();
    assert!(fixture.people().find(&me).await.unwrap().lists.is_empty());
    assert!(matches!(fixture.lists().find(1).await, Err(Error::NotFound { .. })));
}

async fn contacts_only_key_renames_no_label_of_workers(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let me = number(fixture.contact(&blank()).await);
    fixture.worker("jdoe").await;
    for (person, name) in [(&me, "mine"), (&number(2), "theirs")] {
        let created = fixture.lists().create(&list(name)).await.unwrap();
        fixture.people().add_to_list(person, created.number).await.unwrap();
        fixture.people().add_tag(person, name).await.unwrap();
    }
    let actor = contacts_only(&fixture.actor);
    let tags = fixture.directory.tags(&actor).unwrap();
    let lists = fixture.directory.lists(&actor).unwrap();
    tags.rename(1, "changed").await.unwrap();
    lists.edit(1, &list("changed")).await.unwrap();
    assert!(matches!(tags.rename(2, "changed too").await, Err(Error::Forbidden(_))));
    assert!(matches!(lists.edit(2, &list("changed too")).await, Err(Error::Forbidden(_))));
}
