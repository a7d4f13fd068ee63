// Sign-in, sign-out and the account page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { NO_JAVASCRIPT, checkPage, launch, signIn, status, visit } from "./browser.mjs";
import { ADMIN, createWebUser, start } from "./server.mjs";
import { code } from "./totp.mjs";

let server, browser;
before(async () => {
  [server, browser] = [await start(), await launch()];
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test("without a session the sign-in page opens, then the requested page", async () => {
  const page = await visit(browser, server);
  await page.goto("/d/demo/people?q=kavita");
  assert.equal(await page.title(), "Sign in · Roster");
  await page.getByLabel("E-mail address").fill(ADMIN);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/d/demo/people?q=kavita");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await status(page, "/d/demo/people"), 303);
});

test("a wrong password shows an error, and too many attempts are throttled", async () => {
  const page = await visit(browser, server);
  const messages = [];
  // The first delay is a second, which a slow machine may take for an attempt.
  while (messages.length < 16 && !/Too many failed attempts/.test(messages.at(-1))) {
    await signIn(page, server, { email: "stranger@example.org", password: "guess" });
    await page.getByRole("alert").waitFor();
    messages.push(await page.getByRole("alert").textContent());
  }
  for (const message of messages.slice(0, 10)) {
    assert.match(message, /Wrong e-mail address or password/);
  }
  assert.match(messages.at(-1), /Too many failed attempts/);
  await checkPage(page, "sign-in with an error");
});

test("cookies, headers and form tokens are safe", async () => {
  const page = await visit(browser, server);
  await signIn(page, server);
  const cookies = await page.context().cookies();
  assert.deepEqual(cookies.map(({ name }) => name).sort(), ["roster", "roster-device"]);
  for (const cookie of cookies) {
    assert.ok(cookie.httpOnly && cookie.sameSite === "Lax", cookie.name);
  }
  for (const path of ["/", "/d/demo/people", "/account", "/d/demo/person/unknown", "/d/demo/unknown"]) {
    const headers = (await page.request.get(path)).headers();
    assert.match(headers["content-security-policy"], /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "same-origin", path);
    assert.equal(headers["cache-control"], "no-store", path);
  }
  const forged = await page.request.post("/account/sessions", { form: { token: "00".repeat(32) } });
  assert.equal(forged.status(), 403);
  const foreign = await page.request.post("/", {
    form: { username: ADMIN, password: server.password },
    headers: { origin: "https://elsewhere.example" },
  });
  assert.equal(foreign.status(), 403);
  const behindTls = await page.request.post("/", {
    form: { username: ADMIN, password: server.password },
    headers: { origin: server.address.replace("http:", "https:") },
    maxRedirects: 0,
  });
  assert.match(behindTls.headers()["set-cookie"], /__Host-roster=\w+; Path=\/; HttpOnly; SameSite=Lax; Secure/);
});

test("the first page is small", async () => {
  const page = await visit(browser, server);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await signIn(page, server);
  await page.waitForLoadState("networkidle");
  assert.ok(bytes < 60_000, `${bytes} bytes`);
});

test("changing the password ends other sessions", async () => {
  const bello = createWebUser(server, "bello", "view_commcare_users", "access_all_locations");
  const [page, elsewhere] = [await visit(browser, server), await visit(browser, server)];
  await signIn(page, server, bello);
  await signIn(elsewhere, server, bello);
  await page.goto("/account");
  await page.getByLabel("Current password").fill("wrong");
  await page.getByLabel("New password").fill("a new long password");
  await page.getByRole("button", { name: "Change password" }).click();
  assert.match(await page.locator("#old-error").textContent(), /password/i);
  await checkPage(page, "password form with an error");
  await page.getByLabel("Current password").fill(bello.password);
  await page.getByLabel("New password").fill("a new long password");
  await page.getByRole("button", { name: "Change password" }).click();
  assert.match(await page.getByRole("status").textContent(), /Password changed/);
  assert.equal(await status(elsewhere, "/account"), 303);
});

test("two-factor authentication is turned on, used and turned off, without JavaScript", async () => {
  const chidi = createWebUser(server, "chidi", "view_commcare_users", "access_all_locations");
  const page = await visit(browser, server, NO_JAVASCRIPT);
  await signIn(page, server, chidi);
  await page.goto("/account/second-factor");
  await page.getByLabel("Current password").fill(chidi.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  const key = (await page.locator(".secret").textContent()).replaceAll(" ", "");
  await page.getByRole("textbox").fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  assert.match(await page.locator("#code-error").textContent(), /code/i);
  const used = code(key);
  await page.getByRole("textbox").fill(used);
  await page.getByRole("button", { name: "Turn on" }).click();
  const recovery = await page.locator(".codes code").allTextContents();
  assert.equal(recovery.length, 10);

  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, server, chidi);
  await page.getByRole("heading", { name: "Enter your code" }).waitFor();
  await page.getByLabel("Code").fill(used);
  await page.getByRole("button", { name: "Sign in" }).click();
  assert.match(await page.getByRole("alert").textContent(), /Wrong or expired code/);
  await page.getByLabel("Code").fill(recovery[0]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/d/demo/people");
  await page.goto("/account");
  await page.getByText("Recovery codes left: 9").waitFor();
  await page.getByRole("link", { name: "Change" }).click();
  await page.getByLabel("Current password").fill(chidi.password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByLabel(/Code from your app/).fill(recovery[1]);
  await page.getByRole("button", { name: "Turn off" }).click();
  assert.match(await page.getByRole("status").textContent(), /Two-factor authentication is off/);
});
