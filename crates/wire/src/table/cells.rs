//! What the cells of a worker's row say.

use roster_model::{Domain, Email, NamedWorker, Phone, TableShape, Username, cell_text};

use super::{TableError, column::data_header};

/// What stands for a password: read again, it leaves the password as it is.
pub(super) const PASSWORD: &str = "****";

/// The columns of a table, and how the cells below them are filled.
pub(super) struct Cells {
    shape: TableShape,
    domain: Domain,
}

impl Cells {
    pub(super) fn new(shape: TableShape, domain: Domain) -> Self {
        Self { shape, domain }
    }

    /// The names of the columns.
    pub(super) fn headers(&self) -> Vec<String> {
        let numbered = |name: &'static str, most: usize| {
            (1..=most.max(1)).map(move |number| format!("{name} {number}"))
        };
        let plain =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut headers =
            plain(&["username", "user_id", "password", "first_name", "last_name", "email"]);
        headers.extend(numbered("phone-number", self.shape.phones));
        headers.extend(plain(&["language", "role"]));
        headers.extend(numbered("group", self.shape.groups));
        headers.extend(numbered("location_code", self.shape.locations));
        headers.extend(plain(&["user_profile", "is_active", "is_account_confirmed"]));
        headers.push("connect_username".to_owned());
        headers.extend(self.shape.fields.iter().map(|slug| data_header(slug)));
        headers.extend(plain(&["registered_on (read only)", "last_modified (read only)"]));
        headers
    }

    /// The row of a worker, as many cells as there are headers.
    ///
    /// # Errors
    /// When the worker has what no column is for: then the table would not be whole.
    pub(super) fn row(&self, worker: &NamedWorker) -> Result<Vec<String>, TableError> {
        let person = &worker.person;
        let part = person.worker.as_ref();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let mut row = vec![
            self.username(worker),
            person.id.as_str().to_owned(),
            PASSWORD.to_owned(),
            person.first_name.clone(),
            person.last_name.clone(),
            text(person.email.as_ref().map(Email::as_str)),
        ];
        let phones = person.phones.iter().map(|phone| Phone::digits(phone).to_owned());
        fill(&mut row, phones, self.shape.phones)?;
        row.push(text(part.and_then(|worker| worker.language.as_deref())));
        row.push(text(part.and_then(|worker| worker.role.as_deref())));
        fill(&mut row, worker.groups.iter().cloned(), self.shape.groups)?;
        fill(&mut row, worker.locations.iter().cloned(), self.shape.locations)?;
        row.push(text(worker.profile.as_deref()));
        row.push(part.is_some_and(|worker| worker.active).to_string());
        row.push(part.is_some_and(|worker| !worker.unconfirmed).to_string());
        row.push(text(part.and_then(|worker| worker.connect_username.as_deref())));
        let value = |slug: &String| person.custom.get(slug).map(cell_text).unwrap_or_default();
        row.extend(self.shape.fields.iter().map(value));
        let known = self.shape.fields.iter().filter(|slug| person.custom.contains_key(*slug));
        if known.count() < person.custom.len() {
            return Err(without_column());
        }
        row.push(person.created_at.to_string());
        row.push(person.updated_at.to_string());
        Ok(row)
    }

    /// The username: bare, where the domain completes it to the same.
    pub(super) fn username(&self, worker: &NamedWorker) -> String {
        let Some(part) = &worker.person.worker else { return String::new() };
        let (full, short) = (part.username.as_str(), part.username.short());
        if Username::complete(short, &self.domain) == full {
            short.to_owned()
        } else {
            full.to_owned()
        }
    }
}

fn fill(
    row: &mut Vec<String>,
    texts: impl ExactSizeIterator<Item = String>,
    most: usize,
) -> Result<(), TableError> {
    let columns = most.max(1);
    let Some(empty) = columns.checked_sub(texts.len()) else { return Err(without_column()) };
    row.extend(texts);
    row.extend(std::iter::repeat_n(String::new(), empty));
    Ok(())
}

fn without_column() -> TableError {
    TableError::NoRoom(
        "a worker has a value that no column is for: `roster check` tells more".to_owned(),
    )
}
