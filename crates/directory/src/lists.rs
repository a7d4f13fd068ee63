//! Lists themselves: who is on them is the people's matter.

use roster_model::{
    Actor, Condition, Fault, Flaw, Kind, List, ListEdit, Page, Patch, Problem, Traits, Window,
};
use roster_store::{Tx, lists};

use crate::{Directory, contacts::release, faults::fault, reach::Reach, texts};

/// The lists of a domain.
pub struct Lists<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The lists of the actor's domain. Needs what [`Directory::people`] needs.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn lists(&self, actor: &Actor) -> Result<Lists<'_>, Fault> {
        Ok(Lists { reach: Reach::new(self, actor)? })
    }
}

impl Lists<'_> {
    /// A page of the lists, by number.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<List>, Fault> {
        let mut tx = self.reach.scope.read().await?;
        lists::list(&mut tx, self.reach.domain(), window).await.map_err(fault)
    }

    /// The list of this number.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, number: i64) -> Result<List, Fault> {
        load(&mut self.reach.scope.read().await?, self.reach.domain(), number).await
    }

    /// Makes a list. It needs a name.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn create(&self, edit: &ListEdit) -> Result<List, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let blank = List { number: 0, name: String::new(), description: String::new() };
        let mut flaws = Vec::new();
        if edit.name.is_none() && !edit.flaws.iter().any(|flaw| flaw.field == "name") {
            flaws.push(Flaw::new("name", Problem::Required));
        }
        let List { name, description, .. } = apply(blank, edit, flaws)?;
        let domain = work.number();
        let made = lists::insert(&mut work.tx, domain, &name, &description).await;
        let made = made.map_err(fault)?;
        work.log(Kind::ListCreated, &made.number.to_string(), Some(made.number), Vec::new());
        work.commit().await?;
        Ok(made)
    }

    /// Changes a list.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, number: i64, edit: &ListEdit) -> Result<List, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let domain = work.number();
        let before = load(&mut work.tx, domain, number).await?;
        work.check(&before)?;
        let after = apply(before.clone(), edit, Vec::new())?;
        if before == after {
            return Ok(after);
        }
        lists::update(&mut work.tx, domain, &after).await.map_err(fault)?;
        let named = [
            ("name", before.name != after.name),
            ("description", before.description != after.description),
        ];
        let differing = named.iter().filter(|(_, differs)| *differs);
        let fields = differing.map(|(name, _)| (*name).to_owned()).collect();
        work.log(Kind::ListUpdated, &number.to_string(), Some(number), fields);
        work.commit().await?;
        Ok(after)
    }

    /// Removes a list; whoever is on it stays, but not on it.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Denied`] when people are on it whom the actor does not see.
    pub async fn delete(&self, number: i64) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let domain = work.number();
        let list = load(&mut work.tx, domain, number).await?;
        work.check(&list)?;
        let listed = Condition::OnList(number);
        let leave = |traits: &mut Traits| traits.lists.retain(|list| *list != number);
        release::everybody(&mut work, &self.reach, listed, leave).await?;
        lists::delete(&mut work.tx, domain, number).await.map_err(fault)?;
        work.log(Kind::ListDeleted, &number.to_string(), Some(number), Vec::new());
        work.commit().await
    }
}

/// The list as the edit says.
fn apply(mut list: List, edit: &ListEdit, mut flaws: Vec<Flaw>) -> Result<List, Fault> {
    flaws.extend(edit.flaws.iter().cloned());
    if let Some(name) = &edit.name {
        flaws.extend(texts::name_flaw("name", name, List::MAX_NAME));
        name.trim().clone_into(&mut list.name);
    }
    match &edit.description {
        Patch::Keep => {}
        Patch::Clear => list.description.clear(),
        Patch::Set(text) => {
            flaws.extend(texts::flaw("description", text, List::MAX_DESCRIPTION));
            list.description.clone_from(text);
        }
    }
    if flaws.is_empty() { Ok(list) } else { Err(Fault::Invalid(flaws)) }
}

async fn load(tx: &mut Tx, domain: i64, number: i64) -> Result<List, Fault> {
    lists::find(tx, domain, number).await.map_err(fault)?.ok_or(Fault::missing("list"))
}
