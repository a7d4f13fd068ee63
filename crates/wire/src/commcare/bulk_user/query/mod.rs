//! The query language of the search: the part of the Lucene syntax that clients use.
//!
//! An example is `username:"amina@demo.commcarehq.org" OR first_name:am*`. A query combines
//! conditions with `AND`, `OR` and parentheses. `AND` binds closer, and `OR` is optional. A
//! condition is a word, a `"phrase"`, or a prefix with `*`, optionally after a field and a colon.
//! `\` escapes the next character.

mod token;

use std::{collections::HashSet, iter::Peekable, vec::IntoIter};

use roster_model::{
    BulkField, BulkQuery, BulkTerm, Error, Problem, fold, limits::MAX_SEARCH_WORDS, search_words,
};

use self::token::{Token, tokenize};
use crate::{Params, commcare::values};

/// The maximum depth of parentheses.
const MAX_DEPTH: usize = 16;

/// The maximum number of conditions in a query.
const MAX_TERMS: usize = 1_000;

/// Decodes the parameter `q`. Without it all users match.
///
/// # Errors
/// [`Error::Invalid`] with a description of the syntax error.
pub fn decode_query(params: &Params) -> Result<BulkQuery, Error> {
    values::check_storable_params(params)?;
    let text = params.get("q").unwrap_or_default();
    parse(text).map_err(|syntax_error| {
        Error::invalid_field("q", Problem::Other(format!("Invalid q: {syntax_error}.")))
    })
}

fn parse(text: &str) -> Result<BulkQuery, String> {
    let tokens = tokenize(text)?;
    if tokens.is_empty() {
        return Ok(BulkQuery::All);
    }
    if tokens.iter().filter(|token| matches!(token, Token::Term { .. })).count() > MAX_TERMS {
        return Err(format!("more than {MAX_TERMS} conditions"));
    }
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), depth: 0 };
    let query = parser.alternatives(None)?;
    if parser.tokens.next().is_some() {
        return Err("unexpected closing parenthesis".to_owned());
    }
    let mut words = HashSet::new();
    collect_words(&query, &mut words);
    if words.len() > MAX_SEARCH_WORDS {
        return Err(format!("more than {MAX_SEARCH_WORDS} different words"));
    }
    Ok(query)
}

/// Collects the words that the query compares, each with its field.
fn collect_words(query: &BulkQuery, words: &mut HashSet<(Option<BulkField>, String)>) {
    match query {
        BulkQuery::All => {}
        BulkQuery::Match(term) => {
            let known = search_words(&term.value);
            // A value without letters and digits is compared as a whole.
            let found = if known.is_empty() { vec![term.value.clone()] } else { known };
            words.extend(found.into_iter().map(|word| (term.field, word)));
        }
        BulkQuery::And(parts) | BulkQuery::Or(parts) => {
            for part in parts {
                collect_words(part, words);
            }
        }
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    /// Parses conjunctions with `OR` or nothing between them.
    fn alternatives(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        let mut parts = vec![self.conjunction(field)?];
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Close => break,
                Token::Or => {
                    self.tokens.next();
                }
                _ => {}
            }
            parts.push(self.conjunction(field)?);
        }
        Ok(combine(parts, BulkQuery::Or))
    }

    /// Parses conditions with `AND` between them.
    fn conjunction(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        let mut parts = vec![self.condition(field)?];
        while self.tokens.next_if(|token| *token == Token::And).is_some() {
            parts.push(self.condition(field)?);
        }
        Ok(combine(parts, BulkQuery::And))
    }

    fn condition(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        match self.tokens.next() {
            Some(Token::Open) => self.group(field),
            Some(Token::Field(name)) if name == "*" => {
                self.tokens.next();
                Ok(BulkQuery::All)
            }
            Some(Token::Field(name)) => {
                let field = parse_field(&name)?;
                match self.tokens.next() {
                    Some(Token::Term { value, prefix }) => Ok(term(Some(field), value, prefix)),
                    Some(Token::Open) => self.group(Some(field)),
                    _ => Err(format!("missing value after '{name}:'")),
                }
            }
            Some(Token::Term { value, prefix }) => Ok(term(field, value, prefix)),
            Some(Token::And | Token::Or) => Err("missing condition before AND or OR".to_owned()),
            Some(Token::Close) => Err("missing condition before a closing parenthesis".to_owned()),
            None => Err("missing condition at the end".to_owned()),
        }
    }

    fn group(&mut self, field: Option<BulkField>) -> Result<BulkQuery, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("parentheses nest deeper than {MAX_DEPTH}"));
        }
        let inner = self.alternatives(field)?;
        self.depth -= 1;
        match self.tokens.next() {
            Some(Token::Close) => Ok(inner),
            _ => Err("missing closing parenthesis".to_owned()),
        }
    }
}

/// Combines several parts into one query. A repeated part counts once, and a single part needs no
/// combination.
fn combine(mut parts: Vec<BulkQuery>, combination: fn(Vec<BulkQuery>) -> BulkQuery) -> BulkQuery {
    let mut seen = HashSet::new();
    parts.retain(|part| seen.insert(part.clone()));
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => combination(parts.into_iter().chain(last).collect()),
    }
}

fn term(field: Option<BulkField>, value: String, prefix: bool) -> BulkQuery {
    // `*` alone matches everything.
    if prefix && value.is_empty() {
        BulkQuery::All
    } else {
        // Only ids are compared with case.
        let is_folded = !matches!(field, None | Some(BulkField::Id));
        let value = if is_folded { fold(&value) } else { value };
        BulkQuery::Match(BulkTerm { field, value, prefix })
    }
}

fn parse_field(name: &str) -> Result<BulkField, String> {
    match name.strip_suffix(".exact").unwrap_or(name) {
        "id" | "_id" | "user_id" => Ok(BulkField::Id),
        "username" => Ok(BulkField::Username),
        "email" => Ok(BulkField::Email),
        "first_name" => Ok(BulkField::FirstName),
        "last_name" => Ok(BulkField::LastName),
        "phone_numbers" | "phone" | "default_phone_number" => Ok(BulkField::Phone),
        _ => Err(format!(
            "'{name}' is not searchable; searchable fields: id, username, email, first_name, \
             last_name, phone_numbers"
        )),
    }
}
