// The people of a domain: found, seen, made, changed, archived, deleted.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, WITHOUT_SCRIPT, holdsUp, launch, signIn, status, visit } from "./browser.mjs";
import { ADMIN, JOHN, member, start } from "./server.mjs";

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

async function admin(options = DESKTOP) {
  const page = await visit(browser, server, options);
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
  return page;
}

const total = async (page) => (await page.locator(".total").textContent()).trim().split("\n")[0];
const names = (page) => page.locator("tbody th a").allTextContents();

test("the list is searched as one types, and the address says it", async () => {
  const page = await admin();
  assert.equal(await total(page), "1–25 of 29 people");
  await page.getByLabel("Search").pressSequentially("sav");
  await page.locator(".total", { hasText: "One person" }).waitFor();
  assert.deepEqual(await names(page), ["Savita Roy"]);
  assert.match(page.url(), /[?&]q=sav(&|$)/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.reload();
  assert.deepEqual(await names(page), ["Savita Roy"]);
});

for (const [way, options] of [["with the script", DESKTOP], ["without", WITHOUT_SCRIPT]]) {
  test(`filters combine, ${way}`, async () => {
    const page = await admin(options);
    await page.getByLabel("Group", { exact: true }).first().selectOption({ label: "Trainers" });
    await page.getByLabel("Location").selectOption({ label: "– Patna" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.locator(".total", { hasText: "3 people" }).waitFor();
    assert.deepEqual(await names(page), ["John Doe", "Kavita Devi", "Vimla Soren"]);
    await page.getByLabel("Order").selectOption({ label: "Username Z–A" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.locator("tbody tr:first-child th", { hasText: "Vimla" }).waitFor();
    await page.getByRole("link", { name: "Clear the filters" }).click();
    await page.locator(".total", { hasText: "of 29 people" }).waitFor();
    await page.getByRole("link", { name: "Next" }).click();
    await page.locator(".total", { hasText: "26–29 of 29 people" }).waitFor();
    assert.equal((await names(page)).length, 4);
  });
}

test("each name leads to the person, and to their cases", async () => {
  const page = await admin();
  const cases = page.getByRole("link", { name: "Cases of John Doe" });
  const expected = `https://cases.example.org/demo/${JOHN}?name=jdoe%40demo%2Ecommcarehq%2Eorg`;
  assert.equal(await cases.getAttribute("href"), expected);
  await page.getByRole("link", { name: "John Doe", exact: true }).click();
  await page.getByRole("heading", { name: /John Doe/ }).waitFor();
  for (const text of ["jdoe@demo.commcarehq.org", "+50253311399", "Bihar › Patna › Danapur", "13/43/DFA"]) {
    await page.getByText(text).first().waitFor();
  }
  await page.getByText("operator, on the command line").waitFor();
});

for (const [way, options] of [["with the script", DESKTOP], ["without", WITHOUT_SCRIPT]]) {
  test(`a worker is made, changed, archived, restored and deleted, ${way}`, async () => {
    const page = await admin(options);
    const name = options === DESKTOP ? "asha" : "binita";
    await page.getByRole("link", { name: "Add a worker" }).click();
    await page.getByLabel("Username").fill("no spaces!");
    await page.getByLabel("Phone numbers").fill("+1 (555) 1234567\nnone");
    await page.getByRole("button", { name: "Add the worker" }).click();
    await page.locator("#username-flaw").waitFor();
    assert.match(await page.locator("#phone_numbers-flaw").textContent(), /'none' is not a phone number/);
    assert.equal(await page.getByLabel("Phone numbers").inputValue(), "+1 (555) 1234567\nnone");
    await holdsUp(page, "a refused worker");
    await page.getByLabel("Username").fill(name);
    await page.getByLabel("Phone numbers").fill("+1 (555) 1234567");
    await page.getByLabel("First name").fill("Asha");
    await page.getByRole("checkbox", { name: "Trainers" }).check();
    await page.getByRole("checkbox", { name: "Rajgir" }).check();
    await page.getByRole("button", { name: "Add the worker" }).click();
    assert.match(await page.locator(".once").textContent(), /^\w{4}-\w{4}-\w{4}$/);
    await page.getByRole("link", { name: "I have kept it" }).click();
    await page.getByText("Bihar › Nalanda › Rajgir").waitFor();

    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Last name").fill("Bai");
    await page.getByLabel("E-mail").fill("nonsense");
    await page.getByRole("button", { name: "Save" }).click();
    assert.match(await page.locator("#email-flaw").textContent(), /not an e-mail address/);
    await page.getByLabel("E-mail").fill("asha@example.org");
    await page.getByRole("button", { name: "Save" }).click();
    assert.match(await page.getByRole("status").textContent(), /Saved/);
    await page.getByText("Changed: last name, email").first().waitFor();

    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("status").waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("link", { name: "Reset the password" }).click();
    await page.getByRole("button", { name: "Reset the password" }).click();
    await page.locator(".once").waitFor();
    await page.getByRole("link", { name: "I have kept it" }).click();

    await page.getByLabel("New tag").fill("new");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByRole("button", { name: "Remove the tag new" }).click();
    await page.getByText("Saved").waitFor();

    await page.getByRole("link", { name: "Delete" }).click();
    await page.getByLabel(/Type/).fill("something else");
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.locator("#confirm-flaw").waitFor();
    await page.getByLabel(/Type/).fill(name);
    await page.getByRole("button", { name: "Delete for good" }).click();
    assert.match(await page.getByRole("status").first().textContent(), /Deleted/);
  });
}

test("two who edit at once do not overwrite each other", async () => {
  const [one, other] = [await admin(), await admin()];
  const address = `/d/demo/person/${JOHN}/edit`;
  await one.goto(address);
  await other.goto(address);
  await one.getByLabel("First name").fill("Jon");
  await one.getByRole("button", { name: "Save" }).click();
  await one.getByRole("status").waitFor();
  await other.getByLabel("Last name").fill("Dough");
  await other.getByRole("button", { name: "Save" }).click();
  assert.match(await other.getByRole("alert").first().textContent(), /Somebody else has changed/);
  assert.equal(await other.getByLabel("Last name").inputValue(), "Dough");
  await holdsUp(other, "a form that is out of date");
  await other.getByRole("button", { name: "Save" }).click();
  await other.getByRole("status").waitFor();
});

for (const [way, options] of [["with the script", DESKTOP], ["without", WITHOUT_SCRIPT]]) {
  test(`several are ticked and archived, and all that were found, ${way}`, async () => {
    const page = await admin(options);
    await page.getByRole("checkbox", { name: "Kavita Devi" }).check();
    await page.getByRole("checkbox", { name: "Kishore Prasad" }).check();
    await page.getByRole("button", { name: "Do it" }).click();
    assert.match(await page.getByRole("status").first().textContent(), /Archived: 2 people/);
    await page.goto("/d/demo/people?state=archived");
    assert.equal(await total(page), "2 people");
    for (const name of ["Kavita Devi", "Kishore Prasad"]) {
      await page.getByRole("checkbox", { name }).check();
    }
    await page.getByLabel("Do", { exact: true }).selectOption("restore");
    await page.getByRole("button", { name: "Do it" }).click();

    await page.goto("/d/demo/people?q=jane");
    for (const [action, told] of [["join", "Added to the group"], ["leave", "Removed from the group"]]) {
      await page.getByLabel("Do", { exact: true }).selectOption(action);
      await page.locator("#to-group").selectOption({ label: "Trainers" });
      await page.getByRole("checkbox", { name: "Jane Smith" }).check();
      await page.getByRole("button", { name: "Do it" }).click();
      await page.getByText(`${told}: one person.`).waitFor();
    }

    for (const [state, action] of [["active", "archive"], ["archived", "restore"]]) {
      await page.goto(`/d/demo/people?q=kumari&state=${state}`);
      await page.getByLabel("Do", { exact: true }).selectOption(action);
      await page.getByRole("checkbox", { name: "With all 2 found" }).check();
      await page.getByRole("button", { name: "Do it" }).click();
      await holdsUp(page, "a question");
      await page.getByRole("button", { name: "Yes, all 2" }).click();
      await page.getByText(/(Archived|Restored): 2 people/).waitFor();
    }

    await page.goto("/d/demo/people");
    await page.getByRole("button", { name: "Do it" }).click();
    assert.match(await page.getByRole("alert").textContent(), /Tick the people first/);
  });
}

test("a member sees and does what their permissions say", async () => {
  const viewer = member(server, "viewer", "view_commcare_users", "access_all_locations");
  const page = await visit(browser, server);
  await signIn(page, server, viewer);
  await page.waitForURL("**/d/demo/people");
  assert.equal(await page.getByRole("link", { name: "Add a worker" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: "Do it" }).count(), 0);
  await page.getByRole("link", { name: /Doe|Dough/ }).first().click();
  await page.getByRole("heading", { name: /Doe|Dough/ }).waitFor();
  for (const action of ["Edit", "Archive", "Delete"]) {
    assert.equal(await page.getByText(action, { exact: true }).count(), 0, action);
  }
  for (const place of ["edit", "password", "delete", "details"]) {
    assert.equal(await status(page, `/d/demo/person/${JOHN}/${place}`), 403, place);
  }
  assert.equal(await status(page, "/d/elsewhere/people"), 403);
  const nobody = member(server, "nobody", "access_api");
  const other = await visit(browser, server);
  await signIn(other, server, nobody);
  assert.equal(await status(other, "/d/demo/people"), 403);
});

test("a search after the session has ended leads to the sign-in page", async () => {
  const page = await admin();
  await page.context().clearCookies();
  await page.getByLabel("Search").fill("sav");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

for (const [way, options] of [["with the script", DESKTOP], ["without", WITHOUT_SCRIPT]]) {
  test(`a contact is made, changed, joins a company and leaves it, ${way}`, async () => {
    const page = await admin(options);
    await page.getByRole("link", { name: "Add a contact" }).click();
    await holdsUp(page, "a new contact");
    const name = options === DESKTOP ? "Chitra" : "Deepa";
    await page.getByLabel("First name").fill(name);
    await page.getByLabel("E-mail").fill("nonsense");
    await page.getByRole("button", { name: "Add the contact" }).click();
    assert.match(await page.locator("#email-flaw").textContent(), /not an e-mail address/);
    assert.equal(await page.getByLabel("First name").inputValue(), name);
    await holdsUp(page, "a refused contact");
    await page.getByLabel("E-mail").fill(`${name}@example.org`);
    await page.getByLabel("City").fill("Patna");
    await page.getByRole("button", { name: "Add the contact" }).click();
    await page.getByText("Created.").waitFor();
    await page.getByLabel("Company").fill("Acme & Sons");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("Saved.").waitFor();
    await holdsUp(page, "a contact with a company");
    await page.getByRole("button", { name: "Take out of Acme & Sons" }).click();
    await page.getByText("With none.").waitFor();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Last name").fill("Basu");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: `${name} Basu` }).waitFor();
    await page.goto(`/d/demo/people?state=contacts&q=${name}`);
    assert.deepEqual(await names(page), [`${name} Basu`]);
  });
}

test("what is too much for a list is typed, and offered meanwhile", async () => {
  const key = server.roster("api-key", "create", "--user", ADMIN, "--domain", "demo").split(/\s+/).at(-1);
  const make = async (path, objects) => {
    for (let from = 0; from < objects.length; from += 100) {
      const answer = await fetch(`${server.address}/a/demo/api/${path}/`, {
        method: "PATCH",
        headers: { authorization: `ApiKey ${ADMIN}:${key}`, "content-type": "application/json" },
        body: JSON.stringify({ objects: objects.slice(from, from + 100) }),
      });
      assert.ok(answer.ok, await answer.text());
    }
  };
  const numbers = Array.from({ length: 500 }, (_, n) => String(n).padStart(3, "0"));
  await make("v0.5/group", numbers.map((n) => ({ name: `Block ${n}` })));
  await make("location/v2", numbers.map((n) => ({ name: `Depot ${n}`, site_code: `depot_${n}`, location_type_code: "state" })));

  const page = await admin();
  await page.goto(`/d/demo/person/${JOHN}/edit`);
  await page.getByRole("checkbox", { name: "Trainers" }).waitFor();
  await page.getByLabel("Further groups").fill("Block 499\nBlock 500");
  await page.getByLabel("Further locations").fill("depot_499");
  await page.getByRole("button", { name: "Save" }).click();
  assert.match(await page.locator("#groups-flaw").textContent(), /Block 500/);
  await holdsUp(page, "a form with more choices than are listed");
  await page.getByLabel("Further groups").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  for (const text of ["Block 499", "Health workers", "Depot 499", "Bihar › Patna › Danapur"]) {
    await page.getByRole("link", { name: text, exact: true }).waitFor();
  }

  await page.goto("/d/demo/people");
  await page.locator("#group").pressSequentially("block 49");
  await page.locator("#group-offered option").nth(9).waitFor({ state: "attached" });
  await holdsUp(page, "the list with more choices than are listed");
  await page.locator("#group").fill("Block 499");
  await page.locator("#location").fill("depot_499");
  await page.getByRole("button", { name: "Show" }).click();
  await page.locator(".total", { hasText: "One person" }).waitFor();
  await page.getByRole("checkbox", { name: /Doe|Dough/ }).check();
  await page.getByLabel("Do", { exact: true }).selectOption("leave");
  await page.locator("#to-group").fill("Block 499");
  await page.getByRole("button", { name: "Do it" }).click();
  await page.getByText("Removed from the group: one person.").waitFor();
  await page.goto("/d/demo/people?group=nobody");
  await page.getByText(/Nobody\s+matches/).waitFor();
});
