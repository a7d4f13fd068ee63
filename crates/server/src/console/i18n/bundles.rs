//! The message tables, parsed on first use.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use super::{Language, format};

type Bundle = FluentBundle<FluentResource>;

/// The areas, each with its table in one language.
type Tables = [(&'static str, &'static str); 18];

macro_rules! tables {
    ($language:literal) => {
        tables!($language: "common", "account", "people", "fields", "imports", "groups",
            "labels", "locations", "history", "settings", "activity", "roles", "keys", "webhooks",
            "web-users", "errors", "rules", "start")
    };
    ($language:literal: $($area:literal),*) => {
        [$(($area, include_str!(concat!("locales/", $language, "/", $area, ".ftl")))),*]
    };
}

/// The tables of a language.
pub(super) fn tables(language: Language) -> Tables {
    match language {
        Language::English => tables!("en"),
        Language::French => tables!("fr"),
        Language::Portuguese => tables!("pt"),
        Language::Spanish => tables!("es"),
        Language::Hindi => tables!("hi"),
        Language::Arabic => tables!("ar"),
    }
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| build(Language::English));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| build(Language::French));
static PORTUGUESE: LazyLock<Bundle> = LazyLock::new(|| build(Language::Portuguese));
static SPANISH: LazyLock<Bundle> = LazyLock::new(|| build(Language::Spanish));
static HINDI: LazyLock<Bundle> = LazyLock::new(|| build(Language::Hindi));
static ARABIC: LazyLock<Bundle> = LazyLock::new(|| build(Language::Arabic));

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::French => &FRENCH,
        Language::Portuguese => &PORTUGUESE,
        Language::Spanish => &SPANISH,
        Language::Hindi => &HINDI,
        Language::Arabic => &ARABIC,
    }
}

/// Parses the tables of a language. Tests check that they have no errors, so that errors are ignored.
fn build(language: Language) -> Bundle {
    let locale = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // `argument` isolates texts of the other direction; isolation marks around every argument would
    // end up in copied texts.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::decimal(&number.as_string())),
        _ => None,
    }));
    for (_, table) in tables(language) {
        let table = FluentResource::try_new(table.to_owned()).unwrap_or_else(|(table, _)| table);
        bundle.add_resource_overriding(table);
    }
    bundle
}

/// Formats a message in a language, or in English if the language lacks it. An unknown message shows
/// its ID.
pub(super) fn format(language: Language, id: &str, args: &FluentArgs<'_>) -> String {
    for bundle in [bundle(language), bundle(Language::English)] {
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            continue;
        };
        return bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned();
    }
    id.to_owned()
}

/// Whether the tables of English have the message.
#[cfg(test)]
pub(super) fn is_message(id: &str) -> bool {
    bundle(Language::English).has_message(id)
}
