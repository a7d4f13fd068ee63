//! Taking workers into a group, and out of it.

use axum::extract::State;

use crate::{
    App,
    console::{
        form::Form,
        member::Member,
        page::{Shown, go_to},
        thing::{self, Thing},
    },
};

/// `POST /d/{domain}/group/{id}/members`.
pub(in crate::console) async fn add(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let users = form.all("user");
    app.directory.people_view(&member.actor)?.check_all(&users).await?;
    let count = app.directory.groups(&member.actor)?.add_members(&id, &users).await?;
    Ok(go_to(&back(&member, &id, "joined", count)))
}

/// `POST /d/{domain}/group/{id}/members/remove`.
pub(in crate::console) async fn remove(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let users = form.all("user");
    app.directory.people_view(&member.actor)?.check_all(&users).await?;
    let count = app.directory.groups(&member.actor)?.remove_members(&id, &users).await?;
    Ok(go_to(&back(&member, &id, "left", count)))
}

fn back(member: &Member, id: &str, done: &str, count: u64) -> String {
    format!("{}?done={done}&n={count}", thing::address(&member.base(), "group", id))
}
