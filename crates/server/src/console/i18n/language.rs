//! The languages, and the language of the current task.

/// A language of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
    Portuguese,
    Spanish,
    Hindi,
    Arabic,
}

tokio::task_local! {
    static LANGUAGE: Language;
}

/// The language of the current task; English outside a request of the console.
pub(crate) fn language() -> Language {
    LANGUAGE.try_with(|language| *language).unwrap_or(Language::English)
}

/// Runs a future in a language. A task that it spawns has no language: wrap its future too.
pub(crate) async fn in_language<F: Future>(language: Language, future: F) -> F::Output {
    LANGUAGE.scope(language, future).await
}

impl Language {
    /// All languages, in the order of menus.
    pub(crate) const ALL: [Self; 6] =
        [Self::English, Self::French, Self::Portuguese, Self::Spanish, Self::Hindi, Self::Arabic];

    /// The code, as in the `lang` attribute.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Portuguese => "pt",
            Self::Spanish => "es",
            Self::Hindi => "hi",
            Self::Arabic => "ar",
        }
    }

    /// The name of the language in the language itself.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
            Self::Portuguese => "Português",
            Self::Spanish => "Español",
            Self::Hindi => "हिन्दी",
            Self::Arabic => "العربية",
        }
    }

    /// The codes of ISO 639-2, with which CommCare names languages.
    fn long_codes(self) -> &'static [&'static str] {
        match self {
            Self::English => &["eng"],
            Self::French => &["fra", "fre"],
            Self::Portuguese => &["por"],
            Self::Spanish => &["spa"],
            Self::Hindi => &["hin"],
            Self::Arabic => &["ara"],
        }
    }

    /// The language of a tag such as `fr`, `pt-BR` or `hin`.
    pub(crate) fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| {
            let mut codes = language.long_codes().iter().copied().chain([language.code()]);
            codes.any(|code| code.eq_ignore_ascii_case(primary))
        })
    }

    /// The language of an `Accept-Language` header with the highest weight (RFC 9110, section 12.5.4).
    pub(crate) fn from_accept(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default();
            let weight = parts.find_map(|part| part.strip_prefix("q=")).map(str::parse);
            let weight: f32 = weight.unwrap_or(Ok(1.0)).unwrap_or(0.0);
            let Some(language) = Self::from_tag(tag) else { continue };
            if weight > best.map_or(0.0, |(weight, _)| weight) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    /// The writing direction, as in the `dir` attribute.
    pub(crate) fn direction(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// Whether the language is written from right to left.
    pub(crate) fn is_rtl(self) -> bool {
        self == Self::Arabic
    }
}

/// Runs a function in a language.
pub(crate) fn with_language<T>(language: Language, run: impl FnOnce() -> T) -> T {
    LANGUAGE.sync_scope(language, run)
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_have_two_or_three_letters() {
        for (tag, expected) in [
            ("pt-BR", Some(Language::Portuguese)),
            ("fra", Some(Language::French)),
            (" HIN ", Some(Language::Hindi)),
            ("ara_EG", Some(Language::Arabic)),
            ("swa", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn accept_language_chooses_by_weight() {
        for (header, expected) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Language::French)),
            ("de,ar;q=0.4,en;q=0.7", Some(Language::English)),
            ("de, pt-BR;q=0.9", Some(Language::Portuguese)),
            ("HI", Some(Language::Hindi)),
            ("es;q=0, en;q=0.1", Some(Language::English)),
            ("de;q=1, *", None),
            ("", None),
            ("fr;q=high", None),
        ] {
            assert_eq!(Language::from_accept(header), expected, "{header}");
        }
    }
}
