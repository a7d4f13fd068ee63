//! Requests that create or change a user.

use std::collections::BTreeMap;

use jiff::Timestamp;
use roster_model::{
    Email, Error, Gender, Patch, PersonEdit, Phone, Status, Subject, Undefined, UsercomFields,
};

use crate::usercom::{
    Body, attribute,
    convert::{decode_name, set_value, to_entry},
    field_reader::FieldReader,
    standard::{read_only_errors, with_standard_names},
};

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

/// Decodes the fields of a user, in the names of either version or by label. Of the two names of a
/// field the one of version 2 counts. Read-only fields are ignored, so that a client can send back a
/// response.
pub fn decode_edit(body: &Body, undefined: Undefined) -> PersonEdit {
    let (body, ambiguous) = with_standard_names(body, Subject::Person);
    let body = &*body;
    let mut reader = FieldReader::new(body);
    let custom_id = reader.alias("custom_id", "user_id");
    let company = reader.alias("company_custom_id", "company_id");
    let mut edit = PersonEdit {
        custom_id: reader.text(custom_id),
        key: set_value(reader.text("user_key")),
        email: decode_email(&mut reader),
        first_name: reader.text("first_name"),
        last_name: reader.text("last_name"),
        phone: decode_phone(&mut reader),
        gender: reader.choice("gender", &GENDERS),
        status: reader.choice("status", &STATUSES),
        score: reader.non_null_integer("score"),
        notifications: reader.boolean("notifications"),
        unsubscribed: reader.boolean("unsubscribed"),
        assigned_to: reader.integer("assigned_to"),
        texts: decode_texts(&mut reader),
        instants: decode_instants(&mut reader),
        company: set_value(reader.text(company)),
        tags: reader.list("tags", decode_name).unwrap_or_default(),
        undefined,
        errors: reader.errors,
        ..PersonEdit::default()
    };
    let (attributes, errors) = attribute::attributes_in(body, Subject::Person);
    edit.attributes = attributes;
    edit.errors.extend(errors);
    edit.errors.extend(ambiguous);
    edit
}

/// Decodes `{"attribute": name, "value": value}`, which sets one field or attribute. An undefined
/// attribute becomes defined.
///
/// # Errors
/// [`Error::Invalid`] if either is missing, or the field is read-only.
pub fn decode_set_attribute(body: &Body) -> Result<PersonEdit, Error> {
    let single = attribute::decode_pair(body, Subject::Person)?;
    Ok(with_error_field(decode_edit(&single, Undefined::Define), "value"))
}

/// Decodes `{name: value, ...}`, which sets several fields and attributes.
pub fn decode_set_attributes(body: &Body) -> PersonEdit {
    let mut edit = decode_edit(body, Undefined::Define);
    edit.errors.extend(read_only_errors(body, Subject::Person));
    edit
}

/// Decodes `{"attribute": name}`, which removes the value of one field or attribute.
///
/// # Errors
/// [`Error::Invalid`] if the name is missing, or the field is read-only.
pub fn decode_remove_attribute(body: &Body) -> Result<PersonEdit, Error> {
    let single = attribute::decode_removal(body, Subject::Person)?;
    Ok(with_error_field(decode_edit(&single, Undefined::Ignore), "attribute"))
}

/// Reports the errors of the only field of a request under the name of the part that is at fault.
pub(super) fn with_error_field(mut edit: PersonEdit, field: &str) -> PersonEdit {
    for error in &mut edit.errors {
        field.clone_into(&mut error.field);
    }
    edit
}

fn decode_email(reader: &mut FieldReader<'_>) -> Patch<Email> {
    match reader.text("email") {
        Patch::Keep => Patch::Keep,
        Patch::Clear => Patch::Clear,
        Patch::Set(text) => match Email::parse(&text) {
            Ok(email) => email.map_or(Patch::Clear, Patch::Set),
            Err(problem) => reader.add_error("email", problem),
        },
    }
}

fn decode_phone(reader: &mut FieldReader<'_>) -> Patch<Phone> {
    let text = match reader.text("phone_number") {
        Patch::Keep => return Patch::Keep,
        Patch::Clear => return Patch::Clear,
        Patch::Set(text) => text,
    };
    match Phone::parse(&text) {
        Ok(phone) => Patch::Set(phone),
        Err(problem) => reader.add_error("phone_number", problem),
    }
}

fn decode_texts(reader: &mut FieldReader<'_>) -> BTreeMap<String, Option<String>> {
    UsercomFields::TEXTS.iter().filter_map(|(name, _)| to_entry(name, reader.text(name))).collect()
}

fn decode_instants(reader: &mut FieldReader<'_>) -> BTreeMap<String, Option<Timestamp>> {
    UsercomFields::INSTANTS.iter().filter_map(|name| to_entry(name, reader.instant(name))).collect()
}
