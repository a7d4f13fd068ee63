//! The form of a worker: its values, its input, and the edit that results.

use roster_directory::{FilterOptions, PeopleView, WorkerView};
use roster_model::{
    CustomData, DataEdit, Denial, Email, Error, FieldError, Id, Patch, Permission, Person, Phone,
    PhoneEdit, Problem, Schema, WorkerEdit, closest,
};
use serde_json::Value;

use super::custom::{self, Entry};
use crate::{
    console::{components::FormErrors, extract::Form, i18n::message, optimistic_lock::Inputs},
    error::ApiError,
};

/// The fields that show their own errors.
const FIELDS: [&str; 14] = [
    "username",
    "password",
    "first_name",
    "last_name",
    "email",
    "phone_numbers",
    "language",
    "role",
    "groups",
    "locations",
    "primary_location",
    "profile",
    "user_data",
    "new_key",
];

/// The values of the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WorkerForm {
    pub(super) username: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    /// One phone number per line, the default number first.
    pub(super) phones: String,
    pub(super) language: String,
    pub(super) role: String,
    pub(super) groups: Vec<String>,
    pub(super) locations: Vec<String>,
    pub(super) primary: String,
    /// More groups by name and locations by site code, one per line, where the lists are incomplete.
    pub(super) more_groups: String,
    pub(super) more_locations: String,
    /// Errors for names that do not exist.
    unknown: Vec<FieldError>,
    /// The number of the profile; empty for none.
    pub(super) profile: String,
    pub(super) entries: Vec<Entry>,
    pub(super) new_key: String,
    pub(super) new_value: String,
    /// Whether the user confirmed that `new_key` is a new field.
    pub(super) adds_field: bool,
}

impl WorkerForm {
    /// The form of a new worker.
    pub(super) fn blank(choices: &FilterOptions) -> Self {
        let declared = choices.schema.fields.iter().filter(|field| field.declared);
        let locations = match choices.own_places.as_slice() {
            [only] => vec![only.to_string()],
            _ => Vec::new(),
        };
        let entries = declared.map(Entry::blank).collect();
        Self { locations, entries, ..Self::default() }
    }

    /// The form with the current values of a worker.
    pub(super) fn from_view(view: &WorkerView) -> Self {
        let person = &view.person;
        let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect();
        let phones: Vec<String> = person.phones.iter().map(Phone::international).collect();
        let worker = person.worker.as_ref();
        Self {
            username: worker.map(|it| it.username.to_string()).unwrap_or_default(),
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            email: person.email.as_ref().map(|it| it.as_str().to_owned()).unwrap_or_default(),
            phones: phones.join("\n"),
            language: worker.and_then(|it| it.language.clone()).unwrap_or_default(),
            role: worker.and_then(|it| it.role.clone()).unwrap_or_default(),
            groups: worker.map(|it| texts(&it.groups)).unwrap_or_default(),
            locations: worker.map(|it| texts(&it.locations)).unwrap_or_default(),
            primary: worker
                .and_then(|it| it.primary_location.as_ref())
                .map(Id::to_string)
                .unwrap_or_default(),
            profile: worker
                .and_then(|it| it.profile)
                .map(|number| number.to_string())
                .unwrap_or_default(),
            entries: custom::entries(person, &view.schema, true),
            ..Self::default()
        }
    }

    /// The values of the form's inputs.
    pub(super) fn inputs(&self) -> Inputs {
        let inputs = Inputs::default()
            .text("first_name", &self.first_name)
            .text("last_name", &self.last_name)
            .text("email", &self.email)
            .text("phone_numbers", &self.phones)
            .text("language", &self.language)
            .text("role", &self.role)
            .set("groups", &self.groups)
            .set("locations", &self.locations)
            .text("primary_location", &self.primary)
            .text("profile", &self.profile);
        let own = self.entries.iter().filter(|entry| !entry.from_profile);
        own.fold(inputs, |inputs, entry| inputs.text(&entry.input(), &entry.text))
    }

