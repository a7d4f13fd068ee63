//! Responses, and their comparison.

use http::HeaderMap;
use serde_json::Value;

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// Headers that differ in every response.
const UNIQUE_HEADERS: [&str; 1] = ["x-request-id"];

impl Response {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The response as text. The values in `sent`, and all IDs, numbers and tags, are replaced by
    /// placeholders, because they differ between resources.
    pub(crate) fn comparable(&self, sent: &[String]) -> String {
        let mut lines: Vec<String> = Vec::new();
        for (name, value) in &self.headers {
            let value = match name.as_str() {
                known if UNIQUE_HEADERS.contains(&known) => continue,
                // They differ between resources or responses.
                "etag" | "www-authenticate" => "..",
                _ => value.to_str().unwrap_or("?"),
            };
            lines.push(format!("{name}: {value}"));
        }
        lines.sort();
        let text = format!("{}\n{}\n\n{}", self.status, lines.join("\n"), self.body);
        // Pages of errors have the value of the header too.
        let request_id = self.headers.get("x-request-id").and_then(|value| value.to_str().ok());
        let text = request_id.map_or(text.clone(), |id| text.replace(id, ".."));
        mask(&replace_sent(&text, sent))
    }

    /// The response as text, without the values in `sent`.
    pub(crate) fn without_sent(&self, sent: &[String]) -> String {
        replace_sent(&format!("{:?}\n{}", self.headers, self.body), sent)
    }
}

/// Replaces each of `sent` by a placeholder, in all its encodings.
fn replace_sent(text: &str, sent: &[String]) -> String {
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
        for encoded in [value.as_str(), escaped.trim_matches('"'), &percent] {
            text = text.replace(encoded, "<sent>");
        }
    }
    text
}

/// Replaces IDs, keys, cursors and numbers by placeholders.
fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if masked.ends_with("whsec_") {
            let secret = rest.find('"').unwrap_or(rest.len());
            masked.push_str("<secret>");
            rest = &rest[secret..];
            continue;
        }
        let length: usize = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if length == 0 {
            masked.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (run, after) = rest.split_at(length);
        let is_key = masked.ends_with("\"key\":\"") || masked.ends_with("\"user_key\":\"");
        if run.len() >= 32 && run.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            masked.push_str("<id>");
        } else if is_key {
            masked.push_str("<key>");
        } else {
            mask_digits(run, &mut masked);
        }
        rest = after;
    }
    masked
}

fn mask_digits(run: &str, masked: &mut String) {
    for part in run.split_inclusive(|letter: char| !letter.is_ascii_digit()) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            masked.push('#');
        }
        masked.push_str(&part[digits..]);
    }
}
