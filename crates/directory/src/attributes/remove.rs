//! Removing the definition of an attribute, and with it all values.
//!
//! Whoever removes an attribute expects it to be gone from everybody: a value that stayed would
//! come back when the attribute is defined again, and would still be read by the CommCare dialect.

use roster_model::{Error, Field, Kind, Problem, Start, Subject, Window};
use roster_store::{
    companies, company_fields, fields,
    people::{self, Among},
};

use super::Attributes;
use crate::{companies as company, contacts::keep, schema, unit_of_work::WriteTx};

/// How many people are read at a time.
const AT_A_TIME: u32 = 1_000;

impl Attributes<'_> {
    /// Removes the definition of this number, and the attribute's values from everybody.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when it is declared for workers, or a profile gives
    /// it: that is the operator's; [`Error::Forbidden`] when people have it whom the actor does not
    /// see.
    pub async fn remove(&self, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let attribute = {
            let all = self.all(&mut tx.store).await?;
            let found = all.into_iter().find(|attribute| attribute.field.number == number);
            found.ok_or(Error::not_found("attribute"))?
        };
        tx.check(&attribute)?;
        let field = attribute.field;
        match attribute.subject {
            Subject::Person => self.remove_from_people(&mut tx, &field).await?,
            Subject::Company => remove_from_companies(&mut tx, &field).await?,
        }
        tx.log(Kind::FieldDeleted, &field.slug, Some(field.number), Vec::new());
        tx.commit().await
    }

    async fn remove_from_people(&self, tx: &mut WriteTx, field: &Field) -> Result<(), Error> {
        let domain = tx.number();
        let known = schema::load(&mut tx.store, domain).await?;
        let given = known.profiles.iter().any(|profile| profile.values.contains_key(&field.slug));
        if field.declared || given {
            let text = format!("'{}' is declared for mobile workers", field.slug);
            return Err(Error::invalid_field("", Problem::Other(text)));
        }
        let mut window = Window { limit: AT_A_TIME, start: Start::Offset(0) };
        loop {
            let bulk_users = Among::BulkUsers;
            let page =
                people::list_by_number(&mut tx.store, domain, bulk_users, &[], &window).await;
            let page = page?;
            for before in page.items {
                if before.custom.contains_key(&field.slug) {
                    self.visibility.check(&before)?;
                    let mut after = before.clone();
                    after.custom.shift_remove(&field.slug);
                    keep::update(tx, &before, after).await?;
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
    let having = companies::mentioning(&mut tx.store, domain, &field.slug).await?;
    for before in having {
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        company::keep(tx, &before, after).await?;
    }
    Ok(company_fields::delete(&mut tx.store, domain, field.number).await?)
}
