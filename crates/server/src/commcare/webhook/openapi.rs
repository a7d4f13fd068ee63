//! The API document of webhooks.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{maybe_text, object, page, reference, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let webhook = || reference("Webhook");
    let operations = [
        Operation::get("webhook", "/").named("listWebhooks", "List webhooks").paged(1000).response(
            "200",
            "A page, oldest first.",
            page(webhook()),
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
            .response("200", "A page, newest first.", page(reference("Delivery"))),
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
            .response("200", "The webhook.", webhook()),
    ];
    operations.into_iter().map(|operation| operation.versions(&[], "v1")).collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let kinds = json!({
        "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 50,
        "description": "`*`, a record such as `person.*`, or a kind such as `person.created`.",
    });
    let writable = json!({
        "url": { "type": "string", "format": "uri", "maxLength": 2000 },
        "kinds": kinds,
        "payload": { "type": "string", "enum": ["event", "commcare"] },
        "active": { "type": "boolean" },
        "description": { "type": "string", "maxLength": 1000 },
    });
    let mut whole = writable.clone();
    whole["id"] = text();
    whole["paused_reason"] = maybe_text();
    whole["created_at"] = json!({ "type": "string", "format": "date-time" });
    whole["resource_uri"] = text();
    let mut with_secret = whole.clone();
    with_secret["secret"] = json!({ "type": "string", "pattern": "^whsec_" });
    let always = ["id", "url", "kinds", "payload", "active", "description", "paused_reason"];
    let number = json!({ "type": ["integer", "null"] });
    let instant = json!({ "type": ["string", "null"], "format": "date-time" });
    let delivery = json!({
        "id": text(), "seq": number, "kind": text(),
        "at": { "type": "string", "format": "date-time" },
        "attempt": { "type": "integer", "minimum": 1 },
        "status": number, "error": maybe_text(), "next_at": instant,
    });
    let of_delivery = ["id", "seq", "kind", "at", "attempt", "status", "error", "next_at"];
    vec![
        ("Webhook", object(whole, &always)),
        ("WebhookSecret", object(with_secret, &[&always[..], &["secret"]].concat())),
        ("NewWebhook", object(writable.clone(), &["url"])),
        ("WebhookEdit", object(writable, &[])),
        ("Delivery", object(delivery, &of_delivery)),
    ]
}