    /// The errors that belong to no field of the form.
    pub(super) fn elsewhere(&self, errors: &FormErrors) -> Vec<String> {
        let entries: Vec<String> = self.entries.iter().map(Entry::input).collect();
        let fields = FIELDS.into_iter().chain(entries.iter().map(String::as_str));
        errors.elsewhere(&fields.collect::<Vec<_>>())
    }

    /// The form with the submitted input. Values set by the profile stay.
    pub(super) fn with_input(self, form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let with_input = |entry: Entry| match entry.input() {
            _ if entry.from_profile => entry,
            name if entry.is_multiple => entry.with_selected(&form.all(&name)),
            name => Entry { text: form.text(&name).to_owned(), ..entry },
        };
        Self {
            username: text("username"),
            first_name: text("first_name"),
            last_name: text("last_name"),
            email: text("email"),
            phones: text("phone_numbers"),
            language: text("language"),
            role: text("role"),
            groups: form.all("groups"),
            locations: form.all("locations"),
            primary: text("primary_location"),
            more_groups: text("more_groups"),
            more_locations: text("more_locations"),
            unknown: Vec::new(),
            profile: text("profile"),
            entries: self.entries.into_iter().map(with_input).collect(),
            new_key: text("new_key"),
            new_value: text("new_value"),
            adds_field: form.is_checked("adds_field"),
        }
    }

