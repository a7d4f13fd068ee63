//! The forms of the console, as a browser sends them.

mod browser;
mod confined;
mod conflicts;
mod ended_session;
mod labels;
mod operator;
mod people_columns;
mod people_selection;
mod refusals;
mod submit_once;
mod time_zone;
