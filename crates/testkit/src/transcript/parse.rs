//! Parses a transcript into blocks.

/// A request and its expected response.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// The line of its heading, from 1.
    pub(super) line: usize,
    /// The text of its heading.
    pub(super) name: String,
    /// Method of the request.
    pub(super) method: String,
    /// Path and query of the request.
    pub(super) target: String,
    /// Headers of the request.
    pub(super) headers: Vec<(String, String)>,
    /// Body of the request.
    pub(super) body: String,
    /// Expected status.
    pub(super) status: u16,
    /// Headers that the response must have, or must not have.
    pub(super) expected_headers: Vec<HeaderExpectation>,
    /// Expected body.
    pub(super) expected_body: String,
}

/// An expected header.
#[derive(Debug)]
pub(super) struct HeaderExpectation {
    /// Its name.
    pub(super) name: String,
    /// Its value; `None` when it must be absent.
    pub(super) value: Option<String>,
}

impl Block {
    /// An error of the transcript itself, at this block.
    pub(super) fn error(&self, why: &str) -> String {
        format!("{}: {}: {why}", self.line, self.name)
    }
}

/// The blocks of a transcript.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, String> {
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).collect();
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].1.starts_with("### ")).collect();
    if starts.is_empty() {
        return Err("1: the transcript has no block: begin one with '### name'".to_owned());
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| block(&lines[start..end])).collect()
}

fn block(lines: &[(usize, &str)]) -> Result<Block, String> {
    let (line, heading) = lines[0];
    let name = heading.trim_start_matches('#').trim().to_owned();
    let mut block = Block { line, name, ..Block::default() };

    let answer_at = lines
        .iter()
        .position(|(_, line)| status(line).is_some())
        .ok_or_else(|| block.error("no answer is expected: add a line such as 'HTTP 200'"))?;
    let (request, answer) = (&lines[1..answer_at], &lines[answer_at..]);

    let (head, body) = head_and_body(request);
    let mut head = head.iter().filter(|(_, line)| !line.starts_with('#'));
    let (_, first) = head.next().ok_or_else(|| block.error("the request is missing"))?;
    let (method, target) =
        first.split_once(' ').ok_or_else(|| format!("{}: not 'METHOD /path'", line + 1))?;
    block.method = method.to_owned();
    block.target = target.trim().to_owned();
    block.headers = head.map(header).collect::<Result<_, _>>()?;
    block.body = body;

    let (head, body) = head_and_body(answer);
    block.status = status(head[0].1).unwrap_or_default();
    block.expected_headers = head[1..].iter().map(expectation).collect::<Result<_, _>>()?;
    block.expected_body = body;
    Ok(block)
}

/// Splits at the first empty line; empty lines before the head and after the body are ignored.
fn head_and_body<'a, 'b>(lines: &'a [(usize, &'b str)]) -> (&'a [(usize, &'b str)], String) {
    let blank = |line: &&(usize, &str)| line.1.trim().is_empty();
    let start = lines.iter().take_while(blank).count();
    let length = lines[start..].iter().take_while(|line| !blank(line)).count();
    let (head, body) = lines[start..].split_at(length);
    let body: Vec<&str> = body.iter().map(|(_, line)| *line).collect();
    (head, body.join("\n").trim_matches('\n').to_owned())
}

fn header(&(line, text): &(usize, &str)) -> Result<(String, String), String> {
    let (name, value) =
        text.split_once(':').ok_or_else(|| format!("{line}: not 'Header: value': {text}"))?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn expectation(line: &(usize, &str)) -> Result<HeaderExpectation, String> {
    if let Some(name) = line.1.strip_prefix('!') {
        return Ok(HeaderExpectation { name: name.trim().to_owned(), value: None });
    }
    let (name, value) = header(line)?;
    Ok(HeaderExpectation { name, value: Some(value) })
}

fn status(line: &str) -> Option<u16> {
    line.strip_prefix("HTTP ")?.trim().parse().ok()
}
