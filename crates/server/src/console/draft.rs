//! The input of a form whose session has ended. The sign-in page carries it in hidden fields, and after
//! the sign-in it is shown in its form again. Nothing of it is stored, and nothing is in a URL.

use axum::body::Body;
use http::{HeaderMap, header, request::Parts};
use roster_wire::encode_query;

use super::extract::{Form, csrf};
use crate::{body_limit::read_all, error::ApiError};

/// The field that marks a form which is shown again with its input. Its writes are refused.
pub(super) const RESUMED: &str = "resumed";

/// Fields that are not carried: tokens, and secrets, which no page repeats.
const LEFT_OUT: [&str; 7] = ["token", "password", "again", "old", "new", "code", RESUMED];

/// The input of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The URL of the form.
    pub(crate) to: String,
    /// Its fields, encoded like a form body.
    pub(crate) fields: String,
}

impl Draft {
    /// Reads the form of a request that has no session. A form of another site has no draft, so that
    /// no other site can prefill a form.
    pub(super) async fn read(parts: &Parts, body: Body) -> Result<Option<Self>, ApiError> {
        if !is_url_encoded(&parts.headers) || !csrf::is_from_own_page(&parts.headers) {
            return Ok(None);
        }
        let form = Form::parse(&read_all(body).await?);
        let kept: Vec<_> = form.iter().filter(|(name, _)| !LEFT_OUT.contains(name)).collect();
        let to = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        Ok(Some(Self { to: to.to_owned(), fields: encode_query(&kept) }))
    }

    /// The draft that a sign-in page carries.
    pub(crate) fn from_form(form: &Form, to: &str) -> Option<Self> {
        let fields = form.non_empty("draft").filter(|_| to.starts_with("/d/"))?;
        Some(Self { to: to.to_owned(), fields: fields.to_owned() })
    }

    /// The fields with their values.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let form = Form::parse(self.fields.as_bytes());
        form.iter()
            .filter(|(name, _)| !LEFT_OUT.contains(name))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

fn is_url_encoded(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use http::Request;

    use super::Draft;

    async fn read(site: &str) -> Option<Draft> {
        let request = Request::post("/d/demo/people/new")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(Body::from("token=t&first_name=A%26B&password=p&groups=1&groups=2"));
        let (parts, body) = request.unwrap().into_parts();
        Draft::read(&parts, body).await.unwrap()
    }

    #[tokio::test]
    async fn draft_has_the_input_without_secrets() {
        let draft = read("same-origin").await.unwrap();
        assert_eq!(draft.to, "/d/demo/people/new");
        assert_eq!(draft.fields, "first_name=A%26B&groups=1&groups=2");
        assert_eq!(draft.pairs().len(), 3);
    }

    #[tokio::test]
    async fn form_of_another_site_has_no_draft() {
        assert_eq!(read("cross-site").await, None);
        assert_eq!(read("same-site").await, None);
    }
}
