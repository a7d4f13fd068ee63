//! What was answered, and what there is to compare in it.

use http::HeaderMap;
use serde_json::Value;

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// Headers that differ from answer to answer, whatever was asked.
const OF_THE_OCCASION: [&str; 1] = ["x-request-id"];

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// All of it as one text, in which `sent`, and whatever is new with each thing, stands for the
    /// same in every answer: identities, numbers, and tags made of them.
    pub(crate) fn compared(&self, sent: &[String]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (name, value) in &self.headers {
            let value = match name.as_str() {
                known if OF_THE_OCCASION.contains(&known) => continue,
                // Of what is new with each thing, and with each answer.
                "etag" | "www-authenticate" => "..",
                _ => value.to_str().unwrap_or("?"),
            };
            lines.push(format!("{name}: {value}"));
        }
        lines.sort();
        let whole = format!("{}\n{}\n\n{}", self.status, lines.join("\n"), self.body);
        masked(&without(&whole, sent))
    }

    /// Everything that was told, but for what was `sent`.
    pub(crate) fn beside(&self, sent: &[String]) -> String {
        without(&format!("{:?}\n{}", self.headers, self.body), sent)
    }
}

/// `text` with a sign in place of each of `sent`, however it is written.
fn without(text: &str, sent: &[String]) -> String {
    let mut text = text.to_owned();
    for value in sent.iter().filter(|value| value.bytes().any(|byte| byte.is_ascii_alphabetic())) {
        let escaped = serde_json::to_string(value).unwrap();
        let percent: String = value
            .bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
        for written in [value.as_str(), escaped.trim_matches('"'), &percent] {
            text = text.replace(written, "<it>");
        }
    }
    text
}

/// `text` with signs in place of identities, keys, cursors and numbers.
fn masked(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word: usize = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if word == 0 {
            made.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (run, behind) = rest.split_at(word);
        let is_key = made.ends_with("\"key\":\"") || made.ends_with("\"user_key\":\"");
        if run.len() >= 32 && run.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            made.push_str("<id>");
        } else if is_key {
            made.push_str("<key>");
        } else {
            digits_masked(run, &mut made);
        }
        rest = behind;
    }
    made
}

fn digits_masked(run: &str, made: &mut String) {
    for part in run.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            made.push('#');
        }
        made.push_str(&part[digits..]);
    }
}
