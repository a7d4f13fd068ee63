//! Companies, as they come out.

use roster_model::CompanyView;
use serde_json::{Value, json};

use super::{
    Version, View, instant,
    person::{fields, tags},
    values::attribute_values,
};

/// A company as an object.
pub fn company(view: &View, company: &CompanyView) -> Value {
    match view.version {
        Version::V1 => first_version(company),
        Version::V2 => second_version(company),
    }
}

fn first_version(view: &CompanyView) -> Value {
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
        "created_at": instant::write(company.created_at),
        "updated_at": instant::write(company.updated_at),
        "phone_numbers": company.phones,
        "company_id": company.custom_id,
        "employees": view.employees,
        "category": text(view, "category"),
        "tags": tags(&view.tags),
        "attributes": attribute_values(view.attributes()),
    })
}

/// The names of the second version; custom attributes come last, as keys of their own.
fn second_version(view: &CompanyView) -> Value {
    let company = &view.company;
    let mut object = fields(json!({
        "address": text(view, "address"),
        "category": text(view, "category"),
        "city": text(view, "city"),
        "country": text(view, "country"),
        "created_at": instant::write(company.created_at),
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
        "tags": tags(&view.tags),
        "updated_at": instant::write(company.updated_at),
        "assigned_to": company.assigned_to,
    }));
    for (field, value) in view.attributes() {
        object.entry(&field.slug).or_insert_with(|| value.cloned().unwrap_or_default());
    }
    Value::Object(object)
}

fn text<'a>(view: &'a CompanyView, name: &str) -> Option<&'a str> {
    view.company.texts.get(name).map(String::as_str)
}
