// Shows the current section in the navigation, which scrolls on a phone, and the print button.

const section = document.querySelector(".sections [aria-current]");
const list = section?.closest("ul");
if (list) list.scrollLeft = section.offsetLeft - (list.clientWidth - section.offsetWidth) / 2;

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
