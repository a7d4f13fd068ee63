//! The CommCare dialect over HTTP: its addresses, and a handler for each.

mod asked;
mod at;
mod body;
mod group;
mod location;
mod location_type;
mod refuse;
mod resource;
mod routes;
mod user;

pub(crate) use asked::format_of;
pub(crate) use refuse::refuse;
pub(crate) use routes::{operations, routes, schemas};
