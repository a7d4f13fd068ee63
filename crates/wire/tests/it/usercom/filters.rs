//! The parameters of lists and searches.

use roster_model::{Comparison, Condition, TextField};
use roster_wire::{
    Params,
    usercom::{
        Version,
        user::{Search, Shape, decode_filter},
    },
};

use super::at;

fn conditions(query: &str) -> Vec<Condition> {
    decode_filter(&Params::parse(query)).unwrap().conditions
}

fn text(of: TextField, comparison: Comparison, value: &str) -> Condition {
    Condition::Text { of, comparison, value: value.to_owned() }
}

#[test]
fn ending_of_a_parameter_is_the_comparison() {
    assert_eq!(
        conditions("email__contains=%40user.com&page=2&page_size=5"),
        [text(TextField::Email, Comparison::Contains, "@user.com")]
    );
    assert_eq!(conditions("user_id=7"), [text(TextField::CustomId, Comparison::Equals, "7")]);
    assert_eq!(
        conditions("is_pro__startswith=True"),
        [Condition::Attribute {
            name: "is_pro".to_owned(),
            comparison: Comparison::StartsWith,
            value: "True".to_owned(),
        }]
    );
}

#[test]
fn instants_are_seconds_or_iso_8601_and_one_underscore_is_enough() {
    let instant = |of: &str, comparison| Condition::Instant {
        of: of.to_owned(),
        comparison,
        at: at("2020-01-01T00:00:00Z"),
    };
    assert_eq!(
        conditions("search=last_seen&min=1577836800&max=1577836800"),
        [instant("last_seen", Comparison::AtLeast), instant("last_seen", Comparison::AtMost)]
    );
    assert_eq!(
        conditions("updated_at_gte=1577836800"),
        [instant("updated_at", Comparison::AtLeast)]
    );
    assert_eq!(
        conditions("first_seen__lt=2020-01-01T00:00:00Z"),
        [instant("first_seen", Comparison::Below)]
    );
    for query in
        ["search=last_seen&min=x", "search=name&min=1", "updated_at__gte=soon", "email=%00"]
    {
        assert!(decode_filter(&Params::parse(query)).is_err(), "{query}");
    }
}

#[test]
fn with_email_is_a_filter() {
    assert_eq!(conditions("with_email=true"), [Condition::HasEmail(true)]);
    assert_eq!(conditions("with_email=false"), []);
}

#[test]
fn shape_of_a_search_depends_on_its_filters() {
    for (query, version, shape) in [
        ("email=a@b.org", Version::V1, Shape::One),
        ("email=a@b.org&many=true", Version::V1, Shape::All),
        ("email__contains=b.org", Version::V1, Shape::Page),
        ("phone_number=123", Version::V1, Shape::One),
        ("phone_number=123", Version::V2, Shape::Page),
        ("key=abc", Version::V2, Shape::One),
        ("city=Oslo", Version::V2, Shape::Page),
    ] {
        let search = Search::decode(&Params::parse(query), version).unwrap();
        assert_eq!(search.shape, shape, "{query} {version:?}");
    }
    assert!(Search::decode(&Params::parse("many=true"), Version::V1).is_err());
}

#[test]
fn frequent_mistakes_of_clients_have_alternatives() {
    let search = Search::decode(&Params::parse("email=a+b@c.org/"), Version::V1).unwrap();
    let attempts: Vec<_> =
        search.attempts.iter().map(|filter| filter.conditions[0].clone()).collect();
    let email = |value| text(TextField::Email, Comparison::Equals, value);
    assert_eq!(attempts, [email("a b@c.org/"), email("a b@c.org"), email("a+b@c.org/")]);
}
