//! Import from a live CommCare HQ: reads its lists page by page and creates the same records here,
//! again and again until a pass changes nothing and the totals agree.

mod client;
mod links;
mod progress;
mod pull;
mod report;
mod retry;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use client::{Client, Credentials};
pub(crate) use links::LinksFile;
pub(crate) use progress::Progress;
pub(crate) use pull::{Ending, Puller};
pub(crate) use report::Report;
pub(crate) use retry::RetryPolicy;
pub(crate) use source::Source;
