// Moving workers in from a table, back again, and out.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, WITHOUT_SCRIPT, holdsUp, launch, signIn, status, visit } from "./browser.mjs";
import { CONFINED, member, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

async function admin(options = DESKTOP) {
  const page = await visit(browser, server, options);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  return page;
}

/** Sends a table, as a file of that name. */
async function send(page, name, text) {
  await page.goto("/d/demo/imports");
  await page.getByLabel(/^CSV, XLSX or JSON Lines/).setInputFiles({
    name,
    mimeType: "application/octet-stream",
    buffer: Buffer.isBuffer(text) ? text : Buffer.from(text),
  });
  await page.getByRole("button", { name: "Look at it" }).click();
  await finish(page);
}

/** Waits for what is being done with a table; without a script one has to ask. */
async function finish(page) {
  while (!page.isScripted && (await page.getByRole("link", { name: "See how far it is" }).count())) {
    await page.getByRole("link", { name: "See how far it is" }).click();
  }
  await page.getByRole("link", { name: "See how far it is" }).waitFor({ state: "detached", timeout: 60_000 });
}

/** In both themes, and on a phone. */
async function isAccessible(page, what) {
  for (const { viewport } of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await holdsUp(page, `${what}, ${colorScheme}, ${viewport.width}`);
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
  "gopal,Gopal,Sah,gopal@nowhere@,50253311501,Nobodies,asha",
  "kavita,Kavita,Kumari,kavita@example.org,50253311400,Health workers,asha",
].join("\n");

for (const [way, options] of [["with the script", DESKTOP], ["without", WITHOUT_SCRIPT]]) {
  test(`a table is rehearsed, carried out and undone, ${way}`, async () => {
    const page = await admin(options);
    await page.getByRole("link", { name: "Import", exact: true }).click();
    await isAccessible(page, "the page of imports");
    await send(page, "workers.csv", TABLE);
    await page.getByRole("heading", { name: "What the import would do" }).waitFor();
    assert.deepEqual(await counts(page), ["1", "1", "1", "0"]);
    const refused = await page.locator("tbody").innerText();
    assert.match(refused, /3\s+gopal[^]*email[^]*gopal@nowhere@[^]*write one address/);
    assert.match(refused, /group “Nobodies[^]*create the group first/);
    await isAccessible(page, "refused rows");
    await page.getByRole("link", { name: /^Changed/ }).click();
    assert.match(await page.locator("tbody").innerText(), /4\s+kavita[^]*last_name[^]*Devi[^]*Kumari/);
    await isAccessible(page, "changed rows");
    await page.getByRole("link", { name: /^Created/ }).click();
    assert.match(await page.locator("tbody").innerText(), /2\s+farida/);
    const person = await page.request.get("/d/demo/people?q=farida");
    assert.match(await person.text(), /Nobody\s+matches/);

    await page.getByRole("radio", { name: /^All rows or none/ }).check();
    await page.getByRole("button", { name: "Import 2 workers" }).click();
    await finish(page);
    await page.getByRole("heading", { name: "Nothing was imported" }).waitFor();

    await send(page, "workers.csv", TABLE);
    await page.getByRole("button", { name: "Import 2 workers" }).click();
    await finish(page);
    assert.match(await page.getByRole("status").textContent(), /1 created, 1 changed, 0 left as they were, 1 refused/);
    await isAccessible(page, "an import that was carried out");
    if (page.isScripted) {
      const { name, bytes } = await download(page, "Download all verdicts");
      assert.equal(name, "workers.csv.verdicts.csv");
      assert.match(bytes.toString(), /^row,outcome,username[^]*\n3,refused,gopal[^]*\n4,changed,kavita/);
    }

    await send(page, "workers.csv", TABLE.replace(/gopal.*\n/, ""));
    await page.getByText("Everything is so already").waitFor();

    await page.goto("/d/demo/imports");
    await page.getByRole("link", { name: /^Undo import/ }).first().click();
    await page.getByRole("textbox").fill("undo");
    await page.getByRole("button", { name: "Undo the import" }).click();
    assert.match(await page.locator(".flaw").innerText(), /exactly as shown/);
    await isAccessible(page, "a question before undoing");
    await page.getByRole("textbox").fill(await page.locator("label strong").innerText());
    await page.getByRole("button", { name: "Undo the import" }).click();
    assert.match(await page.getByRole("status").textContent(), /The import was undone: 2 people/);
    await isAccessible(page, "the page of imports, with one");
    await page.goto("/d/demo/people?q=kavita");
    await page.getByRole("link", { name: "Kavita Devi" }).waitFor();
    await page.goto("/d/demo/people?q=farida&state=all");
    await page.getByText(/Nobody\s+matches/).waitFor();
  });
}

test("an import is not undone when somebody of it was changed since", async () => {
  const page = await admin();
  await send(page, "more.jsonl", '{"username": "hamid", "first_name": "Hamid", "data": {"cadre": "anm"}}\n');
  await page.getByRole("button", { name: "Import one worker" }).click();
  await finish(page);
  await page.getByRole("link", { name: "See the people" }).click();
  await page.getByRole("link", { name: "Hamid" }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await page.getByRole("status").waitFor();
  await page.goto("/d/demo/imports");
  await page.getByRole("link", { name: /^Undo import/ }).first().click();
  await page.getByRole("textbox").fill(await page.locator("label strong").innerText());
  await page.getByRole("button", { name: "Undo the import" }).click();
  assert.match(await page.getByRole("alert").textContent(), /were changed since: hamid@/);
});

test("files that are no tables, and forms of others, are refused", async () => {
  const page = await admin();
  await page.goto("/d/demo/imports");
  const field = page.getByLabel(/^CSV, XLSX or JSON Lines/);
  await field.setInputFiles({ name: "picture.png", mimeType: "image/png", buffer: Buffer.from("x") });
  await page.getByRole("button", { name: "Look at it" }).click();
  assert.match(await page.locator("#table-flaw").innerText(), /must end in \.csv, \.xlsx or \.jsonl/);
  await isAccessible(page, "a file that is no table");
  for (const [name, text, reason] of [
    ["workers.xlsx", "username\nada\n", /not a workbook/],
    ["workers.csv", "username,shoe\nada,43\n", /'shoe'/],
    ["workers.csv", "username\n\xE9\n", null],
  ]) {
    await send(page, name, reason ? text : Buffer.from(text, "latin1"));
    assert.match(await page.getByRole("alert").textContent(), reason ?? /not in UTF-8/);
  }
  await isAccessible(page, "a table that cannot be read");
  const forged = await page.request.post("/d/demo/imports", {
    multipart: { token: "00".repeat(32), table: { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("username\nzoe\n") } },
  });
  assert.equal(forged.status(), 403);
  // What is too large is refused by its head, before any of it was sent.
  const cookies = await page.context().cookies();
  const sending = request(`${server.address}/d/demo/imports`, {
    method: "POST",
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      "content-type": "multipart/form-data; boundary=b",
      "content-length": 60 << 20,
    },
  });
  sending.flushHeaders();
  const [answer] = await once(sending, "response");
  sending.on("error", () => {}).destroy();
  assert.equal(answer.statusCode, 413);
});

test("a large table is looked at in pieces", async () => {
  const page = await admin();
  const rows = Array.from({ length: 2_000 }, (_, n) => `many${n},${"x".repeat(100)}`);
  await send(page, "many.csv", `username,first_name\n${rows.join("\n")}\n`);
  assert.deepEqual(await counts(page), ["0", "0", "2000", "0"]);
  await page.getByText("The first 500 are shown here").waitFor();
  assert.equal(await page.locator("tbody tr").count(), 50);
  await page.getByRole("link", { name: "Next" }).click();
  assert.match(await page.locator("tbody tr").first().innerText(), /52\s+many50/);
});

test("a table is its sender's alone, and imports are for whoever may change everybody", async () => {
  const page = await admin();
  await send(page, "mine.csv", "username\nmine\n");
  const address = new URL(page.url()).pathname;
  const editor = member(server, "editor", "view_commcare_users", "edit_commcare_users", "access_all_locations");
  const other = await visit(browser, server);
  await signIn(other, server, editor);
  await other.waitForURL("**/d/demo/people");
  assert.equal(await status(other, address), 404);
  assert.equal(await status(other, "/d/demo/imports"), 200);
  const near = member(server, "near", "view_commcare_users", "edit_commcare_users", CONFINED);
  const confined = await visit(browser, server);
  await signIn(confined, server, near);
  assert.equal(await confined.getByRole("link", { name: "Import", exact: true }).count(), 0);
  for (const path of ["/d/demo/imports", address, "/d/demo/import/1/undo"]) {
    assert.equal(await status(confined, path), 403, path);
  }
});

test("what is exported is what was found, and changes nothing when it comes back", async () => {
  const page = await admin();
  await page.goto("/d/demo/people?q=kumari");
  const csv = await download(page, "CSV");
  assert.match(csv.name, /^demo-\d{4}-\d\d-\d\d\.csv$/);
  const lines = csv.bytes.toString().trim().split("\n");
  assert.equal(lines.length, 3);
  assert.match(lines[0], /^username,/);
  assert.match(lines.slice(1).join(), /kunti[^]*nisha/);
  await page.goto("/d/demo/people?state=all");
  const everybody = await download(page, "XLSX");
  assert.equal(everybody.bytes.subarray(0, 2).toString(), "PK");
  const objects = await download(page, "JSON Lines");
  const workers = objects.bytes.toString().trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(workers.length >= 29);
  for (const { name, bytes } of [csv, everybody, objects]) {
    await send(page, name, bytes);
    await page.getByText("Everything is so already").waitFor();
  }
  await page.goto("/d/demo/people?state=contacts");
  assert.equal(await page.getByRole("link", { name: "CSV" }).count(), 0);
  const confined = member(server, "fenced", "view_commcare_users", CONFINED);
  const other = await visit(browser, server);
  await signIn(other, server, confined);
  const nobody = await other.request.get("/d/demo/people/export?format=csv&state=all");
  assert.equal((await nobody.text()).trim().split("\n").length, 1);
});
