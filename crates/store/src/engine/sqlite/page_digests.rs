//! A file beside the database with a digest of each of its pages, so that damage at rest is found.
//!
//! It is written when the write-ahead log is empty, at an orderly end of a process, and names the
//! commit to which it belongs. After another commit it has nothing to say until the next such end.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// The first line of the file.
const FORMAT: &[u8; 16] = b"roster-digests1\n";

/// The length of the header: the format, and the commit and the page size as numbers of 8 bytes.
const HEADER_BYTES: usize = FORMAT.len() + 16;

/// The length of a digest: a CRC-32.
const DIGEST_BYTES: usize = 4;

/// The digests of a database.
pub(super) struct PageDigests {
    /// The number of the commit that they belong to.
    pub(super) commits: i64,
    page_size: u32,
    digests: Vec<u32>,
}

impl PageDigests {
    /// Computes the digests of a database file, to which no process may write meanwhile.
    pub(super) fn read(database: &Path, commits: i64, page_size: u32) -> io::Result<Self> {
        Ok(Self { commits, page_size, digests: digests_of(database, page_size)? })
    }

    /// Reads the digests beside a database; `None` if there are none, or they are unreadable.
    pub(super) fn load(folder: &Path) -> Option<Self> {
        let bytes = fs::read(path(folder)).ok()?;
        let (header, rest) = bytes.split_at_checked(HEADER_BYTES)?;
        let (format, numbers) = header.split_at(FORMAT.len());
        let (commits, page_size) = numbers.split_at(8);
        if format != FORMAT || rest.len() % DIGEST_BYTES != 0 {
            return None;
        }
        let digest = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?));
        Some(Self {
            commits: i64::from_le_bytes(commits.try_into().ok()?),
            page_size: u32::try_from(u64::from_le_bytes(page_size.try_into().ok()?)).ok()?,
            digests: rest.chunks_exact(DIGEST_BYTES).map(digest).collect::<Option<_>>()?,
        })
    }

    /// Replaces the digests beside a database.
    pub(super) fn save(&self, folder: &Path) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES + self.digests.len() * DIGEST_BYTES);
        bytes.extend_from_slice(FORMAT);
        bytes.extend_from_slice(&self.commits.to_le_bytes());
        bytes.extend_from_slice(&u64::from(self.page_size).to_le_bytes());
        bytes.extend(self.digests.iter().flat_map(|digest| digest.to_le_bytes()));
        let (path, new) = (path(folder), folder.join("roster.digests.new"));
        let mut file =
            File::options().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(&bytes)?;
        fs::rename(new, path)
    }

    /// The numbers of the pages, from 1, that are not as they were.
    pub(super) fn damaged(&self, database: &Path) -> io::Result<Vec<usize>> {
        let present = digests_of(database, self.page_size)?;
        let pages = self.digests.len().max(present.len());
        let differs = |page: &usize| present.get(page - 1) != self.digests.get(page - 1);
        Ok((1..=pages).filter(differs).collect())
    }
}

fn digests_of(database: &Path, page_size: u32) -> io::Result<Vec<u32>> {
    let mut file = File::open(database)?;
    let (mut page, mut digests) = (vec![0; page_size.max(512) as usize], Vec::new());
    loop {
        let mut filled = 0;
        while filled < page.len() {
            match file.read(&mut page[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        if filled == 0 {
            return Ok(digests);
        }
        digests.push(crc32fast::hash(&page[..filled]));
    }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("roster.digests")
}
