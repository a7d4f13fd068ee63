//! Encodings of CSV files: UTF-8, UTF-16 and Windows-1252.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

impl Encoding {
    /// Finds the encoding by the first bytes, and the length of the byte order mark.
    pub(super) fn detect(start: &[u8]) -> (Self, u64) {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => (Self::Utf8, 3),
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            [first, 0, second, 0, ..] if *first != 0 && *second != 0 => (Self::Utf16Le, 0),
            [0, first, 0, second, ..] if *first != 0 && *second != 0 => (Self::Utf16Be, 0),
            _ => (Self::Utf8, 0),
        }
    }

    /// Returns a reader of bytes whose delimiters and quotation marks are ASCII.
    pub(super) fn ascii_compatible<'a>(self, source: impl Read + 'a) -> Box<dyn Read + 'a> {
        match self {
            Self::Utf8 | Self::Windows1252 => Box::new(source),
            Self::Utf16Le => Box::new(Utf16::new(source, UTF_16LE)),
            Self::Utf16Be => Box::new(Utf16::new(source, UTF_16BE)),
        }
    }

    /// Decodes a cell read from [`Encoding::ascii_compatible`]; `None` if it is invalid.
    pub(super) fn decode(self, cell: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Windows1252 if cell.iter().any(|byte| is_undefined(*byte)) => None,
            Self::Windows1252 => Some(WINDOWS_1252.decode_without_bom_handling(cell).0),
            Self::Utf8 | Self::Utf16Le | Self::Utf16Be => str::from_utf8(cell).ok().map(Into::into),
        }
    }
}

/// Whether Windows-1252 does not define the byte.
fn is_undefined(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

/// Converts UTF-16 to UTF-8.
struct Utf16<R> {
    source: R,
    decoder: Decoder,
    text: Vec<u8>,
    position: usize,
    is_ended: bool,
}

impl<R> Utf16<R> {
    fn new(source: R, encoding: &'static encoding_rs::Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { source, decoder, text: Vec::new(), position: 0, is_ended: false }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        const CHUNK: usize = 32 << 10;
        while self.position == self.text.len() && !self.is_ended {
            let mut chunk = vec![0; CHUNK];
            let read = self.source.read(&mut chunk)?;
            self.is_ended = read == 0;
            // A code unit of two bytes has at most three bytes in UTF-8.
            self.text.resize(CHUNK * 2, 0);
            let (result, _, written, had_errors) =
                self.decoder.decode_to_utf8(&chunk[..read], &mut self.text, self.is_ended);
            if had_errors || result == CoderResult::OutputFull {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "invalid UTF-16"));
            }
            self.text.truncate(written);
            self.position = 0;
        }
        let read = buffer.len().min(self.text.len() - self.position);
        buffer[..read].copy_from_slice(&self.text[self.position..self.position + read]);
        self.position += read;
        Ok(read)
    }
}
