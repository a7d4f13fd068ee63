//! The query language of bulk searches: the part of Lucene's that clients use.
//!
//! `username:"amina@demo.commcarehq.org" OR first_name:am*`: conditions, joined by `AND`, which
//! binds closer, and `OR`, which may be left out; parentheses; `\` before a character that is meant
//! as itself. A condition is a word, a `"phrase"`, or the beginning of a word and `*`, with a field
//! and a colon before it or without.

mod token;

use std::{iter::Peekable, vec::IntoIter};

use roster_model::{BulkField, BulkQuery, BulkTerm, Error, Problem};

use self::token::{Token, tokens};
use super::values;
use crate::Params;

/// How deep parentheses may nest.
const MAX_DEPTH: usize = 16;

/// The most conditions in one query.
const MAX_TERMS: usize = 1_000;

/// What the parameter `q` asks for; without it, everybody.
///
/// # Errors
/// [`Error::Invalid`] for a query that cannot be read, with the place of the trouble in words.
pub fn decode_query(params: &Params) -> Result<BulkQuery, Error> {
    values::storable_params(params)?;
    let text = params.get("q").unwrap_or_default();
    read(text).map_err(|trouble| {
        Error::invalid_field("q", Problem::Other(format!("Invalid q: {trouble}.")))
    })
}

fn read(text: &str) -> Result<BulkQuery, String> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Ok(BulkQuery::All);
    }
    if tokens.iter().filter(|token| matches!(token, Token::Term { .. })).count() > MAX_TERMS {
        return Err(format!("more than {MAX_TERMS} conditions"));
    }
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), depth: 0 };
    let query = parser.either(None)?;
    match parser.tokens.next() {
        None => Ok(query),
        Some(_) => Err("a closing parenthesis without an opening one".to_owned()),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    /// Alternatives, with `OR` between them or nothing.
    fn either(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        let mut parts = vec![self.both(field)?];
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Close => break,
                Token::Or => {
                    self.tokens.next();
                }
                _ => {}
            }
            parts.push(self.both(field)?);
        }
        Ok(one_or(parts, BulkQuery::Or))
    }

    /// Conditions with `AND` between them.
    fn both(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        let mut parts = vec![self.condition(field)?];
        while self.tokens.next_if(|token| *token == Token::And).is_some() {
            parts.push(self.condition(field)?);
        }
        Ok(one_or(parts, BulkQuery::And))
    }

    fn condition(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        match self.tokens.next() {
            Some(Token::Open) => self.group(field),
            Some(Token::Field(name)) if name == "*" => {
                self.tokens.next();
                Ok(BulkQuery::All)
            }
            Some(Token::Field(name)) => {
                let field = named(&name)?;
                match self.tokens.next() {
                    Some(Token::Term { value, prefix }) => Ok(term(Some(field), value, prefix)),
                    Some(Token::Open) => self.group(Some(field)),
                    _ => Err(format!("nothing after '{name}:'")),
                }
            }
            Some(Token::Term { value, prefix }) => Ok(term(field, value, prefix)),
            Some(Token::And | Token::Or) => Err("nothing before AND or OR".to_owned()),
            Some(Token::Close) => Err("nothing before a closing parenthesis".to_owned()),
            None => Err("nothing at the end, where a condition should be".to_owned()),
        }
    }

    fn group(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("parentheses nest deeper than {MAX_DEPTH}"));
        }
        let inner = self.either(field)?;
        self.depth -= 1;
        match self.tokens.next() {
            Some(Token::Close) => Ok(inner),
            _ => Err("an opening parenthesis without a closing one".to_owned()),
        }
    }
}

fn one_or(mut parts: Vec<BulkQuery>, several: fn(Vec<BulkQuery>) -> BulkQuery) -> BulkQuery {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => several(parts.into_iter().chain(last).collect()),
    }
}

fn term(field: Option<BulkField>, value: String, prefix: bool) -> BulkQuery {
    // `*` is whatever there is.
    if prefix && value.is_empty() {
        BulkQuery::All
    } else {
        BulkQuery::Match(BulkTerm { field, value, prefix })
    }
}

fn named(name: &str) -> Result<BulkField, String> {
    match name.strip_suffix(".exact").unwrap_or(name) {
        "id" | "_id" | "user_id" => Ok(BulkField::Id),
        "username" => Ok(BulkField::Username),
        "email" => Ok(BulkField::Email),
        "first_name" => Ok(BulkField::FirstName),
        "last_name" => Ok(BulkField::LastName),
        "phone_numbers" | "phone" | "default_phone_number" => Ok(BulkField::Phone),
        _ => Err(format!(
            "'{name}' cannot be searched by; these can: id, username, email, first_name, \
             last_name, phone_numbers"
        )),
    }
}
