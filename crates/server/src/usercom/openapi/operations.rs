//! The table of operations.

/// An operation below the root of the dialect.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) description: &'static str,
    /// The schema of the request body; empty without one.
    pub(super) request: &'static str,
    /// The status of success.
    pub(super) status: &'static str,
    /// The schema of the response; empty without a body.
    pub(super) response: &'static str,
    pub(super) parameters: Parameters,
    /// The method of the operation that does the same.
    pub(super) same_as: Option<&'static str>,
}

/// The query parameters of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parameters {
    None,
    /// Those of pages.
    Paged,
    /// The filters of users, and those of pages.
    Filtered,
    /// Those of a search of users.
    Search,
}

const fn operation(
    method: &'static str,
    path: &'static str,
    name: &'static str,
    summary: &'static str,
) -> Operation {
    Operation {
        method,
        path,
        name,
        summary,
        description: "",
        request: "",
        status: "200",
        response: "",
        parameters: Parameters::None,
        same_as: None,
    }
}

const fn get(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    operation("get", path, name, summary)
}

const fn post(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    operation("post", path, name, summary)
}

const fn put(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    operation("put", path, name, summary)
}

const fn patch(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    operation("patch", path, name, summary)
}

const fn delete(path: &'static str, name: &'static str, summary: &'static str) -> Operation {
    Operation { status: "204", ..operation("delete", path, name, summary) }
}

impl Operation {
    /// Takes a body of this schema.
    const fn takes(self, request: &'static str) -> Self {
        Self { request, ..self }
    }

    /// Returns a body of this schema.
    const fn returns(self, response: &'static str) -> Self {
        Self { response, ..self }
    }

    /// Returns 201 with a body of this schema.
    const fn creates(self, response: &'static str) -> Self {
        Self { response, status: "201", ..self }
    }

    /// Returns a page.
    const fn page(self, response: &'static str) -> Self {
        Self { response, parameters: Parameters::Paged, ..self }
    }

    /// Returns a page of users, and takes the filters of users.
    const fn filtered(self) -> Self {
        Self { response: "ContactPage", parameters: Parameters::Filtered, ..self }
    }

    const fn search(self) -> Self {
        Self { parameters: Parameters::Search, ..self }
    }

    const fn described(self, description: &'static str) -> Self {
        Self { description, ..self }
    }

    /// Does the same as another method of the path.
    const fn same_as(self, method: &'static str) -> Self {
        Self { same_as: Some(method), ..self }
    }
}

const KEEPS: &str = "Absent fields keep their values.";
const BY_NAME: &str = "`id` is the name of the attribute (`name_std`).";

