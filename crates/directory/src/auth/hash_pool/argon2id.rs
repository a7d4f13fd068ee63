//! Argon2id in memory that the thread keeps between hashes.
//!
//! The system clears new memory, which costs as much as half a hash, and delays the other threads of
//! the process.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        Error,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};

/// The length of a hash, in bytes.
const OUTPUT_BYTES: usize = 32;

/// The memory of one hash at a time.
#[derive(Default)]
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// Whether nothing is kept.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Hashes a password into a PHC string, with the minimum parameters that OWASP recommends: 19 MiB, two
/// passes, one lane.
pub(super) fn hash(
    password: &[u8],
    salt: &[u8],
    memory: &mut Memory,
) -> Result<PasswordHash, Error> {
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let argon2 = Argon2::new(algorithm, version, Params::new(19 * 1024, 2, 1, None)?);
    let output = compute(&argon2, password, salt, OUTPUT_BYTES, memory)?;
    Ok(PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(salt)?),
        hash: Some(output),
    })
}

/// Whether the password has this hash, a PHC string.
pub(super) fn verify(password: &[u8], hash: &str, memory: &mut Memory) -> bool {
    matches(password, hash, memory).unwrap_or(false)
}

fn matches(password: &[u8], hash: &str, memory: &mut Memory) -> Result<bool, Error> {
    let hash = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else { return Ok(false) };
    let algorithm = Algorithm::try_from(hash.algorithm.as_str())?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from)?;
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&hash)?);
    // `Output` compares in constant time.
    Ok(compute(&argon2, password, salt, expected.len(), memory)? == *expected)
}

fn compute(
    argon2: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    output_bytes: usize,
    memory: &mut Memory,
) -> Result<Output, Error> {
    memory.0.resize(argon2.params().block_count(), Block::new());
    let mut buffer = [0; Output::MAX_LENGTH];
    let output = buffer.get_mut(..output_bytes).ok_or(Error::OutputSize)?;
    argon2.hash_password_into_with_memory(password, salt, output, &mut memory.0)?;
    Ok(Output::new(output)?)
}

#[cfg(test)]
mod tests {
    use argon2::{Argon2, PasswordVerifier as _};

    use super::{Memory, hash, verify};

    #[test]
    fn hashes_are_independent_of_what_the_memory_held() {
        let mut memory = Memory::default();
        let mut of = |password: &str, salt: &[u8; 16]| {
            hash(password.as_bytes(), salt, &mut memory).unwrap().to_string()
        };
        let (one, other) = (of("one", b"0123456789abcdef"), of("other", b"fedcba9876543210"));
        assert_eq!(of("one", b"0123456789abcdef"), one);
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        for (password, hash) in [("one", &one), ("other", &other)] {
            Argon2::default().verify_password(password.as_bytes(), hash.as_str()).unwrap();
            assert!(verify(password.as_bytes(), hash, &mut memory));
            assert!(!verify(b"another", hash, &mut memory));
        }
        assert!(!verify(b"one", "no hash", &mut memory));
    }

    #[test]
    fn other_parameters_are_those_of_the_hash() {
        let mut memory = Memory::default();
        let ours = hash(b"one", b"0123456789abcdef", &mut memory).unwrap().to_string();
        let smaller = "$argon2id$v=19$m=16,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$";
        let params = argon2::Params::new(16, 2, 1, Some(16)).unwrap();
        let mut output = [0; 16];
        Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(b"one", b"0123456789abcdef", &mut output)
            .unwrap();
        let smaller =
            format!("{smaller}{}", argon2::password_hash::phc::Output::new(&output).unwrap());
        for hash in [&smaller, &ours, &smaller] {
            assert!(verify(b"one", hash, &mut memory), "{hash}");
            assert!(!verify(b"other", hash, &mut memory), "{hash}");
        }
    }
}
