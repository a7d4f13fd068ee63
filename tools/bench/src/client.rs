//! Single requests over one persistent connection, where the order or the response matters.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
};

use anyhow::ensure;

/// A client.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    /// The `Authorization` header.
    key: String,
}

impl Client {
    /// Connects to `address`.
    pub(crate) fn connect(address: &str, key: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), key: key.to_owned() })
    }

    /// The body of the response to `GET path`.
    ///
    /// # Errors
    ///
    /// If the status is not a success.
    pub(crate) fn get(&mut self, path: &str) -> anyhow::Result<Vec<u8>> {
        self.send("GET", path, "")
    }

    /// The body of the response, as JSON.
    pub(crate) fn get_json(&mut self, path: &str) -> anyhow::Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.get(path)?)?)
    }

    /// The body of the response to a request with a JSON body.
    ///
    /// # Errors
    ///
    /// If the status is not a success.
    pub(crate) fn send(&mut self, method: &str, path: &str, body: &str) -> anyhow::Result<Vec<u8>> {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}",
            self.key
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let (mut length, mut in_chunks) = (None, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(':').map(|(name, value)| (name, value.trim())) {
                Some(("content-length", value)) => {
                    length = Some(value.parse::<usize>()?);
                }
                Some(("transfer-encoding", value)) => {
                    in_chunks = value == "chunked";
                }
                Some(_) => {}
                None => break,
            }
        }
        let body = if in_chunks { self.chunks()? } else { self.bytes(length.unwrap_or(0))? };
        let good = status.split(' ').nth(1).is_some_and(|code| code.starts_with('2'));
        ensure!(good, "{method} {path}: {status}: {}", String::from_utf8_lossy(&body));
        Ok(body)
    }

    /// Reads a chunked body.
    fn chunks(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let size = usize::from_str_radix(&self.line()?, 16)?;
            body.extend(self.bytes(size)?);
            self.line()?;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn bytes(&mut self, count: usize) -> anyhow::Result<Vec<u8>> {
        let mut bytes = vec![0; count];
        self.stream.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        ensure!(self.stream.read_line(&mut line)? > 0, "the server hung up");
        Ok(line.trim_end().to_owned())
    }
}
