use roster_model::{
    AddressKind, CellProblem, Denial, FieldType, PhoneProblem, Problem, Rule, SettingValue,
    UndoObstacle,
};

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
        Problem::TooMany(64),
        Problem::TooManyConditions(64),
    ]
    .into_iter()
    .chain(rules().into_iter().map(Problem::from))
    .collect()
}

/// Each rule with a text of its own.
fn rules() -> Vec<Rule> {
    let name = || "amina".to_owned();
    let names = || vec!["North".to_owned(), "South".to_owned()];
    let address = "10.1.2.3".parse().unwrap();
    let mut rules = vec![
        Rule::SamePassword,
        Rule::WrongPassword,
        Rule::OfferExpired,
        Rule::WrongCode,
        Rule::HasAccount,
        Rule::CheckInput,
        Rule::NoSuchWorker,
        Rule::WorkerDeactivated,
        Rule::ChangedAgain,
        Rule::NoEarlierValues,
        Rule::Gone(vec![name()]),
        Rule::Gone(names()),
        Rule::UnknownTimeZone { name: name(), similar: vec![] },
        Rule::UnknownTimeZone { name: name(), similar: names() },
        Rule::ParentDeactivated,
        Rule::TooManyAssigned(1000),
        Rule::RepeatedLocation,
        Rule::LevelInUse,
        Rule::OneChoice,
        Rule::Pattern(name()),
        Rule::TooManyFields(2000),
        Rule::NeedsChoices,
        Rule::NotARegex(name()),
        Rule::Position,
        Rule::Slug(name()),
        Rule::FieldOfProfiles(names()),
        Rule::ProfileInUse,
        Rule::RoleHasMoreRights,
        Rule::RoleNameInUse,
        Rule::RoleInUse,
        Rule::NotInFuture,
        Rule::KeyPerDomain,
        Rule::FirstPassword,
        Rule::RoleNeedsDomain,
        Rule::Day,
        Rule::RepeatedWorker(7),
        Rule::OtherDomain(name()),
        Rule::UnconfirmedActive,
        Rule::ErrorText,
        Rule::NoHeader,
        Rule::CellCount { found: 3, expected: 4 },
        Rule::NotAnObject,
        Rule::ColumnPerField,
        Rule::Unsupported,
        Rule::GroupRow { row: 7, problem: Box::new(Rule::GroupId.into()) },
        Rule::GroupNameTaken(name()),
        Rule::NotFlag(name()),
        Rule::GroupWithoutName,
        Rule::GroupId,
        Rule::TooManyGroups(1000),
        Rule::CannotUndo(UndoObstacle::Changed(names())),
        Rule::CannotUndo(UndoObstacle::Submitted),
        Rule::CannotUndo(UndoObstacle::Deleted),
        Rule::TooManyWebhooks(10),
        Rule::PayloadWithoutPeople,
        Rule::UnknownKind(name()),
        Rule::NothingWaiting,
        Rule::UnknownChange(7),
        Rule::ChangeOrCursor,
        Rule::NothingToTest,
        Rule::NotAUrl,
        Rule::NotHttps,
        Rule::HttpNotListed,
        Rule::UrlWithCredentials,
        Rule::UrlWithFragment,
        Rule::AddressRefused { host: name(), address, kind: AddressKind::Private },
    ];
    let settings = [
        SettingValue::Flag,
        SettingValue::Wire,
        SettingValue::RequestsPerMinute,
        SettingValue::DataLimit,
        SettingValue::Bytes,
        SettingValue::Host,
        SettingValue::Days,
    ];
    rules.extend(settings.map(|expected| Rule::InvalidSetting { value: name(), expected }));
    let cells = [
        CellProblem::ErrorValue,
        CellProblem::NoDate,
        CellProblem::LostDigits,
        CellProblem::UnsavedFormula,
        CellProblem::MergedColumns,
    ];
    rules.extend(cells.map(Rule::Cell));
    let kinds = [
        AddressKind::CloudMetadata,
        AddressKind::ProviderMetadata,
        AddressKind::Unspecified,
        AddressKind::Loopback,
        AddressKind::LinkLocal,
        AddressKind::Reserved,
        AddressKind::Documentation,
        AddressKind::Multicast,
        AddressKind::WithoutTls,
    ];
    let refused = |kind| Rule::AddressRefused { host: String::new(), address, kind };
    rules.extend(kinds.map(refused));
    rules
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

/// These have other texts in the console than in the APIs.
#[test]
fn rules_with_special_texts_are_translated() {
    let expected = SettingValue::CasesUrl;
    let cases = Rule::InvalidSetting { value: "x".to_owned(), expected }.into();
    assert!(problem_text(&cases).ends_with("other than {domain}, {user_id} and {username}"));
    let undone = Rule::CannotUndo(UndoObstacle::Undone(jiff::Timestamp::UNIX_EPOCH)).into();
    assert_eq!(problem_text(&undone), "cannot be undone: it was undone already");
    let denied = Rule::Denied(Denial::MemberHasMoreRights).into();
    for problem in [cases, undone, denied] {
        let text = with_language(Language::French, || problem_text(&problem));
        assert_ne!(text, problem_text(&problem));
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
