// The columns of the list of people, and its order.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, link, openAsAdmin, press } from "./browser.mjs";
import { start } from "./server.mjs";

const WITHOUT_SCRIPT_ON_A_PHONE = { ...PHONE, javaScriptEnabled: false };

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

const headers = async (page) => {
  const all = await page.locator("thead th").evaluateAll((cells) => cells.map((cell) => cell.textContent.trim()));
  return all.filter((header) => !header.startsWith("Select"));
};
const column = (page, label) =>
  page.locator(`tbody td[data-label="${label}"]`).evaluateAll((cells) => cells.map((cell) => cell.textContent.trim()));

/** Chooses only these columns. */
async function choose(page, names) {
  await link(page, "Choose columns").click();
  await page.getByRole("heading", { name: "Choose columns" }).waitFor();
  for (const box of await page.locator("input[name=column]").all()) await box.setChecked(false);
  for (const name of names) await page.getByRole("checkbox", { name, exact: true }).check();
  await checkPage(page, "choice of columns");
  await press(page, "Save");
  await page.getByText("Saved.").waitFor();
}

for (const [mode, options] of [
  ["with JavaScript", DESKTOP],
  ["in dark", DARK],
  ["without JavaScript", NO_JAVASCRIPT],
]) {
  test(`columns are chosen, kept and reset, ${mode}`, async () => {
    const page = await admin(options);
    await page.goto("/d/demo/people?q=kumari");
    await choose(page, ["E-mail", "Created", "Last submission", "Tags", "Companies", "CHW ID"]);
    assert.match(page.url(), /[?&]q=kumari(&|$)/);
    const expected = ["Name", "E-mail", "Last submission", "Created", "Tags", "Companies", "CHW ID"];
    assert.deepEqual(await headers(page), expected);
    await checkPage(page, `chosen columns, ${mode}`);
    assert.ok((await column(page, "Tags")).length > 1);
    await page.goto("/d/demo/people?state=all");
    assert.ok((await column(page, "Companies")).some((text) => text.includes("Bihar Health Society")));
    assert.ok((await column(page, "Last submission")).some((text) => text.endsWith("UTC")));

    await page.getByRole("link", { name: /^Print all/ }).click();
    await page.getByText("Back to the list").waitFor();
    assert.deepEqual(await headers(page), expected);
    await checkPage(page, `print view, ${mode}`);
    await page.getByText("Back to the list").click();
    await page.getByRole("link", { name: "CSV", exact: true }).waitFor();

    const other = await admin(options);
    assert.deepEqual(await headers(other), expected);
    await link(other, "Choose columns").click();
    await press(other, "Use the default columns");
    await other.getByText("Saved.").waitFor();
    assert.deepEqual(await headers(other), ["Name", "Username", "Phone", "Groups", "Locations", "Status"]);
    await page.context().close();
    await other.context().close();
  });
}

test("all columns together fit the window and the paper", async () => {
  const page = await admin();
  await link(page, "Choose columns").click();
  for (const box of await page.locator("input[name=column]").all()) await box.check();
  await press(page, "Save");
  await page.getByText("Saved.").waitFor();
  assert.ok((await headers(page)).length > 14);
  await checkPage(page, "all columns");
  const table = page.locator(".table.scroll");
  const [content, width] = await table.evaluate((it) => [it.scrollWidth, it.clientWidth]);
  if (content > width) {
    await table.evaluate((it) => it.scrollTo(it.scrollWidth, 0));
    assert.ok((await table.evaluate((it) => it.scrollLeft)) > 0, "the last columns can be reached");
  }
  await page.getByRole("link", { name: /^Print all/ }).click();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 1032, height: 703 });
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(widths[0] <= widths[1], `${widths}`);
  await page.emulateMedia({ media: "screen" });

  const phone = await admin(PHONE);
  await checkPage(phone, "all columns on a phone");
  await phone.goto("/d/demo/people/columns");
  const small = await phone.evaluate(() =>
    [...document.querySelectorAll("main label, main button, main a")]
      .filter((it) => it.getBoundingClientRect().height < 43.5)
      .map((it) => it.textContent),
  );
  assert.deepEqual(small, []);
  await press(phone, "Use the default columns");
  await phone.getByText("Saved.").waitFor();
});

for (const [mode, options] of [["with JavaScript", PHONE], ["without JavaScript", WITHOUT_SCRIPT_ON_A_PHONE]]) {
  test(`the cards of a phone have the chosen columns, ${mode}`, async () => {
    const page = await admin(options);
    await page.goto("/d/demo/people?q=kavita");
    await choose(page, ["Role", "Last updated", "Tags"]);
    const card = page.locator("tbody tr").first();
    const labels = await card.locator("td[data-label]").evaluateAll((cells) => cells.map((cell) => cell.dataset.label));
    assert.deepEqual(labels, ["Role", "Last updated", "Tags"]);
    assert.equal(await card.locator('td[data-label="Last updated"]').isVisible(), true);
    await checkPage(page, `cards, ${mode}`);
    // The headers are not shown, so that their links are not reached. The filters have the order.
    assert.equal(await link(page, "Last updated").count(), 0);
    await page.getByText("Filters", { exact: true }).click();
    await page.getByLabel("Sort by").selectOption({ label: "Oldest first" });
    if (!page.hasJavaScript) await press(page, "Filter");
    await page.waitForURL(/sort=created/);
    await page.goto("/d/demo/people/columns");
    await press(page, "Use the default columns");
    await page.getByText("Saved.").waitFor();
    await page.context().close();
  });
}

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`headers sort the list, by keyboard too, ${mode}`, async () => {
    const page = await admin(options);
    const username = page.getByRole("columnheader", { name: "Username" });
    assert.equal(await username.getAttribute("aria-sort"), "ascending");
    const first = await column(page, "Username");
    await link(page, "Username").press("Enter");
    await page.waitForURL(/sort=/);
    assert.equal(await username.getAttribute("aria-sort"), "descending");
    const last = await column(page, "Username");
    assert.deepEqual(last, [...last].sort().reverse());
    assert.notDeepEqual(last, first);
    assert.equal(await page.getByLabel("Sort by").inputValue(), "-username");
    await checkPage(page, "sorted list");
    await page.getByRole("link", { name: "Next" }).click();
    await page.locator(".total", { hasText: "26–29" }).waitFor();
    assert.equal(await username.getAttribute("aria-sort"), "descending");
    await page.getByLabel("Search").fill("kumari");
    if (page.hasJavaScript) await page.locator(".total", { hasText: "2 people" }).waitFor();
    else await press(page, "Filter");
    assert.match(page.url(), /sort=(-|%2D)username/);
    assert.equal(await username.getAttribute("aria-sort"), "descending");
    for (const name of ["Name", "Phone", "Groups", "Status"]) {
      const header = page.getByRole("columnheader", { name, exact: true });
      assert.equal(await header.getByRole("link").count(), 0, name);
    }
    await page.context().close();
  });
}
