//! The rules of single operations. [`Problem`] has what can be wrong with any field.

use std::net::IpAddr;

use jiff::Timestamp;

use crate::{Denial, Problem, limits::join_listed};

/// A rule that a request breaks, in [`Problem::Rule`]. The text is complete, or follows the name of the
/// field.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Rule {
    // Accounts.
    /// The new password is the current one.
    #[error("must differ from the current password")]
    SamePassword,
    /// The password is not that of the account.
    #[error("is not the current password")]
    WrongPassword,
    /// The offer of a second factor is too old.
    #[error("the offer has expired: start again")]
    OfferExpired,
    /// The code is not one of the app now, or was used before.
    #[error("is not the current code of the app, or was used before")]
    WrongCode,
    /// The invitation is for an address that has an account.
    #[error("this address has an account: sign in to accept the invitation")]
    HasAccount,

    // Any record.
    /// The form is shown again after its session had ended; nothing of it is written.
    #[error(
        "you are signed in again, and your input is below. Nothing was saved yet: check it, then send it"
    )]
    CheckInput,
    /// The caller lacks a permission for a part of the request.
    #[error("not allowed: {0}")]
    Denied(Denial),
    /// The worker does not exist, or is not visible.
    #[error("this worker does not exist")]
    NoSuchWorker,
    /// The worker is deactivated.
    #[error("the worker is deactivated: reactivate the account first")]
    WorkerDeactivated,
    /// The field was changed after the change that is to be put back.
    #[error("was changed again since")]
    ChangedAgain,
    /// The change log does not have the values.
    #[error("the earlier values are not stored")]
    NoEarlierValues,
    /// The records with these names were deleted.
    #[error("{} not exist any more", gone(.0))]
    Gone(Vec<String>),

    // Settings of a domain.
    /// The value of a setting is invalid.
    #[error("invalid value '{value}': must be {}", .expected.as_str())]
    InvalidSetting {
        /// The value as sent.
        value: String,
        /// What the value must be.
        expected: SettingValue,
    },
    /// No time zone has this name.
    #[error("'{name}' is not a time zone; {}", zones(.similar))]
    UnknownTimeZone {
        /// The name as sent.
        name: String,
        /// The names that are probably meant.
        similar: Vec<String>,
    },

    // Locations and organization levels.
    /// A location is activated below a deactivated one.
    #[error("the parent location is deactivated: reactivate it first")]
    ParentDeactivated,
    /// The location to delete has more than this number of workers.
    #[error(
        "more than {0} workers are assigned to it or to locations below it: give them another location \
         first"
    )]
    TooManyAssigned(usize),
    /// A table has the location twice.
    #[error("an earlier row is the same location")]
    RepeatedLocation,
    /// The level has locations, so its place in the tree is fixed.
    #[error("cannot change while there are locations of this type")]
    LevelInUse,

    // Custom fields and profiles.
    /// The field takes one of its choices.
    #[error("choose one value")]
    OneChoice,
    /// The value does not match the pattern of the field.
    #[error("does not match the pattern {0}")]
    Pattern(String),
    /// The domain would have more than this number of fields.
    #[error("would give the domain more than {0} custom fields")]
    TooManyFields(usize),
    /// A field of choices has none.
    #[error("enter at least one choice, one per line")]
    NeedsChoices,
    /// The pattern cannot be used, for this reason.
    #[error("is not a regular expression: {0}")]
    NotARegex(String),
    /// The position is out of range.
    #[error("must be a whole number from 0 to 9999")]
    Position,
    /// The key has characters that are not allowed.
    #[error("'{0}' may contain only letters, digits, '_' and '-'")]
    Slug(String),
    /// These profiles have a value for the field.
    #[error("these profiles set the field; delete them first: {}", .0.join(", "))]
    FieldOfProfiles(Vec<String>),
    /// Workers have the profile.
    #[error("some workers have this profile: give them another profile first")]
    ProfileInUse,

    // Roles.
    /// The role has more permissions than the caller.
    #[error("the role has permissions that you do not have")]
    RoleHasMoreRights,
    /// Workers refer to the role by its name.
    #[error("cannot be changed while workers have the role")]
    RoleNameInUse,
    /// Web users, workers, keys or invitations have the role.
    #[error("the role is in use: give its holders another role first")]
    RoleInUse,

    // Keys.
    /// The key would have expired already.
    #[error("must be in the future")]
    NotInFuture,
    /// A domain created the account of the owner, so a key for all domains is refused.
    #[error("create a key for each domain")]
    KeyPerDomain,
    /// The owner has not replaced the first password.
    #[error("replace your first password before you create a key for all domains")]
    FirstPassword,
    /// A key for all domains cannot have a role.
    #[error("requires a domain: each role belongs to one domain")]
    RoleNeedsDomain,

    // Tables.
    /// Not a day.
    #[error("write a month as 03-2027, or a day as 2027-03-31")]
    Day,
    /// The row with this number has the same worker.
    #[error("row {0} has the same worker: remove one of the two rows")]
    RepeatedWorker(u64),
    /// The row names another domain than this one.
    #[error("must be '{0}', the domain of the import")]
    OtherDomain(String),
    /// The row activates an account that it leaves unconfirmed.
    #[error("an unconfirmed account cannot be active")]
    UnconfirmedActive,
    /// The text is an error value of a spreadsheet program.
    #[error("is an error of the spreadsheet; correct it")]
    ErrorText,
    /// The cell cannot be read.
    #[error("{}", .0.as_str())]
    Cell(CellProblem),
    /// A cell stands outside the columns of the header.
    #[error("a cell has no header")]
    NoHeader,
    /// The row has too few or too many cells.
    #[error(
        "the row has {found} cells, but the header has {expected}; the file may be incomplete, or a \
         quotation mark is missing"
    )]
    CellCount {
        /// The cells of the row.
        found: usize,
        /// The cells of the header.
        expected: usize,
    },
    /// The row of a JSON Lines file is not an object.
    #[error("the row is not a JSON object; the file may be incomplete")]
    NotAnObject,
    /// The column stands for all custom fields.
    #[error("needs a column of its own for each custom field: 'data: field'")]
    ColumnPerField,
    /// The column of CommCare's bulk upload has no effect here.
    #[error("is not supported; leave it empty")]
    Unsupported,
    /// A problem of a row of the sheet of groups.
    #[error("row {row} of the sheet 'groups': {problem}")]
    GroupRow {
        /// The number of the row.
        row: u64,
        /// What is wrong.
        problem: Box<Problem>,
    },
    /// Another group has the name.
    #[error("another group has the name '{0}'")]
    GroupNameTaken(String),
    /// A cell of the sheet is neither true nor false.
    #[error("'{0}' is not true or false")]
    NotFlag(String),
    /// A row of the sheet lacks the name of its group.
    #[error("a group has no name")]
    GroupWithoutName,
    /// The identity of the group has too many characters.
    #[error("the id is too long")]
    GroupId,
    /// The sheet has more than this number of groups.
    #[error("there are more than {0} groups")]
    TooManyGroups(usize),
    /// The import cannot be undone.
    #[error("cannot be undone: {0}")]
    CannotUndo(UndoObstacle),

    // Webhooks.
    /// The domain has this number of webhooks, which is the limit.
    #[error("the domain already has {0} webhooks, which is the limit")]
    TooManyWebhooks(usize),
    /// The kinds of changes have none that the payload can show.
    #[error("must include changes of people: the payload 'commcare' has no others")]
    PayloadWithoutPeople,
    /// No kind of change matches the text.
    #[error(
        "'{0}' is no kind of change: use *, a record such as person.*, or a kind such as person.created"
    )]
    UnknownKind(String),
    /// No change waits for the webhook.
    #[error("no change is waiting")]
    NothingWaiting,
    /// No change has the number. Contains the number of the last one.
    #[error("must be the number of a change, from 0 to {0}")]
    UnknownChange(i64),
    /// Neither the number of a change nor a cursor.
    #[error("must be the number of a change, or a cursor")]
    ChangeOrCursor,
    /// No worker can be the content of a test.
    #[error("the domain has no active worker that could be sent as a test")]
    NothingToTest,
    /// Not a URL.
    #[error("must be a URL, such as https://example.org/roster")]
    NotAUrl,
    /// The scheme of the URL is not `https`.
    #[error("must begin with https://")]
    NotHttps,
    /// The scheme of the URL is `http`, for an address that needs TLS.
    #[error(
        "must begin with https://; http:// is only allowed to the networks that the operator lists in \
         webhook_networks"
    )]
    HttpNotListed,
    /// The URL has credentials.
    #[error("must not contain a user name or password")]
    UrlWithCredentials,
    /// The URL has a fragment.
    #[error("must not contain a fragment (#)")]
    UrlWithFragment,
    /// The server must not send to the address.
    #[error("{}{address} is {}, and webhook_networks does not list it", prefix(.host), .kind.as_str())]
    AddressRefused {
        /// The name that resolved to the address; empty for a URL with an address.
        host: String,
        /// The address.
        address: IpAddr,
        /// Why it is refused.
        kind: AddressKind,
    },
}

