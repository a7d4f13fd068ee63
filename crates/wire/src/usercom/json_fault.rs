//! What is wrong with JSON, in the words and positions of Python's reader, which clients of the
//! service know from its answers.

use crate::json::MAX_DEPTH;

/// The message for `bytes` that are no JSON.
pub(super) fn message(bytes: &[u8]) -> String {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => Reader::new(text).document(),
        Err(error) => Err(not_utf8(bytes, error)),
    };
    // What only our reader refuses (half a surrogate pair, a number beyond all bounds) has no
    // place of its own.
    let error =
        error.err().unwrap_or_else(|| "Expecting value: line 1 column 1 (char 0)".to_owned());
    format!("JSON parse error - {error}")
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> String {
    let at = error.valid_up_to();
    let byte = bytes[at];
    let reason = match error.error_len() {
        None => "unexpected end of data",
        Some(_) if (0xc2..=0xf4).contains(&byte) => "invalid continuation byte",
        Some(_) => "invalid start byte",
    };
    format!("'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}")
}

/// Reads as Python does, only to find where it stops.
struct Reader {
    text: Vec<char>,
    at: usize,
    depth: usize,
}

type Step = Result<(), String>;

impl Reader {
    fn new(text: &str) -> Self {
        Self { text: text.chars().collect(), at: 0, depth: 0 }
    }

    fn document(mut self) -> Step {
        if self.peek() == Some('\u{feff}') {
            return Err(self.error("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
        }
        self.blanks();
        self.value()?;
        self.blanks();
        if self.at < self.text.len() { Err(self.error("Extra data", self.at)) } else { Ok(()) }
    }

    fn value(&mut self) -> Step {
        match self.peek() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some('"') => self.string(),
            _ => self.scalar(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Step) -> Step {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        self.at += 1;
        self.blanks();
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn object(&mut self) -> Step {
        if self.take('}') {
            return Ok(());
        }
        loop {
            if self.peek() != Some('"') {
                return Err(
                    self.error("Expecting property name enclosed in double quotes", self.at)
                );
            }
            self.string()?;
            self.blanks();
            if !self.take(':') {
                return Err(self.error("Expecting ':' delimiter", self.at));
            }
            self.blanks();
            self.value()?;
            self.blanks();
            if self.take('}') {
                return Ok(());
            }
            self.comma()?;
        }
    }

    fn array(&mut self) -> Step {
        if self.take(']') {
            return Ok(());
        }
        loop {
            self.value()?;
            self.blanks();
            if self.take(']') {
                return Ok(());
            }
            self.comma()?;
        }
    }

    fn comma(&mut self) -> Step {
        if !self.take(',') {
            return Err(self.error("Expecting ',' delimiter", self.at));
        }
        self.blanks();
        Ok(())
    }

    fn string(&mut self) -> Step {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(self.error("Unterminated string starting at", start)),
                Some('"') => break self.at += 1,
                Some('\\') => self.escape(start)?,
                Some(c) if u32::from(c) < 0x20 => {
                    return Err(self.error("Invalid control character at", self.at));
                }
                Some(_) => self.at += 1,
            }
        }
        Ok(())
    }

    fn escape(&mut self, start: usize) -> Step {
        let backslash = self.at;
        match self.text.get(backslash + 1) {
            None => Err(self.error("Unterminated string starting at", start)),
            Some('u') => {
                let digits = self.text.iter().skip(backslash + 2).take(4);
                if digits.filter(|c| c.is_ascii_hexdigit()).count() < 4 {
                    return Err(self.error("Invalid \\uXXXX escape", backslash + 1));
                }
                self.at += 6;
                Ok(())
            }
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => {
                self.at += 2;
                Ok(())
            }
            Some(_) => Err(self.error("Invalid \\escape", backslash)),
        }
    }

    fn scalar(&mut self) -> Step {
        for name in ["NaN", "Infinity", "-Infinity"] {
            if self.word(name) {
                return Err(format!("Out of range float values are not JSON compliant: '{name}'"));
            }
        }
        if ["null", "true", "false"].into_iter().any(|name| self.word(name)) {
            return Ok(());
        }
        let length = number(&self.text[self.at..]);
        if length == 0 {
            return Err(self.error("Expecting value", self.at));
        }
        self.at += length;
        Ok(())
    }

    fn word(&mut self, word: &str) -> bool {
        let found = word.chars().eq(self.text[self.at..].iter().copied().take(word.len()));
        if found {
            self.at += word.len();
        }
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn error(&self, what: &str, at: usize) -> String {
        let before = &self.text[..at];
        let line = 1 + before.iter().filter(|c| **c == '\n').count();
        let column = 1 + before.iter().rev().take_while(|c| **c != '\n').count();
        format!("{what}: line {line} column {column} (char {at})")
    }
}

/// How many characters at the beginning are a number.
fn number(text: &[char]) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let sign = usize::from(text.first() == Some(&'-'));
    let whole = if text.get(sign) == Some(&'0') { 1 } else { digits(sign) };
    if whole == 0 {
        return 0;
    }
    let mut end = sign + whole;
    if text.get(end) == Some(&'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if matches!(text.get(end), Some('e' | 'E')) {
        let signed = usize::from(matches!(text.get(end + 1), Some('+' | '-')));
        let exponent = if end + 1 + signed <= text.len() { digits(end + 1 + signed) } else { 0 };
        if exponent > 0 {
            end += 1 + signed + exponent;
        }
    }
    end
}
