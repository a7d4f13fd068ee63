//! The domain types of Roster: domains, people, workers, groups, locations, keys, roles, fields and
//! changes, the commands and filters on them, the table of a worker's fields ([`WorkerField`]) and
//! [`Error`], the semantic error of all operations.
//!
//! The crate has no async code, no HTTP, no SQL, no clock and no randomness: time and random bytes
//! are arguments.

mod activity;
mod actor;
mod app_key;
mod attribute;
mod bulk;
mod bulk_action;
mod change;
mod changed_fields;
mod company;
mod contact;
mod custom;
mod diff;
mod domain;
mod email;
mod error;
mod event;
mod field_options;
mod group;
mod hq_import;
mod id;
mod import;
mod key;
mod label;
pub mod limits;
mod location;
mod location_table;
mod logged;
mod number;
mod page;
mod people_view;
mod permission;
mod person;
mod phone;
mod problem;
mod put_back;
mod query;
pub mod record_size;
mod remedy;
mod rule;
mod saved_filter;
pub mod scim;
mod search;
mod search_text;
mod standard_field;
mod suggest;
mod tag;
mod time_zone;
mod username;
mod web_user;
mod webhook;
mod worker;
mod worker_field;
mod worker_ref;

pub use activity::{ActivityCounts, DayOfActivity, DayOfPeople, Submission};
pub use actor::{Actor, Channel, StateVersion, Who};
pub use app_key::{AppKey, NewAppKey};
pub use attribute::{Attribute, NewAttribute, Subject, attribute_slug};
pub use bulk::{BulkField, BulkQuery, BulkTerm, BulkUser};
pub use bulk_action::BulkAction;
pub use change::{Change, ChangeCursor, ChangeFilter, Kind};
pub use changed_fields::{changed_fields, person_diff};
pub use company::{Company, CompanyEdit, CompanyRef, CompanyView, Employment};
pub use contact::{PersonEdit, PersonRef, PersonView, Undefined, Upserted};
pub use custom::{CustomData, Field, FieldEdit, FieldType, NewField, NewProfile, Profile, Schema};
pub use diff::{Diff, FieldValues, Logged};
pub use domain::{Domain, Settings, WireMode};
pub use email::{Email, fold};
pub use error::{AuthFailure, Denial, Error, FieldError, IdempotencyConflict};
pub use event::{Event, NewOccurrence, Occurred, Occurrence};
pub use field_options::FieldOptions;
pub use group::{Group, GroupEdit, GroupSummary, NewGroup};
pub use hq_import::{
    Checkpoint, HqBatch, HqGroup, HqItem, HqKind, HqLocation, HqLocationType, HqNote, HqOutcome,
    HqSummary, HqTally, HqWorker, PasswordLink,
};
pub use id::{DomainName, Id};
pub use import::{
    FieldChange, ImportCounts, ImportGroup, ImportMode, ImportRecord, ImportRow, NamedWorker,
    RowError, RowOutcome, RowVerdict, TableShape, cell_text,
};
pub use key::{ApiKey, NewApiKey};
pub use label::{LabelKind, LabelSummary};
pub use location::{
    Location, LocationEdit, LocationFilter, LocationItem, LocationType, LocationTypeEdit,
    NewLocation, NewLocationType, Span,
};
pub use location_table::{LocationRow, LocationVerdict};
pub use number::is_exact_number;
pub use page::{Page, Start, Window};
pub use people_view::{PeopleViewFilter, PeopleViewKey, PeopleViewOrder, PersonState};
pub use permission::{Permission, Rights};
pub use person::{Gender, Person, Status, UsercomFields};
pub use phone::{Phone, PhoneProblem, is_invisible};
pub use problem::Problem;
pub use put_back::set_logged_field;
pub use query::WorkerFilter;
pub use remedy::Remedy;
pub use rule::{AddressKind, CellProblem, Rule, SettingValue, UndoObstacle};
pub use saved_filter::{SavedFilter, SavedFilterEdit};
pub use search::{Comparison, Condition, Link, NumberField, PersonFilter, TextField};
pub use search_text::{
    NO_PHONE_WORD, SearchTerm, field_word, indexed_phone, indexed_words, search_terms, search_words,
};
pub use secrecy::{ExposeSecret, SecretString};
pub use standard_field::StandardField;
pub use suggest::{closest, closest_above, plain_letters};
pub use tag::{List, ListEdit, Tag, Tagged};
pub use time_zone::TimeZoneName;
pub use username::Username;
pub use web_user::{AccountState, Invitation, Membership, NewRole, Role, WebUser, WebUserEdit};
pub use webhook::{
    Delivery, Webhook, WebhookEdit, WebhookPayload, WebhookProgress, is_kind_pattern,
};
pub use worker::{
    DataEdit, Expected, NewWorker, Patch, PhoneEdit, RestoreUnshown, Worker, WorkerEdit, WorkerItem,
};
pub use worker_field::{
    ApiEdit, ApiValue, CellValue, SetCell, ShownField, TableColumn, WorkerField,
};
pub use worker_ref::{JsonCow, WorkerRef};
