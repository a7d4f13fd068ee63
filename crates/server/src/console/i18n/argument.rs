//! Values that messages take as arguments.

use std::borrow::Cow;

use fluent_bundle::{FluentValue, types::FluentNumber};
use roster_model::{DomainName, Username};

use super::{Message, language};

/// U+2068 FIRST STRONG ISOLATE and U+2069 POP DIRECTIONAL ISOLATE.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// A number or a text.
pub(crate) trait Argument {
    /// The value for Fluent.
    fn to_value(&self) -> FluentValue<'static>;
}

impl<T: Argument + ?Sized> Argument for &T {
    fn to_value(&self) -> FluentValue<'static> {
        (*self).to_value()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl Argument for $number {
            fn to_value(&self) -> FluentValue<'static> {
                FluentNumber::from(*self).into()
            }
        })*
    };
}

macro_rules! texts {
    ($($text:ty),*) => {
        $(impl Argument for $text {
            fn to_value(&self) -> FluentValue<'static> {
                isolated(self.to_string()).into()
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64, f64);
texts!(str, String, Cow<'_, str>, Message, DomainName, Username);

/// A text that chooses a variant of a message and is not shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Selector<'t>(pub(crate) &'t str);

impl Argument for Selector<'_> {
    fn to_value(&self) -> FluentValue<'static> {
        self.0.to_owned().into()
    }
}

/// Keeps a text from changing the order of the words around it, if its letters are of the other
/// direction than the language.
fn isolated(text: String) -> String {
    let is_other = |letter: char| letter.is_alphabetic() && is_rtl(letter) != language().is_rtl();
    if text.chars().any(is_other) { format!("{}{text}{}", ISOLATE[0], ISOLATE[1]) } else { text }
}

/// Whether a letter is written from right to left: the blocks from Hebrew to Arabic Extended-A, and
/// the presentation forms.
fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Language, language::with_language},
        isolated,
    };

    #[test]
    fn only_texts_of_the_other_direction_are_isolated() {
        let shown = |language, text: &str| with_language(language, || isolated(text.to_owned()));
        assert_eq!(shown(Language::French, "Awa"), "Awa");
        assert_eq!(shown(Language::French, "أمينة"), "\u{2068}أمينة\u{2069}");
        assert_eq!(shown(Language::Arabic, "Awa"), "\u{2068}Awa\u{2069}");
        assert_eq!(shown(Language::Arabic, "أمينة"), "أمينة");
        assert_eq!(shown(Language::Arabic, "2026"), "2026");
    }
}
