//! The real binary: its output and exit codes. A test goes into the file of its command; behaviour
//! that is the same on both engines is tested on both.

#![expect(clippy::unwrap_used, reason = "a test without its inputs fails")]

mod accounts;
mod backup;
mod canary;
mod commands;
mod demo;
mod help;
mod import_hq;
mod interruptions;
mod kill;
mod nodes;
mod oidc;
mod password_links;
mod program;
mod readme;
mod serve;
mod settings;
mod setup;
mod tables;
mod tls;
mod webhooks;
