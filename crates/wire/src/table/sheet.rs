//! Rows of a worksheet.

use std::{mem, ops::ControlFlow};

use calamine::Dimensions;
use roster_model::{CellProblem, ImportRow, Rule};

use super::{
    ColumnMap, MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError, TableNotes, WorkbookLimit,
    builder::RowBuilder,
    column::{self, Header},
    text::is_blank,
};

/// The maximum number of merged regions of a sheet.
const MAX_MERGES: usize = 100_000;

/// A cell of a worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum SheetCell {
    #[default]
    Empty,
    Text(String),
    /// A value that cannot be imported, and the reason.
    Invalid(String, CellProblem),
}

impl SheetCell {
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => is_blank(text),
            Self::Invalid(..) => false,
        }
    }

    /// The size of the text, in bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) | Self::Invalid(text, _) => text.len(),
        }
    }
}

/// Receives the rows of a worksheet.
pub(super) trait RowSink {
    /// Takes the header and returns the number of its columns.
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError>;

    /// Takes a row, with at least as many cells as the header, until it breaks.
    fn row(&mut self, number: u64, cells: Vec<SheetCell>) -> ControlFlow<()>;
}

/// Collects the cells of a worksheet into rows.
pub(super) struct SheetRows<'a> {
    sink: &'a mut dyn RowSink,
    /// The number of columns; `None` before the header.
    width: Option<usize>,
    /// The index of the present row, from 0.
    row: u64,
    cells: Vec<SheetCell>,
    /// The size of the cells.
    bytes: u64,
    merges: Merges,
}

impl<'a> SheetRows<'a> {
    /// Starts a sheet with these merged regions.
    pub(super) fn new(
        merges: Vec<Dimensions>,
        sink: &'a mut dyn RowSink,
    ) -> Result<Self, TableError> {
        let merges = Merges::new(merges)?;
        Ok(Self { sink, width: None, row: 0, cells: Vec::new(), bytes: 0, merges })
    }

    /// The number of the present row, from 1.
    pub(super) fn number(&self) -> u64 {
        self.row + 1
    }

    /// Adds a cell. Rows must be in order.
    pub(super) fn add(
        &mut self,
        (row, column): (u32, u32),
        cell: SheetCell,
    ) -> Result<ControlFlow<()>, TableError> {
        let (row, column) = (u64::from(row), column as usize);
        if column >= MAX_COLUMNS {
            if cell == SheetCell::Empty {
                return Ok(ControlFlow::Continue(()));
            }
            return Err(TableError::TooManyColumns(row + 1));
        }
        if row >= MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        if row < self.row {
            return Err(TableError::Damaged { row: row + 1 });
        }
        if row > self.row {
            if self.end_row()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            self.row = row;
        }
        self.bytes += cell.len() as u64;
        // All cells of a row can share one long text.
        if self.bytes > MAX_ROW_BYTES {
            return Err(TableError::RowTooLong(row + 1));
        }
        if column >= self.cells.len() {
            self.cells.resize(column + 1, SheetCell::Empty);
        }
        self.cells[column] = cell;
        Ok(ControlFlow::Continue(()))
    }

    /// Ends the sheet.
    pub(super) fn finish(mut self) -> Result<(), TableError> {
        self.end_row().map(drop)
    }

    fn end_row(&mut self) -> Result<ControlFlow<()>, TableError> {
        let mut cells = mem::take(&mut self.cells);
        self.bytes = 0;
        self.merges.start_at(self.row, &cells);
        if cells.iter().all(SheetCell::is_blank) {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(width) = self.width else {
            let texts = cells.iter().map(|cell| match cell {
                SheetCell::Text(text) => text.clone(),
                SheetCell::Empty | SheetCell::Invalid(..) => String::new(),
            });
            self.width = Some(self.sink.header(&texts.collect::<Vec<_>>())?);
            self.merges.close();
            return Ok(ControlFlow::Continue(()));
        };
        cells.resize(width.max(cells.len()), SheetCell::Empty);
        self.merges.fill(self.row, &mut cells);
        Ok(self.sink.row(self.row + 1, cells))
    }
}

/// Converts the rows of a sheet of workers.
pub(super) struct WorkerRows<'a> {
    map: &'a ColumnMap,
    each: &'a mut dyn FnMut(ImportRow) -> ControlFlow<()>,
    header: Option<Header>,
}

