//! Companies together with the tags, members and fields that a response shows.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use roster_model::{Company, CompanyView, Error};
use roster_store::{Tx, company_fields, company_members, people::Among, tags};

use super::Companies;

impl Companies<'_> {
    /// Loads the view of one company.
    pub(super) async fn load_view(
        &self,
        tx: &mut Tx,
        company: Company,
    ) -> Result<CompanyView, Error> {
        let mut views = self.load_views(tx, vec![company]).await?;
        views.pop().ok_or(Error::not_found("company"))
    }

    /// Loads the views of several companies, in their order.
    pub(super) async fn load_views(
        &self,
        tx: &mut Tx,
        companies: Vec<Company>,
    ) -> Result<Vec<CompanyView>, Error> {
        let domain = self.visibility.domain();
        let fields: Arc<[_]> = company_fields::list(tx, domain).await?.into();
        let numbers: HashSet<i64> =
            companies.iter().flat_map(|company| company.tags.iter().copied()).collect();
        let found = tags::find_many(tx, domain, numbers.into_iter().collect()).await;
        let tags: HashMap<i64, _> = found?.into_iter().map(|tag| (tag.number, tag)).collect();
        let mut employees = self.load_employees(tx, &companies).await?;
        let to_view = |company: Company| CompanyView {
            tags: company.tags.iter().filter_map(|number| tags.get(number).cloned()).collect(),
            employees: employees.remove(&company.number).unwrap_or_default(),
            fields: Arc::clone(&fields),
            company,
        };
        Ok(companies.into_iter().map(to_view).collect())
    }

    async fn load_employees(
        &self,
        tx: &mut Tx,
        companies: &[Company],
    ) -> Result<HashMap<i64, Vec<i64>>, Error> {
        let contacts_only = self.visibility.among == Among::Contacts;
        let numbers = companies.iter().map(|company| company.number).collect();
        let domain = self.visibility.domain();
        let found = company_members::of_companies(tx, domain, numbers, contacts_only).await;
        let mut employees: HashMap<i64, Vec<i64>> = HashMap::new();
        for (company, person) in found? {
            employees.entry(company).or_default().push(person);
        }
        Ok(employees)
    }
}
