// All sections of a domain except people and imports.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, PHONE, checkPage, launch, signIn, visit } from "./browser.mjs";
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

/** Checks the page in both themes. */
async function isAccessible(shown = page) {
  for (const colorScheme of ["light", "dark"]) {
    await shown.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await checkPage(shown, `${shown.url()}, ${colorScheme}`);
  }
}

const here = () => new URL(page.url()).pathname.replace("/d/demo/", "");
const go = (path) => page.goto(`/d/demo/${path}`);
const press = (name) => page.getByRole("button", { name, exact: true }).click();
const link = (name) => page.getByRole("link", { name, exact: true });
const flash = (text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const fieldError = async (label) => {
  const field = page.getByLabel(label, { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  return page.locator(`#${await field.getAttribute("aria-describedby")}`).innerText();
};
/** Confirms an action, after a wrong confirmation text. */
const confirm = async (button, text) => {
  await page.getByRole("textbox").fill("something else");
  await press(button);
  assert.match(await page.locator(".error").innerText(), /exactly as shown/);
  await isAccessible();
  await page.getByRole("textbox").fill(text);
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

test("a group is added, filled, edited and deleted", async () => {
  await go("groups");
  await link("Add a group").click();
  await page.getByLabel("Name", { exact: true }).fill("Night shift");
  await page.getByLabel("Case sharing").check();
  await press("Save");
  await flash("Created.");
  await isAccessible();
  await page.getByLabel("Search workers").fill("doe");
  await page.getByLabel("John Doe").check();
  await isAccessible();
  await press("Add selected");
  await flash("1 worker added to the group.");
  await isAccessible();
  await link("John Doe").click();
  await page.getByRole("heading", { name: "John Doe" }).waitFor();
  await page.goBack();
  await page.getByLabel("Select John Doe").check();
  await press("Remove selected");
  await flash("1 worker removed from the group.");
  await link("Edit").click();
  await isAccessible();
  await page.getByLabel("Name", { exact: true }).fill("Early shift");
  await press("Save");
  await flash("Saved.");
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("Early shift");
  await press("Save");
  assert.match(await fieldError("Name"), /already taken/);
  await isAccessible();
  await go("groups?q=early");
  await link("Early shift").click();
  await link("Delete").click();
  await confirm("Delete group", "Early shift");
  await flash("Deleted.");
});

test("levels and locations are added and shown in a tree", async () => {
  await go("location-types/new");
  await page.getByLabel("Name", { exact: true }).fill("Continent");
  await page.getByLabel("Code").fill("continent");
  await press("Save");
  await flash("Created.");
  await link("Continent").click();
  await page.getByLabel("Workers see the cases of sub-locations").check();
  await isAccessible();
  await press("Save");
  await flash("Saved.");
  await go("locations/new");
  await page.getByLabel("Name", { exact: true }).fill("Gondwana");
  await page.getByLabel("Organization level").selectOption("Continent");
  await page.getByLabel("Latitude").fill("north");
  await page.getByLabel("Longitude").fill("20.5");
  await press("Save");
  assert.match(await fieldError("Latitude"), /degrees/);
  await isAccessible();
  await page.getByLabel("Latitude").fill("-12.25");
  await press("Save");
  await flash("Created.");
  await isAccessible();
  await link("Edit").click();
  await page.getByLabel("Site code").fill("gondwana_2");
  await press("Save");
  await flash("Saved.");
  assert.match(await page.locator(".facts").first().innerText(), /gondwana_2[^]*-12\.25/);
  await go("locations");
  await page.locator(".tree").getByRole("link", { name: "Gondwana" }).click();
  await page.getByText("No active workers").waitFor();
});

test("the page of a location shows its workers", async () => {
  await go("locations");
  await page.locator(".tree").getByRole("link").first().click();
  await page.getByRole("heading", { name: "Workers" }).waitFor();
  await isAccessible();
});

test("a field is added, its choices change, and a profile sets it", async () => {
  await go("fields");
  await page.getByLabel("Key").fill("shoe size");
  await press("Add field");
  assert.match(await fieldError("Key"), /letters, digits/);
  await isAccessible();
  await page.getByLabel("Key").fill("shoe_size");
  await page.getByLabel("Label", { exact: true }).fill("Shoe size");
  await page.getByLabel("Choices").fill("small\nlarge");
  await press("Add field");
  await flash("Created.");
  await link("Shoe size").click();
  await page.getByLabel("Choices").fill("small\nmedium\nlarge");
  await isAccessible();
  await press("Save");
  await flash("Saved.");
  await page.getByText("small, medium, large").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Giants");
  await page.getByLabel("Shoe size").selectOption("large");
  await press("Add profile");
  await flash("Created.");
  await isAccessible();
  await link("Delete profile Giants").click();
  await confirm("Delete profile", "Giants");
  await flash("Deleted.");
});

test("a role limits a web user, and is deleted when no user has it", async () => {
  await go("roles");
  await link("Add a role").click();
  await page.getByLabel("Name", { exact: true }).fill("Reader");
  for (const name of ["View people", "View groups", "View locations and organization levels"]) {
    await page.getByLabel(name).check();
  }
  await press("Save");
  await flash("Created.");
  await isAccessible();

  await go("web-users");
  await link("Add a web user").click();
  await page.getByLabel("E-mail address").fill("reader@example.org");
  await page.getByLabel("Role", { exact: true }).selectOption("Reader");
  await press("Create invitation");
  const invitation = await page.locator(".one-time").innerText();
  await isAccessible();
  await go("web-users");
  await page.getByRole("button", { name: "Withdraw the invitation of reader@example.org" }).waitFor();
  await isAccessible();
  const reader = await visit(browser, server);
  const password = "river otter 9 lanterns";
  await reader.goto(invitation);
  await reader.getByLabel("New password").fill(password);
  await reader.getByLabel("Repeat the password").fill(password);
  await isAccessible(reader);
  await reader.getByRole("button", { name: "Create account" }).click();
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
  await press("Delete role");
  await page.getByRole("alert").filter({ hasText: /use|assigned/ }).waitFor();
  await go("web-users");
  await link("reader@example.org").click();
  await page.getByLabel("Role", { exact: true }).selectOption("Admin");
  await isAccessible();
  await press("Save");
  await flash("Saved.");
  await press("Deactivate");
  await flash("deactivated");
  await press("Reactivate");
  await flash("reactivated");
  await go("roles");
  await link("Reader").click();
  await link("Edit").click();
  await page.getByLabel("Name", { exact: true }).fill("Watcher");
  await page.getByLabel("Use the APIs").check();
  await isAccessible();
  await press("Save");
  await flash("Saved.");
  await link("Delete").click();
  await confirm("Delete role", "Watcher");
  await flash("Deleted.");
});

test("an API key is created, shown once, used and revoked", async () => {
  await go("keys");
  await page.locator("#ips").fill("nowhere");
  await press("Create API key");
  assert.match(await page.locator("#ips-error").innerText(), /'nowhere' is not an IP address/);
  await isAccessible();
  await page.locator("#ips").fill("127.0.0.1");
  await page.locator("#expires").fill("2100-01-31");
  await press("Create API key");
  const key = await page.locator(".one-time").innerText();
  await isAccessible();
  const ask = () => fetch(`${server.address}/a/demo/api/v0.5/user/`, {
    headers: { authorization: `ApiKey ${ADMIN}:${key}` },
  });
  assert.equal((await ask()).status, 200);
  await link("Done").click();
  const row = page.getByRole("row").filter({ hasText: key.slice(0, 12) });
  await row.filter({ hasText: "127.0.0.1" }).filter({ hasText: "Active" }).waitFor();
  assert.ok(!(await page.content()).includes(key));
  await row.getByRole("link", { name: /^Revoke/ }).click();
  await confirm("Revoke key", key.slice(0, 12));
  await flash("Key revoked.");
  assert.equal((await ask()).status, 401);
});

test("a User.com key is created and revoked", async () => {
  await go("keys");
  await page.locator("#app-name").fill("The newsletter");
  await page.getByLabel("Contacts only").check();
  await press("Create User.com key");
  const key = await page.locator(".one-time").innerText();
  assert.match(key, /^[0-9A-Za-z]{64}$/);
  const ask = () => fetch(`${server.address}/api/public/users/`, { headers: { authorization: `Token ${key}` } });
  assert.equal((await ask()).status, 200);
  await link("Done").click();
  const row = page.getByRole("row").filter({ hasText: "The newsletter" });
  await row.getByRole("link", { name: /^Revoke/ }).click();
  await confirm("Revoke key", key.slice(0, 8));
  await flash("Key revoked.");
  assert.equal((await ask()).status, 401);
});

test("history has filters and pages", async () => {
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("For history");
  await press("Save");
  await go("history");
  const first = page.locator("tbody tr").first();
  assert.match(await first.innerText(), /group created[^]*demo@example\.org[^]*Console/i);
  await page.getByLabel("Record type").selectOption("People");
  await page.getByLabel("Source").selectOption({ index: 0 });
  await press("Filter");
  assert.match(page.url(), /record=person/);
  const kinds = await page.locator("tbody th").allInnerTexts();
  assert.ok(kinds.length > 0 && kinds.every((kind) => /^person/i.test(kind)));
  await isAccessible();
  await go("history");
  const last = async () => Number(await page.locator("tbody tr").last().locator("td").last().innerText());
  const before = await last();
  await link("Older").click();
  assert.equal(Number(await page.locator("tbody tr").first().locator("td").last().innerText()), before - 1);
  await link("Newest").click();
  await page.locator("tbody tr").filter({ hasText: "created" }).first().waitFor();
});

test("activity shows charts with tables", async () => {
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
  await page.getByText("Show as table: Form submissions, per day").click();
  const today = page.locator("section", { hasText: "Form submissions, per day" }).last().locator("tbody tr").first();
  assert.match(await today.innerText(), /2$/);
  await isAccessible();
});

test("settings with errors are not saved, and each error is next to its field", async () => {
  await go("settings");
  await page.getByLabel("Requests per minute for each key").fill("many");
  await page.getByLabel("URL of a worker's cases").fill("ftp://x");
  await press("Save");
  assert.match(await fieldError("Requests per minute for each key"), /whole number/);
  assert.match(await fieldError("URL of a worker's cases"), /https/);
  await isAccessible();
  await page.getByLabel("Requests per minute for each key").fill("0");
  await page.getByLabel("URL of a worker's cases").fill("https://cases.example.org/{domain}/{user_id}");
  await page.getByLabel(/strong passwords/).check();
  await press("Save");
  await flash("Saved.");
  const listed = server.roster("domain", "list", "--json");
  assert.match(listed, /cases\.example\.org/);
});

test("no form overwrites concurrent changes", async () => {
  await go("groups/new");
  await page.getByLabel("Name", { exact: true }).fill("Contested");
  await press("Save");
  await flash("Created.");
  const group = here();
  await go("locations");
  await page.locator(".tree").getByRole("link", { name: "Patna", exact: true }).click();
  const location = here();
  await go("location-types");
  await link("Village").click();
  const level = here();
  await go("fields");
  await link("CHW ID").click();
  const declared = here();
  await go("roles/new");
  await page.getByLabel("Name", { exact: true }).fill("Contested");
  await press("Save");
  await flash("Created.");
  const role = here();
  for (const [form, field, one, other] of [
    [`${group}/edit`, "#name", "Contested by one", "Contested by the other"],
    [`${location}/edit`, "#site_code", "patna_1", "patna_2"],
    [level, "#name", "Hamlet", "Settlement"],
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
    await page.getByText("Changed by another user; now:").first().waitFor();
    assert.equal(await page.locator(field).inputValue(), other);
    await isAccessible();
    await press("Save");
    await page.getByRole("status").waitFor();
  }
});
