// The parts of a domain beside its people, each task as somebody does it in a browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, holdsUp, launch, signIn, visit } from "./browser.mjs";
import { ADMIN, start } from "./server.mjs";

let server, browser, page;
before(async () => {
  [server, browser] = [await start(), await launch()];
  page = await visit(browser, server);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
});
after(async () => {
  await browser?.close();
  server?.stop();
});

/** In both themes. */
async function isAccessible(shown = page) {
  for (const colorScheme of ["light", "dark"]) {
    await shown.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await holdsUp(shown, `${shown.url()}, ${colorScheme}`);
  }
}

const here = () => new URL(page.url()).pathname.replace("/d/demo/", "");
const go = (path) => page.goto(`/d/demo/${path}`);
const press = (name) => page.getByRole("button", { name, exact: true }).click();
const link = (name) => page.getByRole("link", { name, exact: true });
const told = (text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const flaw = async (label) => {
  const field = page.getByLabel(label, { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  return page.locator(`#${await field.getAttribute("aria-describedby")}`).innerText();
};
/** Does what is typed once more, but first wrongly. */
const confirm = async (button, word) => {
  await page.getByRole("textbox").fill("something else");
  await press(button);
  assert.match(await page.locator(".flaw").innerText(), /exactly as shown/);
  await isAccessible();
  await page.getByRole("textbox").fill(word);
  await press(button);
};

const PAGES = [
  "groups", "groups/new", "locations", "locations/new", "location-types", "location-types/new", "fields", "roles",
  "roles/new", "web-users", "web-users/new", "keys", "history", "activity", "activity?days=365", "settings",
];

for (const path of PAGES) {
  test(`${path} is accessible, on a phone too`, async () => {
    await go(path);
    await isAccessible();
    await page.setViewportSize(PHONE.viewport);
    await isAccessible();
    await page.setViewportSize(DESKTOP.viewport);
  });
}

test("a group is made, filled, changed and deleted", async () => {
  await go("groups");
  await link("Add a group").click();
  await page.getByLabel("Name", { exact: true }).fill("Night shift");
  await page.getByLabel("Members share cases").check();
  await press("Save");
  await told("Created.");
  await isAccessible();
  await page.getByLabel("Look for workers").fill("doe");
  await page.getByLabel("John Doe").check();
  await isAccessible();
  await press("Add the chosen");
  await told("Added to the group: one person.");
  await isAccessible();
  await link("John Doe").click();
  await page.getByRole("heading", { name: "John Doe" }).waitFor();
  await page.goBack();
  await page.getByLabel("Choose John Doe").check();
  await press("Remove the chosen");
  await told("Removed from the group: one person.");
  await link("Edit").click();
  await isAccessible();
  await page.getByLabel("Name", { exact: true }).fill("Early shift");
  await press("Save");
  await told("Saved.");
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("Early shift");
  await press("Save");
  assert.match(await flaw("Name"), /already taken/);
  await isAccessible();
  await go("groups?q=early");
  await link("Early shift").click();
  await link("Delete").click();
  await confirm("Delete the group", "Early shift");
  await told("Deleted.");
});

test("levels and places are made, and shown in a tree and on a map", async () => {
  await go("location-types/new");
  await page.getByLabel("Name", { exact: true }).fill("Continent");
  await page.getByLabel("Code").fill("continent");
  await press("Save");
  await told("Created.");
  await link("Continent").click();
  await page.getByLabel("Workers there see what is inside").check();
  await isAccessible();
  await press("Save");
  await told("Saved.");
  await go("locations/new");
  await page.getByLabel("Name", { exact: true }).fill("Gondwana");
  await page.getByLabel("Level").selectOption("Continent");
  await page.getByLabel("Latitude").fill("north");
  await page.getByLabel("Longitude").fill("20.5");
  await press("Save");
  assert.match(await flaw("Latitude"), /not a number of degrees/);
  await isAccessible();
  await page.getByLabel("Latitude").fill("-12.25");
  await press("Save");
  await told("Created.");
  await isAccessible();
  await link("Edit").click();
  await page.getByLabel("Site code").fill("gondwana_2");
  await press("Save");
  await told("Saved.");
  assert.match(await page.locator(".facts").first().innerText(), /gondwana_2[^]*-12\.25/);
  await go("locations");
  await page.getByRole("img", { name: /A map of/ }).waitFor();
  assert.equal(await page.locator("svg .place title", { hasText: "Gondwana" }).count(), 1);
  await page.getByText("The map as a table").click();
  await page.getByRole("cell", { name: /-12\.25/ }).waitFor();
  await page.locator(".tree").getByRole("link", { name: "Gondwana" }).click();
  await page.getByText("Nobody.").waitFor();
});

test("the page of a place shows who is there", async () => {
  await go("locations");
  await page.locator(".tree").getByRole("link").first().click();
  await page.getByRole("heading", { name: "Workers here" }).waitFor();
  await isAccessible();
});

test("a field is declared, its choices change, and a profile gives it", async () => {
  await go("fields");
  await page.getByLabel("Key").fill("shoe size");
  await press("Declare");
  assert.match(await flaw("Key"), /letters, digits/);
  await isAccessible();
  await page.getByLabel("Key").fill("shoe_size");
  await page.getByLabel("Label", { exact: true }).fill("Shoe size");
  await page.getByLabel("Choices").fill("small\nlarge");
  await press("Declare");
  await told("Created.");
  await link("Shoe size").click();
  await page.getByLabel("Choices").fill("small\nmedium\nlarge");
  await isAccessible();
  await press("Save");
  await told("Saved.");
  await page.getByText("small, medium, large").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Giants");
  await page.getByLabel("Shoe size").selectOption("large");
  await press("Make the profile");
  await told("Created.");
  await isAccessible();
  await link("Delete the profile Giants").click();
  await confirm("Delete the profile", "Giants");
  await told("Deleted.");
});

test("a role is made, given to a web user who may do just that, and deleted when nobody holds it", async () => {
  await go("roles");
  await link("Add a role").click();
  await page.getByLabel("Name", { exact: true }).fill("Reader");
  for (const name of ["See people", "See groups", "See locations and levels"]) {
    await page.getByLabel(name).check();
  }
  await press("Save");
  await told("Created.");
  await isAccessible();

  await go("web-users");
  await link("Add a web user").click();
  await page.getByLabel("E-mail address").fill("reader@example.org");
  await page.getByLabel("Role", { exact: true }).selectOption("Reader");
  await press("Add");
  const password = await page.locator(".once").innerText();
  await isAccessible();
  const reader = await visit(browser, server);
  await signIn(reader, server, { email: "reader@example.org", password });
  await reader.waitForURL("**/d/demo/people");
  const sections = reader.getByRole("navigation", { name: "Domain demo" }).getByRole("link");
  assert.deepEqual(await sections.allInnerTexts(), ["People", "Groups", "Locations", "Custom fields", "Activity", "Keys"]);
  for (const path of ["groups", "locations", "location-types", "fields", "activity", "keys"]) {
    await reader.goto(`/d/demo/${path}`);
    await isAccessible(reader);
    assert.equal(await reader.getByRole("link", { name: /^Add/ }).count(), 0);
  }
  for (const path of [
    "history", "settings", "roles", "web-users", "groups/new", "locations/new", "location-types/new", "roles/new",
    "web-users/new",
  ]) {
    assert.equal((await reader.goto(`/d/demo/${path}`)).status(), 403, path);
  }
  await reader.context().close();

  await go("roles");
  await link("Reader").click();
  await link("reader@example.org").waitFor();
  await link("Delete").click();
  await page.getByRole("textbox").fill("Reader");
  await press("Delete the role");
  await page.getByRole("alert").filter({ hasText: "in use" }).waitFor();
  await go("web-users");
  await link("reader@example.org").click();
  await page.getByLabel("Role", { exact: true }).selectOption("Admin");
  await isAccessible();
  await press("Save");
  await told("Saved.");
  await press("Deactivate");
  await told("no longer enter");
  await press("Activate");
  await told("may enter");
  await go("roles");
  await link("Reader").click();
  await link("Edit").click();
  await page.getByLabel("Name", { exact: true }).fill("Watcher");
  await page.getByLabel("Use the APIs").check();
  await isAccessible();
  await press("Save");
  await told("Saved.");
  await link("Delete").click();
  await confirm("Delete the role", "Watcher");
  await told("Deleted.");
});

test("a key is made, shown once, opens what it should, and is revoked", async () => {
  await go("keys");
  await page.locator("#ips").fill("nowhere");
  await press("Make the key");
  assert.match(await page.locator("#ips-flaw").innerText(), /'nowhere' is not an address/);
  await isAccessible();
  await page.locator("#ips").fill("127.0.0.1");
  await page.locator("#expires").fill("2100-01-31");
  await press("Make the key");
  const key = await page.locator(".once").innerText();
  await isAccessible();
  const ask = () => fetch(`${server.address}/a/demo/api/v0.5/user/`, {
    headers: { authorization: `ApiKey ${ADMIN}:${key}` },
  });
  assert.equal((await ask()).status, 200);
  await link("I have kept it").click();
  const row = page.getByRole("row").filter({ hasText: key.slice(0, 12) });
  await row.filter({ hasText: "127.0.0.1" }).filter({ hasText: "In force" }).waitFor();
  assert.ok(!(await page.content()).includes(key));
  await row.getByRole("link", { name: /^Revoke/ }).click();
  await confirm("Revoke the key", key.slice(0, 12));
  await told("The key was revoked.");
  assert.equal((await ask()).status, 401);
});

test("a User.com key is made and revoked", async () => {
  await go("keys");
  await page.getByLabel("What it is for").fill("The newsletter");
  await page.getByLabel("It sees contacts alone").check();
  await press("Make the User.com key");
  const key = await page.locator(".once").innerText();
  assert.match(key, /^[0-9A-Za-z]{64}$/);
  const ask = () => fetch(`${server.address}/api/public/users/`, { headers: { authorization: `Token ${key}` } });
  assert.equal((await ask()).status, 200);
  await link("I have kept it").click();
  const row = page.getByRole("row").filter({ hasText: "The newsletter" });
  await row.getByRole("link", { name: /^Revoke/ }).click();
  await confirm("Revoke the key", key.slice(0, 8));
  await told("The key was revoked.");
  assert.equal((await ask()).status, 401);
});

test("history tells who did what, by filters and in pages", async () => {
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("For history");
  await press("Save");
  await go("history");
  const first = page.locator("tbody tr").first();
  assert.match(await first.innerText(), /group created[^]*demo@example\.org[^]*in the console/i);
  await page.getByLabel("What").selectOption("People");
  await page.getByLabel("How").selectOption({ index: 0 });
  await press("Show");
  assert.match(page.url(), /thing=person/);
  const kinds = await page.locator("tbody th").allInnerTexts();
  assert.ok(kinds.length > 0 && kinds.every((kind) => /^person/i.test(kind)));
  await isAccessible();
  await go("history");
  const last = async () => Number(await page.locator("tbody tr").last().locator("td").last().innerText());
  const before = await last();
  await link("Earlier").click();
  assert.equal(Number(await page.locator("tbody tr").first().locator("td").last().innerText()), before - 1);
  await link("The last ones").click();
  await page.locator("tbody tr").filter({ hasText: "created" }).first().waitFor();
});

test("activity draws what was submitted, with the numbers behind it", async () => {
  const key = server.roster("api-key", "create", "--user", ADMIN, "--domain", "demo");
  const users = await fetch(`${server.address}/a/demo/api/v0.5/user/?limit=2`, {
    headers: { authorization: `ApiKey ${ADMIN}:${key}` },
  });
  const ids = (await users.json()).objects.map(({ id }) => id);
  const forms = ids.map((user_id, number) => ({ instance_id: `form-${number}`, user_id }));
  const sent = await fetch(`${server.address}/a/demo/api/activity/v1/`, {
    method: "POST",
    headers: { authorization: `ApiKey ${ADMIN}:${key}`, "content-type": "application/json" },
    body: JSON.stringify(forms),
  });
  assert.equal(sent.status, 201);
  await go("activity?days=30");
  assert.equal(await page.getByRole("img").filter({ has: page.locator(".bar") }).count(), 2);
  await page.getByText("As a table: Submissions, by day").click();
  const today = page.locator("section", { hasText: "Submissions, by day" }).last().locator("tbody tr").first();
  assert.match(await today.innerText(), /2$/);
  await isAccessible();
});

test("settings are saved together, and what is wrong is told beside its field", async () => {
  await go("settings");
  await page.getByLabel("Requests a minute for each key").fill("many");
  await page.getByLabel("Address of a worker's cases").fill("ftp://x");
  await press("Save");
  assert.match(await flaw("Requests a minute for each key"), /whole number/);
  assert.match(await flaw("Address of a worker's cases"), /https/);
  await isAccessible();
  await page.getByLabel("Requests a minute for each key").fill("0");
  await page.getByLabel("Address of a worker's cases").fill("https://cases.example.org/{domain}/{user_id}");
  await page.getByLabel(/strong passwords/).check();
  await press("Save");
  await told("Saved.");
  const listed = server.roster("domain", "list", "--json");
  assert.match(listed, /cases\.example\.org/);
});

test("no form overwrites what somebody else did since it was opened", async () => {
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("Contested");
  await press("Save");
  await told("Created.");
  const group = here();
  await go("locations");
  await page.locator(".tree").getByRole("link", { name: "Patna", exact: true }).click();
  const place = here();
  await go("location-types");
  await link("Village").click();
  const level = here();
  await go("fields");
  await link("chw_id").click();
  const declared = here();
  await go("roles/new");
  await page.getByLabel("Name", { exact: true }).fill("Contested");
  await press("Save");
  await told("Created.");
  const role = here();
  for (const [form, field, one, other] of [
    [`${group}/edit`, "#name", "Contested by one", "Contested by the other"],
    [`${place}/edit`, "#site_code", "patna_1", "patna_2"],
    [level, "#name", "Hamlet", "Village"],
    [declared, "#label", "CHW", "CHW id"],
    [`${role}/edit`, "#name", "By one", "By the other"],
    ["settings", "#rate_limit", "100000", "200000"],
  ]) {
    await go(form);
    const open = await page.context().newPage();
    await open.goto(page.url());
    await open.locator(field).fill(one);
    await open.getByRole("button", { name: "Save" }).click();
    await open.getByRole("status").waitFor();
    await open.close();
    await page.locator(field).fill(other);
    await press("Save");
    await page.getByRole("alert").filter({ hasText: "Somebody else has changed this" }).waitFor();
    assert.equal(await page.locator(field).inputValue(), other);
    await isAccessible();
    await press("Save");
    await page.getByRole("status").waitFor();
  }
});
