// Outlines of countries (Natural Earth): coarse ones at once, fine ones when somebody looks closely.

import { geoBounds } from "d3-geo";
import { feature } from "topojson-client";

const FINE_FROM = 256 * 2 ** 3.6; // px of the world's width from which coarse coasts look it

export class World {
  constructor(coarse, fine, whenThere) {
    this.addresses = { coarse, fine };
    this.loaded = {};
    this.whenThere = whenThere;
  }

  /** The countries that reach into a view, as finely as they are there. */
  within(view) {
    const wanted = view.k < FINE_FROM ? "coarse" : "fine";
    this.load("coarse");
    this.load(wanted);
    const there = this.loaded[wanted]?.outlines ?? this.loaded.coarse?.outlines ?? [];
    const [west, south, east, north] = view.box();
    return there.filter(([, [[w, s], [e, n]]]) => s < north && n > south && meet(west, east, w, e)).map(([country]) => country);
  }

  async load(which) {
    if (this.loaded[which]) return;
    this.loaded[which] = { outlines: null };
    try {
      const world = await (await fetch(this.addresses[which])).json();
      const countries = feature(world, world.objects.countries).features;
      this.loaded[which].outlines = countries.map((country) => [country, geoBounds(country)]);
      this.whenThere();
    } catch (error) {
      console.warn("the outlines of countries could not be loaded", error.message);
    }
  }
}

/** Whether two stretches of longitude meet; one whose west lies beyond its east reaches over the date line. */
function meet(west, east, w, e) {
  const isOver = west > east;
  if (isOver && w > e) return true;
  return isOver || w > e ? w < east || e > west : w < east && e > west;
}
