// Phones and paper: sizes of controls, collapsed filters, long names, links to call, and printing.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, PHONE, checkPage, launch, openAsAdmin, signIn, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

const PAGES = [
  "/d/demo/people",
  `/d/demo/person/${JOHN}`,
  `/d/demo/person/${JOHN}/edit`,
  "/d/demo/people/new",
  "/d/demo/people/columns",
  "/d/demo/groups",
  "/d/demo/labels/companies",
  "/d/demo/labels/companies/1",
  "/d/demo/labels/tags/1",
  "/d/demo/locations",
  "/d/demo/fields",
  "/d/demo/history",
  "/d/demo/web-users",
  "/d/demo/roles",
  "/d/demo/keys",
  "/d/demo/webhooks",
  "/d/demo/settings",
  "/d/demo/activity",
  "/d/demo/imports",
  "/account",
];

/** The longest response of a later page, and of the first page with all its files, in bytes. */
const [LATER, FIRST] = [6_000, 40_000];

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

/** The controls that are smaller than 44 pixels. A label makes its checkbox larger. */
const small = (page) =>
  page.evaluate(() => {
    const controls = document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary");
    const visible = [...controls].filter((it) => it.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && !it.matches(".skip"));
    const height = (it) => (it.matches("[type=checkbox], [type=radio]") ? it.closest("label") ?? it : it).getBoundingClientRect().height;
    return visible.filter((it) => height(it) < 43.5).map((it) => `${it.outerHTML.slice(0, 80)}: ${height(it)}`);
  });

test("every control of a phone has at least 44 pixels, and the current section is visible", async () => {
  const page = await admin(PHONE);
  for (const path of PAGES) {
    await page.goto(path);
    assert.deepEqual(await small(page), [], path);
    await checkPage(page, `${path} on a phone`);
    if (!path.startsWith("/d/")) continue;
    const current = page.locator(".sections [aria-current]");
    await current.waitFor();
    const box = await current.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, `${path}: ${JSON.stringify(box)}`);
  }
});

test("the filters are collapsed on a phone only", async () => {
  const page = await admin(PHONE);
  assert.equal(await page.getByLabel("Status").isVisible(), false);
  await page.getByText("Filters", { exact: true }).click();
  await page.getByLabel("Status").selectOption("archived");
  await page.getByText("No results.").or(page.locator(".total")).first().waitFor();
  const wide = await admin(DESKTOP);
  assert.equal(await wide.getByLabel("Status").isVisible(), true);
});

test("phone numbers and e-mail addresses are links", async () => {
  const page = await admin(PHONE);
  await page.goto(`/d/demo/person/${JOHN}/edit`);
  await page.getByLabel("E-mail").fill("john+a&b@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  const mail = page.getByRole("link", { name: "john+a&b@example.org" });
  assert.equal(await mail.getAttribute("href"), "mailto:john+a%26b@example.org");
  assert.equal(await page.getByRole("link", { name: "+50253311399" }).getAttribute("href"), "tel:+50253311399");
});

test("long names wrap", async () => {
  const page = await admin(PHONE);
  await page.goto("/d/demo/groups/new");
  const name = "Schwangerschaftsvorsorgeuntersuchungsgruppe".repeat(4);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name }).waitFor();
  await checkPage(page, "group with a long name");
  await page.goto("/d/demo/groups");
  await checkPage(page, "list with a long name");
});

for (const [look, options] of Object.entries({ light: DESKTOP, dark: DARK })) {
  test(`the print view has all people, in both orientations, ${look}`, async () => {
    const page = await admin(options);
    await page.getByRole("link", { name: "Print all 29" }).click();
    await page.getByRole("button", { name: "Print" }).waitFor();
    assert.equal(await page.locator("tbody tr").count(), 29);
    await checkPage(page, "print view");
    await page.emulateMedia({ media: "print" });
    for (const [width, height] of [[703, 1032], [1032, 703]]) {
      await page.setViewportSize({ width, height });
      assert.equal(await page.locator(".sections").isVisible(), false);
      assert.equal(await page.locator("thead th").first().isVisible(), true);
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(widths[0] <= widths[1], `${widths}`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
    }
    assert.ok((await page.pdf({ landscape: true })).length > 1000);
  });
}

test("pages are small", async () => {
  const page = await visit(browser, server, PHONE);
  const sizes = new Map();
  page.on("requestfinished", async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    sizes.set(request.url(), responseBodySize + responseHeadersSize);
  });
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  await page.waitForLoadState("networkidle");
  const first = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(first <= FIRST, `first page: ${first} bytes`);
  const large = [];
  for (const path of PAGES) {
    sizes.clear();
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (total > LATER) large.push(`${path}: ${total} bytes`);
  }
  assert.deepEqual(large, []);
});
