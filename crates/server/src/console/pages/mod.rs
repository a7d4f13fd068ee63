//! The pages, by section.

pub(crate) mod account;
pub(crate) mod activity;
pub(crate) mod domains;
pub(crate) mod fields;
pub(crate) mod groups;
pub(crate) mod history;
pub(crate) mod imports;
pub(crate) mod join;
pub(crate) mod keys;
pub(crate) mod labels;
pub(crate) mod locations;
pub(crate) mod oidc;
pub(crate) mod operator;
pub(crate) mod people;
pub(crate) mod roles;
pub(crate) mod set_password;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod web_users;
pub(crate) mod webhooks;
