//! A valid request for each operation, whose positions can be filled with other values.

use serde_json::{Map, Value, json};

use crate::{
    document::{Operation, Position},
    fixture::{DomainFixture, Fixture, REFUSING_URL},
    resource_kind::ResourceKind,
};

/// A request, without credentials.
#[derive(Clone, Debug)]
pub(crate) struct TestRequest {
    pub(crate) method: String,
    pub(crate) domain: String,
    /// The value of `{id}`.
    pub(crate) id: Option<String>,
    template: String,
    query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
    /// Text after the body.
    trailing: &'static str,
}

impl Fixture {
    /// Builds a request that succeeds in this domain if the caller has the permission.
    pub(crate) async fn valid_request(
        &self,
        operation: &Operation,
        domain: &DomainFixture,
    ) -> TestRequest {
        if operation.path.contains("/webhook/") {
            self.prune_webhooks(domain).await;
        }
        let id = match operation.subject() {
            Some(kind) if operation.writes() && kind != ResourceKind::WebUser => {
                Some(self.create(domain, kind).await)
            }
            Some(kind) => Some(self.existing(domain, kind).await),
            None => None,
        };
        if operation.name == "restoreUser" {
            let path = format!("/a/{}/api/user/v1/{}/", domain.name, id.as_deref().unwrap());
            let done = self.request("DELETE", &path, &[domain.as_admin(&path)], "").await;
            assert_eq!(done.status, 204, "{path}: {done:?}");
        }
        TestRequest {
            method: operation.method.clone(),
            domain: domain.name.to_owned(),
            id,
            template: operation.path.clone(),
            query: match operation.name.as_str() {
                "replayDeliveries" => vec![("since".to_owned(), "0".to_owned())],
                _ => Vec::new(),
            },
            headers: Vec::new(),
            body: self.body(operation, domain).await,
            trailing: "",
        }
    }

    /// A valid body.
    async fn body(&self, operation: &Operation, domain: &DomainFixture) -> Option<Value> {
        let text = self.unique_text(domain);
        let by_custom_id = operation.path.contains("-by-id/");
        let existing = async |kind: ResourceKind| kind.json(&self.existing(domain, kind).await);
        let created = async |kind: ResourceKind| kind.json(&self.create(domain, kind).await);
        let worker = json!({ "username": text, "connect_username": text });
        Some(match operation.name.as_str() {
            "searchScimResources" | "searchScimUsers" | "searchScimGroups" => json!({}),
            "createScimUser" | "replaceScimUser" => json!({ "userName": text }),
            "createScimGroup" | "replaceScimGroup" => json!({ "displayName": text }),
            "patchScimUser" | "patchScimGroup" => {
                json!({ "Operations": [{ "op": "add", "path": "externalId", "value": text }] })
            }
            "bulkScim" => {
                let data = json!({ "userName": text });
                let operation =
                    json!({ "method": "POST", "path": "/Users", "bulkId": "1", "data": data });
                json!({ "Operations": [operation] })
            }
            "createUser" => worker,
            "writeUsers" => json!({ "objects": [worker] }),
            "editUser" | "createContact" | "editContact" | "patchContact" => {
                json!({ "first_name": text })
            }
            "createPasswordLink" => json!({ "expires_in": 3600 }),
            "createSavedFilter" => json!({ "name": text, "query": "" }),
            "editSavedFilter" => json!({ "name": text }),
            "createGroups" => json!({ "objects": [{ "name": text }] }),
            "createLocation" => {
                json!({ "name": text, "location_type_code": existing(ResourceKind::LocationTypeCode).await })
            }
            "saveLocations" => json!({
                "objects": [{ "name": text, "location_type_code": existing(ResourceKind::LocationTypeCode).await }],
            }),
            "createLocationType" => json!({ "code": text, "name": text }),
            "editWebUser" => json!({ "user_data": { "boat": text } }),
            "recordActivity" => {
                json!({ "instance_id": text, "user_id": existing(ResourceKind::Worker).await })
            }
            "createWebhook" => json!({ "url": REFUSING_URL }),
            "editWebhook" => json!({ "description": text }),
            "takeForwardedUser" => json!({ "id": text, "username": text }),
            "takeForwardedLocation" => json!({
                "location_id": text, "name": text, "site_code": text,
                "location_type_code": existing(ResourceKind::LocationTypeCode).await,
            }),
            "upsertContact" => json!({ "user_id": text }),
            "mergeContacts" => json!({
                "parent": created(ResourceKind::Contact).await, "users_list": [created(ResourceKind::Contact).await],
            }),
            "setForMany" | "setCustomForMany" => {
                let kind =
                    if by_custom_id { ResourceKind::CustomId } else { ResourceKind::Contact };
                let attribute = match operation.name.as_str() {
                    "setForMany" => "city".into(),
                    _ => existing(ResourceKind::AttributeName).await,
                };
                json!({ "ids": [created(kind).await], "attribute": attribute, "value": text })
            }
            "setAttribute" | "setAttributeOfCompany" => {
                json!({ "attribute": existing(ResourceKind::AttributeName).await, "value": text })
            }
            "setAttributes" | "setAttributesOfCompany" => {
                let name = self.existing(domain, ResourceKind::AttributeName).await;
                Value::Object(Map::from_iter([(name, text.into())]))
            }
            "removeAttribute" | "removeAttributeOfCompany" => {
                json!({ "attribute": existing(ResourceKind::AttributeName).await })
            }
            "addTags" => json!({ "tag_names": [text] }),
            "addToList" | "removeFromList" => json!({ "list": existing(ResourceKind::List).await }),
            "addMember" | "removeMember" => {
                json!({ "user_id": created(ResourceKind::Contact).await })
            }
            "addEvent" => json!({ "user_id": created(ResourceKind::Contact).await, "name": text }),
            "createAttribute" => json!({ "name": text, "value_type": "string" }),
            "createGroup" | "editGroup" | "editLocation" | "editLocationType" | "addTag"
            | "removeTag" | "addEventOfContact" | "createCompany" | "editCompany"
            | "patchCompany" | "addTagToCompany" | "removeTagOfCompany" | "createTag"
            | "renameTag" | "patchTag" | "createList" | "editList" | "patchList" => {
                json!({ "name": text })
            }
            other => {
                let takes = operation.positions.iter();
                let takes = takes.filter(|it| matches!(it.0, Position::Body { .. })).count();
                assert_eq!(takes, 0, "add a body of {other} to `requests`");
                return None;
            }
        })
    }
}

