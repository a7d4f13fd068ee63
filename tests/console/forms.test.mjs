// Sending forms: twice, with an ended session, with unsaved input, and over a bad connection.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, openAsAdmin, signIn, visit } from "./browser.mjs";
import { CONFINED, JOHN, createWebUser, start } from "./server.mjs";

const EDIT = `/d/demo/person/${JOHN}/edit`;

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

const MODES = { "with JavaScript": DESKTOP, "without JavaScript": NO_JAVASCRIPT, "on a phone": PHONE };

for (const [mode, options] of Object.entries(MODES)) {
  test(`a double click adds one worker and shows the password, ${mode}`, async () => {
    const page = await admin(options);
    const name = `double${Object.keys(MODES).indexOf(mode)}`;
    await page.goto("/d/demo/people/new");
    await page.getByLabel("Username").fill(name);
    await page.getByRole("button", { name: "Add worker" }).dblclick({ noWaitAfter: true });
    await page.locator(".one-time").waitFor();
    await page.goto(`/d/demo/people?q=${name}`);
    await page.getByText("1 person").waitFor();
  });

  test(`a form is continued after the session has ended, ${mode}`, async () => {
    const page = await admin(options);
    await page.goto(EDIT);
    await page.getByLabel("Language").fill("fra");
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Your session has ended").waitFor();
    await checkPage(page, "sign-in with kept input");
    await page.getByLabel("E-mail address").fill("demo@example.org");
    await page.getByLabel("Password").fill(server.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    if (options === NO_JAVASCRIPT) await page.getByRole("button", { name: "Back to the form" }).click();
    await page.getByText("You are signed in again, and your input is below").waitFor();
    assert.equal(await page.getByLabel("Language").inputValue(), "fra");
    assert.ok(page.url().endsWith(EDIT), page.url());
    await checkPage(page, "form with kept input");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  });
}

test("the buttons of a form are disabled while it is sent", async () => {
  const page = await admin();
  await page.goto(EDIT);
  const disabled = [];
  await page.exposeFunction("report", (state) => disabled.push(state));
  await page.evaluate(() => {
    const button = [...document.querySelectorAll("button")].find((it) => it.textContent === "Save");
    button.form.addEventListener("submit", () => new MutationObserver(() => globalThis.report(button.disabled)).observe(button, { attributes: true }));
  });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  assert.deepEqual(disabled, [true]);
});

test("unsaved input is warned of, and Cancel discards it", async () => {
  const page = await admin();
  const dialogs = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.type());
    dialog.accept();
  });
  await page.goto(EDIT);
  await page.getByRole("link", { name: "Groups" }).click();
  await page.waitForURL("**/groups");
  assert.deepEqual(dialogs, []);
  await page.goto(EDIT);
  await page.getByLabel("First name").pressSequentially("x");
  await page.getByRole("link", { name: "Groups" }).click();
  await page.waitForURL("**/groups");
  assert.deepEqual(dialogs, ["beforeunload"]);
  await page.goto(EDIT);
  await page.getByLabel("First name").pressSequentially("x");
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.waitForURL(`**/person/${JOHN}`);
  assert.equal(dialogs.length, 1);
});

test("a search shows that it runs, and a failed one keeps the earlier results", async () => {
  const page = await admin();
  const results = page.locator("#results");
  await page.route("**/people?*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  await page.getByLabel("Search").fill("sav");
  await page.locator('#results[aria-busy="true"]').waitFor();
  await page.locator(".total", { hasText: "1 person" }).waitFor();
  assert.notEqual(await results.getAttribute("aria-busy"), "true");
  await page.unroute("**/people?*");

  for (const fail of [(route) => route.abort(), (route) => route.fulfill({ status: 503, body: "busy" })]) {
    await page.route("**/people?*", fail);
    await page.getByLabel("Search").fill("kumari");
    await page.getByText("Not connected. These are earlier results.").waitFor();
    await page.locator(".total", { hasText: "1 person" }).waitFor();
    assert.notEqual(await results.getAttribute("aria-busy"), "true");
    page.errors = page.errors.filter((text) => !text.includes("Failed to fetch"));
    await checkPage(page, "list without a connection");
    await page.unroute("**/people?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator(".total", { hasText: "2 people" }).waitFor();
    await page.locator("#not-connected").waitFor({ state: "hidden" });
    await page.getByLabel("Search").fill("sav");
    await page.locator(".total", { hasText: "1 person" }).waitFor();
  }
});

test("a confined supervisor gets their own locations, and a refusal at the field", async () => {
  const supervisor = createWebUser(server, "confined", "view_commcare_users", "edit_commcare_users", CONFINED);
  const page = await admin();
  await page.goto("/d/demo/web-users");
  await page.getByRole("link", { name: supervisor.email }).click();
  await page.getByRole("checkbox", { name: "Patna" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();

  const confined = await visit(browser, server, PHONE);
  await signIn(confined, server, supervisor);
  await confined.waitForURL("**/d/demo/people");
  await confined.getByRole("link", { name: "Add a worker" }).click();
  await confined.getByLabel("Username").fill("confined1");
  const locations = confined.getByRole("group", { name: "Locations" }).last();
  assert.equal(await locations.getByText("Nalanda").count(), 0);
  assert.ok(await locations.getByRole("checkbox", { name: "Patna" }).isChecked());
  await locations.getByRole("checkbox", { name: "Patna" }).uncheck();
  await confined.getByRole("button", { name: "Add worker" }).click();
  assert.match(await confined.locator("#locations-error").textContent(), /your own locations/);
  assert.equal(await confined.getByLabel("Username").inputValue(), "confined1");
  await checkPage(confined, "refused worker form");
});
