//! Making and changing levels.

use roster_model::{
    Fault, Flaw, Kind, LocationType, LocationTypeEdit, NewLocationType, Patch, Problem,
};
use roster_store::location_types;

use super::{Levels, LocationTypes, missing};
use crate::{faults::fault, names, work::Work};

impl LocationTypes<'_> {
    /// Makes a level, below another or at the top.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn create(&self, new: NewLocationType) -> Result<LocationType, Fault> {
        let mut work = self.scope.begin().await?;
        let level = create_in(&mut work, new).await?;
        work.commit().await?;
        Ok(level)
    }

    /// Changes a level; what the edit does not name stays. A level in use stays where it is in the
    /// tree, as the places on it do.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, number: i64, edit: LocationTypeEdit) -> Result<LocationType, Fault> {
        let mut work = self.scope.begin().await?;
        if work.is_conditional() {
            let domain = work.number();
            let levels = Levels::load(&mut work.tx, domain).await?.into_all();
            let present = levels.into_iter().find(|level| level.number == number);
            work.check(&present.ok_or_else(missing)?)?;
        }
        let (level, changed) = edit_in(&mut work, number, edit).await?;
        if !changed.is_empty() {
            work.commit().await?;
        }
        Ok(level)
    }
}

/// Makes a level within a transaction; a refused one leaves nothing in it.
pub(super) async fn create_in(
    work: &mut Work,
    new: NewLocationType,
) -> Result<LocationType, Fault> {
    let domain = work.number();
    let levels = Levels::load(&mut work.tx, domain).await?;
    let mut flaws = Flaws(new.flaws);
    match &new.code {
        Some(code) => flaws.judge_code(code, &levels, None),
        None => flaws.add_unless_told("code", Problem::Required),
    }
    if let Some(name) = &new.name {
        flaws.judge_name(name);
    }
    let parent = new.parent.as_deref().and_then(|code| flaws.find_parent(code, &levels));
    flaws.into_fault()?;
    let code = new.code.unwrap_or_default();
    let mut level = LocationType {
        number: 0,
        name: new.name.unwrap_or_else(|| code.clone()),
        code,
        parent,
        shares_cases: new.shares_cases,
        view_descendants: new.view_descendants,
    };
    level.number = location_types::insert(&mut work.tx, domain, &level).await.map_err(fault)?;
    log(work, Kind::LocationTypeCreated, &level, Vec::new());
    Ok(level)
}

/// Changes a level within a transaction, and tells the names of the fields that differed; a refused
/// change leaves nothing in it.
pub(super) async fn edit_in(
    work: &mut Work,
    number: i64,
    edit: LocationTypeEdit,
) -> Result<(LocationType, Vec<String>), Fault> {
    let domain = work.number();
    let levels = Levels::load(&mut work.tx, domain).await?;
    let before = levels.numbered(number).ok_or_else(missing)?;
    work.check(before)?;
    let mut after = before.clone();
    let mut flaws = Flaws(edit.flaws);
    if let Some(code) = edit.code {
        flaws.judge_code(&code, &levels, Some(number));
        after.code = code;
    }
    if let Some(name) = edit.name {
        flaws.judge_name(&name);
        after.name = name;
    }
    match &edit.parent {
        Patch::Keep => {}
        Patch::Clear => after.parent = None,
        Patch::Set(code) => after.parent = flaws.find_parent(code, &levels),
    }
    if after.parent.is_some_and(|parent| levels.is_within(parent, number)) {
        flaws.add("parent", Problem::Circular);
    }
    let moved = before.parent != after.parent;
    if moved && location_types::is_used(&mut work.tx, domain, number).await.map_err(fault)? {
        let text = "cannot change while there are locations of this type";
        flaws.add_unless_told("parent", Problem::Other(text.to_owned()));
    }
    after.shares_cases = edit.shares_cases.unwrap_or(before.shares_cases);
    after.view_descendants = edit.view_descendants.unwrap_or(before.view_descendants);
    flaws.into_fault()?;
    let fields = changed(before, &after);
    if !fields.is_empty() {
        location_types::update(&mut work.tx, domain, &after).await.map_err(fault)?;
        log(work, Kind::LocationTypeUpdated, &after, fields.clone());
    }
    Ok((after, fields))
}

/// The flaws found so far.
struct Flaws(Vec<Flaw>);

impl Flaws {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(Flaw::new(field, problem));
    }

    fn add_unless_told(&mut self, field: &str, problem: Problem) {
        if self.0.iter().all(|flaw| flaw.field != field) {
            self.add(field, problem);
        }
    }

    fn judge_name(&mut self, name: &str) {
        self.0.extend(names::problem(name).map(|problem| Flaw::new("name", problem)));
    }

    /// Judges the code of the level `own`, or of a new one.
    fn judge_code(&mut self, code: &str, levels: &Levels, own: Option<i64>) {
        let holder = levels.coded(code).map(|level| level.number);
        let taken = || (holder.is_some() && holder != own).then(|| Problem::Taken(code.to_owned()));
        let problem = names::problem(code).or_else(taken);
        self.0.extend(problem.map(|problem| Flaw::new("code", problem)));
    }

    fn find_parent(&mut self, code: &str, levels: &Levels) -> Option<i64> {
        let parent = levels.coded(code).map(|level| level.number);
        if parent.is_none() {
            self.add("parent", Problem::UnknownLocationType(code.to_owned()));
        }
        parent
    }

    fn into_fault(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::Invalid(self.0)) }
    }
}

fn log(work: &mut Work, kind: Kind, level: &LocationType, fields: Vec<String>) {
    work.log(kind, &level.number.to_string(), Some(level.number), fields);
}

/// The names of the fields that differ.
fn changed(before: &LocationType, after: &LocationType) -> Vec<String> {
    let differences = [
        ("code", before.code != after.code),
        ("name", before.name != after.name),
        ("parent", before.parent != after.parent),
        ("shares_cases", before.shares_cases != after.shares_cases),
        ("view_descendants", before.view_descendants != after.view_descendants),
    ];
    let differing = differences.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}
