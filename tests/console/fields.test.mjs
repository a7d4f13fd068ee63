// Custom fields with rules, searching and filtering by them, and bulk actions.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, flash, launch, openAsAdmin, press } from "./browser.mjs";
import { start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

const total = (page, text) => page.locator(".total", { hasText: text }).waitFor();
const errorOf = async (page, label) => {
  const field = page.getByLabel(label, { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true", label);
  return page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`).innerText();
};
const download = async (page, action) => {
  const [file] = await Promise.all([page.waitForEvent("download"), action()]);
  return readFileSync(await file.path(), "utf8");
};

async function addField(page, key, values) {
  await page.goto("/d/demo/fields");
  await page.getByLabel("Key").fill(key);
  for (const [label, value] of Object.entries(values)) {
    const field = page.getByLabel(label);
    if (value === true) await field.check();
    else if (label === "Type") await field.selectOption({ label: value });
    else await field.fill(value);
  }
  await press(page, "Add field");
  await flash(page, "Created.");
}

test("fields with rules are validated at their inputs, and people are found by them", async () => {
  const page = await admin();
  await addField(page, "programme_number", {
    Pattern: "[A-Z]{2}[0-9]{4}", Message: "Two letters and four digits", "Searchable: searches find people by its words": true,
  });
  await addField(page, "joined", { Type: "Date" });
  await addField(page, "colours", { Type: "Several choices", Choices: "red\ngreen\nblue" });
  await checkPage(page, "fields");
  await page.goto("/d/demo/fields");
  await page.getByLabel("Key").fill("wrong");
  await page.getByLabel("Pattern").fill("[a");
  await press(page, "Add field");
  assert.match(await errorOf(page, "Pattern"), /not a regular expression/);

  await page.goto("/d/demo/people?q=savita");
  await page.getByRole("link", { name: "Savita Roy" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await page.getByLabel("programme_number").fill("12");
  await press(page, "Save");
  assert.equal(await errorOf(page, "programme_number"), "Two letters and four digits.");
  await checkPage(page, "worker form with errors");
  await page.getByLabel("programme_number").fill("AB1234");
  await page.getByLabel("red").check();
  await page.getByLabel("blue").check();
  await page.getByLabel("joined").fill("2024-03-01");
  await page.getByText("Add a value").click();
  await page.locator("#new_key").fill("programe_number");
  await page.locator("#new_value").fill("x");
  await press(page, "Save");
  assert.match(await page.locator("#new_key-error").innerText(), /did you mean 'programme_number'/);
  await page.locator("#new_key").fill("");
  await press(page, "Save");
  await flash(page, "Saved.");

  await page.goto("/d/demo/people");
  await page.getByLabel("Search").fill("ab1234");
  await total(page, "1 person");
  await page.goto("/d/demo/people?field=colours&value=BLUE");
  await total(page, "1 person");
  await checkPage(page, "list with more filters");
  await page.goto("/d/demo/people?phone=none");
  await page.locator(".total").waitFor();

  await page.goto("/d/demo/fields");
  await page.getByRole("link", { name: "colours" }).click();
  await page.getByRole("link", { name: "Delete field" }).click();
  await page.getByText("The value of 1 person is deleted.").waitFor();
  await page.getByRole("textbox").fill("colours");
  await press(page, "Delete field");
  await flash(page, "Deleted.");
});

test("a required field is required in the form of a worker", async () => {
  const page = await admin(NO_JAVASCRIPT);
  await addField(page, "village", { "Required: every worker needs a value": true });
  await page.goto("/d/demo/people/new");
  await page.getByLabel("Username").fill("required1");
  await press(page, "Add worker");
  assert.equal(await errorOf(page, "village"), "This field is required.");
  await page.getByLabel("village").fill("Kaya");
  await press(page, "Add worker");
  await page.getByText("required1@").first().waitFor();
});

test("the selection is kept over pages, and an action on it is undone", async () => {
  const page = await admin();
  await page.goto("/d/demo/people");
  await page.getByLabel("Select all on this page").check();
  await page.getByText("25 selected.").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await total(page, "26–");
  await page.locator('input[name="person"]').first().check();
  await page.getByText("26 selected, 25 of them on other pages.").waitFor();
  await checkPage(page, "list with a selection");
  await page.getByLabel("Action", { exact: true }).selectOption({ label: "Set language" });
  await press(page, "Apply");
  await page.getByRole("heading", { name: "Set the language of 26 workers?" }).waitFor();
  await checkPage(page, "confirmation");
  await page.getByLabel("Language").fill("hin");
  await press(page, "Set the language of 26 workers");
  await page.getByRole("heading", { name: "Action finished" }).waitFor();
  assert.equal((await page.locator(".tiles dd").allInnerTexts())[1], "26");
  await checkPage(page, "finished action");
  await page.getByRole("link", { name: "Undo action" }).click();
  const text = await page.locator("label strong").innerText();
  await page.getByRole("textbox").fill(text);
  await press(page, "Undo import");
  await flash(page, "undone");
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`passwords of all found workers are reset, ${mode}`, async () => {
    const page = await admin(options);
    await page.goto("/d/demo/people?q=kumari");
    await page.getByLabel("Action", { exact: true }).selectOption({ label: "Reset passwords" });
    await page.getByRole("checkbox", { name: "Select all 2 results" }).check();
    await press(page, "Apply");
    await page.getByText("All 2 workers of the list: active workers, found by “kumari”.").waitFor();
    await press(page, "Reset the passwords of 2 workers");
    while (!page.hasJavaScript && (await page.getByRole("link", { name: "Refresh" }).count())) {
      await page.getByRole("link", { name: "Refresh" }).click();
    }
    await page.getByRole("heading", { name: "Action finished" }).waitFor();
    const csv = await download(page, () => page.getByRole("link", { name: "Download report" }).click());
    assert.match(csv, /^\ufeffusername,user_id,password,problem\r\n/);
    assert.equal(csv.match(/"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}"/g).length, 2);
  });
}

test("an import has a template, lists its preview and gives the rows with errors", async () => {
  const page = await admin();
  await page.goto("/d/demo/imports");
  await page.getByText("Columns and template").click();
  const csv = await download(page, () => page.getByRole("link", { name: "CSV", exact: true }).click());
  assert.match(csv, /^\ufeff.*username.*data: programme_number/);
  const table = "username,password,email,data: village\nfresh1,qwer 12345,x@example.org,Kaya\nfresh2,qwer 12345,nonsense,Kaya\n";
  await page.getByLabel(/^File \(CSV, XLSX or JSON Lines/).setInputFiles({
    name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(table),
  });
  await press(page, "Check the file");
  const errors = page.getByRole("link", { name: "Download the rows with errors" });
  await errors.waitFor();
  const sheet = await download(page, () => errors.click());
  assert.match(sheet, /errors \(read only\)\nfresh2,qwer 12345,nonsense,Kaya,email: /);
  await page.getByRole("link", { name: /^To create/ }).click();
  for (const value of ["Kaya", "x@example.org", "****"]) await page.getByText(value, { exact: false }).first().waitFor();
  await checkPage(page, "preview");
  await page.setViewportSize(PHONE.viewport);
  await checkPage(page, "preview on a phone");
  await page.goto("/d/demo/imports");
  await page.getByRole("link", { name: "people.csv" }).click();
  await page.getByRole("heading", { name: "Import preview" }).waitFor();
});
