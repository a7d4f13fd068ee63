//! The routes of a resource, in all path styles.

use axum::{Router, routing::MethodRouter};

use crate::App;

/// Builds the routes of a resource. All styles have the same handlers; `RequestContext` holds the
/// differences.
pub(super) struct Resource {
    bases: Vec<String>,
    router: Router<App>,
}

impl Resource {
    /// `name` in all styles: `/a/{domain}/api/v0.4|v0.5|v1/name`, and `/a/{domain}/api/name/v1`.
    pub(super) fn new(name: &str) -> Self {
        Self::versioned(name, &["v0.4", "v0.5", "v1"], "v1")
    }

    /// `name` in these versions: `old` before the resource, `new` after it.
    pub(super) fn versioned(name: &str, old: &[&str], new: &str) -> Self {
        let mut bases: Vec<String> =
            old.iter().map(|version| format!("/a/{{domain}}/api/{version}/{name}")).collect();
        bases.push(format!("/a/{{domain}}/api/{name}/{new}"));
        Self { bases, router: Router::new() }
    }

    /// `name` without a domain, in both styles.
    pub(super) fn without_domain(name: &str) -> Self {
        let bases = vec![format!("/api/v0.5/{name}"), format!("/api/{name}/v1")];
        Self { bases, router: Router::new() }
    }

    /// Adds another name, in the styles that begin with the version.
    pub(super) fn alias(mut self, name: &str) -> Self {
        for version in ["v0.4", "v0.5", "v1"] {
            self.bases.push(format!("/a/{{domain}}/api/{version}/{name}"));
        }
        self
    }

    /// Adds the methods of the collection.
    pub(super) fn list(self, methods: MethodRouter<App>) -> Self {
        self.below("", methods)
    }

    /// Adds the methods of a single resource.
    pub(super) fn detail(self, methods: MethodRouter<App>) -> Self {
        self.below("/{id}", methods)
    }

    /// Adds the methods of an action on a single resource.
    pub(super) fn action(self, name: &str, methods: MethodRouter<App>) -> Self {
        self.below(&format!("/{{id}}/{name}"), methods)
    }

    /// Adds the methods of any other path below the collection; `path` begins with a slash.
    #[expect(clippy::needless_pass_by_value, reason = "the route builder takes ownership")]
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
