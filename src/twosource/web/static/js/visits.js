// What changed since one was last here: the number of the latest change that this browser has seen is kept
// in it, for each desk; what changed after it is marked, in words.

const RESTED = 30 * 60 * 1000; // ms without a look after which the next one is another visit
const name = `twosource:seen:${location.pathname}`;

function read() {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? null;
  } catch {
    return null;
  }
}

/** Return the number up to which all was seen at an earlier visit; null at the first. */
function visit(latest) {
  const known = read();
  const isOther = known && known.pending > latest; // another ledger, or this one made anew
  const isNew = !known || isOther || Date.now() - known.at > RESTED;
  const seen = isNew ? (known && !isOther ? known.pending : null) : known.seen;
  try {
    localStorage.setItem(name, JSON.stringify({ seen, pending: latest, at: Date.now() }));
  } catch {
    return null; // a browser that keeps nothing
  }
  return seen;
}

function mark(seen) {
  for (const card of document.querySelectorAll("[data-changed]")) {
    if (Number(card.dataset.changed) <= seen || card.querySelector("[data-since-visit]")) continue;
    const chip = document.createElement("span");
    chip.className = "chip chip-new";
    chip.dataset.sinceVisit = "";
    chip.textContent = "since your last visit";
    card.querySelector(".marks")?.append(chip);
  }
}

const desk = document.querySelector("[data-latest]");
const seen = desk ? visit(Number(desk.dataset.latest)) : null;
if (seen !== null) {
  mark(seen);
  document.addEventListener("ledger:shown", () => mark(seen));
}
