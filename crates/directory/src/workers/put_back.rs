//! Undoing one change of a worker.

use roster_model::{
    Change, Error, FieldError, Logged as _, Person, Problem, Rule, Schema, changed_fields,
    set_logged_field,
};
use roster_store::{changes, people};
use serde_json::Value;

use super::{Workers, location_access};
use crate::{
    changes::hide_old_values,
    field_rules::{FieldRules, is_blank},
    left_out::{LeftOut, Restored, remove_missing},
    people::write,
    schema,
    unit_of_work::WriteTx,
};

impl Workers<'_> {
    /// Gives a worker the values back that the change with this number replaced. References to records
    /// that are gone are left out; the others must keep the rules for custom values.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such change, or the caller cannot see the worker;
    /// [`Error::Invalid`] when a field was changed again since, when the values are not stored, as those
    /// of passwords, when they break a rule or limit of today, or when nothing would come back.
    pub async fn put_back(&self, seq: i64) -> Result<Restored, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut found = changes::after(&mut tx.store, domain, seq - 1, 1).await?;
        hide_old_values(&mut found, &self.ctx);
        let change = found.pop();
        let change = change.filter(|it| it.seq == seq && it.kind == "person.updated");
        let change = change.ok_or(Error::not_found("change"))?;
        let present = self.load_accessible(&mut tx.store, &change.id).await?;
        let (mut after, mut errors) = with_earlier_values(&present, &change);
        errors.extend(check_custom_id(&mut tx, &present, &after).await?);
        let left_out = remove_missing(&mut tx.store, domain, &mut after).await?;
        keep_where_nothing_remains(&present, &mut after, &left_out);
        let left_out = left_out.with_names(&mut tx.store, domain).await?;
        if errors.is_empty() && changed_fields(&present, &after).is_empty() {
            errors.extend(nothing_to_put_back(&left_out));
        }
        let schema = schema::load(&mut tx.store, domain).await?;
        let rules = FieldRules::of_channel(tx.via(), &self.ctx.domain().settings, &schema);
        errors.extend(rules.check(&present, &after, &schema));
        errors.extend(check_kept_profile(&after, &left_out, &schema));
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let actor = self.ctx.actor();
        location_access::check_change(&mut tx.store, actor, Some(&present), &after).await?;
        tx.require_person(&present.id);
        let person = write::update(&mut tx, present, after).await?;
        tx.commit_or_defer().await?;
        Ok(Restored { person, left_out })
    }
}

/// The worker with the values before the change, and the errors of fields that were changed again.
fn with_earlier_values(present: &Person, change: &Change) -> (Person, Vec<FieldError>) {
    let values = present.field_values();
    let value = |values: &roster_model::FieldValues, name: &str| {
        values.get(name).cloned().unwrap_or(Value::Null)
    };
    let (mut after, mut errors) = (present.clone(), Vec::new());
    for name in &change.fields {
        if !change.before.contains_key(name) && !change.after.contains_key(name) {
            continue;
        }
        if value(&values, name) == value(&change.after, name) {
            set_logged_field(&mut after, name, &value(&change.before, name));
        } else {
            errors.push(FieldError::new(name, Rule::ChangedAgain.into()));
        }
    }
    (after, errors)
}

/// Keeps the present value of a field all of whose earlier references are gone: to lose the present ones
/// too would bring nothing back.
fn keep_where_nothing_remains(present: &Person, after: &mut Person, left_out: &LeftOut) {
    if left_out.has("tags") && after.usercom.tags.is_empty() {
        after.usercom.tags.clone_from(&present.usercom.tags);
    }
    if left_out.has("lists") && after.usercom.lists.is_empty() {
        after.usercom.lists.clone_from(&present.usercom.lists);
    }
    let (Some(worker), Some(present)) = (&mut after.worker, &present.worker) else { return };
    if left_out.has("groups") && worker.groups.is_empty() {
        worker.groups.clone_from(&present.groups);
    }
    if left_out.has("locations") && worker.locations.is_empty() {
        worker.locations.clone_from(&present.locations);
        worker.primary_location.clone_from(&present.primary_location);
    }
    if left_out.has("role") {
        worker.role.clone_from(&present.role);
    }
    if left_out.has("profile") {
        worker.profile = present.profile;
    }
}

/// The error of earlier values under the keys of a profile that stays because the earlier one is gone.
fn check_kept_profile(after: &Person, left_out: &LeftOut, schema: &Schema) -> Option<FieldError> {
    let kept = after.worker.as_ref()?.profile.filter(|_| left_out.has("profile"))?;
    let keys = &schema.profile(kept)?.values;
    let has_value = |key: &String| after.custom.get(key).is_some_and(|value| !is_blank(value));
    let conflicts = keys.keys().any(has_value);
    conflicts.then(|| FieldError::new("user_data", Problem::ProfileConflict))
}

/// Why nothing would come back.
fn nothing_to_put_back(left_out: &LeftOut) -> Vec<FieldError> {
    if !left_out.is_empty() {
        return left_out.errors();
    }
    vec![FieldError::new("", Rule::NoEarlierValues.into())]
}

/// The error of a custom id that another person has now.
async fn check_custom_id(
    tx: &mut WriteTx,
    present: &Person,
    after: &Person,
) -> Result<Option<FieldError>, Error> {
    let Some(id) = after.custom_id.as_ref().filter(|_| after.custom_id != present.custom_id) else {
        return Ok(None);
    };
    let domain = tx.number();
    let holder = people::find_by_custom_id(&mut tx.store, domain, id).await?;
    Ok(holder.map(|_| FieldError::new("custom_id", Problem::Taken(id.clone()))))
}