impl<'a> WorkerRows<'a> {
    pub(super) fn new(
        map: &'a ColumnMap,
        each: &'a mut dyn FnMut(ImportRow) -> ControlFlow<()>,
    ) -> Self {
        Self { map, each, header: None }
    }

    /// Adds what the user should know to `notes`.
    pub(super) fn finish(self, notes: &mut TableNotes) -> Result<(), TableError> {
        let header = self.header.ok_or(TableError::Empty)?;
        notes.add_ignored(&header);
        Ok(())
    }
}

impl RowSink for WorkerRows<'_> {
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError> {
        let header = column::parse_header(headers, self.map)?;
        Ok(self.header.insert(header).len())
    }

    fn row(&mut self, number: u64, cells: Vec<SheetCell>) -> ControlFlow<()> {
        let header = self.header.as_deref().unwrap_or_default();
        let mut builder = RowBuilder::new(number, false);
        for (index, cell) in cells.into_iter().enumerate() {
            let named = header.get(index).and_then(Option::as_ref);
            match (named, cell) {
                // The file does not contain empty cells.
                (Some((column, name)), SheetCell::Empty) => builder.text(column, name, ""),
                (Some((column, name)), SheetCell::Text(text)) => builder.text(column, name, &text),
                (Some((column, name)), SheetCell::Invalid(shown, reason)) => {
                    builder.invalid(column, name, &shown, Rule::Cell(reason).into());
                }
                (None, cell) if cell.is_blank() => {}
                (None, _) => builder.row_error(Rule::NoHeader.into()),
            }
        }
        builder.finish().map_or(ControlFlow::Continue(()), &mut self.each)
    }
}

/// The merged regions of a sheet. Their value stands in the first cell only.
struct Merges {
    /// The regions that have not begun, the last one first.
    next: Vec<Dimensions>,
    /// The region that each column is in: the last row and the value.
    open: Vec<Option<(u64, SheetCell)>>,
}

impl Merges {
    fn new(mut regions: Vec<Dimensions>) -> Result<Self, TableError> {
        if regions.len() > MAX_MERGES {
            return Err(TableError::WorkbookTooLarge(WorkbookLimit::MergedCells));
        }
        regions.retain(|region| region.start != region.end);
        regions.sort_unstable_by_key(|region| std::cmp::Reverse(region.start));
        Ok(Self { next: regions, open: Vec::new() })
    }

    /// Opens the regions that begin at or before this row.
    fn start_at(&mut self, row: u64, cells: &[SheetCell]) {
        while let Some(region) = self.next.pop_if(|region| u64::from(region.start.0) <= row) {
            let (first, last) = (region.start.1 as usize, region.end.1 as usize);
            let is_here = u64::from(region.start.0) == row;
            let value = cells.get(first).filter(|_| is_here).cloned().unwrap_or_default();
            let end = u64::from(region.end.0);
            for column in first..=last.min(MAX_COLUMNS - 1) {
                if column >= self.open.len() {
                    self.open.resize(column + 1, None);
                }
                let cell = match &value {
                    // Which of the columns has the value is unknown.
                    SheetCell::Text(text) if first != last => {
                        SheetCell::Invalid(text.clone(), CellProblem::MergedColumns)
                    }
                    value => value.clone(),
                };
                self.open[column] = Some((end, cell));
            }
        }
    }

    /// Forgets the regions that began at or above the header.
    fn close(&mut self) {
        self.open.clear();
    }

    /// Sets the cells of this row that are in a merged region.
    fn fill(&mut self, row: u64, cells: &mut [SheetCell]) {
        for (open, cell) in self.open.iter_mut().zip(cells) {
            if let Some((end, value)) = open {
                if *end < row {
                    *open = None;
                } else if cell.is_blank() || matches!(value, SheetCell::Invalid(..)) {
                    *cell = value.clone();
                }
            }
        }
    }
}
