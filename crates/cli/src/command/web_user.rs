//! `roster web-user`.

use std::io;

use clap::Subcommand;
use roster_model::{ExposeSecret, Membership, SecretString, Start, WebUserEdit, Window};
use serde_json::{Value, json};

use super::Run;
use crate::{error::UsageError, output::status};

/// Commands for web users.
#[derive(Debug, Subcommand)]
pub(crate) enum WebUserCommand {
    /// Create a web user, or add an existing one to another domain
    #[command(after_help = "\
Without --password-stdin a password is generated and printed, alone, on stdout. It cannot be shown
again. It opens this domain only, until the web user replaces it on the page \"Account\" of the console.

An existing web user keeps the password, and --password-stdin is refused.

Examples:
  roster web-user create ada@example.org --domain north
  roster web-user create ada@example.org --domain north --role exporter
  printf %s \"$PASSWORD\" | roster web-user create ada@example.org --domain north --password-stdin")]
    Create {
        /// The e-mail address, which is the sign-in name
        email: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// Their role in the domain, by name [default: admin]
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Print a one-time link with which a person joins a domain, with their account or a new one
    #[command(after_help = "\
The link works once, for 7 days. A newer one for the same person and domain replaces it.

Example:
  roster web-user invite ada@example.org --domain north --role exporter \\
      --address https://roster.example.org")]
    Invite {
        /// The e-mail address, which is the sign-in name
        email: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// Their role in the domain, by name [default: admin]
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
        /// The address of this server in the link [default: the public URL of the settings,
        /// else the listen address]
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    /// Give a web user another role in a domain
    #[command(after_help = "\
The last active admin of a domain keeps the role: make another web user an admin first.

Example:
  roster web-user set-role ada@example.org --domain north --role exporter")]
    SetRole {
        /// The web user
        email: String,
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// The role, by name; `Admin` for an admin
        #[arg(long, value_name = "ROLE")]
        role: String,
    },
    /// Give an account back to its owner: new password, no second factor, no session, no API key
    #[command(after_help = "\
For an account that another person has used. Without --password-stdin a password is generated and
printed, alone, on stdout. Give it to the owner in person. All sessions of the account end, all its
API keys are revoked, and the second factor is removed.

Example:
  roster web-user recover ada@example.org")]
    Recover {
        /// The web user
        email: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set a new password of a web user
    #[command(after_help = "\
Without --password-stdin a password is generated and printed, alone, on stdout.

Example:
  roster web-user set-password ada@example.org")]
    SetPassword {
        /// The web user
        email: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// Remove the second factor of a web user who lost the app and the recovery codes
    #[command(after_help = "Example:\n  roster web-user remove-second-factor ada@example.org")]
    RemoveSecondFactor {
        /// The web user
        email: String,
    },
    /// Remove the link between a web user and an account at the identity provider
    #[command(after_help = "\
The sessions that began with it end. The next sign-in with the verified e-mail address of the web user
links again, also from another account at the provider.

Example:
  roster web-user unlink ada@example.org")]
    Unlink {
        /// The web user
        email: String,
    },
    /// Make a web user an operator of the server, who sees its status, creates domains and backs up in
    /// the console
    #[command(after_help = "\
A backup has the data of all domains: choose few operators. It takes effect once the web user has
replaced a first password that was chosen for them.

Examples:
  roster web-user operator ada@example.org
  roster web-user operator ada@example.org --remove")]
    Operator {
        /// The web user
        email: String,
        /// End it
        #[arg(long)]
        remove: bool,
    },
    /// Reactivate a web user, in every domain and with every key
    #[command(after_help = "Example:\n  roster web-user activate ada@example.org")]
    Activate {
        /// The web user
        email: String,
    },
    /// Deactivate a web user, in every domain and with every key
    #[command(after_help = "Example:\n  roster web-user deactivate ada@example.org")]
    Deactivate {
        /// The web user
        email: String,
    },
    /// List the web users of a domain
    #[command(after_help = "Example:\n  roster web-user list --domain north")]
    List {
        /// The domain
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
    },
}

/// Runs the command.
pub(crate) async fn run(command: WebUserCommand, run: &Run) -> anyhow::Result<()> {
    match command {
        WebUserCommand::Create { email, domain, role, password_stdin } => {
            create(run, &email, &domain, role.as_deref(), password(password_stdin)?).await
        }
        WebUserCommand::Invite { email, domain, role, address } => {
            invite(run, &email, &domain, role.as_deref(), address).await
        }
        WebUserCommand::SetRole { email, domain, role } => {
            set_role(run, &email, &domain, &role).await
        }
        WebUserCommand::Recover { email, password_stdin } => {
            recover(run, &email, password(password_stdin)?).await
        }
        WebUserCommand::SetPassword { email, password_stdin } => {
            set_password(run, &email, password(password_stdin)?).await
        }
        WebUserCommand::RemoveSecondFactor { email } => remove_second_factor(run, &email).await,
        WebUserCommand::Unlink { email } => unlink(run, &email).await,
        WebUserCommand::Operator { email, remove } => set_operator(run, &email, !remove).await,
        WebUserCommand::Activate { email } => set_active(run, &email, true).await,
        WebUserCommand::Deactivate { email } => set_active(run, &email, false).await,
        WebUserCommand::List { domain } => list(run, &domain).await,
    }
}

async fn create(
    run: &Run,
    email: &str,
    domain: &str,
    role: Option<&str>,
    password: Option<SecretString>,
) -> anyhow::Result<()> {
    let generate = password.is_none();
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let edit = WebUserEdit::with_role(role.unwrap_or("Admin"));
    let (membership, generated) =
        directory.web_users(&operator)?.create(email, edit, password).await?;
    let user = membership.user;
    let document = json!({
        "id": user.id.as_str(),
        "username": user.username,
        "domain": domain,
        "role": role.unwrap_or("Admin"),
        "password": generated.as_ref().map(ExposeSecret::expose_secret),
    });
    answer_with_password(run, generated.as_ref(), &document)?;
    if generate && generated.is_none() {
        status(format_args!(
            "{} exists and keeps the current password, which opens other domains once its owner has \
             replaced the first one",
            user.username
        ));
    }
    status(format_args!("next: roster api-key create --user {} --domain {domain}", user.username));
    Ok(())
}

async fn invite(
    run: &Run,
    email: &str,
    domain: &str,
    role: Option<&str>,
    address: Option<String>,
) -> anyhow::Result<()> {
    let public_url = || run.config.public_url.as_ref().map(|url| url.value.clone());
    let address = address.or_else(public_url);
    let address = address.unwrap_or_else(|| format!("http://{}", run.config.listen.value));
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let edit = WebUserEdit::with_role(role.unwrap_or("Admin"));
    let (invitation, token) = directory.web_users(&operator)?.invite(email, edit).await?;
    let link = format!("{}/join/{}", address.trim_end_matches('/'), token.expose_secret());
    let document = json!({
        "username": invitation.email(),
        "domain": domain,
        "role": role.unwrap_or("Admin"),
        "link": link,
        "expires": invitation.expires_at.to_string(),
    });
    run.output.answer(&link, &document)?;
    Ok(())
}

async fn set_role(run: &Run, email: &str, domain: &str, role: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let operator = directory.operator(domain).await?;
    let web_users = directory.web_users(&operator)?;
    let id = web_users.id_of(email).await?;
    web_users.edit(id.as_str(), WebUserEdit::with_role(role)).await?;
    status(format_args!("{email} has the role {role} in {domain}"));
    Ok(())
}

async fn recover(run: &Run, email: &str, password: Option<SecretString>) -> anyhow::Result<()> {
    let generated = run.directory().await?.recover_account(email, password).await?;
    let document = json!({
        "username": email,
        "password": generated.as_ref().map(ExposeSecret::expose_secret),
    });
    answer_with_password(run, generated.as_ref(), &document)?;
    status(format_args!("all sessions of {email} have ended, and all API keys are revoked"));
    Ok(())
}

async fn set_password(
    run: &Run,
    email: &str,
    password: Option<SecretString>,
) -> anyhow::Result<()> {
    let generated = run.directory().await?.reset_password(email, password).await?;
    let document = json!({
        "username": email,
        "password": generated.as_ref().map(ExposeSecret::expose_secret),
    });
    answer_with_password(run, generated.as_ref(), &document)
}

async fn remove_second_factor(run: &Run, email: &str) -> anyhow::Result<()> {
    run.directory().await?.reset_second_factor(email).await?;
    status(format_args!("{email} now signs in with the password only"));
    Ok(())
}

async fn unlink(run: &Run, email: &str) -> anyhow::Result<()> {
    if run.directory().await?.unlink_identity(email).await? {
        status(format_args!("{email} is not linked to an identity provider any more"));
    } else {
        status(format_args!("{email} was not linked to an identity provider"));
    }
    Ok(())
}

async fn set_operator(run: &Run, email: &str, operator: bool) -> anyhow::Result<()> {
    run.directory().await?.set_operator(email, operator).await?;
    let text = if operator { "is an operator" } else { "is not an operator" };
    status(format_args!("{email} {text} of the server"));
    Ok(())
}

async fn set_active(run: &Run, email: &str, active: bool) -> anyhow::Result<()> {
    run.directory().await?.set_web_user_active(email, active).await?;
    status(format_args!("{email} {}", if active { "is active" } else { "is deactivated" }));
    Ok(())
}

/// Prints a generated password alone, or nothing.
fn answer_with_password(
    run: &Run,
    generated: Option<&SecretString>,
    document: &Value,
) -> anyhow::Result<()> {
    match generated {
        Some(password) => run.output.answer(password.expose_secret(), document)?,
        None if run.output.json => run.output.answer("", document)?,
        None => {}
    }
    Ok(())
}

async fn list(run: &Run, domain: &str) -> anyhow::Result<()> {
    let directory = run.directory().await?;
    let actor = directory.operator(domain).await?;
    let bulk_users = Window { limit: u32::MAX - 1, start: Start::Offset(0) };
    let members = directory.web_users(&actor)?.list(None, bulk_users).await?.items;
    let rows: Vec<Vec<String>> = members
        .iter()
        .map(|member| vec![member.user.username.clone(), role(member).to_owned(), state(member)])
        .collect();
    let documents: Vec<Value> = members.iter().map(document).collect();
    run.output.list(&["username", "role", "state"], &rows, &Value::Array(documents))?;
    Ok(())
}

/// The password on stdin, if requested.
fn password(from_stdin: bool) -> anyhow::Result<Option<SecretString>> {
    if !from_stdin {
        return Ok(None);
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(
            UsageError("--password-stdin: the first line of stdin is empty".to_owned()).into()
        );
    }
    Ok(Some(SecretString::from(password)))
}

fn document(member: &Membership) -> Value {
    json!({
        "id": member.user.id.as_str(),
        "username": member.user.username,
        "role": role(member),
        "active": member.user.active && member.active,
    })
}

fn role(member: &Membership) -> &str {
    member.role.as_ref().map_or("Admin", |role| role.name.as_str())
}

fn state(member: &Membership) -> String {
    match (member.user.active, member.active) {
        (false, _) => "locked out",
        (true, false) => "inactive here",
        (true, true) => "active",
    }
    .to_owned()
}
