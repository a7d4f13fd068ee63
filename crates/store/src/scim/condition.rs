//! The part of a filter that an index evaluates.

use roster_model::{
    Phone, fold,
    scim::{
        ElementTest, Expr, GroupField, GroupTest, Literal, Operator, Sub, Test, UserField,
        UserList, UserTest,
    },
    search_words,
};

use crate::{Value, people::Selection};

/// Most users are active: the plus keeps the planner from the index by state, whose rows would have to
/// be sorted.
pub(super) const ACTIVE: &str = "+p.state = 1";

/// Few users are deactivated.
pub(super) const DEACTIVATED: &str = "p.state = 2";

/// A condition on rows that all matches of a filter meet.
#[derive(Clone, Debug)]
pub struct Condition<'a> {
    /// With `?` for each value.
    text: String,
    values: Vec<Value<'a>>,
    /// Whether only the matches meet it. Otherwise each row must be tested.
    exact: bool,
}

impl<'a> Condition<'a> {
    fn new(text: &str, values: Vec<Value<'a>>, exact: bool) -> Self {
        Self { text: text.to_owned(), values, exact }
    }

    fn everything(exact: bool) -> Self {
        Self::new("1 = 1", Vec::new(), exact)
    }

    fn nothing() -> Self {
        Self::new("1 = 0", Vec::new(), true)
    }

    /// The condition of a filter on users.
    pub(super) fn from_user_filter(filter: &'a Expr<UserTest>) -> Self {
        Self::from_filter(filter, &user_test)
    }

    /// The condition of a filter on groups.
    pub(super) fn from_group_filter(filter: &'a Expr<GroupTest>) -> Self {
        Self::from_filter(filter, &group_test)
    }

    /// Whether only the matches meet it.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// The text, without the values.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether all rows meet it.
    pub(super) fn is_everything(&self) -> bool {
        self.text == "1 = 1"
    }

    /// Adds it to a selection.
    pub(super) fn add_to(&self, selection: &mut Selection<'a>) {
        if !self.is_everything() {
            selection.and(&self.text, self.values.clone());
        }
    }

    /// A test without an index gives the condition that all rows meet.
    fn from_filter<T>(filter: &'a Expr<T>, test: &impl Fn(&'a T) -> Option<Self>) -> Self {
        match filter {
            Expr::Test(single) => test(single).unwrap_or(Self::everything(false)),
            Expr::All(parts) => {
                let parts: Vec<Self> =
                    parts.iter().map(|part| Self::from_filter(part, test)).collect();
                let exact = parts.iter().all(|part| part.exact);
                let narrowing = parts.into_iter().filter(|part| !part.is_everything());
                Self::joined(narrowing.collect(), " AND ", exact).unwrap_or(Self::everything(exact))
            }
            Expr::Any(parts) => {
                let parts: Vec<Self> =
                    parts.iter().map(|part| Self::from_filter(part, test)).collect();
                let exact = parts.iter().all(|part| part.exact);
                if parts.iter().any(Self::is_everything) {
                    return Self::everything(exact);
                }
                Self::joined(parts, " OR ", exact).unwrap_or(Self::nothing())
            }
            Expr::Not(part) => match Self::from_filter(part, test) {
                part if part.exact => Self::new(&format!("NOT ({})", part.text), part.values, true),
                _ => Self::everything(false),
            },
        }
    }

    fn joined(parts: Vec<Self>, operator: &str, exact: bool) -> Option<Self> {
        if parts.is_empty() {
            return None;
        }
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let text = format!("({})", texts.join(operator));
        let values = parts.into_iter().flat_map(|part| part.values).collect();
        Some(Self { text, values, exact })
    }
}

