//! The fields of each kind of record in the change log. Those of people are in `changed_fields`.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{
    ApiKey, AppKey, Company, Field, FieldValues, Group, Id, Invitation, List, Location,
    LocationType, Logged, Membership, Profile, Role, SavedFilter, Settings, Tag, WebUser, Webhook,
};

/// The members of a JSON object.
fn object(object: Value) -> FieldValues {
    match object {
        Value::Object(members) => members,
        _ => FieldValues::new(),
    }
}

fn texts(items: impl IntoIterator<Item = impl ToString>) -> Vec<String> {
    items.into_iter().map(|item| item.to_string()).collect()
}

fn instant(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}

impl Logged for Group {
    fn field_values(&self) -> FieldValues {
        object(json!({
            "name": self.name,
            "case_sharing": self.case_sharing,
            "reporting": self.reporting,
            "metadata": self.metadata,
            "users": texts(&self.users),
        }))
    }
}

impl Logged for Location {
    /// `location_type_code` is the number of the type: a location does not know the code.
    fn field_values(&self) -> FieldValues {
        let mut values = object(json!({
            "id": self.number,
            "name": self.name,
            "site_code": self.site_code,
            "location_type_code": self.kind,
            "parent_location_id": self.parent.as_ref().map(Id::as_str),
            "latitude": self.latitude,
            "longitude": self.longitude,
            "location_data": self.data,
            "external_id": self.external_id,
        }));
        if self.archived {
            values.insert("is_archived".to_owned(), true.into());
        }
        values
    }
}

impl Logged for LocationType {
    /// `parent` is the number of the parent type: a type does not know the code of another.
    fn field_values(&self) -> FieldValues {
        object(json!({
            "code": self.code,
            "name": self.name,
            "parent": self.parent,
            "shares_cases": self.shares_cases,
            "view_descendants": self.view_descendants,
            "administrative": self.administrative,
        }))
    }
}

impl Logged for Role {
    fn field_values(&self) -> FieldValues {
        let permissions: Vec<&str> =
            self.permissions.iter().map(|permission| permission.as_str()).collect();
        object(json!({ "name": self.name, "permissions": permissions }))
    }
}

impl Logged for Field {
    fn field_values(&self) -> FieldValues {
        object(json!({
            "label": self.label,
            "value_type": self.value_type.as_str(),
            "choices": self.choices,
            "declared": self.declared,
            "position": self.options.position,
            "required": self.options.required,
            "multiple": self.options.multiple,
            "pattern": self.options.pattern,
            "pattern_message": self.options.pattern_message,
            "searchable": self.options.searchable,
        }))
    }
}

impl Logged for Profile {
    fn field_values(&self) -> FieldValues {
        object(json!({ "name": self.name, "values": self.values }))
    }
}

impl Logged for Tag {
    fn field_values(&self) -> FieldValues {
        object(json!({ "name": self.name }))
    }
}

impl Logged for List {
    fn field_values(&self) -> FieldValues {
        object(json!({ "name": self.name, "description": self.description }))
    }
}

impl Logged for Company {
    fn field_values(&self) -> FieldValues {
        let mut values = object(json!({
            "custom_id": self.custom_id,
            "name": self.name,
            "phone_numbers": self.phones,
            "size": self.size,
            "assigned_to": self.assigned_to,
            "tags": self.tags,
            "attributes": self.custom,
        }));
        let text = |name: &str| Value::from(self.texts.get(name).cloned());
        values.extend(Self::TEXTS.iter().map(|(name, _)| ((*name).to_owned(), text(name))));
        values
    }
}

impl Logged for Settings {
    /// The store has the settings in this form too.
    fn field_values(&self) -> FieldValues {
        let Self {
            wire,
            strong_passwords,
            digest_passwords,
            rate_limit,
            domain_rate_limit,
            custom_data_limit,
            quota,
            username_host,
            cases_url,
            history_days,
            enforce_fields,
            time_zone,
        } = self;
        object(json!({
            "wire": wire.as_str(),
            "strong_passwords": strong_passwords,
            "digest_passwords": digest_passwords,
            "rate_limit": rate_limit,
            "domain_rate_limit": domain_rate_limit,
            "custom_data_limit": custom_data_limit,
            "quota": quota,
            "username_host": username_host,
            "cases_url": cases_url,
            "history_days": history_days,
            "enforce_fields": enforce_fields,
            "time_zone": time_zone.as_str(),
        }))
    }
}

impl Logged for SavedFilter {
    fn field_values(&self) -> FieldValues {
        object(json!({ "name": self.name, "query": self.query }))
    }
}

impl Logged for WebUser {
    fn field_values(&self) -> FieldValues {
        object(json!({
            "username": self.username,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "is_active": self.active,
        }))
    }
}

impl Logged for Membership {
    fn field_values(&self) -> FieldValues {
        object(json!({
            "username": self.user.username,
            "role": self.role.as_ref().map_or("Admin", |role| &role.name),
            "primary_location_id": self.primary_location.as_ref().map(Id::as_str),
            "assigned_location_ids": texts(&self.locations),
            "profile": self.profile,
            "user_data": self.custom,
            "is_active_in_domain": self.active,
        }))
    }
}

impl Logged for Invitation {
    /// The values of the membership. The token of the link is not stored.
    fn field_values(&self) -> FieldValues {
        let mut values = self.membership.field_values();
        values.remove("is_active_in_domain");
        values.insert("expires_at".to_owned(), self.expires_at.to_string().into());
        values
    }
}

impl Logged for ApiKey {
    /// The prefix identifies the key in lists. The key itself is not stored.
    fn field_values(&self) -> FieldValues {
        object(json!({
            "prefix": self.prefix,
            "name": self.name,
            "domain": self.domain.as_ref().map(ToString::to_string),
            "role": self.role.as_ref().map(Id::as_str),
            "allowed_ips": texts(&self.allowed_ips),
            "expires_at": instant(self.expires_at),
            "is_active": self.active,
        }))
    }
}

impl Logged for AppKey {
    /// See [`ApiKey`].
    fn field_values(&self) -> FieldValues {
        object(json!({
            "prefix": self.prefix,
            "name": self.name,
            "contacts_only": self.contacts_only,
            "allowed_ips": texts(&self.allowed_ips),
            "expires_at": instant(self.expires_at),
            "is_active": self.active,
        }))
    }
}

impl Logged for Webhook {
    /// Without the address, which can contain a secret.
    fn field_values(&self) -> FieldValues {
        object(json!({
            "kinds": self.kinds,
            "payload": self.payload.as_str(),
            "active": self.active,
            "description": self.description,
            "paused_reason": self.paused_reason,
        }))
    }
}
