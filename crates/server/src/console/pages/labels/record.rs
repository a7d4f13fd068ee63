//! A company, tag or list as the commands of the directory read and write it.

use std::hash::{Hash, Hasher};

use roster_directory::Directory;
use roster_model::{
    Actor, CompanyEdit, CompanyRef, CompanyView, Error, LabelKind, List, ListEdit, Patch, Tag,
};

use super::LabelPath;
use crate::console::{extract::Form, optimistic_lock::Inputs};

/// A record.
pub(super) enum Record {
    Company(Box<CompanyView>),
    Tag(Tag),
    List(List),
}

/// As the record itself, whose revision the directory compares.
impl Hash for Record {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Company(company) => company.hash(state),
            Self::Tag(tag) => tag.hash(state),
            Self::List(list) => list.hash(state),
        }
    }
}

/// The input of the form.
#[derive(Clone, Default)]
pub(super) struct FormValues {
    pub(super) name: String,
    /// The external ID of a company.
    pub(super) custom_id: String,
    /// The description of a list.
    pub(super) description: String,
}

impl Record {
    /// Loads a record.
    pub(super) async fn load(
        directory: &Directory,
        actor: &Actor,
        LabelPath { kind, number }: LabelPath,
    ) -> Result<Self, Error> {
        Ok(match kind {
            LabelKind::Company => {
                let company = CompanyRef::Number(number);
                Self::Company(Box::new(directory.companies(actor)?.find(&company).await?))
            }
            LabelKind::Tag => Self::Tag(directory.tags(actor)?.find(number).await?),
            LabelKind::List => Self::List(directory.lists(actor)?.find(number).await?),
        })
    }

    /// Deletes a record.
    pub(super) async fn delete(
        directory: &Directory,
        actor: &Actor,
        LabelPath { kind, number }: LabelPath,
    ) -> Result<(), Error> {
        match kind {
            LabelKind::Company => {
                directory.companies(actor)?.delete(&CompanyRef::Number(number)).await
            }
            LabelKind::Tag => directory.tags(actor)?.delete(number).await,
            LabelKind::List => directory.lists(actor)?.delete(number).await,
        }
    }

    /// The values of the form.
    pub(super) fn values(&self) -> FormValues {
        let empty = FormValues::default();
        match self {
            Self::Company(view) => FormValues {
                name: view.company.name.clone(),
                custom_id: view.company.custom_id.clone().unwrap_or_default(),
                ..empty
            },
            Self::Tag(tag) => FormValues { name: tag.name.clone(), ..empty },
            Self::List(list) => FormValues {
                name: list.name.clone(),
                description: list.description.clone(),
                ..empty
            },
        }
    }
}

impl FormValues {
    /// Reads the inputs.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            name: text("name"),
            custom_id: text("custom_id"),
            description: text("description").replace("\r\n", "\n"),
        }
    }

    /// The inputs of the form of a kind.
    pub(super) fn inputs(&self, kind: LabelKind) -> Inputs {
        let inputs = Inputs::default().text("name", &self.name);
        match kind {
            LabelKind::Company => inputs.text("custom_id", &self.custom_id),
            LabelKind::Tag => inputs,
            LabelKind::List => inputs.text("description", &self.description),
        }
    }

    /// Creates a record. Returns its number.
    pub(super) async fn create(
        &self,
        directory: &Directory,
        actor: &Actor,
        kind: LabelKind,
    ) -> Result<i64, Error> {
        Ok(match kind {
            LabelKind::Company => {
                directory.companies(actor)?.create(&self.company()).await?.company.number
            }
            LabelKind::Tag => directory.tags(actor)?.create(&self.name).await?.number,
            LabelKind::List => directory.lists(actor)?.create(&self.list()).await?.number,
        })
    }

    /// Saves a record.
    pub(super) async fn save(
        &self,
        directory: &Directory,
        actor: &Actor,
        LabelPath { kind, number }: LabelPath,
    ) -> Result<(), Error> {
        match kind {
            LabelKind::Company => {
                let company = CompanyRef::Number(number);
                directory.companies(actor)?.edit(&company, &self.company()).await.map(drop)
            }
            LabelKind::Tag => directory.tags(actor)?.rename(number, &self.name).await.map(drop),
            LabelKind::List => directory.lists(actor)?.edit(number, &self.list()).await.map(drop),
        }
    }

    fn company(&self) -> CompanyEdit {
        let (name, custom_id) = (Some(self.name.clone()), patch(&self.custom_id));
        CompanyEdit { name, custom_id, ..CompanyEdit::default() }
    }

    fn list(&self) -> ListEdit {
        let (name, description) = (Some(self.name.clone()), patch(&self.description));
        ListEdit { name, description, ..ListEdit::default() }
    }
}

fn patch(text: &str) -> Patch<String> {
    if text.is_empty() { Patch::Clear } else { Patch::Set(text.to_owned()) }
}
