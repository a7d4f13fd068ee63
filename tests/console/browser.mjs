// A browser, and what is done with it on every page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

import { ADMIN } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const DESKTOP = { viewport: { width: 1280, height: 860 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const DARK = { ...DESKTOP, colorScheme: "dark" };
export const WITHOUT_SCRIPT = { ...DESKTOP, javaScriptEnabled: false };

/** A browser, to be closed. */
export function launch() {
  const executablePath = process.env.ROSTER_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page of a browser that nobody used before. What the page's own programs complain of fails. */
export async function visit(browser, server, options = DESKTOP) {
  const context = await browser.newContext({ ...options, baseURL: server.address });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.complaints = [];
  page.isScripted = options.javaScriptEnabled ?? true;
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => {
    const ofStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !ofStatus) page.complaints.push(message.text());
  });
  return page;
}

/** Signs in, as the admin unless somebody else is told. */
export async function signIn(page, server, { email = ADMIN, password = server.password } = {}) {
  await page.goto("/");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The status of a page of the server, as its own cookies get it. */
export async function status(page, path) {
  return (await page.request.get(path, { maxRedirects: 0 })).status();
}

/** Holds a page to WCAG 2.2 AA as far as axe-core can, and to fit its window. It is a script too. */
export async function holdsUp(page, what) {
  if (!page.isScripted) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(" | ")}`);
  assert.deepEqual(told, [], what);
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${what} is ${content} wide in a window of ${window}`);
  assert.deepEqual(page.complaints, [], what);
}
