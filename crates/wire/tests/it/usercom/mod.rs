//! The User.com dialect.

mod bodies;
mod error_responses;
mod filters;
mod paging;
mod requests;
mod responses;
mod versions;

use jiff::Timestamp;
use roster_model::{Email, Id, List, Person, PersonView, Tag, UsercomFields};
use roster_wire::usercom::{Body, Version, View};
use serde_json::{Value, json};

fn view(version: Version) -> View {
    View { version, address: "https://roster.example.org/api/public/users/".to_owned() }
}

/// Decodes a JSON body.
fn body(tree: &Value) -> Body {
    Body::decode(Some("application/json"), tree.to_string().as_bytes()).unwrap()
}

/// The user of the published page.
fn john() -> PersonView {
    PersonView {
        person: Person {
            id: Id::parse("3c5a623af057e23a32ae4000cf291339").unwrap(),
            number: 20_901_703,
            key: "xSoYQG00fg9z".to_owned(),
            custom_id: None,
            first_name: "John".to_owned(),
            last_name: "Doe".to_owned(),
            email: Email::parse("myemail@example.org").unwrap(),
            phones: Vec::new(),
            custom: serde_json::Map::new(),
            usercom: UsercomFields::default(),
            worker: None,
            created_at: at("2017-06-13T12:22:38.748373Z"),
            updated_at: at("2017-06-13T12:22:38.748397Z"),
        },
        tags: Vec::new(),
        lists: Vec::new(),
        companies: Vec::new(),
        fields: [].into(),
    }
}

/// The same user with an item in every collection.
fn john_with_collections() -> PersonView {
    let mut john = john();
    let field = |number, slug: &str, label: &str, value_type| roster_model::Field {
        number,
        slug: slug.to_owned(),
        label: label.to_owned(),
        value_type,
        choices: Vec::new(),
        declared: false,
        options: roster_model::FieldOptions::default(),
    };
    john.fields = [
        field(1, "is_pro", "Is pro", roster_model::FieldType::Boolean),
        field(2, "shoe_size", "Shoe size", roster_model::FieldType::Integer),
        field(3, "email", "E-mail, shadowed", roster_model::FieldType::String),
    ]
    .into();
    john.person.custom.insert("is_pro".to_owned(), json!(true));
    john.person.custom_id = Some("crm-7".to_owned());
    john.person.phones = vec![roster_model::Phone::parse("+48 600 100 200").unwrap()];
    john.tags = vec![Tag { number: 3, name: "vip".to_owned() }];
    john.lists = vec![List { number: 4, name: "News".to_owned(), description: String::new() }];
    john.companies = vec![roster_model::Employment {
        company: 14,
        name: "Company name".to_owned(),
        since: at("2018-06-14T08:49:56.515083Z"),
    }];
    john
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}
