// The ledger page without loading it anew: every filter is a link or a form that works by itself; here its
// page is fetched and its parts take the place of those shown. The address says what is shown, always.

const PAUSE = 350; // ms after the last key before words are looked for
const desk = document.querySelector("[data-desk]");
let asking = null;
let shown = location.search; // what the parts on the page answer to
let typing = 0;
let typed = null; // the field whose words were last asked for: its next words stand in for them in history

/** Show what an address asks for; "push", "replace" and "leave" say what becomes of the history. */
async function show(address, history_ = "push") {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  desk.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
    if (!answer.ok) return leave(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const reached = answer.redirected ? answer.url : address;
    if (history_ === "push") history.pushState(null, "", reached);
    if (history_ === "replace") history.replaceState(null, "", reached);
    shown = location.search;
    const held = hold();
    exchange(page, address);
    document.dispatchEvent(new CustomEvent("ledger:shown"));
    release(held);
  } catch (error) {
    if (error.name !== "AbortError") leave(address);
  } finally {
    if (!signal.aborted) desk.removeAttribute("aria-busy");
  }
}

function leave(address) {
  location.assign(address);
}

/** Put the parts of a page in the place of those shown. */
function exchange(page, address) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!fresh) return leave(address);
    if (part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
  }
}

/** Whoever stood in a part stays there: remember where, and go back to what is the same in the new one. */
function hold() {
  const here = document.activeElement;
  const part = here?.closest("[data-part]");
  if (!part) return null;
  const words = here.querySelector?.(".words")?.textContent ?? here.textContent;
  return { part, id: here.id, words, value: here.value, start: here.selectionStart, end: here.selectionEnd, type: here.type };
}

function release(held) {
  if (!held || held.part.contains(document.activeElement)) return;
  const same = held.id
    ? document.getElementById(held.id)
    : [...held.part.querySelectorAll("a, button, summary")].find((one) => (one.querySelector(".words")?.textContent ?? one.textContent) === held.words);
  const target = same ?? held.part;
  if (!same) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (!same || held.type !== "search") return;
  target.value = held.value;
  target.setSelectionRange(held.start, held.end);
}

// --- what asks ------------------------------------------------------------------------------------

/** Return the address with some parameters changed, from the top of the list. */
function altered(changes) {
  const address = new URL(location.href);
  address.searchParams.delete("after");
  for (const [name, words] of Object.entries(changes)) {
    address.searchParams.delete(name);
    if (words) address.searchParams.set(name, words);
  }
  return address.href;
}

function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const address = new URL(link.getAttribute("href") ?? link.href.baseVal, location.href);
  const rel = link.getAttribute("rel") ?? "";
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash || rel) return;
  event.preventDefault();
  typed = null;
  show(address.href);
}

function send(form, field) {
  clearTimeout(typing);
  if (!form.reportValidity()) return;
  const params = new URLSearchParams([...new FormData(form)].filter(([, words]) => String(words).trim()));
  const address = new URL(form.action);
  address.search = params;
  const again = field && typed === field.id;
  typed = field?.id ?? null;
  if (address.href !== location.href) show(address.href, again ? "replace" : "push");
}

function listen() {
  desk.addEventListener("click", follow);
  desk.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.target);
  });
  desk.addEventListener("input", ({ target }) => {
    if (!target.form || target.type !== "search") return;
    clearTimeout(typing);
    // By its name: the form may have been exchanged meanwhile, with the words held over into the new one.
    typing = setTimeout(() => {
      const field = document.getElementById(target.id);
      if (field) send(field.form, field);
    }, PAUSE);
  });
  desk.addEventListener("change", ({ target }) => {
    if (target.form && target.type === "date" && target.validity.valid) send(target.form);
  });
  document.addEventListener("ledger:ask", ({ detail }) => show(altered(detail)));
  addEventListener("popstate", () => {
    if (location.search !== shown) show(location.href, "leave");
  });
}

function offerCopying() {
  const button = document.querySelector("[data-copy]");
  const said = document.querySelector("[data-copied]");
  if (!button || !navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "Copied";
    setTimeout(() => (said.textContent = ""), 2500);
  });
}

if (desk) listen();
offerCopying();
