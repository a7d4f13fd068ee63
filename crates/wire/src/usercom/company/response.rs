//! Responses about companies.

use roster_model::{CompanyView, StandardField, Subject};
use serde_json::{Value, json};

use crate::usercom::{Version, View, attribute, instant, tag, user};

/// Encodes a company.
pub fn encode(view: &View, company: &CompanyView) -> Value {
    match view.version {
        Version::V1 => encode_v1(company),
        Version::V2 => encode_v2(company),
    }
}

fn encode_v1(view: &CompanyView) -> Value {
    let company = &view.company;
    json!({
        "id": company.number,
        "name": company.name,
        "description": text(view, "description"),
        "email": text(view, "email"),
        "country": text(view, "country"),
        "region": text(view, "region"),
        "city": text(view, "city"),
        "address": text(view, "address"),
        "postal_code": text(view, "postal_code"),
        "approx_employees": company.size,
        "created_at": instant::format(company.created_at),
        "updated_at": instant::format(company.updated_at),
        "phone_numbers": company.phones,
        "company_id": company.custom_id,
        "employees": view.employees,
        "category": text(view, "category"),
        "tags": tag::encode_all(&view.tags),
        "attributes": attribute::encode_values(view.attributes()),
    })
}

/// Custom attributes are keys of the object. A standard field takes precedence over an attribute
/// with the same name.
fn encode_v2(view: &CompanyView) -> Value {
    let company = &view.company;
    let mut object = user::into_object(json!({
        "address": text(view, "address"),
        "category": text(view, "category"),
        "city": text(view, "city"),
        "country": text(view, "country"),
        "created_at": instant::format(company.created_at),
        "custom_id": company.custom_id,
        "description": text(view, "description"),
        "email": text(view, "email"),
        "employees": view.employees,
        "id": company.number,
        "name": company.name,
        "phone_numbers": company.phones,
        "postal_code": text(view, "postal_code"),
        "region": text(view, "region"),
        "size": company.size,
        "tags": tag::encode_all(&view.tags),
        "updated_at": instant::format(company.updated_at),
        "assigned_to": company.assigned_to,
    }));
    for (field, value) in view.attributes() {
        // A request with this key would set the standard field.
        if StandardField::find(Subject::Company, &field.slug).is_none() {
            object.entry(&field.slug).or_insert_with(|| value.cloned().unwrap_or_default());
        }
    }
    Value::Object(object)
}

fn text<'a>(view: &'a CompanyView, name: &str) -> Option<&'a str> {
    view.company.texts.get(name).map(String::as_str)
}
