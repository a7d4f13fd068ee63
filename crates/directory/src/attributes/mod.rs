//! Definitions of custom attributes, of people and of companies.

mod registry;
mod remove;
mod value;

pub(crate) use registry::{Guard, Registry};

use roster_model::{
    Actor, Attribute, Fault, Field, FieldType, Flaw, NewAttribute, Page, Problem, Start, Subject,
    Window,
};
use roster_store::Tx;

use crate::{Directory, reach::Reach, texts};

/// The attributes defined in a domain.
pub struct Attributes<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The attributes of the actor's domain. Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn attributes(&self, actor: &Actor) -> Result<Attributes<'_>, Fault> {
        Ok(Attributes { reach: Reach::new(self, actor)? })
    }
}

impl Attributes<'_> {
    /// A page of the attributes of people and companies, by number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Attribute>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        Ok(page(self.all(&mut tx).await?, window))
    }

    /// The attribute of this number.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, number: i64) -> Result<Attribute, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let all = self.all(&mut tx).await?;
        let found = all.into_iter().find(|attribute| attribute.field.number == number);
        found.ok_or(Fault::missing("attribute"))
    }

    /// The attribute of that slug or label.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find_by_name(&self, subject: Subject, name: &str) -> Result<Attribute, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let registry = Registry::load(&mut tx, self.reach.domain(), subject).await?;
        let field = registry.find(name).cloned().ok_or(Fault::missing("attribute"))?;
        Ok(Attribute { field, subject })
    }

    /// Defines an attribute. It is not declared for workers.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn define(&self, new: &NewAttribute) -> Result<Attribute, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let domain = work.number();
        let mut registry = Registry::load(&mut work.tx, domain, new.subject).await?;
        let flaws = flaws(new, &registry);
        if !flaws.is_empty() {
            return Err(Fault::Invalid(flaws));
        }
        let name = new.name.as_deref().unwrap_or_default();
        let field = registry.define(&mut work, name, new.value_type, new.choices.clone()).await?;
        work.commit().await?;
        Ok(Attribute { field, subject: new.subject })
    }

    /// All attributes, by number.
    async fn all(&self, tx: &mut Tx) -> Result<Vec<Attribute>, Fault> {
        let mut all = Vec::new();
        for subject in [Subject::Person, Subject::Company] {
            let registry = Registry::load(tx, self.reach.domain(), subject).await?;
            let of = |field: Field| Attribute { field, subject };
            all.extend(registry.fields.into_iter().map(of));
        }
        all.sort_by_key(|attribute| attribute.field.number);
        Ok(all)
    }
}

fn flaws(new: &NewAttribute, registry: &Registry) -> Vec<Flaw> {
    let mut flaws = new.flaws.clone();
    let told = |field: &str| new.flaws.iter().any(|flaw| flaw.field == field);
    match &new.name {
        None if told("name") => {}
        None => flaws.push(Flaw::new("name", Problem::Required)),
        Some(name) => {
            flaws.extend(texts::name_flaw("name", name, NewAttribute::MAX_NAME));
            if Guard::of_people(None).controls(name) && new.subject == Subject::Person {
                flaws.push(Flaw::new("name", Problem::Controlled(name.clone())));
            } else if registry.find(name).is_some() {
                flaws.push(Flaw::new("name", Problem::Taken(name.clone())));
            }
        }
    }
    if new.value_type == FieldType::Fixed && new.choices.is_empty() && !told("choices") {
        flaws.push(Flaw::new("choices", Problem::Required));
    }
    flaws
}

/// Definitions are few, and in two tables: they are read as a whole and cut here.
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
