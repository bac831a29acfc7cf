// Names on the map: the place searched, towns where people are, counties, states and countries.
import L from "leaflet";

const LETTER_PX = 6.9;
const LINE_PX = 18;
const MOST = 16;
const APART_PX = [9, 5];
const BESIDE_PIN_PX = 20;
const AROUND_PIN_PX = [0, 1, -1].map((times) => times * BESIDE_PIN_PX);
const ASIDE_PX = [0, 36, -36, 72, -72];
const PINS_SETTLE_MS = 260;

/** At which zooms a kind of area is named; towns are named from `TOWNS_FROM` on. */
const NAMED = { land: [1.5, 6.5], state: [4, 8], county: [9.25, 20] };
const TOWNS_FROM = 5.5;

/**
 * Write names where there is room, the telling ones first, and anew whenever the view changes.
 * areasInSight: gives { kind, name, parts, rings } of what is drawn.
 */
export function drawLabels(map, { place, center, towns }, areasInSight) {
  const pane = map.createPane("map-labels");
  pane.setAttribute("aria-hidden", "true");
  const layer = L.layerGroup().addTo(map);

  const write = () => {
    layer.clearLayers();
    const taken = obstacles(map, center);
    const written = new Set();
    const candidates = [...searched(place, center), ...townsIn(map, towns, place), ...named(map, areasInSight())];
    for (const label of candidates) {
      if (written.size >= MOST) break;
      if (written.has(label.name)) continue;
      // What was searched for is named beside its cross even over pins: else nothing says where one is.
      const last = label.kind === "place" ? BESIDE_PIN_PX : undefined;
      const below = label.beside.find((way) => hasRoom(map, boxOf(map, label, way), taken)) ?? last;
      if (below === undefined) continue;
      const box = boxOf(map, label, below);
      taken.push(L.bounds(box.min.subtract(APART_PX), box.max.add(APART_PX)));
      layer.addLayer(marker(label, below));
      written.add(label.name);
    }
  };
  let waiting = 0;
  map.on("moveend outlines", () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, PINS_SETTLE_MS);
  });
}

/** Where pins, buttons and the cross are: no name is written behind them. */
function obstacles(map, center) {
  const frame = map.getContainer().getBoundingClientRect();
  const cross = center ? map.latLngToContainerPoint(center) : null;
  const around = cross ? [L.bounds(cross.subtract(APART_PX), cross.add(APART_PX))] : [];
  const found = [...map.getContainer().querySelectorAll(".pin span, .leaflet-control")].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return L.bounds([left - frame.left, top - frame.top], [right - frame.left, bottom - frame.top]);
  });
  return [...found, ...around];
}

function hasRoom(map, box, taken) {
  return L.bounds([0, 0], map.getSize()).contains(box) && !taken.some((other) => other.overlaps(box));
}

function searched(place, center) {
  return place && center ? [{ kind: "place", name: place, at: L.latLng(center), beside: AROUND_PIN_PX.slice(1) }] : [];
}

function townsIn(map, towns, place) {
  if (map.getZoom() < TOWNS_FROM) return [];
  return towns
    .filter(([, , name]) => name !== place)
    .map(([lat, lng, name]) => ({ kind: "town", name, at: L.latLng(lat, lng), beside: AROUND_PIN_PX }));
}

/** Areas of a kind that is named at this zoom, as far as their name has room in them. */
function named(map, areas) {
  const zoom = map.getZoom();
  return areas
    .filter(({ kind }) => zoom >= NAMED[kind][0] && zoom < NAMED[kind][1])
    .map((area) => ({ kind: area.kind, name: area.name, beside: ASIDE_PX, ...middle(area) }))
    .filter(({ name, at, bounds }) => at && map.getBounds().contains(at) && fits(map, name, bounds))
    .sort((one, other) => other.size - one.size);
}

/** The middle of an area's largest part. */
function middle({ parts, rings }) {
  const sizes = parts.map((part) => (part.getEast() - part.getWest()) * (part.getNorth() - part.getSouth()));
  const size = Math.max(...sizes);
  const largest = sizes.indexOf(size);
  return largest < 0 ? {} : { size, bounds: parts[largest], at: centroid(rings[largest]) };
}

/** The centre of gravity of a ring (the polygon centroid by the shoelace formula). */
function centroid(ring) {
  let [doubled, x, y] = [0, 0, 0];
  for (let at = 1; at < ring.length; at++) {
    const [x0, y0] = ring[at - 1];
    const [x1, y1] = ring[at];
    const cross = x0 * y1 - x1 * y0;
    doubled += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return doubled ? L.latLng(y / (3 * doubled), x / (3 * doubled)) : null;
}

function fits(map, name, bounds) {
  const size = map
    .latLngToContainerPoint(bounds.getSouthEast())
    .subtract(map.latLngToContainerPoint(bounds.getNorthWest()));
  return size.x > name.length * LETTER_PX && size.y > LINE_PX;
}

function boxOf(map, { name, at }, below) {
  const middleOf = map.latLngToContainerPoint(at).add([0, below]);
  const half = L.point((name.length * LETTER_PX) / 2 + 3, LINE_PX / 2);
  return L.bounds(middleOf.subtract(half), middleOf.add(half));
}

function marker({ kind, name, at }, below) {
  const word = document.createElement("span");
  word.textContent = name;
  const icon = L.divIcon({ className: `map-label map-label--${kind}`, html: word, iconSize: [0, 0], iconAnchor: [0, -below] });
  return L.marker(at, { icon, pane: "map-labels", interactive: false, keyboard: false });
}