    /// Moves the names in `more_groups` and `more_locations` to the lists of ids. Unknown names stay and
    /// become errors of the edit.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn resolve_names(
        mut self,
        people_view: &PeopleView<'_>,
    ) -> Result<Self, Error> {
        let mut unknown = Vec::new();
        for name in lines(&self.more_groups) {
            match people_view.resolve_group(name).await? {
                Some(id) => add(&mut self.groups, id),
                None => unknown.push(name.to_owned()),
            }
        }
        self.more_groups = unknown.join("\n");
        if !unknown.is_empty() {
            self.unknown.push(FieldError::new("groups", Problem::UnknownGroups(unknown)));
        }
        let mut unknown = Vec::new();
        for code in lines(&self.more_locations) {
            match people_view.resolve_location(code).await? {
                Some(id) => add(&mut self.locations, id),
                None => unknown.push(code.to_owned()),
            }
        }
        self.more_locations = unknown.join("\n");
        if !unknown.is_empty() {
            self.unknown.push(FieldError::new("locations", Problem::UnknownLocations(unknown)));
        }
        Ok(self)
    }

    /// The edit that the form asks for. `before` is the current worker; `None` for a new one.
    pub(super) fn to_edit(&self, before: Option<&Person>, schema: &Schema) -> WorkerEdit {
        let mut errors = self.unknown.clone();
        let email = Email::parse(&self.email).unwrap_or_else(|problem| {
            errors.push(FieldError::new("email", problem));
            None
        });
        let mut phones = Vec::new();
        for line in lines(&self.phones) {
            match Phone::parse(line) {
                Ok(phone) => phones.push(phone),
                Err(problem) => errors.push(FieldError::new("phone_numbers", problem)),
            }
        }
        let data = self.changed_data(before, schema, &mut errors);
        let non_empty = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let primary = self.primary_location();
        WorkerEdit {
            first_name: Some(self.first_name.clone()),
            last_name: Some(self.last_name.clone()),
            email: Some(email),
            language: Some(non_empty(&self.language)),
            role: Some(non_empty(&self.role)),
            phones: vec![PhoneEdit::All(phones)],
            groups: Some(self.groups.clone()),
            data: Some(DataEdit::Merge(data)),
            primary_location: primary.map_or(Patch::Clear, Patch::Set),
            locations: Some(self.locations.clone()),
            errors,
            order: FIELDS.iter().map(|field| (*field).to_owned()).collect(),
            ..WorkerEdit::default()
        }
    }

    /// The primary location: the selected one, otherwise the first location.
    fn primary_location(&self) -> Option<String> {
        let chosen = Some(&self.primary).filter(|primary| !primary.is_empty());
        chosen.or(self.locations.first()).cloned()
    }

    /// The custom values that differ from the current ones.
    fn changed_data(
        &self,
        before: Option<&Person>,
        schema: &Schema,
        errors: &mut Vec<FieldError>,
    ) -> CustomData {
        let mut data = CustomData::new();
        let profile = before.and_then(|person| person.worker.as_ref()).and_then(|it| it.profile);
        let present = profile.map(|number| number.to_string()).unwrap_or_default();
        if self.profile != present {
            data.insert(Schema::PROFILE_KEY.to_owned(), Value::from(self.profile.clone()));
        }
        let own = self.entries.iter().filter(|entry| !entry.from_profile);
        let own = own.map(|entry| (entry.slug.as_str(), entry.text.as_str()));
        let added = (self.new_key.as_str(), self.new_value.as_str());
        let is_unknown = !schema.fields.iter().any(|field| field.slug == self.new_key);
        if !self.new_key.is_empty() && is_unknown && !self.adds_field {
            let slugs = schema.fields.iter().map(|field| field.slug.as_str());
            let similar = closest(&self.new_key, slugs).map(str::to_owned);
            let problem = Problem::UnknownField { slug: self.new_key.clone(), similar };
            errors.push(FieldError::new("new_key", problem));
        }
        for (slug, text) in own.chain([added].into_iter().filter(|(key, _)| !key.is_empty())) {
            let current = before.and_then(|person| person.custom.get(slug));
            if custom::text(current) == text {
                continue;
            }
            let field = schema.fields.iter().find(|field| field.slug == slug);
            match custom::value(text, field, current) {
                Ok(value) => {
                    data.insert(slug.to_owned(), value);
                }
                Err(problem) => {
                    errors.push(FieldError::new(&format!("data.{slug}"), problem));
                }
            }
        }
        data
    }

    /// The groups that are not among the choices, so that the form sends them unseen.
    pub(super) fn kept_groups<'a>(&'a self, choices: &FilterOptions) -> Vec<&'a str> {
        let is_choice = |id: &str| choices.groups.iter().any(|(known, _)| known.as_str() == id);
        let groups = self.groups.iter().map(String::as_str);
        groups.filter(|id| choices.is_confined || !is_choice(id)).collect()
    }

    /// Whether the group is selected.
    pub(super) fn in_group(&self, id: &Id) -> bool {
        self.groups.iter().any(|group| group == id.as_str())
    }

    /// Whether the location is selected.
    pub(super) fn in_location(&self, id: &Id) -> bool {
        self.locations.iter().any(|location| location == id.as_str())
    }
}

/// The value of an input as people know it.
pub(super) fn label(choices: &FilterOptions, input: &str, value: &str) -> String {
    let known = match input {
        "primary_location" => {
            choices.places.iter().find(|it| it.id.as_str() == value).map(|it| &it.name)
        }
        "profile" => {
            let mut profiles = choices.schema.profiles.iter();
            profiles.find(|it| it.number.to_string() == value).map(|it| &it.name)
        }
        _ => None,
    };
    known.map_or(value, String::as_str).replace('\n', ", ")
}

/// The errors of the form, each at a field that a confined web user can correct.
pub(super) fn form_errors(error: Error) -> Result<FormErrors, ApiError> {
    let needs_everywhere = Permission::ACCESS_ALL_LOCATIONS.as_str();
    match error {
        Error::Forbidden(Denial::PermissionMissing(missing)) if missing == needs_everywhere => {
            Ok(FormErrors::of("groups", message("people-error-groups")))
        }
        other => FormErrors::try_from(other),
    }
}

/// The lines that are not empty.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn add(ids: &mut Vec<String>, id: Id) {
    if !ids.iter().any(|known| known == id.as_str()) {
        ids.push(id.into_string());
    }
}
