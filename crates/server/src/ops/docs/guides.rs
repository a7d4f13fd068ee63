//! The guides: the files of `docs/`, as web pages.

use std::collections::HashMap;

use askama::Template;

use super::markdown;

/// A guide.
pub(super) struct Guide {
    /// The name of its file, without the ending.
    pub(super) name: &'static str,
    /// The title in lists.
    pub(super) title: &'static str,
    markdown: &'static str,
}

macro_rules! guide {
    ($name:literal, $title:literal) => {
        Guide {
            name: $name,
            title: $title,
            markdown: include_str!(concat!("../../../../../docs/", $name, ".md")),
        }
    };
}

/// Every guide, those for users of the API first.
pub(super) static GUIDES: [Guide; 14] = [
    guide!("commcare-api", "CommCare API"),
    guide!("usercom-api", "User.com API"),
    guide!("scim-api", "SCIM 2.0"),
    guide!("webhooks", "Webhooks"),
    guide!("COMPATIBILITY", "Compatibility"),
    guide!("moving-in", "Moving in from CommCare HQ"),
    guide!("import-export", "Import and export"),
    guide!("console", "Console"),
    guide!("operations", "Operations"),
    guide!("sign-in", "Sign-in with OpenID Connect"),
    guide!("security", "Security"),
    guide!("reliability", "Reliability"),
    guide!("scaling", "Scaling"),
    guide!("performance", "Performance"),
];

#[derive(Template)]
#[template(path = "docs/guide.html")]
struct Page {
    version: &'static str,
    title: &'static str,
    text: String,
}

/// Renders every guide, by name.
pub(super) fn pages() -> HashMap<&'static str, String> {
    let render = |guide: &'static Guide| {
        let page = Page {
            version: env!("CARGO_PKG_VERSION"),
            title: guide.title,
            text: markdown::render_with(guide.markdown, resolve),
        };
        (guide.name, page.render().unwrap_or_default())
    };
    GUIDES.iter().map(render).collect()
}

/// The address of a link between the files of `docs/`. Links to other files of the repository, which are
/// not served, have none.
fn resolve(link: &str) -> Option<String> {
    if link.starts_with("https://") || link.starts_with("http://") || link.starts_with('#') {
        return Some(link.to_owned());
    }
    let (file, anchor) =
        link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let guide = GUIDES.iter().find(|guide| file.strip_suffix(".md") == Some(guide.name))?;
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    Some(format!("/docs/guides/{}{anchor}", guide.name))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::{GUIDES, resolve};

    #[test]
    fn every_file_of_docs_is_a_guide() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files: BTreeSet<String> = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let guides = GUIDES.iter().map(|guide| guide.name.to_owned()).collect();
        assert_eq!(files, guides);
    }

    #[test]
    fn links_between_guides_are_resolved() {
        assert_eq!(resolve("webhooks.md#retries").unwrap(), "/docs/guides/webhooks#retries");
        assert_eq!(resolve("#paging").unwrap(), "#paging");
        assert_eq!(resolve("evidence/README.md"), None);
        assert_eq!(resolve("../README.md"), None);
    }
}
