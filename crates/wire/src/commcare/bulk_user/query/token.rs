//! The tokenizer of the query language.

use std::iter::Peekable;

/// A token of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `AND` or `&&`.
    And,
    /// `OR` or `||`.
    Or,
    /// The text before a colon.
    Field(String),
    /// A word or phrase. `prefix` is true if a `*` follows.
    Term { value: String, prefix: bool },
}

/// Splits a query into tokens.
///
/// # Errors
/// A description of the syntax error.
pub(super) fn tokenize(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            '"' => tokens.push(phrase(&mut chars)?),
            // A required condition is the same as a condition.
            '+' => {}
            '-' | '!' => return Err("exclusions are not supported".to_owned()),
            first => tokens.push(word(first, &mut chars)?),
        }
    }
    Ok(tokens)
}

fn phrase(chars: &mut impl Iterator<Item = char>) -> Result<Token, String> {
    let mut value = String::new();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(Token::Term { value, prefix: false }),
            '\\' => value.extend(chars.next()),
            c => value.push(c),
        }
    }
    Err("missing closing quotation mark".to_owned())
}

fn word(first: char, chars: &mut Peekable<std::str::Chars<'_>>) -> Result<Token, String> {
    let mut value = String::new();
    let (mut escaped, mut prefix) = (false, false);
    let mut next = Some(first);
    while let Some(c) = next {
        if prefix && c != ':' {
            return Err("'*' is only supported at the end of a word".to_owned());
        }
        match c {
            ':' if prefix => return Ok(Token::Field("*".to_owned())),
            ':' => return Ok(Token::Field(value)),
            '*' => prefix = true,
            '?' => return Err("'?' is not supported".to_owned()),
            '\\' => {
                escaped = true;
                value.extend(chars.next());
            }
            c => value.push(c),
        }
        next = chars.next_if(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '"'));
    }
    if escaped || prefix {
        return Ok(Token::Term { value, prefix });
    }
    match value.as_str() {
        "AND" | "&&" => Ok(Token::And),
        "OR" | "||" => Ok(Token::Or),
        "NOT" => Err("exclusions are not supported".to_owned()),
        _ => Ok(Token::Term { value, prefix }),
    }
}
