// Companies, tags and lists: their lists, and the people in them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, flash, launch, link, openAsAdmin, press, signIn, status, visit,
} from "./browser.mjs";
import { CONFINED, createWebUser, start } from "./server.mjs";

const WITHOUT_SCRIPT_ON_A_PHONE = { ...PHONE, javaScriptEnabled: false };
const MODES = [
  ["with JavaScript", DESKTOP],
  ["on a phone", PHONE],
  ["without JavaScript", NO_JAVASCRIPT],
  ["on a phone without JavaScript", WITHOUT_SCRIPT_ON_A_PHONE],
];

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

for (const [mode, options] of MODES) {
  test(`a tag is added, given to people, renamed, taken from a person and deleted, ${mode}`, async () => {
    const page = await admin(options);
    const name = `Vaccination ${mode}`;
    await link(page, "Companies, tags and lists").click();
    await page.getByRole("heading", { name: "Companies, tags and lists" }).waitFor();
    await checkPage(page, `companies, ${mode}`);
    await link(page, "Tags").click();
    await page.getByText("Total:").waitFor();
    await checkPage(page, `tags, ${mode}`);
    await link(page, "Add a tag").click();
    await checkPage(page, `new tag, ${mode}`);
    await page.getByLabel("Name").fill("trainer");
    await press(page, "Save");
    assert.match(await page.locator("#name-error").innerText(), /already taken/);
    assert.equal(await page.getByLabel("Name").getAttribute("aria-describedby"), "name-error");
    await checkPage(page, `new tag with an error, ${mode}`);
    await page.getByLabel("Name").fill(name);
    await press(page, "Save");
    await flash(page, "Created.");
    await page.getByText("No people yet. Add some below.").waitFor();

    await page.getByLabel("Search people").fill("kumari");
    if (!page.hasJavaScript) await press(page, "Search");
    await page.getByRole("group", { name: "Search results" }).waitFor();
    await checkPage(page, `people to add, ${mode}`);
    await press(page, "Add selected");
    assert.match(await page.getByRole("alert").innerText(), /Select at least one person first/);
    const found = page.locator("#found input[type=checkbox]");
    for (const box of await found.all()) await box.check();
    const count = await found.count();
    assert.ok(count > 1);
    await press(page, "Add selected");
    await flash(page, `${count} people added.`);
    await checkPage(page, `tag with people, ${mode}`);

    await link(page, "Show in the list of people").click();
    await page.locator(".total", { hasText: `${count} people` }).waitFor();
    await page.goBack();
    await page.locator("tbody input[type=checkbox]").first().check();
    await press(page, "Remove selected");
    await flash(page, "1 person removed.");

    await link(page, "Edit").click();
    await page.getByLabel("Name").fill(`${name}, old`);
    await press(page, "Save");
    await flash(page, "Saved.");
    await link(page, "Tags").click();
    await page.getByLabel("Search").fill("OLD");
    if (!page.hasJavaScript) await press(page, "Search");
    await page.locator(".total", { hasText: "Total: 1" }).waitFor();
    await link(page, `${name}, old`).click();
    await link(page, "Delete").click();
    const people = count === 2 ? /taken from 1 person/ : new RegExp(`taken from ${count - 1} people`);
    await page.getByText(people).waitFor();
    await checkPage(page, `confirmation, ${mode}`);
    await page.getByRole("textbox").fill("something else");
    await press(page, "Delete");
    await page.locator("#confirm-error").waitFor();
    await page.getByRole("textbox").fill(`${name}, old`);
    await press(page, "Delete");
    await flash(page, "Deleted.");
    await page.context().close();
  });
}

test("companies and lists have people, in both themes and on a phone", async () => {
  for (const options of [DESKTOP, DARK, PHONE]) {
    const page = await admin(options);
    for (const [kind, name, text] of [["companies", "Patna Clinic", "Grace Thomas"], ["lists", "Newsletter", "Anita Bose"]]) {
      await page.goto(`/d/demo/labels/${kind}`);
      await checkPage(page, kind);
      await link(page, name).click();
      await link(page, text).waitFor();
      await page.getByText("Contact", { exact: true }).first().waitFor();
      await checkPage(page, `${kind}: ${name}`);
      await link(page, "Show in the list of people").click();
      await page.locator(".total", { hasText: name }).waitFor();
      await checkPage(page, `people of ${name}`);
    }
    await page.context().close();
  }
});

test("people are added and removed by keyboard", async () => {
  const page = await admin();
  await page.goto("/d/demo/labels/lists");
  await link(page, "Newsletter").press("Enter");
  await page.getByLabel("Search people").fill("john");
  const box = page.locator("#found").getByRole("checkbox", { name: /John Doe/ });
  await box.press("Space");
  assert.equal(await box.isChecked(), true);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await flash(page, "1 person added.");
  await page.getByLabel("Select John Doe").press("Space");
  await page.getByRole("button", { name: "Remove selected" }).press("Enter");
  await flash(page, "1 person removed.");
});

test("a person links to the company", async () => {
  const page = await admin();
  await page.goto("/d/demo/people?state=contacts&q=grace");
  await link(page, "Grace Thomas").click();
  await link(page, "Patna Clinic").click();
  await page.getByRole("heading", { name: "Patna Clinic" }).waitFor();
});

test("a filter by company stays while the search changes", async () => {
  const page = await admin();
  await page.goto("/d/demo/labels/companies");
  await link(page, "Patna Clinic").click();
  await link(page, "Show in the list of people").click();
  await page.locator(".total", { hasText: "2 people" }).waitFor();
  await page.getByLabel("Search").fill("gra");
  await page.locator(".total", { hasText: "1 person" }).waitFor();
  await page.getByText("Company: Patna Clinic").waitFor();
  await link(page, "Clear filters").click();
  await page.locator(".total", { hasText: /of \d+ people/ }).waitFor();
});

test("the section is hidden without the permission or all locations", async () => {
  for (const [name, ...permissions] of [
    ["label-viewer", "view_commcare_users", "access_all_locations"],
    ["label-confined", "view_commcare_users", "edit_commcare_users", CONFINED],
  ]) {
    const page = await visit(browser, server);
    await signIn(page, server, createWebUser(server, name, ...permissions));
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    assert.equal(await link(page, "Companies, tags and lists").count(), 0, name);
    assert.equal(await status(page, "/d/demo/labels/tags"), 403, name);
    await page.context().close();
  }
});
