//! Webhooks, from a change to the receiver.

mod fixture;
mod ordering;
mod receiver;
mod refusals;
mod retries;
mod signatures;
