//! What can be wrong with a field. Dialects have their own words for each; the words here are the
//! command line's.

use crate::FieldType;

/// What is wrong with a field or a request.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// It must be there.
    #[error("is required")]
    Required,
    /// It has the wrong JSON type.
    #[error("must be {0}")]
    WrongType(&'static str),
    /// It is no value of the custom field's type.
    #[error("is not of the type '{}'", .0.as_str())]
    NotOfType(FieldType),
    /// It may not be empty.
    #[error("may not be empty")]
    Empty,
    /// It has more than so many characters.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// It holds a character that cannot be stored (NUL).
    #[error("contains the character U+0000, which cannot be stored")]
    Unstorable,
    /// It is none of the known values.
    #[error("'{0}' is not one of the known values")]
    UnknownChoice(String),
    /// There is no such field to edit, or it cannot be edited.
    #[error("cannot be edited")]
    NotEditable,
    /// Another thing of the domain has this value already.
    #[error("'{0}' is taken already")]
    HqItem(String),
    /// It names nothing that exists.
    #[error("'{0}' does not exist")]
    Unknown(String),
    /// Not a domain name.
    #[error(
        "must be 1 to 63 of a-z, 0-9 and '-', and not begin with '-': choose a name such as 'north-2026'"
    )]
    DomainName,
    /// Not an e-mail address.
    #[error("'{0}' is not an e-mail address")]
    Email(String),
    /// Not a phone number.
    #[error("'{0}' is not a phone number of 1 to 20 digits")]
    Phone(String),
    /// The full username is no e-mail address.
    #[error("'{0}' is not a valid e-mail address")]
    UsernameNotEmail(String),
    /// The local part has characters that are not allowed.
    #[error("'{local}' of '{full}' may not contain special characters")]
    UsernameSpecial {
        /// What stands before the `@`.
        local: String,
        /// The whole.
        full: String,
    },
    /// The host part is not the domain's.
    #[error("ends in '@{got}' but should end in '@{expected}'")]
    UsernameHost {
        /// What stands after the `@`.
        got: String,
        /// What should.
        expected: String,
    },
    /// Somebody has or had this username.
    #[error("'{0}' is already taken or reserved")]
    UsernameTaken(String),
    /// Neither a password nor a `ConnectID` name was given.
    #[error("a password or connect_username is required")]
    PasswordOrConnectRequired,
    /// The password is too easy to guess.
    #[error("is not strong enough: make it longer, or less like a common word")]
    PasswordWeak,
    /// The password is longer than 1,024 bytes.
    #[error("is longer than 1,024 bytes")]
    PasswordTooLong,
    /// The confirmation needs an address to go to.
    #[error("an e-mail address is needed for the confirmation")]
    ConfirmationNeedsEmail,
    /// A password was given though the owner will choose it.
    #[error("the owner chooses the password when confirming: leave it out")]
    ConfirmationSetsPassword,
    /// A confirmation was asked for that is not required.
    #[error("needs require_account_confirmation as well")]
    ConfirmationNotRequired,
    /// The account is confirmed already.
    #[error("the account is confirmed already")]
    AlreadyConfirmed,
    /// These groups are not in the domain.
    #[error("no such groups: {}", .0.join(", "))]
    UnknownGroups(Vec<String>),
    /// These workers are not in the domain.
    #[error("no such users: {}", .0.join(", "))]
    UnknownUsers(Vec<String>),
    /// There is no such role in the domain.
    #[error("the role '{0}' does not exist")]
    UnknownRole(String),
    /// There is no such profile in the domain.
    #[error("no such profile")]
    UnknownProfile,
    /// The profile would overwrite what the person has.
    #[error("the profile conflicts with existing data")]
    ProfileConflict,
    /// The key is given by a profile or by the directory itself.
    #[error("'{0}' cannot be set directly")]
    Controlled(String),
    /// One of `primary_location` and `locations` without the other.
    #[error("primary_location and locations must be given together")]
    LocationsTogether,
    /// The primary location is none of the locations.
    #[error("the primary location must be one of the locations")]
    PrimaryNotAmong,
    /// These locations are not in the domain.
    #[error("no such locations: {}", .0.join(", "))]
    UnknownLocations(Vec<String>),
    /// A new location lacks its name or type.
    #[error("a new location needs a name and a location type")]
    LocationIncomplete,
    /// The parent does not exist.
    #[error("no such parent location")]
    UnknownParent,
    /// The parent's level has none below it.
    #[error("the parent cannot have child locations")]
    ParentChildless,
    /// The parent's level has others below it.
    #[error("the parent cannot have children of this type")]
    ParentOfOtherType,
    /// A sibling has the name already.
    #[error("a location with the same name and parent exists")]
    SiblingName,
    /// The site code has characters that are not allowed.
    #[error("may only have letters, digits, '-' and '_'")]
    SiteCode,
    /// Another location has the site code.
    #[error("another location uses this site code")]
    SiteCodeTaken,
    /// There is no such location type.
    #[error("there is no location type '{0}'")]
    UnknownLocationType(String),
    /// The type is not the level below the parent's.
    #[error("the location type is not valid for the parent")]
    TypeNotForParent,
    /// The location has children, which fix its type.
    #[error("the type of a location with children cannot change")]
    TypeWithChildren,
    /// A location would be inside itself, or a type above itself.
    #[error("would be inside itself")]
    Circular,
    /// Keys that nobody knows.
    #[error("unknown fields: {}", .0.join(", "))]
    UnknownFields(Vec<String>),
    /// The thing to update is not there.
    #[error("there is no location with the id {0}")]
    LocationToUpdate(String),
    /// Something of the location with this site code; the dialect names it beside the problem.
    #[error("{problem} (site code {site_code})")]
    OfSite {
        /// The site code that the request carried.
        site_code: String,
        /// What is wrong.
        problem: Box<Self>,
    },
    /// Degrees out of range, or no number.
    #[error("'{value}' is not a number of degrees between -{limit} and {limit}")]
    Degrees {
        /// As sent.
        value: String,
        /// 90 or 180.
        limit: u16,
    },
    /// Merging would take a username and its password away from somebody who signs in with them.
    #[error("merging would lose the username of a mobile worker")]
    MergeLosesUsername,
    /// A search by nothing that is known.
    #[error("there is nothing to search by")]
    NothingToSearch,
    /// Too many items in one request.
    #[error("more than {0} items in one request")]
    TooMany(usize),
    /// Not an idempotency key.
    #[error("must be 1 to 255 visible characters of ASCII")]
    IdempotencyKey,
    /// Anything else, said in full.
    #[error("{0}")]
    Other(String),
}

