// Import, undo and export of workers.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, openAsAdmin, signIn, status, visit } from "./browser.mjs";
import { CONFINED, createWebUser, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

/** Uploads a table and waits for the preview. */
async function upload(page, name, text) {
  await page.goto("/d/demo/imports");
  await page.getByLabel(/^File \(CSV, XLSX or JSON Lines/).setInputFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
  });
  await page.getByRole("button", { name: "Check the file" }).click();
  await finish(page);
}

/** Waits for the import task. Without JavaScript, the page does not refresh itself. */
async function finish(page) {
  while (!page.hasJavaScript && (await page.getByRole("link", { name: "Refresh" }).count())) {
    await page.getByRole("link", { name: "Refresh" }).click();
  }
  await page.getByRole("link", { name: "Refresh" }).waitFor({ state: "detached", timeout: 60_000 });
}

/** Checks the page in both themes and in both window sizes. */
async function isAccessible(page, what) {
  for (const { viewport } of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await checkPage(page, `${what}, ${colorScheme}, ${viewport.width}`);
    }
  }
}

const counts = (page) => page.locator(".tiles dd").allInnerTexts();
const download = async (page, name) => {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).first().click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
};

const TABLE = [
  "username,first_name,last_name,email,phone-number 1,group 1,data: cadre",
  "farida,Farida,Khatun,farida@example.org,50253311500,Trainers,asha",
  "gopal,Gopal,Sah,gopal@nowhere@,50253311501,Unknowns,asha",
  "kavita,Kavita,Kumari,kavita@example.org,50253311400,Health workers,asha",
].join("\n");

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`an import is previewed, executed and undone, ${mode}`, async () => {
    const page = await admin(options);
    await page.getByRole("link", { name: "Import", exact: true }).click();
    await isAccessible(page, "import page");
    await upload(page, "workers.csv", TABLE);
    await page.getByRole("heading", { name: "Import preview" }).waitFor();
    assert.deepEqual(await counts(page), ["1", "1", "1", "0"]);
    const errors = await page.locator("tbody").innerText();
    assert.match(errors, /3\s+gopal[^]*email[^]*gopal@nowhere@[^]*address/);
    assert.match(errors, /group “Unknowns[^]*group/);
    await isAccessible(page, "rows with errors");
    await page.getByRole("link", { name: /^To update/ }).click();
    assert.match(await page.locator("tbody").innerText(), /4\s+kavita[^]*last_name[^]*Devi[^]*Kumari/);
    await isAccessible(page, "rows to update");
    await page.getByRole("link", { name: /^To create/ }).click();
    assert.match(await page.locator("tbody").innerText(), /2\s+farida/);
    const person = await page.request.get("/d/demo/people?q=farida");
    assert.match(await person.text(), /No results/);

    await page.getByRole("radio", { name: /^Only import if every row is valid/ }).check();
    await page.getByRole("button", { name: "Import 2 workers" }).click();
    await finish(page);
    await page.getByRole("heading", { name: "Nothing was imported" }).waitFor();

    await upload(page, "workers.csv", TABLE);
    await page.getByRole("button", { name: "Import 2 workers" }).click();
    await finish(page);
    assert.match(await page.getByRole("status").textContent(), /1 created, 1 updated, 0 without change, 1 skipped because of errors/);
    await isAccessible(page, "finished import");
    if (page.hasJavaScript) {
      const { name, bytes } = await download(page, "Download report");
      assert.equal(name, "workers.csv.report.csv");
      assert.match(bytes.toString(), /^\ufeffrow,outcome,username[^]*\n3,refused,gopal[^]*\n4,changed,kavita/);
    }

    await upload(page, "workers.csv", TABLE.replace(/gopal.*\n/, ""));
    await page.getByText("Nothing to import").waitFor();

    await page.goto("/d/demo/imports");
    await page.getByRole("link", { name: /^Undo import/ }).first().click();
    await page.getByRole("textbox").fill("undo");
    await page.getByRole("button", { name: "Undo import" }).click();
    assert.match(await page.locator(".error").innerText(), /exactly as shown/);
    await isAccessible(page, "undo confirmation");
    await page.getByRole("textbox").fill(await page.locator("label strong").innerText());
    await page.getByRole("button", { name: "Undo import" }).click();
    assert.match(await page.getByRole("status").textContent(), /Import undone: 2 workers/);
    await isAccessible(page, "import page with history");
    await page.goto("/d/demo/people?q=kavita");
    await page.getByRole("link", { name: "Kavita Devi" }).waitFor();
    await page.goto("/d/demo/people?q=farida&state=all");
    await page.getByText("No results.").waitFor();
  });
}

test("an import cannot be undone after one of its workers was changed", async () => {
  const page = await admin();
  await upload(page, "more.jsonl", '{"username": "hamid", "first_name": "Hamid", "data": {"cadre": "anm"}}\n');
  await page.getByRole("button", { name: "Import 1 worker" }).click();
  await finish(page);
  await page.getByRole("link", { name: "View people" }).click();
  await page.getByRole("link", { name: "Hamid" }).click();
  await page.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("status").waitFor();
  await page.goto("/d/demo/imports");
  await page.getByRole("link", { name: /^Undo import/ }).first().click();
  await page.getByRole("textbox").fill(await page.locator("label strong").innerText());
  await page.getByRole("button", { name: "Undo import" }).click();
  assert.match(await page.getByRole("alert").textContent(), /hamid@/);
});

