/*
 * Letters that do what links and buttons do. An element with data-key="a" is pressed by "a"; of several with
 * the same letter, each press goes on to the next. j and k go through the rows of a list ([data-row]).
 *
 * Never while something is written or a dialog is open, never with Ctrl, Alt or Meta, and not at all once a
 * person has switched them off (WCAG 2.1.4); that is kept in the browser.
 */

const KEPT = "twosource.letters";
const root = document.documentElement;
const dialog = document.querySelector("[data-keys]");
const box = document.querySelector("[data-keys-on]");

function areOn() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

/* Tells screen readers which letters do things. */
function tell(on) {
  root.dataset.letters = on ? "on" : "off";
  for (const one of document.querySelectorAll("[data-key]")) {
    if (on) one.setAttribute("aria-keyshortcuts", one.dataset.key);
    else one.removeAttribute("aria-keyshortcuts");
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // A browser that keeps nothing: it holds for this page.
  }
  tell(on);
}

function isWriting(target) {
  if (!(target instanceof Element)) return false;
  const field = target.closest("input, textarea, select, [contenteditable]");
  return field !== null && !(field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type));
}

function isSeen(element) {
  return element.getClientRects().length > 0;
}

function goThrough(elements, step) {
  const at = elements.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : elements.length - 1) : Math.min(Math.max(at + step, 0), elements.length - 1);
  return elements[next];
}

function goToRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(isSeen);
  if (!rows.length) return false;
  const row = goThrough(rows, step);
  const to = row.querySelector("h2 a, h3 a, a, input, button");
  to?.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function press(letter) {
  const found = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key === letter && isSeen(one));
  if (!found.length) return false;
  if (found.length > 1) {
    const at = found.indexOf(document.activeElement);
    found[(at + 1) % found.length].focus();
  } else if (found[0].matches("input, select, textarea")) {
    found[0].focus();
  } else {
    found[0].click();
  }
  return true;
}

function show() {
  if (!dialog || dialog.open) return false;
  box.checked = root.dataset.letters === "on";
  dialog.showModal();
  return true;
}

function answer(event) {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (dialog?.open || root.dataset.letters !== "on" || isWriting(event.target)) return;
  const done =
    event.key === "?" ? show()
    : event.key.length > 1 ? false
    : press(event.key) || (event.key === "j" && goToRow(1)) || (event.key === "k" && goToRow(-1));
  if (done) event.preventDefault();
}

tell(areOn());
document.querySelector("[data-keys-line]")?.removeAttribute("hidden");
document.querySelector("[data-keys-open]")?.addEventListener("click", show);
box?.addEventListener("change", () => keep(box.checked));
document.addEventListener("keydown", answer);
