// Pins: those on this page of the list carry its numbers, the others are small; near ones join.
import L from "leaflet";

import { linkCards } from "./cards.js";

const DRAWN = ["unknown", "claimed", "members"];
const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const JOINED_PX = 38;

/** Icons of Leaflet with a name that is read out. */
const NamedIcon = L.DivIcon.extend({
  createIcon(old) {
    const element = L.DivIcon.prototype.createIcon.call(this, old);
    element.setAttribute("aria-label", this.options.label);
    return element;
  },
});

/**
 * Draw all hits.
 * found: as /search/points answers; profile: address of a listing with "SLUG" for whose.
 */
export function drawPins(map, found, profile, words) {
  const all = group(map, words);
  const newcomer = slugOf(document.querySelector("#card-0 a"));
  const pins = new Map();
  const drawn = [];
  for (const row of found.points) {
    const hit = read(row, found, profile);
    hit.isNew = hit.slug === newcomer;
    const card = document.getElementById(`card-${hit.isNew ? 0 : hit.number}`)?.closest(".card");
    const pin = makePin(hit, card, words);
    if (card) pins.set(card, pin);
    drawn.push(pin);
  }
  all.addLayers(drawn).addTo(map);
  linkCards(all, pins);
}

function read([lat, lng, number, slug, name, evidence, craft, distance], { crafts, units }, profile) {
  const far = distance === null ? "" : `${new Intl.NumberFormat(document.documentElement.lang).format(distance)} ${units}`;
  const url = profile.replace("SLUG", encodeURIComponent(slug));
  return { at: [lat, lng], number, slug, name, evidence: DRAWN[evidence], craft: crafts[craft], far, url };
}

function slugOf(link) {
  return link ? decodeURIComponent(new URL(link.href).pathname.split("/").pop()) : null;
}

function makePin(hit, card, words) {
  const shown = !card ? "" : hit.isNew ? words.new : String(hit.number);
  const shape = !card ? "pin--small" : hit.isNew ? "pin--new" : "";
  const label = [shown && (hit.isNew ? shown : `${shown}.`), [hit.name, hit.craft, hit.far].filter(Boolean).join(", ")];
  const icon = named(shown, `pin pin--${hit.evidence} ${shape}`, label.filter(Boolean).join(" "));
  const pin = L.marker(hit.at, { icon, riseOnHover: true, zIndexOffset: card ? 1000 : 0 });
  pin.shown = card ? shown : null;
  pin.bindPopup(() => popup(hit, words), { closeButton: true, autoPanPadding: [12, 12], minWidth: 170, maxWidth: 240 });
  pin.on("popupopen", ({ popup: opened }) => {
    const box = opened.getElement();
    box.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", words.close);
    if (pin.getElement()?.matches(":focus-visible")) box.querySelector("a").focus();
  });
  pin.on("popupclose", ({ popup: closed }) => {
    if (closed.getElement().contains(document.activeElement)) pin.getElement()?.focus();
  });
  return pin;
}

function named(text, className, label) {
  const word = document.createElement("span");
  word.textContent = text;
  return new NamedIcon({ className, html: word, label, iconSize: null });
}

/** Who it is, in text alone: names are strangers' words. */
function popup(hit, words) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = hit.url;
  link.textContent = hit.name;
  const evidence = words[hit.evidence];
  for (const line of [link, hit.craft, [hit.far, evidence].filter(Boolean).join(" · ")]) {
    const paragraph = document.createElement("p");
    paragraph.append(line);
    box.append(paragraph);
  }
  return box;
}

function group(map, words) {
  const made = L.markerClusterGroup({
    maxClusterRadius: JOINED_PX,
    showCoverageOnHover: false,
    animate: !STILL.matches,
    removeOutsideVisibleBounds: true,
    iconCreateFunction: (cluster) => several(cluster, words),
    spiderLegPolylineOptions: { className: "map-leg", weight: 1 },
    spiderfyDistanceMultiplier: 1.6,
  });
  made.on("clusterclick clusterkeypress", ({ layer }) => {
    if (layer.getElement()?.matches(":focus-visible")) goOnInside(map, made);
  });
  return made;
}

/** Whoever opens a cluster by keyboard goes on from its first pin, or from the closer view of it. */
function goOnInside(map, group) {
  const first = ({ markers }) => setTimeout(() => markers[0]?.getElement()?.focus());
  const closer = () => map.getContainer().focus();
  group.once("spiderfied", (opened) => {
    map.off("zoomend", closer);
    first(opened);
  });
  map.once("zoomend", () => {
    group.off("spiderfied");
    closer();
  });
}

/** Several at one place: the first of this page by their numbers, and how many more. */
function several(cluster, words) {
  const pins = cluster.getAllChildMarkers();
  const numbers = pins.map(({ shown }) => shown).filter(Boolean);
  numbers.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  const [first] = numbers;
  const two = numbers.length === 2 && pins.length === 2;
  const text = two ? numbers.join(" · ") : first ? `${first} +${pins.length - 1}` : String(pins.length);
  const told = (first ? words.numbered : words.several)
    .replace("{count}", pins.length)
    .replace("{numbers}", numbers.join(", "));
  return named(text, `pin pin--several ${first ? "pin--numbers" : ""}`, `${text}: ${told}`);
}
