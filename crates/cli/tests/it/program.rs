//! Runs the binary.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Mutex,
        mpsc::{self, Receiver},
    },
    thread,
};

use roster_store::Backend;
use serde_json::Value;
use tempfile::TempDir;

/// The binary with a working folder and a store.
pub(crate) struct Program {
    folder: TempDir,
    place: Vec<String>,
}

/// The output of a command.
#[derive(Debug)]
pub(crate) struct Output {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Program {
    /// The binary without a store option.
    pub(crate) fn bare() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), place: Vec::new() }
    }

    /// The binary with the store `place`.
    pub(crate) fn on(place: Backend) -> Self {
        let place = match place {
            Backend::Embedded(folder) => vec!["--data".to_owned(), folder.display().to_string()],
            Backend::Postgres(url) => vec!["--database".to_owned(), url],
        };
        Self { folder: tempfile::tempdir().unwrap(), place }
    }

    /// The path of a file in the working folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts a command and does not wait.
    pub(crate) fn start(&self, words: &str) -> Child {
        self.command(words).spawn().unwrap()
    }

    /// Writes a file into the working folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// Reads a file in the working folder.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// Runs a command, given as space-separated words.
    pub(crate) fn run(&self, words: &str) -> Output {
        self.run_with(words, &[], "")
    }

    /// Runs a command with environment variables and standard input.
    pub(crate) fn run_with(&self, words: &str, variables: &[(&str, &str)], stdin: &str) -> Output {
        let mut child = self.command(words).envs(variables.iter().copied()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        output(child)
    }

    /// Runs a command that cannot write a file above this number of KiB, like on a full disk.
    pub(crate) fn run_with_room(&self, words: &str, kibibytes: u32) -> Output {
        let limited = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        let mut command = Command::new("bash");
        command.args(["-c", &limited, env!("CARGO_BIN_EXE_roster")]);
        output(self.prepare(command, words).spawn().unwrap())
    }

    /// Runs a command that must succeed. Returns its output without the line end.
    pub(crate) fn must(&self, words: &str) -> String {
        let output = self.run(words);
        assert_eq!(output.code, 0, "{words}: {}", output.stderr);
        output.stdout.trim_end().to_owned()
    }

    /// Runs a command that must succeed. Returns its output as JSON.
    pub(crate) fn json(&self, words: &str) -> Value {
        serde_json::from_str(&self.must(&format!("{words} --json"))).unwrap()
    }

    /// Starts a server and waits until it listens.
    pub(crate) fn serve(&self, words: &str) -> Server {
        Self::listening(&mut self.command(&format!("serve --listen 127.0.0.1:0 {words}")))
    }

    /// Starts a server with stderr in a file.
    pub(crate) fn serve_logging(&self, words: &str, file: &str) -> Server {
        let mut command = self.command(&format!("serve --listen 127.0.0.1:0 {words}"));
        Self::listening(command.stderr(File::create(self.path(file)).unwrap()))
    }

    fn listening(command: &mut Command) -> Server {
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let url = first.trim_end().strip_prefix("listening on ").unwrap();
        let address = url.split_once("://").unwrap().1.to_owned();
        let (sender, log) = mpsc::channel();
        if let Some(stderr) = child.stderr.take() {
            // A server blocks once its pipe is full, so the log is always read.
            thread::spawn(move || {
                let lines = BufReader::new(stderr).lines().map_while(Result::ok);
                lines.for_each(|line| drop(sender.send(line)));
            });
        }
        Server { child, stdout, log: Mutex::new(log), address }
    }

    fn command(&self, words: &str) -> Command {
        self.prepare(Command::new(env!("CARGO_BIN_EXE_roster")), words)
    }

    fn prepare(&self, mut command: Command, words: &str) -> Command {
        let ours = ["DATA", "DATABASE", "LISTEN", "CONFIG", "LOG_LEVEL", "LOG_FORMAT"];
        for variable in ours.into_iter().chain(["TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES"]) {
            command.env_remove(format!("ROSTER_{variable}"));
        }
        command
            .args(words.split_whitespace())
            .args(&self.place)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// Waits for the end of a command.
fn output(child: Child) -> Output {
    let output = child.wait_with_output().unwrap();
    Output {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A running server.
pub(crate) struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// The lines of stderr that no test has read yet.
    log: Mutex<Receiver<String>>,
    /// Host and port.
    pub(crate) address: String,
}

impl Server {
    /// Sends a request without a body and returns the whole response.
    pub(crate) fn get(&self, target: &str, authorization: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "GET {target} HTTP/1.1\r\nHost: {}\r\nAuthorization: {authorization}\r\n\
             Connection: close\r\n\r\n",
            self.address
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Sends a signal, by name.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-s", signal, &pid]).status().unwrap();
    }

    /// Reads stderr until a line contains `text`.
    pub(crate) fn wait_for(&mut self, text: &str) {
        assert!(
            self.log.get_mut().unwrap().iter().any(|line| line.contains(text)),
            "not in the log: {text}"
        );
    }

    /// The next line of stdout.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Sends a signal, waits for the exit, and returns the exit code and stderr.
    pub(crate) fn end(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let stderr = self.log.get_mut().unwrap().iter().map(|line| line + "\n").collect();
        (self.child.wait().unwrap().code(), stderr)
    }
}

impl Drop for Server {
    /// A failed test leaves no server behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
