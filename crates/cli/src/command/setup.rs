//! `roster setup`.

use std::{
    io::{self, BufRead, IsTerminal as _, Write},
    path::Path,
};

use anyhow::bail;
use clap::Args;
use roster_model::{
    DomainName, Email, ExposeSecret, NewApiKey, SecretString, TimeZoneName, WebUserEdit,
};
use roster_store::Backend;
use serde_json::json;

use super::{Run, atomic_file::AtomicFile};
use crate::{error::UsageError, output::status};

/// The configuration file that is written by default, and read by default.
const CONFIG_FILE: &str = "roster.toml";

/// Options of `setup`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Setup {
    /// The first domain, such as `north` [default: asked for]
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// The e-mail address of its first web user, an admin [default: asked for]
    #[arg(long, value_name = "EMAIL")]
    web_user: Option<String>,
    /// The time zone of the domain, such as Africa/Nairobi, for the dates and times in the console
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    time_zone: String,
    /// The address to listen on, for the configuration file [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
}

const EXAMPLES: &str = "\
Creates the domain, its first web user (an admin, and operator of the server) and an API key, and prints the password and the key, which
cannot be shown again. Settings are written to roster.toml unless it exists or --config names a file.

Examples:
  roster setup
  roster setup --domain north --web-user ada@example.org --time-zone Africa/Nairobi
  roster setup --database postgres://db/roster --listen 0.0.0.0:8080";

impl Setup {
    /// The address in the flags.
    pub(crate) fn listen(&self) -> Option<String> {
        self.listen.clone()
    }
}

/// Runs the command; `config` is the configuration file that the user named.
pub(crate) async fn run(setup: Setup, config: Option<&Path>, run: &Run) -> anyhow::Result<()> {
    // Every value is checked before anything is written.
    let question = "Name of the first domain, such as north";
    let domain = answer(setup.domain, "--domain", question, |text| {
        DomainName::parse(text).map_err(|problem| problem.to_string())
    })?;
    let question = "E-mail address of its first web user";
    let web_user =
        answer(setup.web_user, "--web-user", question, |text| match Email::parse(text) {
            Ok(email) => email.ok_or_else(|| "must not be empty".to_owned()),
            Err(problem) => Err(problem.to_string()),
        })?;
    let time_zone = TimeZoneName::parse(&setup.time_zone)
        .map_err(|problem| UsageError(format!("--time-zone: {problem}")))?;
    let is_read = config.is_some() || Path::new(CONFIG_FILE).exists();
    if is_read && setup.listen.is_some() {
        let file = config.unwrap_or(Path::new(CONFIG_FILE)).display();
        bail!(UsageError(format!("{file} exists: change `listen` there, and leave out --listen")));
    }

    let directory = run.directory().await?;
    directory.create_domain(domain.as_str(), None).await?;
    let operator = directory.operator(domain.as_str()).await?;
    let zone = [("time_zone".to_owned(), time_zone.as_str().to_owned())];
    directory.settings(&operator)?.save(&zone).await?;
    let admin = WebUserEdit::with_role("Admin");
    let (member, password) =
        directory.web_users(&operator)?.create(web_user.as_str(), admin, None).await?;
    directory.set_operator(&member.user.username, true).await?;
    let new_key = NewApiKey {
        name: String::new(),
        owner: member.user.username.clone(),
        domain: Some(domain.clone()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.create_api_key(new_key).await?;
    // First: they cannot be shown again.
    print_credentials(run, &domain, &member.user.username, password.as_ref(), &key)?;
    if !is_read {
        write_config(run)?;
        status(format_args!("wrote {CONFIG_FILE}"));
    }
    let serve = match config {
        Some(file) => format!("roster serve --config {}", file.display()),
        None => "roster serve".to_owned(),
    };
    let listen = &run.config.listen.value;
    status(format_args!("next: {serve}\nthen sign in at http://{listen}/console/"));
    Ok(())
}

/// The value of a flag, or what the user types at the prompt.
fn answer<T>(
    flag: Option<String>,
    name: &str,
    question: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> anyhow::Result<T> {
    if let Some(value) = flag {
        return Ok(parse(&value).map_err(|problem| UsageError(format!("{name} {problem}")))?);
    }
    let missing = || UsageError(format!("{name} is missing: give it, or run setup in a terminal"));
    if !io::stdin().is_terminal() {
        bail!(missing());
    }
    let answered = ask(&mut io::stdin().lock(), &mut io::stderr(), question, parse)?;
    Ok(answered.ok_or_else(missing)?)
}

/// Asks until the response is valid. `None` at the end of the input.
fn ask<T>(
    input: &mut impl BufRead,
    output: &mut impl Write,
    question: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> io::Result<Option<T>> {
    loop {
        write!(output, "{question}: ")?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match parse(line.trim()) {
            Ok(value) => return Ok(Some(value)),
            Err(problem) => writeln!(output, "It {problem}.")?,
        }
    }
}

/// Writes the store and the address to the default configuration file.
fn write_config(run: &Run) -> anyhow::Result<()> {
    let (key, store) = match &run.config.place.value {
        Backend::Embedded(folder) => ("data", std::path::absolute(folder)?.display().to_string()),
        Backend::Postgres(url) => ("database", url.clone()),
    };
    let (store, listen) = (toml::Value::from(store), toml::Value::from(&*run.config.listen.value));
    let mut file = AtomicFile::beside(Path::new(CONFIG_FILE), false)?;
    writeln!(
        file,
        "# Flags and ROSTER_* variables override this file; `roster config show` prints the active\n\
         # settings and their sources.\n{key} = {store}\nlisten = {listen}"
    )?;
    file.keep()
}

fn print_credentials(
    run: &Run,
    domain: &DomainName,
    web_user: &str,
    password: Option<&SecretString>,
    key: &SecretString,
) -> anyhow::Result<()> {
    let password = password.map(ExposeSecret::expose_secret);
    let key = key.expose_secret();
    let document = json!({
        "domain": domain.as_str(),
        "web_user": web_user,
        "password": password,
        "api_key": key,
    });
    let password = password.unwrap_or("(unchanged)");
    run.output.answer(
        format_args!(
            "domain:    {domain}\nweb user:  {web_user}\npassword:  {password}\nAPI key:   {key}"
        ),
        &document,
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompt_repeats_until_the_response_is_valid() {
        let (mut input, mut output) = ("North Wind\n\n north \n".as_bytes(), Vec::new());
        let parse = |text: &str| DomainName::parse(text).map_err(|problem| problem.to_string());
        let domain = ask(&mut input, &mut output, "Name", parse).unwrap().unwrap();
        assert_eq!(domain.as_str(), "north");
        let output = String::from_utf8(output).unwrap();
        assert_eq!(output.matches("Name: ").count(), 3);
        assert_eq!(output.matches("It must").count(), 2, "{output}");
        assert!(ask(&mut input, &mut Vec::new(), "Name", parse).unwrap().is_none());
    }
}
