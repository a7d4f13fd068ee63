//! A disk that loses power: what was synced is there, of the rest anything may be.

use std::{collections::BTreeMap, fs, path::Path};

use fastrand::Rng;

use super::trace::Event;

/// Sectors so large that nothing is torn.
const WHOLE: usize = usize::MAX;

/// Files as they would be after a loss of power.
#[derive(Clone, Default)]
pub(super) struct Disk {
    files: BTreeMap<String, File>,
}

#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    /// Whether the name is durable: else the file may be gone.
    named: bool,
    removed: bool,
    /// What came after that, in order: once a sync has failed, what is sure stands among what is not.
    waiting: Vec<Waiting>,
    /// How many of those a sync that is under way makes durable.
    covered: usize,
}

#[derive(Clone)]
struct Waiting {
    change: Change,
    fate: Fate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Durable once it is synced.
    Open,
    /// Durable.
    Sure,
    /// A sync of it has failed: no other makes it durable.
    Doomed,
}

#[derive(Clone)]
enum Change {
    Write { offset: usize, data: Vec<u8> },
    Truncate { length: usize },
}

impl Disk {
    /// One with the files of `folder`, all durable.
    pub(super) fn of(folder: &Path) -> anyhow::Result<Self> {
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

    /// Does what was recorded.
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
            Event::Told(_) => {}
        }
    }

    /// Loses power now; writes what is left into `folder`, as `random` chooses: of a file's changes
    /// that are not durable all are there, or none, or some, the writes among them in sectors of
    /// `sector` bytes.
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
        // A new file of the same name is in the place of the one before.
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
    /// A sync has ended, which decides on what it covered.
    fn decide(&mut self, fate: Fate) {
        for waiting in self.waiting.iter_mut().take(self.covered) {
            if waiting.fate == Fate::Open {
                waiting.fate = fate;
            }
        }
        self.covered = 0;
        // What was written over something that is not sure must come after it.
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

/// Changes `bytes`, in those sectors that are `kept`.
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
