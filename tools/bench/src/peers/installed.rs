//! The peers' programs, from the Python package index, in their own virtual environment.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, ensure};

use crate::report::progress;

/// The pinned packages.
const REQUIREMENTS: &str = include_str!("../../peers/requirements.txt");

/// The folder of the programs; installs them if they are missing.
pub(super) fn programs() -> anyhow::Result<PathBuf> {
    let folder = folder()?.join("venv");
    let (programs, done) = (folder.join("bin"), folder.join("requirements.txt"));
    if fs::read_to_string(&done).is_ok_and(|text| text == REQUIREMENTS) {
        return Ok(programs);
    }
    let packages: Vec<&str> = REQUIREMENTS.lines().collect();
    progress(&format!("installing with pip, once: {}", packages.join(", ")));
    let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
    ensure!(made.context("there is no python3")?.success(), "python3 -m venv failed");
    let installed = Command::new(programs.join("pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(packages)
        .status()?;
    ensure!(installed.success(), "pip install failed");
    fs::write(done, REQUIREMENTS)?;
    Ok(programs)
}

/// The folder for all files of the peers.
pub(super) fn folder() -> anyhow::Result<PathBuf> {
    let folder = std::path::absolute(Path::new("target/bench/peers"))?;
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
