// Password links as printed slips: their code, their languages, and pages that do not cut them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";

import jsqr from "jsqr";

import { DARK, DESKTOP, NO_JAVASCRIPT, PHONE, checkPage, launch, openAsAdmin, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

let server, browser;
before(async () => {
  const files = { "languages.csv": "username,first_name,language\namina,أمينة,ara\nravi,Ravi,hin\n" };
  [server, browser] = [await start({ files }), await launch()];
  server.roster("import", "languages.csv", "--domain", "demo");
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const admin = (options) => openAsAdmin(browser, server, options);

/** A window whose screenshots have three pixels per unit, as a camera sees more than a screen shows. */
const SHARP = { deviceScaleFactor: 3 };

/** The text of the QR code of a slip, as a camera reads it. */
async function scan(page, slip) {
  const png = await slip.locator("svg").screenshot();
  const { width, height, data } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { width, height, data } = canvas.getImageData(0, 0, image.width, image.height);
    return { width, height, data: [...data] };
  }, png.toString("base64"));
  return jsqr(Uint8ClampedArray.from(data), width, height)?.data;
}

/** Waits for the end of a bulk action. Without JavaScript, the page does not refresh itself. */
async function finish(page) {
  while (!page.hasJavaScript && (await page.getByRole("link", { name: "Refresh" }).count())) {
    await page.getByRole("link", { name: "Refresh" }).click();
  }
  await page.getByRole("heading", { name: "Action finished" }).waitFor({ timeout: 60_000 });
}

test("the link of one worker is shown once, with a slip", async () => {
  for (const options of [DESKTOP, PHONE, DARK]) {
    const page = await admin({ ...options, ...SHARP });
    await page.goto(`/d/demo/person/${JOHN}`);
    await page.getByRole("link", { name: "Password link" }).click();
    await checkPage(page, "form of a link");
    await page.getByLabel("The link is valid for").selectOption("1 day");
    await page.getByRole("button", { name: "Create link" }).click();
    const slip = page.locator(".slip");
    const link = await page.locator("#link").innerText();
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/set-password\/\d+-[0-9a-f]{64}$/);
    assert.equal(await slip.locator(".link").innerText(), link);
    assert.equal(await scan(page, slip), link);
    await checkPage(page, "link of a worker");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("heading", { level: 1 }).isVisible(), false);
    assert.equal(await slip.isVisible(), true);
  }
});

for (const [mode, options] of [["with JavaScript", DESKTOP], ["without JavaScript", NO_JAVASCRIPT]]) {
  test(`links of all workers are printed, ${mode}`, async () => {
    const page = await admin(options);
    await page.getByLabel("Action", { exact: true }).selectOption("link");
    await page.locator("input[name=found]").check();
    await page.getByRole("button", { name: "Apply", exact: true }).click();
    await page.getByRole("button", { name: /^Create password links for \d+ workers/ }).click();
    await finish(page);
    await checkPage(page, "finished action");
    const [response] = await Promise.all([
      page.waitForResponse(/\/slips$/),
      page.getByRole("link", { name: "Print slips" }).click(),
    ]);
    await page.getByRole("heading", { name: "Password slips" }).waitFor();
    assert.equal(response.headers()["cache-control"], "no-store");
    const total = Number((await page.getByText(/^\d+ slips$/).innerText()).split(" ")[0]);
    assert.ok(total > 25, `${total}`);
    assert.equal(await page.locator(".slip").count(), total);
  });
}

test("slips are in the language of the worker, accessible, and decoded as their link", async () => {
  const page = await openSlips();
  const arabic = page.locator('.slip[lang="ar"]');
  assert.equal(await arabic.getAttribute("dir"), "rtl");
  assert.match(await arabic.innerText(), /امسح الرمز/);
  assert.equal(await scan(page, arabic), await arabic.locator(".link").innerText());
  assert.match(await page.locator('.slip[lang="hi"]').first().innerText(), /कोड स्कैन करें/);
  for (const { viewport } of [DESKTOP, PHONE]) {
    await page.setViewportSize(viewport);
    await checkPage(page, `slips, ${viewport.width}`);
    const button = await page.getByRole("button", { name: "Print" }).boundingBox();
    assert.ok(button.height >= 44, `${button.height}`);
  }
});

test("no slip is cut by the end of a page, in both orientations", async () => {
  const page = await openSlips();
  await page.emulateMedia({ media: "print" });
  for (const [width, height] of [[718, 1047], [1047, 718]]) {
    await page.setViewportSize({ width, height });
    assert.equal(await page.getByRole("heading", { level: 1 }).isVisible(), false);
    const slips = await page.locator(".slip").evaluateAll((all) =>
      all.map((it) => [it.getBoundingClientRect(), getComputedStyle(it).breakInside]),
    );
    for (const [box, inside] of slips) {
      assert.equal(inside, "avoid");
      assert.ok(box.height < height / 2, `several rows fit on a page: ${box.height} of ${height}`);
    }
    const rows = new Set(slips.map(([box]) => Math.round(box.top))).size;
    assert.ok(rows * 2 <= slips.length + 1, `${rows} rows for ${slips.length} slips`);
  }
  for (const landscape of [false, true]) {
    const pdf = await page.pdf({ format: "A4", landscape });
    const pages = pdf.toString("latin1").match(/\/Type \/Page\b/g).length;
    const total = await page.locator(".slip").count();
    assert.ok(pages < total / 3, `${pages} pages for ${total} slips`);
  }
});

test("the command writes the same slips into one file", async () => {
  const file = `${server.folder}/slips.html`;
  server.roster("password-links", "--domain", "demo", "--url", "https://roster.example.org", "--format", "html", "--output", file);
  const page = await visit(browser, server, { ...DESKTOP, ...SHARP });
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`file://${file}`);
  assert.deepEqual(requests, [`file://${file}`]);
  const slip = page.locator(".slip").first();
  assert.match(await slip.innerText(), /roster\.example\.org/);
  assert.equal(await scan(page, slip), await slip.locator(".link").innerText());
  assert.equal(await slip.evaluate((it) => getComputedStyle(it).breakInside), "avoid");
  await checkPage(page, "file of slips");
  assert.doesNotMatch(readFileSync(file, "utf8"), /<script/);
});

/** The slips of all workers, one of them Arabic. */
async function openSlips() {
  const page = await admin({ ...DESKTOP, ...SHARP });
  await page.getByLabel("Action", { exact: true }).selectOption("link");
  await page.locator("input[name=found]").check();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByRole("button", { name: /^Create password links for/ }).click();
  await finish(page);
  await page.getByRole("link", { name: "Print slips" }).click();
  await page.locator(".slip").first().waitFor();
  return page;
}
