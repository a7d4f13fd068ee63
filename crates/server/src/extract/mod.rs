//! Extractors that all dialects share.

mod body;
mod caller;
mod path_id;

pub(crate) use self::{
    body::Body,
    caller::{Caller, peer},
    path_id::PathId,
};
