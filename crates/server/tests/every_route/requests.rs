//! A request of each operation that is carried out as it stands, and the same with something else in
//! one of its positions.

use serde_json::{Map, Value, json};

use crate::{
    document::{Operation, Position},
    sorts::Sort,
    world::{Side, World},
};

/// A request, without credentials.
#[derive(Clone, Debug)]
pub(crate) struct RequestContext {
    pub(crate) method: String,
    pub(crate) domain: String,
    /// What is in the place of `{id}`.
    pub(crate) id: Option<String>,
    template: String,
    query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    /// What stands behind the body.
    tail: &'static str,
}

impl World {
    /// A request of this operation that is carried out in this domain, as long as whoever asks may.
    pub(crate) async fn request(&self, operation: &Operation, side: &Side) -> RequestContext {
        let id = match operation.subject() {
            Some(sort) if operation.writes() && sort != Sort::WebUser => {
                Some(self.make(side, sort).await)
            }
            Some(sort) => Some(self.keep(side, sort).await),
            None => None,
        };
        RequestContext {
            method: operation.method.clone(),
            domain: side.domain.to_owned(),
            id,
            template: operation.path.clone(),
            query: Vec::new(),
            headers: Vec::new(),
            body: self.body(operation, side).await,
            tail: "",
        }
    }

    /// What this operation takes.
    async fn body(&self, operation: &Operation, side: &Side) -> Option<Value> {
        let word = self.word(side);
        let by_custom_id = operation.path.contains("-by-id/");
        let kept = async |sort| sort_json(sort, &self.keep(side, sort).await);
        let made = async |sort| sort_json(sort, &self.make(side, sort).await);
        let worker = json!({ "username": word, "connect_username": word });
        Some(match operation.name.as_str() {
            "createUser" => worker,
            "writeUsers" => json!({ "objects": [worker] }),
            "editUser" | "createContact" | "editContact" | "patchContact" => {
                json!({ "first_name": word })
            }
            "createGroups" => json!({ "objects": [{ "name": word }] }),
            "createLocation" => {
                json!({ "name": word, "location_type_code": kept(Sort::LevelCode).await })
            }
            "saveLocations" => json!({
                "objects": [{ "name": word, "location_type_code": kept(Sort::LevelCode).await }],
            }),
            "createLocationType" => json!({ "code": word, "name": word }),
            "editWebUser" => json!({ "user_data": { "boat": word } }),
            "recordActivity" => json!({ "instance_id": word, "user_id": kept(Sort::Worker).await }),
            "upsertContact" => json!({ "user_id": word }),
            "mergeContacts" => json!({
                "parent": made(Sort::Contact).await, "users_list": [made(Sort::Contact).await],
            }),
            "setForMany" | "setCustomForMany" => {
                let sort = if by_custom_id { Sort::CustomId } else { Sort::Contact };
                let attribute = match operation.name.as_str() {
                    "setForMany" => "city".into(),
                    _ => kept(Sort::AttributeName).await,
                };
                json!({ "ids": [made(sort).await], "attribute": attribute, "value": word })
            }
            "setAttribute" | "setAttributeOfCompany" => {
                json!({ "attribute": kept(Sort::AttributeName).await, "value": word })
            }
            "setAttributes" | "setAttributesOfCompany" => {
                let name = self.keep(side, Sort::AttributeName).await;
                Value::Object(Map::from_iter([(name, word.into())]))
            }
            "removeAttribute" | "removeAttributeOfCompany" => {
                json!({ "attribute": kept(Sort::AttributeName).await })
            }
            "addTags" => json!({ "tag_names": [word] }),
            "addToList" | "removeFromList" => json!({ "list": kept(Sort::List).await }),
            "addMember" | "removeMember" => json!({ "user_id": made(Sort::Contact).await }),
            "addEvent" => json!({ "user_id": made(Sort::Contact).await, "name": word }),
            "createAttribute" => json!({ "name": word, "value_type": "string" }),
            "createGroup" | "editGroup" | "editLocation" | "editLocationType" | "addTag"
            | "removeTag" | "addEventOfContact" | "createCompany" | "editCompany"
            | "patchCompany" | "addTagToCompany" | "removeTagOfCompany" | "createTag"
            | "renameTag" | "patchTag" | "createList" | "editList" | "patchList" => {
                json!({ "name": word })
            }
            other => {
                let takes = operation.positions.iter();
                let takes = takes.filter(|it| matches!(it.0, Position::Body { .. })).count();
                assert_eq!(takes, 0, "say in `requests` what {other} takes");
                return None;
            }
        })
    }
}

