// The state of a list that is searched while typing: `aria-busy` while a search runs, and a notice with
// "Try again" after one that failed or was refused. The earlier results stay.

const notice = document.getElementById("not-connected");
let running = 0;

const isSearch = (event) => event.detail?.ctx?.target?.id === "results";

function setBusy(change) {
  running += change;
  document.getElementById("results")?.setAttribute("aria-busy", String(running > 0));
}

if (notice) {
  // The search has run when the input loses the focus to a link, whose page it would replace.
  document.getElementById("q")?.addEventListener("change", (event) => event.stopPropagation());
  document.addEventListener("htmx:before:request", (event) => isSearch(event) && setBusy(1));
  document.addEventListener("htmx:finally:request", (event) => isSearch(event) && setBusy(-1));
  document.addEventListener("htmx:before:response", (event) => {
    if (!isSearch(event)) return;
    notice.hidden = event.detail.ctx.response.status < 400;
    if (!notice.hidden) event.preventDefault();
  });
  document.addEventListener("htmx:error", (event) => {
    if (isSearch(event)) notice.hidden = false;
  });
  notice.querySelector("button").addEventListener("click", () => {
    document.querySelector('form[role="search"]').requestSubmit();
  });
}
