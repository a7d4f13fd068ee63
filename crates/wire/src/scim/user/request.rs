//! Decoding of users.

use roster_model::{
    Email, FieldError, Patch, Phone, Problem, SecretString,
    scim::{SentPhone, UserData, WorkerData},
};
use serde_json::{Map, Value};

use crate::scim::{
    USER, WORKER,
    body::{flag, member},
    patch::elements,
    path::Resource,
    schema,
};

/// The longest `externalId` and type of a phone number, in characters.
const MAX_SHORT: usize = 255;
/// The most phone numbers of a user.
const MAX_PHONES: usize = 100;

/// Decodes a user who is created or replaced. Attributes that are absent are removed, apart from
/// `active`, `password` and the extension.
pub fn decode(body: &Map<String, Value>) -> UserData {
    let mut reader = Reader { body, errors: Vec::new() };
    let user_name = reader.text("userName").unwrap_or_default();
    let name = reader.object("name");
    let part = |reader: &mut Reader<'_>, sub: &str| {
        let found = name.and_then(|name| member(name, sub));
        reader.as_text(&format!("name.{sub}"), found).unwrap_or_default()
    };
    let given_name = part(&mut reader, "givenName");
    let family_name = part(&mut reader, "familyName");
    let external_id = reader.as_short_text("externalId", reader.find("externalId"));
    let external_id = external_id.filter(|id| !id.is_empty());
    let language = reader.text("preferredLanguage").filter(|text| !text.is_empty());
    let password = reader.password();
    let active = reader.active();
    let (email, email_not_primary) = reader.email();
    let phones = reader.phones();
    let worker = reader.worker();
    UserData {
        user_name,
        external_id,
        given_name,
        family_name,
        email,
        email_not_primary,
        phones,
        language,
        active,
        password,
        worker,
        errors: reader.errors,
    }
}

/// Decodes a user after the operations of a `PATCH`. What is absent was removed.
pub fn decode_patched(body: &Map<String, Value>) -> UserData {
    let mut data = decode(body);
    data.worker.get_or_insert_default();
    if !body.contains_key("active") {
        data.active = Patch::Clear;
    }
    data
}

