//! Deleting the definition of an attribute together with all its values.
//!
//! A value that stayed would reappear when the attribute is defined again, and the CommCare dialect
//! would still show it.

use roster_model::{Diff, Error, Field, Kind, Problem, Start, Subject, Window};
use roster_store::{
    companies, company_fields, fields,
    people::{self, Among},
};

use super::Attributes;
use crate::{companies as company, people::write, schema, unit_of_work::WriteTx};

/// How many people are read at a time.
const BATCH_SIZE: u32 = 1_000;

impl Attributes<'_> {
    /// Deletes the definition with this number, and all values of the attribute.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the attribute is declared for workers or part of
    /// a profile, which an administrator manages; [`Error::Forbidden`] when the actor cannot see a
    /// person who has a value.
    pub async fn remove(&self, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let attribute = {
            let all = self.all(&mut tx.store).await?;
            let found = all.into_iter().find(|attribute| attribute.field.number == number);
            found.ok_or(Error::not_found("attribute"))?
        };
        tx.check_precondition(&attribute)?;
        let field = attribute.field;
        match attribute.subject {
            Subject::Person => self.remove_from_people(&mut tx, &field).await?,
            Subject::Company => remove_from_companies(&mut tx, &field).await?,
        }
        tx.log(Kind::FieldDeleted, &field.slug, Some(field.number), Diff::deleted(&field));
        tx.commit_or_defer().await
    }

    async fn remove_from_people(&self, tx: &mut WriteTx, field: &Field) -> Result<(), Error> {
        let domain = tx.number();
        let known = schema::load(&mut tx.store, domain).await?;
        let in_profile =
            known.profiles.iter().any(|profile| profile.values.contains_key(&field.slug));
        if field.declared || in_profile {
            let text = format!("'{}' is declared for mobile workers", field.slug);
            return Err(Error::invalid_field("", Problem::Other(text)));
        }
        let mut window = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
        loop {
            let among = Among::All;
            let page = people::list_by_number(&mut tx.store, domain, among, &[], &window).await?;
            for before in page.items {
                if before.custom.contains_key(&field.slug) {
                    self.visibility.check(&before)?;
                    let mut after = before.clone();
                    after.custom.shift_remove(&field.slug);
                    write::update(tx, before, after).await?;
                }
            }
            let Some(next) = page.next else { break };
            window.start = Start::After(next);
        }
        Ok(fields::delete(&mut tx.store, domain, field.number).await?)
    }
}

async fn remove_from_companies(tx: &mut WriteTx, field: &Field) -> Result<(), Error> {
    let domain = tx.number();
    let companies = companies::mentioning(&mut tx.store, domain, &field.slug).await?;
    for before in companies {
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        company::update(tx, &before, after).await?;
    }
    Ok(company_fields::delete(&mut tx.store, domain, field.number).await?)
}
