// A real OpenID Connect provider (npm `oidc-provider`) with one person per test.

import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";

import { Provider } from "oidc-provider";

export const CLIENT = "roster";
export const SECRET = "the-secret-of-the-client";

/** A port that is free at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.on("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/**
 * Starts a provider for the server at `address`. A person signs in there with the e-mail address as
 * the name and any password; the subject is `id-` and the address.
 */
export async function startProvider(address) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [`${address}/sign-in/oidc/callback`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["given_name", "family_name"] },
    cookies: { keys: ["a key for tests"] },
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id.replace(/^id-/, ""),
        email_verified: !id.includes("unverified"),
        given_name: "Given",
        family_name: "Family",
      }),
    }),
  });
  const server = createServer(provider.callback());
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    issuer,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
