//! A limited XML reader: no document type, only the five predefined entities, and limited depth.

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};
use roster_model::is_exact_number;
use serde_json::{Map, Value};

use crate::json::{InexactNumber, MAX_DEPTH, MAX_VALUES};

/// The maximum number of attributes of an element.
const MAX_ATTRIBUTES: usize = 256;

/// Why a body cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadXml {
    /// The body is malformed XML, or XML beyond the limits of the reader.
    #[error("Request is not valid XML.")]
    Malformed,
    /// The body has more than [`MAX_VALUES`] elements and attributes.
    #[error("more than {MAX_VALUES} values")]
    TooManyValues,
    /// A number would lose digits.
    #[error(transparent)]
    Number(#[from] InexactNumber),
}

/// An element. Names have no namespace prefix.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Element {
    /// The local name.
    pub name: String,
    /// Attributes, in order.
    pub attributes: Vec<(String, String)>,
    /// Child elements, in order.
    pub children: Vec<Self>,
    /// The text directly inside the element, joined.
    pub text: String,
}

impl Element {
    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the first child with this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Parses a document and returns its root element.
///
/// # Errors
/// [`BadXml`] if `bytes` are not well-formed XML in UTF-8, have a document type, nest deeper than
/// [`MAX_DEPTH`], or have more than [`MAX_VALUES`] values.
pub fn parse_element(bytes: &[u8]) -> Result<Element, BadXml> {
    let text = std::str::from_utf8(bytes).map_err(|_| BadXml::Malformed)?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Element> = Vec::new();
    let (mut root, mut values) = (None, 0);
    loop {
        match reader.read_event().map_err(|_| BadXml::Malformed)? {
            Event::Start(start) => {
                if root.is_some() || open.len() == MAX_DEPTH {
                    return Err(BadXml::Malformed);
                }
                let element = element(&start)?;
                values += 1 + element.attributes.len();
                if values > MAX_VALUES {
                    return Err(BadXml::TooManyValues);
                }
                open.push(element);
            }
            Event::End(_) => {
                let closed = open.pop().ok_or(BadXml::Malformed)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => root = Some(closed),
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content())?,
            Event::CData(text) => add_text(&mut open, &text.xml10_content())?,
            Event::GeneralRef(name) => {
                let character =
                    name.resolve_char_ref().map_err(|_| BadXml::Malformed)?.map(String::from);
                let entity = || resolve_xml_entity(&name.xml10_content()).map(str::to_owned);
                add_text(&mut open, &character.or_else(entity).ok_or(BadXml::Malformed)?)?;
            }
            Event::DocType(_) => return Err(BadXml::Malformed),
            Event::Eof => break,
            _ => {}
        }
    }
    if open.is_empty() { root.ok_or(BadXml::Malformed) } else { Err(BadXml::Malformed) }
}

/// Parses a document in the shape of tastypie into an object. The object is the root element, or
/// the `object` inside a root `request`.
///
/// # Errors
/// [`BadXml`] as for [`parse_element`], and for an element of type `integer` or `float` that is not
/// a number or would lose digits.
pub fn parse_tree(bytes: &[u8]) -> Result<Value, BadXml> {
    let root = parse_element(bytes)?;
    match root.child("object") {
        Some(object) if root.name == "request" => hash(object),
        _ => hash(&root),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, BadXml> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        // The reader compares each attribute with all before it.
        if attributes.len() == MAX_ATTRIBUTES {
            return Err(BadXml::TooManyValues);
        }
        let attribute = attribute.map_err(|_| BadXml::Malformed)?;
        let value =
            attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| BadXml::Malformed)?;
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    let name = start.local_name().as_ref().to_owned();
    Ok(Element { name, attributes, ..Element::default() })
}

/// Adds text to the innermost open element. Outside the root only whitespace is allowed.
fn add_text(open: &mut [Element], text: &str) -> Result<(), BadXml> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(BadXml::Malformed),
    }
    Ok(())
}

fn value(element: &Element) -> Result<Value, BadXml> {
    let text = element.text.trim();
    match element.attribute("type") {
        Some("hash") => hash(element),
        Some("list") => list(element),
        Some("integer") if text.contains(['.', 'e', 'E']) => Err(BadXml::Malformed),
        Some("integer" | "float") => number(&element.name, text),
        Some("boolean") => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(Value::Bool(true)),
            "false" | "0" | "" => Ok(Value::Bool(false)),
            _ => Err(BadXml::Malformed),
        },
        Some("null") => Ok(Value::Null),
        // An element without a type is an object if it has children.
        _ if element.name == "objects" => list(element),
        _ if element.name == "object" || !element.children.is_empty() => hash(element),
        _ => Ok(Value::String(element.text.clone())),
    }
}

/// Converts the children into an object. Of children with the same name the last one counts. The
/// attribute `id` is a key too.
fn hash(element: &Element) -> Result<Value, BadXml> {
    let mut map = Map::new();
    if let Some(id) = element.attribute("id") {
        map.insert("id".to_owned(), Value::from(id));
    }
    for child in &element.children {
        map.insert(child.name.clone(), value(child)?);
    }
    Ok(Value::Object(map))
}

fn list(element: &Element) -> Result<Value, BadXml> {
    element.children.iter().map(value).collect::<Result<Vec<_>, _>>().map(Value::Array)
}

fn number(name: &str, text: &str) -> Result<Value, BadXml> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_part = |b: u8| b.is_ascii_digit() || b"+-.eE".contains(&b);
    let Ok(float) = digits.parse::<f64>() else { return Err(BadXml::Malformed) };
    if !digits.bytes().all(is_part) {
        return Err(BadXml::Malformed);
    }
    if !is_exact_number(digits) {
        return Err(InexactNumber::new(name, text).into());
    }
    let integer = digits.parse::<i64>().map(Value::from);
    let integer = integer.or_else(|_| digits.parse::<u64>().map(Value::from));
    Ok(integer.unwrap_or_else(|_| Value::from(float)))
}
