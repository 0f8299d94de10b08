// The line of time: a stretch of it is chosen by drawing over it, or by the two ends beneath, which keys
// move. Which incidents are wanted is told to the page by "ledger:ask"; bars are links by themselves.

const DRAWN = 5; // px from which a press is a stretch and no click
const PAUSE = 500; // ms after the last key before a stretch is asked for

class Line {
  constructor(frame) {
    this.frame = frame;
    this.bars = frame.querySelector(".time-bars");
    this.brush = frame.querySelector("[data-brush]");
    this.days = frame.dataset.edges.split(" ");
    this.count = this.days.length - 1; // the last one follows the last bar
    this.isWhole = !(frame.dataset.since && frame.dataset.until);
    this.bars.addEventListener("pointerdown", (event) => this.press(event));
    this.makeEnds();
  }

  // --- drawing over it --------------------------------------------------------------------------

  press(event) {
    if (event.button) return;
    const from = event.clientX;
    let drawn = false;
    const move = (moved) => {
      drawn ||= Math.abs(moved.clientX - from) > DRAWN;
      if (!drawn) return;
      this.bars.setPointerCapture(event.pointerId);
      this.show(...this.stretch(from, moved.clientX));
    };
    const stop = (last) => {
      this.bars.removeEventListener("pointermove", move);
      this.bars.removeEventListener("pointerup", stop);
      this.bars.removeEventListener("pointercancel", stop);
      if (!drawn) return;
      this.bars.addEventListener("click", halt, { capture: true, once: true });
      setTimeout(() => this.bars.removeEventListener("click", halt, { capture: true }), 50);
      if (last.type === "pointerup") this.ask(...this.stretch(from, last.clientX));
      else this.brush.setAttribute("width", "0");
    };
    this.bars.addEventListener("pointermove", move);
    this.bars.addEventListener("pointerup", stop);
    this.bars.addEventListener("pointercancel", stop);
    event.preventDefault();
  }

  /** First and last bar between two places on the screen. */
  stretch(one, other) {
    const { left, width } = this.bars.getBoundingClientRect();
    const at = (x) => Math.max(0, Math.min(this.count - 1, Math.floor(((x - left) / width) * this.count)));
    return [at(Math.min(one, other)), at(Math.max(one, other))];
  }

  show(first, last) {
    this.brush.setAttribute("x", `${(100 * first) / this.count}%`);
    this.brush.setAttribute("width", `${(100 * (last - first + 1)) / this.count}%`);
  }

  ask(first, last) {
    const isAll = this.isWhole && first === 0 && last === this.count - 1;
    const since = isAll ? "" : this.days[first];
    const until = isAll ? "" : dayBefore(this.days[last + 1]);
    document.dispatchEvent(new CustomEvent("ledger:ask", { detail: { since, until } }));
  }

  // --- its two ends -----------------------------------------------------------------------------

  makeEnds() {
    const place = this.frame.querySelector("[data-ends]");
    const { since, until } = this.frame.dataset;
    const first = since ? this.bar(since, 0) : 0;
    const last = until ? this.bar(until, this.count - 1) : this.count - 1;
    this.ends = [this.makeEnd("time-from", "From", first), this.makeEnd("time-to", "To", last)];
    place.replaceChildren(...this.ends.map((end) => end.box));
    place.hidden = this.count < 2;
  }

  bar(day, otherwise) {
    const at = this.days.findLastIndex((one) => one <= day);
    return at < 0 ? otherwise : Math.min(at, this.count - 1);
  }

  makeEnd(id, words, value) {
    const box = document.createElement("label");
    const name = document.createElement("span");
    const input = Object.assign(document.createElement("input"), { id, type: "range", min: 0, max: this.count - 1, value });
    name.className = "vh";
    name.textContent = words;
    input.defaultValue = value;
    box.append(name, input);
    const said = () => input.setAttribute("aria-valuetext", id === "time-from" ? this.days[+input.value] : dayBefore(this.days[+input.value + 1]));
    said();
    input.addEventListener("input", () => {
      this.keepApart(input);
      said();
      this.show(+this.ends[0].input.value, +this.ends[1].input.value);
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.ask(+this.ends[0].input.value, +this.ends[1].input.value), PAUSE);
    });
    return { box, input };
  }

  keepApart(moved) {
    const [from, to] = this.ends.map((end) => end.input);
    if (+from.value <= +to.value) return;
    (moved === from ? to : from).value = moved.value;
  }
}

function halt(event) {
  event.preventDefault();
  event.stopPropagation();
}

function dayBefore(day) {
  const before = new Date(`${day}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}

function enhance() {
  for (const frame of document.querySelectorAll("[data-time]:not([data-live])")) {
    frame.dataset.live = "";
    new Line(frame);
  }
}

document.addEventListener("ledger:shown", enhance);
enhance();
