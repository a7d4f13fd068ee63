//! The headers and cells of an exported table.

use std::iter;

use roster_model::{CellValue, Domain, NamedWorker, TableShape, Username, WorkerField, cell_text};
use serde_json::{Map, Value};

use super::{Misfit, TableError, column::data_header};

/// The text of a password cell. Imports ignore it.
const HIDDEN_PASSWORD: &str = "****";

/// Converts workers into the rows of one table. Custom fields stand between the editable and the
/// read-only columns.
pub(super) struct Cells {
    shape: TableShape,
    domain: Domain,
}

impl Cells {
    pub(super) fn new(shape: TableShape, domain: Domain) -> Self {
        Self { shape, domain }
    }

    /// The headers of the columns.
    pub(super) fn headers(&self) -> Vec<String> {
        let (mut headers, mut read_only) = (Vec::new(), Vec::new());
        for (_, column) in WorkerField::columns() {
            match column.count {
                Some(count) => {
                    let numbers = 1..=count(&self.shape).max(1);
                    headers.extend(numbers.map(|number| format!("{} {number}", column.header)));
                }
                None if column.set.is_some() => headers.push(column.header.to_owned()),
                None => read_only.push(column.header.to_owned()),
            }
        }
        headers.extend(self.shape.fields.iter().map(|slug| data_header(slug)));
        headers.append(&mut read_only);
        headers
    }

    /// The cells of a worker, one for each header.
    ///
    /// # Errors
    /// [`TableError::DoesNotFit`] if the worker has a value without a column. Such an export would
    /// be incomplete.
    pub(super) fn row(&self, worker: &NamedWorker) -> Result<Vec<String>, TableError> {
        let (mut row, mut read_only) = (Vec::new(), Vec::new());
        for (_, column) in WorkerField::columns() {
            match ((column.get)(worker), column.count) {
                (CellValue::List(items), Some(count)) => {
                    let empty = count(&self.shape).max(1).checked_sub(items.len());
                    let empty = empty.ok_or_else(value_without_column)?;
                    row.extend(items.into_iter().map(str::to_owned));
                    row.extend(iter::repeat_n(String::new(), empty));
                }
                (value, _) if column.set.is_some() => row.push(self.cell(&value)),
                (value, _) => read_only.push(self.cell(&value)),
            }
        }
        let custom = &worker.person.custom;
        let fields = &self.shape.fields;
        row.extend(fields.iter().map(|slug| custom.get(slug).map(cell_text).unwrap_or_default()));
        if fields.iter().filter(|slug| custom.contains_key(*slug)).count() < custom.len() {
            return Err(value_without_column());
        }
        row.append(&mut read_only);
        Ok(row)
    }

    /// The JSON object of a worker. Custom values are typed members of `data`.
    pub(super) fn json(&self, worker: &NamedWorker) -> Map<String, Value> {
        let (mut object, mut read_only) = (Map::new(), Map::new());
        for (_, column) in WorkerField::columns() {
            let value = match (column.get)(worker) {
                CellValue::Empty => Value::Null,
                CellValue::Flag(flag) => flag.into(),
                CellValue::List(items) => items.into(),
                value => self.cell(&value).into(),
            };
            let members = if column.set.is_some() { &mut object } else { &mut read_only };
            members.insert(column.header.to_owned(), value);
        }
        object.insert("data".to_owned(), Value::Object(worker.person.custom.clone()));
        object.append(&mut read_only);
        object
    }

    fn cell(&self, value: &CellValue<'_>) -> String {
        match value {
            CellValue::Username(username) => self.username(username).to_owned(),
            CellValue::Password => HIDDEN_PASSWORD.to_owned(),
            value => value.to_text(),
        }
    }

    /// The username, without the host if the domain adds the same one.
    fn username<'u>(&self, username: &'u Username) -> &'u str {
        let (full, short) = (username.as_str(), username.short());
        if Username::complete(short, &self.domain) == full { short } else { full }
    }
}

fn value_without_column() -> TableError {
    TableError::DoesNotFit(Misfit::Value)
}
