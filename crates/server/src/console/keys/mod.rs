//! Keys to the APIs.

mod app_key;
mod create;
mod list;
mod revoke;
mod written;

pub(super) use app_key::create as create_app_key;
pub(super) use create::create;
pub(super) use list::list;
pub(super) use revoke::{ask as ask_revoke, ask_app_key, revoke, revoke_app_key};
