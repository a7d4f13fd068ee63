//! The programs of PostgreSQL on this machine, run by a user that PostgreSQL accepts.

use std::{
    fs, io,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::Command,
};

/// The programs of the newest PostgreSQL that is installed.
#[derive(Clone)]
pub struct Programs {
    folder: PathBuf,
    /// User and group IDs of `postgres` when this process is root: PostgreSQL refuses to run as root.
    unprivileged: Option<(u32, u32)>,
}

impl Programs {
    /// Finds the newest of Debian's versions, or the one in `PATH`.
    ///
    /// # Errors
    /// When PostgreSQL is not installed, or this process is root and there is no user `postgres`.
    pub fn find() -> io::Result<Self> {
        let folder = folder().ok_or_else(|| {
            io::Error::other("PostgreSQL is not installed: apt-get install postgresql")
        })?;
        let unprivileged = match id(&["-u"])? {
            0 => Some((id(&["-u", "postgres"])?, id(&["-g", "postgres"])?)),
            _ => None,
        };
        Ok(Self { folder, unprivileged })
    }

    /// The folder that has the programs.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Creates a cluster in `folder`/data with the superuser `roster`, who needs no password.
    /// `folder` must exist; it then belongs to the user that runs PostgreSQL.
    ///
    /// # Errors
    /// When `initdb` fails: its output.
    pub fn init_cluster(&self, folder: &Path) -> io::Result<()> {
        if let Some((user, group)) = self.unprivileged {
            chown(folder, Some(user), Some(group))?;
        }
        let mut initdb = self.command("initdb", folder);
        initdb.args(["--username=roster", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        let output = initdb.arg("--pgdata").arg(folder.join("data")).output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(io::Error::other(format!("initdb: {}", String::from_utf8_lossy(&output.stderr))))
    }

    /// A command that starts the server of the cluster in `folder`, with its socket there.
    pub fn server(&self, folder: &Path, settings: &[&str]) -> Command {
        let mut command = self.command("postgres", folder);
        command.arg("-D").arg(folder.join("data")).arg("-k").arg(folder);
        for setting in settings {
            command.args(["-c", setting]);
        }
        command
    }

    /// A command that runs `program` in `folder`.
    pub fn command(&self, program: &str, folder: &Path) -> Command {
        let program = self.folder.join(program);
        let mut command = match self.unprivileged {
            None => Command::new(program),
            Some((user, group)) => {
                let mut command = Command::new("setpriv");
                command.args([&format!("--reuid={user}"), &format!("--regid={group}")]);
                command.arg("--clear-groups").arg(program);
                command
            }
        };
        command.current_dir(folder);
        command
    }
}

fn folder() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = std::env::split_paths(&path);
    let mut folders = folders.into_iter().rev().chain(elsewhere);
    folders.find(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file()))
}

fn id(arguments: &[&str]) -> io::Result<u32> {
    let output = Command::new("id").args(arguments).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| {
        io::Error::other(format!(
            "id {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        ))
    })
}
