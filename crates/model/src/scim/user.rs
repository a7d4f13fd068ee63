//! SCIM users.

use std::borrow::Cow;

use serde_json::Value;

use super::{Element, ElementTest, Expr, Sub, Test, instant_key};
use crate::{CustomData, Email, FieldError, Id, Patch, Person, SecretString, Worker, fold};

/// The fields of a worker that only SCIM has.
#[derive(Clone, Debug, PartialEq, Hash, Default)]
pub struct ScimFields {
    /// `userName` as sent; `None` if it is the full username.
    pub user_name: Option<String>,
    /// Whether the client sent the e-mail address as one that is not primary.
    pub email_not_primary: bool,
    /// The phone numbers that SCIM clients sent. Those that the person does not have are ignored.
    pub phones: Vec<SentPhone>,
    /// The state of the worker when a client removed `active`. It is not shown until it changes.
    pub active_removed_at: Option<bool>,
}

/// A phone number as a SCIM client sent it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct SentPhone {
    /// The digits.
    pub digits: String,
    /// The text as sent.
    pub text: String,
    /// The type, for example `mobile`.
    pub kind: Option<String>,
    /// Whether the client sent it as one that is not primary.
    pub not_primary: bool,
}

/// A phone number as a response shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownPhone<'a> {
    /// The text as sent.
    pub text: Cow<'a, str>,
    /// The digits.
    pub digits: &'a str,
    /// The type.
    pub kind: Option<&'a str>,
    /// Whether it is the primary number: the first one is, unless the client sent that it is not.
    pub primary: Option<bool>,
}

/// The writable attributes of a user. They replace the present ones.
///
/// `errors` holds the errors found while reading the request.
#[derive(Clone, Debug, Default)]
pub struct UserData {
    /// `userName`; empty when missing.
    pub user_name: String,
    /// `externalId`
    pub external_id: Option<String>,
    /// `name.givenName`
    pub given_name: String,
    /// `name.familyName`
    pub family_name: String,
    /// The one e-mail address that is kept.
    pub email: Option<Email>,
    /// Whether the client sent it as one that is not primary.
    pub email_not_primary: bool,
    /// The phone numbers, the default one first.
    pub phones: Vec<SentPhone>,
    /// `preferredLanguage`
    pub language: Option<String>,
    /// `active`
    pub active: Patch<bool>,
    /// `password`; `None` keeps the present one.
    pub password: Option<SecretString>,
    /// The attributes of the extension; `None` keeps the present ones.
    pub worker: Option<WorkerData>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// The writable attributes of the extension.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerData {
    /// `customData`
    pub custom: CustomData,
    /// `locations`, by id.
    pub locations: Vec<String>,
    /// `primaryLocation`, by id.
    pub primary_location: Option<String>,
}

/// A user with the records that a response shows.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct UserView {
    /// The worker.
    pub person: Person,
    /// The groups of the worker, each with its name.
    pub groups: Vec<(Id, String)>,
}

/// A test of a user.
#[derive(Clone, Debug, PartialEq)]
pub enum UserTest {
    /// `userName eq`: finds the `userName` and the CommCare username, full or bare.
    Named {
        /// The folded `userName`.
        user_name: String,
        /// The folded full username.
        full_username: String,
    },
    /// A single-valued attribute.
    Field(UserField, Test),
    /// An element of a multi-valued attribute.
    Element(UserList, Expr<ElementTest>),
    /// A custom value; `None` for all of them.
    Data(Option<String>, Test),
    /// `meta.location`: this address, followed by the id.
    Location(String, Test),
}

/// A single-valued attribute of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserField {
    /// `id`
    Id,
    /// `externalId`
    ExternalId,
    /// `userName`
    UserName,
    /// `name.givenName`
    GivenName,
    /// `name.familyName`
    FamilyName,
    /// `displayName`
    DisplayName,
    /// `preferredLanguage`
    Language,
    /// `active`
    Active,
    /// `username` of the extension.
    Username,
    /// `primaryLocation` of the extension.
    PrimaryLocation,
    /// `meta.created`
    Created,
    /// `meta.lastModified`
    LastModified,
}

