// Locations: deactivating and deleting, and the tree as a spreadsheet.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import {
  DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, flash, launch, openAsAdmin, press, signIn, status, visit,
} from "./browser.mjs";
import { createWebUser, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

const download = async (page, action) => {
  const [file] = await Promise.all([page.waitForEvent("download"), action()]);
  return readFileSync(await file.path());
};
async function upload(page, name, content) {
  await page.goto("/d/demo/locations/import");
  await page.getByLabel(/^File/).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await press(page, "Check the file");
}

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`a tree is exported, changed and imported, ${mode}`, async () => {
    const page = await admin(options);
    const tag = page.hasJavaScript ? "js" : "plain";
    await page.goto("/d/demo/locations");
    await page.getByRole("link", { name: "Import and export" }).click();
    await checkPage(page, "import and export");
    const csv = (await download(page, () => page.getByRole("link", { name: "CSV", exact: true }).click())).toString();
    assert.match(csv, /^\ufefflocation_id,name,site_code,level,parent,external_id,latitude,longitude/);
    assert.match(csv, /,Danapur,danapur,village,patna,/);
    await upload(page, "same.csv", csv);
    await page.getByText("The file changes nothing.").waitFor();

    const changed = `name;site_code;level;parent;data: beds
Ward ${tag};ward_${tag};village;new_${tag};7
District ${tag};new_${tag};district;bihar;
Danapur;danapur;village;patna;${tag}
`;
    await upload(page, "tree.csv", changed);
    const tiles = await page.locator(".tiles dd").allInnerTexts();
    assert.deepEqual(tiles, ["0", "2", "1", "0"]);
    await checkPage(page, "preview of locations");
    await press(page, "Import 3 locations");
    await flash(page, "Saved.");
    await page.goto(`/d/demo/locations?q=ward_${tag}`);
    await page.locator("#found ~ ul").getByRole("link", { name: `Ward ${tag}` }).click();
    await page.getByText(`District ${tag}`).first().waitFor();
    await page.getByText("7", { exact: true }).waitFor();

    await upload(page, "wrong.csv", "name,level,parent\nX,village,nowhere\n,village,patna\nY,galaxy,patna\n");
    await page.getByText("Nothing was changed.").waitFor();
    for (const text of [/nowhere/, /galaxy/]) await page.getByText(text).first().waitFor();
    await checkPage(page, "preview with errors");
    await upload(page, "people.csv", "username,password\nx,y\n");
    assert.match(await page.locator("#table-error").innerText(), /[Uu]nknown column 'username', 'password'/);
    await upload(page, "tree.pdf", "%PDF");
    assert.match(await page.locator("#table-error").innerText(), /not supported/);
  });
}

test("a workbook is exported and imported", async () => {
  const page = await admin();
  await page.goto("/d/demo/locations/import");
  const book = await download(page, () => page.getByRole("link", { name: "XLSX", exact: true }).click());
  await upload(page, "tree.xlsx", book);
  await page.getByText("The file changes nothing.").waitFor();
});

test("a location is deactivated and reactivated", async () => {
  const page = await admin();
  await page.goto("/d/demo/locations?q=gaya");
  await page.locator("#found ~ ul").getByRole("link", { name: "Gaya", exact: true }).click();
  const url = page.url();
  await press(page, "Deactivate");
  await flash(page, "Saved.");
  await page.locator("h1 .badge", { hasText: "Deactivated" }).waitFor();
  await checkPage(page, "deactivated location");
  await page.goto("/d/demo/locations");
  assert.equal(await page.locator(".tree .badge", { hasText: "Deactivated" }).count(), 3);
  await page.goto("/d/demo/people/new");
  assert.equal(await page.getByText("Bodh Gaya").count(), 0);
  // Workers stay, and can be edited.
  await page.goto("/d/demo/people?q=kunti");
  await page.getByRole("link", { name: "Kunti Kumari" }).click();
  await page.getByRole("link", { name: "Edit", exact: true }).first().click();
  await press(page, "Save");
  await page.locator("h1", { hasText: "Kunti Kumari" }).waitFor();
  await page.goto(url);
  await press(page, "Reactivate");
  await flash(page, "Saved.");
  await page.goto("/d/demo/locations");
  assert.equal(await page.locator(".tree .badge", { hasText: "Deactivated" }).count(), 0);
});

test("a deletion says what it does to workers, and does it", async () => {
  const page = await admin(PHONE);
  await page.goto("/d/demo/locations?q=nalanda");
  await page.locator("#found ~ ul").getByRole("link", { name: "Nalanda", exact: true }).click();
  await checkPage(page, "location on a phone");
  await page.getByRole("link", { name: "Delete" }).click();
  const text = await page.locator("section.card > p").first().innerText();
  assert.match(text, /^Its 2 sub-locations will be deleted too\. (\d+) workers will lose the assignment and keep the account; \1 will have no location\./);
  await checkPage(page, "confirmation of a deletion");
  await page.getByRole("textbox").fill("Nalanda");
  await press(page, "Delete location");
  await flash(page, "Deleted.");
  await page.goto("/d/demo/locations?q=silao");
  await page.getByRole("heading", { name: "No results" }).waitFor();
  await page.goto("/d/demo/people?q=savita");
  await page.getByText("1 person").waitFor();
  await page.goto("/d/demo/history");
  await page.getByText("location.deleted").or(page.getByText("Location deleted")).first().waitFor();
});

test("a web user without the permission is refused", async () => {
  const user = createWebUser(server, "viewer", "view_locations");
  const page = await visit(browser, server);
  await signIn(page, server, user);
  await page.waitForURL("**/d/demo/**");
  await page.goto("/d/demo/locations");
  assert.equal(await page.getByRole("link", { name: "Import and export" }).count(), 0);
  for (const path of ["locations/import", "locations/export"]) {
    assert.equal(await status(page, `/d/demo/${path}`), 403, path);
  }
});

test("the command line imports, exports and deletes", () => {
  const file = join(tmpdir(), `tree-${process.pid}.csv`);
  writeFileSync(file, "name,site_code,level,parent\nFar,far,district,bihar\n");
  assert.match(server.roster("location", "import", file, "--domain", "demo", "--dry-run"), /^1 to create/);
  server.roster("location", "import", file, "--domain", "demo");
  assert.match(server.roster("location", "export", "--domain", "demo"), /,Far,far,district,bihar,/);
  assert.throws(() => server.roster("location", "delete", "far", "--domain", "demo"));
  server.roster("location", "deactivate", "far", "--domain", "demo");
  assert.match(server.roster("location", "export", "--domain", "demo"), /,Far,far,.*deactivated/);
  server.roster("location", "delete", "far", "--domain", "demo", "--yes");
  assert.doesNotMatch(server.roster("location", "export", "--domain", "demo"), /,Far,far/);
});
