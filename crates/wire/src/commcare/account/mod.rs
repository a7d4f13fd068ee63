//! The identity and the domains of the caller.

mod response;

pub use response::{encode_domains, encode_identity};
