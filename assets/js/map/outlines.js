// Land, borders, states and counties from files of this site, each fetched when it comes into view.
import L from "leaflet";
import { feature } from "topojson-client";

/* global OUTLINE_FILES */
const FOLDER = new URL(".", document.currentScript.src);

const UNITED_STATES = "840";
const ANTARCTICA = "010";
const STATES_FROM = 3;
const NEAR_FROM = 4.5;
const COUNTIES_FROM = 7;

/** Boxes around the states and what else has counties: elsewhere nobody needs to fetch them. */
const STATES_WITHIN = [
  [[24, -125], [50, -66]],
  [[51, -180], [72, -129]],
  [[18, -161], [23, -154]],
  [[17, -68], [19, -64]],
  [[13, 144], [21, 147]],
  [[-15, -171], [-11, -168]],
];

const LOOKS = {
  land: { fill: "--leaf", stroke: "--ink-soft", weight: 0.9 },
  state: { fill: "--leaf", stroke: "--edge", weight: 0.9 },
  county: { stroke: "--rule", weight: 1 },
};
const DARK = matchMedia("(prefers-color-scheme: dark)");

/**
 * Draw the outlines and keep drawing what comes into view.
 * Gives what can be named: a function of the areas in sight, as { kind, name, parts }.
 */
export function drawOutlines(map) {
  const atlas = new Map();
  const panes = { land: 210, state: 220, county: 230 };
  for (const [kind, height] of Object.entries(panes)) map.createPane(`map-${kind}`).style.zIndex = height;
  const renderers = Object.fromEntries(
    Object.keys(panes).map((kind) => [kind, L.canvas({ pane: `map-${kind}`, padding: 0.4 })]),
  );

  const update = async () => {
    // What has come tells what else there is to be seen.
    let fresh;
    do {
      const wanted = inSight(map, atlas);
      fresh = wanted.filter((name) => !atlas.has(name));
      await Promise.all(wanted.map((name) => fetchOnce(atlas, name, renderers)));
    } while (fresh.length);
    const now = inSight(map, atlas);
    for (const [name, sheet] of atlas) {
      if (!sheet.layer) continue;
      if (now.includes(name)) sheet.layer.addTo(map);
      else sheet.layer.remove();
    }
    if (atlas.has("us-states") && now.includes("us-states")) hideCoarseStates(atlas);
    map.fire("outlines");
  };

  map.on("moveend", update);
  update();
  const repaint = () => [...atlas.values()].forEach((sheet) => sheet.layer?.setStyle(looks(sheet.kind)));
  DARK.addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  return () => [...atlas.values()].filter(({ layer }) => layer && map.hasLayer(layer)).flatMap(({ areas }) => areas);
}

/** The names of the sheets to be seen now, as far as the sheets fetched so far can tell. */
function inSight(map, atlas) {
  const zoom = map.getZoom();
  const view = map.getBounds();
  const states = atlas.get("us-states")?.areas ?? [];
  const seen = states.filter((state) => state.parts.some((part) => part.intersects(view)));
  const names = [];
  // Once they have come the coarse country has made room for them.
  const american = zoom >= STATES_FROM && STATES_WITHIN.some((box) => view.intersects(box));
  if (american || states.length) names.push("us-states");
  if (zoom < NEAR_FROM) names.push("world-far");
  else if (!american) names.push("world-near");
  else if (states.length) names.push(...aroundStates(view, seen, atlas));
  if (zoom >= COUNTIES_FROM) names.push(...seen.map(({ id }) => `us-${id}`).filter((name) => name in OUTLINE_FILES));
  return names;
}

