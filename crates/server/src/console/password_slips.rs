//! Slips to print and cut: one for each worker, with the one-time link that sets the password, as a text and
//! as a QR code.
//!
//! A slip is in the language of its worker, if that is one of the console's, else in the language of the
//! page. The console and the command line write the same pages: the console refers to its style sheet, a
//! file has it inside.

use std::io::{self, Write};

use askama::Template;
use jiff::tz::TimeZone;
use roster_wire::password_slips::PasswordSlip;

use super::{
    assets::{AssetNames, SLIPS},
    components::QrImage,
    i18n::{Language, date_time, filters, with_language},
};

/// What follows the last slip.
const END: &[u8] = b"</main>\n</body>\n</html>\n";

/// A page of slips.
pub(super) struct SlipPage<'a> {
    /// The name of the domain.
    pub(super) domain: &'a str,
    /// The time zone of the domain, in which slips have their expiry.
    pub(super) zone: &'a TimeZone,
    /// The number of slips.
    pub(super) total: u64,
    /// The language of the page.
    pub(super) language: Language,
    /// The URL of the page before, for a page of the console; `None` for a file.
    pub(super) back: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "slips/head.html")]
struct Head<'a> {
    language: Language,
    domain: &'a str,
    total: u64,
    links: Option<Links<'a>>,
}

/// The addresses that a page of the console refers to.
struct Links<'a> {
    back: &'a str,
    assets: AssetNames,
}

#[derive(Template)]
#[template(path = "slips/slip.html")]
struct Slip<'a> {
    language: Language,
    domain: &'a str,
    /// The host of the link.
    host: &'a str,
    name: &'a str,
    username: &'a str,
    url: &'a str,
    expires: String,
    code: QrImage,
}

impl SlipPage<'_> {
    /// Writes the page slip by slip, so that its memory does not grow with their number.
    ///
    /// # Errors
    /// If a slip cannot be read, or `out` cannot be written.
    pub(super) fn write(
        &self,
        slips: impl IntoIterator<Item = io::Result<PasswordSlip>>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let links = self.back.map(|back| Links { back, assets: AssetNames::get() });
        let head = Head { language: self.language, domain: self.domain, total: self.total, links };
        let head = with_language(self.language, || head.render()).map_err(io::Error::other)?;
        out.write_all(head.as_bytes())?;
        for slip in slips {
            out.write_all(slip_html(self.domain, self.zone, self.language, &slip?)?.as_bytes())?;
        }
        out.write_all(END)?;
        out.flush()
    }
}

/// One slip as HTML. `default` is the language of the page.
///
/// # Errors
/// If the template cannot be rendered.
pub(super) fn slip_html(
    domain: &str,
    zone: &TimeZone,
    default: Language,
    slip: &PasswordSlip,
) -> io::Result<String> {
    let language = slip.language.as_deref().and_then(Language::from_tag).unwrap_or(default);
    let rendered = with_language(language, || {
        let host = slip.url.split_once("://").map_or("", |(_, rest)| rest);
        let slip = Slip {
            language,
            domain,
            host: host.split('/').next().unwrap_or_default(),
            name: if slip.name.is_empty() { &slip.username } else { &slip.name },
            username: &slip.username,
            url: &slip.url,
            expires: date_time(&slip.expires_at.to_zoned(zone.clone())),
            code: QrImage::new(&slip.url),
        };
        slip.render()
    });
    rendered.map_err(io::Error::other)
}

/// Writes a file of slips that needs no server. `language` is the code of one of [`slip_languages`], for
/// the page and for workers whose language is none of them.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_slip_file(
    domain: &str,
    zone: &TimeZone,
    language: &str,
    slips: Vec<PasswordSlip>,
    out: &mut impl Write,
) -> io::Result<()> {
    let language = Language::from_tag(language).unwrap_or(Language::English);
    let page = SlipPage { domain, zone, total: slips.len() as u64, language, back: None };
    page.write(slips.into_iter().map(Ok), out)
}

/// The codes of the languages of slips.
pub fn slip_languages() -> [&'static str; 6] {
    Language::ALL.map(Language::code)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{PasswordSlip, slip_languages, write_slip_file};

    const URL: &str = "https://roster.example.org/set-password/1-ab";

    fn page(language: &str, workers: &[(&str, Option<&str>)]) -> String {
        let slip = |(name, language): &(&str, Option<&str>)| PasswordSlip {
            username: "asha@demo.commcarehq.org".to_owned(),
            name: (*name).to_owned(),
            url: URL.to_owned(),
            expires_at: "2026-07-08T12:00:00Z".parse().unwrap(),
            language: language.map(str::to_owned),
        };
        let mut out = Vec::new();
        write_slip_file(
            "demo",
            &TimeZone::UTC,
            language,
            workers.iter().map(slip).collect(),
            &mut out,
        )
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The slips of a page.
    fn slips(page: &str) -> Vec<&str> {
        page.split("<section").skip(1).collect()
    }

    #[test]
    fn slip_has_name_username_server_link_code_and_expiry() {
        let page = page("en", &[("<b>Asha</b>", None), ("", None)]);
        let slips = slips(&page);
        assert_eq!(slips.len(), 2);
        for slip in &slips {
            assert!(slip.contains("<svg viewBox=") && slip.contains("<path d=\"M0 0h7v1h-7z"));
            for text in ["asha@demo.commcarehq.org", ">demo<", ">roster.example.org<", URL] {
                assert!(slip.contains(text), "{text}: {slip}");
            }
            assert!(slip.contains("8 Jul 2026, 12:00 UTC"), "{slip}");
        }
        assert!(slips[0].contains("&#60;b&#62;Asha&#60;/b&#62;"), "{page}");
        assert!(slips[1].contains("<h2><bdi>asha@demo.commcarehq.org</bdi></h2>"), "{page}");
        assert!(page.contains("2 slips"), "{page}");
    }

    #[test]
    fn file_has_its_style_inside_and_no_script() {
        let page = page("en", &[("Asha", None)]);
        assert!(page.contains("break-inside: avoid") && page.contains("@media print"), "{page}");
        for part in ["<script", "<link", " style=", "src="] {
            assert!(!page.contains(part), "{part}");
        }
        assert_eq!(page.matches("<html").count() + page.matches("</html>").count(), 2);
    }

    #[test]
    fn slip_is_in_the_language_of_its_worker_or_of_the_page() {
        let workers = [("A", Some("ara")), ("B", Some("pt-BR")), ("C", Some("swa")), ("D", None)];
        let page = page("fr", &workers);
        let attributes: Vec<&str> =
            slips(&page).iter().map(|it| it.split('>').next().unwrap()).collect();
        let expected = [("ar", "rtl"), ("pt", "ltr"), ("fr", "ltr"), ("fr", "ltr")];
        for (attributes, (language, direction)) in attributes.iter().zip(expected) {
            let wanted = format!(" class=\"slip\" lang=\"{language}\" dir=\"{direction}\"");
            assert_eq!(*attributes, wanted);
        }
        assert!(page.contains("<html lang=\"fr\" dir=\"ltr\">"), "{page}");
        assert!(slips(&page)[0].contains("الرمز") && slips(&page)[1].contains("código"), "{page}");
        assert!(slips(&page)[0].contains("<p class=\"link\" dir=\"ltr\">"), "{page}");
    }

    #[test]
    fn every_language_of_the_console_is_one_of_slips() {
        assert_eq!(slip_languages(), ["en", "fr", "pt", "es", "hi", "ar"]);
        for language in slip_languages() {
            assert!(page(language, &[]).contains(&format!("<html lang=\"{language}\"")));
        }
    }
}
