//! The parser of filters and of value paths.

use roster_model::scim::Operator;
use serde_json::Value;

use super::{Node, RawOperator, RawTest};

/// The deepest nesting of parentheses and brackets.
const MAX_DEPTH: usize = 32;
/// The most tests in a filter.
const MAX_TESTS: usize = 200;

/// Parses a filter.
///
/// # Errors
/// What is wrong, and where.
pub(crate) fn parse(text: &str) -> Result<Node, String> {
    if text.trim().is_empty() {
        return Err("The filter is empty. Leave it out to get all resources.".to_owned());
    }
    let mut parser = Parser::new(text)?;
    let node = parser.or()?;
    parser.expect_end()?;
    Ok(node)
}

/// Splits the path of a `PATCH` operation, `path[filter].sub`, in its three parts.
///
/// # Errors
/// What is wrong with the filter.
pub(crate) fn parse_value_path(text: &str) -> Result<(&str, Option<Node>, Option<&str>), String> {
    let Some((path, rest)) = text.split_once('[') else { return Ok((text, None, None)) };
    let Some((filter, sub)) = rest.rsplit_once(']') else {
        return Err("The path has no closing bracket.".to_owned());
    };
    let sub = match sub {
        "" => None,
        sub => Some(sub.strip_prefix('.').ok_or("After the closing bracket a '.' is expected.")?),
    };
    Ok((path, Some(parse(filter)?), sub))
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    /// A word without quotes: a path, an operator, or a literal.
    Word(String),
    /// A quoted text.
    Text(String),
}

struct Parser {
    /// The tokens, each with its position in characters, from 1.
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    tests: usize,
    end: usize,
}

impl Parser {
    fn new(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        Ok(Self { tokens, next: 0, depth: 0, tests: 0, end: text.chars().count() + 1 })
    }

    fn or(&mut self) -> Result<Node, String> {
        let mut parts = vec![self.and()?];
        while self.take_word("or") {
            parts.push(self.and()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::Or(parts) })
    }

    fn and(&mut self) -> Result<Node, String> {
        let mut parts = vec![self.unary()?];
        while self.take_word("and") {
            parts.push(self.unary()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::And(parts) })
    }

    fn unary(&mut self) -> Result<Node, String> {
        if self.is_word("not") && self.peek_at(1) == Some(&Token::Open) {
            self.next += 1;
            return Ok(Node::Not(Box::new(self.group()?)));
        }
        if self.peek_at(0) == Some(&Token::Open) {
            return self.group();
        }
        self.test()
    }

    /// A filter in parentheses.
    fn group(&mut self) -> Result<Node, String> {
        self.next += 1;
        self.enter()?;
        let node = self.or()?;
        self.expect(&Token::Close, "')'")?;
        self.depth -= 1;
        Ok(node)
    }

    fn test(&mut self) -> Result<Node, String> {
        let path = self.word("an attribute")?;
        if self.peek_at(0) != Some(&Token::OpenBracket) {
            return Ok(Node::Test { path, test: self.comparison()? });
        }
        self.next += 1;
        self.enter()?;
        let mut filter = self.or()?;
        self.expect(&Token::CloseBracket, "']'")?;
        self.depth -= 1;
        // Entra ID compares a sub-attribute of the selected elements.
        if let Some(Token::Word(word)) = self.peek_at(0)
            && let Some(sub) = word.strip_prefix('.')
        {
            let path = sub.to_owned();
            self.next += 1;
            let test = Node::Test { path, test: self.comparison()? };
            filter = Node::And(vec![filter, test]);
        }
        Ok(Node::Elements { path, filter: Box::new(filter) })
    }

    fn comparison(&mut self) -> Result<RawTest, String> {
        use Operator::{
            Contains, EndsWith, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, StartsWith,
        };
        self.tests += 1;
        if self.tests > MAX_TESTS {
            return Err(format!("The filter has more than {MAX_TESTS} conditions."));
        }
        let at = self.position();
        let operator = self.word("an operator")?;
        let operator = match operator.to_ascii_lowercase().as_str() {
            "pr" => return Ok(RawTest::Present),
            "ne" => RawOperator::NotEqual,
            "eq" => RawOperator::Other(Equal),
            "co" => RawOperator::Other(Contains),
            "sw" => RawOperator::Other(StartsWith),
            "ew" => RawOperator::Other(EndsWith),
            "gt" => RawOperator::Other(Greater),
            "ge" => RawOperator::Other(GreaterOrEqual),
            "lt" => RawOperator::Other(Less),
            "le" => RawOperator::Other(LessOrEqual),
            _ => {
                return Err(format!(
                    "At character {at}: '{operator}' is no operator. Use eq, ne, co, sw, ew, gt, ge, \
                     lt, le or pr."
                ));
            }
        };
        Ok(RawTest::Compare(operator, self.literal()?))
    }

    fn literal(&mut self) -> Result<Value, String> {
        let at = self.position();
        let token = self.peek_at(0).cloned();
        self.next += 1;
        match token {
            Some(Token::Text(text)) => Ok(Value::String(text)),
            Some(Token::Word(word)) => match word.to_ascii_lowercase().as_str() {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "null" => Ok(Value::Null),
                _ => serde_json::from_str(&word)
                    .ok()
                    .filter(Value::is_number)
                    .ok_or_else(|| format!("At character {at}: put '{word}' in double quotes.")),
            },
            _ => Err(format!("At character {at}: a value is expected.")),
        }
    }

    fn word(&mut self, what: &str) -> Result<String, String> {
        let at = self.position();
        match self.peek_at(0) {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(format!("At character {at}: {what} is expected.")),
        }
    }

