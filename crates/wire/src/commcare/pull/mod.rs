//! The dialect read from the other side: what a CommCare HQ, or a Roster, answers to lists, as what
//! is taken over from it.
//!
//! Whatever the far side tells is read as far as it can be understood. What must be there and is
//! not is a flaw, for which the thing is refused; an e-mail address or a phone number that none can
//! be is left out, because a worker without it is better than no worker. Live and documented byte
//! habits are read alike.

mod fields;
mod group;
mod location;
mod location_type;
mod page;
mod worker;

pub use group::read_group;
pub use location::read_location;
pub use location_type::read_location_type;
pub use page::{BadPage, PulledPage, read_page};
pub use worker::read_worker;
