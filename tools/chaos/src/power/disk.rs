//! A simulated disk that loses power: synced data survives, the rest may or may not.

use std::{collections::BTreeMap, fs, path::Path};

use fastrand::Rng;

use super::trace::Event;

/// A sector size that tears no write.
const WHOLE: usize = usize::MAX;

/// Files as they are after a power loss.
#[derive(Clone, Default)]
pub(super) struct Disk {
    files: BTreeMap<String, File>,
}

#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    /// Whether the name is durable; otherwise the file may be missing.
    named: bool,
    removed: bool,
    /// Later changes, in order. After a failed sync, durable changes stand among uncertain ones.
    waiting: Vec<Waiting>,
    /// Number of these changes that a running sync makes durable.
    covered: usize,
}

#[derive(Clone)]
struct Waiting {
    change: Change,
    fate: Fate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Durable after the next sync.
    Open,
    /// Durable.
    Sure,
    /// A sync of this change has failed, so no later sync makes it durable.
    Doomed,
}

#[derive(Clone)]
enum Change {
    Write { offset: usize, data: Vec<u8> },
    Truncate { length: usize },
}

impl Disk {
    /// A disk with the files of `folder`, all durable.
    pub(super) fn new(folder: &Path) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !name.ends_with("-shm") {
                let file =
                    File { durable: fs::read(entry.path())?, named: true, ..File::default() };
                files.insert(name, file);
            }
        }
        Ok(Self { files })
    }

    /// Applies a recorded event.
    pub(super) fn follow(&mut self, event: &Event) {
        match event {
            Event::Write { file, offset, data } => {
                self.change(file, Change::Write { offset: *offset, data: data.clone() });
            }
            Event::Truncate { file, length } => {
                self.change(file, Change::Truncate { length: *length });
            }
            Event::Remove { file } => self.file(file).removed = true,
            Event::Sync { file } => {
                let file = self.file(file);
                file.covered = file.waiting.len();
            }
            Event::Synced { file } => self.file(file).decide(Fate::Sure),
            Event::SyncFailed { file } => {
                self.file(file).decide(Fate::Doomed);
            }
            Event::FolderSynced => {
                self.files.retain(|_, file| !file.removed);
                self.files.values_mut().for_each(|file| file.named = true);
            }
            Event::Sent(_) => {}
        }
    }

    /// Loses power and writes the remaining data into `folder`, as `random` chooses: of the changes
    /// that are not durable, all, none or some survive, with writes split into sectors of `sector`
    /// bytes.
    pub(super) fn lose(
        &self,
        folder: &Path,
        sector: usize,
        random: &mut Rng,
    ) -> anyhow::Result<()> {
        for (name, file) in &self.files {
            let gone = (file.removed || !file.named) && random.bool();
            if !gone {
                fs::write(folder.join(name), file.left(sector, random))?;
            }
        }
        Ok(())
    }

    fn change(&mut self, file: &str, change: Change) {
        let file = self.file(file);
        // A new file with the same name replaced the previous one.
        if file.removed {
            *file = File::default();
        }
        file.waiting.push(Waiting { change, fate: Fate::Open });
    }

    fn file(&mut self, name: &str) -> &mut File {
        self.files.entry(name.to_owned()).or_default()
    }
}

impl File {
    /// Ends a sync, which decides the fate of the changes that it covers.
    fn decide(&mut self, fate: Fate) {
        for waiting in self.waiting.iter_mut().take(self.covered) {
            if waiting.fate == Fate::Open {
                waiting.fate = fate;
            }
        }
        self.covered = 0;
        // A write over an uncertain one must come after it.
        let sure = self.waiting.iter().take_while(|waiting| waiting.fate == Fate::Sure).count();
        for waiting in self.waiting.drain(..sure) {
            apply(&mut self.durable, &waiting.change, WHOLE, || true);
        }
    }

    fn left(&self, sector: usize, random: &mut Rng) -> Vec<u8> {
        let mut left = self.durable.clone();
        let fate = random.u8(..4);
        for waiting in &self.waiting {
            match (fate, random.u8(..3)) {
                _ if waiting.fate == Fate::Sure => {
                    apply(&mut left, &waiting.change, WHOLE, || true);
                }
                (0, _) | (3, 0) => {}
                (1, _) | (3, 1) => apply(&mut left, &waiting.change, sector, || true),
                _ => apply(&mut left, &waiting.change, sector, || random.bool()),
            }
        }
        left
    }
}

/// Applies a change to `bytes`, in the sectors that are `kept`.
fn apply(bytes: &mut Vec<u8>, change: &Change, sector: usize, mut kept: impl FnMut() -> bool) {
    let (mut at, mut data) = match change {
        Change::Truncate { length } => return bytes.resize(*length, 0),
        Change::Write { offset, data } => (*offset, data.as_slice()),
    };
    while !data.is_empty() {
        let (now, rest) = data.split_at(data.len().min(sector - at % sector));
        if kept() {
            bytes.resize(bytes.len().max(at + now.len()), 0);
            bytes[at..at + now.len()].copy_from_slice(now);
        }
        (at, data) = (at + now.len(), rest);
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::{Disk, Event};

    #[test]
    fn only_what_is_synced_is_sure() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = || "f".to_owned();
        let write = |data: &[u8]| Event::Write { file: file(), offset: 0, data: data.to_vec() };
        let mut disk = Disk::default();
        let steps = [write(b"a"), Event::Sync { file: file() }, Event::Synced { file: file() }];
        steps.iter().chain(&[Event::FolderSynced, write(b"b")]).for_each(|it| disk.follow(it));
        let mut seen: Vec<Vec<u8>> = Vec::new();
        for seed in 0..50 {
            disk.lose(folder.path(), 512, &mut Rng::with_seed(seed)).expect("a disk");
            seen.push(std::fs::read(folder.path().join("f")).expect("a file"));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen, [b"a".to_vec(), b"b".to_vec()]);
    }
}
