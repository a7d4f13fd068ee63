// The documentation of the API: reading, copying samples, and requests with a key.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, visit } from "./browser.mjs";
import { ADMIN, start } from "./server.mjs";

const PAGES = ["/docs/", "/docs/api/createUser", "/docs/api/listUsers"];

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

for (const [name, options] of Object.entries({ DESKTOP, PHONE, DARK })) {
  test(`every page is accessible and fits the window: ${name.toLowerCase()}`, async () => {
    const page = await visit(browser, server, options);
    await page.goto("/docs/");
    const links = await page.locator('a[href^="/docs/guides/"]').all();
    const guides = await Promise.all(links.map((link) => link.getAttribute("href")));
    assert.ok(guides.length > 10, "the guides are listed");
    for (const path of [...PAGES, ...guides]) {
      await page.goto(path);
      await checkPage(page, path);
    }
  });
}

test("without JavaScript an operation and its samples can be read", async () => {
  const page = await visit(browser, server, NO_JAVASCRIPT);
  await page.goto("/docs/");
  await page.locator("#createUser a").click();
  await page.getByRole("heading", { name: "Create a mobile worker" }).waitFor();
  assert.match(await page.locator("#sample-curl").textContent(), /^curl -X POST 'https:/);
  assert.equal(await page.getByRole("button").count(), 0, "buttons that need a script are hidden");
});

test("a sample is copied with the address of the server", async () => {
  const page = await visit(browser, server);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/api/listUsers");
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.startsWith(`curl '${server.address}/a/demo/api/user/v1/`), copied);
});

test("a request is tried with a key, and without one it says what is missing", async () => {
  const key = server.roster("api-key", "create", "--user", ADMIN, "--domain", "demo").match(/rst_[0-9a-f]+/)[0];
  const page = await visit(browser, server);
  await page.goto("/docs/api/listUsers");
  const response = page.locator("pre.response");
  await page.getByLabel("Key").fill(key);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("200 OK").waitFor();
  assert.match(await response.textContent(), /"objects": \[/);
  await page.getByLabel("Key").fill("");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("401 Unauthorized").waitFor();
});
