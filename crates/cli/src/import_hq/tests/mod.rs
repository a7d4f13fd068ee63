//! Imports from a Roster, which responds like a CommCare HQ, over a connection with every kind of
//! failure. The target is on either engine.

mod full_import;
mod proxy;
mod source;
mod target;

mod interruption;
mod other_origins;
