//! API keys and User.com keys.

mod create;
mod create_app_key;
mod key_form;
mod list;
mod revoke;

pub(crate) use create::create;
pub(crate) use create_app_key::create_app_key;
pub(crate) use list::list;
pub(crate) use revoke::{confirm_revoke, confirm_revoke_app_key, revoke, revoke_app_key};
