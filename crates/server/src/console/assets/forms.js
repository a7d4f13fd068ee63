// Forms: the buttons are disabled while a form is sent, and unsaved input is warned of. The server
// recognizes a form that is sent twice, so nothing here is needed for that.

// The longest time that buttons stay disabled, in milliseconds: a download does not leave the page.
const SENDING_TIME = 10_000;

const unsaved = new Set();

const isWrite = (form) => form?.getAttribute("method")?.toLowerCase() === "post";

// A form with errors has input that is not saved.
for (const field of document.querySelectorAll("form [aria-invalid]")) unsaved.add(field.form);

document.addEventListener("input", ({ target }) => {
  if (isWrite(target.form) && !target.form.hasAttribute("data-transient")) unsaved.add(target.form);
});

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("form a");
  if (link?.textContent.trim() === document.body.dataset.cancel) unsaved.delete(link.closest("form"));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isWrite(form)) return;
  if (form.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  unsaved.delete(form);
  form.setAttribute("aria-busy", "true");
  const buttons = [...form.querySelectorAll("button:enabled")];
  // After the browser has collected the fields.
  setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
  setTimeout(() => {
    form.removeAttribute("aria-busy");
    for (const button of buttons) button.disabled = false;
  }, SENDING_TIME);
});

addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form?.isConnected)) event.preventDefault();
});

// A page that comes back after its form was sent is out of date.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("form[aria-busy]")) location.reload();
});

// The form whose session had ended is shown with its input.
document.querySelector("form[data-resume]")?.requestSubmit();
