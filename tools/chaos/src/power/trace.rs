//! The file operations and responses of a server, in order of time.
//!
//! `strace` records what the real binary asks of the real system. A call that is interrupted by
//! others has two lines, for its start and its end. A write counts from its end, a response from
//! its start: so no change is taken as durable too early, and no response as unsent too late.

use std::collections::HashMap;

/// The calls that change files or send a response.
pub(super) const CALLS: &str =
    "trace=pwrite64,ftruncate,fsync,fdatasync,unlink,write,writev,sendto,sendmsg";

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Write {
        file: String,
        offset: usize,
        data: Vec<u8>,
    },
    Truncate {
        file: String,
        length: usize,
    },
    Remove {
        file: String,
    },
    /// Earlier writes to the file are durable once the same number is `Synced`.
    Sync {
        file: String,
    },
    Synced {
        file: String,
    },
    /// Earlier writes may be lost, and no later sync changes that.
    SyncFailed {
        file: String,
    },
    /// The names in the folder are durable.
    FolderSynced,
    /// A response was sent.
    Sent(Vec<u8>),
}

/// Parses a recording of a server whose store is in `folder`.
pub(super) fn read(recording: &str, folder: &str) -> Vec<Event> {
    let mut events = Vec::new();
    let mut begun: HashMap<&str, String> = HashMap::new();
    for line in recording.lines() {
        let Some((thread, line)) = line.trim_start().split_once(' ') else { continue };
        let line = line.trim_start();
        if let Some(beginning) = line.strip_suffix(" <unfinished ...>") {
            begin(beginning, folder, &mut events);
            begun.insert(thread, beginning.to_owned());
        } else if let Some(rest) = line.strip_prefix("<... ") {
            let (_, rest) = rest.split_once("resumed>").unwrap_or_default();
            if let Some(beginning) = begun.remove(thread) {
                end(&format!("{beginning}{rest}"), folder, &mut events);
            }
        } else {
            begin(line, folder, &mut events);
            end(line, folder, &mut events);
        }
    }
    events
}

/// Handles the start of a call.
fn begin(line: &str, folder: &str, events: &mut Vec<Event>) {
    let name = line.split('(').next().unwrap_or_default();
    match (name, file(line, folder)) {
        ("fsync" | "fdatasync", Some(file)) => events.push(Event::Sync { file }),
        ("write" | "writev" | "sendto" | "sendmsg", None) => {
            let bytes = strings(line).concat();
            if bytes.starts_with(b"HTTP/1.1 2") {
                events.push(Event::Sent(bytes));
            }
        }
        _ => {}
    }
}

/// Handles the end of a call.
fn end(line: &str, folder: &str, events: &mut Vec<Event>) {
    let Some((call, result)) = line.rsplit_once(" = ") else { return };
    let done = !result.trim_start().starts_with('-');
    let name = call.split('(').next().unwrap_or_default();
    let last = call.trim_end().trim_end_matches(')').rsplit(", ").next().unwrap_or_default();
    let last = last.parse().unwrap_or_default();
    match (name, file(call, folder)) {
        ("pwrite64", Some(file)) if done => {
            let data = strings(call).concat();
            events.push(Event::Write { file, offset: last, data });
        }
        ("ftruncate", Some(file)) if done => events.push(Event::Truncate { file, length: last }),
        ("fsync" | "fdatasync", Some(file)) if done => events.push(Event::Synced { file }),
        ("fsync" | "fdatasync", Some(file)) => events.push(Event::SyncFailed { file }),
        ("fsync" | "fdatasync", None) if done && path(call) == folder => {
            events.push(Event::FolderSynced);
        }
        ("unlink", _) if done => {
            let path = strings(call).concat();
            let file = of_folder(&String::from_utf8_lossy(&path), folder);
            events.extend(file.map(|file| Event::Remove { file }));
        }
        _ => {}
    }
}

/// The store file of a call.
fn file(line: &str, folder: &str) -> Option<String> {
    of_folder(&path(line), folder)
}

fn of_folder(path: &str, folder: &str) -> Option<String> {
    let name = path.strip_prefix(folder)?.strip_prefix('/')?;
    // The index of the log is shared memory that is rebuilt from the log.
    (!name.ends_with("-shm")).then(|| name.to_owned())
}

/// The path of the first descriptor among the arguments.
fn path(line: &str) -> String {
    let path = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let bytes = unescaped(path.unwrap_or_default().0);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The quoted strings.
fn strings(line: &str) -> Vec<Vec<u8>> {
    line.split('"').skip(1).step_by(2).map(unescaped).collect()
}

/// Decodes a text such as `\x2f\x61`.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.split("\\x").skip(1);
    bytes.filter_map(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Event, read};

    #[test]
    fn calls_that_others_come_between_count_when_they_are_sure() {
        let db = r"7<\x2f\x64\x2f\x66>";
        let recording = format!(
            "1  pwrite64({db}, \"\\x61\\x62\", 2, 4096 <unfinished ...>\n\
             2  sendto(9<socket>, \"{}\", 10, 0, NULL, 0) = 10\n\
             1  <... pwrite64 resumed>) = 2\n\
             1  fsync({db}) = -1 EIO (Input/output error) (INJECTED)\n",
            r"\x48\x54\x54\x50\x2f\x31\x2e\x31\x20\x32"
        );
        let file = || "f".to_owned();
        let expected = [
            Event::Sent(b"HTTP/1.1 2".to_vec()),
            Event::Write { file: file(), offset: 4096, data: b"ab".to_vec() },
            Event::Sync { file: file() },
            Event::SyncFailed { file: file() },
        ];
        assert_eq!(read(&recording, "/d"), expected);
    }
}
