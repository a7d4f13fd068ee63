//! Users, as they go in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use roster_model::{Email, Gender, Patch, PersonEdit, Phone, Status, Undefined, UsercomFields};

use super::{
    Body,
    convert::{name_item, named, set},
    reader::Reader,
    values,
};

/// Names that are no custom attributes: those of both versions that can be set, and those that come
/// out but cannot, which are ignored so that what was read can be sent back.
const KNOWN: [&str; 27] = [
    "user_id",
    "custom_id",
    "user_key",
    "key",
    "email",
    "first_name",
    "last_name",
    "name",
    "phone_number",
    "gender",
    "status",
    "score",
    "notifications",
    "unsubscribed",
    "assigned_to",
    "company_id",
    "company_custom_id",
    "tags",
    "id",
    "page_views",
    "chat_id",
    "created_at",
    "updated_at",
    "companies",
    "lists",
    "attributes",
    "web_push_subscription",
];

const GENDERS: [(&str, Gender); 6] = [
    ("1", Gender::Unknown),
    ("2", Gender::Male),
    ("3", Gender::Female),
    ("unknown", Gender::Unknown),
    ("male", Gender::Male),
    ("female", Gender::Female),
];

const STATUSES: [(&str, Status); 4] = [
    ("1", Status::Visitor),
    ("2", Status::User),
    ("visitor", Status::Visitor),
    ("user", Status::User),
];

/// What a body says of a user. It may use the names of either version, whichever it asks to be
/// answered in; of two names for one thing that of the second version counts.
pub fn person_edit(body: &Body, undefined: Undefined) -> PersonEdit {
    let mut reader = Reader::new(body);
    let custom_id = reader.name_of("custom_id", "user_id");
    let company = reader.name_of("company_custom_id", "company_id");
    let mut edit = PersonEdit {
        custom_id: reader.text(custom_id),
        key: set(reader.text("user_key")),
        email: email(&mut reader),
        first_name: reader.text("first_name"),
        last_name: reader.text("last_name"),
        phone: phone(&mut reader),
        gender: reader.choice("gender", &GENDERS),
        status: reader.choice("status", &STATUSES),
        score: reader.set_integer("score"),
        notifications: reader.set_boolean("notifications"),
        unsubscribed: reader.set_boolean("unsubscribed"),
        assigned_to: reader.integer("assigned_to"),
        texts: texts(&mut reader),
        instants: instants(&mut reader),
        company: set(reader.text(company)),
        tags: reader.list("tags", name_item).unwrap_or_default(),
        undefined,
        errors: reader.errors,
        ..PersonEdit::default()
    };
    let (attributes, errors) = values::custom(body, is_known);
    edit.attributes = attributes;
    edit.errors.extend(errors);
    edit
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
        || UsercomFields::TEXTS.iter().any(|(known, _)| *known == name)
        || UsercomFields::INSTANTS.contains(&name)
}

fn email(reader: &mut Reader<'_>) -> Patch<Email> {
    match reader.text("email") {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(text) => match Email::parse(&text) {
            Ok(email) => email.map_or(Patch::Clear, Patch::Set),
            Err(problem) => reader.refuse("email", problem),
        },
    }
}

fn phone(reader: &mut Reader<'_>) -> Patch<Phone> {
    let text = match reader.text("phone_number") {
        Patch::Keep => return Patch::Keep,
        Patch::Clear => return Patch::Clear,
        Patch::Set(text) => text,
    };
    match Phone::parse(&text) {
        Ok(phone) => Patch::Set(phone),
        Err(problem) => reader.refuse("phone_number", problem),
    }
}

fn texts(reader: &mut Reader<'_>) -> BTreeMap<String, Option<String>> {
    UsercomFields::TEXTS.iter().filter_map(|(name, _)| named(name, reader.text(name))).collect()
}

fn instants(reader: &mut Reader<'_>) -> BTreeMap<String, Option<Timestamp>> {
    UsercomFields::INSTANTS.iter().filter_map(|name| named(name, reader.instant(name))).collect()
}
