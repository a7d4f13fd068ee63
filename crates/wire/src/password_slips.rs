//! Lists of one-time links with which workers set their passwords: CSV, and pages to print and cut
//! into slips.

use std::fmt::Write as _;

use jiff::Timestamp;
use qrcode::{Color, QrCode};

use crate::table::escape_formula;

/// A link of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordSlip {
    /// The full username.
    pub username: String,
    /// The name; may be empty.
    pub name: String,
    /// The link.
    pub url: String,
    /// When the link expires.
    pub expires_at: Timestamp,
}

/// The style of the slips: two columns, none cut by the end of a page.
const STYLE: &str = "\
body{font:11pt/1.4 sans-serif;margin:0}\
main{display:grid;grid-template-columns:1fr 1fr}\
section{border:1px dashed #777;padding:5mm;break-inside:avoid;overflow-wrap:anywhere}\
svg{width:32mm;height:32mm;float:right;margin-left:4mm}\
h2{font-size:13pt;margin:0}p{margin:1mm 0}.link{font-size:8pt}\
@page{margin:10mm}";

/// Writes the links as CSV with the columns `username`, `name`, `link` and `expires`.
pub fn to_csv(slips: &[PasswordSlip]) -> String {
    let mut text = String::from("username,name,link,expires\r\n");
    for slip in slips {
        let expires = slip.expires_at.to_string();
        let cells = [&slip.username, &slip.name, &slip.url, &expires].map(|cell| csv_cell(cell));
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{}\r\n", cells.join(","));
    }
    text
}

/// Writes the links as an HTML page to print: one slip per worker, with the link as a QR code.
/// `domain` is the name of the domain.
pub fn to_html(domain: &str, slips: &[PasswordSlip]) -> String {
    let mut text = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"referrer\" content=\"no-referrer\"><title>Password links: {domain}</title>\
         <style>{STYLE}</style></head>\n<body><main>\n",
        domain = escape(domain),
    );
    for slip in slips {
        let expires = slip.expires_at.strftime("%Y-%m-%d %H:%M UTC");
        let _ = writeln!(
            text,
            "<section>{code}<h2><bdi>{name}</bdi></h2><p>Username: <b>{username}</b></p>\
             <p>Open this link once, until {expires}, and choose your password:</p>\
             <p class=\"link\">{url}</p></section>",
            code = qr_code(&slip.url),
            name = escape(if slip.name.is_empty() { &slip.username } else { &slip.name }),
            username = escape(&slip.username),
            url = escape(&slip.url),
        );
    }
    text.push_str("</main></body></html>\n");
    text
}

/// The QR code of a text as SVG; empty if the text is too long for one.
fn qr_code(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else { return String::new() };
    let (size, border) = (code.width(), 4);
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, it)| *it == Color::Dark);
    let squares: Vec<String> = dark
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % size + border, at / size + border))
        .collect();
    let (whole, squares) = (size + 2 * border, squares.concat());
    format!(
        "<svg viewBox=\"0 0 {whole} {whole}\" role=\"img\" aria-label=\"QR code of the link\">\
         <path d=\"{squares}\"/></svg>"
    )
}

fn csv_cell(text: &str) -> String {
    let text = escape_formula(text);
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{PasswordSlip, to_csv, to_html};

    fn slip(name: &str) -> PasswordSlip {
        PasswordSlip {
            username: "asha@demo.commcarehq.org".to_owned(),
            name: name.to_owned(),
            url: "https://roster.example.org/set-password/1-ab".to_owned(),
            expires_at: "2026-07-08T12:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn csv_has_a_row_per_link() {
        let text = to_csv(&[slip("Asha \"A\", Devi"), slip("=1+1")]);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "username,name,link,expires");
        assert_eq!(
            lines[1],
            "asha@demo.commcarehq.org,\"Asha \"\"A\"\", Devi\",\
             https://roster.example.org/set-password/1-ab,2026-07-08T12:00:00Z"
        );
        assert!(lines[2].contains(",'=1+1,"));
        assert_eq!(lines[3], "");
    }

    #[test]
    fn page_has_a_slip_with_a_code_per_link() {
        let page = to_html("demo", &[slip("<b>Asha</b>"), slip("")]);
        assert_eq!(page.matches("<svg").count(), 2);
        assert!(page.contains("&lt;b&gt;Asha&lt;/b&gt;"), "{page}");
        assert!(page.contains("2026-07-08 12:00 UTC"));
        assert_eq!(page.matches("/set-password/1-ab").count(), 2);
        assert!(!page.contains("<script"));
    }
}
