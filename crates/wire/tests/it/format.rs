//! Content negotiation.

use roster_wire::{BadAccept, Format};

#[test]
fn accept_has_the_precedence_of_the_live_service() {
    let cases = [
        ("application/xml", Format::Xml),
        ("text/html", Format::Json),
        ("image/png", Format::Json),
        // The live service responds with YAML.
        ("text/*", Format::Json),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Format::Xml),
        ("application/json, text/plain, */*", Format::Json),
        ("application/json;q=0.5, application/xml;q=0.9", Format::Xml),
        ("application/xml;q=0", Format::Json),
        ("application/*", Format::Json),
        ("*", Format::Json),
        ("", Format::Json),
        ("*/*", Format::Json),
        ("text/xml", Format::Xml),
    ];
    for (accept, expected) in cases {
        assert_eq!(Format::negotiate(None, Some(accept)), Ok(expected), "{accept}");
    }
    assert_eq!(Format::negotiate(None, None), Ok(Format::Json));
    assert_eq!(Format::negotiate(None, Some("garbage")), Err(BadAccept));
}

#[test]
fn known_format_parameter_overrides_accept_and_unknown_one_is_ignored() {
    assert_eq!(Format::negotiate(Some("xml"), Some("application/json")), Ok(Format::Xml));
    assert_eq!(Format::negotiate(Some("json"), Some("garbage")), Ok(Format::Json));
    assert_eq!(Format::negotiate(Some("yaml"), Some("application/xml")), Ok(Format::Json));
    assert_eq!(Format::negotiate(Some("toml"), Some("application/xml")), Ok(Format::Xml));
}

#[test]
fn content_type_ignores_case_and_parameters() {
    assert_eq!(Format::from_content_type(None), Some(Format::Json));
    assert_eq!(Format::from_content_type(Some("Application/JSON ; charset=x")), Some(Format::Json));
    assert_eq!(Format::from_content_type(Some("text/xml;charset=utf-8")), Some(Format::Xml));
    assert_eq!(Format::from_content_type(Some("application/x-www-form-urlencoded")), None);
}
