// Uses the TypeScript package in all three dialects. The compiler checks the types.

import assert from "node:assert/strict";
import { createRosterClient, createUsercomClient, type Schemas } from "roster-client";

const url = process.env.ROSTER_URL ?? "";
const roster = createRosterClient(url, process.env.ROSTER_KEY ?? "");
const usercom = createUsercomClient(url, process.env.ROSTER_APP_KEY ?? "");
const path = { domain: "demo" };

const created = await roster.POST("/a/{domain}/api/user/v1/", {
  params: { path },
  body: { username: "typescript", password: "qwer1234", first_name: "Type", user_data: { team: "north" } },
});
const id: string = created.data?.id ?? assert.fail(JSON.stringify(created.error));

const page = await roster.GET("/a/{domain}/api/user/v1/", {
  params: { path, query: { username: "typescript", archived: false } },
});
const workers: Schemas["User"][] = page.data?.objects ?? [];
assert.deepEqual(workers.map((worker) => worker.id), [id]);
const names: string[] = workers.map((worker) => worker.first_name);
assert.deepEqual(names, ["Type"]);

const taken = await roster.POST("/a/{domain}/api/user/v1/", {
  params: { path },
  body: { username: "typescript", password: "qwer1234" },
});
const code: string | undefined = taken.error?.code;
assert.equal(taken.response.status, 400);
assert.equal(code, "username_taken");

const contact = await usercom.POST("/api/public/users/", { body: { email: "typescript@example.org" } });
const tags: string[] = contact.data?.tags.map((tag) => tag.name) ?? assert.fail("no contact");
assert.deepEqual(tags, []);

const users = await roster.GET("/a/{domain}/scim/v2/Users", {
  params: { path, query: { filter: 'userName eq "typescript"' } },
});
const emails = users.data?.Resources[0]?.emails ?? [];
assert.equal(users.data?.totalResults, 1);
assert.deepEqual(emails, []);

console.log(`created and listed ${id}`);
