// What part of the world is seen, in Web Mercator: degrees to pixels of the stage, and back.

import { geoMercator } from "d3-geo";

const TILE = 256; // px of the world's width at level 0, as tiles count levels
const ROOM = 36; // px left free around what the map is fitted to
const NORTH = 85; // degrees beyond which Mercator shows nothing

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

  point(lon, lat) {
    return this.projection([lon, Math.max(-NORTH, Math.min(NORTH, lat))]);
  }

  /** West, south, east, north of what is seen. */
  box() {
    const [west, north] = this.projection.invert([0, 0]);
    const [east, south] = this.projection.invert([this.width, this.height]);
    return [hold(west, 180), hold(south, 90), hold(east, 180), hold(north, 90)];
  }

  /** The transform that shows a box whole; without one, the world. Never nearer than so. */
  fitting(box, nearest = NEAREST_FIT) {
    const [west, south, east, north] = box ?? [-170, -55, 180, 75];
    const world = geoMercator().scale(1 / (2 * Math.PI)).translate([0, 0]);
    const [left, top] = world([west, Math.min(north, NORTH)]);
    const [right, bottom] = world([east < west ? east + 360 : east, Math.max(south, -NORTH)]);
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
    return this.projection.invert([this.width / 2, this.height / 2]);
  }

  /** The transform that has a place in the middle, at the scale there is. */
  keeping(middle) {
    const k = Math.max(this.k, this.farthest);
    const [x, y] = geoMercator().scale(1 / (2 * Math.PI)).translate([0, 0])(middle);
    return { k, x: this.width / 2 - k * x, y: this.height / 2 - k * y };
  }

  /** Kilometres of one pixel in the middle of what is seen. */
  get kmOfPixel() {
    const [, lat] = this.middle;
    return (40_075 / this.k) * Math.cos((lat * Math.PI) / 180);
  }
}

function hold(degrees, most) {
  return Math.max(-most, Math.min(most, degrees));
}
