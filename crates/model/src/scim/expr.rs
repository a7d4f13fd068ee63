//! Filters (RFC 7644, 3.4.2.2) whose attributes are resolved.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::fold;

/// A logical combination of tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr<T> {
    /// All hold. Without parts it is true.
    All(Vec<Self>),
    /// At least one holds. Without parts it is false.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// A single test.
    Test(T),
}

/// A test of one value. `ne` is the negation of `eq`, and `eq null` that of `pr`.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// There is a value (`pr`).
    Present,
    /// The value compares so with the literal. An absent value never does.
    Compare(Operator, Literal),
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `eq`
    Equal,
    /// `co`
    Contains,
    /// `sw`
    StartsWith,
    /// `ew`
    EndsWith,
    /// `gt`
    Greater,
    /// `ge`
    GreaterOrEqual,
    /// `lt`
    Less,
    /// `le`
    LessOrEqual,
}

/// The value in a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// A number.
    Number(f64),
    /// An instant.
    Instant(Timestamp),
}

/// A test of a sub-attribute of one element of a multi-valued attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct ElementTest {
    /// The sub-attribute.
    pub sub: Sub,
    /// The test.
    pub test: Test,
}

/// A sub-attribute of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sub {
    /// `value`
    Value,
    /// `type`
    Type,
    /// `primary`
    Primary,
    /// `display`
    Display,
    /// `$ref`: this address, followed by the value.
    Ref(String),
}

/// An element of a multi-valued attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'a> {
    /// `value`
    pub value: Cow<'a, str>,
    /// The digits, if the value is a phone number. They decide whether two numbers are equal.
    pub digits: Option<&'a str>,
    /// `type`
    pub kind: Option<&'a str>,
    /// `primary`
    pub primary: bool,
    /// `display`
    pub display: Option<&'a str>,
    /// Whether the value is compared with its case.
    pub exact: bool,
}

impl<T> Expr<T> {
    /// The expression that is always true.
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// The expression that is never true.
    pub fn never() -> Self {
        Self::Any(Vec::new())
    }

    /// The expression that has this truth value.
    pub fn constant(value: bool) -> Self {
        if value { Self::always() } else { Self::never() }
    }

    /// Negates the expression.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// Evaluates the expression; `test` evaluates a single test.
    pub fn holds(&self, test: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(test)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(test)),
            Self::Not(part) => !part.holds(test),
            Self::Test(single) => test(single),
        }
    }

    /// Calls `visit` for each test.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a T)) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.visit(visit);
                }
            }
            Self::Not(part) => part.visit(visit),
            Self::Test(single) => visit(single),
        }
    }
}

impl Test {
    /// Tests a text, ignoring case unless `exact`. An empty text is absent.
    pub fn of_text(&self, found: Option<&str>, exact: bool) -> bool {
        let Some(found) = found.filter(|text| !text.is_empty()) else { return false };
        match self {
            Self::Present => true,
            Self::Compare(operator, Literal::Text(wanted)) if exact => {
                operator.compare(found, wanted)
            }
            Self::Compare(operator, Literal::Text(wanted)) => {
                operator.compare(&fold(found), &fold(wanted))
            }
            Self::Compare(..) => false,
        }
    }

    /// Tests a boolean.
    pub fn of_flag(&self, found: bool) -> bool {
        match self {
            Self::Present => true,
            Self::Compare(Operator::Equal, Literal::Flag(wanted)) => found == *wanted,
            Self::Compare(..) => false,
        }
    }

    /// Tests an instant.
    pub fn of_instant(&self, found: Timestamp) -> bool {
        match self {
            Self::Present => true,
            Self::Compare(operator, Literal::Instant(wanted)) => operator.orders(&found, wanted),
            Self::Compare(..) => self.of_text(Some(&found.to_string()), false),
        }
    }

    /// Tests a number.
    pub fn of_number(&self, found: f64) -> bool {
        match self {
            Self::Compare(operator, Literal::Number(wanted)) => operator.orders(&found, wanted),
            _ => self.of_text(Some(&found.to_string()), true),
        }
    }
}

impl Operator {
    fn compare(self, found: &str, wanted: &str) -> bool {
        match self {
            Self::Contains => found.contains(wanted),
            Self::StartsWith => found.starts_with(wanted),
            Self::EndsWith => found.ends_with(wanted),
            _ => self.orders(&found, &wanted),
        }
    }

    fn orders<T: PartialOrd>(self, found: &T, wanted: &T) -> bool {
        match self {
            Self::Equal => found == wanted,
            Self::Greater => found > wanted,
            Self::GreaterOrEqual => found >= wanted,
            Self::Less => found < wanted,
            Self::LessOrEqual => found <= wanted,
            Self::Contains | Self::StartsWith | Self::EndsWith => false,
        }
    }
}

impl Element<'_> {
    /// Evaluates an expression on this element.
    pub fn matches(&self, expr: &Expr<ElementTest>) -> bool {
        expr.holds(&|part| self.passes(part))
    }

    /// The sub-attribute as a sort key.
    pub fn sort_key(&self, sub: &Sub) -> Option<String> {
        match sub {
            Sub::Value | Sub::Ref(_) => Some(fold(&self.value)),
            Sub::Type => self.kind.map(fold),
            Sub::Primary => Some(self.primary.to_string()),
            Sub::Display => self.display.map(fold),
        }
    }

    fn passes(&self, ElementTest { sub, test }: &ElementTest) -> bool {
        match (sub, self.digits, test) {
            (Sub::Value, Some(digits), Test::Compare(Operator::Equal, Literal::Text(wanted))) => {
                crate::Phone::parse(wanted).is_ok_and(|phone| phone.digits() == digits)
            }
            (Sub::Value, ..) => test.of_text(Some(&self.value), self.exact),
            (Sub::Type, ..) => test.of_text(self.kind, false),
            (Sub::Primary, ..) => test.of_flag(self.primary),
            (Sub::Display, ..) => test.of_text(self.display, false),
            (Sub::Ref(base), ..) => test.of_text(Some(&format!("{base}{}", self.value)), true),
        }
    }
}
