//! The CommCare dialect over HTTP: its addresses, and a handler for each.

mod account;
mod activity;
mod asked;
mod at;
mod body;
mod bulk_user;
mod changes;
mod gate;
mod group;
mod location;
mod location_type;
mod refuse;
mod resource;
mod routes;
mod user;
mod web_user;

pub(crate) use asked::format_of;
pub(crate) use refuse::refuse;
pub(crate) use routes::{operations, routes, schemas};
