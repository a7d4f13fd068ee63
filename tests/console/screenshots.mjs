// Creates the screenshots of docs/console.md: `node screenshots.mjs`. Run run.sh first, which installs
// the dependencies.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { DARK, DESKTOP, PHONE, launch, signIn, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

const folder = join(import.meta.dirname, "../../docs/screenshots");

const SCREENSHOTS = [
  ["people", DESKTOP, "/d/demo/people"],
  ["people-phone", PHONE, "/d/demo/people?q=kumari"],
  ["person", DESKTOP, `/d/demo/person/${JOHN}`],
  ["person-dark", DARK, `/d/demo/person/${JOHN}`],
  ["edit", DESKTOP, `/d/demo/person/${JOHN}/edit`],
  ["account", DARK, "/account"],
  ["locations", DESKTOP, "/d/demo/locations"],
  ["activity", DESKTOP, "/d/demo/activity"],
  ["import", DESKTOP, "/d/demo/imports"],
];

/** Uploads a table and waits for the preview. */
async function preview(page) {
  const table = [
    "username,first_name,last_name,phone-number 1,group 1",
    "farida,Farida,Khatun,50253311500,Trainers",
    "kavita,Kavita,Kumari,50253311599,Health workers",
    "gopal,Gopal,Sah,none,Nurses",
  ].join("\n");
  await page.locator("#table").setInputFiles({ name: "workers.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("heading", { name: "Import preview" }).waitFor();
}

const [server, browser] = [await start(), await launch()];
try {
  mkdirSync(folder, { recursive: true });
  server.roster("domain", "set", "demo", "cases_url=https://cases.example.org/{domain}/{user_id}");
  for (const [name, look, path] of SCREENSHOTS) {
    const page = await visit(browser, server, look);
    await signIn(page, server);
    await page.goto(path);
    if (name === "import") await preview(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await browser.close();
  server.stop();
}
