//! Import of workers from a spreadsheet: upload, preview, execute, undo.
//!
//! An uploaded table is kept in an unnamed temporary file of the process that received it. Nothing of it
//! is stored before the user confirms the preview, so a crash leaves no partial state.

mod bulk;
mod columns;
mod errors;
mod execute;
mod list;
mod messages;
mod pending;
mod preview;
mod reader;
mod report;
mod show;
mod slips;
mod table;
mod task;
mod template;
mod undo;
mod undo_progress;
mod upload;

pub(crate) use bulk::spawn as spawn_bulk_action;
pub(crate) use columns::choose_columns;
pub(crate) use errors::errors;
pub(crate) use execute::execute;
pub(crate) use list::list;
pub(crate) use messages::table_error;
pub(crate) use pending::PendingImports;
pub(crate) use report::report;
pub(crate) use show::show;
pub(crate) use slips::slips;
pub(crate) use table::{BulkRequest, BulkWorkers};
pub(crate) use template::template;
pub(crate) use undo::{confirm_undo, undo};
pub(crate) use upload::upload;
