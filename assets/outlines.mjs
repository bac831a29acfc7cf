// Cuts the outlines that the map draws out of the atlases: small files, each asked for when it is seen.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** All outlines as { name: "us-08", file: "us-08-1A2B3C4D.json", text }; names as map/outlines.js knows them. */
export async function outlines() {
  const [far, near, states, counties] = await Promise.all(
    [
      "world-atlas/countries-110m.json",
      "world-atlas/countries-50m.json",
      "us-atlas/states-10m.json",
      "us-atlas/counties-10m.json",
    ].map(async (file) => JSON.parse(await readFile(require.resolve(file), "utf8"))),
  );
  return [
    ["world-far", cut(far, far.objects.countries.geometries)],
    ["world-near", cut(near, near.objects.countries.geometries)],
    ["us-states", cut(states, states.objects.states.geometries)],
    ...byState(counties).map(([state, geometries]) => [`us-${state}`, cut(counties, geometries)]),
  ].map(([name, topology]) => named(name, JSON.stringify(topology)));
}

/** The counties of each state: a visitor looks at one or two of them, and the whole is 840 kB. */
function byState({ objects }) {
  const states = new Map();
  for (const county of objects.counties.geometries) {
    const state = county.id.slice(0, 2);
    states.set(state, [...(states.get(state) ?? []), county]);
  }
  return [...states];
}

/** A topology of some geometries alone, with no arcs but theirs. */
function cut({ transform, arcs }, geometries) {
  const numbers = new Map();
  const renumbered = (arc) => {
    if (Array.isArray(arc)) return arc.map(renumbered);
    // The arc walked backwards is the complement of its number (TopoJSON 1.0, section 2.1.4).
    const forth = arc < 0 ? ~arc : arc;
    if (!numbers.has(forth)) numbers.set(forth, numbers.size);
    return arc < 0 ? ~numbers.get(forth) : numbers.get(forth);
  };
  const kept = geometries.map(({ type, id, properties, arcs: own }) => ({
    type,
    id,
    properties: { name: properties.name },
    ...(own && { arcs: renumbered(own) }),
  }));
  return {
    type: "Topology",
    transform,
    objects: { areas: { type: "GeometryCollection", geometries: kept } },
    arcs: [...numbers.keys()].map((number) => arcs[number]),
  };
}

function named(name, text) {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  return { name, file: `${name}-${digest}.json`, text };
}
