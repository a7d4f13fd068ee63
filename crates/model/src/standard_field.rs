//! The standard fields of users and companies in the User.com API.

use crate::{Company, Subject, UsercomFields, attribute_slug};

/// A standard field of a user or a company. No custom attribute can have its name or its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandardField {
    /// The name in requests, in one of the two versions of the API.
    pub name: &'static str,
    /// Whether an existing record can be given another value.
    pub writable: bool,
}

/// The fields of users besides those of [`UsercomFields`].
const USER: [StandardField; 27] = [
    writable("user_id"),
    writable("custom_id"),
    writable("email"),
    writable("first_name"),
    writable("last_name"),
    writable("phone_number"),
    writable("gender"),
    writable("status"),
    writable("score"),
    writable("notifications"),
    writable("unsubscribed"),
    writable("assigned_to"),
    writable("company_id"),
    writable("company_custom_id"),
    writable("tags"),
    read_only("id"),
    read_only("user_key"),
    read_only("key"),
    read_only("name"),
    read_only("page_views"),
    read_only("chat_id"),
    read_only("created_at"),
    read_only("updated_at"),
    read_only("companies"),
    read_only("lists"),
    read_only("attributes"),
    read_only("web_push_subscription"),
];

/// The fields of companies besides [`Company::TEXTS`].
const COMPANY: [StandardField; 13] = [
    writable("name"),
    writable("custom_id"),
    writable("company_id"),
    writable("phone_numbers"),
    writable("size"),
    writable("approx_employees"),
    writable("assigned_to"),
    writable("tags"),
    read_only("id"),
    read_only("employees"),
    read_only("attributes"),
    read_only("created_at"),
    read_only("updated_at"),
];

impl StandardField {
    /// Finds the field with this name or label. A label is the name with other letters and
    /// separators: `First name`, `FIRST-NAME`, `firstName` are `first_name`, and `E-mail` is `email`.
    pub fn find(subject: Subject, name: &str) -> Option<Self> {
        let name = attribute_slug(name).replace('_', "");
        let (fields, texts): (&[Self], &[(&'static str, usize)]) = match subject {
            Subject::Person => (&USER, &UsercomFields::TEXTS),
            Subject::Company => (&COMPANY, &Company::TEXTS),
        };
        let instants = match subject {
            Subject::Person => &UsercomFields::INSTANTS[..],
            Subject::Company => &[],
        };
        let others = texts.iter().map(|(name, _)| *name).chain(instants.iter().copied());
        fields
            .iter()
            .copied()
            .chain(others.map(writable))
            .find(|field| field.name.replace('_', "") == name)
    }
}

const fn writable(name: &'static str) -> StandardField {
    StandardField { name, writable: true }
}

const fn read_only(name: &'static str) -> StandardField {
    StandardField { name, writable: false }
}

#[cfg(test)]
mod tests {
    use super::StandardField;
    use crate::Subject;

    fn found(subject: Subject, name: &str) -> Option<(&'static str, bool)> {
        StandardField::find(subject, name).map(|field| (field.name, field.writable))
    }

    #[test]
    fn labels_are_names_in_another_spelling() {
        for (name, expected) in [
            ("first_name", Some(("first_name", true))),
            ("First name", Some(("first_name", true))),
            (" LAST__NAME ", Some(("last_name", true))),
            ("Phone-Number", Some(("phone_number", true))),
            ("User ID", Some(("user_id", true))),
            ("Last seen", Some(("last_seen", true))),
            ("City", Some(("city", true))),
            ("Key", Some(("key", false))),
            ("firstName", Some(("first_name", true))),
            ("E-mail", Some(("email", true))),
            ("shoe size", None),
            ("", None),
        ] {
            assert_eq!(found(Subject::Person, name), expected, "{name}");
        }
    }

    #[test]
    fn users_and_companies_have_fields_of_their_own() {
        assert_eq!(found(Subject::Company, "Postal code"), Some(("postal_code", true)));
        assert_eq!(found(Subject::Company, "Employees"), Some(("employees", false)));
        assert_eq!(found(Subject::Company, "gender"), None);
        assert_eq!(found(Subject::Person, "postal_code"), None);
    }
}
