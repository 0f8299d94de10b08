// Addresses to copy: a button beside each, only where scripts and the clipboard are to be had.

const said = document.querySelector("[data-copy-said]");

for (const button of document.querySelectorAll("[data-copy-of]")) {
  if (!navigator.clipboard) break;
  const field = document.getElementById(button.dataset.copyOf);
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    if (said) said.textContent = `Copied: ${document.querySelector(`label[for="${field.id}"]`)?.textContent ?? ""}`;
  });
}

for (const field of document.querySelectorAll("[data-copied-from]")) {
  field.addEventListener("focus", () => field.select());
}
