//! The console: server-rendered HTML pages for people.
//!
//! The console is a dialect whose bytes are HTML. It has no rights of its own: every handler calls the
//! directory as the web user who is signed in. Every page works without JavaScript; the scripts only
//! save page loads, show what happens, and offer copy buttons.
//!
//! To add a page: add a module with its handlers under [`pages`], a line in [`routes`], and a template
//! that extends `layout.html`. To show the page in the navigation, add a line to [`layout::SECTIONS`].
//! A handler takes [`extract::State`], [`extract::Auth`] (the web user and the domain), [`extract::Query`] for a GET or
//! [`extract::Form`] for a POST, and returns [`response::PageResult`]. Errors of a form are shown next
//! to its fields by [`components::FormErrors`]. Texts are messages of [`i18n`].

mod assets;
mod components;
mod draft;
mod error_page;
mod extract;
mod i18n;
mod layout;
mod optimistic_lock;
mod pages;
mod password_slips;
mod response;
mod routes;
mod submit_once;

use roster_model::Channel;

pub(crate) use pages::imports::PendingImports;
pub use password_slips::{slip_languages, write_slip_file};
pub(crate) use routes::is_upload;

use crate::dialect::{Cors, Dialect};

/// The console as a dialect.
pub(crate) static DIALECT: Dialect = Dialect {
    prefixes: &[
        "/",
        "/d",
        "/account",
        "/domains",
        "/sign-in",
        "/sign-out",
        "/set-password",
        "/join",
        "/operator",
        "/assets",
    ],
    channel: Channel::Console,
    routes: |app| routes::routes(app),
    authenticate: |app, parts| Box::pin(extract::authenticate(app, parts)),
    is_rate_limited: false,
    render_error: |error, request, app| Box::pin(error_page::error_page(error, request, app)),
    errors_show_session: true,
    add_headers: response::add_security_headers,
    cors: Cors::SameOrigin,
    openapi: None,
};
