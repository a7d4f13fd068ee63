//! The console: a third dialect, whose bytes are HTML.
//!
//! It can do nothing that the API cannot, and does it through the same handles of the directory, as
//! the web user who is signed in. Every page works without a script; the one script there is only
//! spares going back and forth.
//!
//! To add a page: a module with its handlers, a line in [`routes`], a template that extends
//! `frame.html`, and, if the navigation should lead there, a line in [`frame::SECTIONS`]. A handler
//! takes a [`member::Member`] (who, and in which domain), for a GET the query as
//! [`asked::RequestContext`], for a POST a [`form::Form`] (checked to be of this session), and gives a
//! [`page::Shown`]. What a form got wrong is shown beside its fields by [`flaws::FormErrors`].

mod account;
mod activity;
mod as_shown;
mod asked;
mod assets;
mod cases;
mod choices;
mod confirm;
mod domains;
mod download;
mod fields;
mod file_form;
mod form;
mod form_errors;
mod frame;
mod groups;
mod history;
mod imports;
mod keys;
mod locations;
mod member;
mod moment;
mod notice;
mod page;
mod pager;
mod people;
mod refuse;
mod roles;
mod routes;
mod session;
mod set_password;
mod settings;
mod sign_in;
mod thing;
mod transport;
mod web_users;

use roster_model::Channel;

pub(crate) use imports::Desk;
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
        "/assets",
    ],
    channel: Channel::Console,
    routes: |_| routes::routes(),
    authenticate: |app, parts| Box::pin(member::authenticate(app, parts)),
    is_rate_limited: false,
    render_error: |error, request, _| refuse::refuse(error, request),
    add_headers: page::guard,
    cors: Cors::SameOrigin,
    openapi: None,
};
