// Sign-in with a real OpenID Connect provider, through the browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { DESKTOP, NO_JAVASCRIPT, checkPage, launch, signIn, status, visit } from "./browser.mjs";
import { CLIENT, SECRET, freePort, startProvider } from "./provider.mjs";
import { ADMIN, createWebUser, start } from "./server.mjs";
import { code } from "./totp.mjs";

let server, browser, provider;
before(async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  provider = await startProvider(address);
  const settings = [
    `public_url = "${address}"`,
    "[oidc]",
    `issuer = "${provider.issuer}"`,
    `client_id = "${CLIENT}"`,
    'client_secret_file = "oidc.secret"',
    'name = "North ID"',
    "[oidc.required_claims]",
    'given_name = "Given"',
  ];
  const files = { "roster.toml": settings.join("\n"), "oidc.secret": `${SECRET}\n` };
  [server, browser] = [await start({ port, files }), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
  provider?.stop();
});

/** Signs in at the provider as the person with this e-mail address, and consents. */
async function signInAtProvider(page, email) {
  await page.getByRole("link", { name: "Sign in with North ID" }).click();
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.locator("input[name=login]").fill(`id-${email}`);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  // The second page asks for consent.
  await page.locator("input[name=prompt][value=consent]").waitFor({ state: "attached" });
  await page.locator("button[type=submit]").click();
  await page.waitForURL(`${server.address}/**`);
}

for (const [name, options] of [["with", DESKTOP], ["without", NO_JAVASCRIPT]]) {
  test(`a person signs in with the provider, ${name} JavaScript`, async () => {
    const page = await visit(browser, server, options);
    await page.goto("/d/demo/people?q=kavita");
    await checkPage(page, "sign-in page with a provider");
    await signInAtProvider(page, ADMIN);
    await page.waitForURL("**/d/demo/people?q=kavita");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await status(page, "/d/demo/people"), 303);
    // The provider still knows the person, so the second sign-in asks nothing.
    await page.getByRole("link", { name: "Sign in with North ID" }).click();
    await page.waitForURL(`${server.address}/d/demo/**`);
    const cookies = await page.context().cookies(server.address);
    const own = cookies.map((cookie) => cookie.name).filter((cookie) => cookie.startsWith("roster"));
    assert.deepEqual(own.sort(), ["roster", "roster-device"]);
  });
}

test("an address that is not verified, or has no account, is refused", async () => {
  for (const [email, text] of [
    ["unverified@example.org", /not verified your e-mail address/],
    ["stranger@example.org", /no account for stranger@example.org/],
  ]) {
    const page = await visit(browser, server);
    await page.goto("/");
    await signInAtProvider(page, email);
    assert.match(await page.getByRole("alert").textContent(), text);
    await checkPage(page, email);
    assert.equal(await status(page, "/account"), 303);
  }
});

test("the local second factor is not asked after the provider", async () => {
  const dayo = createWebUser(server, "dayo", "view_commcare_users", "access_all_locations");
  const page = await visit(browser, server);
  await signIn(page, server, dayo);
  await page.goto("/account/second-factor");
  await page.getByLabel("Current password").fill(dayo.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  const key = (await page.locator(".secret").textContent()).replaceAll(" ", "");
  await page.getByRole("textbox").fill(code(key));
  await page.getByRole("button", { name: "Turn on" }).click();
  await page.locator(".codes").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, server, dayo);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.goto("/");
  await signInAtProvider(page, dayo.email);
  await page.waitForURL("**/d/demo/people");
  assert.equal(await status(page, "/account"), 200);
});

test("leaving the provider returns to a page with the reason, and the password still works", async () => {
  const page = await visit(browser, server);
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in with North ID" }).click();
  await page.waitForURL(`${provider.issuer}/interaction/**`);
  await page.getByRole("link", { name: /cancel/i }).click();
  await page.waitForURL(`${server.address}/sign-in/oidc/callback**`);
  assert.match(await page.getByRole("alert").textContent(), /did not sign you in \(access_denied\)/);
  await checkPage(page, "sign-in page after leaving the provider");
  await signIn(page, server);
  await page.waitForURL("**/d/demo/people");
});
