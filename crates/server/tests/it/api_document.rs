//! The two editions of the API document.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::server::Server;

const CORE: &str = "/openapi.json";
const WHOLE: &str = "/openapi-all.json";

/// The largest size of the core in bytes.
const MAX_CORE: usize = 250_000;

async fn documents() -> [(&'static str, Value); 2] {
    let server = Server::start().await;
    let core = server.request(&format!("GET {CORE}"), &[]).await;
    assert!(core.body.len() <= MAX_CORE, "{} bytes", core.body.len());
    let whole = server.request(&format!("GET {WHOLE}"), &[]).await;
    [(CORE, core.json()), (WHOLE, whole.json())]
}

/// Every operation with its name for messages.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            let operations = item.as_object().unwrap().iter();
            operations.map(move |(method, operation)| (format!("{method} {path}"), operation))
        })
        .collect()
}

#[tokio::test]
async fn documents_are_complete_and_operation_ids_unique() {
    for (name, document) in documents().await {
        assert_eq!(document["openapi"], "3.1.0");
        assert!(!document["servers"].as_array().unwrap().is_empty());
        let mut ids = BTreeSet::new();
        for (place, operation) in operations(&document) {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{name}: {id} is used twice");
            assert!(operation["summary"].is_string(), "{place}");
            let is_public = operation["security"] == json!([]);
            let responses = &operation["responses"];
            let has_401 = responses["401"].is_object() || responses["default"].is_object();
            assert!(is_public || has_401, "{place}");
        }
        check_references(&document, &document);
    }
}

#[tokio::test]
async fn whole_document_has_the_aliases_and_the_core_has_none() {
    let [(_, core), (_, whole)] = documents().await;
    let (core_count, count) = (operations(&core).len(), operations(&whole).len());
    assert!(core_count > 100 && core_count < count, "{core_count} of {count}");
    for (place, operation) in operations(&core) {
        assert!(
            operation["x-same-as"].is_null() && operation["x-superseded-by"].is_null(),
            "{place}"
        );
    }
    for (place, operation) in operations(&whole) {
        for key in ["x-same-as", "x-superseded-by"] {
            let Some(path) = operation[key].as_str() else { continue };
            let (method, _) = place.split_once(' ').unwrap();
            let is_old = whole["paths"][path][method]["x-superseded-by"].is_string();
            let is_in_core = core["paths"][path].is_object();
            assert!(is_old || is_in_core, "{place}: {path} is not in the core");
        }
    }
}

#[tokio::test]
async fn every_operation_has_a_tag_and_an_example() {
    for (_, document) in documents().await {
        let tags = document["tags"].as_array().unwrap();
        for tag in tags {
            assert!(!tag["description"].as_str().unwrap().is_empty(), "{tag}");
        }
        for (place, operation) in operations(&document) {
            let tag = &operation["tags"][0];
            assert!(tags.iter().any(|known| known["name"] == *tag), "{place}: {tag}");
            let mut bodies: Vec<&Value> = Vec::new();
            if operation["requestBody"].is_object() {
                bodies.push(&operation["requestBody"]);
            }
            let responses = operation["responses"].as_object().unwrap();
            bodies.extend(responses.values().map(|response| resolve(&document, response)));
            for body in bodies {
                for (media_type, content) in body["content"].as_object().into_iter().flatten() {
                    let needs_example = media_type.ends_with("json");
                    let example = match &content["examples"]["shared"] {
                        Value::Null => &content["example"],
                        shared => &resolve(&document, shared)["value"],
                    };
                    assert!(!needs_example || !example.is_null(), "{place}: {media_type}");
                }
            }
            for parameter in operation["parameters"].as_array().unwrap() {
                let parameter = resolve(&document, parameter);
                assert!(parameter["description"].is_string(), "{place}: {parameter}");
                let in_path = parameter["in"] == "path";
                assert!(!in_path || !parameter["example"].is_null(), "{place}: {parameter}");
            }
        }
    }
}

#[tokio::test]
async fn every_property_has_a_type_and_a_description_and_every_array_has_items() {
    for (_, document) in documents().await {
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            assert!(schema["description"].is_string(), "{name} has no description");
            check_schema(name, schema, &document);
        }
        for (place, operation) in operations(&document) {
            for parameter in operation["parameters"].as_array().unwrap() {
                let parameter = resolve(&document, parameter);
                check_schema(&place, &parameter["schema"], &document);
            }
        }
    }
}

#[tokio::test]
async fn users_of_the_published_page_are_described_with_every_key() {
    let [(_, core), _] = documents().await;
    let contact = &core["components"]["schemas"]["Contact"];
    // The 35 keys of the page, and `user_id`.
    assert_eq!(contact["properties"].as_object().unwrap().len(), 36);
    assert_eq!(contact["required"].as_array().unwrap().len(), 36);
    let page = &core["components"]["schemas"]["ContactPage"];
    assert_eq!(page["properties"]["results"]["items"]["$ref"], "#/components/schemas/Contact");
    let users = &core["components"]["schemas"]["UserPage"];
    assert_eq!(users["properties"]["objects"]["items"]["$ref"], "#/components/schemas/User");
}

fn check_schema(place: &str, schema: &Value, document: &Value) {
    let is_of = |kind: &str| {
        schema["type"] == kind
            || schema["type"].as_array().is_some_and(|types| types.contains(&json!(kind)))
    };
    if is_of("array") {
        assert!(schema["items"].is_object(), "{place}: an array without items");
        check_schema(place, &schema["items"], document);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let place = format!("{place}.{name}");
        let target = resolve(document, property);
        let is_described = property["description"].is_string() || target["description"].is_string();
        assert!(is_described, "{place} has no description");
        let is_any = property["$ref"] == "#/components/schemas/AnyValue";
        let has_type = ["type", "anyOf", "oneOf"].iter().any(|key| !target[*key].is_null());
        assert!(is_any || has_type, "{place} has no type");
        check_schema(&place, property, document);
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        assert!(schema["properties"][name].is_object(), "{place} requires {name}, which it lacks");
    }
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

fn check_references(value: &Value, document: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let pointer = reference.trim_start_matches('#');
                assert!(document.pointer(pointer).is_some(), "{reference} is not defined");
            }
            members.values().for_each(|member| check_references(member, document));
        }
        Value::Array(items) => items.iter().for_each(|item| check_references(item, document)),
        _ => {}
    }
}
