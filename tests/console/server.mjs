// The real server with the domain `demo` in a temporary store.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const program = resolve(
  process.env.ROSTER_CONSOLE_BINARY ?? join(import.meta.dirname, "../../target/debug/roster"),
);

export const ADMIN = "demo@example.org";
export const JOHN = "3c5a623af057e23a32ae4000cf291339";

/**
 * Starts a server, by default at a free port, with these files in its working folder. Returns that
 * folder, its address, the admin's password and its command line.
 */
export async function start({ port = 0, files = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "roster-console-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const data = join(folder, "data");
  const child = spawn(program, ["serve", "--demo", "--listen", `127.0.0.1:${port}`, "--data", data], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const server = {
    folder,
    /** Runs a command on the store and returns its output. */
    roster: (...command) =>
      execFileSync(program, [...command, "--data", data], { cwd: folder, encoding: "utf8" }).trim(),
    stop() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for await (const line of createInterface({ input: child.stdout })) {
    server.address ??= line.match(/^listening on (\S+)/)?.[1];
    server.password ??= line.match(/whose password is (\S+)/)?.[1];
    if (server.address && server.password) return server;
  }
  throw new Error("the server exited before it was ready");
}

/** Instead of a permission: limits the role to assigned locations. */
export const CONFINED = "--confined";

/** Creates a web user of `demo` with only these permissions. Returns the e-mail address and password. */
export function createWebUser(server, name, ...permissions) {
  const email = `${name}@example.org`;
  const wanted = permissions.flatMap((it) => (it === CONFINED ? [it] : ["--permission", it]));
  server.roster("role", "create", name, "--domain", "demo", ...wanted);
  const output = server.roster("web-user", "create", email, "--domain", "demo", "--role", name);
  return { email, password: output.split(/\s+/).at(-1) };
}
