// Makes the pictures of docs/console.md anew: `node screenshots.mjs`, after run.sh has installed what
// it needs.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { DARK, DESKTOP, PHONE, launch, signIn, visit } from "./browser.mjs";
import { JOHN, start } from "./server.mjs";

const folder = join(import.meta.dirname, "../../docs/screenshots");

const PICTURES = [
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

/** Sends a table, and waits for what it would do. */
async function rehearse(page) {
  const table = [
    "username,first_name,last_name,phone-number 1,group 1",
    "farida,Farida,Khatun,50253311500,Trainers",
    "kavita,Kavita,Kumari,50253311599,Health workers",
    "gopal,Gopal,Sah,none,Nurses",
  ].join("\n");
  await page.locator("#table").setInputFiles({ name: "workers.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByRole("heading", { name: "What the import would do" }).waitFor();
}

const [server, browser] = [await start(), await launch()];
try {
  mkdirSync(folder, { recursive: true });
  server.roster("domain", "set", "demo", "cases_url=https://cases.example.org/{domain}/{user_id}");
  for (const [name, look, path] of PICTURES) {
    const page = await visit(browser, server, look);
    await signIn(page, server);
    await page.goto(path);
    if (name === "import") await rehearse(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await browser.close();
  server.stop();
}
