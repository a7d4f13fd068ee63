//! Runs every target with its saved corpus, which includes the inputs of fixed defects.

#![expect(clippy::unwrap_used, reason = "a test without its inputs fails")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use roster_fuzz::TARGETS;

#[test]
fn every_target_accepts_its_corpus() {
    for target in &TARGETS {
        let files = files(&corpus().join(target.name));
        assert!(!files.is_empty(), "{} has no corpus", target.name);
        for file in files {
            // Identifies the input of a failure.
            println!("{}", file.display());
            (target.run)(&fs::read(&file).unwrap());
        }
    }
}

#[test]
fn corpora_and_programs_match_the_targets() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    for folder in [corpus(), fuzz().join("fuzz_targets")] {
        let names = files(&folder).into_iter();
        let names = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
        assert_eq!(names.collect::<BTreeSet<_>>(), targets, "{}", folder.display());
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("no {}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn corpus() -> PathBuf {
    fuzz().join("corpus")
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("libfuzzer")
}
