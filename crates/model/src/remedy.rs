//! How to correct the errors of a table.

use std::fmt;

use crate::{Problem, RowError};

/// What the user can do about an error of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Enter a value.
    Enter,
    /// Write one e-mail address.
    WriteEmail,
    /// Write a phone number.
    WritePhone,
    /// Write `true` or `false`.
    WriteBoolean,
    /// Use only the characters of usernames.
    UsernameCharacters,
    /// Remove the host of the username.
    RemoveHost,
    /// Choose another username.
    OtherUsername,
    /// Leave the identity empty.
    LeaveIdEmpty,
    /// Keep the present value.
    KeepPresent,
    /// Create or correct the group.
    CreateGroup,
    /// Create or correct the location.
    CreateLocation,
    /// List the roles.
    ListRoles,
    /// List the profiles.
    ListProfiles,
    /// Empty the cell of a value that is set elsewhere.
    EmptyCell,
    /// Choose another password.
    OtherPassword,
    /// Shorten the value.
    Shorten,
    /// Remove the character U+0000.
    RemoveNull,
    /// Correct the row.
    CorrectRow,
}

impl Remedy {
    /// Returns the remedy as text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Enter => "enter a value",
            Self::WriteEmail => "write one address such as ada@example.org, or leave it empty",
            Self::WritePhone => "write digits, with at most one + in front, or leave it empty",
            Self::WriteBoolean => "write true or false",
            Self::UsernameCharacters => "use only letters, digits and . _ + -",
            Self::RemoveHost => "remove the @ and everything after it",
            Self::OtherUsername => {
                "choose another username; usernames of deleted workers stay taken"
            }
            Self::LeaveIdEmpty => "leave user_id empty to create a new worker",
            Self::KeepPresent => "write the present value, or remove the column",
            Self::CreateGroup => "create the group first, or correct its name",
            Self::CreateLocation => "create the location first, or correct its site code",
            Self::ListRoles => "`roster role list` shows the roles",
            Self::ListProfiles => "`roster profile list` shows the profiles",
            Self::EmptyCell => "empty the cell; the profile or the server sets this value",
            Self::OtherPassword => "choose another password, or write **** to keep the present one",
            Self::Shorten => "shorten the value",
            Self::RemoveNull => "remove the character U+0000",
            Self::CorrectRow => "correct the row",
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl RowError {
    /// Returns what the user can do about the error.
    pub fn remedy(&self) -> Remedy {
        match &self.problem {
            Problem::Required => Remedy::Enter,
            Problem::Email(_) => Remedy::WriteEmail,
            Problem::Phone(..) => Remedy::WritePhone,
            Problem::WrongType(_) => Remedy::WriteBoolean,
            Problem::UsernameNotEmail(_) | Problem::UsernameSpecial { .. } => {
                Remedy::UsernameCharacters
            }
            Problem::UsernameHost { .. } => Remedy::RemoveHost,
            Problem::UsernameTaken(_) => Remedy::OtherUsername,
            Problem::Taken(_) => Remedy::LeaveIdEmpty,
            Problem::NotEditable => Remedy::KeepPresent,
            Problem::UnknownGroups(_) => Remedy::CreateGroup,
            Problem::UnknownLocations(_) => Remedy::CreateLocation,
            Problem::UnknownRole(_) => Remedy::ListRoles,
            Problem::UnknownProfile => Remedy::ListProfiles,
            Problem::ProfileConflict | Problem::Controlled(_) => Remedy::EmptyCell,
            Problem::PasswordWeak | Problem::PasswordTooLong => Remedy::OtherPassword,
            Problem::TooLong(_) => Remedy::Shorten,
            Problem::Unstorable => Remedy::RemoveNull,
            _ => Remedy::CorrectRow,
        }
    }
}
