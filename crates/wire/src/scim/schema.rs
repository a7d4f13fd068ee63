//! The table of attributes (RFC 7643, 7).

use super::{GROUP, USER, WORKER};

/// An attribute.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a characteristic of RFC 7643, 7")]
pub struct Attribute {
    /// The name.
    pub name: &'static str,
    /// What it is, for people.
    pub description: &'static str,
    /// The type of its values.
    pub kind: Kind,
    /// Whether it has several values.
    pub multi: bool,
    /// Whether every resource has it.
    pub required: bool,
    /// Whether texts are compared with their case.
    pub exact: bool,
    /// Who may write it.
    pub mutability: Mutability,
    /// Whether values are unique in the domain.
    pub unique: bool,
    /// The usual values.
    pub canonical: &'static [&'static str],
    /// The sub-attributes of a complex attribute.
    pub subs: &'static [Self],
}

/// The type of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Boolean.
    Flag,
    /// Date and time.
    Instant,
    /// The address of a resource of this type.
    Reference(&'static str),
    /// An object with sub-attributes.
    Complex,
    /// An object with any members.
    Open,
}

/// Who may write an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutability {
    /// Clients read and write it.
    ReadWrite,
    /// The server sets it.
    ReadOnly,
    /// Clients write it, and it is never returned.
    WriteOnly,
    /// Clients set it when they create the value.
    Immutable,
}

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// The URN.
    pub id: &'static str,
    /// The name.
    pub name: &'static str,
    /// What it describes, for people.
    pub description: &'static str,
    /// The attributes.
    pub attributes: &'static [Attribute],
}

/// The schemas of resources and extensions.
pub static SCHEMAS: [Schema; 3] = [
    Schema { id: USER, name: "User", description: "A mobile worker.", attributes: USER_ATTRIBUTES },
    Schema {
        id: GROUP,
        name: "Group",
        description: "A group of mobile workers.",
        attributes: GROUP_ATTRIBUTES,
    },
    Schema {
        id: WORKER,
        name: "Worker",
        description: "Fields that only mobile workers have.",
        attributes: WORKER_ATTRIBUTES,
    },
];

/// The attributes that all resources have.
pub static COMMON: &[Attribute] = &[
    Attribute::new("schemas", "The schemas of the resource.", Kind::Text)
        .multi()
        .exact()
        .required(),
    Attribute::new("id", "Identity, given by the server.", Kind::Text).exact().read_only(),
    Attribute::new("externalId", "Identity, given by the client.", Kind::Text).exact(),
    Attribute::new("meta", "Metadata.", Kind::Complex).read_only().subs(&[
        Attribute::new("resourceType", "Type of the resource.", Kind::Text).exact().read_only(),
        Attribute::new("created", "When it was created.", Kind::Instant).read_only(),
        Attribute::new("lastModified", "When it last changed.", Kind::Instant).read_only(),
        Attribute::new("location", "Its address.", Kind::Reference("uri")).exact().read_only(),
        Attribute::new("version", "Its ETag.", Kind::Text).exact().read_only(),
    ]),
];

static USER_ATTRIBUTES: &[Attribute] = &[
    Attribute::new(
        "userName",
        "A CommCare username, bare or full, or an e-mail address. Unique in the domain without case.",
        Kind::Text,
    )
    .required()
    .unique(),
    Attribute::new("name", "The parts of the name.", Kind::Complex).subs(&[
        Attribute::new("givenName", "First name.", Kind::Text),
        Attribute::new("familyName", "Last name.", Kind::Text),
    ]),
    Attribute::new("displayName", "First and last name.", Kind::Text).read_only(),
    Attribute::new("preferredLanguage", "Language code.", Kind::Text),
    Attribute::new("active", "Whether the worker may sign in.", Kind::Flag),
    Attribute::new("password", "New password.", Kind::Text).exact().write_only(),
    Attribute::new("emails", "The e-mail address. One is kept.", Kind::Complex).multi().subs(&[
        Attribute::new("value", "The address.", Kind::Text),
        Attribute::new("type", "Always work.", Kind::Text).canonical(&["work"]),
        Attribute::new("primary", "Always true.", Kind::Flag),
    ]),
    Attribute::new("phoneNumbers", "Phone numbers, the default one first.", Kind::Complex)
        .multi()
        .subs(&[
            Attribute::new("value", "The number, as sent.", Kind::Text),
            Attribute::new("type", "Use of the number.", Kind::Text)
                .canonical(&["work", "home", "mobile", "fax", "pager", "other"]),
            Attribute::new("primary", "Whether it is the default number.", Kind::Flag),
        ]),
    Attribute::new("groups", "The groups of the worker.", Kind::Complex)
        .multi()
        .read_only()
        .subs(&[
            Attribute::new("value", "Identity of the group.", Kind::Text).exact().read_only(),
            Attribute::new("$ref", "Address of the group.", Kind::Reference("Group"))
                .exact()
                .read_only(),
            Attribute::new("display", "Name of the group.", Kind::Text).read_only(),
            Attribute::new("type", "Always direct.", Kind::Text)
                .canonical(&["direct"])
                .read_only(),
        ]),
    Attribute::new("roles", "The role of the worker.", Kind::Complex).multi().read_only().subs(&[
        Attribute::new("value", "Name of the role.", Kind::Text).read_only(),
        Attribute::new("primary", "Always true.", Kind::Flag).read_only(),
    ]),
];

