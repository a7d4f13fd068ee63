use std::cell::RefCell;

use bytes::Bytes;
use http::{Request, Response};

use super::play;

/// Runs `text` against a server that always responds 200, `X-Kind: test` and `body`.
async fn against(body: &'static str, text: &str) -> Result<Vec<String>, String> {
    let asked = RefCell::new(Vec::new());
    let send = |request: Request<Bytes>| {
        let line = format!(
            "{} {} {}",
            request.method(),
            request.uri(),
            String::from_utf8_lossy(request.body())
        );
        asked.borrow_mut().push(line);
        async move { Response::builder().header("X-Kind", "test").body(Bytes::from(body)).unwrap() }
    };
    play(text, &[("domain", "demo")], send).await?;
    Ok(asked.into_inner())
}

async fn refusal(body: &'static str, text: &str) -> String {
    against(body, text).await.unwrap_err()
}

fn expecting(body: &str) -> String {
    format!("### it\nGET /\n\nHTTP 200\n\n{body}\n")
}

#[tokio::test]
async fn requests_are_sent_as_they_are_written() {
    let text = "About.\n### one\nPOST /a/{{domain}}/\nX: y\n\n{\"a\":\n1}\n\nHTTP 200\n\n...\n\
                ### two\n# a remark\nGET /b?c=d\nHTTP 200\n\n...\n";
    let asked = against("", text).await.unwrap();
    assert_eq!(asked, ["POST /a/demo/ {\"a\":\n1}", "GET /b?c=d "]);
}

#[tokio::test]
async fn a_captured_value_is_known_further_down() {
    let text = "### one\nGET /\nHTTP 200\n\n{\"id\": <<capture worker>>, ...}\n\
                ### two\nGET /{{worker}}\nHTTP 200\n\n{\"id\": {{worker}}, \"name\": \"<<any>>\"}\n";
    let asked = against(r#"{"id": 7, "name": "x"}"#, text).await.unwrap();
    assert_eq!(asked[1], "GET /7 ");
}

#[tokio::test]
async fn holes_match_what_they_say() {
    let body = r#"{"id": "0123456789abcdef0123456789abcdef", "uri": "/a/42/", "list": [1, 2, 3]}"#;
    let fine = r#"{"uri": "/a/<<number>>/", "id": "<<id>>", "list": [1, ...]}"#;
    against(body, &expecting(fine)).await.unwrap();
    let wrong = r#"{"uri": "/a/<<id>>/", "id": "<<number>>", "list": [1]}"#;
    let refusal = refusal(body, &expecting(wrong)).await;
    for difference in ["$.uri: expected", "$.id: expected", "$.list: expected 1 items, got 3"] {
        assert!(refusal.contains(difference), "{refusal}");
    }
}

#[tokio::test]
async fn more_than_was_expected_is_a_difference() {
    let refusal = refusal(r#"{"a": 1, "b": 2}"#, &expecting(r#"{"a": 1, "c": 3}"#)).await;
    assert!(refusal.starts_with("1: it"), "{refusal}");
    assert!(refusal.contains("$.b: not expected, got 2"), "{refusal}");
    assert!(refusal.contains("$.c: missing"), "{refusal}");
}

#[tokio::test]
async fn text_is_compared_to_the_byte() {
    against("<a>\n1</a>", &expecting("<a>\n<<number>></a>")).await.unwrap();
    against(r#"{"b":1,"a":2}"#, &expecting("```\n{\"b\":1,\"a\":2}\n```")).await.unwrap();
    let refusal = refusal(r#"{"b":1,"a":2}"#, &expecting("```\n{\"a\":2,\"b\":1}\n```")).await;
    assert!(refusal.contains("body, line 1"), "{refusal}");
}

#[tokio::test]
async fn headers_are_there_or_not() {
    against("", "### it\nGET /\nHTTP 200\nx-kind: te<<any>>\n!Allow\n").await.unwrap();
    let refusal = refusal("", "### it\nGET /\nHTTP 404\n!X-Kind\nAllow: GET\n").await;
    for difference in ["expected 404, got 200", "X-Kind: expected none", "Allow: expected \"GET\""]
    {
        assert!(refusal.contains(difference), "{refusal}");
    }
}

#[tokio::test]
async fn no_expected_body_means_none() {
    assert!(refusal("something", "### it\nGET /\nHTTP 200\n").await.contains("body, line 1"));
}

#[tokio::test]
async fn invalid_transcript_is_reported_with_its_line() {
    for (text, expected) in [
        ("nothing", "1: the transcript has no block"),
        ("\n### it\nGET /\n", "2: it: no answer"),
        ("### it\nGET /{{who}}\nHTTP 200\n", "nothing is known as 'who'"),
        ("### it\nGET /\nHTTP 200\n\n{\"a\" 1}", "not JSON"),
        ("### it\nGET /\nHTTP 200\nAllow\n", "4: not 'Header: value'"),
    ] {
        let refusal = refusal("{}", text).await;
        assert!(refusal.contains(expected), "{refusal}");
    }
}
