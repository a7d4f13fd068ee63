//! The checksum at the end of a file.

use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

/// Length of the checksum, in bytes.
const SEAL: usize = 32;

/// Hashes all written bytes and appends the hash at the end.
pub(super) struct Sealing<W> {
    out: W,
    hash: Sha256,
}

impl<W: Write> Sealing<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, hash: Sha256::new() }
    }

    /// Writes the checksum.
    pub(super) fn seal(mut self) -> io::Result<()> {
        let seal = self.hash.finalize();
        self.out.write_all(&seal)?;
        self.out.flush()
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads all bytes before the checksum and compares it at the end: reading to the end without an
/// error proves that the data is intact.
pub(super) struct Sealed<R> {
    source: R,
    hash: Sha256,
    /// Bytes that were read and not returned: at least the checksum, until the end.
    kept: Vec<u8>,
    ended: bool,
}

impl<R: Read> Sealed<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, hash: Sha256::new(), kept: Vec::new(), ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        const PIECE: usize = 64 << 10;
        while !self.ended && self.kept.len() <= SEAL {
            let mut piece = vec![0; PIECE];
            match self.source.read(&mut piece) {
                Ok(0) => self.ended = true,
                Ok(read) => self.kept.extend_from_slice(&piece[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Sealed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let free = self.kept.len().saturating_sub(SEAL).min(buffer.len());
        if free == 0 && !buffer.is_empty() {
            let sound = self.kept.as_slice() == self.hash.clone().finalize().as_slice();
            return if sound { Ok(0) } else { Err(io::ErrorKind::InvalidData.into()) };
        }
        buffer[..free].copy_from_slice(&self.kept[..free]);
        self.hash.update(&self.kept[..free]);
        self.kept.drain(..free);
        Ok(free)
    }
}