    fn expect(&mut self, token: &Token, what: &str) -> Result<(), String> {
        if self.peek_at(0) != Some(token) {
            return Err(format!("At character {}: {what} is expected.", self.position()));
        }
        self.next += 1;
        Ok(())
    }

    fn expect_end(&self) -> Result<(), String> {
        if self.next == self.tokens.len() {
            return Ok(());
        }
        Err(format!("At character {}: 'and', 'or' or the end is expected.", self.position()))
    }

    fn enter(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth <= MAX_DEPTH {
            return Ok(());
        }
        Err(format!("The filter nests deeper than {MAX_DEPTH} levels."))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.next += usize::from(found);
        found
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek_at(0), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    fn peek_at(&self, offset: usize) -> Option<&Token> {
        self.tokens.get(self.next + offset).map(|(_, token)| token)
    }

    fn position(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }
}

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = characters.get(at) {
        let start = at;
        at += 1;
        let token = match c {
            c if c.is_whitespace() => continue,
            '(' => Token::Open,
            ')' => Token::Close,
            '[' => Token::OpenBracket,
            ']' => Token::CloseBracket,
            '"' => {
                let mut is_escaped = false;
                loop {
                    let Some(c) = characters.get(at) else {
                        return Err(format!(
                            "At character {}: the text has no closing double quote.",
                            start + 1
                        ));
                    };
                    at += 1;
                    match c {
                        _ if is_escaped => is_escaped = false,
                        '\\' => is_escaped = true,
                        '"' => break,
                        _ => {}
                    }
                }
                let quoted: String = characters[start..at].iter().collect();
                let text = serde_json::from_str(&quoted).map_err(|_| {
                    format!("At character {}: the text is no JSON string.", start + 1)
                })?;
                Token::Text(text)
            }
            _ => {
                let is_part = |c: &char| !c.is_whitespace() && !"()[]\"".contains(*c);
                at += characters[at..].iter().take_while(|c| is_part(c)).count();
                Token::Word(characters[start..at].iter().collect())
            }
        };
        tokens.push((start + 1, token));
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::{Node, parse, parse_value_path};

    fn shape(node: &Node) -> String {
        let join = |parts: &[Node], operator: &str| {
            let parts: Vec<String> = parts.iter().map(shape).collect();
            format!("({})", parts.join(operator))
        };
        match node {
            Node::And(parts) => join(parts, " & "),
            Node::Or(parts) => join(parts, " | "),
            Node::Not(part) => format!("!{}", shape(part)),
            Node::Test { path, .. } => path.clone(),
            Node::Elements { path, filter } => format!("{path}[{}]", shape(filter)),
        }
    }

    #[test]
    fn precedence_is_not_before_and_before_or() {
        for (text, expected) in [
            (r#"a eq "1" or b pr and c pr"#, "(a | (b & c))"),
            (r#"(a eq "1" OR b pr) AND c pr"#, "((a | b) & c)"),
            ("not (a pr) and b pr", "(!a & b)"),
            ("not(a pr)", "!a"),
            ("not (a pr or not (b pr))", "!(a | !b)"),
            (
                r#"emails[type eq "work" and value co "@x"] and a pr"#,
                "(emails[(type & value)] & a)",
            ),
            (r#"emails[type eq "work"].value eq "x""#, "emails[(type & value)]"),
            (
                r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J""#,
                "urn:ietf:params:scim:schemas:core:2.0:User:userName",
            ),
            ("active eq True", "active"),
            ("n gt -1.5e3", "n"),
            (r#"a eq "\"]) \u00e9""#, "a"),
            ("not pr", "not"),
        ] {
            assert_eq!(parse(text).map(|node| shape(&node)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn errors_have_a_position() {
        for (text, expected) in [
            ("", "The filter is empty. Leave it out to get all resources."),
            ("a", "At character 2: an operator is expected."),
            ("a eq", "At character 5: a value is expected."),
            ("a eq b", "At character 6: put 'b' in double quotes."),
            (
                r#"a is "b""#,
                "At character 3: 'is' is no operator. Use eq, ne, co, sw, ew, gt, ge, lt, le or pr.",
            ),
            (r#"a eq "b"#, "At character 6: the text has no closing double quote."),
            (r#"(a eq "b""#, "At character 10: ')' is expected."),
            (r#"a eq "b" c pr"#, "At character 10: 'and', 'or' or the end is expected."),
            ("a pr and", "At character 9: an attribute is expected."),
            (r#"a[b eq "c""#, "At character 11: ']' is expected."),
            (r#"a eq "\x""#, "At character 6: the text is no JSON string."),
        ] {
            assert_eq!(parse(text), Err(expected.to_owned()), "{text}");
        }
        assert!(parse(&format!("{}a pr{}", "(".repeat(40), ")".repeat(40))).is_err());
        assert!(parse(&vec!["a pr"; 201].join(" or ")).is_err());
        assert!(parse(&vec!["a pr"; 200].join(" or ")).is_ok());
    }

    #[test]
    fn value_path_has_three_parts() {
        let parts = |text| {
            parse_value_path(text)
                .map(|(path, filter, sub)| (path, filter.as_ref().map(shape), sub))
        };
        assert_eq!(parts("name.givenName"), Ok(("name.givenName", None, None)));
        let filter = Some("type".to_owned());
        assert_eq!(parts(r#"a[type eq "]"].b"#), Ok(("a", filter.clone(), Some("b"))));
        assert_eq!(parts(r#"a[type eq "w"]"#), Ok(("a", filter, None)));
        assert!(parts("a[type").is_err());
        assert!(parts("a[]").is_err());
    }
}