impl RequestContext {
    /// Path and query.
    pub(crate) fn target(&self) -> String {
        let id = self.id.as_deref().map(escaped).unwrap_or_default();
        let path = self.template.replace("{domain}", &escaped(&self.domain)).replace("{id}", &id);
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The body as it is sent.
    pub(crate) fn text(&self) -> String {
        self.body.as_ref().map(Value::to_string).unwrap_or_default() + self.tail
    }

    /// The address of the thing that it is about.
    pub(crate) fn thing(&self) -> String {
        let (path, _) = self.template.split_once("{id}/").unwrap_or((&self.template, ""));
        Self { template: format!("{path}{{id}}/"), query: Vec::new(), ..self.clone() }.target()
    }

    /// The same with a header.
    pub(crate) fn under(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a body that is not the same to the letter.
    pub(crate) fn saying(self, tail: &'static str) -> Self {
        Self { tail, ..self }
    }

    /// The same with `value` in a position.
    pub(crate) fn with(mut self, position: &Position, sort: Sort, value: &str) -> Self {
        match position {
            Position::Path(name) if name == "domain" => value.clone_into(&mut self.domain),
            Position::Path(_) => self.id = Some(value.to_owned()),
            Position::Query(name) => {
                let value = match name.as_str() {
                    "q" => format!("id:\"{value}\""),
                    _ => value.to_owned(),
                };
                self.query.push((name.clone(), value));
            }
            Position::Header(name) => self.headers.push((name.clone(), value.to_owned())),
            Position::Body { keys, list } => {
                let body = self.body.get_or_insert_with(|| json!({}));
                set(body, keys, *list, sort, value);
            }
        }
        self
    }
}

/// Puts `value` at `keys`, and beside it what goes without saying.
fn set(body: &mut Value, keys: &[String], list: bool, sort: Sort, value: &str) {
    let (key, above) = keys.split_last().unwrap();
    let object = above.iter().fold(body, |value, key| &mut value[key][0]);
    let value = sort.json(value);
    let listed = json!([value]);
    match key.as_str() {
        "id" | "location_id" => {
            let members = object.as_object_mut().unwrap();
            members.retain(|name, _| !name.contains("username"));
            members.insert("name".to_owned(), "zznorth".into());
            if key == "id" {
                members.remove("name");
                members.insert("first_name".to_owned(), "zznorth".into());
            }
        }
        "primary_location" => object["locations"] = listed.clone(),
        "locations" => object["primary_location"] = value.clone(),
        "primary_location_id" => object["assigned_location_ids"] = listed.clone(),
        "assigned_location_ids" => object["primary_location_id"] = value.clone(),
        "user_custom_id" | "user_id" | "client" => {
            // Each names somebody: the other would be somebody else.
            for other in ["user_custom_id", "user_id", "client"] {
                object.as_object_mut().unwrap().remove(other);
            }
        }
        "user_list" => drop(object.as_object_mut().unwrap().remove("users_list")),
        _ => {}
    }
    object[key] = match (key.as_str(), list) {
        ("user_data", _) => json!({ "commcare_profile": value }),
        (_, true) => listed,
        (_, false) => value,
    };
}

fn sort_json(sort: Sort, text: &str) -> Value {
    sort.json(text)
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte);
    let escape = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(escape).collect()
}
