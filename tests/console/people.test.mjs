// The list of people, and adding, editing, deactivating and deleting people.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, checkPage, launch, openAsAdmin, signIn, status, visit } from "./browser.mjs";
import { ADMIN, JOHN, createWebUser, start } from "./server.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
  const url = "https://cases.example.org/{domain}/{user_id}?name={username}";
  server.roster("domain", "set", "demo", `cases_url=${url}`);
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

const total = async (page) => (await page.locator(".total").textContent()).trim().split("\n")[0];
const names = (page) => page.locator("tbody th a").allTextContents();

test("the list updates while typing, and so does the URL", async () => {
  const page = await admin();
  assert.equal(await total(page), "1–25 of 29 people");
  await page.getByLabel("Search").pressSequentially("sav");
  await page.locator(".total", { hasText: "1 person" }).waitFor();
  assert.deepEqual(await names(page), ["Savita Roy"]);
  assert.match(page.url(), /[?&]q=sav(&|$)/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.reload();
  assert.deepEqual(await names(page), ["Savita Roy"]);
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`filters combine, ${mode}`, async () => {
    const page = await admin(options);
    await page.getByLabel("Group", { exact: true }).first().selectOption({ label: "Trainers" });
    await page.getByLabel("Location").selectOption({ label: "– Patna" });
    await page.getByRole("button", { name: "Filter" }).click();
    await page.locator(".total", { hasText: "3 people" }).waitFor();
    assert.deepEqual(await names(page), ["John Doe", "Kavita Devi", "Vimla Soren"]);
    await page.getByLabel("Sort by").selectOption({ label: "Username Z–A" });
    await page.getByRole("button", { name: "Filter" }).click();
    await page.locator("tbody tr:first-child th", { hasText: "Vimla" }).waitFor();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await page.locator(".total", { hasText: "of 29 people" }).waitFor();
    await page.getByRole("link", { name: "Next" }).click();
    await page.locator(".total", { hasText: "26–29 of 29 people" }).waitFor();
    assert.equal((await names(page)).length, 4);
  });
}

test("the list links to the person and the cases", async () => {
  const page = await admin();
  const cases = page.getByRole("link", { name: "Cases of John Doe" });
  const expected = `https://cases.example.org/demo/${JOHN}?name=jdoe%40demo%2Ecommcarehq%2Eorg`;
  assert.equal(await cases.getAttribute("href"), expected);
  await page.getByRole("link", { name: "John Doe", exact: true }).click();
  await page.getByRole("heading", { name: /John Doe/ }).waitFor();
  for (const text of ["jdoe@demo.commcarehq.org", "+50253311399", "Bihar › Patna › Danapur", "13/43/DFA"]) {
    await page.getByText(text).first().waitFor();
  }
  await page.getByText("operator, CLI").first().waitFor();
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`a worker is added, edited, deactivated, reactivated and deleted, ${mode}`, async () => {
    const page = await admin(options);
    const name = options === DESKTOP ? "asha" : "binita";
    await page.getByRole("link", { name: "Add a worker" }).click();
    await page.getByLabel("Username").fill("no spaces!");
    await page.getByLabel("Phone numbers").fill("+1 (555) 1234567\nnone");
    await page.getByRole("button", { name: "Add worker" }).click();
    await page.locator("#username-error").waitFor();
    assert.match(await page.locator("#phone_numbers-error").textContent(), /'none' is not a phone number/);
    assert.equal(await page.getByLabel("Phone numbers").inputValue(), "+1 (555) 1234567\nnone");
    await checkPage(page, "worker form with errors");
    await page.getByLabel("Username").fill(name);
    await page.getByLabel("Phone numbers").fill("+1 (555) 1234567");
    await page.getByLabel("First name").fill("Asha");
    await page.getByRole("checkbox", { name: "Trainers" }).check();
    await page.getByRole("checkbox", { name: "Rajgir" }).check();
    await page.getByRole("button", { name: "Add worker" }).click();
    assert.match(await page.locator(".one-time").textContent(), /^\w{4}-\w{4}-\w{4}$/);
    await page.getByRole("link", { name: "Done" }).click();
    await page.getByText("Bihar › Nalanda › Rajgir").waitFor();

    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Last name").fill("Bai");
    await page.getByLabel("E-mail").fill("nonsense");
    await page.getByRole("button", { name: "Save" }).click();
    assert.match(await page.locator("#email-error").textContent(), /not an e-mail address/);
    await page.getByLabel("E-mail").fill("asha@example.org");
    await page.getByRole("button", { name: "Save" }).click();
    assert.match(await page.getByRole("status").textContent(), /Saved/);
    await page.getByText("Updated: last name, email").first().waitFor();

    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("status").waitFor();
    await page.getByRole("button", { name: "Reactivate" }).click();
    await page.getByRole("link", { name: "Reset password" }).click();
    await page.getByRole("button", { name: "Reset password" }).click();
    await page.locator(".one-time").waitFor();
    await page.getByRole("link", { name: "Done" }).click();

    await page.getByLabel("New tag").fill("new");
    await page.locator("section", { hasText: "New tag" }).last().getByRole("button", { name: "Add" }).click();
    await page.getByRole("button", { name: "Remove tag new" }).click();
    await page.getByText("Saved").waitFor();

    await page.getByRole("link", { name: "Delete" }).click();
    await page.getByLabel(/Type/).fill("something else");
    await page.getByRole("button", { name: "Delete worker" }).click();
    await page.locator("#confirm-error").waitFor();
    await page.getByLabel(/Type/).fill(name);
    await page.getByRole("button", { name: "Delete worker" }).click();
    assert.match(await page.getByRole("status").first().textContent(), /Deleted/);
  });
}

test("concurrent edits do not overwrite each other", async () => {
  const [one, other] = [await admin(), await admin()];
  const address = `/d/demo/person/${JOHN}/edit`;
  await one.goto(address);
  await other.goto(address);
  await one.getByLabel("First name").fill("Jon");
  await one.getByRole("button", { name: "Save" }).click();
  await one.getByRole("status").waitFor();
  const third = await admin();
  await third.goto(address);
  await other.getByLabel("Last name").fill("Dough");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByText("together with the changes of another user").waitFor();
  await other.getByRole("heading", { name: /Jon Dough/ }).waitFor();
  await third.getByLabel("Last name").fill("Douglas");
  await third.getByRole("button", { name: "Save" }).click();
  assert.match(await third.getByRole("alert").first().textContent(), /Another user has changed/);
  assert.match(await third.locator("#last_name-error").textContent(), /now: Dough, yours: Douglas/);
  assert.equal(await third.getByLabel("Last name").inputValue(), "Douglas");
  await checkPage(third, "form with an edit conflict");
  await third.getByLabel("Last name").fill("Dough");
  await third.getByRole("button", { name: "Save" }).click();
  await third.getByRole("status").waitFor();
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`bulk actions on selected workers and on all results, ${mode}`, async () => {
    const page = await admin(options);
    await page.getByRole("checkbox", { name: "Kavita Devi" }).check();
    await page.getByRole("checkbox", { name: "Kishore Prasad" }).check();
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    assert.match(await page.getByRole("status").first().textContent(), /2 workers deactivated/);
    await page.goto("/d/demo/people?state=archived");
    assert.equal(await total(page), "2 people");
    for (const name of ["Kavita Devi", "Kishore Prasad"]) {
      await page.getByRole("checkbox", { name }).check();
    }
    await page.getByLabel("Action", { exact: true }).selectOption("restore");
    await page.getByRole("button", { name: "Apply", exact: true }).click();

    await page.goto("/d/demo/people?q=jane");
    for (const [action, message] of [["join", "added to the group"], ["leave", "removed from the group"]]) {
      await page.getByLabel("Action", { exact: true }).selectOption(action);
      await page.locator("#to-group").selectOption({ label: "Trainers" });
      await page.getByRole("checkbox", { name: "Jane Smith" }).check();
      await page.getByRole("button", { name: "Apply", exact: true }).click();
      await page.getByText(`1 worker ${message}.`).waitFor();
    }

    for (const [state, action, verb] of [["active", "archive", "Deactivate"], ["archived", "restore", "Reactivate"]]) {
      await page.goto(`/d/demo/people?q=kumari&state=${state}`);
      await page.getByLabel("Action", { exact: true }).selectOption(action);
      await page.getByRole("checkbox", { name: "Select all 2 results" }).check();
      await page.getByRole("button", { name: "Apply", exact: true }).click();
      await checkPage(page, "confirmation");
      await page.getByRole("button", { name: `${verb} 2 workers` }).click();
      await page.getByText(/2 workers (deactivated|reactivated)/).waitFor();
    }

    await page.goto("/d/demo/people");
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    assert.match(await page.getByRole("alert").textContent(), /Select at least one worker/);
  });
}

test("permissions decide which pages and actions a web user gets", async () => {
  const viewer = createWebUser(server, "viewer", "view_commcare_users", "access_all_locations");
  const page = await visit(browser, server);
  await signIn(page, server, viewer);
  await page.waitForURL("**/d/demo/people");
  assert.equal(await page.getByRole("link", { name: "Add a worker" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Apply", exact: true }).count(), 0);
  await page.getByRole("link", { name: /Doe|Dough/ }).first().click();
  await page.getByRole("heading", { name: /Doe|Dough/ }).waitFor();
  for (const action of ["Edit", "Deactivate", "Delete"]) {
    assert.equal(await page.getByText(action, { exact: true }).count(), 0, action);
  }
  for (const form of ["edit", "password", "delete", "details"]) {
    assert.equal(await status(page, `/d/demo/person/${JOHN}/${form}`), 403, form);
  }
  assert.equal(await status(page, "/d/elsewhere/people"), 403);
  const apiOnly = createWebUser(server, "api-only", "access_api");
  const other = await visit(browser, server);
  await signIn(other, server, apiOnly);
  assert.equal(await status(other, "/d/demo/people"), 403);
});

test("a search after the session ended opens the sign-in page", async () => {
  const page = await admin();
  await page.context().clearCookies();
  await page.getByLabel("Search").fill("sav");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`a contact is added and edited, and joins and leaves a company, ${mode}`, async () => {
    const page = await admin(options);
    await page.getByRole("link", { name: "Add a contact" }).click();
    await checkPage(page, "new contact form");
    const name = options === DESKTOP ? "Chitra" : "Deepa";
    await page.getByLabel("First name").fill(name);
    await page.getByLabel("E-mail").fill("nonsense");
    await page.getByRole("button", { name: "Add contact" }).click();
    assert.match(await page.locator("#email-error").textContent(), /not an e-mail address/);
    assert.equal(await page.getByLabel("First name").inputValue(), name);
    await checkPage(page, "contact form with errors");
    await page.getByLabel("E-mail").fill(`${name}@example.org`);
    await page.getByLabel("City").fill("Patna");
    await page.getByRole("button", { name: "Add contact" }).click();
    await page.getByRole("status").filter({ hasText: "Created." }).waitFor();
    await page.getByLabel("Company").fill("Acme & Sons");
    await page.locator("section", { hasText: "Companies" }).last().getByRole("button", { name: "Add" }).click();
    await page.getByText("Saved.").waitFor();
    await checkPage(page, "contact with a company");
    await page.getByRole("button", { name: "Remove from Acme & Sons" }).click();
    await page.getByText("No companies").waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Last name").fill("Basu");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: `${name} Basu` }).waitFor();
    await page.goto(`/d/demo/people?state=contacts&q=${name}`);
    assert.deepEqual(await names(page), [`${name} Basu`]);
  });
}

test("long lists become text fields with suggestions", async () => {
  const key = server.roster("api-key", "create", "--user", ADMIN, "--domain", "demo").split(/\s+/).at(-1);
  const make = async (path, objects) => {
    for (let from = 0; from < objects.length; from += 100) {
      const response = await fetch(`${server.address}/a/demo/api/${path}/`, {
        method: "PATCH",
        headers: { authorization: `ApiKey ${ADMIN}:${key}`, "content-type": "application/json" },
        body: JSON.stringify({ objects: objects.slice(from, from + 100) }),
      });
      assert.ok(response.ok, await response.text());
    }
  };
  const numbers = Array.from({ length: 500 }, (_, n) => String(n).padStart(3, "0"));
  await make("v0.5/group", numbers.map((n) => ({ name: `Block ${n}` })));
  await make("location/v2", numbers.map((n) => ({ name: `Depot ${n}`, site_code: `depot_${n}`, location_type_code: "state" })));

  const page = await admin();
  await page.goto(`/d/demo/person/${JOHN}/edit`);
  await page.getByRole("checkbox", { name: "Trainers" }).waitFor();
  await page.getByLabel("More groups").fill("Block 499\nBlock 500");
  await page.getByLabel("More locations").fill("depot_499");
  await page.getByRole("button", { name: "Save" }).click();
  assert.match(await page.locator("#groups-error").textContent(), /Block 500/);
  await checkPage(page, "form with incomplete lists");
  await page.getByLabel("More groups").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  for (const text of ["Block 499", "Health workers", "Depot 499", "Bihar › Patna › Danapur"]) {
    await page.getByRole("link", { name: text, exact: true }).waitFor();
  }

  await page.goto("/d/demo/people");
  await page.locator("#group").pressSequentially("block 49");
  await page.locator("#group-suggestions option").nth(9).waitFor({ state: "attached" });
  await checkPage(page, "list with incomplete filters");
  await page.locator("#group").fill("Block 499");
  await page.locator("#location").fill("depot_499");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.locator(".total", { hasText: "1 person" }).waitFor();
  await page.getByRole("checkbox", { name: /Doe|Dough/ }).check();
  await page.getByLabel("Action", { exact: true }).selectOption("leave");
  await page.locator("#to-group").fill("Block 499");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByText("1 worker removed from the group.").waitFor();
  await page.goto("/d/demo/people?group=unknown");
  await page.getByText("No results.").waitFor();
});