/// A multi-valued attribute of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserList {
    /// `emails`
    Emails,
    /// `phoneNumbers`
    Phones,
    /// `groups`
    Groups,
    /// `roles`
    Roles,
    /// `locations` of the extension.
    Locations,
}

/// The attribute that a list of users is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserSort {
    /// A single-valued attribute.
    Field(UserField),
    /// The first element of a multi-valued attribute, which is the primary one.
    Element(UserList, Sub),
    /// A custom value.
    Data(String),
}

impl UserView {
    /// The worker part. Contacts are no users.
    pub fn worker(&self) -> Option<&Worker> {
        self.person.worker.as_ref()
    }

    /// `userName`
    pub fn user_name(&self) -> &str {
        self.worker().map_or("", Worker::user_name)
    }

    /// `active`; `None` after a client removed it.
    pub fn active(&self) -> Option<bool> {
        let worker = self.worker()?;
        (worker.scim.active_removed_at != Some(worker.active)).then_some(worker.active)
    }

    /// The phone numbers as SCIM clients sent them, the default one first.
    pub fn phones(&self) -> impl Iterator<Item = ShownPhone<'_>> {
        let sent = self.worker().map_or(&[][..], |worker| &worker.scim.phones);
        self.person.phones.iter().enumerate().map(move |(index, phone)| {
            let digits = phone.digits();
            let sent = sent.iter().find(|sent| sent.digits == digits);
            let text = match sent {
                Some(sent) => Cow::Borrowed(sent.text.as_str()),
                None => Cow::Owned(phone.international()),
            };
            let primary = match (index, sent.is_some_and(|sent| sent.not_primary)) {
                (_, true) => Some(false),
                (0, false) => Some(true),
                _ => None,
            };
            ShownPhone { text, digits, kind: sent.and_then(|sent| sent.kind.as_deref()), primary }
        })
    }

    /// Whether the user matches a filter.
    pub fn matches(&self, filter: &Expr<UserTest>) -> bool {
        filter.holds(&|test| self.passes(test))
    }

    /// The sort key of the user.
    pub fn sort_key(&self, sort: &UserSort) -> Option<String> {
        match sort {
            UserSort::Field(UserField::Active) => Some(self.worker()?.active.to_string()),
            UserSort::Field(UserField::Created) => Some(instant_key(self.person.created_at)),
            UserSort::Field(UserField::LastModified) => Some(instant_key(self.person.updated_at)),
            UserSort::Field(field) => {
                let text = self.text(*field)?;
                let exact = matches!(field, UserField::Id | UserField::ExternalId);
                let key = if exact { text.into_owned() } else { fold(&text) };
                (!key.is_empty()).then_some(key)
            }
            UserSort::Element(list, sub) => self.elements(*list).first()?.sort_key(sub),
            UserSort::Data(slug) => match self.person.custom.get(slug)? {
                Value::Null => None,
                Value::String(text) => Some(fold(text)),
                other => Some(other.to_string()),
            },
        }
    }

    fn passes(&self, test: &UserTest) -> bool {
        match test {
            UserTest::Named { user_name, full_username } => self.worker().is_some_and(|worker| {
                fold(worker.user_name()) == *user_name || worker.username.folded() == *full_username
            }),
            UserTest::Field(UserField::Active, test) => {
                self.worker().is_some_and(|worker| test.of_flag(worker.active))
            }
            UserTest::Field(UserField::Created, test) => test.of_instant(self.person.created_at),
            UserTest::Field(UserField::LastModified, test) => {
                test.of_instant(self.person.updated_at)
            }
            UserTest::Field(field, test) => {
                let exact = matches!(
                    field,
                    UserField::Id | UserField::ExternalId | UserField::PrimaryLocation
                );
                test.of_text(self.text(*field).as_deref(), exact)
            }
            UserTest::Element(list, expr) => {
                self.elements(*list).iter().any(|element| element.matches(expr))
            }
            UserTest::Data(None, test) => *test == Test::Present && !self.person.custom.is_empty(),
            UserTest::Data(Some(slug), test) => {
                self.person.custom.get(slug).is_some_and(|value| data_passes(value, test))
            }
            UserTest::Location(base, test) => {
                test.of_text(Some(&format!("{base}{}", self.person.id)), true)
            }
        }
    }

    fn text(&self, field: UserField) -> Option<Cow<'_, str>> {
        let worker = self.worker();
        match field {
            UserField::Id => Some(self.person.id.as_str().into()),
            UserField::ExternalId => self.person.custom_id.as_deref().map(Cow::Borrowed),
            UserField::UserName => Some(self.user_name().into()),
            UserField::GivenName => Some(self.person.first_name.as_str().into()),
            UserField::FamilyName => Some(self.person.last_name.as_str().into()),
            UserField::DisplayName => Some(self.person.name().into()),
            UserField::Language => worker?.language.as_deref().map(Cow::Borrowed),
            UserField::Username => Some(worker?.username.as_str().into()),
            UserField::PrimaryLocation => {
                worker?.primary_location.as_ref().map(|id| id.as_str().into())
            }
            UserField::Active | UserField::Created | UserField::LastModified => None,
        }
    }

    fn elements(&self, list: UserList) -> Vec<Element<'_>> {
        let Some(worker) = self.worker() else { return Vec::new() };
        let plain = |value: Cow<'_, str>, exact: bool| Element {
            value: value.into_owned().into(),
            digits: None,
            kind: None,
            primary: false,
            display: None,
            exact,
        };
        match list {
            UserList::Emails => {
                let email = self.person.email.iter();
                let element = email.map(|email| Element {
                    value: email.as_str().into(),
                    kind: Some("work"),
                    primary: !worker.scim.email_not_primary,
                    ..plain("".into(), false)
                });
                element.collect()
            }
            UserList::Phones => {
                let element = self.phones().map(|phone| Element {
                    value: phone.text.into_owned().into(),
                    digits: Some(phone.digits),
                    kind: phone.kind,
                    primary: phone.primary == Some(true),
                    ..plain("".into(), false)
                });
                element.collect()
            }
            UserList::Groups => {
                let name = |id: &Id| self.groups.iter().find(|(known, _)| known == id);
                let groups = worker.groups.iter();
                let element = groups.map(|id| Element {
                    value: id.as_str().into(),
                    kind: Some("direct"),
                    display: name(id).map(|(_, name)| name.as_str()),
                    ..plain("".into(), true)
                });
                element.collect()
            }
            UserList::Roles => worker
                .role
                .iter()
                .map(|role| Element { primary: true, ..plain(role.as_str().into(), false) })
                .collect(),
            UserList::Locations => {
                worker.locations.iter().map(|id| plain(id.as_str().into(), true)).collect()
            }
        }
    }
}

