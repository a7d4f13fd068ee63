//! `roster field`.

use clap::{Args, Subcommand};
use roster_model::{Field, FieldOptions, FieldType, NewField};
use serde_json::{Value, json};

use super::Run;

/// Commands for custom fields.
#[derive(Debug, Subcommand)]
pub(crate) enum FieldCommand {
    /// Declare a field: every worker shows it from then on
    #[command(after_help = "\
Examples:
  roster field create village --domain north --label Village
  roster field create shift --domain north --choice day --choice night
  roster field create number --domain north --pattern '[A-Z]{2}[0-9]{4}' --searchable
  roster field create joined --domain north --type date --required")]
    Create(Create),
    /// List the fields of a domain
    #[command(after_help = "Example:\n  roster field list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Options of `create`.
#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Its key in custom data
    slug: String,
    /// The domain
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// Its label [default: the key]
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
    /// An allowed value; repeatable [default: every value is allowed]
    #[arg(long = "choice", value_name = "CHOICE")]
    choices: Vec<String>,
    /// Its type [default: text, or choice with choices]
    #[arg(long = "type", value_name = "TYPE")]
    value_type: Option<TypeName>,
    /// Every worker needs a value
    #[arg(long)]
    required: bool,
    /// Regular expression that a whole value must match
    #[arg(long, value_name = "REGEX")]
    pattern: Option<String>,
    /// Message for a value that does not match the pattern
    #[arg(long, value_name = "TEXT", requires = "pattern")]
    pattern_message: Option<String>,
    /// Searches find people by its words
    #[arg(long)]
    searchable: bool,
    /// Its place in forms, 0 to 9999; fields with the same place are in order of creation
    #[arg(long, value_name = "N", default_value_t = 0)]
    position: i64,
}

/// The types by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum TypeName {
    /// Text
    Text,
    /// A number
    Number,
    /// A whole number
    Integer,
    /// A date such as 2027-03-31
    Date,
    /// true or false
    Boolean,
    /// One of the choices
    Choice,
    /// Any of the choices
    MultipleChoice,
}

impl TypeName {
    fn value_type(self) -> FieldType {
        match self {
            Self::Text => FieldType::String,
            Self::Number => FieldType::Float,
            Self::Integer => FieldType::Integer,
            Self::Date => FieldType::Date,
            Self::Boolean => FieldType::Boolean,
            Self::Choice | Self::MultipleChoice => FieldType::Fixed,
        }
    }
}

/// Runs the command.
pub(crate) async fn run(command: FieldCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        FieldCommand::Create(new) => create(run, new).await,
        FieldCommand::List { domain } => list(run, &domain).await,
    }
}

async fn create(run: &Run, new: Create) -> anyhow::Result<()> {
    let options = FieldOptions {
        position: new.position,
        required: new.required,
        multiple: new.value_type == Some(TypeName::MultipleChoice),
        pattern: new.pattern,
        pattern_message: new.pattern_message,
        searchable: new.searchable,
    };
    let domain = new.domain;
    let new = NewField {
        slug: new.slug,
        label: new.label,
        value_type: new.value_type.map(TypeName::value_type),
        choices: new.choices,
        options,
    };
    let directory = run.directory().await?;
    let actor = directory.operator(&domain).await?;
    let fields = directory.fields(&actor)?;
    let field = fields.declare(new).await?;
    fields.update_search_index(&field).await?;
    run.output.answer(&field.slug, &document(&field))?;
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let fields = directory.fields(&actor)?.schema().await?.fields;
    let rows: Vec<Vec<String>> = fields
        .iter()
        .map(|field| {
            vec![
                field.slug.clone(),
                field.label.clone(),
                field.value_type.as_str().to_owned(),
                if field.declared { "yes" } else { "no" }.to_owned(),
                field.choices.join(", "),
            ]
        })
        .collect();
    let documents: Vec<Value> = fields.iter().map(document).collect();
    let head = ["slug", "label", "type", "declared", "choices"];
    run.output.list(&head, &rows, &Value::Array(documents))?;
    Ok(())
}

fn document(field: &Field) -> Value {
    json!({
        "id": field.number,
        "slug": field.slug,
        "label": field.label,
        "type": field.value_type.as_str(),
        "choices": field.choices,
        "declared": field.declared,
        "position": field.options.position,
        "required": field.options.required,
        "multiple": field.options.multiple,
        "pattern": field.options.pattern,
        "pattern_message": field.options.pattern_message,
        "searchable": field.options.searchable,
    })
}
