// Shows the current section in the navigation, which scrolls on a phone, and the print button.

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
