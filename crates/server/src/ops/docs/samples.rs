//! Samples of requests in several languages.

use serde_json::Value;

use super::operation::Parameter;

/// The address in samples, which the script of the page replaces by that of the server.
const BASE: &str = "https://roster.example.org";

/// A request as a program.
pub(super) struct Sample {
    pub(super) id: &'static str,
    pub(super) language: &'static str,
    pub(super) code: String,
}

/// The request that samples send.
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    /// The path with the examples of its parameters.
    pub(super) path: String,
    /// The scheme of the header `Authorization`; empty for public pages.
    pub(super) scheme: &'a str,
    /// The content type of the body; empty without one.
    pub(super) content_type: &'a str,
    /// The body, or null.
    pub(super) body: &'a Value,
}

/// Replaces the parameters of a path template by their examples, and adds required ones of the query.
pub(super) fn filled(path: &str, parameters: &[Parameter]) -> String {
    let mut filled = path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters {
        match parameter.place.as_str() {
            "path" => {
                filled = filled.replace(&format!("{{{}}}", parameter.name), &parameter.example);
            }
            "query" if parameter.required => query.push(format!("{}=0", parameter.name)),
            _ => {}
        }
    }
    if query.is_empty() { filled } else { format!("{filled}?{}", query.join("&")) }
}

/// The request in every language.
pub(super) fn all(request: &Request<'_>) -> Vec<Sample> {
    vec![
        Sample { id: "curl", language: "curl", code: curl(request) },
        Sample { id: "python", language: "Python", code: python(request) },
        Sample { id: "javascript", language: "JavaScript", code: javascript(request) },
    ]
}

fn curl(request: &Request<'_>) -> String {
    let method = request.method.to_uppercase();
    let mut lines = vec![match (request.method, request.body) {
        ("get", _) => format!("curl '{BASE}{}'", request.path),
        _ => format!("curl -X {method} '{BASE}{}'", request.path),
    }];
    if !request.scheme.is_empty() {
        lines.push(format!("-H \"Authorization: {} $ROSTER_KEY\"", request.scheme));
    }
    if !request.body.is_null() {
        lines.push(format!("-H 'Content-Type: {}'", request.content_type));
        // A quote ends the text of the shell, and follows as a text of its own.
        let body = format!("{:#}", request.body).replace('\'', "'\\''");
        lines.push(format!("-d '{body}'"));
    }
    lines.join(" \\\n  ")
}

fn python(request: &Request<'_>) -> String {
    let mut headers = Vec::new();
    if !request.scheme.is_empty() {
        headers.push(format!(
            "\"Authorization\": f\"{} {{os.environ['ROSTER_KEY']}}\"",
            request.scheme
        ));
    }
    let is_json = request.content_type == "application/json";
    if !request.body.is_null() && !is_json {
        headers.push(format!("\"Content-Type\": \"{}\"", request.content_type));
    }
    let mut arguments = vec![format!("\"{BASE}{}\"", request.path)];
    if !headers.is_empty() {
        arguments.push(format!("headers={{{}}}", headers.join(", ")));
    }
    if !request.body.is_null() {
        arguments.push(format!("json={}", python_value(request.body, 1)));
    }
    let arguments = arguments.join(",\n    ");
    format!(
        "import os\n\nimport requests\n\nresponse = requests.{}(\n    {arguments},\n)\nresponse.raise_for_status()\nprint(response.text)",
        request.method,
    )
}

/// A value as a Python literal.
fn python_value(value: &Value, depth: usize) -> String {
    let indent = "    ".repeat(depth);
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Object(members) if !members.is_empty() => {
            let members = members.iter().map(|(key, value)| {
                format!(
                    "{indent}    {}: {},\n",
                    Value::from(key.as_str()),
                    python_value(value, depth + 1)
                )
            });
            format!("{{\n{}{indent}}}", members.collect::<String>())
        }
        Value::Array(items) => {
            let items = items.iter().map(|item| python_value(item, depth + 1));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        value => value.to_string(),
    }
}

fn javascript(request: &Request<'_>) -> String {
    let mut headers = Vec::new();
    if !request.scheme.is_empty() {
        headers.push(format!("Authorization: `{} ${{process.env.ROSTER_KEY}}`", request.scheme));
    }
    let mut options = vec![format!("method: \"{}\"", request.method.to_uppercase())];
    if !request.body.is_null() {
        headers.push(format!("\"Content-Type\": \"{}\"", request.content_type));
    }
    if !headers.is_empty() {
        options.push(format!("headers: {{ {} }}", headers.join(", ")));
    }
    if !request.body.is_null() {
        let body = format!("{:#}", request.body).replace('\n', "\n  ");
        options.push(format!("body: JSON.stringify({body})"));
    }
    format!(
        "const response = await fetch(\"{BASE}{}\", {{\n  {},\n}});\nif (!response.ok) throw new Error(await response.text());\nconsole.log(await response.text());",
        request.path,
        options.join(",\n  "),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Request, curl, python};

    fn request(body: &Value) -> Request<'_> {
        Request {
            method: "post",
            path: "/a/demo/api/user/v1/".to_owned(),
            scheme: "Bearer",
            content_type: "application/json",
            body,
        }
    }

    #[test]
    fn quotes_are_escaped_for_the_shell() {
        let body = json!({ "last_name": "O'Hara" });
        assert!(curl(&request(&body)).contains(r"O'\''Hara"));
    }

    #[test]
    fn python_has_its_own_literals() {
        let body = json!({ "active": true, "reason": null });
        let code = python(&request(&body));
        assert!(code.contains("\"active\": True") && code.contains("\"reason\": None"), "{code}");
    }
}