struct Reader<'a> {
    body: &'a Map<String, Value>,
    errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    fn find(&self, name: &str) -> Option<&'a Value> {
        let urn = || member(self.body, &format!("{USER}:{name}"));
        member(self.body, name).or_else(urn).filter(|value| !value.is_null())
    }

    fn error(&mut self, field: &str, problem: Problem) {
        self.errors.push(FieldError::new(field, problem));
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let found = self.find(name);
        self.as_text(name, found)
    }

    fn as_text(&mut self, name: &str, value: Option<&Value>) -> Option<String> {
        let text = match value? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.error(name, Problem::WrongType("a text"));
                return None;
            }
        };
        if text.contains('\0') {
            self.error(name, Problem::Unstorable);
            return None;
        }
        Some(text)
    }

    fn as_short_text(&mut self, name: &str, value: Option<&Value>) -> Option<String> {
        let text = self.as_text(name, value)?;
        if text.chars().count() > MAX_SHORT {
            self.error(name, Problem::TooLong(MAX_SHORT));
            return None;
        }
        Some(text)
    }

    fn object(&mut self, name: &str) -> Option<&'a Map<String, Value>> {
        let found = self.find(name)?;
        if found.is_object() {
            return found.as_object();
        }
        self.error(name, Problem::WrongType("a JSON object"));
        None
    }

    fn password(&mut self) -> Option<SecretString> {
        match self.find("password")? {
            Value::String(password) if password.contains('\0') => {
                self.error("password", Problem::Unstorable);
                None
            }
            Value::String(password) => Some(SecretString::from(password.as_str())),
            _ => {
                self.error("password", Problem::WrongType("a text"));
                None
            }
        }
    }

    fn active(&mut self) -> Patch<bool> {
        let Some(value) = self.find("active") else { return Patch::Keep };
        if let Some(active) = flag(value) {
            return Patch::Set(active);
        }
        self.error("active", Problem::WrongType("true or false"));
        Patch::Keep
    }

    /// The elements of a multi-valued attribute.
    fn list(&mut self, name: &str) -> Vec<Map<String, Value>> {
        let Some(value) = self.find(name) else { return Vec::new() };
        let attribute = schema::find(Resource::User.attributes(), name);
        let Some(attribute) = attribute else { return Vec::new() };
        match elements(attribute, value, name) {
            Ok(items) => items
                .into_iter()
                .filter_map(|item| match item {
                    Value::Object(element) => Some(element),
                    _ => None,
                })
                .collect(),
            Err(error) => {
                self.error("", Problem::Other(error.detail));
                Vec::new()
            }
        }
    }

    /// The primary address, else the first of type `work`, else the first; and whether it is said not to
    /// be primary.
    fn email(&mut self) -> (Option<Email>, bool) {
        let items = self.list("emails");
        let is_work = |item: &&Map<String, Value>| {
            item.get("type")
                .and_then(Value::as_str)
                .is_some_and(|it| it.eq_ignore_ascii_case("work"))
        };
        let with_value = || items.iter().filter(|item| item.contains_key("value"));
        let chosen = with_value()
            .find(|item| item.get("primary") == Some(&true.into()))
            .or_else(|| with_value().find(is_work))
            .or_else(|| with_value().next());
        let Some(chosen) = chosen else { return (None, false) };
        let Some(text) = self.as_text("emails", chosen.get("value")) else { return (None, false) };
        match Email::parse(&text) {
            Ok(email) => (email, is_not_primary(chosen)),
            Err(problem) => {
                self.error("emails", problem);
                (None, false)
            }
        }
    }

    /// The numbers, the primary one first. Of two with the same digits the first is kept.
    fn phones(&mut self) -> Vec<SentPhone> {
        let mut items = self.list("phoneNumbers");
        if items.len() > MAX_PHONES {
            self.error("phoneNumbers", Problem::TooMany(MAX_PHONES));
            return Vec::new();
        }
        items.sort_by_key(|item| item.get("primary") != Some(&true.into()));
        let mut phones: Vec<SentPhone> = Vec::new();
        for item in &items {
            let Some(text) = self.as_text("phoneNumbers", item.get("value")) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            let kind = self.as_short_text("phoneNumbers.type", item.get("type"));
            // RFC 3966
            let number = text.trim().strip_prefix("tel:").unwrap_or(&text);
            match Phone::parse(number) {
                Ok(phone) if phones.iter().all(|known| known.digits != phone.digits()) => {
                    let digits = phone.digits().to_owned();
                    phones.push(SentPhone {
                        digits,
                        text,
                        kind,
                        not_primary: is_not_primary(item),
                    });
                }
                Ok(_) => {}
                Err(problem) => self.error("phoneNumbers", problem),
            }
        }
        phones
    }

    /// The extension, nested below its URN.
    fn worker(&mut self) -> Option<WorkerData> {
        let extension = self.object(WORKER)?;
        let custom = match member(extension, "customData") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(custom)) => custom.clone(),
            Some(_) => {
                self.error("customData", Problem::WrongType("a JSON object"));
                Map::new()
            }
        };
        if contains_null_character(&Value::Object(custom.clone())) {
            self.error("customData", Problem::Unstorable);
        }
        let mut locations = Vec::new();
        match member(extension, "locations") {
            None | Some(Value::Null) => {}
            Some(Value::Array(items)) => {
                for item in items {
                    let value = item.get("value").unwrap_or(item);
                    match self.as_text("locations", Some(value)) {
                        Some(id) if !locations.contains(&id) => locations.push(id),
                        _ => {}
                    }
                }
            }
            Some(_) => self.error("locations", Problem::WrongType("a list of identities")),
        }
        let primary = self.as_text("primaryLocation", member(extension, "primaryLocation"));
        let primary_location = primary.filter(|id| !id.is_empty());
        Some(WorkerData { custom, locations, primary_location })
    }
}

fn is_not_primary(element: &Map<String, Value>) -> bool {
    element.get("primary") == Some(&false.into())
}

fn contains_null_character(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(contains_null_character),
        Value::Object(members) => {
            members.iter().any(|(key, value)| key.contains('\0') || contains_null_character(value))
        }
        _ => false,
    }
}
