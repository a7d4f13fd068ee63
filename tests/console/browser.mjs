// Browser helpers that all tests use.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

import { ADMIN } from "./server.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const DESKTOP = { viewport: { width: 1280, height: 860 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const DARK = { ...DESKTOP, colorScheme: "dark" };
export const NO_JAVASCRIPT = { ...DESKTOP, javaScriptEnabled: false };

/** Starts a browser. The caller closes it. */
export function launch() {
  const executablePath = process.env.ROSTER_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A page in a new browser context. Records script errors, which `checkPage` reports. */
export async function visit(browser, server, options = DESKTOP) {
  const context = await browser.newContext({ ...options, baseURL: server.address });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.errors = [];
  page.hasJavaScript = options.javaScriptEnabled ?? true;
  page.on("pageerror", (error) => page.errors.push(error.message));
  page.on("console", (message) => {
    const isHttpStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isHttpStatus) page.errors.push(message.text());
  });
  return page;
}

/** Signs in, by default as the admin. */
export async function signIn(page, server, { email = ADMIN, password = server.password } = {}) {
  await page.goto("/");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A page in a new browser context, at the list of people of the domain `demo`, of the signed-in admin. */
export async function openAsAdmin(browser, server, options = DESKTOP) {
  const page = await visit(browser, server, options);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  return page;
}

/** Presses the button with this name. */
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** The link with this name. */
export const link = (page, name) => page.getByRole("link", { name, exact: true });

/** Waits for a message about what was done. */
export const flash = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();

/** The HTTP status of a path, requested with the cookies of the page. */
export async function status(page, path) {
  return (await page.request.get(path, { maxRedirects: 0 })).status();
}

/**
 * Checks accessibility (WCAG 2.2 AA, as far as axe-core does), that the page fits its window, and that
 * no script failed. Does nothing without JavaScript, because axe-core is a script.
 */
export async function checkPage(page, what) {
  if (!page.hasJavaScript) return;
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.html).join(" | ")}`);
  assert.deepEqual(found, [], what);
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `${what}: content is ${content} px wide, window is ${window} px`);
  assert.deepEqual(page.errors, [], what);
}