static WORKER_ATTRIBUTES: &[Attribute] = &[
    Attribute::new("username", "The CommCare username, with the host.", Kind::Text)
        .read_only()
        .unique(),
    Attribute::new("customData", "Custom data, by field.", Kind::Open),
    Attribute::new("locations", "Identities of the assigned locations.", Kind::Text)
        .multi()
        .exact(),
    Attribute::new("primaryLocation", "Identity of the primary location.", Kind::Text).exact(),
];

static GROUP_ATTRIBUTES: &[Attribute] = &[
    Attribute::new("displayName", "Name, unique in the domain.", Kind::Text).required().unique(),
    Attribute::new("members", "The workers in the group.", Kind::Complex).multi().subs(&[
        Attribute::new("value", "Identity of the worker.", Kind::Text).exact().immutable(),
        Attribute::new("$ref", "Address of the worker.", Kind::Reference("User"))
            .exact()
            .immutable(),
        Attribute::new("type", "Always User.", Kind::Text).canonical(&["User"]).immutable(),
    ]),
];

/// Attributes of RFC 7643 that are accepted and ignored in writes.
static IGNORED: &[&str] = &[
    "nickName",
    "profileUrl",
    "title",
    "userType",
    "locale",
    "timezone",
    "ims",
    "photos",
    "addresses",
    "entitlements",
    "x509Certificates",
];

/// Sub-attributes of RFC 7643 that are accepted and ignored in writes.
static IGNORED_SUBS: &[&str] = &[
    "formatted",
    "middleName",
    "honorificPrefix",
    "honorificSuffix",
    "display",
    "type",
    "primary",
    "$ref",
];

/// Whether RFC 7643 has an attribute of users that is ignored here.
pub(super) fn is_ignored(name: &str) -> bool {
    IGNORED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether RFC 7643 has a sub-attribute that is ignored here.
pub(super) fn is_ignored_sub(name: &str) -> bool {
    IGNORED_SUBS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Finds an attribute, whatever the case of its name.
pub(super) fn find(attributes: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// The schema with this URN, whatever its case.
pub fn by_id(id: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.id.eq_ignore_ascii_case(id))
}

impl Attribute {
    const fn new(name: &'static str, description: &'static str, kind: Kind) -> Self {
        Self {
            name,
            description,
            kind,
            multi: false,
            required: false,
            exact: false,
            mutability: Mutability::ReadWrite,
            unique: false,
            canonical: &[],
            subs: &[],
        }
    }

    const fn multi(mut self) -> Self {
        self.multi = true;
        self
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    const fn read_only(mut self) -> Self {
        self.mutability = Mutability::ReadOnly;
        self
    }

    const fn write_only(mut self) -> Self {
        self.mutability = Mutability::WriteOnly;
        self
    }

    const fn immutable(mut self) -> Self {
        self.mutability = Mutability::Immutable;
        self
    }

    const fn canonical(mut self, values: &'static [&'static str]) -> Self {
        self.canonical = values;
        self
    }

    const fn subs(mut self, subs: &'static [Self]) -> Self {
        self.subs = subs;
        self
    }
}
