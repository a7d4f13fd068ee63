//! The User.com dialect over HTTP: its addresses, and a handler for each.

mod attributes;
mod bodies;
mod call;
mod companies;
mod company_parts;
mod cors;
mod describe;
mod done;
mod events;
mod gate;
mod lists;
mod mass;
mod people;
mod person_attributes;
mod person_lists;
mod refuse;
mod routes;
mod segments;
mod sent;
mod tags;
mod terms;
mod token;
mod whom;

pub(crate) use cors::allow;
pub(crate) use describe::{add_to as describe, schemas};
pub(crate) use refuse::refuse;
pub(crate) use routes::routes;

/// Where the dialect's addresses begin; within its routes, paths are told without it.
const ROOT: &str = "/api/public";