/// Every operation.
pub(super) const OPERATIONS: &[Operation] = &[
    get("/users/", "listContacts", "List users").filtered(),
    post("/users/", "createContact", "Create a user").takes("ContactWrite").creates("Contact"),
    get("/users/search/", "searchContacts", "Find users")
        .described("A search by e-mail, key, phone or custom ID returns one user, or with `many=true` a list; any other search returns a page.")
        .search()
        .returns("ContactSearch"),
    post("/users/update_or_create/", "upsertContact", "Update a user, or create one")
        .described("The user is found by `user_id`, `user_key` or `email`.")
        .takes("ContactWrite")
        .returns("Upserted"),
    post("/users/merge/", "mergeContacts", "Merge users into one")
        .takes("ContactMerge")
        .returns("Success"),
    put("/users/mass_update_standard_attributes/", "setForMany", "Set an attribute of many users")
        .takes("ContactMassWrite")
        .returns("StatusOk"),
    post("/users/mass_update_standard_attributes/", "setForManyByPost", "Set an attribute of many users")
        .takes("ContactMassWrite")
        .returns("StatusOk")
        .same_as("put"),
    put("/users/mass_update_custom_attributes/", "setCustomForMany", "Set a custom attribute of many users")
        .takes("ContactMassWrite")
        .returns("StatusOk"),
    post("/users/mass_update_custom_attributes/", "setCustomForManyByPost", "Set a custom attribute of many users")
        .takes("ContactMassWrite")
        .returns("StatusOk")
        .same_as("put"),
    get("/users/{id}/", "getContact", "Show a user").returns("Contact"),
    put("/users/{id}/", "editContact", "Change a user")
        .described(KEEPS)
        .takes("ContactWrite")
        .returns("Contact"),
    patch("/users/{id}/", "patchContact", "Change a user")
        .described("The same as PUT. Absent fields keep their values.")
        .takes("ContactWrite")
        .returns("Contact"),
    delete("/users/{id}/", "deleteContact", "Delete a user")
        .described("A mobile worker is deleted in all APIs."),
    post("/users/{id}/set_attribute/", "setAttribute", "Set a custom attribute")
        .takes("AttributeValue"),
    post("/users/{id}/set_multiple_attributes/", "setAttributes", "Set several custom attributes")
        .takes("AttributeValues"),
    post("/users/{id}/remove_attribute/", "removeAttribute", "Remove a custom attribute")
        .takes("AttributeName"),
    delete("/users/{id}/remove_attribute/", "removeAttributeByDelete", "Remove a custom attribute")
        .takes("AttributeName")
        .same_as("post"),
    post("/users/{id}/add_tag/", "addTag", "Tag a user").takes("TagName").returns("Tagged"),
    post("/users/{id}/add_many_tags/", "addTags", "Tag a user with several tags")
        .takes("TagNames")
        .returns("StatusOk"),
    post("/users/{id}/remove_tag/", "removeTag", "Remove a tag from a user").takes("TagName"),
    delete("/users/{id}/remove_tag/", "removeTagByDelete", "Remove a tag from a user")
        .takes("TagName")
        .same_as("post"),
    post("/users/{id}/add_to_list/", "addToList", "Add a user to a list")
        .takes("ListNumber")
        .returns("ContactList"),
    post("/users/{id}/remove_from_list/", "removeFromList", "Remove a user from a list")
        .takes("ListNumber"),
    delete("/users/{id}/remove_from_list/", "removeFromListByDelete", "Remove a user from a list")
        .takes("ListNumber")
        .same_as("post"),
    get("/users/{id}/events/", "listEventsOfContact", "List events of a user")
        .page("OccurrencePage"),
    post("/users/{id}/events/", "addEventOfContact", "Record an event of a user")
        .takes("OccurrenceOfContact")
        .creates("Recorded"),
    get("/users/{id}/emails/", "listEmails", "List e-mails to a user; always empty")
        .page("EmptyPage"),
    get("/users/{id}/ping_hits/", "listPingHits", "List page views of a user; always empty")
        .page("EmptyPage"),
    get("/users/{id}/product_events/", "listProductEvents", "List product events of a user; always empty")
        .page("EmptyPage"),
    get("/users/{id}/segments/", "listSegmentsOfContact", "List the segments that a user is in")
        .page("SegmentPage"),
    get("/users/{id}/timeline/", "listTimeline", "List the timeline of a user; always empty")
        .page("EmptyPage"),
    get("/companies/", "listCompanies", "List companies").page("CompanyPage"),
    post("/companies/", "createCompany", "Create a company")
        .takes("CompanyWrite")
        .creates("Company"),
    get("/companies/{id}/", "getCompany", "Show a company").returns("Company"),
    put("/companies/{id}/", "editCompany", "Change a company")
        .described(KEEPS)
        .takes("CompanyWrite")
        .returns("Company"),
    patch("/companies/{id}/", "patchCompany", "Change a company")
        .described("The same as PUT. Absent fields keep their values.")
        .takes("CompanyWrite")
        .returns("Company"),
    delete("/companies/{id}/", "deleteCompany", "Delete a company"),
    post("/companies/{id}/add_member/", "addMember", "Add a user as a member")
        .takes("Member")
        .returns("Company"),
    post("/companies/{id}/remove_member/", "removeMember", "Remove a member")
        .takes("Member")
        .returns("Company"),
    post("/companies/{id}/add_tag/", "addTagToCompany", "Tag a company")
        .takes("TagName")
        .returns("Tagged"),
    post("/companies/{id}/remove_tag/", "removeTagOfCompany", "Remove a tag from a company")
        .takes("TagName"),
    delete("/companies/{id}/remove_tag/", "removeTagOfCompanyByDelete", "Remove a tag from a company")
        .takes("TagName")
        .same_as("post"),
    post("/companies/{id}/set_attribute/", "setAttributeOfCompany", "Set a custom attribute of a company")
        .takes("AttributeValue"),
    post("/companies/{id}/set_multiple_attributes/", "setAttributesOfCompany", "Set several custom attributes of a company")
        .takes("AttributeValues"),
    post("/companies/{id}/remove_attribute/", "removeAttributeOfCompany", "Remove a custom attribute of a company")
        .takes("AttributeName"),
    delete("/companies/{id}/remove_attribute/", "removeAttributeOfCompanyByDelete", "Remove a custom attribute of a company")
        .takes("AttributeName")
        .same_as("post"),
    get("/attributes/", "listAttributes", "List attribute definitions").page("AttributePage"),
    post("/attributes/", "createAttribute", "Define an attribute")
        .takes("AttributeWrite")
        .creates("Attribute"),
    get("/attributes/{id}/", "getAttribute", "Show an attribute definition").returns("Attribute"),
    delete("/attributes/{id}/", "deleteAttribute", "Remove an attribute definition"),
    get("/attribute-type/{id}/users/", "getAttributeOfUsers", "Show an attribute of users, by its name")
        .described(BY_NAME)
        .returns("Attribute"),
    get("/attribute-type/{id}/companies/", "getAttributeOfCompanies", "Show an attribute of companies, by its name")
        .described(BY_NAME)
        .returns("Attribute"),
    get("/tags/", "listTags", "List tags").page("TagPage"),
    post("/tags/", "createTag", "Create a tag").takes("TagName").creates("Tag"),
    get("/tags/{id}/", "getTag", "Show a tag").returns("Tag"),
    put("/tags/{id}/", "renameTag", "Rename a tag").takes("TagName").returns("Tag"),
    patch("/tags/{id}/", "patchTag", "Rename a tag")
        .described("The same as PUT.")
        .takes("TagName")
        .returns("Tag"),
    delete("/tags/{id}/", "deleteTag", "Delete a tag"),
    get("/tags/{id}/users/", "listContactsOfTag", "List users with a tag").page("ContactPage"),
    get("/tags/{id}/companies/", "listCompaniesOfTag", "List companies with a tag")
        .page("CompanyPage"),
    get("/lists/", "listLists", "List lists").page("ContactListPage"),
    post("/lists/", "createList", "Create a list").takes("ContactListWrite").creates("ContactList"),
    get("/lists/{id}/", "getList", "Show a list").returns("ContactList"),
    put("/lists/{id}/", "editList", "Change a list").takes("ContactListWrite").returns("ContactList"),
    patch("/lists/{id}/", "patchList", "Change a list")
        .described("The same as PUT.")
        .takes("ContactListWrite")
        .returns("ContactList"),
    delete("/lists/{id}/", "deleteList", "Delete a list"),
    get("/lists/{id}/users/", "listContactsOfList", "List users on a list").page("ContactPage"),
    get("/segments/", "listSegments", "List segments: the saved filters of the domain")
        .page("SegmentPage"),
    get("/segments/{id}/", "getSegment", "Show a segment").returns("Segment"),
    get("/segments/{id}/users/", "listContactsOfSegment", "List users of a segment")
        .page("ContactPage"),
    get("/events/", "listEvents", "List events").page("EventPage"),
    post("/events/", "addEvent", "Record an event of a user")
        .takes("Occurrence")
        .creates("Recorded"),
    get("/events/{id}/", "listOccurrences", "List occurrences of an event").page("OccurrencePage"),
];
