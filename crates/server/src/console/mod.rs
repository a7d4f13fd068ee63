//! The console: server-rendered HTML pages for people.
//!
//! The console is a dialect whose bytes are HTML. It has no rights of its own: every handler calls the
//! directory as the web user who is signed in. Every page works without JavaScript; the scripts only
//! save page loads and offer a copy button.
//!
//! To add a page: add a module with its handlers under [`pages`], a line in [`routes`], and a template
//! that extends `layout.html`. To show the page in the navigation, add a line to [`layout::SECTIONS`].
//! A handler takes [`extract::Auth`] (the web user and the domain), [`extract::Query`] for a GET or
//! [`extract::Form`] for a POST, and returns [`response::PageResult`]. Errors of a form are shown next
//! to its fields by [`components::FormErrors`].

mod assets;
mod components;
mod error_page;
mod extract;
mod layout;
mod optimistic_lock;
mod pages;
mod response;
mod routes;

pub(crate) use error_page::{ErrorPageContext, error_page};
pub(crate) use pages::imports::PendingImports;
pub(crate) use response::add_security_headers;
pub(crate) use routes::{is_upload, routes};
