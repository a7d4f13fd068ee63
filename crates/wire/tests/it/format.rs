//! The choice between JSON and XML.

use roster_wire::{BadAccept, Format};

#[test]
fn accept_decides_as_the_live_service_does() {
    let cases = [
        ("application/xml", Format::Xml),
        ("text/html", Format::Json),
        ("image/png", Format::Json),
        // YAML, in the live service.
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
        assert_eq!(Format::choose(None, Some(accept)), Ok(expected), "{accept}");
    }
    assert_eq!(Format::choose(None, None), Ok(Format::Json));
    assert_eq!(Format::choose(None, Some("garbage")), Err(BadAccept));
}

#[test]
fn a_known_format_parameter_goes_before_accept_and_an_unknown_one_is_nothing() {
    assert_eq!(Format::choose(Some("xml"), Some("application/json")), Ok(Format::Xml));
    assert_eq!(Format::choose(Some("json"), Some("garbage")), Ok(Format::Json));
    assert_eq!(Format::choose(Some("yaml"), Some("application/xml")), Ok(Format::Json));
    assert_eq!(Format::choose(Some("toml"), Some("application/xml")), Ok(Format::Xml));
}

#[test]
fn content_types_are_compared_without_case_and_parameters() {
    assert_eq!(Format::of_content_type(None), Some(Format::Json));
    assert_eq!(Format::of_content_type(Some("Application/JSON ; charset=x")), Some(Format::Json));
    assert_eq!(Format::of_content_type(Some("text/xml;charset=utf-8")), Some(Format::Xml));
    assert_eq!(Format::of_content_type(Some("application/x-www-form-urlencoded")), None);
}
