// Keeps the selection of workers while the user moves between the pages of a list, and selects all
// workers of a page. The list has a form with `data-selection`, the key of the selection, and an element
// with the texts `data-selected` and `data-elsewhere` that shows how many workers are selected.
const box = (element) => element?.closest?.('form[data-selection] input[name="person"]');
const key = (form) => `selection:${form.dataset.selection}`;
const load = (form) => new Set(JSON.parse(sessionStorage.getItem(key(form)) ?? "[]"));
const save = (form, ids) => sessionStorage.setItem(key(form), JSON.stringify([...ids]));

function show(form) {
  const ids = load(form);
  const boxes = [...form.querySelectorAll('input[name="person"]')];
  const all = form.querySelector("[data-select-all]");
  if (all) {
    all.closest("label").hidden = false;
    all.checked = boxes.length > 0 && boxes.every((one) => one.checked);
  }
  const count = form.querySelector("[data-selected]");
  const elsewhere = [...ids].filter((id) => !boxes.some((one) => one.value === id)).length;
  count.parentElement.hidden = ids.size === 0;
  const text = elsewhere > 0 ? count.dataset.elsewhere : count.dataset.selected;
  count.textContent = text.replace("{count}", ids.size).replace("{elsewhere}", elsewhere);
}

function restore(form) {
  if (form.dataset.restored) return;
  form.dataset.restored = "on";
  const ids = load(form);
  for (const one of form.querySelectorAll('input[name="person"]')) one.checked = ids.has(one.value);
  show(form);
}

function remember(form) {
  const ids = load(form);
  for (const one of form.querySelectorAll('input[name="person"]')) one.checked ? ids.add(one.value) : ids.delete(one.value);
  save(form, ids);
  show(form);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-selection]");
  if (!form) return;
  if (event.target.matches("[data-select-all]")) {
    for (const one of form.querySelectorAll('input[name="person"]')) one.checked = event.target.checked;
    remember(form);
  } else if (box(event.target)) {
    remember(form);
  }
});

document.addEventListener("click", (event) => {
  if (!event.target.matches?.("[data-clear-selection]")) return;
  const form = event.target.closest("form");
  save(form, []);
  for (const one of form.querySelectorAll('input[name="person"]')) one.checked = false;
  show(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-selection]")) return;
  const here = new Set([...form.querySelectorAll('input[name="person"]')].map((one) => one.value));
  for (const id of load(form)) {
    if (here.has(id)) continue;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "person", value: id });
    form.append(input);
  }
  save(form, []);
});

const restoreAll = () => document.querySelectorAll("form[data-selection]").forEach(restore);
restoreAll();
new MutationObserver(restoreAll).observe(document.body, { childList: true, subtree: true });
