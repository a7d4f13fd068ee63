//! The custom fields of the domain `demo`, and its profile.

use roster_directory::Directory;
use roster_model::{Actor, CustomData, FieldOptions, FieldType, NewField, NewProfile};

/// The number of a community health worker, which searches find.
pub(super) const CHW_ID: &str = "chw_id";
/// The programme in which a worker works.
pub(super) const PROGRAMME: &str = "programme";
/// The day of the last training.
pub(super) const TRAINED_ON: &str = "trained_on";

/// The programmes to choose from.
pub(super) const PROGRAMMES: [&str; 3] = ["Maternal health", "Nutrition", "Immunization"];

/// Declares the fields and creates a profile. Returns the number of the profile.
pub(super) async fn create(directory: &Directory, actor: &Actor) -> anyhow::Result<i64> {
    let fields = directory.fields(actor)?;
    let label = |text: &str| Some(text.to_owned());
    fields
        .declare(NewField {
            slug: CHW_ID.to_owned(),
            label: label("CHW ID"),
            options: FieldOptions { position: 1, searchable: true, ..FieldOptions::default() },
            ..NewField::default()
        })
        .await?;
    fields
        .declare(NewField {
            slug: PROGRAMME.to_owned(),
            label: label("Programme"),
            choices: PROGRAMMES.map(str::to_owned).to_vec(),
            options: FieldOptions { position: 2, ..FieldOptions::default() },
            ..NewField::default()
        })
        .await?;
    fields
        .declare(NewField {
            slug: TRAINED_ON.to_owned(),
            label: label("Last training"),
            value_type: Some(FieldType::Date),
            options: FieldOptions { position: 3, ..FieldOptions::default() },
            ..NewField::default()
        })
        .await?;
    let values = [(PROGRAMME.to_owned(), PROGRAMMES[1].into())];
    let profile = NewProfile {
        name: "Nutrition worker".to_owned(),
        values: values.into_iter().collect::<CustomData>(),
        adds_fields: false,
    };
    Ok(fields.create_profile(profile).await?.number)
}
