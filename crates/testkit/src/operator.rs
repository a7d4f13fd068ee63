//! Shorthands for the operations of the operator.

use roster_directory::Directory;
use roster_model::{
    AppKey, Domain, Error, Membership, NewAppKey, NewRole, Role, SecretString, WebUserEdit,
};

/// Adds a web user to a domain, as an admin unless a role is given. Returns the membership, and the
/// password of a new account if it was generated.
///
/// # Errors
/// Those of [`roster_directory::WebUsers::create`].
pub async fn create_web_user(
    directory: &Directory,
    email: &str,
    domain: &str,
    role: Option<&str>,
    password: Option<SecretString>,
) -> Result<(Membership, Option<SecretString>), Error> {
    let operator = directory.operator(domain).await?;
    let edit = WebUserEdit::with_role(role.unwrap_or("Admin"));
    directory.web_users(&operator)?.create(email, edit, password).await
}

/// Creates a role in a domain.
///
/// # Errors
/// Those of [`roster_directory::Roles::create`].
pub async fn create_role(directory: &Directory, domain: &str, new: NewRole) -> Result<Role, Error> {
    let operator = directory.operator(domain).await?;
    directory.roles(&operator)?.create(new).await
}

/// Changes a setting of a domain.
///
/// # Errors
/// Those of [`roster_directory::DomainSettings::save`].
pub async fn set_setting(
    directory: &Directory,
    domain: &str,
    name: &str,
    value: &str,
) -> Result<Domain, Error> {
    let operator = directory.operator(domain).await?;
    directory.settings(&operator)?.save(&[(name.to_owned(), value.to_owned())]).await
}

/// Creates an app key in the domain that `new` names.
///
/// # Errors
/// Those of [`roster_directory::AppKeys::create`].
pub async fn create_app_key(
    directory: &Directory,
    new: NewAppKey,
) -> Result<(AppKey, SecretString), Error> {
    let operator = directory.operator(new.domain.as_str()).await?;
    directory.app_keys(&operator)?.create(new).await
}

/// Deletes a domain.
///
/// # Errors
/// Those of [`Directory::delete_domain`].
pub async fn delete_domain(directory: &Directory, domain: &str) -> Result<(), Error> {
    let operator = directory.operator(domain).await?;
    directory.delete_domain(&operator).await
}