impl From<Rule> for Problem {
    fn from(rule: Rule) -> Self {
        Self::Rule(Box::new(rule))
    }
}

/// What the value of a setting must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// `true` or `false`.
    Flag,
    /// The name of a wire mode.
    Wire,
    /// A number of requests.
    RequestsPerMinute,
    /// A size of custom data.
    DataLimit,
    /// A size of all records.
    Bytes,
    /// The host of usernames.
    Host,
    /// The URL of cases.
    CasesUrl,
    /// A number of days.
    Days,
}

impl SettingValue {
    /// Returns the text that follows "must be".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flag => "true or false",
            Self::Wire => "documented or live",
            Self::RequestsPerMinute => "a whole number of requests per minute, or 0 for no limit",
            Self::DataLimit => "a number of bytes from 1024 to 1048576",
            Self::Bytes => "a whole number of bytes, or 0 for no limit",
            Self::Host => "a host name, such as commcarehq.org",
            Self::CasesUrl => {
                "a URL that begins with https:// or http://, with no placeholders other than {domain}, \
                 {user_id} and {username}"
            }
            Self::Days => "a whole number of days, or 0 for ever",
        }
    }
}

/// Why a cell of a spreadsheet cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// It is an error value.
    ErrorValue,
    /// It has the format of a date, but no date.
    NoDate,
    /// The number has lost digits.
    LostDigits,
    /// The file does not have the result of the formula.
    UnsavedFormula,
    /// It stands for several columns.
    MergedColumns,
}

