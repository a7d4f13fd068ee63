// The first steps: what the demo shows, an empty domain, preset roles, and the server for its operators.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import {
  DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, flash, launch, press, signIn, status, visit,
} from "./browser.mjs";
import { createWebUser, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function admin(options = DESKTOP) {
  const page = await visit(browser, server, options);
  await signIn(page, server);
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  await page.goto("/d/demo/people");
  return page;
}

const MODES = [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]];

test("the demo shows activity, roles, fields, a profile, tags, companies and contacts", async () => {
  const page = await admin();
  await page.goto("/d/demo/activity");
  const active = page.locator(".tiles div", { hasText: "submitted forms in the last 30 days" }).locator("dd");
  assert.ok(Number(await active.innerText()) > 10);
  await page.goto("/d/demo/roles");
  for (const name of ["Manager", "Read only", "Supervisor"]) await page.getByRole("link", { name, exact: true }).waitFor();
  await page.goto("/d/demo/fields");
  for (const name of ["CHW ID", "Programme", "Last training", "Nutrition worker"]) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }
  await page.goto("/d/demo/people?state=contacts");
  await page.getByText("4 people").waitFor();
  await page.getByRole("link", { name: "Grace Thomas" }).click();
  await page.getByText("Patna Clinic").first().waitFor();
  await page.getByText("partner").first().waitFor();
});

for (const [mode, options] of MODES) {
  test(`an operator creates a domain, which offers the first steps and preset roles, ${mode}`, async () => {
    const page = await admin(options);
    const name = page.hasJavaScript ? "north" : "south";
    await page.getByRole("link", { name: "Server", exact: true }).click();
    await page.getByRole("link", { name: "Create a domain" }).click();
    await checkPage(page, "new domain");
    await page.getByLabel("Name").fill("demo");
    await press(page, "Create domain");
    assert.match(await page.locator("#name-error").innerText(), /demo/);
    await checkPage(page, "new domain with an error");
    await page.getByLabel("Name").fill(name);
    await press(page, "Create domain");
    await page.waitForURL(`**/d/${name}/people*`);
    await page.getByText("No workers yet.").waitFor();
    const steps = page.getByRole("group", { name: "First steps" });
    await steps.getByRole("link", { name: "Import a spreadsheet" }).waitFor();
    await checkPage(page, "empty domain");
    await steps.getByRole("link", { name: "Add a worker" }).click();
    await page.getByRole("heading", { name: "Add a worker" }).waitFor();

    await page.goto(`/d/${name}/roles`);
    await checkPage(page, "preset roles");
    await press(page, "Add Supervisor");
    await flash(page, "Created.");
    await page.getByRole("link", { name: "Supervisor", exact: true }).waitFor();
    await press(page, "Add all 2");
    await page.getByRole("link", { name: "Read only", exact: true }).waitFor();
    assert.equal(await page.getByText("Preset roles").count(), 0);
    await page.goto(`/d/${name}/people?q=x`);
    assert.equal(await page.getByRole("group", { name: "First steps" }).count(), 0);
  });

  test(`an operator backs up, downloads and deletes the backup, ${mode}`, async () => {
    const page = await admin(options);
    await page.goto("/operator");
    for (const text of ["Version", "Free disk space, store", "Last backup", "demo@example.org"]) {
      await page.getByText(text).first().waitFor();
    }
    const last = page.locator(".facts div", { hasText: "Last backup" });
    if (page.hasJavaScript) assert.match(await last.innerText(), /None.*Backup due/);
    await checkPage(page, "server");
    await press(page, "Start a backup");
    await flash(page, "Backup started.");
    const link = page.getByRole("link", { name: /^Download roster-.*\.backup$/ });
    while (!page.hasJavaScript && !(await link.count())) await page.goto("/operator");
    await link.waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const path = await file.path();
    assert.match(readFileSync(path, "latin1"), /^roster-backup 1\n/);
    await page.goto("/operator");
    assert.match(await last.innerText(), /UTC, \d+\.\d kB/);
    await checkPage(page, "server with a backup");
    await page.getByRole("link", { name: /^Delete roster-/ }).click();
    const name = await page.locator("label strong").innerText();
    await page.getByRole("textbox").fill(name);
    await press(page, "Delete backup");
    await flash(page, "Deleted.");
    assert.equal(await link.count(), 0);
    for (const missing of [name, "..%2Froster.db", "roster-..%2f.backup"]) {
      assert.equal(await status(page, `/operator/backup/${missing}`), 404, missing);
    }
  });
}

for (const [mode, options] of [["in the dark", DARK], ["on a phone", PHONE]]) {
  test(`the pages of the server are accessible ${mode}`, async () => {
    const page = await admin(options);
    for (const path of ["/operator", "/operator/domains/new", "/domains", "/d/demo/roles"]) {
      await page.goto(path);
      await checkPage(page, path);
    }
  });
}

test("other web users see nothing of the server", async () => {
  const user = createWebUser(server, "manager", "view_commcare_users");
  const page = await visit(browser, server);
  await signIn(page, server, user);
  await page.waitForURL("**/d/demo/people");
  assert.equal(await page.getByRole("link", { name: "Server", exact: true }).count(), 0);
  for (const path of ["/operator", "/operator/domains/new", "/operator/backup/roster-1.backup"]) {
    assert.equal(await status(page, path), 403, path);
  }
  await page.goto("/operator");
  await checkPage(page, "refused");
  // The first password was chosen by another person.
  server.roster("web-user", "operator", user.email);
  assert.equal(await status(page, "/operator"), 403);
  await page.goto("/account");
  await page.getByLabel("Current password").fill(user.password);
  await page.getByLabel("New password", { exact: true }).fill("a rather long password");
  await press(page, "Change password");
  await page.getByRole("link", { name: "Server", exact: true }).click();
  await page.getByRole("heading", { name: "Server", exact: true }).waitFor();
  server.roster("web-user", "operator", user.email, "--remove");
  assert.equal(await status(page, "/operator"), 403);
});

test("the key / moves to the search, and is a letter in a field", async () => {
  const page = await admin();
  await page.locator("body").press("/");
  const search = page.getByLabel("Search", { exact: true });
  await search.press("a");
  await search.press("/");
  assert.equal(await search.inputValue(), "a/");
});
