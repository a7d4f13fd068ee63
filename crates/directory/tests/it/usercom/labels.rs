//! Tags and lists.

use roster_model::{
    Condition, Error, ListEdit, Patch, PersonFilter, Problem, Start, Tag, Tagged, Window,
};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{blank, first, number};
use crate::world::{World, errors, problem};

on_both_engines! {
    a_tag_is_created_by_being_used,
    tags_come_off,
    tags_are_made_renamed_and_listed,
    a_tag_goes_from_everybody,
    lists_are_made_changed_and_listed,
    people_are_put_on_lists,
    a_list_goes_from_everybody,
}

pub(super) fn list(name: &str) -> ListEdit {
    ListEdit { name: Some(name.to_owned()), ..ListEdit::default() }
}

fn tag(number: i64, name: &str) -> Tag {
    Tag { number, name: name.to_owned() }
}

async fn a_tag_is_created_by_being_used(place: Backend) {
    let world = World::open(place).await;
    let (me, other) = (world.contact(&blank()).await, world.contact(&blank()).await);
    let seq = world.seq().await;
    let people = world.people();
    for (whom, created) in [(me, true), (me, false), (other, false)] {
        let tagged = people.add_tag(&number(whom), " vip ").await.unwrap();
        assert_eq!(tagged, Tagged { tag: tag(1, "vip"), created });
    }
    let log = world.log_after(seq).await;
    assert_eq!((log.len(), log[0].as_str()), (3, "tag.created 1"));
    assert!(log[1].ends_with(": tags"));
    people.add_tags(&number(me), &["a".to_owned(), "vip".to_owned()]).await.unwrap();
    assert_eq!(world.seen(me).await.tags, [tag(1, "vip"), tag(2, "a")]);
    let filter = PersonFilter { conditions: vec![Condition::Tagged(1)] };
    assert_eq!(people.list(&filter, &first(9)).await.unwrap().total, 2);

    let names = ["b".to_owned(), String::new(), "t".repeat(256)];
    let expected = [
        ("tag_names".to_owned(), Some(1), Problem::Empty),
        ("tag_names".to_owned(), Some(2), Problem::TooLong(255)),
    ];
    assert_eq!(errors(people.add_tags(&number(me), &names).await), expected);
    assert_eq!(world.tags().list(&first(9)).await.unwrap().total, 2);
}

async fn tags_come_off(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    world.people().add_tag(&me, "vip").await.unwrap();
    for name in ["vip", "vip", "unknown"] {
        world.people().remove_tag(&me, name).await.unwrap();
    }
    assert!(world.people().find(&me).await.unwrap().tags.is_empty());
    let answer = world.people().remove_tag(&number(9), "vip").await;
    assert!(matches!(answer, Err(Error::NotFound { what: "user" })));
}

async fn tags_are_made_renamed_and_listed(place: Backend) {
    let world = World::open(place).await;
    let tags = world.tags();
    assert_eq!(tags.create("one").await.unwrap(), tag(1, "one"));
    assert_eq!(tags.create("two").await.unwrap(), tag(2, "two"));
    assert_eq!(problem(tags.create("two").await), Problem::HqItem("two".to_owned()));
    assert_eq!(problem(tags.rename(2, "one").await), Problem::HqItem("one".to_owned()));
    assert_eq!(tags.rename(2, "zwei").await.unwrap(), tag(2, "zwei"));
    assert_eq!(tags.find(2).await.unwrap(), tag(2, "zwei"));
    let page = tags.list(&Window { limit: 1, start: Start::Offset(0) }).await.unwrap();
    assert_eq!((page.items, page.total), (vec![tag(1, "one")], 2));
    let next = Window { limit: 1, start: Start::After(page.next.unwrap()) };
    assert_eq!(tags.list(&next).await.unwrap().items, [tag(2, "zwei")]);
    assert!(matches!(tags.rename(9, "x").await, Err(Error::NotFound { .. })));
}

async fn a_tag_goes_from_everybody(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    world.worker("jdoe").await;
    for whom in [me.clone(), number(2)] {
        world.people().add_tag(&whom, "vip").await.unwrap();
        world.people().add_tag(&whom, "stays").await.unwrap();
    }
    world.tags().delete(1).await.unwrap();
    for whom in [me, number(2)] {
        assert_eq!(world.people().find(&whom).await.unwrap().tags, [tag(2, "stays")]);
    }
    assert!(matches!(world.tags().delete(1).await, Err(Error::NotFound { .. })));
    assert_eq!(world.tags().create("vip").await.unwrap().number, 3);
}

async fn lists_are_made_changed_and_listed(place: Backend) {
    let world = World::open(place).await;
    let lists = world.lists();
    assert_eq!(problem(lists.create(&ListEdit::default()).await), Problem::Required);
    let made = lists.create(&list("news")).await.unwrap();
    assert_eq!((made.number, made.description.as_str()), (1, ""));
    let edit = ListEdit { description: Patch::Set("monthly".to_owned()), ..ListEdit::default() };
    let changed = lists.edit(1, &edit).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.description.as_str()), ("news", "monthly"));
    assert_eq!(lists.find(1).await.unwrap(), changed);
    assert_eq!(lists.list(&first(9)).await.unwrap().items, [changed]);
    assert!(matches!(lists.edit(2, &edit).await, Err(Error::NotFound { .. })));
}

async fn people_are_put_on_lists(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    let news = world.lists().create(&list("news")).await.unwrap();
    for _ in 0..2 {
        assert_eq!(world.people().add_to_list(&me, 1).await.unwrap(), news);
    }
    assert_eq!(world.people().find(&me).await.unwrap().lists, [news]);
    let filter = PersonFilter { conditions: vec![Condition::OnList(1)] };
    assert_eq!(world.people().list(&filter, &first(9)).await.unwrap().total, 1);
    let answer = world.people().add_to_list(&me, 7).await;
    assert!(matches!(answer, Err(Error::NotFound { what: "list" })));
    for _ in 0..2 {
        world.people().remove_from_list(&me, 1).await.unwrap();
    }
    assert!(world.people().find(&me).await.unwrap().lists.is_empty());
}

async fn a_list_goes_from_everybody(place: Backend) {
    let world = World::open(place).await;
    let me = number(world.contact(&blank()).await);
    world.lists().create(&list("news")).await.unwrap();
    world.people().add_to_list(&me, 1).await.unwrap();
    world.lists().delete(1).await.unwrap();
    assert!(world.people().find(&me).await.unwrap().lists.is_empty());
    assert!(matches!(world.lists().find(1).await, Err(Error::NotFound { .. })));
}