impl CellProblem {
    /// Returns the problem as text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ErrorValue => "the cell shows an error of the spreadsheet; correct it",
            Self::NoDate => "the cell has a date format, but no date; correct it",
            Self::LostDigits => {
                "the number has more digits than a number cell can hold; format the column as text and \
                 enter the value again"
            }
            Self::UnsavedFormula => {
                "the formula has no saved value; open the workbook in a spreadsheet program, save it \
                 and upload it again"
            }
            Self::MergedColumns => "cells of several columns are merged",
        }
    }
}

/// Why an import cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoObstacle {
    /// It was undone at this time.
    #[error("it was undone on {0:.0}")]
    Undone(Timestamp),
    /// Workers with these usernames were changed.
    #[error("these workers were changed since: {}", .0.join(", "))]
    Changed(Vec<String>),
    /// New workers have submitted forms.
    #[error("workers that it created have submitted forms since")]
    Submitted,
    /// Workers were deleted.
    #[error("some of its workers were deleted since")]
    Deleted,
}

/// Why the server must not send to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressKind {
    /// The metadata address that most cloud providers have.
    CloudMetadata,
    /// The metadata address of one cloud provider.
    ProviderMetadata,
    /// No address of a host.
    Unspecified,
    /// An address inside a network.
    Private,
    /// An address of the server itself.
    Loopback,
    /// An address of one link.
    LinkLocal,
    /// An address without a use.
    Reserved,
    /// An address of examples.
    Documentation,
    /// An address of a group of hosts.
    Multicast,
    /// A public address, which is refused without TLS.
    WithoutTls,
}

impl AddressKind {
    /// Returns the text that follows "is".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CloudMetadata => "the metadata address of cloud providers",
            Self::ProviderMetadata => "the metadata address of a cloud provider",
            Self::Unspecified => "an unspecified address",
            Self::Private => "a private address",
            Self::Loopback => "a loopback address",
            Self::LinkLocal => "a link-local address",
            Self::Reserved => "a reserved address",
            Self::Documentation => "an address for documentation",
            Self::Multicast => "a multicast address",
            Self::WithoutTls => "an address that needs https://",
        }
    }
}

fn gone(names: &[String]) -> String {
    let verb = if names.len() == 1 { "does" } else { "do" };
    format!("{} {verb}", join_listed(names, ", "))
}

fn zones(similar: &[String]) -> String {
    match similar {
        [] => "use a name such as Africa/Nairobi".to_owned(),
        names => format!("did you mean {}?", names.join(" or ")),
    }
}

fn prefix(host: &str) -> String {
    if host.is_empty() { String::new() } else { format!("{host}: ") }
}