/// All conditions are true or false, never NULL, so that they can be negated.
fn user_test(test: &UserTest) -> Option<Condition<'_>> {
    let exact = |text: &str, values| Some(Condition::new(text, values, true));
    match test {
        UserTest::Named { user_name, full_username } => exact(
            "p.number IN (SELECT person FROM scim_names WHERE domain = $1 AND name = ? \
             UNION ALL SELECT o.number FROM usernames u \
             JOIN people o ON o.domain = u.domain AND o.id = u.person \
             WHERE u.domain = $1 AND u.username = ?)",
            vec![Value::sought(user_name), Value::sought(full_username)],
        ),
        UserTest::Field(field, test) => user_field(*field, test),
        UserTest::Element(list, Expr::Test(test)) => element(*list, test),
        UserTest::Element(list, Expr::All(parts)) => {
            // The tests must hold for one element, so each has an element for which it holds.
            let conditions = parts.iter().filter_map(|part| match part {
                Expr::Test(test) => element(*list, test),
                _ => None,
            });
            Condition::joined(conditions.collect(), " AND ", false)
        }
        UserTest::Element(..) | UserTest::Data(..) | UserTest::Location(..) => None,
    }
}

fn user_field(field: UserField, test: &Test) -> Option<Condition<'_>> {
    let exact = |text: &str, values| Some(Condition::new(text, values, true));
    match (field, test) {
        (UserField::Id, _) => id(test),
        (UserField::ExternalId, Test::Present) => exact("p.custom_id IS NOT NULL", Vec::new()),
        (UserField::ExternalId, Test::Compare(Operator::Equal, Literal::Text(wanted))) => exact(
            "(p.custom_id IS NOT NULL AND p.custom_id = ?)",
            vec![storable(wanted.clone()).into()],
        ),
        (UserField::Active, Test::Compare(Operator::Equal, Literal::Flag(true))) => {
            exact(ACTIVE, Vec::new())
        }
        (UserField::Active, Test::Compare(Operator::Equal, Literal::Flag(false))) => {
            exact(DEACTIVATED, Vec::new())
        }
        (UserField::Created, _) => instant("p.created_at", test),
        (UserField::LastModified, _) => {
            let mut condition = instant("p.updated_at", test)?;
            if !condition.is_everything() {
                // The index of updates begins with the state.
                condition.text = format!("(p.state IN (1, 2) AND {})", condition.text);
            }
            Some(condition)
        }
        (UserField::Username, Test::Compare(Operator::Equal, Literal::Text(wanted))) => exact(
            "p.id IN (SELECT person FROM usernames WHERE domain = $1 AND username = ?)",
            vec![storable(fold(wanted)).into()],
        ),
        (UserField::PrimaryLocation, Test::Compare(Operator::Equal, Literal::Text(wanted))) => {
            let at =
                "p.id IN (SELECT person FROM person_locations WHERE domain = $1 AND location = ?)";
            Some(Condition::new(at, vec![Value::from(storable(wanted.clone()))], false))
        }
        (
            UserField::GivenName | UserField::FamilyName | UserField::DisplayName,
            Test::Compare(Operator::Equal | Operator::StartsWith, Literal::Text(wanted)),
        ) => words(wanted),
        _ => None,
    }
}

fn element(list: UserList, ElementTest { sub, test }: &ElementTest) -> Option<Condition<'_>> {
    let Sub::Value = sub else { return None };
    if list == UserList::Emails && *test == Test::Present {
        return Some(Condition::new("p.email IS NOT NULL", Vec::new(), true));
    }
    let Test::Compare(Operator::Equal, Literal::Text(wanted)) = test else { return None };
    let (condition, value) = match list {
        UserList::Emails => ("(p.email IS NOT NULL AND p.email = ?)", fold(wanted)),
        UserList::Phones => (
            "p.number IN (SELECT person FROM person_phones WHERE domain = $1 AND phone = ?)",
            // An invalid number equals none.
            Phone::parse(wanted).map(|phone| phone.digits().to_owned()).unwrap_or_default(),
        ),
        UserList::Groups => (
            "p.id IN (SELECT person FROM group_members WHERE domain = $1 AND group_id = ?)",
            wanted.clone(),
        ),
        UserList::Locations => (
            "p.id IN (SELECT person FROM person_locations WHERE domain = $1 AND location = ?)",
            wanted.clone(),
        ),
        UserList::Roles => return None,
    };
    Some(Condition::new(condition, vec![storable(value).into()], true))
}

