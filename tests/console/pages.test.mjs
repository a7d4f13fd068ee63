// Accessibility and width of every page, in both themes and on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, PHONE, checkPage, launch, signIn, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

const PAGES = {
  People: "/d/demo/people",
  "No results": "/d/demo/people?q=no+such+person",
  Person: `/d/demo/person/${JOHN}`,
  "Edit a person": `/d/demo/person/${JOHN}/edit`,
  "Details of a person": `/d/demo/person/${JOHN}/details`,
  "Reset a password": `/d/demo/person/${JOHN}/password`,
  "Delete a person": `/d/demo/person/${JOHN}/delete`,
  "Add a worker": "/d/demo/people/new",
  Webhooks: "/d/demo/webhooks",
  "Add a webhook": "/d/demo/webhooks/new",
  Domains: "/domains",
  Account: "/account",
  "Second factor": "/account/second-factor",
  "Not found": "/d/demo/person/unknown",
};

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

for (const [look, options] of Object.entries({ light: DESKTOP, dark: DARK, phone: PHONE })) {
  test(`every page is accessible: ${look}`, async () => {
    const page = await visit(browser, server, options);
    await page.goto("/");
    await checkPage(page, `Sign in, ${look}`);
    await signIn(page, server);
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(path);
      assert.notEqual(await page.title(), "Sign in · Roster", name);
      await checkPage(page, `${name}, ${look}`);
    }
  });
}

test("the list of people works by keyboard", async () => {
  const page = await visit(browser, server);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/people/new");
});
