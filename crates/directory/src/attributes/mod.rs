//! Definitions of custom attributes of people and companies (User.com dialect).

mod registry;
mod remove;
mod value;

pub(crate) use registry::{Guard, Registry};
pub(crate) use value::convert;

use roster_model::{
    Actor, Attribute, Error, Field, FieldError, FieldType, NewAttribute, Page, Problem,
    StandardField, Start, Subject, Window,
};
use roster_store::Tx;

use crate::{Directory, fields::validate_choices, text, visibility::Visibility};

/// The attributes defined in a domain.
pub struct Attributes<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The attributes of the actor's domain. Requires what [`Directory::people`] requires.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn attributes(&self, actor: &Actor) -> Result<Attributes<'_>, Error> {
        Ok(Attributes { visibility: Visibility::new(self, actor)? })
    }
}

impl Attributes<'_> {
    /// A page of the attributes of people and companies, by number.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Attribute>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        Ok(page(self.all(&mut tx).await?, window))
    }

    /// Returns the attribute with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<Attribute, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let all = self.all(&mut tx).await?;
        let found = all.into_iter().find(|attribute| attribute.field.number == number);
        found.ok_or(Error::not_found("attribute"))
    }

    /// Returns the attribute with that slug or label.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find_by_name(&self, subject: Subject, name: &str) -> Result<Attribute, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let registry = Registry::load(&mut tx, self.visibility.domain(), subject).await?;
        let field = registry.find(name).cloned().ok_or(Error::not_found("attribute"))?;
        Ok(Attribute { field, subject })
    }

    /// Defines an attribute. It is not declared for workers.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub async fn define(&self, new: &NewAttribute) -> Result<Attribute, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let domain = tx.number();
        let mut registry = Registry::load(&mut tx.store, domain, new.subject).await?;
        let errors = validate(new, &registry);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let name = new.name.as_deref().unwrap_or_default();
        let field = registry.define(&mut tx, name, new.value_type, new.choices.clone()).await?;
        tx.commit_or_defer().await?;
        Ok(Attribute { field, subject: new.subject })
    }

    /// All attributes, by number.
    async fn all(&self, tx: &mut Tx) -> Result<Vec<Attribute>, Error> {
        let mut all = Vec::new();
        for subject in [Subject::Person, Subject::Company] {
            let registry = Registry::load(tx, self.visibility.domain(), subject).await?;
            let attribute = |field: Field| Attribute { field, subject };
            all.extend(registry.fields.into_iter().map(attribute));
        }
        all.sort_by_key(|attribute| attribute.field.number);
        Ok(all)
    }
}

fn validate(new: &NewAttribute, registry: &Registry) -> Vec<FieldError> {
    let mut errors = new.errors.clone();
    let has_error = |field: &str| new.errors.iter().any(|error| error.field == field);
    match &new.name {
        None if has_error("name") => {}
        None => errors.push(FieldError::new("name", Problem::Required)),
        Some(name) => {
            errors.extend(text::validate_name("name", name, NewAttribute::MAX_NAME));
            if let Some(standard) = StandardField::find(new.subject, name) {
                errors.push(FieldError::new("name", Problem::StandardField(standard.name)));
            } else if Guard::for_people(None).controls(name) && new.subject == Subject::Person {
                errors.push(FieldError::new("name", Problem::Controlled(name.clone())));
            } else if registry.find(name).is_some() {
                errors.push(FieldError::new("name", Problem::Taken(name.clone())));
            }
        }
    }
    if new.value_type == FieldType::Fixed && new.choices.is_empty() && !has_error("choices") {
        errors.push(FieldError::new("choices", Problem::Required));
    }
    errors.extend(validate_choices(None, &new.choices));
    errors
}

/// A page of the definitions. They are few and in two tables, so all are loaded.
fn page(all: Vec<Attribute>, window: &Window) -> Page<Attribute> {
    let total = all.len() as u64;
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let rest: Vec<Attribute> = match &window.start {
        Start::Offset(offset) => {
            all.into_iter().skip(usize::try_from(*offset).unwrap_or(usize::MAX)).collect()
        }
        Start::After(last) => {
            let last: i64 = last.parse().unwrap_or(0);
            all.into_iter().filter(|attribute| attribute.field.number > last).collect()
        }
    };
    let more = rest.len() > limit;
    let items: Vec<Attribute> = rest.into_iter().take(limit).collect();
    let next = items.last().filter(|_| more).map(|last| last.field.number.to_string());
    Page { items, total, next }
}
