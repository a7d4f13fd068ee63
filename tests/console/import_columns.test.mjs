// Spreadsheets with headers that are not the names of columns.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, openAsAdmin, visit } from "./browser.mjs";
import { ADMIN, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function upload(options, name, text) {
  const page = await openAsAdmin(browser, server, options);
  await page.goto("/d/demo/imports");
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel(/^File \(CSV, XLSX or JSON Lines/).setInputFiles(file);
  await page.getByRole("button", { name: "Check the file" }).click();
  await refresh(page);
  return page;
}

/** Waits for the task. Without JavaScript, the page does not refresh itself. */
async function refresh(page) {
  while (!page.hasJavaScript && (await page.getByRole("link", { name: "Refresh" }).count())) {
    await page.getByRole("link", { name: "Refresh" }).click();
  }
  await page.getByRole("link", { name: "Refresh" }).waitFor({ state: "detached", timeout: 60_000 });
}

/** The selects that are smaller than 44 pixels. */
const small = (page) =>
  page.locator("main select, main button").evaluateAll((all) =>
    all.filter((it) => it.getBoundingClientRect().height < 43.5).map((it) => it.outerHTML.slice(0, 80)),
  );

const MODES = { desktop: DESKTOP, phone: PHONE, "without JavaScript": NO_JAVASCRIPT };

for (const [index, [mode, options]] of Object.entries(MODES).entries()) {
  test(`unknown columns are matched, previewed and imported, ${mode}`, async () => {
    const text = `Login,Nom,Teléfono,Program,shoe\nmeena${index},Meena Devi,5025331${index},Nutrition,38\n`;
    const page = await upload(options, "own.csv", text);
    await page.getByRole("heading", { name: "Match the columns" }).waitFor();
    await page.getByRole("heading", { name: "5 columns are not recognized" }).waitFor();
    const chosen = await page.locator("main select").evaluateAll((all) => all.map((it) => it.value));
    assert.deepEqual(chosen, ["username", "name", "phone-number", "data: programme", "ignore"]);
    assert.match(await page.locator("main").innerText(), /First values: Meena Devi/);
    assert.match(await page.locator("main").innerText(), /Did you mean phone-number\?/);
    await checkPage(page, `columns, ${mode}`);
    if (mode === "phone") assert.deepEqual(await small(page), []);

    await page.getByLabel("shoe").selectOption("username");
    await page.getByRole("button", { name: "Show the preview" }).click();
    assert.match(await page.locator("#column-4-error").innerText(), /Login.* is username too/);
    assert.equal(await page.getByLabel("shoe").inputValue(), "username");
    await checkPage(page, `columns with an error, ${mode}`);

    await page.getByLabel("shoe").selectOption("ignore");
    await page.getByRole("button", { name: "Show the preview" }).click();
    await refresh(page);
    await page.getByRole("heading", { name: "Import preview" }).waitFor();
    await page.getByText("Ignored columns: shoe.").waitFor();
    assert.match(await page.locator("tbody").innerText(), /Meena[^]*Devi/);
    await checkPage(page, `preview, ${mode}`);

    await page.getByRole("link", { name: "Change the columns" }).click();
    await page.getByLabel("Nom").selectOption("last_name");
    await page.getByRole("button", { name: "Show the preview" }).click();
    await refresh(page);
    assert.match(await page.locator("tbody").innerText(), /last_name\s+Meena Devi/);
    await page.getByRole("button", { name: "Import 1 worker" }).click();
    await refresh(page);
    assert.match(await page.getByRole("status").textContent(), /1 created, 0 updated/);
    await page.getByRole("link", { name: "Password link for the new worker" }).waitFor();
    await checkPage(page, `finished import, ${mode}`);
  });
}

test("the choice of columns is in the language of the page", async () => {
  const options = { ...PHONE, locale: "ar" };
  const page = await visit(browser, server, options);
  await page.goto("/");
  await page.locator("#username").fill(ADMIN);
  await page.locator("#password").fill(server.password);
  await page.locator("form button.primary").click();
  await page.waitForURL("**/d/demo/people");
  await page.goto("/d/demo/imports");
  const file = { name: "own.csv", mimeType: "text/csv", buffer: Buffer.from("Login,رقم الهاتف\nnoor,50253319\n") };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.locator("main form button.primary").click();
  await page.locator("#column-1").waitFor({ timeout: 30_000 });
  assert.equal(await page.locator("#column-1").inputValue(), "phone-number");
  assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
  await checkPage(page, "columns in Arabic");
});
