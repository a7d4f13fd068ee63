//! Removing the definition of an attribute, and with it all values.
//!
//! Whoever removes an attribute expects it to be gone from everybody: a value that stayed would
//! come back when the attribute is defined again, and would still be read by the CommCare dialect.

use roster_model::{Fault, Field, Kind, Problem, Start, Subject, Window};
use roster_store::{companies, company_fields, fields, people, people::Among};

use super::Attributes;
use crate::{companies as company, contacts::keep, faults::fault, schema, work::Work};

/// How many people are read at a time.
const AT_A_TIME: u32 = 1_000;

impl Attributes<'_> {
    /// Removes the definition of this number, and the attribute's values from everybody.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] when it is declared for workers, or a profile gives
    /// it: that is the operator's; [`Fault::Denied`] when people have it whom the actor does not
    /// see.
    pub async fn remove(&self, number: i64) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let attribute = {
            let all = self.all(&mut work.tx).await?;
            let found = all.into_iter().find(|attribute| attribute.field.number == number);
            found.ok_or(Fault::missing("attribute"))?
        };
        work.check(&attribute)?;
        let field = attribute.field;
        match attribute.subject {
            Subject::Person => self.remove_from_people(&mut work, &field).await?,
            Subject::Company => remove_from_companies(&mut work, &field).await?,
        }
        work.log(Kind::FieldDeleted, &field.slug, Some(field.number), Vec::new());
        work.commit().await
    }

    async fn remove_from_people(&self, work: &mut Work, field: &Field) -> Result<(), Fault> {
        let domain = work.number();
        let known = schema::load(&mut work.tx, domain).await?;
        let given = known.profiles.iter().any(|profile| profile.values.contains_key(&field.slug));
        if field.declared || given {
            let text = format!("'{}' is declared for mobile workers", field.slug);
            return Err(Fault::flaw("", Problem::Other(text)));
        }
        let mut window = Window { limit: AT_A_TIME, start: Start::Offset(0) };
        loop {
            let everybody = Among::Everybody;
            let page = people::list_by_number(&mut work.tx, domain, everybody, &[], &window).await;
            let page = page.map_err(fault)?;
            for before in page.items {
                if before.custom.contains_key(&field.slug) {
                    self.reach.check(&before)?;
                    let mut after = before.clone();
                    after.custom.shift_remove(&field.slug);
                    keep::update(work, &before, after).await?;
                }
            }
            let Some(next) = page.next else { break };
            window.start = Start::After(next);
        }
        fields::delete(&mut work.tx, domain, field.number).await.map_err(fault)
    }
}

async fn remove_from_companies(work: &mut Work, field: &Field) -> Result<(), Fault> {
    let domain = work.number();
    let having = companies::mentioning(&mut work.tx, domain, &field.slug).await.map_err(fault)?;
    for before in having {
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        company::keep(work, &before, after).await?;
    }
    company_fields::delete(&mut work.tx, domain, field.number).await.map_err(fault)
}
