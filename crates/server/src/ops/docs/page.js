// Renders the API documentation from /openapi.json. All content is inserted as text, never as HTML.

const METHODS = ["get", "post", "put", "patch", "delete"];

// Creates an element: element("p", {class: "x"}, "text", child, ...)
function element(name, attributes, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) created.setAttribute(key, value);
  created.append(...children.filter((child) => child !== null && child !== undefined));
  return created;
}

// Renders the Markdown that descriptions use: **strong** and `code`.
function markdown(text) {
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

// Creates an example value of a schema.
function example(api, schema, depth = 0) {
  const resolved = resolve(api, schema) || {};
  const type = Array.isArray(resolved.type) ? resolved.type[0] : resolved.type;
  if (resolved.example !== undefined) return resolved.example;
  if (resolved.enum) return resolved.enum[0];
  if (!type && resolved.anyOf) return example(api, resolved.anyOf[0], depth);
  if (type === "object" && depth < 5) {
    const members = Object.entries(resolved.properties || {});
    return Object.fromEntries(members.map(([key, member]) => [key, example(api, member, depth + 1)]));
  }
  if (type === "array" && depth < 5) return resolved.items ? [example(api, resolved.items, depth + 1)] : [];
  return { string: "text", integer: 0, number: 0, boolean: true, object: {}, array: [] }[type] ?? null;
}

function exampleBlock(api, content) {
  const json = content && content["application/json"];
  if (!json || !json.schema) return null;
  return element("pre", {}, JSON.stringify(example(api, json.schema), null, 2));
}

function parameters(operation) {
  if (!operation.parameters || operation.parameters.length === 0) return null;
  const list = element("dl");
  for (const parameter of operation.parameters) {
    const required = parameter.required ? " (required)" : "";
    const description = markdown((parameter.description || "") + required);
    list.append(element("dt", {}, parameter.name), element("dd", {}, ...description));
  }
  return element("div", {}, element("h3", {}, "Parameters"), list);
}

function body(api, operation) {
  const pre = operation.requestBody && exampleBlock(api, operation.requestBody.content);
  return pre && element("div", {}, element("h3", {}, "Body"), pre);
}

function responses(api, operation) {
  const list = element("dl");
  let body = null;
  for (const [status, response] of Object.entries(operation.responses).sort()) {
    list.append(element("dt", {}, status), element("dd", {}, ...markdown(response.description)));
    if (status < "300" && !body) body = exampleBlock(api, response.content);
  }
  return element("div", {}, element("h3", {}, "Responses"), list, body);
}

function renderOperation(api, path, method, operation, others) {
  const head = element("summary", {},
    element("span", { class: `method ${method}` }, method.toUpperCase()),
    element("code", {}, path),
    element("span", { class: "description" }, operation.summary || ""));
  const inside = element("div", { class: "inside" });
  if (operation.description) inside.append(element("p", {}, ...markdown(operation.description)));
  if (others.length) {
    const paths = others.map((other) => element("code", {}, other));
    inside.append(element("p", {}, "Also at ", ...paths));
  }
  inside.append(...[parameters(operation), body(api, operation), responses(api, operation)].filter(Boolean));
  const names = (operation.parameters || []).map((parameter) => parameter.name);
  const details = element("details", { id: operation.operationId }, head, inside);
  details.dataset.words = [method, path, ...others, operation.summary, operation.operationId, ...names]
    .join(" ").toLowerCase();
  return details;
}

function renderAll(api, into) {
  const aliases = {};
  const tags = {};
  const all = Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => [path, method, item[method]]));
  for (const [path, method, operation] of all) {
    const main = operation["x-same-as"];
    if (main) (aliases[`${method} ${main}`] ??= []).push(path);
  }
  for (const [path, method, operation] of all) {
    if (operation["x-same-as"]) continue;
    const tag = (operation.tags || ["other"])[0];
    const others = aliases[`${method} ${path}`] || [];
    (tags[tag] ??= []).push(renderOperation(api, path, method, operation, others));
  }
  for (const [tag, operations] of Object.entries(tags)) {
    into.append(element("section", {}, element("h2", {}, tag), ...operations));
  }
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of document.querySelectorAll("#operations section")) {
    let visible = 0;
    for (const details of section.querySelectorAll("details")) {
      const found = words.every((word) => details.dataset.words.includes(word));
      details.hidden = !found;
      visible += found ? 1 : 0;
    }
    section.hidden = visible === 0;
    count += visible;
  }
  document.getElementById("status").textContent = words.length ? `${count} found` : "";
}

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.scrollIntoView();
  }
}

async function start() {
  const status = document.getElementById("status");
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
  const api = await response.json();
  document.getElementById("version").textContent = api.info.version;
  const introduction = document.getElementById("introduction");
  for (const paragraph of api.info.description.trim().split(/\n\n+/)) {
    introduction.append(element("p", {}, ...markdown(paragraph)));
  }
  renderAll(api, document.getElementById("operations"));
  status.textContent = "";
  const field = document.getElementById("search");
  field.addEventListener("input", () => search(field.value));
  window.addEventListener("hashchange", openTarget);
  openTarget();
}

start().catch((error) => {
  document.getElementById("status").textContent = `The documentation cannot be loaded: ${error.message}`;
});
