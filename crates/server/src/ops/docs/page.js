// Adds to the pages what needs a script: search, copy buttons, and requests with a key. The pages are
// readable without it. All content is inserted as text, never as HTML.

const EXAMPLE = "https://roster.example.org";

// Samples show the address of this server.
function fillSamples() {
  for (const code of document.querySelectorAll(".sample code")) {
    code.textContent = code.textContent.replaceAll(EXAMPLE, location.origin);
  }
}

// Browsers offer the clipboard only over HTTPS and on localhost; elsewhere the buttons stay hidden.
function addCopyButtons() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
}

function search(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const section of document.querySelectorAll("main section")) {
    let visible = 0;
    for (const item of section.querySelectorAll(".operations li")) {
      const content = `${item.id} ${item.textContent}`.toLowerCase();
      item.hidden = !words.every((word) => content.includes(word));
      visible += item.hidden ? 0 : 1;
    }
    section.hidden = visible === 0;
    count += visible;
  }
  document.getElementById("status").textContent = words.length ? `${count} found` : "";
}

function addSearch() {
  const field = document.getElementById("search");
  if (!field) return;
  field.parentElement.hidden = false;
  field.addEventListener("input", () => search(field.value));
}

// The request that the form describes.
function requestOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const input of form.querySelectorAll("input[data-in]")) {
    if (input.dataset.in === "path") path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value !== "") query.append(input.name, input.value);
  }
  const headers = {};
  const key = form.elements.key && form.elements.key.value.trim();
  if (key) headers.Authorization = `${form.dataset.scheme} ${key}`;
  const options = { method: form.dataset.method.toUpperCase(), headers, credentials: "omit" };
  if (form.elements.body) {
    headers["Content-Type"] = form.dataset.contentType;
    options.body = form.elements.body.value;
  }
  const search = query.toString();
  return [search ? `${path}?${search}` : path, options];
}

async function send(form, output) {
  const [target, options] = requestOf(form);
  output.hidden = false;
  output.textContent = "Sending …";
  try {
    const response = await fetch(target, options);
    const text = await response.text();
    let shown = text;
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      // The body is no JSON.
    }
    output.textContent = `${options.method} ${target}\n${response.status} ${response.statusText}\n\n${shown}`;
  } catch (error) {
    output.textContent = `The request failed: ${error.message}`;
  }
}

function addForms() {
  for (const form of document.querySelectorAll("form.try")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, form.querySelector(".response"));
    });
  }
}

fillSamples();
addCopyButtons();
addSearch();
addForms();
