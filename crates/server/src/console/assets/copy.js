// Shows the buttons with `data-copy="<element id>"`, and copies the text of that element on a click.
// Browsers offer the clipboard only over HTTPS and on localhost; elsewhere the buttons stay hidden.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const { innerText } = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(innerText.trim());
      button.textContent = document.body.dataset.copied;
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
}
