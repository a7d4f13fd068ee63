//! A browser without a socket: it keeps its session cookie, and fills in the forms of pages.

use bytes::Bytes;
use http::{Request, Response, header};

use crate::fixture::{ADA, ADAS_PASSWORD, Fixture};

/// The browser of a web user who is signed in.
pub(crate) struct Browser<'a> {
    fixture: &'a Fixture,
    cookie: String,
}

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) text: String,
    /// The URL of a redirect; empty for a page.
    pub(crate) location: String,
}

/// The fields of a form with their values.
#[derive(Clone, Debug)]
pub(crate) struct FilledForm(Vec<(String, String)>);

impl<'a> Browser<'a> {
    /// Signs in as the admin of `demo`.
    pub(crate) async fn admin(fixture: &'a Fixture) -> Self {
        Self::sign_in(fixture, ADA, ADAS_PASSWORD).await
    }

    pub(crate) async fn sign_in(fixture: &'a Fixture, email: &str, password: &str) -> Self {
        let mut browser = Self { fixture, cookie: String::new() };
        let form = FilledForm(Vec::new()).with("username", email).with("password", password);
        let response = browser.send("POST", "/", form.encode()).await;
        browser.keep_cookies(&response);
        assert!(browser.cookie.contains("roster="), "{response:?}");
        browser
    }

    /// The browser after its session has ended.
    pub(crate) fn without_session(&self) -> Self {
        Self { fixture: self.fixture, cookie: String::new() }
    }

    /// Opens a page.
    pub(crate) async fn open(&self, path: &str) -> Page {
        Page::new(&self.send("GET", path, String::new()).await)
    }

    /// Opens a page that must exist, and returns its form with the button `button`.
    pub(crate) async fn form(&self, path: &str, button: &str) -> FilledForm {
        let page = self.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.form(button)
    }

    /// Sends a form.
    pub(crate) async fn submit(&self, path: &str, form: &FilledForm) -> Page {
        Page::new(&self.send("POST", path, form.encode()).await)
    }

    /// Sends a form with a file in the field `table`.
    pub(crate) async fn upload(
        &self,
        path: &str,
        form: &FilledForm,
        (name, text): (&str, &str),
    ) -> Page {
        let token = form.values("token").join("");
        let body = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n\
             --limit\r\nContent-Disposition: form-data; name=\"table\"; filename=\"{name}\"\r\n\r\n\
             {text}\r\n--limit--\r\n"
        );
        let content_type = "multipart/form-data; boundary=limit";
        Page::new(&self.send_as("POST", path, content_type, body).await)
    }

    /// Sends a form that begins a session.
    pub(crate) async fn submit_sign_in(&mut self, form: &FilledForm) -> Page {
        let response = self.send("POST", "/", form.encode()).await;
        self.keep_cookies(&response);
        Page::new(&response)
    }

    fn keep_cookies(&mut self, response: &Response<Bytes>) {
        let cookies = response.headers().get_all(header::SET_COOKIE).iter();
        let pairs = cookies.filter_map(|line| line.to_str().ok()?.split(';').next());
        self.cookie = pairs.collect::<Vec<_>>().join("; ");
    }

    async fn send(&self, method: &str, path: &str, body: String) -> Response<Bytes> {
        self.send_as(method, path, "application/x-www-form-urlencoded", body).await
    }

    async fn send_as(
        &self,
        method: &str,
        path: &str,
        content_type: &str,
        body: String,
    ) -> Response<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "none")
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, content_type)
            .body(Bytes::from(body));
        self.fixture.send(request.unwrap()).await
    }
}

impl Page {
    fn new(response: &Response<Bytes>) -> Self {
        let location = response.headers().get(header::LOCATION);
        Self {
            status: response.status().as_u16(),
            location: location.map(|url| url.to_str().unwrap().to_owned()).unwrap_or_default(),
            text: String::from_utf8_lossy(response.body()).into_owned(),
        }
    }

    /// The form that has a button with this label.
    pub(crate) fn form(&self, button: &str) -> FilledForm {
        let forms = self.text.split("<form ").skip(1);
        let mut forms = forms.map(|form| form.split("</form>").next().unwrap());
        let is_wanted =
            |form: &&str| form.contains(&format!(">{button}</button>")) && form.contains("post");
        let form = forms.find(is_wanted);
        fields(form.unwrap_or_else(|| panic!("no form {button}: {}", self.text)))
    }

    /// The text of the element with this id, without tags.
    pub(crate) fn element(&self, id: &str) -> String {
        let rest = self.text.split(&format!("id=\"{id}\"")).nth(1);
        let rest = rest.unwrap_or_else(|| panic!("no element {id}: {}", self.text));
        let inner = rest.split_once('>').unwrap().1.split('<').next().unwrap();
        unescape(inner)
    }

    /// The URLs of all links of the page.
    pub(crate) fn links(&self) -> Vec<String> {
        let links = self.text.split("href=\"").skip(1);
        links.map(|rest| unescape(rest.split('"').next().unwrap())).collect()
    }
}

impl FilledForm {
    /// Sets a field to one value.
    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.without(name).and(name, value)
    }

    /// Removes all values of a field.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// Adds a value of a field, such as a checkbox.
    pub(crate) fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The values of a field.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    fn encode(&self) -> String {
        let encode = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC)
                .to_string()
        };
        let pairs =
            self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// The fields that a browser would send.
fn fields(form: &str) -> FilledForm {
    let mut filled = FilledForm(Vec::new());
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let has = |word: &str| tag.split_whitespace().any(|it| it == word);
        let name = attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("input ") {
            let is_choice = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
            let value = attribute(tag, "value");
            if !name.is_empty() && !has("disabled") && (!is_choice || has("checked")) {
                let default = if is_choice { "on" } else { "" };
                filled = filled.and(&name, &value.unwrap_or_else(|| default.to_owned()));
            }
        } else if tag.starts_with("textarea ") {
            // A browser sends line breaks as CR and LF.
            filled = filled.and(&name, &unescape(text).replace('\n', "\r\n"));
        } else if tag.starts_with("select ") {
            filled = filled.and(&name, "\u{0}");
        } else if tag == "option" || tag.starts_with("option ") {
            let value = attribute(tag, "value").unwrap_or_else(|| unescape(text.trim()));
            if let Some((_, chosen)) = filled.0.last_mut()
                && (*chosen == "\u{0}" || has("selected"))
            {
                *chosen = value;
            }
        }
    }
    filled
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescape(rest.split('"').next()?))
}

fn unescape(text: &str) -> String {
    [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}
