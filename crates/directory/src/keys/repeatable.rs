//! Credentials that are derived from the secret of the store, so that each start of the demo prints the
//! same ones although only their hashes are stored.

use roster_model::{Actor, AppKey, Channel, Error, NewApiKey, NewAppKey, SecretString, Who};
use roster_store::{api_keys, app_keys, web_users};

use super::{api, hash};
use crate::{Directory, auth::keyed_hash, environment::alphanumeric_from};

/// The length of a password.
const PASSWORD_CHARS: usize = 20;

impl Directory {
    /// The API key of `new` that has this label: the same one at each call. It is created when it is
    /// missing; after it was revoked, another one takes its place.
    ///
    /// # Errors
    /// Those of [`Directory::create_api_key`].
    pub async fn repeatable_api_key(
        &self,
        label: &str,
        new: NewApiKey,
    ) -> Result<SecretString, Error> {
        for generation in 0_u32.. {
            let text = api::from_bytes(&self.repeatable_bytes(label, generation, 0));
            let found =
                api_keys::find_by_hash(&mut self.store().read().await?, &hash(&text)).await?;
            match found {
                Some((key, _)) if key.active => return Ok(text),
                Some(_) => {}
                None => {
                    let created = api::create(self, &Who::Operator, Channel::Cli, new, text).await;
                    return Ok(created?.1);
                }
            }
        }
        Err(Error::Internal("no key is left".into()))
    }

    /// As [`Directory::repeatable_api_key`], for an app key of the actor's domain.
    ///
    /// # Errors
    /// Those of [`Directory::app_keys`] and [`crate::AppKeys::create`].
    pub async fn repeatable_app_key(
        &self,
        actor: &Actor,
        label: &str,
        new: NewAppKey,
    ) -> Result<SecretString, Error> {
        for generation in 0_u32.. {
            let text = self.repeatable_text(label, generation, AppKey::LENGTH);
            let found =
                app_keys::find_by_hash(&mut self.store().read().await?, &hash(&text)).await?;
            match found {
                Some((key, _)) if key.active => return Ok(text),
                Some(_) => {}
                None => return Ok(self.app_keys(actor)?.create_with(new, text).await?.1),
            }
        }
        Err(Error::Internal("no key is left".into()))
    }

    /// Gives a web user the password that has this label, the same one at each call. Nothing changes if
    /// they have it.
    ///
    /// # Errors
    /// Those of [`Directory::reset_password`].
    pub async fn repeatable_password(
        &self,
        label: &str,
        email: &str,
    ) -> Result<SecretString, Error> {
        let password = self.repeatable_text(label, 0, PASSWORD_CHARS);
        let login = web_users::login(&mut self.store().read().await?, email).await?;
        if let Some(login) = login {
            let pool = &self.auth().hash_pool;
            let now = self.environment().now();
            if pool.verify(&password, Some(&login.password_hash), now).await? {
                return Ok(password);
            }
        }
        self.reset_password(email, Some(password.clone())).await?;
        Ok(password)
    }

    /// Letters and digits that only this store derives.
    fn repeatable_text(&self, label: &str, generation: u32, length: usize) -> SecretString {
        let mut blocks = 0..;
        let next = || self.repeatable_bytes(label, generation, blocks.next().unwrap_or_default());
        alphanumeric_from(next, length).into()
    }

    fn repeatable_bytes(&self, label: &str, generation: u32, block: u32) -> [u8; 32] {
        let parts = [label.as_bytes(), &generation.to_be_bytes(), &block.to_be_bytes()];
        keyed_hash(&self.auth().repeatable, &parts)
    }
}
