//! Moving in from a live CommCare HQ: its lists are read page by page, and what they tell is made
//! here, again and again until a pass over everything changes nothing and the totals agree.

mod client;
mod far;
mod links;
mod patience;
mod progress;
mod pull;
mod report;
#[cfg(test)]
mod tests;

pub(crate) use client::{Client, Credentials};
pub(crate) use far::Far;
pub(crate) use links::LinksFile;
pub(crate) use patience::Patience;
pub(crate) use progress::Progress;
pub(crate) use pull::{Ending, Puller};
pub(crate) use report::Report;
