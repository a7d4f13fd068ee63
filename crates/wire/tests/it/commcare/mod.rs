//! The CommCare dialect.

mod account;
mod activity;
mod body;
mod bulk_user;
mod changes;
mod client;
mod error_response;
mod fixture;
mod group;
mod location;
mod location_type;
mod paging;
mod published;
mod user_bulk;
mod user_filter;
mod user_request;
mod user_response;
mod web_user;
mod xml;