/** What to draw of the world where states are in sight: nothing within them, fine borders at them alone. */
function aroundStates(view, seen, atlas) {
  const corners = [view.getNorthWest(), view.getNorthEast(), view.getSouthEast(), view.getSouthWest()];
  if (corners.every((corner) => seen.some((state) => state.holds(corner)))) return [];
  if (!seen.length) return ["world-near"];
  const { lat, lng } = view.getCenter();
  const sides = [[view.getNorth(), lng], [view.getSouth(), lng], [lat, view.getWest()], [lat, view.getEast()]];
  const looked = [...corners, ...sides.map((side) => L.latLng(side))];
  const others = (atlas.get("world-far")?.areas ?? []).filter(({ id }) => id !== UNITED_STATES);
  // At a coast there is nothing but the sea: the fine borders of the world would be 230 kB for it.
  return [looked.some((point) => others.some((country) => country.holds(point))) ? "world-near" : "world-far"];
}

async function fetchOnce(atlas, name, renderers) {
  if (!atlas.has(name)) {
    const kind = name.startsWith("world") ? "land" : name === "us-states" ? "state" : "county";
    const sheet = { kind, areas: [] };
    sheet.ready = fetchSheet(name, sheet, renderers[kind]);
    atlas.set(name, sheet);
  }
  await atlas.get(name).ready;
}

async function fetchSheet(name, sheet, renderer) {
  try {
    const answer = await fetch(new URL(OUTLINE_FILES[name], FOLDER));
    const topology = await answer.json();
    const shapes = feature(topology, topology.objects.areas).features.filter(({ id }) => id !== ANTARCTICA);
    shapes.forEach(unwrap);
    sheet.areas = shapes.map((shape) => area(sheet.kind, shape));
    sheet.layer = L.geoJSON(shapes, {
      interactive: false,
      renderer,
      style: looks(sheet.kind),
      // Where the states are drawn finely, the coarse country beneath would show at their edges.
      filter: ({ id }) => !(name === "world-near" && id === UNITED_STATES),
    });
  } catch {
    // Pins stand where they stand without outlines too.
  }
}

function hideCoarseStates(atlas) {
  const far = atlas.get("world-far")?.layer;
  far?.eachLayer((layer) => layer.feature.id === UNITED_STATES && far.removeLayer(layer));
}

/** An area that can be named: its parts' bounds, and whether it holds a point. */
function area(kind, { id, properties, geometry }) {
  const polygons = geometry?.type === "Polygon" ? [geometry.coordinates] : (geometry?.coordinates ?? []);
  const rings = polygons.map(([outer]) => outer);
  const parts = rings.map((ring) => L.latLngBounds(ring.map(([lng, lat]) => [lat, lng])));
  return {
    kind,
    id,
    name: properties.name,
    parts,
    rings,
    holds: (point) => rings.some((ring, at) => parts[at].contains(point) && inside(ring, point)),
  };
}

/** Let what crosses the 180th meridian go on beyond it, as a map that has an edge there needs it. */
function unwrap({ geometry }) {
  const polygons = geometry?.type === "Polygon" ? [geometry.coordinates] : (geometry?.coordinates ?? []);
  for (const ring of polygons.flat()) {
    for (let at = 1; at < ring.length; at++) {
      const turns = Math.round((ring[at][0] - ring[at - 1][0]) / 360);
      if (turns) ring[at] = [ring[at][0] - 360 * turns, ring[at][1]];
    }
  }
}

/** Whether a ring holds a point: it crosses a ray from there an odd number of times. */
function inside(ring, { lat, lng }) {
  let odd = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x, y] = ring[at];
    const [otherX, otherY] = ring[before];
    if (y > lat !== otherY > lat && lng < ((otherX - x) * (lat - y)) / (otherY - y) + x) odd = !odd;
  }
  return odd;
}

/** How Leaflet draws a kind of outline in the colours of the page as it is now. */
function looks(kind) {
  const style = getComputedStyle(document.documentElement);
  const { fill, stroke, weight } = LOOKS[kind];
  return {
    color: style.getPropertyValue(stroke).trim(),
    weight,
    fill: Boolean(fill),
    fillColor: fill && style.getPropertyValue(fill).trim(),
    fillOpacity: 1,
    lineJoin: "round",
  };
}
