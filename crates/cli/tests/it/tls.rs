//! TLS of the real binary.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::Arc,
};

use rcgen::{CertifiedKey, KeyPair};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring,
    pki_types::CertificateDer,
};

use crate::program::{Program, Server};

const WORDS: &str = "--tls-cert cert.pem --tls-key key.pem";

/// Creates a certificate for `localhost` in the working folder.
fn certify(roster: &Program) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    roster.write("cert.pem", &cert.pem());
    roster.write("key.pem", &signing_key.serialize_pem());
    cert.der().clone()
}

/// The response to a client that trusts only `certificate`.
fn ask(
    server: &Server,
    certificate: &CertificateDer<'static>,
    path: &str,
) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(certificate.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let tcp = TcpStream::connect(&server.address).unwrap();
    let mut stream = StreamOwned::new(client, tcp);
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    assert_eq!(stream.conn.alpn_protocol(), Some(&b"http/1.1"[..]));
    Ok(answer)
}

#[test]
fn tls_is_served_and_announced() {
    let roster = Program::bare();
    let certificate = certify(&roster);
    let server = roster.serve(WORDS);
    assert!(ask(&server, &certificate, "/livez").unwrap().ends_with("ok\n"));
    let page = ask(&server, &certificate, "/").unwrap();
    assert!(page.contains("Strict-Transport-Security: max-age="), "{page}");
    let mut plain = TcpStream::connect(&server.address).unwrap();
    plain.write_all(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "nothing is output in clear");
    let (code, stderr) = server.end("TERM");
    assert_eq!(code, Some(0), "{stderr}");
}

#[test]
fn sighup_reloads_a_valid_certificate_only() {
    let roster = Program::bare();
    let first = certify(&roster);
    let mut server = roster.serve(WORDS);
    ask(&server, &first, "/livez").unwrap();

    let second = certify(&roster);
    ask(&server, &first, "/livez").unwrap();
    server.signal("HUP");
    server.wait_for("TLS certificate reloaded");
    assert!(ask(&server, &first, "/livez").is_err());
    ask(&server, &second, "/livez").unwrap();

    roster.write("key.pem", &KeyPair::generate().unwrap().serialize_pem());
    server.signal("HUP");
    server.wait_for("TLS certificate not reloaded; the current one stays active");
    ask(&server, &second, "/livez").unwrap();
}

#[test]
fn invalid_certificate_error_names_file_and_remedy() {
    let roster = Program::bare();
    certify(&roster);
    roster.write("other.pem", &KeyPair::generate().unwrap().serialize_pem());
    roster.write(
        "sealed.pem",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    roster.write("empty.pem", "");
    for (cert, key, code, texts) in [
        ("nowhere.pem", "key.pem", 1, ["cannot read nowhere.pem", "give a PEM file"]),
        ("empty.pem", "key.pem", 1, ["no certificate in empty.pem", "as PEM"]),
        ("key.pem", "key.pem", 1, ["no certificate in key.pem", "certificate chain"]),
        ("cert.pem", "cert.pem", 1, ["no private key in cert.pem", "as PEM"]),
        ("cert.pem", "sealed.pem", 1, ["sealed.pem is encrypted", "openssl pkey"]),
        ("cert.pem", "other.pem", 1, ["other.pem does not match", "must come before"]),
    ] {
        let output = roster.run(&format!("serve --tls-cert {cert} --tls-key {key}"));
        assert_eq!((output.code, output.stdout.as_str()), (code, ""), "{cert} {key}");
        for text in texts {
            assert!(output.stderr.contains(text), "{text}: {}", output.stderr);
        }
    }
    let output = roster.run("serve --tls-cert cert.pem");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("--tls-cert needs tls_key as well"), "{}", output.stderr);
    let output = roster.run("serve --trusted-proxy 10.0.0.0/40");
    assert_eq!(output.code, 2);
    assert!(output.stderr.contains("flag --trusted-proxy: '10.0.0.0/40'"), "{}", output.stderr);
}