impl Problem {
    /// The stable name that programs can rely on, the same in every dialect.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Required | Self::LocationIncomplete => "required",
            Self::WrongType(_) | Self::NotOfType(_) => "wrong_type",
            Self::Empty => "empty",
            Self::TooLong(_) => "too_long",
            Self::Unstorable => "unstorable",
            Self::UnknownChoice(_) => "unknown_choice",
            Self::NotEditable => "not_editable",
            Self::HqItem(_) => "taken",
            Self::Unknown(_) => "unknown",
            Self::DomainName => "domain_name_invalid",
            Self::Email(_) => "email_invalid",
            Self::Phone(_) => "phone_invalid",
            Self::UsernameNotEmail(_) | Self::UsernameSpecial { .. } => "username_invalid",
            Self::UsernameHost { .. } => "username_host_invalid",
            Self::UsernameTaken(_) => "username_taken",
            Self::PasswordOrConnectRequired => "password_required",
            Self::PasswordWeak => "password_weak",
            Self::PasswordTooLong => "password_too_long",
            Self::ConfirmationNeedsEmail => "email_required",
            Self::ConfirmationSetsPassword => "password_not_allowed",
            Self::ConfirmationNotRequired => "confirmation_not_required",
            Self::AlreadyConfirmed => "already_confirmed",
            Self::UnknownGroups(_) => "group_unknown",
            Self::UnknownUsers(_) => "user_unknown",
            Self::UnknownRole(_) => "role_unknown",
            Self::UnknownProfile => "profile_unknown",
            Self::ProfileConflict => "profile_conflict",
            Self::Controlled(_) => "key_controlled",
            Self::LocationsTogether => "locations_incomplete",
            Self::PrimaryNotAmong => "primary_location_not_assigned",
            Self::UnknownLocations(_) => "location_unknown",
            Self::UnknownParent => "parent_unknown",
            Self::ParentChildless | Self::ParentOfOtherType => "parent_invalid",
            Self::SiblingName => "name_taken",
            Self::SiteCode => "site_code_invalid",
            Self::SiteCodeTaken => "site_code_taken",
            Self::UnknownLocationType(_) => "location_type_unknown",
            Self::TypeNotForParent => "location_type_invalid",
            Self::TypeWithChildren => "location_type_fixed",
            Self::Circular => "circular",
            Self::UnknownFields(_) => "field_unknown",
            Self::LocationToUpdate(_) => "not_found",
            Self::OfSite { problem, .. } => problem.code(),
            Self::Degrees { .. } => "degrees_invalid",
            Self::MergeLosesUsername => "username_lost",
            Self::NothingToSearch => "search_invalid",
            Self::TooMany(_) => "too_many",
            Self::IdempotencyKey => "idempotency_key_invalid",
            Self::Other(_) => "invalid",
        }
    }
}
