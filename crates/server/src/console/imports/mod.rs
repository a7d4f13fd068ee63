//! Moving workers in from a table: it is sent, rehearsed, looked at, and then carried out; and what
//! was carried out can be undone.
//!
//! A table waits on the desk of the server that it was sent to, in an unnamed file. Nothing of it is
//! in the store before it is carried out, so whatever becomes of that server, nothing is half done.

mod carry_out;
mod desk;
mod list;
mod reading;
mod receive;
mod run;
mod show;
mod table;
mod told;
mod undo;
mod verdicts;

pub(super) use carry_out::carry_out;
pub(crate) use desk::Desk;
pub(super) use list::list;
pub(super) use receive::receive;
pub(super) use show::show;
pub(super) use undo::{ask as ask_undo, undo};
pub(super) use verdicts::download as verdicts;
