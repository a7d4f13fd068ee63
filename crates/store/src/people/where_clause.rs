//! A condition on rows of people, built from parts that must all hold.

use crate::Value;

/// The `WHERE` of a query over `people p`, or over another table with the alias `p`: its text and
/// its values.
pub struct Selection<'a> {
    conditions: Vec<String>,
    values: Vec<Value<'a>>,
}

impl<'a> Selection<'a> {
    /// All rows of a domain, whose number is `$1`.
    pub fn new(domain: i64) -> Self {
        Self { conditions: vec!["p.domain = $1".to_owned()], values: vec![domain.into()] }
    }

    /// Adds a condition in which each `?` stands for the next of `values`.
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value<'a>>) {
        let mut text = String::with_capacity(condition.len() + 8);
        let mut values = values.into_iter();
        for part in condition.split_inclusive('?') {
            match (part.strip_suffix('?'), values.next()) {
                (Some(before), Some(value)) => {
                    self.values.push(value);
                    text.push_str(before);
                    text.push('$');
                    text.push_str(&self.values.len().to_string());
                }
                _ => text.push_str(part),
            }
        }
        self.conditions.push(text);
    }

    /// The text after `WHERE`.
    pub fn text(&self) -> String {
        self.conditions.join(" AND ")
    }

    /// The values of the text.
    pub fn values(&self) -> &[Value<'a>] {
        &self.values
    }
}
