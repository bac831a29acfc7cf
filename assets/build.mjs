// Bundles styles, scripts, font, icon and outlines into assets/dist/ under names that carry a hash of
// their content, and writes manifest.json, which gives the pages those names.
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { outlines } from "./outlines.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");

const shapes = await outlines();

const result = await build({
  absWorkingDir: path.dirname(here),
  entryPoints: [
    "assets/css/site.css",
    "assets/css/map.css",
    "assets/css/styleguide.css",
    "assets/js/site.js",
    "assets/js/theme.js",
    "assets/js/passkeys.js",
    "assets/js/map.js",
    "assets/js/check.js",
    "assets/icons/favicon.svg",
  ],
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  charset: "utf8",
  format: "iife",
  target: ["chrome111", "edge111", "firefox115", "safari16.4"],
  loader: { ".woff2": "file", ".svg": "copy", ".png": "file" },
  // Only the map's script asks for outlines, and by name.
  define: { OUTLINE_FILES: JSON.stringify(Object.fromEntries(shapes.map(({ name, file }) => [name, file]))) },
});

// Only a build that succeeded replaces the last one.
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const file of result.outputFiles) {
  await writeFile(file.path, file.contents);
}
for (const { file, text } of shapes) {
  await writeFile(path.join(dist, file), text);
}

const manifest = Object.fromEntries(
  [...Object.keys(result.metafile.outputs).map((file) => path.basename(file)), ...shapes.map(({ file }) => file)]
    .map((name) => [plainName(name), name])
    .sort(),
);
await writeFile(path.join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

/** The name pages ask for: without the hash, and a font's without its axis and style. */
function plainName(name) {
  return name.replace(/-[0-9A-Z]{8}(?=\.[a-z0-9]+$)/, "").replace("-wght-normal", "");
}
