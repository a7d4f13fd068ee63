//! The identity and the domains of the caller.

mod filter;
mod response;

pub use filter::check_filter;
pub use response::{encode_domains, encode_identity};
