// Shows the current section in the navigation, which scrolls on a phone, and the print button. The key `/`
// moves to the search of the page.

const section = document.querySelector(".sections [aria-current]");
const list = section?.closest("ul");
const center = (element) => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};
// In a page from right to left the positions are negative.
if (list) list.scrollLeft += center(section) - center(list);

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

const isTyping = (target) => target.isContentEditable || target.matches("input, textarea, select");

document.addEventListener("keydown", (event) => {
  const search = document.querySelector("main input[type=search]");
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || hasModifier || !search || isTyping(event.target)) return;
  event.preventDefault();
  search.focus();
  search.select();
});
