// Draws the API documentation from /openapi.json. Everything is put in as text, never as HTML.

const METHODS = ["get", "post", "put", "patch", "delete"];

// element("p", {class: "x"}, "text", child, ...)
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// The little markdown of descriptions: **strong** and `code`.
function prose(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith("**")) return element("strong", {}, part.slice(2, -2));
    if (part.startsWith("`")) return element("code", {}, part.slice(1, -1));
    return part;
  });
}

function resolve(api, schema) {
  const name = schema && schema.$ref && schema.$ref.split("/").pop();
  return name ? api.components.schemas[name] : schema;
}

// A value of the shape that a schema says.
function example(api, schema, depth = 0) {
  const known = resolve(api, schema) || {};
  const type = Array.isArray(known.type) ? known.type[0] : known.type;
  if (known.example !== undefined) return known.example;
  if (known.enum) return known.enum[0];
  if (!type && known.anyOf) return example(api, known.anyOf[0], depth);
  if (type === "object" && depth < 5) {
    const members = Object.entries(known.properties || {});
    return Object.fromEntries(members.map(([key, of]) => [key, example(api, of, depth + 1)]));
  }
  if (type === "array" && depth < 5) return known.items ? [example(api, known.items, depth + 1)] : [];
  return { string: "text", integer: 0, number: 0, boolean: true, object: {}, array: [] }[type] ?? null;
}

function shown(api, content) {
  const json = content && content["application/json"];
  if (!json || !json.schema) return null;
  return element("pre", {}, JSON.stringify(example(api, json.schema), null, 2));
}

function parameters(operation) {
  if (!operation.parameters || operation.parameters.length === 0) return null;
  const list = element("dl");
  for (const parameter of operation.parameters) {
    const required = parameter.required ? " (required)" : "";
    const told = prose((parameter.description || "") + required);
    list.append(element("dt", {}, parameter.name), element("dd", {}, ...told));
  }
  return element("div", {}, element("h3", {}, "Parameters"), list);
}

function body(api, operation) {
  const pre = operation.requestBody && shown(api, operation.requestBody.content);
  return pre && element("div", {}, element("h3", {}, "Body"), pre);
}

function responses(api, operation) {
  const list = element("dl");
  let answer = null;
  for (const [status, response] of Object.entries(operation.responses).sort()) {
    list.append(element("dt", {}, status), element("dd", {}, ...prose(response.description)));
    if (status < "300" && !answer) answer = shown(api, response.content);
  }
  return element("div", {}, element("h3", {}, "Answers"), list, answer);
}

function draw(api, path, method, operation, others) {
  const head = element("summary", {},
    element("span", { class: `method ${method}` }, method.toUpperCase()),
    element("code", {}, path),
    element("span", { class: "told" }, operation.summary || ""));
  const inside = element("div", { class: "inside" });
  if (operation.description) inside.append(element("p", {}, ...prose(operation.description)));
  if (others.length) {
    const same = others.map((other) => element("code", {}, other));
    inside.append(element("p", {}, "Also at ", ...same));
  }
  inside.append(...[parameters(operation), body(api, operation), responses(api, operation)].filter(Boolean));
  const names = (operation.parameters || []).map((parameter) => parameter.name);
  const drawn = element("details", { id: operation.operationId }, head, inside);
  drawn.dataset.words = [method, path, ...others, operation.summary, operation.operationId, ...names]
    .join(" ").toLowerCase();
  return drawn;
}

function drawAll(api, into) {
  const twins = {};
  const tags = {};
  const all = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => [path, method, item[method]]));
  for (const [path, method, operation] of all) {
    const main = operation["x-same-as"];
    if (main) (twins[`${method} ${main}`] ??= []).push(path);
  }
  for (const [path, method, operation] of all) {
    if (operation["x-same-as"]) continue;
    const tag = (operation.tags || ["other"])[0];
    const others = twins[`${method} ${path}`] || [];
    (tags[tag] ??= []).push(draw(api, path, method, operation, others));
  }
  for (const [tag, drawn] of Object.entries(tags)) {
    into.append(element("section", {}, element("h2", {}, tag), ...drawn));
  }
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of document.querySelectorAll("#operations section")) {
    let visible = 0;
    for (const drawn of section.querySelectorAll("details")) {
      const found = words.every((word) => drawn.dataset.words.includes(word));
      drawn.hidden = !found;
      visible += found ? 1 : 0;
    }
    section.hidden = visible === 0;
    count += visible;
  }
  document.getElementById("status").textContent = words.length ? `${count} found` : "";
}

function openAddressed() {
  const addressed = document.getElementById(location.hash.slice(1));
  if (addressed instanceof HTMLDetailsElement) {
    addressed.open = true;
    addressed.scrollIntoView();
  }
}

async function start() {
  const status = document.getElementById("status");
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`);
  const api = await answer.json();
  document.getElementById("version").textContent = api.info.version;
  const introduction = document.getElementById("introduction");
  for (const paragraph of api.info.description.trim().split(/\n\n+/)) {
    introduction.append(element("p", {}, ...prose(paragraph)));
  }
  drawAll(api, document.getElementById("operations"));
  status.textContent = "";
  const field = document.getElementById("search");
  field.addEventListener("input", () => search(field.value));
  window.addEventListener("hashchange", openAddressed);
  openAddressed();
}

start().catch((error) => {
  document.getElementById("status").textContent = `The documentation cannot be shown: ${error.message}`;
});
