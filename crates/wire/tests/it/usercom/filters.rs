//! The parameters of lists and searches.

use jiff::Timestamp;
use roster_model::{
    Comparison, Condition, Error, Link, NumberField, PersonFilter, Problem, TextField,
};
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
    assert_eq!(conditions("with_email=0"), [Condition::HasEmail(false)]);
}

#[test]
fn every_standard_field_is_a_filter_of_its_type() {
    let equals = Comparison::Equals;
    let number =
        |of, comparison, value: &str| Condition::Number { of, comparison, value: value.to_owned() };
    let linked =
        |of, value: &str| Condition::Linked { of, comparison: equals, value: value.to_owned() };
    for (query, expected) in [
        ("city=Oslo", text(TextField::Usercom("city"), equals, "Oslo")),
        ("name__icontains=ann", text(TextField::Name, Comparison::ContainsFolded, "ann")),
        ("First name=Ann", text(TextField::FirstName, equals, "Ann")),
        ("unsubscribed=yes", text(TextField::Unsubscribed, equals, "true")),
        ("notifications=False", text(TextField::Notifications, equals, "false")),
        ("gender=2", text(TextField::Gender, equals, "male")),
        ("gender=Female", text(TextField::Gender, equals, "female")),
        ("status=1", text(TextField::Status, equals, "visitor")),
        ("status__contains=vis", text(TextField::Status, Comparison::Contains, "vis")),
        ("score__gte=5", number(NumberField::Score, Comparison::AtLeast, "5")),
        ("score_lt=5", number(NumberField::Score, Comparison::Below, "5")),
        ("id=7", number(NumberField::Id, equals, "7")),
        ("assigned_to=3", number(NumberField::AssignedTo, equals, "3")),
        ("page_views__gt=0", number(NumberField::PageViews, Comparison::Above, "0")),
        ("tags=vip", linked(Link::Tags, "vip")),
        ("lists=2", linked(Link::Lists, "2")),
        ("companies=Acme", linked(Link::Companies, "Acme")),
        ("company_id=acme", linked(Link::CompanyIds, "acme")),
        ("company_custom_id=acme", linked(Link::CompanyIds, "acme")),
        (
            "created_at__startswith=2026-03",
            text(TextField::Instant("created_at"), Comparison::StartsWith, "2026-03"),
        ),
        (
            "search=last_seen",
            Condition::Instant {
                of: "last_seen".to_owned(),
                comparison: Comparison::AtLeast,
                at: Timestamp::MIN,
            },
        ),
    ] {
        assert_eq!(conditions(query), [expected], "{query}");
    }
    assert_eq!(conditions("page=2&page_size=5&cursor=x&format=json&many=true&_=17"), []);
}

#[test]
fn filter_that_cannot_be_applied_is_rejected() {
    for (query, problem) in [
        ("email__like=a", Problem::UnknownComparison("like".to_owned())),
        ("city__contains__not=a", Problem::UnknownComparison("contains__not".to_owned())),
        ("tags__name=a", Problem::UnknownComparison("name".to_owned())),
        ("gender=blue", Problem::UnknownChoice("blue".to_owned())),
    ] {
        let Err(Error::Invalid(errors)) = decode_filter(&Params::parse(query)) else {
            panic!("{query}")
        };
        assert_eq!((errors.len(), &errors[0].problem), (1, &problem), "{query}");
        assert!(query.starts_with(&errors[0].field), "{query}");
    }
    for query in [
        "score__gte=many",
        "score=",
        "unsubscribed=maybe",
        "with_email=maybe",
        "created_at=soon",
        "attributes=a",
        "min=5",
        "max=5",
        "city=%00",
        "search=city",
    ] {
        assert!(decode_filter(&Params::parse(query)).is_err(), "{query}");
    }
    let unknown = decode_filter(&Params::parse("shoe__like=a")).unwrap();
    let name = "shoe__like".to_owned();
    let condition =
        Condition::Attribute { name, comparison: Comparison::Equals, value: "a".to_owned() };
    // The directory knows whether there is an attribute `shoe`.
    assert_eq!(unknown, PersonFilter { conditions: vec![condition] });
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
