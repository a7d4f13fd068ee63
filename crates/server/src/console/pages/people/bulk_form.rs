//! The actions on many workers, and their inputs.

use roster_directory::{FilterOptions, PeopleView};
use roster_model::{BulkAction, Error, FieldError, Schema};
use serde_json::Value;

use super::{custom, password_link};
use crate::console::{extract::Form, i18n::message};

/// The actions to choose from: the name in the form, and the message with the label.
pub(super) const ACTIONS: [(&str, &str); 14] = [
    ("archive", "people-bulk-deactivate"),
    ("restore", "people-bulk-reactivate"),
    ("join", "people-bulk-join"),
    ("leave", "people-bulk-leave"),
    ("location", "people-bulk-location"),
    ("role", "people-bulk-role"),
    ("language", "people-bulk-language"),
    ("tag", "people-bulk-tag"),
    ("untag", "people-bulk-untag"),
    ("field", "people-bulk-field"),
    ("profile", "people-bulk-profile"),
    ("password", "people-bulk-password"),
    ("link", "people-bulk-link"),
    ("delete", "people-bulk-delete"),
];

/// The inputs of the actions, as they were submitted.
#[derive(Clone, Debug, Default)]
pub(super) struct BulkForm {
    pub(super) action: String,
    pub(super) group: String,
    pub(super) location: String,
    pub(super) role: String,
    pub(super) language: String,
    pub(super) tag: String,
    pub(super) field: String,
    pub(super) field_value: String,
    pub(super) profile: String,
    /// How many days password links are valid.
    pub(super) days: String,
}

impl BulkForm {
    /// Reads the inputs.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name| form.text(name).to_owned();
        Self {
            action: text("action"),
            group: text("group"),
            location: text("location"),
            role: text("role"),
            language: text("language"),
            tag: text("tag"),
            field: text("field"),
            field_value: text("field_value"),
            profile: text("profile"),
            days: text("days"),
        }
    }

    /// Whether the action needs no more input than the list of people has.
    pub(super) fn is_complete(&self) -> bool {
        match self.action.as_str() {
            "archive" | "restore" | "password" | "delete" => true,
            "join" | "leave" => !self.group.is_empty(),
            _ => false,
        }
    }

    /// The action.
    ///
    /// # Errors
    /// [`Error::Invalid`] of an input without a value, or with the name of an unknown record.
    pub(super) async fn to_action(
        &self,
        people_view: &PeopleView<'_>,
        schema: &Schema,
    ) -> Result<BulkAction, Error> {
        let none_if_empty = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Ok(match self.action.as_str() {
            "archive" => BulkAction::SetActive(false),
            "restore" => BulkAction::SetActive(true),
            "join" | "leave" => {
                let text = none_if_empty(&self.group);
                let text = text.ok_or_else(|| error("group", "people-error-choose-group"))?;
                let group = people_view.resolve_group(&text).await?;
                let group = group.ok_or_else(|| error("group", "people-error-unknown-group"))?;
                if self.action == "join" {
                    BulkAction::JoinGroup(group)
                } else {
                    BulkAction::LeaveGroup(group)
                }
            }
            "location" => match none_if_empty(&self.location) {
                None => BulkAction::SetLocation(None),
                Some(text) => {
                    let found = people_view.resolve_location(&text).await?;
                    let unknown = || error("location", "people-error-unknown-location");
                    BulkAction::SetLocation(Some(found.ok_or_else(unknown)?))
                }
            },
            "role" => BulkAction::SetRole(none_if_empty(&self.role)),
            "language" => BulkAction::SetLanguage(none_if_empty(&self.language)),
            "tag" | "untag" => {
                let text = none_if_empty(&self.tag);
                let text = text.ok_or_else(|| error("tag", "people-error-choose-tag"))?;
                let number = people_view.resolve_tag(&text).await?;
                let number = number.ok_or_else(|| error("tag", "people-error-no-tag"))?;
                if self.action == "tag" {
                    BulkAction::AddTag(number)
                } else {
                    BulkAction::RemoveTag(number)
                }
            }
            "field" => {
                let field = schema.fields.iter().find(|field| field.slug == self.field);
                let field = field.ok_or_else(|| error("field", "people-error-choose-field"))?;
                let value = if field.options.multiple {
                    several(&self.field_value)
                } else {
                    custom::value(&self.field_value, Some(field), None)
                        .map_err(|problem| Error::invalid_field("field_value", problem))?
                };
                BulkAction::SetField { slug: field.slug.clone(), value }
            }
            "profile" => match none_if_empty(&self.profile) {
                None => BulkAction::SetProfile(None),
                Some(text) => {
                    let all = &schema.profiles;
                    let named = all.iter().find(|profile| profile.name == text);
                    let numbered = || all.iter().find(|it| it.number.to_string() == text);
                    let unknown = || error("profile", "people-error-no-profile");
                    let found = named.or_else(numbered).ok_or_else(unknown)?;
                    BulkAction::SetProfile(Some(found.number))
                }
            },
            "password" => BulkAction::ResetPassword,
            "link" => BulkAction::CreatePasswordLink(password_link::validity(&self.days)?),
            "delete" => BulkAction::Delete,
            _ => return Err(error("", "people-error-choose-action")),
        })
    }

    /// What the action does to this number of workers, as the label of a button.
    pub(super) fn label(&self, total: u64, choices: &FilterOptions) -> String {
        let group = choices.groups.iter().find(|(id, _)| id.as_str() == self.group);
        let group = group.map_or(self.group.as_str(), |(_, name)| name);
        let id = match self.action.as_str() {
            "archive" => "people-bulk-deactivate-workers",
            "restore" => "people-bulk-reactivate-workers",
            "join" if group.is_empty() => "people-bulk-join-workers",
            "join" => "people-bulk-join-named",
            "leave" if group.is_empty() => "people-bulk-leave-workers",
            "leave" => "people-bulk-leave-named",
            "location" => "people-bulk-location-workers",
            "role" => "people-bulk-role-workers",
            "language" => "people-bulk-language-workers",
            "tag" => "people-bulk-tag-workers",
            "untag" => "people-bulk-untag-workers",
            "field" => "people-bulk-field-workers",
            "profile" => "people-bulk-profile-workers",
            "password" => "people-bulk-password-workers",
            "link" => "people-bulk-link-workers",
            "delete" => "people-bulk-delete-workers",
            _ => "people-bulk-change-workers",
        };
        message(id).arg("count", total).arg("group", group).to_string()
    }

    /// The days that the input of links shows.
    pub(super) fn chosen_days(&self) -> i64 {
        self.days.parse().unwrap_or(password_link::DEFAULT_DAYS)
    }

    /// The message with what the user should know before the action.
    pub(super) fn warning(&self) -> &'static str {
        match self.action.as_str() {
            "delete" => "people-bulk-delete-hint",
            "password" => "people-bulk-password-hint",
            "link" => "people-link-hint",
            "location" => "people-bulk-location-hint",
            _ => "people-bulk-undo-hint",
        }
    }
}

/// The choices in a text, separated by commas, semicolons or lines.
fn several(text: &str) -> Value {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<Value> = parts.map(Value::from).collect();
    if parts.is_empty() { Value::from("") } else { Value::Array(parts) }
}

fn error(field: &str, id: &'static str) -> Error {
    Error::Invalid(vec![FieldError::new(field, message(id).into())])
}