test("invalid files and forged forms are rejected", async () => {
  const page = await admin();
  await page.goto("/d/demo/imports");
  const field = page.getByLabel(/^File \(CSV, XLSX or JSON Lines/);
  await field.setInputFiles({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from("x") });
  await page.getByRole("button", { name: "Check the file" }).click();
  assert.match(await page.locator("#table-error").innerText(), /ends in \.csv, \.xlsx, \.xls, \.ods or \.jsonl/);
  await isAccessible(page, "unsupported file type");
  for (const [name, text, reason] of [
    ["workers.xlsx", "username\nada\n", /not a workbook/],
    ["workers.jsonl", '{"username": "ada", "shoe": 43}\n', /'shoe'/],
  ]) {
    await upload(page, name, text);
    assert.match(await page.getByRole("alert").textContent(), reason);
  }
  await isAccessible(page, "unreadable file");
  await upload(page, "workers.csv", Buffer.from("username,first_name\nzo\xE9,x\n", "latin1"));
  assert.match(await page.locator("main").innerText(), /zoé/, "a file in Windows-1252 is read");
  const forged = await page.request.post("/d/demo/imports", {
    multipart: { token: "00".repeat(32), table: { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("username\nzoe\n") } },
  });
  assert.equal(forged.status(), 403);
  // A body that is too large is rejected by its Content-Length, before it is sent.
  const cookies = await page.context().cookies();
  const uploading = request(`${server.address}/d/demo/imports`, {
    method: "POST",
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      "content-type": "multipart/form-data; boundary=b",
      "content-length": 60 << 20,
    },
  });
  uploading.flushHeaders();
  const [response] = await once(uploading, "response");
  uploading.on("error", () => {}).destroy();
  assert.equal(response.statusCode, 413);
});

test("a large preview has pages", async () => {
  const page = await admin();
  const rows = Array.from({ length: 2_000 }, (_, n) => `many${n},${"x".repeat(100)}`);
  await upload(page, "many.csv", `username,first_name\n${rows.join("\n")}\n`);
  assert.deepEqual(await counts(page), ["0", "0", "2,000", "0"]);
  await page.getByText("The first 500 rows are shown").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 50);
  await page.getByRole("link", { name: "Next" }).click();
  assert.match(await page.locator("tbody tr").first().innerText(), /52\s+many50/);
});

test("only the uploader sees a table, and imports need access to all locations", async () => {
  const page = await admin();
  await upload(page, "mine.csv", "username\nmine\n");
  const address = new URL(page.url()).pathname;
  const editor = createWebUser(server, "editor", "view_commcare_users", "edit_commcare_users", "access_all_locations");
  const other = await visit(browser, server);
  await signIn(other, server, editor);
  await other.waitForURL("**/d/demo/people");
  assert.equal(await status(other, address), 404);
  assert.equal(await status(other, "/d/demo/imports"), 200);
  const near = createWebUser(server, "near", "view_commcare_users", "edit_commcare_users", CONFINED);
  const confined = await visit(browser, server);
  await signIn(confined, server, near);
  assert.equal(await confined.getByRole("link", { name: "Import", exact: true }).count(), 0);
  for (const path of ["/d/demo/imports", "/d/demo/import/1/undo"]) {
    assert.equal(await status(confined, path), 403, path);
  }
  assert.equal(await status(confined, address), 404);
});

test("an export contains the results, and importing it changes nothing", async () => {
  const page = await admin();
  await page.goto("/d/demo/people?q=kumari");
  const csv = await download(page, "CSV");
  assert.match(csv.name, /^demo-\d{4}-\d\d-\d\d\.csv$/);
  const lines = csv.bytes.toString().trim().split("\n");
  assert.equal(lines.length, 3);
  assert.match(lines[0], /^username,/);
  assert.equal(csv.bytes.subarray(0, 3).toString("hex"), "efbbbf");
  assert.match(lines.slice(1).join(), /kunti[^]*nisha/);
  await page.goto("/d/demo/people?state=all");
  const all = await download(page, "XLSX");
  assert.equal(all.bytes.subarray(0, 2).toString(), "PK");
  const objects = await download(page, "JSON Lines");
  const workers = objects.bytes.toString().trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(workers.length >= 29);
  for (const { name, bytes } of [csv, all, objects]) {
    await upload(page, name, bytes);
    await page.getByText("Nothing to import").waitFor();
  }
  await page.goto("/d/demo/people?state=contacts");
  assert.equal(await page.getByRole("link", { name: "CSV" }).count(), 0);
  const confined = createWebUser(server, "confined", "view_commcare_users", CONFINED);
  const other = await visit(browser, server);
  await signIn(other, server, confined);
  const empty = await other.request.get("/d/demo/people/export?format=csv&state=all");
  assert.equal((await empty.text()).trim().split("\n").length, 1);
});
