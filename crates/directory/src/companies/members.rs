//! Who is with a company. A member who comes or goes changes the person and the company both.

use roster_model::{
    Company, CompanyRef, CompanyView, Error, FieldError, Id, Kind, PersonRef, Problem,
};
use roster_store::{companies, company_members};

use super::Companies;
use crate::{contacts::keep, unit_of_work::WriteTx};

impl Companies<'_> {
    /// Makes a person a member; one who is a member stays it, since when they were.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company; [`Error::Invalid`] when there is no such
    /// person.
    pub async fn add_member(
        &self,
        which: &CompanyRef,
        whom: &PersonRef,
    ) -> Result<CompanyView, Error> {
        self.move_member(which, whom, true).await
    }

    /// Makes a person a member no more; one who is none is left as they are.
    ///
    /// # Errors
    /// As [`Companies::add_member`].
    pub async fn remove_member(
        &self,
        which: &CompanyRef,
        whom: &PersonRef,
    ) -> Result<CompanyView, Error> {
        self.move_member(which, whom, false).await
    }

    async fn move_member(
        &self,
        which: &CompanyRef,
        whom: &PersonRef,
        comes: bool,
    ) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let company = self.take(&mut tx, which).await?;
        let Some(person) = self.visibility.look(&mut tx.store, whom).await? else {
            return Err(Error::Invalid(vec![unknown(whom)]));
        };
        let moved = if comes {
            join(&mut tx, &company, &person.id).await?
        } else {
            leave(&mut tx, &company, &person.id).await?
        };
        if moved {
            keep::update_with(&mut tx, &person, person.clone(), &["companies"]).await?;
        }
        let company = self.load(&mut tx.store, which).await?;
        let view = self.view(&mut tx.store, company).await?;
        tx.commit().await?;
        Ok(view)
    }
}

/// Makes a person a member from now on; whether they were none. Noting the change of the person is
/// the caller's.
pub(crate) async fn join(tx: &mut WriteTx, company: &Company, person: &Id) -> Result<bool, Error> {
    let (domain, now) = (tx.number(), tx.now);
    let joined = company_members::add(&mut tx.store, domain, company.number, person, now).await;
    let joined = joined?;
    if joined {
        note(tx, company).await?;
    }
    Ok(joined)
}

async fn leave(tx: &mut WriteTx, company: &Company, person: &Id) -> Result<bool, Error> {
    let domain = tx.number();
    let left = company_members::remove(&mut tx.store, domain, company.number, person).await;
    let left = left?;
    if left {
        note(tx, company).await?;
    }
    Ok(left)
}

/// Notes that the company's people changed.
async fn note(tx: &mut WriteTx, company: &Company) -> Result<(), Error> {
    let domain = tx.number();
    let after = Company { updated_at: tx.now, ..company.clone() };
    companies::update(&mut tx.store, domain, company, &after).await?;
    let number = company.number;
    let fields = vec!["employees".to_owned()];
    tx.log(Kind::CompanyUpdated, &number.to_string(), Some(number), fields);
    Ok(())
}

fn unknown(whom: &PersonRef) -> FieldError {
    match whom {
        PersonRef::Number(number) => {
            FieldError::new("user_id", Problem::Unknown(number.to_string()))
        }
        PersonRef::CustomId(id) => FieldError::new("user_custom_id", Problem::Unknown(id.clone())),
        PersonRef::Key(key) => FieldError::new("user_id", Problem::Unknown(key.clone())),
    }
}
