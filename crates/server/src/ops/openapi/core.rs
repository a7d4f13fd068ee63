//! The core of the document: one operation per resource and method, in JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{schema::STORABLE, shared};

/// The web pages, which are of no use to an SDK.
const PAGES: &str = "text/html";

/// Reduces the whole document to its core: leaves out the aliases, the old versions, the formats
/// beside JSON, and what nothing refers to then.
pub(super) fn reduce(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        item.retain(|_, operation| is_core(operation));
        for operation in item.values_mut() {
            reduce_operation(operation);
        }
    }
    paths.retain(|_, item| item.as_object().is_some_and(|item| !item.is_empty()));
    let responses = &mut document["components"]["responses"];
    for (name, response) in shared::other_errors() {
        responses[name] = response;
    }
    for (_, response) in responses.as_object_mut().into_iter().flatten() {
        if let Some(content) = response.get_mut("content") {
            reduce_content(content);
        }
    }
    remove_unused(document);
    remove_redundant(&mut document["components"]);
    for operation in document["paths"].as_object_mut().into_iter().flatten().map(|(_, item)| item) {
        remove_redundant(operation);
    }
    share_examples(document);
}

fn is_core(operation: &Value) -> bool {
    let is_variant = operation["x-same-as"].is_string() || operation["x-superseded-by"].is_string();
    let is_page = operation["responses"]["200"]["content"][PAGES].is_object();
    let is_document =
        ["getDocument", "getWholeDocument"].map(Value::from).contains(&operation["operationId"]);
    !is_variant && !is_page && !is_document
}

fn reduce_operation(operation: &mut Value) {
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.retain(|parameter| parameter["$ref"] != "#/components/parameters/Format");
    }
    if let Some(body) = operation.get_mut("requestBody") {
        reduce_content(&mut body["content"]);
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for response in responses.values_mut() {
        if let Some(content) = response.get_mut("content") {
            reduce_content(content);
        }
    }
    reduce_errors(responses);
    // All dialects but one have this security, which is that of the document.
    if operation["security"] == super::tags::api_key_security()
        && let Some(operation) = operation.as_object_mut()
    {
        operation.shift_remove("security");
    }
}

/// Describes the errors that any operation can have by one `default` response. Those of 400 and 404
/// stay, because clients handle them.
fn reduce_errors(responses: &mut Map<String, Value>) {
    let mut default = None;
    responses.retain(|status, response| {
        let name = response["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        let other = name.and_then(|name| shared::other_error_of(status, name));
        default = other.or(default);
        other.is_none()
    });
    if let Some(name) = default {
        responses.insert(
            "default".to_owned(),
            json!({ "$ref": format!("#/components/responses/{name}") }),
        );
    }
}

/// Of several formats, keeps the first, which is JSON.
fn reduce_content(content: &mut Value) {
    if let Some(formats) = content.as_object_mut() {
        let first = formats.keys().next().cloned();
        formats.retain(|format, _| Some(format) == first.as_ref());
    }
}

/// Removes the components that nothing refers to.
pub(super) fn remove_unused(document: &mut Value) {
    let mut used = BTreeSet::new();
    collect(&document["paths"], document, &mut used);
    for kind in ["schemas", "responses", "parameters"] {
        let components = document["components"][kind].as_object_mut();
        let components: &mut Map<String, Value> = match components {
            Some(components) => components,
            None => continue,
        };
        components.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
    }
}

/// Collects the references in `value`, and those in what they refer to.
fn collect(value: &Value, document: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref")
                && used.insert(reference.clone())
                && let Some(target) = document.pointer(reference.trim_start_matches('#'))
            {
                collect(target, document, used);
            }
            members.values().for_each(|member| collect(member, document, used));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, document, used)),
        _ => {}
    }
}

/// Removes the examples of schemas, which those of operations repeat, the pattern of texts, and values
/// that are the default.
fn remove_redundant(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|key, member| {
                let is_examples = key == "examples" && member.is_array();
                let is_default = key == "required" && *member == false;
                let is_pattern = key == "pattern" && member == STORABLE;
                !(is_examples || is_default || is_pattern)
            });
            members.values_mut().for_each(remove_redundant);
        }
        Value::Array(items) => items.iter_mut().for_each(remove_redundant),
        _ => {}
    }
}

/// Declares an example that several media types have once, as a component that they refer to.
fn share_examples(document: &mut Value) {
    let mut uses = BTreeMap::new();
    visit_media_types(&mut document["paths"], &mut |media_type| {
        if let Some(example) = media_type.get("example") {
            *uses.entry(example.to_string()).or_insert(0) += 1;
        }
    });
    let mut names = BTreeMap::new();
    let mut components = Map::new();
    visit_media_types(&mut document["paths"], &mut |media_type| {
        let Some(example) = media_type.get("example").filter(|value| uses[&value.to_string()] > 1)
        else {
            return;
        };
        let name = names.entry(example.to_string()).or_insert_with(|| {
            let schema = media_type["schema"]["$ref"].as_str().unwrap_or_default();
            let schema = schema.rsplit('/').next().unwrap_or_default();
            let name = format!("{schema}{}", components.len() + 1);
            components.insert(name.clone(), json!({ "value": example }));
            name
        });
        let reference = format!("#/components/examples/{name}");
        media_type.shift_remove("example");
        media_type.insert("examples".to_owned(), json!({ "shared": { "$ref": reference } }));
    });
    document["components"]["examples"] = Value::Object(components);
}

/// Visits each media type of bodies and responses that has an example. Those of parameters are short.
fn visit_media_types(value: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            if ["schema", "example"].iter().all(|key| members.contains_key(*key))
                && !members.contains_key("in")
            {
                visit(members);
            } else {
                members.values_mut().for_each(|member| visit_media_types(member, visit));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| visit_media_types(item, visit)),
        _ => {}
    }
}
