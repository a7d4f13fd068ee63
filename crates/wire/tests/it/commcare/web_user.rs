//! Web users.

use std::collections::BTreeSet;

use roster_model::{
    FieldError, Membership, Patch, Permission, Problem, Profile, Role, Schema, WebUser, WireMode,
};
use roster_wire::{Format, Params, commcare::web_user};
use serde_json::{Value, json};

use super::fixture::{data, domain, id, view};

fn amina(role: Option<Role>) -> Membership {
    let user = WebUser {
        id: id("ce3ebe5e2a3f4b238cc36ebad68a1a70"),
        username: "amina@example.org".to_owned(),
        first_name: "Amina".to_owned(),
        last_name: "Bello".to_owned(),
        active: true,
    };
    Membership::new(user, role)
}

fn encoded(member: &Membership, schema: &Schema) -> Value {
    let domain = domain(WireMode::Documented);
    web_user::tree(&view(&domain, Format::Json), schema, member)
}

#[test]
fn admin_has_every_permission() {
    let admin = encoded(&amina(None), &Schema::default());
    let keys: Vec<&str> = admin.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "assigned_location_ids",
            "default_phone_number",
            "email",
            "eulas",
            "first_name",
            "id",
            "is_active_in_domain",
            "is_admin",
            "last_name",
            "permissions",
            "phone_numbers",
            "primary_location_id",
            "profile",
            "resource_uri",
            "role",
            "tableau_role",
            "user_data",
            "username",
        ]
    );
    assert_eq!((&admin["role"], &admin["is_admin"]), (&json!("Admin"), &json!(true)));
    let permissions = admin["permissions"].as_object().unwrap();
    assert_eq!(permissions["doc_type"], "HqPermissions");
    assert_eq!(permissions["edit_web_users"], true);
    assert_eq!(permissions["view_report_list"], json!([]));
    assert_eq!(
        admin["resource_uri"],
        "/a/example/api/v0.5/web-user/ce3ebe5e2a3f4b238cc36ebad68a1a70/"
    );
}

#[test]
fn permissions_of_a_role_follow_their_dependencies() {
    let permissions = BTreeSet::from([Permission::EDIT_LOCATIONS, Permission::EDIT_WEB_USERS]);
    let role = Role { id: id("r"), name: "Field".to_owned(), permissions };
    let shown = encoded(&amina(Some(role)), &Schema::default());
    assert_eq!(shown["role"], "Field");
    assert_eq!(shown["permissions"]["view_locations"], true);
    assert_eq!(shown["permissions"]["edit_web_users"], false);
}

#[test]
fn profile_values_replace_stored_values() {
    let mut member = amina(None);
    member.profile = Some(2);
    member.custom = data(json!({ "a": 1, "b": 2 }));
    let profile = Profile { number: 2, name: "North".to_owned(), values: data(json!({ "b": 3 })) };
    let schema = Schema { fields: vec![], profiles: vec![profile] };
    let shown = encoded(&member, &schema);
    assert_eq!(shown["profile"], "North");
    assert_eq!(shown["user_data"], json!({ "a": 1, "b": 3 }));
}

#[test]
fn edit_is_decoded() {
    let edit = web_user::decode_edit(&json!({
        "role": "Field", "primary_location_id": "", "assigned_location_ids": [], "profile": null,
        "user_data": { "a": 1 }, "tableau_role": null, "tableau_groups": [],
    }))
    .unwrap();
    assert_eq!(edit.errors, []);
    assert_eq!(edit.role.as_deref(), Some("Field"));
    assert_eq!((edit.primary_location, edit.profile), (Patch::Clear, Patch::Clear));
    let invalid =
        web_user::decode_edit(&json!({ "role": "", "x": 1, "tableau_role": "a", "y": 2 }));
    let unknown = Problem::UnknownFields(vec!["x".to_owned(), "y".to_owned()]);
    assert_eq!(
        invalid.unwrap().errors,
        [
            FieldError::new("x", unknown),
            FieldError::new("role", Problem::Required),
            FieldError::new(
                "tableau_role",
                Problem::Other(
                    "You do not have permission to edit Tableau Configuration.".to_owned()
                )
            ),
        ]
    );
}

#[test]
fn filter_has_two_names() {
    let decode = |query: &str| {
        let params = Params::parse(query);
        web_user::decode_filter(&params).unwrap().username.map(str::to_owned)
    };
    assert_eq!(decode("web_username=a&username=b").as_deref(), Some("a"));
    assert_eq!(decode("username=b").as_deref(), Some("b"));
    assert_eq!(decode("username=b&api_key=k"), None);
}
