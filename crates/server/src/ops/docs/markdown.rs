//! Markdown as HTML. The texts are part of the program; HTML in them is left out.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Renders blocks.
pub(super) fn render(text: &str) -> String {
    render_with(text, |link| Some(link.to_owned()))
}

/// Renders a text of one paragraph, without the paragraph.
pub(super) fn inline(text: &str) -> String {
    let html = render(text);
    let html = html.trim();
    let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inner.filter(|inner| !inner.contains("<p>")).unwrap_or(html).to_owned()
}

/// Renders blocks. `resolve` returns the address of a link, or `None` to show its text only. Headings
/// get the same anchors as on GitHub; images are replaced by their texts.
pub(super) fn render_with(text: &str, resolve: impl Fn(&str) -> Option<String>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events: Vec<Event<'_>> = Parser::new_ext(text, options).collect();
    let mut shown = Vec::with_capacity(events.len());
    let mut open_links = Vec::new();
    for (index, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = Some(CowStr::from(slug(&heading_text(&events[index..], *level))));
                let (classes, attrs) = (classes.clone(), attrs.clone());
                shown.push(Event::Start(Tag::Heading { level: *level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                let target = resolve(dest_url);
                open_links.push(target.is_some());
                if let Some(target) = target {
                    shown.push(link(*link_type, target));
                }
            }
            Event::End(TagEnd::Link) => {
                if open_links.pop() == Some(true) {
                    shown.push(event.clone());
                }
            }
            Event::Start(Tag::Image { .. }) => shown.push(Event::Start(Tag::Emphasis)),
            Event::End(TagEnd::Image) => shown.push(Event::End(TagEnd::Emphasis)),
            Event::Html(_) | Event::InlineHtml(_) => {}
            event => shown.push(event.clone()),
        }
    }
    let mut html = String::new();
    html::push_html(&mut html, shown.into_iter());
    // The policy of the pages forbids inline styles. What scrolls sideways is reached by the keyboard.
    html.replace("style=\"text-align: ", "class=\"align-")
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace("<table>", "<table tabindex=\"0\">")
}

fn link(link_type: LinkType, target: String) -> Event<'static> {
    Event::Start(Tag::Link {
        link_type,
        dest_url: target.into(),
        title: CowStr::from(""),
        id: CowStr::from(""),
    })
}

fn heading_text(events: &[Event<'_>], level: HeadingLevel) -> String {
    let inside = events.iter().take_while(|event| **event != Event::End(TagEnd::Heading(level)));
    inside
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(&**text),
            _ => None,
        })
        .collect()
}

/// The anchor of a heading: lower case, with hyphens for blanks, without punctuation.
pub(super) fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}
