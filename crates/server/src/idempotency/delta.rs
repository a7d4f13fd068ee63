//! Differences from a text that the reader has too.
//!
//! Most of a response to a write repeats its request, which is sent again to get the response again. So a
//! stored response needs only the parts that the request does not have: of a bulk with a thousand
//! rows, the ids.
//!
//! A difference is a sequence of steps, compressed. A step is a run of new bytes, then a range of the
//! known text: the length of the run, the run, the start and the length of the range. Numbers have 7
//! bits per byte, the lowest first; the highest bit says that more follow. Encoding and decoding take
//! time in proportion to both texts.

use std::{
    collections::HashMap,
    io::{Read as _, Write as _},
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

/// The shortest range that is copied, in bytes.
const BLOCK: usize = 16;

/// The difference between `text` and `known`.
pub(super) fn encode(text: &[u8], known: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing into memory does not fail.
    let _ = encoder.write_all(&steps(text, known));
    encoder.finish().unwrap_or_default()
}

/// The text with this difference from `known`; `None` unless it has `len` bytes.
pub(super) fn decode(difference: &[u8], known: &[u8], len: usize) -> Option<Vec<u8>> {
    let mut steps = Vec::new();
    DeflateDecoder::new(difference).read_to_end(&mut steps).ok()?;
    let mut rest = steps.as_slice();
    let mut text = Vec::with_capacity(len);
    while !rest.is_empty() {
        let run_len = take_number(&mut rest)?;
        text.extend_from_slice(rest.split_off(..run_len)?);
        let (start, range_len) = (take_number(&mut rest)?, take_number(&mut rest)?);
        text.extend_from_slice(known.get(start..)?.get(..range_len)?);
        if text.len() > len {
            return None;
        }
    }
    (text.len() == len).then_some(text)
}

fn steps(text: &[u8], known: &[u8]) -> Vec<u8> {
    let starts = (0..known.len()).step_by(BLOCK);
    let blocks: HashMap<&[u8], usize> = known.chunks_exact(BLOCK).zip(starts).collect();
    let mut steps = Vec::new();
    let (mut run_start, mut at) = (0, 0);
    while let Some(block) = text.get(at..at + BLOCK) {
        let Some(&start) = blocks.get(block) else {
            at += 1;
            continue;
        };
        let before = common(text[run_start..at].iter().rev(), known[..start].iter().rev());
        let (at_first, known_first) = (at - before, start - before);
        let len = common(text[at_first..].iter(), known[known_first..].iter());
        push_step(&mut steps, &text[run_start..at_first], (known_first, len));
        at = at_first + len;
        run_start = at;
    }
    push_step(&mut steps, &text[run_start..], (0, 0));
    steps
}

/// The number of equal bytes at the start of both.
fn common<'a>(a: impl Iterator<Item = &'a u8>, b: impl Iterator<Item = &'a u8>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

fn push_step(steps: &mut Vec<u8>, run: &[u8], (start, len): (usize, usize)) {
    push_number(steps, run.len());
    steps.extend_from_slice(run);
    push_number(steps, start);
    push_number(steps, len);
}

fn push_number(steps: &mut Vec<u8>, mut number: usize) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap_or_default();
        number >>= 7;
        if number == 0 {
            return steps.push(low);
        }
        steps.push(low | 0x80);
    }
}

fn take_number(steps: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in (0..usize::BITS).step_by(7) {
        let byte = *steps.split_off_first()?;
        number |= usize::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::{decode, encode};

    fn round_trip(text: &str, known: &str) -> usize {
        let difference = encode(text.as_bytes(), known.as_bytes());
        let decoded = decode(&difference, known.as_bytes(), text.len());
        assert_eq!(decoded.as_deref(), Some(text.as_bytes()));
        difference.len()
    }

    /// Texts that do not compress.
    fn noise(len: usize) -> String {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(b' ' + u8::try_from(state >> 40 & 0x3f).unwrap())
        };
        (0..len).map(|_| next()).collect()
    }

    #[test]
    fn text_that_is_mostly_known_is_short() {
        let known = noise(500_000);
        let text =
            format!("{{\"id\": \"1\", \"data\": {}, \"more\": {}", &known[7..], &known[..9_999]);
        assert!(round_trip(&text, &known) < 200);
    }

    #[test]
    fn every_text_is_decoded() {
        let known = noise(1_000);
        let mut many = String::new();
        for index in 0..300 {
            write!(many, "{index}{}", &known[index..index + 40]).unwrap();
        }
        for text in ["", "a", &known, &known[..15], &known[3..], &many, &noise(70_000)] {
            round_trip(text, &known);
            round_trip(text, "");
        }
    }

    #[test]
    fn difference_from_another_text_or_length_is_rejected() {
        let known = noise(100);
        let difference = encode(known.as_bytes(), known.as_bytes());
        assert_eq!(decode(&difference, b"", known.len()), None);
        assert_eq!(decode(&difference, known.as_bytes(), known.len() - 1), None);
        assert_eq!(decode(b"no difference", known.as_bytes(), 10), None);
    }
}
