// What part of the world is seen, in Web Mercator: degrees to pixels of the stage, and back.

import { geoMercator } from "d3-geo";

const TILE = 256; // px of the world's width at level 0, as tiles count levels
const ROOM = 36; // px left free around what the map is fitted to
const NORTH = 85.0511287798; // degrees at which the square of Web Mercator ends

export const NEAREST = TILE * 2 ** 15;
const NEAREST_FIT = TILE * 2 ** 6.5; // one town fills no map by itself: its country is to be seen

export class View {
  constructor() {
    this.width = 0;
    this.height = 0;
    this.k = TILE; // px of the world's width
    this.projection = geoMercator().precision(0);
  }

  resize(width, height) {
    this.width = width;
    this.height = height;
    this.projection.clipExtent([[-20, -20], [width + 20, height + 20]]);
  }

  move({ k, x, y }) {
    this.k = k;
    this.projection.scale(k / (2 * Math.PI)).translate([x, y]);
  }

  /** How small the world may become: it fills the stage. */
  get farthest() {
    return Math.max(this.width / 1.1, this.height, TILE);
  }

  /** The level of tiles that suits, a whole number. */
  get level() {
    return Math.max(0, Math.round(Math.log2(this.k / TILE)));
  }

  /** Pixels of a place, beyond the date line where that is what is seen. */
  point(lon, lat) {
    const [x, y] = this.projection.translate();
    const [east, south] = flat(lon, lat);
    const right = x + this.k * east;
    return [right + (this.turns.find((turn) => right + turn >= 0 && right + turn <= this.width) ?? 0), y + this.k * south];
  }

  /** Pixels by which the world is seen again: none, and a whole turn where a view reaches over the date line. */
  get turns() {
    const turns = [0];
    if (this.place(this.width, 0)[0] > 180) turns.push(this.k);
    if (this.place(0, 0)[0] < -180) turns.push(-this.k);
    return turns;
  }

  /** Draw with the world turned by some pixels. */
  turned(turn, draw) {
    const [x, y] = this.projection.translate();
    this.projection.translate([x + turn, y]);
    draw();
    this.projection.translate([x, y]);
  }

  /** Longitude and latitude of a pixel; what lies beyond the date line keeps counting. */
  place(right, down) {
    const [x, y] = this.projection.translate();
    return [((right - x) / this.k) * 360, 90 - (360 / Math.PI) * Math.atan(Math.exp((2 * Math.PI * (down - y)) / this.k))];
  }

  /** West, south, east, north of what is seen; a west beyond its east reaches over the date line. */
  box() {
    const [west, north] = this.place(0, 0);
    const [east, south] = this.place(this.width, this.height);
    const isWhole = east - west >= 360;
    return [isWhole ? -180 : wrap(west), hold(south, 90), isWhole ? 180 : wrap(east), hold(north, 90)];
  }

  /** The transform that shows a box whole; without one, the world. Never nearer than so. */
  fitting(box, nearest = NEAREST_FIT) {
    const [west, south, east, north] = box ?? [-170, -55, 180, 75];
    const [left, top] = flat(west, north);
    const [right, bottom] = flat(east < west ? east + 360 : east, south);
    const wide = Math.max(1e-9, right - left);
    const high = Math.max(1e-9, bottom - top);
    const room = Math.min(ROOM, this.width / 8, this.height / 8);
    const k = Math.min((this.width - 2 * room) / wide, (this.height - 2 * room) / high, nearest);
    const held = Math.max(k, this.farthest);
    return {
      k: held,
      x: this.width / 2 - (held * (left + right)) / 2,
      y: this.height / 2 - (held * (top + bottom)) / 2,
    };
  }

  /** Longitude and latitude of the middle of what is seen. */
  get middle() {
    return this.place(this.width / 2, this.height / 2);
  }

  /** The transform that has a place in the middle, at the scale there is. */
  keeping(middle) {
    const k = Math.max(this.k, this.farthest);
    const [x, y] = flat(...middle);
    return { k, x: this.width / 2 - k * x, y: this.height / 2 - k * y };
  }

  /** Kilometres of one pixel in the middle of what is seen. */
  get kmOfPixel() {
    const [, lat] = this.middle;
    return (40_075 / this.k) * Math.cos((lat * Math.PI) / 180);
  }
}

/** Web Mercator with a world of width 1, its middle at 0, 0. */
function flat(lon, lat) {
  const held = (hold(lat, NORTH) * Math.PI) / 180;
  return [lon / 360, -Math.log(Math.tan(Math.PI / 4 + held / 2)) / (2 * Math.PI)];
}

function wrap(lon) {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

function hold(degrees, most) {
  return Math.max(-most, Math.min(most, degrees));
}
