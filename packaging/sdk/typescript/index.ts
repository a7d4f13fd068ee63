// A typed client. Paths, parameters, bodies and responses are checked against the API document.

import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { components, operations, paths } from "./schema.js";

export type { components, operations, paths };

/** The schemas of the API document, for example `Schemas["User"]`. */
export type Schemas = components["schemas"];

/** A client of one server. */
export type RosterClient = Client<paths>;

/** Creates a client of the CommCare and SCIM APIs, with an API key. */
export function createRosterClient(baseUrl: string, apiKey: string, options: ClientOptions = {}): RosterClient {
  return withAuthorization(baseUrl, `Bearer ${apiKey}`, options);
}

/** Creates a client of the User.com API, with an app key. */
export function createUsercomClient(baseUrl: string, appKey: string, options: ClientOptions = {}): RosterClient {
  return withAuthorization(baseUrl, `Token ${appKey}`, options);
}

function withAuthorization(baseUrl: string, authorization: string, options: ClientOptions): RosterClient {
  const client = createClient<paths>({ ...options, baseUrl });
  client.use({
    onRequest({ request }) {
      request.headers.set("Authorization", authorization);
      return request;
    },
  });
  return client;
}
