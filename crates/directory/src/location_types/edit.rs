//! Creating and updating location types.

use roster_model::{
    Diff, Error, FieldError, FieldValues, Kind, LocationType, LocationTypeEdit, Logged as _,
    NewLocationType, Patch, Problem, Rule,
};
use roster_store::location_types;

use super::{LocationTypeTree, LocationTypes, missing};
use crate::{text, unit_of_work::WriteTx};

impl LocationTypes<'_> {
    /// Creates a location type, below another or at the root.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a caller who is confined to locations; [`Error::Invalid`] with every
    /// error.
    pub async fn create(&self, new: NewLocationType) -> Result<LocationType, Error> {
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.begin().await?;
        let location_type = create_in(&mut tx, new).await?;
        tx.commit_or_defer().await?;
        Ok(location_type)
    }

    /// Updates a location type. Fields that the edit does not have stay. The parent of a type with
    /// locations cannot change.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for a caller who is confined to locations; [`Error::NotFound`];
    /// [`Error::Invalid`] with every error.
    pub async fn edit(&self, number: i64, edit: LocationTypeEdit) -> Result<LocationType, Error> {
        // A missing type looks the same to every caller.
        self.find(number).await?;
        self.ctx.check_everywhere()?;
        let mut tx = self.ctx.begin().await?;
        let (location_type, changed) = edit_in(&mut tx, number, edit).await?;
        if !changed.is_empty() {
            tx.commit_or_defer().await?;
        }
        Ok(location_type)
    }
}

/// Creates a location type within a transaction. A failure leaves nothing in it.
pub(super) async fn create_in(
    tx: &mut WriteTx,
    new: NewLocationType,
) -> Result<LocationType, Error> {
    let domain = tx.number();
    let types = LocationTypeTree::load(&mut tx.store, domain).await?;
    let mut errors = Errors(new.errors);
    match &new.code {
        Some(code) => errors.validate_code(code, &types, None),
        None => errors.add_unless_present("code", Problem::Required),
    }
    if let Some(name) = &new.name {
        errors.validate_name(name);
    }
    let parent = new.parent.as_deref().and_then(|code| errors.find_parent(code, &types));
    errors.into_result()?;
    let code = new.code.unwrap_or_default();
    let mut location_type = LocationType {
        number: new.number.unwrap_or(0),
        name: new.name.unwrap_or_else(|| code.clone()),
        code,
        parent,
        shares_cases: new.shares_cases,
        view_descendants: new.view_descendants,
        administrative: new.administrative.unwrap_or(!new.shares_cases),
    };
    location_type.number = location_types::insert(&mut tx.store, domain, &location_type).await?;
    let created = Diff::created_with(values(&types, &location_type));
    log(tx, Kind::LocationTypeCreated, &location_type, created);
    Ok(location_type)
}

/// Updates a location type within a transaction. Returns the names of the changed fields too. A
/// failure leaves nothing in it.
pub(super) async fn edit_in(
    tx: &mut WriteTx,
    number: i64,
    edit: LocationTypeEdit,
) -> Result<(LocationType, Vec<String>), Error> {
    let domain = tx.number();
    let types = LocationTypeTree::load(&mut tx.store, domain).await?;
    let before = types.with_number(number).ok_or_else(missing)?;
    tx.check_precondition(before)?;
    let mut after = before.clone();
    let mut errors = Errors(edit.errors);
    if let Some(code) = edit.code {
        errors.validate_code(&code, &types, Some(number));
        after.code = code;
    }
    if let Some(name) = edit.name {
        errors.validate_name(&name);
        after.name = name;
    }
    match &edit.parent {
        Patch::Keep => {}
        Patch::Clear => after.parent = None,
        Patch::Set(code) => after.parent = errors.find_parent(code, &types),
    }
    if after.parent.is_some_and(|parent| types.is_within(parent, number)) {
        errors.add("parent", Problem::Circular);
    }
    let moved = before.parent != after.parent;
    if moved && location_types::is_used(&mut tx.store, domain, number).await? {
        errors.add_unless_present("parent", Rule::LevelInUse.into());
    }
    after.shares_cases = edit.shares_cases.unwrap_or(before.shares_cases);
    after.view_descendants = edit.view_descendants.unwrap_or(before.view_descendants);
    after.administrative = edit.administrative.unwrap_or(before.administrative);
    errors.into_result()?;
    let changed = Diff::between_values(values(&types, before), values(&types, &after));
    let fields = changed.fields.clone();
    if !fields.is_empty() {
        location_types::update(&mut tx.store, domain, &after).await?;
        log(tx, Kind::LocationTypeUpdated, &after, changed);
    }
    Ok((after, fields))
}

/// The errors found so far.
struct Errors(Vec<FieldError>);

impl Errors {
    fn add(&mut self, field: &str, problem: Problem) {
        self.0.push(FieldError::new(field, problem));
    }

    fn add_unless_present(&mut self, field: &str, problem: Problem) {
        if self.0.iter().all(|error| error.field != field) {
            self.add(field, problem);
        }
    }

    fn validate_name(&mut self, name: &str) {
        self.0.extend(text::name_problem(name).map(|problem| FieldError::new("name", problem)));
    }

    /// Validates the code of the type `own`, or of a new one.
    fn validate_code(&mut self, code: &str, types: &LocationTypeTree, own: Option<i64>) {
        let holder = types.with_code(code).map(|location_type| location_type.number);
        let taken = || (holder.is_some() && holder != own).then(|| Problem::Taken(code.to_owned()));
        let problem = text::name_problem(code).or_else(taken);
        self.0.extend(problem.map(|problem| FieldError::new("code", problem)));
    }

    fn find_parent(&mut self, code: &str, types: &LocationTypeTree) -> Option<i64> {
        let parent = types.with_code(code).map(|location_type| location_type.number);
        if parent.is_none() {
            self.add("parent", Problem::UnknownLocationType(code.to_owned()));
        }
        parent
    }

    fn into_result(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

pub(super) fn log(tx: &mut WriteTx, kind: Kind, location_type: &LocationType, changed: Diff) {
    tx.log(kind, &location_type.number.to_string(), Some(location_type.number), changed);
}

/// The logged values of a location type, with the code of its parent.
fn values(types: &LocationTypeTree, location_type: &LocationType) -> FieldValues {
    let mut values = location_type.field_values();
    let parent = location_type.parent.and_then(|number| types.with_number(number));
    values.insert("parent".to_owned(), parent.map(|parent| parent.code.as_str()).into());
    values
}
