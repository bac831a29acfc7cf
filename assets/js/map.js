// The map of a search's hits. The list beside it holds everything it shows.
import L from "leaflet";
import "leaflet.markercluster";

import { offerThisArea } from "./map/area.js";
import { drawLabels } from "./map/labels.js";
import { drawOutlines } from "./map/outlines.js";
import { drawPins } from "./map/pins.js";

const MAX_ZOOM_OUTLINES = 12;
const MAX_ZOOM_TILES = 18;
const FIT_ZOOM = 11;
const LEAST_SEEN = 0.4;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

const frame = document.querySelector("[data-map]");
if (frame) show(frame).catch(() => say(frame, "failed"));

/** Fetch the hits and draw them; a map without any is taken away. */
async function show(section) {
  const words = JSON.parse(section.dataset.words);
  const answer = await fetch(section.dataset.points, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`points: ${answer.status}`);
  const found = await answer.json();
  if (!found.points.length || found.by_video) {
    section.closest(".results").classList.remove("results--mapped", "results--on-map");
    section.remove();
    return;
  }
  const map = makeMap(section, words);
  look(map, found);
  const shapes = section.dataset.tiles ? drawTiles(map, section.dataset) : drawOutlines(map);
  if (shapes) drawLabels(map, found, shapes);
  drawReach(map, found);
  drawPins(map, found, section.dataset.profile, words);
  offerThisArea(map, section);
  L.control.scale({ imperial: found.units === "mi", metric: found.units === "km" }).addTo(map);
  say(section, found.total > found.points.length ? "more" : "", found);
}

function makeMap(section, words) {
  const still = STILL.matches;
  const map = L.map(section.querySelector("[data-map-canvas]"), {
    attributionControl: false,
    zoomControl: false,
    zoomSnap: 0.25,
    minZoom: 0,
    maxZoom: section.dataset.tiles ? MAX_ZOOM_TILES : MAX_ZOOM_OUTLINES,
    maxBounds: [[-85, -200], [85, 200]],
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    inertia: !still,
  });
  if (still) {
    const pan = map.panBy;
    map.panBy = (offset, options) => pan.call(map, offset, { ...options, animate: false });
  }
  L.control.zoom({ position: "bottomright", zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  // A wheel over the map goes on to move the page, until the map has been pressed.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  answerToKeys(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return map;
}

/** Leaflet's pins are buttons that answer to Enter: to the space bar too; Escape closes wherever one is. */
function answerToKeys(map) {
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
    if (event.key !== " " || !event.target.matches("[role=button]")) return;
    event.preventDefault();
    event.target.click();
  });
}

/** Look at a state that was searched, or wherever people are around the middle of the search. */
function look(map, { center, radius_km: radiusKm, bounds, points }) {
  const people = L.latLngBounds(points.map(([lat, lng]) => [lat, lng]));
  if (bounds) {
    const [south, west, north, east] = bounds;
    map.fitBounds([[south, west], [north, east]], { padding: [10, 10], animate: false });
  } else if (center) {
    const least = L.latLng(center).toBounds(2000 * radiusKm * LEAST_SEEN);
    map.fitBounds(least.extend(people), { padding: [36, 30], maxZoom: FIT_ZOOM, animate: false });
  } else {
    map.fitBounds(people, { padding: [36, 36], maxZoom: FIT_ZOOM, animate: false });
  }
}

/** The circle that was searched, dashed, and a cross in its middle. */
function drawReach(map, { center, radius_km: radiusKm }) {
  if (!center) return;
  L.circle(center, { radius: 1000 * radiusKm, className: "map-reach", fill: false, interactive: false }).addTo(map);
  const cross = L.divIcon({ className: "map-cross", iconSize: [17, 17] });
  L.marker(center, { icon: cross, pane: "overlayPane", interactive: false, keyboard: false }).addTo(map);
}

/** Somebody's tiles, where the site names a server of them. */
function drawTiles(map, { tiles, tilesAttribution }) {
  const words = document.createElement("span");
  words.textContent = tilesAttribution;
  L.tileLayer(tiles, { maxZoom: MAX_ZOOM_TILES, noWrap: true }).addTo(map);
  L.control.attribution({ position: "bottomleft", prefix: false }).addAttribution(words.innerHTML).addTo(map);
  return null;
}

/** Put a remark under the map, or take the one about waiting away. */
function say(section, key, { total, points } = {}) {
  const status = section.querySelector("[data-map-status]");
  const words = JSON.parse(section.dataset.words)[key] ?? "";
  const number = new Intl.NumberFormat(document.documentElement.lang);
  status.textContent = words
    .replace("{shown}", number.format(points?.length ?? 0))
    .replace("{total}", number.format(total ?? 0));
  section.removeAttribute("aria-busy");
}
