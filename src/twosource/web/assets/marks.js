// Marks of incidents over the map: buttons that open what is told there. A mark stands where its heaviest
// spot does and is never moved aside; spots too close together to be pressed apart are one stack.

const CLOSE = 30; // px between marks, so that each has room for a finger (WCAG 2.2, target size)
const EDGE = 0.0005; // degrees around a point: the box that holds it

export class Marks {
  constructor(stage, told, tell) {
    this.layer = document.createElement("div");
    this.layer.className = "map-marks";
    stage.append(this.layer);
    this.told = told;
    this.tell = tell; // (box) -> what the desk says of it, as nodes
    this.spots = [];
    this.buttons = new Map();
    told.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    told.addEventListener("click", (event) => event.target.closest("[data-close]") && this.close());
  }

  show(spots) {
    this.spots = [...spots].sort((left, right) => right.n - left.n);
  }

  /** Lay the marks of a view; returns the rooms they take, so that no name is written over them. */
  place(view) {
    const stacks = this.stack(view);
    const kept = new Map();
    for (const stack of stacks) {
      const button = this.buttons.get(stack.name) ?? document.createElement("button");
      this.dress(button, stack);
      kept.set(stack.name, button);
      if (!button.isConnected) this.layer.append(button);
    }
    for (const [name, button] of this.buttons) if (!kept.has(name)) button.remove();
    this.buttons = kept;
    return stacks.map(({ x, y }) => [x - 14, y - 14, x + 14, y + 14]);
  }

  stack(view) {
    const stacks = [];
    for (const spot of this.spots) {
      const [x, y] = view.point(spot.lon, spot.lat);
      if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
      const near = stacks.find((other) => Math.hypot(other.x - x, other.y - y) < CLOSE);
      if (near) near.spots.push(spot);
      else stacks.push({ x, y, spots: [spot], name: `${spot.lat},${spot.lon}` });
    }
    return stacks;
  }

  dress(button, { x, y, spots }) {
    const number = sum(spots, "n");
    const bad = sum(spots, "bad");
    const isSingle = sum(spots, "one") === number;
    const isVague = spots.every((spot) => spot.km > 20);
    const sign = number > 1 ? short(number) : bad ? "!" : "";
    button.type = "button";
    button.className = ["mark", number > 1 && "mark-many", bad && "mark-bad", isVague && "mark-vague", isSingle && "mark-single"].filter(Boolean).join(" ");
    button.dataset.sign = sign;
    button.dataset.length = sign.length;
    button.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    button.setAttribute("aria-label", words(spots, { number, bad }));
    button.title = button.getAttribute("aria-label");
    button.onclick = () => this.open(spots, button);
  }

  async open(spots, button) {
    this.opener = button;
    const title = element("h3", { textContent: titleOf(spots), dir: "auto", tabIndex: -1 });
    const close = element("button", { type: "button", className: "button-plain", textContent: "Close" });
    close.dataset.close = "";
    const found = await this.tell(boxOf(spots));
    const vagueness = vaguenessOf(spots);
    this.told.replaceChildren(title, close, ...(vagueness ? [element("p", { className: "meta", textContent: vagueness })] : []), ...found);
    this.told.hidden = false;
    title.focus({ preventScroll: true });
  }

  close() {
    if (this.told.hidden) return;
    const wasInside = this.told.contains(document.activeElement);
    this.told.hidden = true;
    if (wasInside && this.opener?.isConnected) this.opener.focus();
  }
}

function words(spots, { number, bad }) {
  const disputed = bad ? (number > 1 ? `, ${written(bad)} contradicted` : ", contradicted") : "";
  const vagueness = spots.length === 1 && spots[0].km >= 1 ? `, somewhere within ${Math.round(spots[0].km)} km` : "";
  return `${number === 1 ? spots[0].at || "1 incident" : titleOf(spots)}${disputed}${vagueness}`;
}

/** "Kirkuk, Iraq: 12 incidents", after the heaviest spot; spots of one incident each have no name. */
function titleOf(spots) {
  const number = sum(spots, "n");
  const count = number === 1 ? "1 incident" : `${written(number)} incidents`;
  const [{ n, at, box }] = spots;
  if (n === 1 || !at) return count;
  return `${at}${spots.length > 1 || box ? " and around it" : ""}: ${count}`;
}

function vaguenessOf(spots) {
  if (spots.length > 1 || spots[0].box) return "Too close together to tell apart here; go nearer.";
  return "";
}

/** West, south, east, north of what a stack holds, with a little room. */
function boxOf(spots) {
  const boxes = spots.map(({ lat, lon, box }) => box ?? [lon, lat, lon, lat]);
  const of = (at, pick, room) => (pick(...boxes.map((box) => box[at])) + room).toFixed(4);
  return [of(0, Math.min, -EDGE), of(1, Math.min, -EDGE), of(2, Math.max, EDGE), of(3, Math.max, EDGE)].join(",");
}

function sum(spots, name) {
  return spots.reduce((total, spot) => total + spot[name], 0);
}

function written(number) {
  return number.toLocaleString("en-GB");
}

function short(number) {
  return number < 1000 ? String(number) : `${Math.round(number / 1000)}k`;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
