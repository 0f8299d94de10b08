// The map of the ledger: outlines of the world, spots of incidents with their vagueness, towns for
// orientation. It moves and asks the desk for what lies in view; which incidents are wanted it is told.
// It listens to "ledger:shown" and tells "ledger:ask". Pointers, touch (two fingers) and keys move it.

import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";

import { Marks } from "./marks.js";
import { Surface } from "./surface.js";
import { Tiles } from "./tiles.js";
import { NEAREST, View } from "./view.js";
import { World } from "./world.js";

const PAUSE = 250; // ms that the map must rest before the desk is asked for what lies in view
const STEP = 80; // px that an arrow key moves it

class LedgerMap {
  constructor(frame) {
    this.frame = frame;
    this.stage = frame.querySelector("[data-map-stage]");
    this.view = new View();
    this.world = new World(frame.dataset.world, frame.dataset.worldFine, () => this.draw());
    this.tiles = new Tiles(this.stage, frame.dataset.tiles ?? "");
    this.surface = new Surface(this.stage);
    this.marks = new Marks(this.stage, frame.querySelector("[data-map-told]"), (box) => this.tellOf(box));
    this.found = { spots: [], towns: [] };
    this.query = "";
    this.frameAsked = 0;
    this.follow();
    this.listen();
    this.take();
  }

  // --- moving -----------------------------------------------------------------------------------

  follow() {
    this.zoom = zoom()
      .filter((event) => this.mayMove(event))
      .translateExtent([[-0.55, -0.5], [0.55, 0.5]]) // the world, and room for marks at the date line
      .on("zoom", (event) => this.move(event.transform))
      .on("end", (event) => this.rest(event.sourceEvent));
    this.stage.tabIndex = 0;
    select(this.stage).call(this.zoom).on("dblclick.zoom", null);
    new ResizeObserver(() => this.resize()).observe(this.stage);
  }

  /** One finger and the bare wheel scroll the page; two fingers, Ctrl and a wheel, a mouse move the map. */
  mayMove(event) {
    if (event.target.closest("button, a, [data-map-told]")) return false;
    const isMeant = event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.type.startsWith("touch") || event.touches.length > 1;
    if (!isMeant) this.hint(event.type === "wheel" ? "Ctrl and the wheel zoom" : "Two fingers move the map");
    return isMeant && !event.button;
  }

  hint(words) {
    const place = this.frame.querySelector("[data-map-hint]");
    place.textContent = words;
    clearTimeout(this.hinting);
    this.hinting = setTimeout(() => (place.textContent = ""), 2500);
  }

  resize() {
    const { width, height } = this.stage.getBoundingClientRect();
    if (!width || !height) return;
    const isFirst = !this.view.width;
    const held = isFirst ? null : this.view.middle;
    this.view.resize(width, height);
    this.zoom.extent([[0, 0], [width, height]]).scaleExtent([this.view.farthest, NEAREST]);
    this.surface.resize(this.view);
    if (isFirst) this.fit(this.found.fit);
    else this.turn(this.view.keeping(held));
  }

  fit(box) {
    if (!this.view.width) return;
    this.turn(this.view.fitting(box, box === this.found.fit && !this.found.box ? undefined : NEAREST));
  }

  turn({ k, x, y }) {
    select(this.stage).call(this.zoom.transform, zoomIdentity.translate(x, y).scale(k));
  }

  move(transform) {
    this.view.move(transform);
    this.draw();
  }

  rest(event) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), event ? PAUSE : 0);
  }

  listen() {
    this.frame.addEventListener("keydown", (event) => this.press(event));
    this.frame.addEventListener("click", (event) => this.click(event));
    document.addEventListener("ledger:shown", () => this.take());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("[data-map-told]")) return;
    const act = this.keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  get keys() {
    const by = (x, y) => () => select(this.stage).call(this.zoom.translateBy, x / this.view.k, y / this.view.k);
    return {
      ArrowLeft: by(STEP, 0),
      ArrowRight: by(-STEP, 0),
      ArrowUp: by(0, STEP),
      ArrowDown: by(0, -STEP),
      "+": () => this.scale(1.6),
      "=": () => this.scale(1.6),
      "-": () => this.scale(1 / 1.6),
      0: () => this.fit(this.found.fit),
    };
  }

  click(event) {
    const button = event.target.closest("[data-map-act]");
    const acts = {
      nearer: () => this.scale(2),
      farther: () => this.scale(0.5),
      all: () => this.fit(this.found.fit),
      search: () => tell({ box: this.view.box().map((degrees) => degrees.toFixed(3)).join(",") }),
    };
    if (button) acts[button.dataset.mapAct]();
  }

  scale(factor) {
    select(this.stage).call(this.zoom.scaleBy, factor);
  }

  // --- what is on it ----------------------------------------------------------------------------

  /** Take what the page itself holds; the page was just opened or its filter changed. */
  take() {
    const given = document.getElementById("spots");
    if (!given) return;
    const before = JSON.stringify(this.found.fit);
    this.query = given.dataset.query;
    this.marks.close();
    this.show(JSON.parse(given.dataset.spots));
    if (JSON.stringify(this.found.fit) !== before) this.fit(this.found.fit);
  }

  show(found) {
    this.found = { fit: this.found.fit, ...found };
    this.marks.show(this.found.spots);
    this.draw();
  }

  address(page, more) {
    const params = new URLSearchParams(this.query);
    for (const [name, words] of Object.entries(more)) params.set(name, words);
    return `${page}?${params}`;
  }

  /** Ask the desk for what lies in view; an answer that comes too late is dropped. */
  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const view = this.view.box().map((degrees) => degrees.toFixed(4)).join(",");
    try {
      const answer = await fetch(this.address(this.frame.dataset.ask, { view }), { signal: this.asking.signal });
      if (answer.ok) this.show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") console.warn("the map could not be brought up to date:", error.message);
    }
  }

  /** Return what the desk tells of a box, as nodes. */
  async tellOf(box) {
    const answer = await fetch(this.address(this.frame.dataset.here, { box }));
    if (!answer.ok || answer.redirected) location.reload(); // signed out meanwhile, most likely
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return [...page.body.childNodes];
  }

  draw() {
    if (!this.view.width || this.frameAsked) return;
    this.frameAsked = requestAnimationFrame(() => {
      this.frameAsked = 0;
      const hasTiles = this.tiles.draw(this.view);
      const outlines = hasTiles ? [] : this.world.within(this.view);
      const taken = this.marks.place(this.view);
      this.surface.draw(this.view, { ...this.found, outlines, taken, hasTiles });
    });
  }
}

function tell(wanted) {
  document.dispatchEvent(new CustomEvent("ledger:ask", { detail: wanted }));
}

for (const frame of document.querySelectorAll("[data-map]")) {
  frame.hidden = false;
  new LedgerMap(frame);
}
