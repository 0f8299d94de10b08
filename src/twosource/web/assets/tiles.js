// Tiles beneath the map, for those who have set an address of some: {z}, {x} and {y} are filled in.

const TILE = 256;
const MOST = 80; // tiles at a time

export class Tiles {
  constructor(stage, address) {
    this.address = address;
    this.shown = new Map();
    this.layer = document.createElement("div");
    this.layer.className = "map-tiles";
    this.layer.setAttribute("aria-hidden", "true");
    stage.prepend(this.layer);
  }

  /** Lay the tiles of a view; returns whether there are any to lay. */
  draw(view) {
    if (!this.address) return false;
    const level = Math.min(19, view.level);
    const size = view.k / 2 ** level;
    const [left, top] = view.point(-180, 90);
    const wanted = new Set(this.names(view, { level, size, left, top }));
    for (const [name, tile] of this.shown) {
      if (!wanted.has(name)) {
        tile.remove();
        this.shown.delete(name);
      }
    }
    for (const name of wanted) {
      const [, x, y] = name.split("/").map(Number);
      const tile = this.shown.get(name) ?? this.lay(name);
      tile.style.transform = `translate(${left + x * size}px, ${top + y * size}px) scale(${size / TILE})`;
    }
    return true;
  }

  *names(view, { level, size, left, top }) {
    const last = 2 ** level - 1;
    const within = (from, length) => [
      Math.max(0, Math.floor(-from / size)),
      Math.min(last, Math.floor((length - from) / size)),
    ];
    const [west, east] = within(left, view.width);
    const [north, south] = within(top, view.height);
    let left_over = MOST;
    for (let x = west; x <= east; x += 1) {
      for (let y = north; y <= south && left_over > 0; y += 1, left_over -= 1) yield `${level}/${x}/${y}`;
    }
  }

  lay(name) {
    const [z, x, y] = name.split("/");
    const tile = new Image(TILE, TILE);
    tile.alt = "";
    tile.draggable = false;
    tile.src = this.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
    this.layer.append(tile);
    this.shown.set(name, tile);
    return tile;
  }
}