impl TestRequest {
    /// The path and the query.
    pub(crate) fn target(&self) -> String {
        let id = self.id.as_deref().map(escaped).unwrap_or_default();
        let path = self
            .template
            .replace("{domain}", &escaped(&self.domain))
            .replace("{id}", &id)
            .replace("{name}", "User")
            .replace("{urn}", "urn:ietf:params:scim:schemas:core:2.0:User");
        let query: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// The body as sent.
    pub(crate) fn text(&self) -> String {
        self.body.as_ref().map(Value::to_string).unwrap_or_default() + self.trailing
    }

    /// The path of the resource that it names.
    pub(crate) fn resource_path(&self) -> String {
        let (path, _) = self.template.split_once("{id}").unwrap_or((&self.template, ""));
        Self { template: format!("{path}{{id}}/"), query: Vec::new(), ..self.clone() }.target()
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds text after the body, so that its bytes differ.
    pub(crate) fn with_trailing(self, trailing: &'static str) -> Self {
        Self { trailing, ..self }
    }

    /// Puts `value` into a position.
    pub(crate) fn with_value(
        mut self,
        position: &Position,
        kind: ResourceKind,
        value: &str,
    ) -> Self {
        match position {
            Position::Path(name) if name == "domain" => value.clone_into(&mut self.domain),
            Position::Path(_) => self.id = Some(value.to_owned()),
            Position::Query(name) => {
                self.query.retain(|(known, _)| known != name);
                let value = match name.as_str() {
                    "q" => format!("id:\"{value}\""),
                    "filter" => format!("id eq \"{value}\""),
                    _ => value.to_owned(),
                };
                self.query.push((name.clone(), value));
            }
            Position::Header(name) => self.headers.push((name.clone(), value.to_owned())),
            Position::Body { keys, list } => {
                let body = self.body.get_or_insert_with(|| json!({}));
                set(body, keys, *list, kind, value);
            }
        }
        self
    }
}

/// Puts `value` at `keys`, and adjusts the keys that depend on it.
fn set(body: &mut Value, keys: &[String], list: bool, kind: ResourceKind, value: &str) {
    let (key, above) = keys.split_last().unwrap();
    let object = above.iter().fold(body, |value, key| {
        if value[key].is_null() {
            value[key] = json!([{}]);
        }
        &mut value[key][0]
    });
    let value = kind.json(value);
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
        "filter" => {
            let filter = format!("id eq {value}");
            object[key] = filter.into();
            return;
        }
        "primary_location" => object["locations"] = listed.clone(),
        "locations" => object["primary_location"] = value.clone(),
        "primary_location_id" => object["assigned_location_ids"] = listed.clone(),
        "assigned_location_ids" => object["primary_location_id"] = value.clone(),
        "user_custom_id" | "user_id" | "client" => {
            // The three keys are alternatives.
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

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~@".contains(&byte);
    let escape = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(escape).collect()
}