/// People with a word that begins like the longest word of `text`.
fn words(text: &str) -> Option<Condition<'_>> {
    let word = search_words(text).into_iter().max_by_key(String::len)?;
    let end = format!("{word}{}", char::MAX);
    let found = "p.number IN (SELECT person FROM person_words \
                 WHERE domain = $1 AND word >= ? AND word < ?)";
    Some(Condition::new(found, vec![word.into(), end.into()], false))
}

fn group_test(test: &GroupTest) -> Option<Condition<'_>> {
    match test {
        GroupTest::Field(GroupField::Id, test) => id(test),
        GroupTest::Field(GroupField::Created, test) => instant("p.created_at", test),
        GroupTest::Field(GroupField::LastModified, test) => instant("p.updated_at", test),
        GroupTest::Member(Expr::Test(ElementTest {
            sub: Sub::Value,
            test: Test::Compare(Operator::Equal, Literal::Text(wanted)),
        })) => {
            let found =
                "p.id IN (SELECT group_id FROM group_members WHERE domain = $1 AND person = ?)";
            Some(Condition::new(found, vec![storable(wanted.clone()).into()], true))
        }
        GroupTest::Field(..) | GroupTest::Member(_) | GroupTest::Location(..) => None,
    }
}

fn id(test: &Test) -> Option<Condition<'_>> {
    match test {
        Test::Present => Some(Condition::everything(true)),
        Test::Compare(Operator::Equal, Literal::Text(wanted)) => {
            Some(Condition::new("p.id = ?", vec![storable(wanted.clone()).into()], true))
        }
        Test::Compare(..) => None,
    }
}

fn instant<'a>(column: &str, test: &'a Test) -> Option<Condition<'a>> {
    let operator = match test {
        Test::Present => return Some(Condition::everything(true)),
        Test::Compare(Operator::Equal, _) => "=",
        Test::Compare(Operator::Greater, _) => ">",
        Test::Compare(Operator::GreaterOrEqual, _) => ">=",
        Test::Compare(Operator::Less, _) => "<",
        Test::Compare(Operator::LessOrEqual, _) => "<=",
        Test::Compare(..) => return None,
    };
    let Test::Compare(_, Literal::Instant(at)) = test else { return None };
    // Stored instants are whole microseconds.
    let is_whole = at.as_nanosecond() % 1_000 == 0;
    is_whole.then(|| Condition::new(&format!("{column} {operator} ?"), vec![(*at).into()], true))
}

/// PostgreSQL rejects U+0000 even in a query. Without it the text equals no stored one either, since
/// it is not the text that was sent; so it becomes empty, which no key is.
fn storable(text: String) -> String {
    if text.contains('\0') { String::new() } else { text }
}

#[cfg(test)]
mod tests {
    use roster_model::scim::{Expr, Literal, Operator, Test, UserField, UserTest};

    use super::Condition;

    fn test(field: UserField, operator: Operator, text: &str) -> Expr<UserTest> {
        let literal = Literal::Text(text.to_owned());
        Expr::Test(UserTest::Field(field, Test::Compare(operator, literal)))
    }

    #[test]
    fn conditions_are_exact_only_if_an_index_decides_all_parts() {
        let id = || test(UserField::Id, Operator::Equal, "7");
        let name = || test(UserField::UserName, Operator::Contains, "a");
        let given = || test(UserField::GivenName, Operator::StartsWith, "Ann-Ma");
        for (filter, text, exact) in [
            (id(), "p.id = ?", true),
            (name(), "1 = 1", false),
            (id().negated(), "NOT (p.id = ?)", true),
            (given().negated(), "1 = 1", false),
            (Expr::All(vec![id(), name()]), "(p.id = ?)", false),
            (Expr::Any(vec![id(), name()]), "1 = 1", false),
            (Expr::Any(vec![id(), id()]), "(p.id = ? OR p.id = ?)", true),
            (Expr::always(), "1 = 1", true),
            (Expr::never(), "1 = 0", true),
        ] {
            let condition = Condition::from_user_filter(&filter);
            assert_eq!((condition.text.as_str(), condition.exact), (text, exact), "{filter:?}");
        }
    }
}
