//! The sheet `groups` of a bulk upload: the groups that the sheet of workers refers to by name.

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use roster_model::{ImportGroup, ImportRow, Problem, Rule};

use super::{
    MAX_COLUMNS, TableError, TableFormat,
    column::{fold, parse_data_slug},
    sheet::{RowSink, SheetCell},
    workbook,
};

/// The maximum number of groups. They are held in memory.
const MAX_GROUPS: usize = 10_000;

/// Reads the sheet `groups` of a workbook. There are no groups without such a sheet, or if it has no
/// column `name`.
///
/// # Errors
/// An error of the workbook, or of a row of the sheet.
pub fn read_groups(
    source: impl Read + Seek,
    format: TableFormat,
) -> Result<Vec<ImportGroup>, TableError> {
    let mut rows = GroupRows::default();
    if format == TableFormat::Xlsx {
        workbook::read_groups(source, &mut rows)?;
    }
    match rows.error {
        Some(error) => Err(error),
        None => Ok(rows.groups),
    }
}

/// A column of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Name,
    CaseSharing,
    Reporting,
    /// A value of the metadata.
    Data(String),
    Ignored,
}

impl Column {
    fn parse(header: &str) -> Self {
        match fold(header).trim_end_matches('?') {
            "id" | "groupid" => Self::Id,
            "name" | "groupname" => Self::Name,
            "casesharing" => Self::CaseSharing,
            "reporting" => Self::Reporting,
            _ => parse_data_slug(header).map_or(Self::Ignored, Self::Data),
        }
    }
}

/// Collects the rows of the sheet, up to the first error.
#[derive(Default)]
struct GroupRows {
    columns: Vec<Column>,
    groups: Vec<ImportGroup>,
    error: Option<TableError>,
}

impl RowSink for GroupRows {
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError> {
        if headers.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns(1));
        }
        self.columns = headers.iter().map(|header| Column::parse(header)).collect();
        Ok(self.columns.len())
    }

    fn row(&mut self, number: u64, cells: Vec<SheetCell>) -> ControlFlow<()> {
        if !self.columns.contains(&Column::Name) {
            return ControlFlow::Break(());
        }
        let result = if self.groups.len() >= MAX_GROUPS {
            Err(Rule::TooManyGroups(MAX_GROUPS).into())
        } else {
            parse_row(number, &self.columns, cells)
        };
        match result {
            Ok(group) => {
                self.groups.push(group);
                ControlFlow::Continue(())
            }
            Err(problem) => {
                self.error = Some(TableError::Group { row: number, problem });
                ControlFlow::Break(())
            }
        }
    }
}

fn parse_row(row: u64, columns: &[Column], cells: Vec<SheetCell>) -> Result<ImportGroup, Problem> {
    let mut group = ImportGroup { row, ..ImportGroup::default() };
    for (column, cell) in columns.iter().zip(cells) {
        let text = match cell {
            SheetCell::Invalid(_, reason) if *column != Column::Ignored => {
                return Err(Rule::Cell(reason).into());
            }
            SheetCell::Empty | SheetCell::Invalid(..) => continue,
            SheetCell::Text(text) if text.trim().is_empty() => continue,
            SheetCell::Text(text) => text,
        };
        if text.contains('\0') {
            return Err(Problem::Unstorable);
        }
        let flag = || ImportRow::parse_flag(&text).map_err(|_| Rule::NotFlag(text.clone()));
        match column {
            Column::Id => group.id = Some(text.trim().to_owned()),
            Column::Name => text.trim().clone_into(&mut group.name),
            Column::CaseSharing => group.case_sharing = flag()?,
            Column::Reporting => group.reporting = flag()?,
            Column::Data(slug) => {
                group.metadata.insert(slug.clone(), text.into());
            }
            Column::Ignored => {}
        }
    }
    if group.name.is_empty() { Err(Rule::GroupWithoutName.into()) } else { Ok(group) }
}
