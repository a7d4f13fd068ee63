//! The addresses of a resource, in every style.

use axum::{Router, routing::MethodRouter};

use crate::App;

/// A resource being given its addresses. Handlers are the same in all styles; what differs is told
/// by `RequestContext`.
pub(super) struct Resource {
    bases: Vec<String>,
    router: Router<App>,
}

impl Resource {
    /// `name` in all styles: `/a/{domain}/api/v0.4|v0.5|v1/name`, and `/a/{domain}/api/name/v1`.
    pub(super) fn of(name: &str) -> Self {
        Self::versioned(name, &["v0.4", "v0.5", "v1"], "v1")
    }

    /// `name` under these versions: `old` before the resource, `new` behind it.
    pub(super) fn versioned(name: &str, old: &[&str], new: &str) -> Self {
        let mut bases: Vec<String> =
            old.iter().map(|version| format!("/a/{{domain}}/api/{version}/{name}")).collect();
        bases.push(format!("/a/{{domain}}/api/{name}/{new}"));
        Self { bases, router: Router::new() }
    }

    /// `name` outside of any domain, in both styles.
    pub(super) fn without_domain(name: &str) -> Self {
        let bases = vec![format!("/api/v0.5/{name}"), format!("/api/{name}/v1")];
        Self { bases, router: Router::new() }
    }

    /// The same under another name too, where the version stands first.
    pub(super) fn alias(mut self, name: &str) -> Self {
        for version in ["v0.4", "v0.5", "v1"] {
            self.bases.push(format!("/a/{{domain}}/api/{version}/{name}"));
        }
        self
    }

    /// What its list answers to.
    pub(super) fn list(self, methods: MethodRouter<App>) -> Self {
        self.below("", methods)
    }

    /// What each of its things answers to.
    pub(super) fn detail(self, methods: MethodRouter<App>) -> Self {
        self.below("/{id}", methods)
    }

    /// What an action on one of its things answers to.
    pub(super) fn action(self, name: &str, methods: MethodRouter<App>) -> Self {
        self.below(&format!("/{{id}}/{name}"), methods)
    }

    /// What any other address below its list answers to; `path` begins with a slash.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the handlers are the resource's from now on"
    )]
    pub(super) fn below(mut self, path: &str, methods: MethodRouter<App>) -> Self {
        for base in &self.bases {
            self.router = self.router.route(&format!("{base}{path}"), methods.clone());
        }
        self
    }
}

impl From<Resource> for Router<App> {
    fn from(resource: Resource) -> Self {
        resource.router
    }
}
