//! What the User.com API adds to the domain `demo`: contacts, companies, tags and a list.

use roster_directory::Directory;
use roster_model::{
    Actor, CompanyEdit, CompanyRef, Email, Id, ListEdit, Patch, PersonEdit, PersonRef, Phone,
    SavedFilterEdit,
};

/// The companies, with the custom id that members name.
const COMPANIES: [(&str, &str); 2] =
    [("health-society", "Bihar Health Society"), ("patna-clinic", "Patna Clinic")];

/// The contacts: first and last name, the company, and a tag.
const CONTACTS: [(&str, &str, &str, &str); 4] = [
    ("Anita", "Bose", "health-society", "donor"),
    ("Farhan", "Ali", "health-society", "partner"),
    ("Grace", "Thomas", "patna-clinic", "partner"),
    ("Vikram", "Mehta", "patna-clinic", "partner"),
];

/// The tag of every fourth worker.
const TRAINER: &str = "trainer";

/// Creates the records; some of `workers` get a tag and are on a list.
pub(super) async fn create(
    directory: &Directory,
    actor: &Actor,
    workers: &[Id],
) -> anyhow::Result<()> {
    let (people, companies) = (directory.people(actor)?, directory.companies(actor)?);
    for (custom_id, name) in COMPANIES {
        let edit = CompanyEdit {
            name: Some(name.to_owned()),
            custom_id: Patch::Set(custom_id.to_owned()),
            ..CompanyEdit::default()
        };
        companies.create(&edit).await?;
    }
    let newsletter = ListEdit { name: Some("Newsletter".to_owned()), ..ListEdit::default() };
    let newsletter = directory.lists(actor)?.create(&newsletter).await?.number;
    for (index, (first, last, company, tag)) in CONTACTS.into_iter().enumerate() {
        let email = format!("{}.{}@example.org", first.to_lowercase(), last.to_lowercase());
        let edit = PersonEdit {
            first_name: Patch::Set(first.to_owned()),
            last_name: Patch::Set(last.to_owned()),
            email: Email::parse(&email)?.map_or(Patch::Keep, Patch::Set),
            phone: Patch::Set(Phone::parse(&format!("9161225500{index:02}"))?),
            company: Some(company.to_owned()),
            tags: vec![tag.to_owned()],
            ..PersonEdit::default()
        };
        let created = people.create(&edit).await?;
        people.add_to_list(&PersonRef::Number(created.person.number), newsletter).await?;
    }
    let view = directory.people_view(actor)?;
    for id in workers.iter().step_by(4) {
        let person = PersonRef::Number(view.find(id.as_str()).await?.person.number);
        people.add_tag(&person, TRAINER).await?;
        companies.add_member(&CompanyRef::CustomId(COMPANIES[0].0.to_owned()), &person).await?;
    }
    let filter = SavedFilterEdit {
        name: Some("Kumari".to_owned()),
        query: Some("search=kumari".to_owned()),
        ..SavedFilterEdit::default()
    };
    directory.saved_filters(actor)?.create(&filter).await?;
    Ok(())
}
