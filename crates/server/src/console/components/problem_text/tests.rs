use roster_model::{FieldType, PhoneProblem, Problem};

use super::{problem_sentence, problem_text};
use crate::console::i18n::{Language, with_language};

/// A problem of each kind that has messages.
fn problems() -> Vec<Problem> {
    let name = || "amina".to_owned();
    let many = || (0..22).map(|number| format!("g{number}")).collect::<Vec<_>>();
    vec![
        Problem::Required,
        Problem::Empty,
        Problem::WrongType("a whole number"),
        Problem::WrongType("a number"),
        Problem::WrongType("a text"),
        Problem::WrongType("true or false"),
        Problem::WrongType("a JSON object"),
        Problem::NotOfType(FieldType::DateTime),
        Problem::TooLong(1000),
        Problem::Unstorable,
        Problem::UnknownChoice(name()),
        Problem::NotEditable,
        Problem::Taken(name()),
        Problem::Unknown(name()),
        Problem::DomainName,
        Problem::Email(name()),
        Problem::Phone(name(), PhoneProblem::Characters),
        Problem::Phone(name(), PhoneProblem::Length),
        Problem::Phone(name(), PhoneProblem::Negative),
        Problem::Phone(name(), PhoneProblem::Decimals),
        Problem::Phone(name(), PhoneProblem::Exponent),
        Problem::Phone(name(), PhoneProblem::Several),
        Problem::Phone(name(), PhoneProblem::TrunkZero),
        Problem::UsernameNotEmail(name()),
        Problem::UsernameSpecial { local: name(), full: "amina@demo".to_owned() },
        Problem::UsernameHost { got: "a.org".to_owned(), expected: "b.org".to_owned() },
        Problem::UsernameTaken(name()),
        Problem::PasswordOrConnectRequired,
        Problem::PasswordWeak,
        Problem::PasswordTooLong,
        Problem::ConfirmationNeedsEmail,
        Problem::ConfirmationSetsPassword,
        Problem::ConfirmationNotRequired,
        Problem::AlreadyConfirmed,
        Problem::UnknownGroups(vec![name()]),
        Problem::UnknownGroups(many()),
        Problem::UnknownUsers(many()),
        Problem::UnknownRole(name()),
        Problem::UnknownProfile,
        Problem::ProfileConflict,
        Problem::Controlled(name()),
        Problem::LocationsTogether,
        Problem::PrimaryNotAmong,
        Problem::UnknownLocations(many()),
        Problem::LocationIncomplete,
        Problem::LocationTypeRequired,
        Problem::UnknownParent,
        Problem::ParentChildless,
        Problem::ParentOfOtherType,
        Problem::SiblingName,
        Problem::SiteCode,
        Problem::SiteCodeTaken,
        Problem::UnknownLocationType(name()),
        Problem::TypeNotForParent,
        Problem::TypeWithChildren,
        Problem::Circular,
        Problem::OfSite { site_code: name(), problem: Box::new(Problem::SiteCode) },
        Problem::OfField { slug: name(), label: name(), problem: Box::new(Problem::Required) },
        Problem::UnknownField { slug: name(), similar: None },
        Problem::UnknownField { slug: name(), similar: Some(name()) },
        Problem::Degrees { value: name(), limit: 90 },
        Problem::MergeLosesUsername,
        Problem::StandardField("email"),
        Problem::TooManyItems(1000),
        Problem::TooManyBytes { size: 2000, limit: 1000 },
        Problem::TooManyWords(32),
        Problem::TooManyConditions(64),
    ]
}

#[test]
fn english_texts_are_those_of_the_problems() {
    for problem in problems() {
        assert_eq!(problem_text(&problem), problem.to_string());
    }
}

#[test]
fn every_other_language_has_texts_of_its_own() {
    for language in Language::ALL.into_iter().filter(|it| *it != Language::English) {
        for problem in problems() {
            let text = with_language(language, || problem_text(&problem));
            assert_ne!(text, problem.to_string(), "{language:?}");
            assert!(!text.contains("errors-") && !text.contains('{'), "{language:?}: {text}");
        }
    }
}

#[test]
fn problems_become_sentences() {
    let other = |text: &str| problem_sentence(&Problem::Other(text.to_owned()));
    assert_eq!(problem_sentence(&Problem::Required), "This field is required.");
    assert_eq!(problem_sentence(&Problem::TooLong(9)), "Use at most 9 characters.");
    assert_eq!(other("is in use"), "This is in use.");
    assert_eq!(other("no such role"), "No such role.");
    let shown = |language| with_language(language, || problem_sentence(&Problem::Required));
    assert_eq!(shown(Language::French), "Ce champ est obligatoire.");
    assert_eq!(shown(Language::Hindi), "यह फ़ील्ड आवश्यक है।");
    assert_eq!(shown(Language::Arabic), "هذا الحقل مطلوب.");
}
