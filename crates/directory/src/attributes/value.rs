//! Conversion of custom values to the type of their attribute.

use jiff::{Timestamp, civil};
use roster_model::{Field, FieldType, Problem, is_exact_number};
use serde_json::{Number, Value};

const YES: [&str; 6] = ["t", "y", "yes", "true", "on", "1"];
const NO: [&str; 6] = ["f", "n", "no", "false", "off", "0"];

/// Converts a value to the type of the field; `None` for null and the empty text. Accepts a text that
/// parses as the type, because form posts carry texts only.
///
/// # Errors
/// [`Problem::NotOfType`], or [`Problem::UnknownChoice`] where there are choices.
pub(crate) fn convert(sent: &Value, field: &Field) -> Result<Option<Value>, Problem> {
    match sent {
        Value::Null => return Ok(None),
        Value::String(text) if text.is_empty() => return Ok(None),
        _ => {}
    }
    let converted = match field.value_type {
        FieldType::String => text(sent),
        FieldType::Integer => integer(sent),
        FieldType::Float => float(sent),
        FieldType::Boolean => boolean(sent),
        FieldType::Date => if_text(sent, is_date),
        FieldType::DateTime => if_text(sent, is_instant),
        FieldType::Fixed => return choice(sent, &field.choices).map(Some),
        FieldType::Json => Some(sent.clone()),
    };
    converted.map(Some).ok_or(Problem::NotOfType(field.value_type))
}

/// The type of an attribute that this first value defines. Lists and objects stay JSON (the live
/// service stores the text of a Python list).
pub(super) fn type_of(first: &Value) -> FieldType {
    match first {
        Value::Null | Value::String(_) => FieldType::String,
        Value::Bool(_) => FieldType::Boolean,
        Value::Number(number) if number.is_f64() => FieldType::Float,
        Value::Number(_) => FieldType::Integer,
        Value::Array(_) | Value::Object(_) => FieldType::Json,
    }
}

fn text(sent: &Value) -> Option<Value> {
    match sent {
        Value::String(_) => Some(sent.clone()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

fn integer(sent: &Value) -> Option<Value> {
    let whole = |text: &str| {
        let number = text.trim().parse::<i64>().ok().filter(|_| text.trim() != "-0");
        number.map(Value::from)
    };
    match sent {
        Value::Number(number) if number.is_f64() => {
            // 7.0 is the integer 7. The text is used because a cast is not exact.
            number.to_string().strip_suffix(".0").and_then(whole)
        }
        Value::Number(_) => Some(sent.clone()),
        Value::String(text) => whole(text),
        _ => None,
    }
}

fn float(sent: &Value) -> Option<Value> {
    match sent {
        Value::Number(_) => Some(sent.clone()),
        Value::String(text) => {
            let number = Some(text.trim()).filter(|text| is_exact_number(text))?;
            Number::from_f64(number.parse().ok()?).map(Value::Number)
        }
        _ => None,
    }
}

fn boolean(sent: &Value) -> Option<Value> {
    let word = match sent {
        Value::Bool(_) => return Some(sent.clone()),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_lowercase(),
        _ => return None,
    };
    let is = |words: &[&str]| words.contains(&word.as_str());
    (is(&YES) || is(&NO)).then(|| is(&YES).into())
}

/// Dates and times are stored as the texts that were sent, without blanks around them.
fn if_text(sent: &Value, fits: impl Fn(&str) -> bool) -> Option<Value> {
    sent.as_str().map(str::trim).filter(|text| fits(text)).map(Value::from)
}

/// Whether the text is a date as YYYY-MM-DD, the only form whose texts are in the order of the dates.
fn is_date(text: &str) -> bool {
    text.parse::<civil::Date>().is_ok_and(|date| date.year() > 0 && date.to_string() == text)
}

fn is_instant(text: &str) -> bool {
    text.parse::<Timestamp>().is_ok() || text.parse::<civil::DateTime>().is_ok()
}

fn choice(sent: &Value, choices: &[String]) -> Result<Value, Problem> {
    let convert = |value: &Value| {
        let text = text(value).and_then(|text| text.as_str().map(str::to_owned));
        let text = text.ok_or(Problem::NotOfType(FieldType::Fixed))?;
        if choices.is_empty() || choices.contains(&text) {
            return Ok(Value::from(text));
        }
        Err(Problem::UnknownChoice(text))
    };
    match sent {
        Value::Array(several) => several.iter().map(convert).collect(),
        one => convert(one),
    }
}

#[cfg(test)]
mod tests {
    use roster_model::{Field, FieldOptions, FieldType};
    use serde_json::{Value, json};

    use super::convert;

    fn converted(value_type: FieldType, sent: &Value) -> Option<Value> {
        let field = Field {
            number: 1,
            slug: "x".to_owned(),
            label: "X".to_owned(),
            value_type,
            choices: vec!["red".to_owned(), "green".to_owned()],
            declared: false,
            options: FieldOptions::default(),
        };
        convert(sent, &field).ok().flatten()
    }

    #[test]
    fn values_that_parse_as_the_type_are_accepted() {
        for (value_type, sent, stored) in [
            (FieldType::String, json!("a"), json!("a")),
            (FieldType::String, json!(12), json!("12")),
            (FieldType::Integer, json!(7), json!(7)),
            (FieldType::Integer, json!("7"), json!(7)),
            (FieldType::Integer, json!(7.0), json!(7)),
            (FieldType::Float, json!("1.5"), json!(1.5)),
            (FieldType::Boolean, json!("True"), json!(true)),
            (FieldType::Boolean, json!(0), json!(false)),
            (FieldType::Date, json!("2015-03-13"), json!("2015-03-13")),
            (FieldType::DateTime, json!("2015-03-13 11:45:35"), json!("2015-03-13 11:45:35")),
            (FieldType::DateTime, json!("2015-03-13T11:45:35Z"), json!("2015-03-13T11:45:35Z")),
            (FieldType::Fixed, json!("red"), json!("red")),
            (FieldType::Fixed, json!(["red", "green"]), json!(["red", "green"])),
            (FieldType::Json, json!({"a": [1]}), json!({"a": [1]})),
        ] {
            assert_eq!(converted(value_type, &sent), Some(stored), "{value_type:?} {sent}");
        }
    }

    #[test]
    fn other_values_are_rejected() {
        for (value_type, sent) in [
            (FieldType::String, json!(true)),
            (FieldType::String, json!(["a"])),
            (FieldType::Integer, json!(1.5)),
            (FieldType::Integer, json!("seven")),
            (FieldType::Integer, json!("-0")),
            (FieldType::Integer, json!("18446744073709551616")),
            (FieldType::Float, json!("NaN")),
            (FieldType::Float, json!("1e-400")),
            (FieldType::Float, json!("0.12345678901234567890")),
            (FieldType::Boolean, json!("maybe")),
            (FieldType::Date, json!("13.3.2015")),
            (FieldType::Date, json!("20150313")),
            (FieldType::Date, json!("2015-02-29")),
            (FieldType::Date, json!("0000-01-01")),
            (FieldType::Date, json!("-000001-01-01")),
            (FieldType::Date, json!("2015-03-13T00:00")),
            (FieldType::DateTime, json!("noon")),
            (FieldType::Fixed, json!("blue")),
            (FieldType::Fixed, json!(["red", "blue"])),
            (FieldType::Fixed, json!(true)),
        ] {
            assert_eq!(converted(value_type, &sent), None, "{value_type:?} {sent}");
        }
    }
}
