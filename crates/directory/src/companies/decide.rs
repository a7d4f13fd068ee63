//! What an edit makes of a company.

use roster_model::{Company, CompanyEdit, Fault, Flaw, Kind, Patch, Problem, Subject};
use roster_store::companies;

use crate::{
    attributes::{Guard, Registry},
    contacts::named_all,
    faults::fault,
    texts,
    work::Work,
};

/// The company as the edit says; `number` is that of one that is there already.
///
/// # Errors
/// [`Fault::Invalid`] with every flaw.
pub(super) async fn decide(
    work: &mut Work,
    number: Option<i64>,
    mut company: Company,
    edit: &CompanyEdit,
) -> Result<Company, Fault> {
    let mut flaws = edit.flaws.clone();
    if number.is_none() && edit.name.is_none() && !flaws.iter().any(|flaw| flaw.field == "name") {
        flaws.push(Flaw::new("name", Problem::Required));
    }
    if let Patch::Set(id) = &edit.custom_id {
        flaws.extend(custom_id_flaw(work, number, id).await?);
    }
    flaws.extend(apply(&mut company, edit));
    if !edit.attributes.is_empty() {
        let domain = work.number();
        let mut registry = Registry::load(&mut work.tx, domain, Subject::Company).await?;
        let (data, guard) = (&mut company.custom, Guard::default());
        flaws.extend(registry.apply(work, data, &edit.attributes, edit.undefined, &guard).await?);
    }
    flaws.extend(named_all(work, &mut company.tags, "tags", &edit.tags).await?);
    if flaws.is_empty() { Ok(company) } else { Err(Fault::Invalid(flaws)) }
}

/// Keeps a changed company, when anything did change; tells the company as kept.
pub(crate) async fn keep(
    work: &mut Work,
    before: &Company,
    mut after: Company,
) -> Result<Company, Fault> {
    let fields = differences(before, &after);
    if fields.is_empty() {
        return Ok(after);
    }
    after.updated_at = work.now;
    let domain = work.number();
    companies::update(&mut work.tx, domain, before, &after).await.map_err(fault)?;
    let number = after.number;
    work.log(Kind::CompanyUpdated, &number.to_string(), Some(number), fields);
    Ok(after)
}

fn differences(before: &Company, after: &Company) -> Vec<String> {
    let named = [
        ("custom_id", before.custom_id != after.custom_id),
        ("name", before.name != after.name),
        ("phone_numbers", before.phones != after.phones),
        ("size", before.size != after.size),
        ("assigned_to", before.assigned_to != after.assigned_to),
        ("tags", before.tags != after.tags),
        ("attributes", before.custom != after.custom),
    ];
    let texts = Company::TEXTS
        .iter()
        .map(|(name, _)| (*name, before.texts.get(*name) != after.texts.get(*name)));
    let differing = named.into_iter().chain(texts).filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}

fn apply(company: &mut Company, edit: &CompanyEdit) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if let Some(name) = &edit.name {
        flaws.extend(texts::name_flaw("name", name, Company::MAX_NAME));
        company.name.clone_from(name);
    }
    set(&mut company.custom_id, &edit.custom_id);
    set(&mut company.size, &edit.size);
    set(&mut company.assigned_to, &edit.assigned_to);
    for (name, text) in &edit.texts {
        let Some((_, most)) = Company::TEXTS.iter().find(|(known, _)| known == name) else {
            flaws.push(Flaw::new(name, Problem::NotEditable));
            continue;
        };
        match text.as_deref().filter(|text| !text.is_empty()) {
            None => {
                company.texts.remove(name);
            }
            Some(text) => {
                flaws.extend(texts::flaw(name, text, *most));
                company.texts.insert(name.clone(), text.to_owned());
            }
        }
    }
    if let Some(phones) = &edit.phones {
        flaws.extend(phone_flaws(phones));
        company.phones.clone_from(phones);
    }
    flaws
}

fn phone_flaws(phones: &[String]) -> Vec<Flaw> {
    let field = "phone_numbers";
    if phones.len() > Company::MAX_PHONES {
        return vec![Flaw::new(field, Problem::TooMany(Company::MAX_PHONES))];
    }
    let judge = |(index, phone): (usize, &String)| {
        texts::flaw(field, phone, Company::MAX_PHONE).map(|flaw| flaw.at(index))
    };
    phones.iter().enumerate().filter_map(judge).collect()
}

fn set<T: Clone>(present: &mut Option<T>, edit: &Patch<T>) {
    match edit {
        Patch::Keep => {}
        Patch::Clear => *present = None,
        Patch::Set(value) => *present = Some(value.clone()),
    }
}

async fn custom_id_flaw(
    work: &mut Work,
    number: Option<i64>,
    id: &str,
) -> Result<Option<Flaw>, Fault> {
    if let Some(flaw) = texts::name_flaw("custom_id", id, Company::MAX_CUSTOM_ID) {
        return Ok(Some(flaw));
    }
    let domain = work.number();
    let holder = companies::find_by_custom_id(&mut work.tx, domain, id).await.map_err(fault)?;
    let taken = holder.is_some_and(|holder| Some(holder.number) != number);
    Ok(taken.then(|| Flaw::new("custom_id", Problem::Taken(id.to_owned()))))
}
