//! The actions on many workers, and their inputs.

use roster_directory::{FilterOptions, PeopleView};
use roster_model::{BulkAction, Error, FieldError, Problem, Schema};
use serde_json::Value;

use super::custom;
use crate::console::{components::counted, extract::Form};

/// The actions to choose from: the name in the form, and the label.
pub(super) const ACTIONS: [(&str, &str); 13] = [
    ("archive", "Deactivate"),
    ("restore", "Reactivate"),
    ("join", "Add to group"),
    ("leave", "Remove from group"),
    ("location", "Set location"),
    ("role", "Set role"),
    ("language", "Set language"),
    ("tag", "Add tag"),
    ("untag", "Remove tag"),
    ("field", "Set custom field"),
    ("profile", "Set profile"),
    ("password", "Reset passwords"),
    ("delete", "Delete"),
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
                let text = text.ok_or_else(|| error("group", "choose a group"))?;
                let group = people_view.resolve_group(&text).await?;
                let group = group.ok_or_else(|| error("group", "this group does not exist"))?;
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
                    let unknown = || error("location", "this location does not exist");
                    BulkAction::SetLocation(Some(found.ok_or_else(unknown)?))
                }
            },
            "role" => BulkAction::SetRole(none_if_empty(&self.role)),
            "language" => BulkAction::SetLanguage(none_if_empty(&self.language)),
            "tag" | "untag" => {
                let text = none_if_empty(&self.tag);
                let text = text.ok_or_else(|| error("tag", "choose a tag"))?;
                let number = people_view.resolve_tag(&text).await?;
                let number = number.ok_or_else(|| error("tag", "this tag does not exist"))?;
                if self.action == "tag" {
                    BulkAction::AddTag(number)
                } else {
                    BulkAction::RemoveTag(number)
                }
            }
            "field" => {
                let field = schema.fields.iter().find(|field| field.slug == self.field);
                let field = field.ok_or_else(|| error("field", "choose a custom field"))?;
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
                    let unknown = || error("profile", "this profile does not exist");
                    let found = named.or_else(numbered).ok_or_else(unknown)?;
                    BulkAction::SetProfile(Some(found.number))
                }
            },
            "password" => BulkAction::ResetPassword,
            "delete" => BulkAction::Delete,
            _ => return Err(error("", "choose an action")),
        })
    }

    /// What the action does to this number of workers, as the label of a button.
    pub(super) fn label(&self, total: u64, choices: &FilterOptions) -> String {
        let workers = counted(total, "worker");
        let group = choices.groups.iter().find(|(id, _)| id.as_str() == self.group);
        let group = group.map_or(self.group.as_str(), |(_, name)| name);
        let of_group = |text: &str| match group {
            "" => format!("{text} a group"),
            name => format!("{text} the group {name}"),
        };
        match self.action.as_str() {
            "archive" => format!("Deactivate {workers}"),
            "restore" => format!("Reactivate {workers}"),
            "join" => of_group(&format!("Add {workers} to")),
            "leave" => of_group(&format!("Remove {workers} from")),
            "location" => format!("Set the location of {workers}"),
            "role" => format!("Set the role of {workers}"),
            "language" => format!("Set the language of {workers}"),
            "tag" => format!("Add a tag to {workers}"),
            "untag" => format!("Remove a tag from {workers}"),
            "field" => format!("Set a custom field of {workers}"),
            "profile" => format!("Set the profile of {workers}"),
            "password" => format!("Reset the passwords of {workers}"),
            "delete" => format!("Delete {workers}"),
            _ => format!("Change {workers}"),
        }
    }

    /// What the user should know before the action.
    pub(super) fn warning(&self) -> &'static str {
        match self.action.as_str() {
            "delete" => "Deleted workers can be restored for 30 days, under Deleted people.",
            "password" => {
                "Each worker gets a generated password, and the present one ends. Afterwards you can \
                 download the passwords as a CSV file."
            }
            "location" => "The location replaces all present locations of a worker.",
            _ => "You can undo the action until one of the workers is changed again.",
        }
    }
}

/// The choices in a text, separated by commas, semicolons or lines.
fn several(text: &str) -> Value {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<Value> = parts.map(Value::from).collect();
    if parts.is_empty() { Value::from("") } else { Value::Array(parts) }
}

fn error(field: &str, text: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, Problem::Other(text.to_owned()))])
}
