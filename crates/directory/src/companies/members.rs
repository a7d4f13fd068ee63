//! The members of a company. Adding or removing a member updates the person and the company.

use std::collections::HashSet;

use roster_model::{
    Company, CompanyRef, CompanyView, Diff, Error, FieldError, Id, Kind, PersonRef, Problem,
};
use roster_store::{companies, company_members};

use super::{Companies, apply::check_members_visible};
use crate::{
    people::write::{self, PasswordChange},
    unit_of_work::WriteTx,
};

impl Companies<'_> {
    /// Adds a person to a company. A present member keeps the date of joining.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company; [`Error::Invalid`] when there is no such
    /// person.
    pub async fn add_member(
        &self,
        company: &CompanyRef,
        person: &PersonRef,
    ) -> Result<CompanyView, Error> {
        self.change_member(company, person, true).await
    }

    /// Removes a person from a company. Changes nothing if the person is no member.
    ///
    /// # Errors
    /// As [`Companies::add_member`].
    pub async fn remove_member(
        &self,
        company: &CompanyRef,
        person: &PersonRef,
    ) -> Result<CompanyView, Error> {
        self.change_member(company, person, false).await
    }

    async fn change_member(
        &self,
        company_ref: &CompanyRef,
        person_ref: &PersonRef,
        add: bool,
    ) -> Result<CompanyView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let company = self.load_for_update(&mut tx, company_ref).await?;
        let Some(person) = self.visibility.try_find(&mut tx.store, person_ref).await? else {
            return Err(Error::Invalid(vec![unknown_person(person_ref)]));
        };
        let people = std::slice::from_ref(&person.id);
        let changed = change_members(&mut tx, &company, people, add).await?;
        if !changed.is_empty() {
            let (related, password) = (&["companies"], PasswordChange::Keep);
            write::update_with(&mut tx, person.clone(), person, related, password).await?;
        }
        let company = self.load(&mut tx.store, company_ref).await?;
        let view = self.load_view(&mut tx.store, company).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }
}

/// Adds a person to a company. Returns whether the person was no member. The caller updates the
/// person.
///
/// # Errors
/// [`Error::Forbidden`] when the actor cannot see all members.
pub(crate) async fn join(tx: &mut WriteTx, company: &Company, person: &Id) -> Result<bool, Error> {
    Ok(!change_members(tx, company, std::slice::from_ref(person), true).await?.is_empty())
}

/// Adds people to a company, or removes them. Returns those whose membership changed. The caller
/// updates the people.
///
/// # Errors
/// [`Error::Forbidden`] when the actor cannot see all members.
pub(crate) async fn change_members(
    tx: &mut WriteTx,
    company: &Company,
    people: &[Id],
    add: bool,
) -> Result<HashSet<Id>, Error> {
    check_members_visible(tx, company.number).await?;
    let (domain, number, now) = (tx.number(), company.number, tx.now);
    let mut changed = HashSet::new();
    for person in people {
        let has_changed = if add {
            company_members::add(&mut tx.store, domain, number, person, now).await?
        } else {
            company_members::remove(&mut tx.store, domain, number, person).await?
        };
        if has_changed {
            changed.insert(person.clone());
        }
    }
    if !changed.is_empty() {
        update_employees(tx, company).await?;
    }
    Ok(changed)
}

/// Sets `updated_at` of a company whose members changed, and logs the change.
async fn update_employees(tx: &mut WriteTx, company: &Company) -> Result<(), Error> {
    let domain = tx.number();
    let after = Company { updated_at: tx.now, ..company.clone() };
    companies::update(&mut tx.store, domain, company, &after).await?;
    let number = company.number;
    tx.log(Kind::CompanyUpdated, &number.to_string(), Some(number), Diff::names(["employees"]));
    Ok(())
}

fn unknown_person(person: &PersonRef) -> FieldError {
    match person {
        PersonRef::Number(number) => {
            FieldError::new("user_id", Problem::Unknown(number.to_string()))
        }
        PersonRef::CustomId(id) => FieldError::new("user_custom_id", Problem::Unknown(id.clone())),
        PersonRef::Key(key) => FieldError::new("user_id", Problem::Unknown(key.clone())),
    }
}
