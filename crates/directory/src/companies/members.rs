//! Who is with a company. A member who comes or goes changes the person and the company both.

use roster_model::{Company, CompanyRef, CompanyView, Fault, Flaw, Id, Kind, PersonRef, Problem};
use roster_store::{companies, company_members};

use super::Companies;
use crate::{contacts::keep, faults::fault, work::Work};

impl Companies<'_> {
    /// Makes a person a member; one who is a member stays it, since when they were.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such company; [`Fault::Invalid`] when there is no such
    /// person.
    pub async fn add_member(
        &self,
        which: &CompanyRef,
        whom: &PersonRef,
    ) -> Result<CompanyView, Fault> {
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
    ) -> Result<CompanyView, Fault> {
        self.move_member(which, whom, false).await
    }

    async fn move_member(
        &self,
        which: &CompanyRef,
        whom: &PersonRef,
        comes: bool,
    ) -> Result<CompanyView, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let company = self.take(&mut work, which).await?;
        let Some(person) = self.reach.look(&mut work.tx, whom).await? else {
            return Err(Fault::Invalid(vec![unknown(whom)]));
        };
        let moved = if comes {
            join(&mut work, &company, &person.id).await?
        } else {
            leave(&mut work, &company, &person.id).await?
        };
        if moved {
            keep::update_with(&mut work, &person, person.clone(), &["companies"]).await?;
        }
        let company = self.load(&mut work.tx, which).await?;
        let view = self.view(&mut work.tx, company).await?;
        work.commit().await?;
        Ok(view)
    }
}

/// Makes a person a member from now on; whether they were none. Noting the change of the person is
/// the caller's.
pub(crate) async fn join(work: &mut Work, company: &Company, person: &Id) -> Result<bool, Fault> {
    let (domain, now) = (work.number(), work.now);
    let joined = company_members::add(&mut work.tx, domain, company.number, person, now).await;
    let joined = joined.map_err(fault)?;
    if joined {
        note(work, company).await?;
    }
    Ok(joined)
}

async fn leave(work: &mut Work, company: &Company, person: &Id) -> Result<bool, Fault> {
    let domain = work.number();
    let left = company_members::remove(&mut work.tx, domain, company.number, person).await;
    let left = left.map_err(fault)?;
    if left {
        note(work, company).await?;
    }
    Ok(left)
}

/// Notes that the company's people changed.
async fn note(work: &mut Work, company: &Company) -> Result<(), Fault> {
    let domain = work.number();
    let after = Company { updated_at: work.now, ..company.clone() };
    companies::update(&mut work.tx, domain, company, &after).await.map_err(fault)?;
    let number = company.number;
    let fields = vec!["employees".to_owned()];
    work.log(Kind::CompanyUpdated, &number.to_string(), Some(number), fields);
    Ok(())
}

fn unknown(whom: &PersonRef) -> Flaw {
    match whom {
        PersonRef::Number(number) => Flaw::new("user_id", Problem::Unknown(number.to_string())),
        PersonRef::CustomId(id) => Flaw::new("user_custom_id", Problem::Unknown(id.clone())),
        PersonRef::Key(key) => Flaw::new("user_id", Problem::Unknown(key.clone())),
    }
}