impl Worker {
    /// `userName` in SCIM: as a SCIM client sent it, else the full username.
    pub fn user_name(&self) -> &str {
        self.scim.user_name.as_deref().unwrap_or(self.username.as_str())
    }
}

/// A list passes if one of its items does. Forms send numbers as texts, so those compare with
/// numbers.
fn data_passes(found: &Value, wanted: &Test) -> bool {
    use super::Literal;
    let wants_number = matches!(wanted, Test::Compare(_, Literal::Number(_)));
    match found {
        Value::Null => false,
        Value::Bool(flag) => match wanted {
            Test::Compare(_, Literal::Text(_)) => wanted.of_text(Some(&flag.to_string()), false),
            _ => wanted.of_flag(*flag),
        },
        Value::Number(number) => number.as_f64().is_some_and(|number| wanted.of_number(number)),
        Value::String(text) if wants_number => {
            text.trim().parse().is_ok_and(|number: f64| wanted.of_number(number))
        }
        Value::String(text) => match wanted {
            Test::Compare(_, Literal::Flag(flag)) => fold(text.trim()) == flag.to_string(),
            _ => wanted.of_text(Some(text), false),
        },
        Value::Array(items) => items.iter().any(|item| data_passes(item, wanted)),
        Value::Object(members) => *wanted == Test::Present && !members.is_empty(),
    }
}

impl UserData {
    /// The custom id of the request, if it is not empty.
    pub fn external_id(&self) -> Option<&str> {
        self.external_id.as_deref().filter(|id| !id.is_empty())
    }
}
