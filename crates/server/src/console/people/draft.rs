//! The form about a worker: what it shows, what was filled in, and the change that is meant.

use roster_directory::{FilterOptions, PeopleView, WorkerView};
use roster_model::{
    CustomData, DataEdit, Email, Error, FieldError, Id, Patch, Person, Phone, PhoneEdit, Problem,
    Schema, WorkerEdit,
};
use serde_json::Value;

use super::custom::{self, Entry};
use crate::console::form::Form;

/// The names of the form's fields that have a place for what is wrong with them.
pub(super) const FIELDS: [&str; 12] = [
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
    "user_data",
];

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) username: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) email: String,
    /// One a line, the default one first.
    pub(super) phones: String,
    pub(super) language: String,
    pub(super) role: String,
    pub(super) groups: Vec<String>,
    pub(super) locations: Vec<String>,
    pub(super) primary: String,
    /// Further groups by name and places by code, one a line, where there are too many for a list.
    pub(super) more_groups: String,
    pub(super) more_places: String,
    /// What of those nobody knows.
    unknown: Vec<FieldError>,
    /// The number of the profile; empty for none.
    pub(super) profile: String,
    pub(super) entries: Vec<Entry>,
    pub(super) new_key: String,
    pub(super) new_value: String,
}

impl Draft {
    /// The form for somebody new.
    pub(super) fn blank(choices: &FilterOptions) -> Self {
        let declared = choices.schema.fields.iter().filter(|field| field.declared);
        let entry = |field: &roster_model::Field| Entry {
            slug: field.slug.clone(),
            label: field.label.clone(),
            text: String::new(),
            choices: field.choices.clone(),
            of_profile: false,
        };
        Self { entries: declared.map(entry).collect(), ..Self::default() }
    }

    /// The form for a worker as they are.
    pub(super) fn of(view: &WorkerView) -> Self {
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

    /// The form as it was filled in, over what it showed.
    pub(super) fn filled_in(self, form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let filled = |entry: Entry| match form.given(&format!("data.{}", entry.slug)) {
            _ if entry.of_profile => entry,
            given => Entry { text: given.unwrap_or_default().to_owned(), ..entry },
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
            more_places: text("more_places"),
            unknown: Vec::new(),
            profile: text("profile"),
            entries: self.entries.into_iter().map(filled).collect(),
            new_key: text("new_key"),
            new_value: text("new_value"),
        }
    }

    /// The form with the further groups and places among the others.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn looked_up(mut self, people_view: &PeopleView<'_>) -> Result<Self, Error> {
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
        for code in lines(&self.more_places) {
            match people_view.resolve_location(code).await? {
                Some(id) => add(&mut self.locations, id),
                None => unknown.push(code.to_owned()),
            }
        }
        self.more_places = unknown.join("\n");
        if !unknown.is_empty() {
            self.unknown.push(FieldError::new("locations", Problem::UnknownLocations(unknown)));
        }
        Ok(self)
    }

    /// The change that is meant, of the worker as they are, if there is one yet.
    pub(super) fn edit(&self, before: Option<&Person>, schema: &Schema) -> WorkerEdit {
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
        let data = self.data(before, schema, &mut errors);
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let primary = self.primary_of_locations();
        WorkerEdit {
            first_name: Some(self.first_name.clone()),
            last_name: Some(self.last_name.clone()),
            email: Some(email),
            language: Some(given(&self.language)),
            role: Some(given(&self.role)),
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

    /// The primary location: the one that was chosen, or else the first of those ticked.
    fn primary_of_locations(&self) -> Option<String> {
        let chosen = Some(&self.primary).filter(|primary| !primary.is_empty());
        chosen.or(self.locations.first()).cloned()
    }

    /// The custom values that are not what they were.
    fn data(
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
        let own = self.entries.iter().filter(|entry| !entry.of_profile);
        let own = own.map(|entry| (entry.slug.as_str(), entry.text.as_str()));
        let added = (self.new_key.as_str(), self.new_value.as_str());
        for (slug, text) in own.chain([added].into_iter().filter(|(key, _)| !key.is_empty())) {
            let there = before.and_then(|person| person.custom.get(slug));
            if custom::text(there) == text {
                continue;
            }
            let field = schema.fields.iter().find(|field| field.slug == slug);
            match custom::value(text, field, there) {
                Ok(value) => {
                    data.insert(slug.to_owned(), value);
                }
                Err(problem) => {
                    let label = field.map_or(slug, |field| field.label.as_str());
                    let text = format!("'{label}' {problem}");
                    errors.push(FieldError::new("user_data", Problem::Other(text)));
                }
            }
        }
        data
    }

    /// Whether the form names a group.
    pub(super) fn in_group(&self, id: &Id) -> bool {
        self.groups.iter().any(|group| group == id.as_str())
    }

    /// Whether the form names a place.
    pub(super) fn in_place(&self, id: &Id) -> bool {
        self.locations.iter().any(|place| place == id.as_str())
    }
}

/// The lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn add(ids: &mut Vec<String>, id: Id) {
    if !ids.iter().any(|known| known == id.as_str()) {
        ids.push(id.into_string());
    }
}
