// Verifies a message of Roster with the npm package `standardwebhooks`: a JSON object with `secret`,
// `headers` and `body` on stdin. Prints the type of the event.
const { Webhook } = require("standardwebhooks");

const { secret, headers, body } = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(new Webhook(secret).verify(body, headers).type);
