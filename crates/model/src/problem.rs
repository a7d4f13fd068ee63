//! What can be wrong with a field. The texts are for the command line and for reports; an API has its
//! own texts where the service that it follows has some.

use crate::{FieldType, PhoneProblem, Rule, limits::join_listed};

/// What is wrong with a field or a request. The text follows the name of the field, unless it names
/// the value itself.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Problem {
    /// A required field is missing.
    #[error("is required")]
    Required,
    /// The value has the wrong JSON type.
    #[error("must be {0}")]
    WrongType(&'static str),
    /// The value does not have the type of the custom field.
    #[error("must be of type '{}'", .0.as_str())]
    NotOfType(FieldType),
    /// The value is null.
    #[error("must not be null")]
    Null,
    /// The value is empty.
    #[error("must not be empty")]
    Empty,
    /// The value is not a list. Contains the name of its type.
    #[error("must be a list, not {0}")]
    NotAList(&'static str),
    /// The value has more than this number of characters.
    #[error("must not be longer than {0} characters")]
    TooLong(usize),
    /// The value contains U+0000, which PostgreSQL cannot store.
    #[error("must not contain the character U+0000")]
    Unstorable,
    /// The value is not one of the choices.
    #[error("'{0}' is not one of the allowed values")]
    UnknownChoice(String),
    /// The field does not exist or is read-only.
    #[error("is unknown or read-only")]
    NotEditable,
    /// Another record of the domain has this value.
    #[error("'{0}' is already taken")]
    Taken(String),
    /// The value refers to a record that does not exist.
    #[error("'{0}' does not exist")]
    Unknown(String),
    /// Not a domain name.
    #[error(
        "must be 1 to 63 characters a-z, 0-9 and '-', and must not start with '-'; for example 'north-2026'"
    )]
    DomainName,
    /// Not an e-mail address.
    #[error("'{0}' is not an e-mail address")]
    Email(String),
    /// Not a phone number.
    #[error("'{0}' is not a phone number: {1}")]
    Phone(String, PhoneProblem),
    /// The full username is not an e-mail address.
    #[error("'{0}' is not a valid e-mail address")]
    UsernameNotEmail(String),
    /// The local part of the username has characters that are not allowed.
    #[error("'{local}' of '{full}' must not contain special characters")]
    UsernameSpecial {
        /// The part before the `@`.
        local: String,
        /// The full username.
        full: String,
    },
    /// The host part of the username is not the one of the domain.
    #[error("ends in '@{got}' but must end in '@{expected}'")]
    UsernameHost {
        /// The part after the `@`.
        got: String,
        /// The host of the domain's usernames.
        expected: String,
    },
    /// A present or deleted worker has this username, or it is reserved.
    #[error("'{0}' is already taken or reserved")]
    UsernameTaken(String),
    /// Neither a password nor a `ConnectID` name was sent.
    #[error("a password or connect_username is required")]
    PasswordOrConnectRequired,
    /// The password is too easy to guess.
    #[error("is too weak; make it longer or less like a common word")]
    PasswordWeak,
    /// The password is longer than 1,024 bytes.
    #[error("must not be longer than 1,024 bytes")]
    PasswordTooLong,
    /// The confirmation message needs an e-mail address.
    #[error("an e-mail address is required for the confirmation message")]
    ConfirmationNeedsEmail,
    /// The request has a password although the owner chooses it on confirmation.
    #[error("must not be set: the owner chooses the password on confirmation")]
    ConfirmationSetsPassword,
    /// The request asks for a confirmation message, but does not require a confirmation.
    #[error("requires require_account_confirmation too")]
    ConfirmationNotRequired,
    /// The account is already confirmed.
    #[error("the account is already confirmed")]
    AlreadyConfirmed,
    /// These groups are not in the domain.
    #[error("unknown groups: {}", join_listed(.0, ", "))]
    UnknownGroups(Vec<String>),
    /// These workers are not in the domain.
    #[error("unknown users: {}", join_listed(.0, ", "))]
    UnknownUsers(Vec<String>),
    /// The role is not in the domain.
    #[error("the role '{0}' does not exist")]
    UnknownRole(String),
    /// The profile is not in the domain.
    #[error("the profile does not exist")]
    UnknownProfile,
    /// The profile has a key for which the person has another value.
    #[error("the profile conflicts with existing data")]
    ProfileConflict,
    /// The key belongs to the profile, or is a system key.
    #[error("'{0}' cannot be set directly")]
    Controlled(String),
    /// The request has only one of `primary_location` and `locations`.
    #[error("primary_location and locations must be set together")]
    LocationsTogether,
    /// The primary location is not one of the locations.
    #[error("the primary location must be one of the locations")]
    PrimaryNotAmong,
    /// These locations are not in the domain.
    #[error("unknown locations: {}", join_listed(.0, ", "))]
    UnknownLocations(Vec<String>),
    /// A new location lacks its name or type.
    #[error("a new location needs a name and a location type")]
    LocationIncomplete,
    /// The location has no type, and the parent allows several.
    #[error("a location type is required")]
    LocationTypeRequired,
    /// The parent location does not exist.
    #[error("the parent location does not exist")]
    UnknownParent,
    /// The type of the parent has no type below it.
    #[error("the parent cannot have child locations")]
    ParentChildless,
    /// The type of the parent has other types below it.
    #[error("the parent cannot have children of this type")]
    ParentOfOtherType,
    /// Another child of the parent has this name.
    #[error("a location with the same name and parent exists")]
    SiblingName,
    /// The site code has characters that are not allowed.
    #[error("must contain only letters, digits, '-' and '_'")]
    SiteCode,
    /// Another location has this site code.
    #[error("another location uses this site code")]
    SiteCodeTaken,
    /// The location type does not exist.
    #[error("the location type '{0}' does not exist")]
    UnknownLocationType(String),
    /// The type is not directly below the type of the parent.
    #[error("the location type is not valid for the parent")]
    TypeNotForParent,
    /// The location has children, so its type cannot change.
    #[error("the type of a location with children cannot change")]
    TypeWithChildren,
    /// A location or type would be its own ancestor.
    #[error("would be inside itself")]
    Circular,
    /// The request has unknown keys.
    #[error("unknown fields: {}", join_listed(.0, ", "))]
    UnknownFields(Vec<String>),
    /// The location to update does not exist.
    #[error("the location with the id {0} does not exist")]
    LocationToUpdate(String),
    /// A problem of the location with this site code.
    #[error("{problem} (site code {site_code})")]
    OfSite {
        /// The site code in the request.
        site_code: String,
        /// What is wrong.
        problem: Box<Self>,
    },
    /// A problem of the value of a custom field.
    #[error("{label}: {problem}")]
    OfField {
        /// The key of the field.
        slug: String,
        /// The label of the field.
        label: String,
        /// What is wrong.
        problem: Box<Self>,
    },
    /// No custom field has this key.
    #[error("there is no custom field '{slug}'{}", suggestion(.similar.as_deref()))]
    UnknownField {
        /// The key.
        slug: String,
        /// The key of the field that is probably meant.
        similar: Option<String>,
    },
    /// Not a number, or out of range.
    #[error("'{value}' is not a number of degrees between -{limit} and {limit}")]
    Degrees {
        /// The value as sent.
        value: String,
        /// 90 or 180.
        limit: u16,
    },
    /// One of the people to merge is a mobile worker, whose username and password would be lost.
    #[error("a mobile worker cannot be merged into another person: the username would be lost")]
    MergeLosesUsername,
    /// The search has no known parameter.
    #[error("the search has no known parameter")]
    NothingToSearch,
    /// The field has no comparison with this suffix.
    #[error(
        "has no operator '{0}'; use contains, icontains, startswith, istartswith, endswith, \
         iendswith, gt, gte, lt or lte"
    )]
    UnknownComparison(String),
    /// The name or label of this standard field, which cannot be a custom attribute.
    #[error("is the standard field '{0}', not a custom attribute")]
    StandardField(&'static str),
    /// The request has the field under this name too, with another value.
    #[error("is also in the request as '{0}', with another value")]
    SentTwice(String),
    /// The request has too many items.
    #[error("must not have more than {0} items")]
    TooMany(usize),
    /// The field has too many items.
    #[error("must not have more than {0} items")]
    TooManyItems(usize),
    /// The JSON of the value is too large.
    #[error("must not be larger than {limit} bytes as JSON (it has {size})")]
    TooManyBytes {
        /// The size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The search has too many different words.
    #[error("must not have more than {0} different words")]
    TooManyWords(usize),
    /// The filter has too many conditions.
    #[error("must not have more than {0} conditions")]
    TooManyConditions(usize),
    /// Not an idempotency key.
    #[error("must be 1 to 255 printable ASCII characters")]
    IdempotencyKey,
    /// A rule of one operation is broken.
    #[error("{0}")]
    Rule(Box<Rule>),
    /// Any other problem, with its complete text: one that only an API or the command line meets, or one
    /// whose text is in the language of the request already.
    #[error("{0}")]
    Other(String),
}

impl Problem {
    /// Returns the stable code for programs. It is the same in every API.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Required | Self::LocationIncomplete => "required",
            Self::WrongType(_) | Self::NotOfType(_) | Self::NotAList(_) => "wrong_type",
            Self::Null => "null",
            Self::Empty => "empty",
            Self::TooLong(_) => "too_long",
            Self::Unstorable => "unstorable",
            Self::UnknownChoice(_) => "unknown_choice",
            Self::NotEditable => "not_editable",
            Self::Taken(_) => "taken",
            Self::Unknown(_) => "unknown",
            Self::DomainName => "domain_name_invalid",
            Self::Email(_) => "email_invalid",
            Self::Phone(..) => "phone_invalid",
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
            Self::UnknownFields(_) | Self::UnknownField { .. } => "field_unknown",
            Self::LocationToUpdate(_) => "not_found",
            Self::OfSite { problem, .. } | Self::OfField { problem, .. } => problem.code(),
            Self::Degrees { .. } => "degrees_invalid",
            Self::MergeLosesUsername => "username_lost",
            Self::NothingToSearch => "search_invalid",
            Self::UnknownComparison(_) => "operator_unknown",
            Self::StandardField(_) => "name_reserved",
            Self::SentTwice(_) => "ambiguous",
            Self::TooMany(_)
            | Self::TooManyItems(_)
            | Self::TooManyWords(_)
            | Self::TooManyConditions(_) => "too_many",
            Self::TooManyBytes { .. } => "too_large",
            Self::IdempotencyKey => "idempotency_key_invalid",
            Self::LocationTypeRequired | Self::Rule(_) | Self::Other(_) => "invalid",
        }
    }
}

fn suggestion(similar: Option<&str>) -> String {
    similar.map(|similar| format!("; did you mean '{similar}'?")).unwrap_or_default()
}
