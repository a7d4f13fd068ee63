//! Bodies and filters of the SCIM dialect.

use roster_model::{Domain, DomainName, Settings};
use roster_wire::{
    Params,
    scim::{BulkRequest, ListRequest, Patch, Resource, View, decode_body, group, user, write},
};
use serde_json::{Map, Value, json};

/// A body, of any request.
pub(crate) fn json(bytes: &[u8]) {
    let body = match decode_body(None, bytes) {
        Ok(body) => body,
        Err(error) => {
            assert!(error.status.is_client_error());
            return;
        }
    };
    let _ = user::decode(&body);
    let _ = group::decode(&body);
    let _ = user::decode_patched(&body);
    if let Ok(mut request) = BulkRequest::decode(&body) {
        for operation in &mut request.operations {
            let _ = operation.references();
            let _ = operation.resolve(&std::collections::BTreeMap::new());
            patch(&operation.data);
        }
    }
    patch(&body);
    if let Ok(list) = ListRequest::from_body(&body) {
        search(&list);
    }
}

/// A query string: the part of a URL after the `?`.
pub(crate) fn query(bytes: &[u8]) {
    let params = Params::parse(&String::from_utf8_lossy(bytes));
    if let Ok(list) = ListRequest::from_params(&params) {
        search(&list);
    }
}

fn patch(body: &Map<String, Value>) {
    for resource in [Resource::User, Resource::Group] {
        let Ok(patch) = Patch::decode(body, resource) else { continue };
        let mut object = json!({
            "userName": "asha", "displayName": "Nurses", "active": true,
            "emails": [{ "value": "a@example.org", "type": "work", "primary": true }],
            "phoneNumbers": [{ "value": "0170", "type": "work" }, { "value": "0171" }],
            "members": [{ "value": "a" }, { "value": "b", "type": "User" }],
        });
        let object = object.as_object_mut().unwrap();
        match patch.apply(object) {
            Ok(()) => drop((user::decode_patched(object), group::decode(object))),
            Err(error) => assert!(!write(&error.body()).is_empty()),
        }
    }
}

fn search(list: &ListRequest) {
    let domain = Domain {
        number: 1,
        name: DomainName::new_unchecked("demo".to_owned()),
        settings: Settings::default(),
    };
    let view = View::new("https://roster.example.org", &domain);
    let _ = list.users(&view, &domain);
    let _ = list.groups(&view, &domain);
    let _ = list.everything(&view, &domain);
}
