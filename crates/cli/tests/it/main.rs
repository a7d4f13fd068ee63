//! The real binary: what it prints, where, and with which exit code. A test goes into the file of
//! the command that it is about; what is the same on both engines runs on both.

#![expect(clippy::unwrap_used, reason = "without its premises no test goes on")]

mod bad_days;
mod canary;
mod commands;
mod demo;
mod help;
mod import_hq;
mod killed;
mod nodes;
mod program;
mod readme;
mod serve;
mod settings;
mod tables;
mod tls;
mod whole;
