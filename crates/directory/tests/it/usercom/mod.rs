//! The User.com dialect: people, companies, tags, lists, events and attributes.

mod attributes;
mod companies;
mod events;
mod keys;
mod label_people;
mod labels;
mod merge;
mod people;
mod search;

use roster_directory::{Attributes, Companies, Events, Lists, People, Tags};
use roster_model::{
    Actor, Email, Patch, PersonEdit, PersonRef, PersonView, Start, Undefined, Who, Window,
};
use serde_json::{Value, json};

use crate::fixture::Fixture;

impl Fixture {
    pub(crate) fn people(&self) -> People<'_> {
        self.directory.people(&self.actor).unwrap()
    }

    fn tags(&self) -> Tags<'_> {
        self.directory.tags(&self.actor).unwrap()
    }

    fn lists(&self) -> Lists<'_> {
        self.directory.lists(&self.actor).unwrap()
    }

    fn companies(&self) -> Companies<'_> {
        self.directory.companies(&self.actor).unwrap()
    }

    fn events(&self) -> Events<'_> {
        self.directory.events(&self.actor).unwrap()
    }

    fn attributes(&self) -> Attributes<'_> {
        self.directory.attributes(&self.actor).unwrap()
    }

    /// Creates a contact. Returns the number.
    async fn contact(&self, edit: &PersonEdit) -> i64 {
        self.people().create(edit).await.unwrap().person.number
    }

    /// Creates a worker. Returns the number.
    async fn worker_number(&self, name: &str) -> i64 {
        let id = self.worker(name).await;
        let workers = self.directory.workers(&self.actor).unwrap();
        workers.find(id.as_str(), false).await.unwrap().person.number
    }

    async fn seen(&self, number: i64) -> PersonView {
        self.people().find(&PersonRef::Number(number)).await.unwrap()
    }
}

/// An actor with a contacts-only app key.
fn contacts_only(actor: &Actor) -> Actor {
    let who = Who::AppKey { prefix: "abcdefgh".to_owned(), contacts_only: true };
    Actor { who, ..actor.clone() }
}

fn blank() -> PersonEdit {
    PersonEdit::default()
}

fn with_email(email: &str) -> PersonEdit {
    PersonEdit { email: Patch::Set(Email::parse(email).unwrap().unwrap()), ..blank() }
}

fn with_custom_id(id: &str) -> PersonEdit {
    PersonEdit { custom_id: Patch::Set(id.to_owned()), ..blank() }
}

/// An edit that sets attributes and defines the missing ones.
fn with_attributes(values: &Value) -> PersonEdit {
    let attributes = values.as_object().unwrap().clone();
    PersonEdit { attributes, undefined: Undefined::Define, ..blank() }
}

fn number(number: i64) -> PersonRef {
    PersonRef::Number(number)
}

fn first(limit: u32) -> Window {
    Window { limit, start: Start::Offset(0) }
}

fn custom(view: &PersonView) -> Value {
    json!(view.person.custom)
}
