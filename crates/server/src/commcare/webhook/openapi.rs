//! The API document of webhooks.

use serde_json::{Value, json};

use crate::{
    commcare::changes::history_changed,
    ops::openapi::{
        Operation,
        schema::{
            Property, flag, instant, maybe_instant, maybe_integer, maybe_string, object, one_of,
            page, property, reference, string, text,
        },
    },
};

const ID: &str = "0199c6a0d2f47c21a5b3e8f094d1762c";

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let webhook = || reference("Webhook");
    let operations = [
        Operation::get("webhook", "/").named("listWebhooks", "List webhooks").paged(1000).response(
            "200",
            "A page, oldest first.",
            reference("WebhookPage"),
        ),
        Operation::post("webhook", "/")
            .named("createWebhook", "Create a webhook, to which later changes are sent")
            .body(reference("NewWebhook"))
            .response("201", "Created. `secret` is shown only now.", reference("WebhookSecret")),
        Operation::get("webhook", "/{id}/").named("getWebhook", "Show a webhook").response(
            "200",
            "The webhook, without its secret.",
            webhook(),
        ),
        Operation::put("webhook", "/{id}/")
            .named("editWebhook", "Change a webhook; absent fields keep their values")
            .body(reference("WebhookEdit"))
            .response("200", "The webhook after the change.", webhook()),
        Operation::delete("webhook", "/{id}/")
            .named("deleteWebhook", "Delete a webhook")
            .empty_response("204", "Deleted."),
        Operation::get("webhook", "/{id}/deliveries/")
            .named("listDeliveries", "List the last attempts to deliver to a webhook")
            .paged(1000)
            .response("200", "A page, newest first.", reference("DeliveryPage")),
        Operation::post("webhook", "/{id}/test/")
            .named("testWebhook", "Send a test message now")
            .response("200", "The outcome of the attempt.", reference("Delivery")),
        Operation::post("webhook", "/{id}/rotate/")
            .named("rotateWebhook", "Replace the secret; the previous one signs for 24 hours more")
            .response("200", "`secret` is shown only now.", reference("WebhookSecret")),
        Operation::post("webhook", "/{id}/skip/")
            .named("skipDelivery", "Pass by the first waiting change")
            .response("200", "The webhook.", webhook()),
        Operation::post("webhook", "/{id}/replay/")
            .named("replayDeliveries", "Send the changes after a cursor again, with new ids")
            .required_query("since", text(), "A cursor of the changes feed.")
            .response("200", "The webhook.", webhook())
            .response("410", "The cursor belongs to another history.", history_changed()),
    ];
    operations.into_iter().map(|operation| operation.versions(&[], "v1")).collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let whole = || {
        let own = [
            property("id", string(), "The ID.", ID),
            property(
                "paused_reason",
                maybe_string(),
                "Why the server paused the webhook; null if it did not.",
                Value::Null,
            ),
            property(
                "created_at",
                instant(),
                "When it was created.",
                "2026-03-02T09:30:00.123456Z",
            ),
            property(
                "resource_uri",
                string(),
                "The path of the webhook.",
                format!("/a/demo/api/webhook/v1/{ID}/"),
            ),
        ];
        own.into_iter().chain(writable())
    };
    let secret = property(
        "secret",
        json!({ "type": "string", "pattern": "^whsec_" }),
        "The secret that signs messages. Keep it.",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    );
    let always = [
        "id",
        "url",
        "kinds",
        "payload",
        "active",
        "description",
        "paused_reason",
        "created_at",
        "resource_uri",
    ];
    let delivery = [
        property(
            "id",
            string(),
            "The ID of the message, which its header `webhook-id` has.",
            "msg_0199c6a1f0a27d3b",
        ),
        property("seq", maybe_integer(), "The number of the change; null for a test.", 42),
        property("kind", string(), "The kind of the change.", "person.updated"),
        property("at", instant(), "When it was sent.", "2026-03-02T09:30:00.123456Z"),
        property(
            "attempt",
            json!({ "type": "integer", "minimum": 1 }),
            "The number of the attempt.",
            1,
        ),
        property(
            "status",
            maybe_integer(),
            "The status of the response; null if there was none.",
            204,
        ),
        property("error", maybe_string(), "Why there was no response; else null.", Value::Null),
        property(
            "next_at",
            maybe_instant(),
            "When the next attempt follows; null if none does.",
            Value::Null,
        ),
    ];
    let of_delivery = delivery.each_ref().map(|(name, _)| *name);
    vec![
        ("Webhook", object("An address to which changes are sent.", whole(), &always)),
        ("WebhookPage", page("Webhook")),
        (
            "WebhookSecret",
            object(
                "A webhook with its secret.",
                whole().chain([secret]),
                &[&always[..], &["secret"]].concat(),
            ),
        ),
        ("NewWebhook", object("A webhook to create.", writable(), &["url"])),
        ("WebhookEdit", object("A change of a webhook.", writable(), &[])),
        ("Delivery", object("An attempt to deliver a message.", delivery, &of_delivery)),
        ("DeliveryPage", page("Delivery")),
    ]
}

/// The fields of both create and update.
fn writable() -> [Property; 5] {
    let url = json!({ "type": "string", "format": "uri", "maxLength": 2000 });
    let kinds =
        json!({ "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 50 });
    let description = json!({ "type": "string", "maxLength": 1000 });
    [
        property(
            "url",
            url,
            "Where to send. HTTPS, unless the operator allows HTTP.",
            "https://hooks.example.org/roster",
        ),
        property(
            "kinds",
            kinds,
            "What to send: `*`, a record such as `person.*`, or a kind such as `person.created`.",
            json!(["person.*"]),
        ),
        property(
            "payload",
            one_of(&["event", "commcare"]),
            "`event`: the entry of the changes feed; `commcare`: the object as CommCare HQ forwards it.",
            "event",
        ),
        property("active", flag(), "Whether messages are sent.", true),
        property("description", description, "A note for people.", "Keeps the payroll current"),
    ]
}
