// The page of an incident: sentences in a panel, the moments as a slider, copying and printing.
// Without this the links lead to the article, the moments are a list, and the rest is the browser's own.

const panel = document.getElementById("panel");
let opener = null;

function close() {
  panel.hidden = true;
  panel.replaceChildren();
  opener?.focus();
  opener = null;
}

async function open(link) {
  const answer = await fetch(`${link.dataset.claim}?bare=1`, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const button = document.createElement("button");
  button.className = "close";
  button.textContent = "Close";
  button.addEventListener("click", close);
  panel.replaceChildren(button, ...page.body.childNodes);
  panel.hidden = false;
  opener = link;
  panel.focus();
}

if (panel) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-claim]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
}

// The list of moments becomes a slider from the first to now; the form is sent when it is let go.
for (const form of document.querySelectorAll("form[data-moments]")) {
  const list = form.querySelector("select[name=as_of]");
  const [now, ...moments] = [...list.options];
  if (moments.length < 2) continue;
  const ordered = [...moments, now];
  const slider = document.createElement("input");
  const told = document.createElement("output");
  slider.type = "range";
  slider.id = "moment";
  slider.min = "0";
  slider.max = String(ordered.length - 1);
  slider.value = String(ordered.findIndex((option) => option.selected));
  told.htmlFor = "moment";
  const show = () => {
    const option = ordered[Number(slider.value)];
    option.selected = true;
    told.textContent = option.textContent;
    slider.setAttribute("aria-valuetext", option.textContent);
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => form.requestSubmit());
  form.querySelector("label[for=as_of]").htmlFor = "moment";
  list.hidden = true;
  list.after(slider, told);
  show();
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "Copied";
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
