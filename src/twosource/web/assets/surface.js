// The drawn part of the map: land and coasts, how vague each spot is, the box asked for, towns, a scale.
// Colours are those of the page's style sheet. Nothing on it can be pressed; marks are laid over it.

import { geoCircle, geoPath } from "d3-geo";

const KM_OF_DEGREE = 111.195;
const SEEN_FROM = 5; // px of radius from which vagueness shows beside a mark
const SCALES = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const SCALE_MOST = 110; // px

export class Surface {
  constructor(stage) {
    this.stage = stage;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    this.scale = document.createElement("span");
    this.scale.className = "map-scale";
    stage.append(this.canvas, this.scale);
  }

  resize(view) {
    const dense = devicePixelRatio || 1;
    this.canvas.width = Math.round(view.width * dense);
    this.canvas.height = Math.round(view.height * dense);
    this.pen = this.canvas.getContext("2d");
    this.pen.setTransform(dense, 0, 0, dense, 0, 0);
  }

  draw(view, { outlines, spots, towns, box, taken, hasTiles }) {
    const style = getComputedStyle(this.stage);
    this.colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.font = style.fontFamily;
    this.pen.clearRect(0, 0, view.width, view.height);
    this.path = geoPath(view.projection, this.pen);
    if (!hasTiles) this.drawLand(view, outlines);
    this.drawVagueness(view, spots);
    if (box) this.drawBox(view, box);
    if (!hasTiles) this.drawTowns(view, towns, taken);
    this.drawScale(view);
  }

  drawLand(view, outlines) {
    const { pen } = this;
    pen.fillStyle = this.colour("sea");
    pen.fillRect(0, 0, view.width, view.height);
    pen.beginPath();
    for (const turn of view.turns) view.turned(turn, () => outlines.forEach((country) => this.path(country)));
    pen.fillStyle = this.colour("land");
    pen.fill();
    pen.lineWidth = 0.75;
    pen.strokeStyle = this.colour("coast");
    pen.stroke();
  }

  /** Each spot's radius in true scale, once where several share it; the wider the fainter. */
  drawVagueness(view, spots) {
    const { pen } = this;
    const drawn = new Set();
    for (const { lat, lon, km, bad } of spots) {
      const name = `${lat},${lon},${km}`;
      if (!km || km / view.kmOfPixel < SEEN_FROM || drawn.has(name)) continue;
      drawn.add(name);
      const wide = km / view.kmOfPixel;
      const turn = view.point(lon, lat)[0] - view.projection([lon, lat])[0];
      pen.beginPath();
      view.turned(turn, () => this.path(geoCircle().center([lon, lat]).radius(km / KM_OF_DEGREE).precision(3)()));
      pen.fillStyle = pen.strokeStyle = this.colour(bad ? "contradicted" : "series-1");
      pen.globalAlpha = Math.max(0.03, 0.14 - wide / 4000);
      pen.fill();
      pen.globalAlpha = 0.55;
      pen.lineWidth = 1;
      pen.setLineDash([3, 3]);
      pen.stroke();
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }
  }

  drawBox(view, [west, south, east, north]) {
    const { pen } = this;
    const [left, top] = view.point(west, north);
    const [, bottom] = view.point(west, south);
    const right = left + (view.k * (east - west + (east < west ? 360 : 0))) / 360;
    pen.lineWidth = 1.5;
    pen.strokeStyle = this.colour("ink-2");
    pen.setLineDash([6, 4]);
    pen.strokeRect(left, top, right - left, bottom - top);
    pen.setLineDash([]);
  }

  /** Names of towns, larger ones first, none over a mark or another name. */
  drawTowns(view, towns, taken) {
    const { pen } = this;
    const rooms = [...taken];
    pen.font = `11px ${this.font}`;
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    for (const { name, lat, lon } of towns) {
      const [x, y] = view.point(lon, lat);
      const room = [x - 3, y - 8, x + 8 + pen.measureText(name).width, y + 8];
      if (room[2] > view.width || y < 8 || x < 3 || y > view.height - 8 || rooms.some((other) => meet(room, other))) continue;
      rooms.push(room);
      pen.fillStyle = this.colour("ink-3");
      pen.fillRect(x - 1.5, y - 1.5, 3, 3);
      pen.strokeStyle = this.colour("paper");
      pen.globalAlpha = 0.55;
      pen.strokeText(name, x + 6, y);
      pen.globalAlpha = 1;
      pen.fillStyle = this.colour("ink-2");
      pen.fillText(name, x + 6, y);
    }
  }

  drawScale(view) {
    const km = SCALES.findLast((one) => one / view.kmOfPixel <= SCALE_MOST) ?? SCALES[0];
    this.scale.style.width = `${km / view.kmOfPixel}px`;
    this.scale.textContent = km < 1 ? `${km * 1000} m` : `${km.toLocaleString("en-GB")} km`;
  }
}

function meet([a, b, c, d], [e, f, g, h]) {
  return a < g && e < c && b < h && f < d;
}
