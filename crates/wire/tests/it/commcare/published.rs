//! The samples of the published page about the list of workers.

use roster_model::{Page, Person, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{LIMIT_CAP, Paging, user},
};
use serde_json::Value;

use super::fixture::{domain, jane, john, serialize, view};

/// Removes indentation and line ends.
fn without_layout(sample: &str) -> String {
    sample.lines().map(str::trim).collect()
}

fn list(format: Format) -> String {
    let domain = domain(WireMode::Documented);
    let view = view(&domain, format);
    let schema = roster_model::Schema::default();
    let params = Params::parse("limit=2");
    let paging = Paging::parse(&params, LIMIT_CAP).unwrap();
    let page: Page<Person> = Page { items: vec![john(), jane()], total: 29, next: None };
    let page = page.map(|person| user::tree(&view, &schema, &person, None));
    serialize(paging.document(&view, "user", &params, page), format, WireMode::Documented)
}

#[test]
fn json_keys_have_the_order_of_the_sample() {
    let list = list(Format::Json);
    assert!(list.starts_with(
        r#"{"meta": {"limit": 2, "next": null, "offset": 0, "previous": null, "total_count": 29}, "objects": [{"type": "user", "id": "3c5a623af057e23a32ae4000cf291339", "username": "jdoe@example.commcarehq.org", "first_name": "John", "last_name": "Doe", "default_phone_number": "+50253311399", "email": "jdoe@example.org", "phone_numbers": ["+50253311399", "+50253314588"], "groups": ["9a0accdba29e01a61ea099394737c4fb", "b4ccdba29e01a61ea099394737c4fbf7"], "locations": ["26fc44e2792b4f2fa8ef86178f0a958e", "c1b029932ed442a6a846a4ea10e46a78"], "primary_location": "26fc44e2792b4f2fa8ef86178f0a958e", "user_data": {"chw_id": "13/43/DFA", "commcare_location_id": "#
    ), "{list}");
    let tree: Value = serde_json::from_str(&list).unwrap();
    let keys: Vec<&str> =
        tree["objects"][1].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "type",
            "id",
            "username",
            "first_name",
            "last_name",
            "default_phone_number",
            "email",
            "phone_numbers",
            "groups",
            "locations",
            "primary_location",
            "user_data",
            "eulas",
            "resource_uri",
            "language",
            "role",
            "is_active",
            "created_on",
            "last_modified",
        ]
    );
    assert!(list.contains(r#""primary_location": null, "user_data": {"village": "Patna", "husband_name": "Bob Smith"}, "eulas""#));
}

/// The test removes the keys that the XML sample lacks: `locations` and `primary_location`, which
/// the JSON sample has, and the keys after `user_data`.
#[test]
fn xml_equals_the_sample() {
    let sample = without_layout(
        r#"<response>
	<objects type="list">
		<object id="3c5a623af057e23a32ae4000cf291339">
			<username>jdoe@example.commcarehq.org</username>
			<first_name>John</first_name>
			<last_name>Doe</last_name>
			<default_phone_number>+50253311399</default_phone_number>
			<email>jdoe@example.org</email>
			<phone_numbers type="list">
				<value>+50253311399</value>
				<value>+50253314588</value>
			</phone_numbers>
			<groups type="list">
				<value>9a0accdba29e01a61ea099394737c4fb</value>
				<value>b4ccdba29e01a61ea099394737c4fbf7</value>
			</groups>
			<user_data type="hash">
				<chw_id>13/43/DFA</chw_id>
			</user_data>
		</object>
		<object id="3c5a623af057e23a32ae4000cf2943248">
			<username>jsmith@example.commcarehq.org</username>
			<first_name>Jane</first_name>
			<last_name>Smith</last_name>
			<default_phone_number>+50253311388</default_phone_number>
			<email>jsmith@example.org</email>
			<phone_numbers type="list">
				<value>+50253311388</value>
			</phone_numbers>
			<groups type="list"/>
			<user_data type="hash">
				<village>Patna</village>
				<husband_name>Bob Smith</husband_name>
			</user_data>
		</object>
	</objects>
	<meta type="hash">
		<next type="null"/>
		<total_count type="integer">29</total_count>
		<previous type="null"/>
		<limit type="integer">2</limit>
		<offset type="integer">0</offset>
	</meta>
</response>"#,
    );
    let mut list = list(Format::Xml);
    for (from, to) in [
        ("<locations", "<user_data"),
        ("<commcare_location_id>", "</user_data>"),
        ("<eulas>", "</object>"),
        ("<locations", "<user_data"),
        ("<eulas>", "</object>"),
    ] {
        let start = list.find(from).unwrap();
        let end = start + list[start..].find(to).unwrap();
        list.replace_range(start..end, "");
    }
    assert_eq!(list, format!("<?xml version='1.0' encoding='utf-8'?>\n{sample}"));
}
