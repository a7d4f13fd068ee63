//! Sign-in to the console with an identity provider (OpenID Connect).

mod fixture;
mod joining;
mod linking;
mod provider;
mod refusals;
mod settings;
