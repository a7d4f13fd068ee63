//! Web users.

use std::collections::BTreeSet;

use roster_model::{
    FieldError, Membership, Patch, Permission, Problem, Profile, Role, Schema, WebUser, WireMode,
};
use roster_wire::{Format, Params, commcare::web_user};
use serde_json::{Value, json};

use crate::given::{data, domain, id, view};

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

fn shown(member: &Membership, schema: &Schema) -> Value {
    let domain = domain(WireMode::Documented);
    web_user::tree(&view(&domain, Format::Json), schema, member)
}

#[test]
fn an_admin_may_do_everything() {
    let admin = shown(&amina(None), &Schema::default());
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
fn a_role_has_what_it_says_by_the_rules_between_permissions() {
    let permissions = BTreeSet::from([Permission::EDIT_LOCATIONS, Permission::EDIT_WEB_USERS]);
    let role = Role { id: id("r"), name: "Field".to_owned(), permissions };
    let shown = shown(&amina(Some(role)), &Schema::default());
    assert_eq!(shown["role"], "Field");
    assert_eq!(shown["permissions"]["view_locations"], true);
    assert_eq!(shown["permissions"]["edit_web_users"], false);
}

#[test]
fn the_profile_is_told_by_name_and_its_values_win() {
    let mut member = amina(None);
    member.profile = Some(2);
    member.custom = data(json!({ "a": 1, "b": 2 }));
    let profile = Profile { number: 2, name: "North".to_owned(), values: data(json!({ "b": 3 })) };
    let schema = Schema { fields: vec![], profiles: vec![profile] };
    let shown = shown(&member, &schema);
    assert_eq!(shown["profile"], "North");
    assert_eq!(shown["user_data"], json!({ "a": 1, "b": 3 }));
}

#[test]
fn a_change_is_read() {
    let edit = web_user::decode_edit(&json!({
        "role": "Field", "primary_location_id": "", "assigned_location_ids": [], "profile": null,
        "user_data": { "a": 1 }, "tableau_role": null, "tableau_groups": [],
    }))
    .unwrap();
    assert_eq!(edit.errors, []);
    assert_eq!(edit.role.as_deref(), Some("Field"));
    assert_eq!((edit.primary_location, edit.profile), (Patch::Clear, Patch::Clear));
    let wrong = web_user::decode_edit(&json!({ "role": "", "x": 1, "tableau_role": "a", "y": 2 }));
    let unknown = Problem::UnknownFields(vec!["x".to_owned(), "y".to_owned()]);
    assert_eq!(
        wrong.unwrap().errors,
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
fn the_filter_has_two_names() {
    let read =
        |query: &str| web_user::decode_filter(&Params::parse(query)).unwrap().map(str::to_owned);
    assert_eq!(read("web_username=a&username=b").as_deref(), Some("a"));
    assert_eq!(read("username=b").as_deref(), Some("b"));
    assert_eq!(read("username=b&api_key=k"), None);
}
