/*
 * Words marked in an article's text go into the form beside it, with the place where they stand.
 * Paragraphs know where they start (data-start); words are taken from one paragraph at a time.
 */

const text = document.querySelector("[data-selectable]");
const words = document.querySelector("[data-words]");
const place = document.querySelector("[data-at]");

function characters(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  return [...before.toString()].length;
}

function take() {
  const chosen = document.getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
  const range = chosen.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("[data-start]");
  if (!start || !text.contains(start)) return;
  const within = range.cloneRange();
  if (!start.contains(range.endContainer)) within.setEnd(start, start.childNodes.length);
  const marked = within.toString();
  const blank = marked.length - marked.trimStart().length;
  if (!marked.trim()) return;
  words.value = marked.trim();
  place.value = String(Number(start.dataset.start) + characters(start, within.startContainer, within.startOffset) + blank);
}

if (text && words && place) {
  text.addEventListener("mouseup", take);
  text.addEventListener("touchend", () => setTimeout(take));
  text.addEventListener("keyup", take);
  words.addEventListener("input", () => {
    place.value = "";
  });
}
