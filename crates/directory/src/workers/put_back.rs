//! Undoing one change of a worker.

use roster_model::{Error, FieldError, Logged as _, Person, Problem, set_logged_field};
use roster_store::{changes, people};
use serde_json::Value;

use super::{Workers, location_access};
use crate::{
    changes::hide_old_values, deleted_people, people::write, schema, unit_of_work::WriteTx,
};

impl Workers<'_> {
    /// Gives a worker the values back that the change with this number replaced. References to records
    /// that are gone are left out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such change, or the caller cannot see the worker;
    /// [`Error::Invalid`] when a field was changed again since, or when the values are not stored, as
    /// those of passwords.
    pub async fn put_back(&self, seq: i64) -> Result<Person, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut found = changes::after(&mut tx.store, domain, seq - 1, 1).await?;
        hide_old_values(&mut found, &self.ctx);
        let change = found.pop();
        let change = change.filter(|it| it.seq == seq && it.kind == "person.updated");
        let change = change.ok_or(Error::not_found("change"))?;
        let present = self.load_accessible(&mut tx.store, &change.id).await?;
        let values = present.field_values();
        let value = |values: &roster_model::FieldValues, name: &str| {
            values.get(name).cloned().unwrap_or(Value::Null)
        };
        let (mut after, mut errors, mut is_set) = (present.clone(), Vec::new(), false);
        for name in &change.fields {
            if !change.before.contains_key(name) && !change.after.contains_key(name) {
                continue;
            }
            if value(&values, name) == value(&change.after, name) {
                is_set |= set_logged_field(&mut after, name, &value(&change.before, name));
            } else {
                let text = "was changed again since";
                errors.push(FieldError::new(name, Problem::Other(text.to_owned())));
            }
        }
        if !is_set && errors.is_empty() {
            let text = "the earlier values are not stored";
            errors.push(FieldError::new("", Problem::Other(text.to_owned())));
        }
        errors.extend(check_custom_id(&mut tx, &present, &after).await?);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        deleted_people::remove_missing(&mut tx.store, domain, &mut after).await?;
        let actor = self.ctx.actor();
        location_access::check_change(&mut tx.store, actor, Some(&present), &after).await?;
        tx.require_person(&present.id);
        let mut schema = schema::load(&mut tx.store, domain).await?;
        schema::register_used(&mut tx, &mut schema, &after.custom).await?;
        let person = write::update(&mut tx, present, after).await?;
        tx.commit_or_defer().await?;
        Ok(person)
    }
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
