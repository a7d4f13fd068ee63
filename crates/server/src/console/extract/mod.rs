//! Extractors: what handlers take from a request.

mod auth;
pub(crate) mod csrf;
mod file_form;
pub(crate) mod form;
mod origin;
pub(crate) mod path;
mod query;
pub(crate) mod session;
mod state;

pub(crate) use auth::{Auth, authenticate};
pub(crate) use file_form::{FileForm, UploadedFile};
pub(crate) use form::{Form, PublicForm};
pub(crate) use origin::Origin;
pub(crate) use path::PathId;
pub(crate) use query::Query;
pub(crate) use session::{CurrentSession, Secure};
pub(crate) use state::{FormDirectory, State};
