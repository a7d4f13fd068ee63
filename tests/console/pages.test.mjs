// Every page, in both themes and on a phone: nothing that axe-core objects to, nothing too wide.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, PHONE, holdsUp, launch, signIn, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

const PAGES = {
  People: "/d/demo/people",
  "Nobody found": "/d/demo/people?q=nobody+at+all",
  Person: `/d/demo/person/${JOHN}`,
  "Edit a person": `/d/demo/person/${JOHN}/edit`,
  "Details of a person": `/d/demo/person/${JOHN}/details`,
  "Reset a password": `/d/demo/person/${JOHN}/password`,
  "Delete a person": `/d/demo/person/${JOHN}/delete`,
  "Add a worker": "/d/demo/people/new",
  Domains: "/domains",
  Account: "/account",
  "Second factor": "/account/second-factor",
  "Nothing there": "/d/demo/person/nobody",
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
  test(`every page holds up: ${look}`, async () => {
    const page = await visit(browser, server, options);
    await page.goto("/");
    await holdsUp(page, `Sign in, ${look}`);
    await signIn(page, server);
    for (const [name, path] of Object.entries(PAGES)) {
      await page.goto(path);
      assert.notEqual(await page.title(), "Sign in · Roster", name);
      await holdsUp(page, `${name}, ${look}`);
    }
  });
}

test("the list of people can be used by keyboard alone", async () => {
  const page = await visit(browser, server);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/people/new");
});
