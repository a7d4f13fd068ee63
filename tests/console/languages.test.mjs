// The languages of the console: chosen by the browser, on the sign-in page and in the account.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, visit } from "./browser.mjs";
import { ADMIN, start } from "./server.mjs";

const TITLES = { en: "Sign in", fr: "Se connecter", pt: "Entrar", es: "Iniciar sesión", hi: "साइन इन करें", ar: "تسجيل الدخول" };

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const language = (page) => page.locator("html").getAttribute("lang");

/** Signs in whatever the language is. */
async function enter(page) {
  await page.goto("/");
  await page.locator("#username").fill(ADMIN);
  await page.locator("#password").fill(server.password);
  await page.locator("form button.primary").click();
  await page.waitForURL("**/d/demo/**");
}

test("the browser chooses the language", async () => {
  for (const [code, title] of Object.entries(TITLES)) {
    const page = await visit(browser, server, { ...DESKTOP, locale: code });
    await page.goto("/");
    assert.equal(await page.locator("h1").textContent(), title);
    assert.equal(await language(page), code);
    assert.equal(await page.locator("html").getAttribute("dir"), code === "ar" ? "rtl" : "ltr");
    await checkPage(page, `sign-in in ${code}`);
    await page.context().close();
  }
  const other = await visit(browser, server, { ...DESKTOP, locale: "de" });
  await other.goto("/");
  assert.equal(await language(other), "en");
});

test("the sign-in page keeps the chosen language and the page to open", async () => {
  const page = await visit(browser, server, NO_JAVASCRIPT);
  await page.goto("/d/demo/groups");
  await page.getByRole("link", { name: "Français" }).click();
  assert.equal(await page.locator("h1").textContent(), TITLES.fr);
  await page.locator("#username").fill(ADMIN);
  await page.locator("#password").fill(server.password);
  await page.locator("form button.primary").click();
  await page.waitForURL("**/d/demo/groups");
  assert.equal(await page.locator("h1").textContent(), "Groupes");
});

test("the account keeps the language in every browser", async () => {
  const page = await visit(browser, server);
  await enter(page);
  await page.goto("/account");
  await page.getByLabel("Language").selectOption("es");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").waitFor();
  assert.equal(await page.getByRole("status").textContent(), "Idioma cambiado.");

  const other = await visit(browser, server, { ...DESKTOP, locale: "hi" });
  await enter(other);
  assert.equal(await language(other), "es");
  await other.goto("/d/demo/unknown");
  assert.equal(await language(other), "es");
  await other.goto("/account");
  await other.locator("#language").selectOption("");
  await other.locator('form[action="/account/language"] button').click();
  await other.getByRole("status").waitFor();
  assert.equal(await language(other), "hi");
});

test("every section works in Arabic, from right to left", async () => {
  for (const options of [DESKTOP, DARK, PHONE]) {
    const page = await visit(browser, server, { ...options, locale: "ar" });
    await enter(page);
    const paths = await page.locator("nav.sections a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(paths.length >= 10);
    const more = ["people/new", "people/columns", "people/new-contact", "labels/tags", "labels/companies/1", "labels/lists/new", "groups/new", "locations/new", "roles/new", "web-users/new", "webhooks/new"];
    for (const path of [...paths, "/account", ...more.map((name) => `/d/demo/${name}`)]) {
      await page.goto(path);
      assert.equal(await page.locator("html").getAttribute("dir"), "rtl", path);
      await checkPage(page, `${path} in Arabic`);
    }
    await page.context().close();
  }
});
