//! Decodes the lists of another CommCare HQ or Roster, for an import, and the records that HQ forwards.
//!
//! Both wire modes are accepted. A missing required value is an error, with which the import
//! rejects the record. An invalid e-mail address or phone number is omitted: a worker without it is
//! better than no worker.

mod fields;
mod forwarded;
mod group;
mod location;
mod location_type;
mod page;
mod user;

pub use forwarded::{decode_forwarded_location, decode_forwarded_worker};
pub use group::decode_group;
pub use location::decode_location;
pub use location_type::decode_location_type;
pub use page::{BadPage, ListPage, decode_page};
pub use user::decode_worker;
