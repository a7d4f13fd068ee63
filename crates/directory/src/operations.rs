//! What an operator of the server does in the console: sees its state, creates domains, and backs up.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Seek as _, Write as _},
};

use roster_model::{AccountState, Channel, Denial, Diff, Domain, Error, Kind, Membership, Problem};
use roster_store::{
    backup,
    last_backup::{self, LastBackup},
    memberships, overview, web_users,
};

use crate::{Directory, Session, auth::digest, domains::NewDomain, unit_of_work::AccountTx};

/// The operations of an operator, who is signed in.
#[derive(Clone)]
pub struct Operations {
    directory: Directory,
    session: Session,
}

/// The state of the server's store.
#[derive(Clone, Debug)]
pub struct ServerStatus {
    /// The engine: `sqlite` or `postgres`.
    pub engine: &'static str,
    /// The schema of the store.
    pub schema: i64,
    /// The size of the database in bytes.
    pub bytes: u64,
    /// The last backup, by the console or the command.
    pub last_backup: Option<LastBackup>,
    /// All domains by name, each with the size of its records in bytes.
    pub domains: Vec<(Domain, u64)>,
    /// The sign-in names of the operators.
    pub operators: Vec<String>,
}

impl Directory {
    /// The operations of the session's owner, who must be an operator.
    ///
    /// # Errors
    /// [`Denial::NotOperator`].
    pub fn operations(&self, session: &Session) -> Result<Operations, Error> {
        if !session.is_operator {
            return Err(Error::Forbidden(Denial::NotOperator));
        }
        Ok(Operations { directory: self.clone(), session: session.clone() })
    }

    /// Makes a web user an operator of the server, or ends it. Called by the operator on the command
    /// line; no form of the console does it.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the web user does not exist, or has an account that a domain created:
    /// the admins of that domain could have opened its link.
    pub async fn set_operator(&self, email: &str, operator: bool) -> Result<(), Error> {
        let (mut tx, user) = self.begin_operator_change(email).await?;
        let state = web_users::state(&mut tx.store, &user.id).await?;
        if let (true, Some(AccountState::Claimed { .. })) = (operator, state) {
            let text = format!(
                "'{0}' has an account that a domain created: give it to its owner with `roster \
                 web-user recover {0}` first",
                user.username
            );
            return Err(Error::invalid_field("email", Problem::Other(text)));
        }
        if web_users::is_operator(&mut tx.store, &user.id).await? == operator {
            return Ok(());
        }
        web_users::set_operator(&mut tx.store, &user.id, operator).await?;
        tx.log(Kind::WebUserUpdated, user.id.as_str(), &["operator"]);
        tx.commit().await
    }

    /// Records a backup for the status page.
    async fn record_backup(&self, backup: &LastBackup) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        last_backup::record(&mut tx, backup).await?;
        Ok(tx.commit().await?)
    }
}

impl Operations {
    /// The state of the store.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn status(&self) -> Result<ServerStatus, Error> {
        let store = self.directory.store();
        let seen = overview::overview(store).await?;
        let operators = web_users::operators(&mut store.read().await?).await?;
        Ok(ServerStatus {
            engine: seen.engine,
            schema: seen.schema,
            bytes: seen.bytes,
            last_backup: seen.last_backup,
            domains: self.directory.domain_sizes().await?,
            operators,
        })
    }

    /// Creates a domain whose first admin is the operator.
    ///
    /// # Errors
    /// As [`Directory::create_domain`]; [`Denial::NotOperator`] when that has ended meanwhile.
    pub async fn create_domain(&self, name: &str, wire: Option<&str>) -> Result<Domain, Error> {
        let new = NewDomain::parse(name, wire)?;
        let (who, user) = (self.session.who(), &self.session.user);
        let mut tx = AccountTx::begin(&self.directory, &who, Channel::Console).await?;
        if !web_users::is_operator(&mut tx.store, &user.id).await? {
            return Err(Error::Forbidden(Denial::NotOperator));
        }
        let domain = new.insert(&mut tx).await?;
        let member = Membership::new(user.clone(), None);
        memberships::insert(&mut tx.store, domain.number, &member).await?;
        if !digest::is_wanted(&mut tx.store, &user.id).await? {
            web_users::forget_digest_secret(&mut tx.store, &user.id).await?;
        }
        tx.log(Kind::WebUserCreated, user.id.as_str(), Diff::created(&member));
        tx.commit().await?;
        Ok(domain)
    }

    /// Checks that the operator may take a backup away, which has all data and secrets: an unattended
    /// browser is not enough.
    ///
    /// # Errors
    /// [`Denial::PasswordNotConfirmed`] unless the operator has entered the password, or signed in, in
    /// the last ten minutes.
    pub fn check_download(&self) -> Result<(), Error> {
        if self.session.is_fresh(self.directory.now()) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::PasswordNotConfirmed))
    }

    /// Writes a backup into `file`, which is empty, and reads it back. Then `keep` gives it its name, under
    /// which it is recorded. Readers and writers go on meanwhile.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store cannot be read, or the backup not
    /// be written, read back or named.
    pub async fn back_up(
        &self,
        mut file: File,
        name: &str,
        keep: impl FnOnce() -> io::Result<()>,
    ) -> Result<LastBackup, Error> {
        let internal = |error: io::Error| Error::Internal(Box::new(error));
        let store = self.directory.store();
        let mut out = BufWriter::new(file.try_clone().map_err(internal)?);
        let written = backup::write(store, self.directory.now(), &mut out).await?;
        out.flush().map_err(internal)?;
        file.sync_all().map_err(internal)?;
        file.rewind().map_err(internal)?;
        let bytes = file.metadata().map_err(internal)?.len();
        let read = tokio::task::spawn_blocking(move || backup::verify(BufReader::new(file))).await;
        let read = read.map_err(|error| Error::Internal(Box::new(error)))?;
        if read? != written {
            return Err(Error::Internal("the backup cannot be read back: check the disk".into()));
        }
        let rows = written.rows();
        let backup = LastBackup { at: written.at, rows, bytes, file: name.to_owned() };
        keep().map_err(internal)?;
        self.directory.record_backup(&backup).await?;
        let by = self.session.who().label();
        tracing::info!(name, rows, bytes, by, "backup written");
        Ok(backup)
    }
}
