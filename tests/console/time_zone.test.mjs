// The time zone of a domain, chosen in its settings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, openAsAdmin, press } from "./browser.mjs";
import { start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** Opens the page of a signed-in admin. */
async function open(path, options = DESKTOP) {
  const page = await openAsAdmin(browser, server, options);
  await page.goto(`/d/demo/${path}`);
  return page;
}

/** What the zone calls an instant, as the console writes it. */
function local(instant, timeZone) {
  const options = { timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = new Intl.DateTimeFormat("en-GB", options).formatToParts(new Date(instant));
  const { day, month, year, hour, minute } = Object.fromEntries(parts.map((it) => [it.type, it.value]));
  return `${day} ${month.slice(0, 3)} ${year}, ${hour}:${minute}`;
}

test("a time zone is found by its city, and unknown ones are refused", async () => {
  for (const options of [PHONE, NO_JAVASCRIPT]) {
    const page = await open("settings", options);
    const zone = page.getByLabel("Time zone", { exact: true });
    await zone.fill("Nairobi");
    await press(page, "Save");
    assert.equal(await zone.getAttribute("aria-invalid"), "true");
    assert.match(await page.locator("#time_zone-error").innerText(), /did you mean Africa\/Nairobi\?/);
    await checkPage(page, "settings with an unknown time zone");
    assert.equal(await page.locator("#time_zones option", { hasText: "Africa/Nairobi" }).count(), 1);
    await zone.fill("Africa/Nairobi");
    await press(page, "Save");
    await page.getByRole("status").filter({ hasText: /Saved/ }).waitFor();
    await page.context().close();
  }
});

test("times and days are those of the domain", async () => {
  server.roster("domain", "set", "demo", "time_zone=Asia/Kathmandu");
  const page = await open("history");
  const time = page.locator("td time").first();
  const instant = await time.getAttribute("datetime");
  assert.match(instant, /Z$/);
  assert.equal(await time.innerText(), `${local(instant, "Asia/Kathmandu")} UTC+05:45`);
  assert.equal(await time.getAttribute("title"), "Asia/Kathmandu, UTC+05:45");
  await checkPage(page, "history in another zone");
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Kathmandu" }).format(new Date(instant));
  await page.goto(`/d/demo/history?from=${today}&to=${today}`);
  assert.equal(await page.locator("td time").first().getAttribute("datetime"), instant);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/d/demo/activity?days=30");
  await checkPage(page, "activity in another zone");
  await page.goto("/d/demo/keys");
  await page.getByText("until the end of this day in the time zone Asia/Kathmandu").waitFor();
  await page.context().close();
});
