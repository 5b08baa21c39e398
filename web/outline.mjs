// Makes data/place/outline.tsv of world-atlas's shapes (Natural Earth 1:110m, public domain): the outlines of
// countries in degrees, to a tenth. Run it again after a new version of world-atlas: node outline.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
const rows = readFileSync(new URL("../data/actor/country.tsv", import.meta.url), "utf8").trimEnd().split("\n").slice(1);
const codes = new Map(rows.map((row) => row.split("\t")).map(([id, name]) => [name, id]));
// Natural Earth's names where they differ from ours; "-" where no country's code is ours to give.
const others = {
  "W. Sahara": "ESH", "United States of America": "USA", "Dem. Rep. Congo": "COD", "Dominican Rep.": "DOM",
  "Falkland Is.": "FLK", "Fr. S. Antarctic Lands": "ATF", "Timor-Leste": "TLS", "Côte d'Ivoire": "CIV",
  "Central African Rep.": "CAF", Congo: "COG", "Eq. Guinea": "GNQ", eSwatini: "SWZ", "Solomon Is.": "SLB",
  Taiwan: "TWN", "N. Cyprus": "-", Somaliland: "-", "Bosnia and Herz.": "BIH", Macedonia: "MKD", Kosovo: "KOS",
  "S. Sudan": "SSD", Palestine: "PSE", Myanmar: "MMR", Turkey: "TUR", Czechia: "CZE", Antarctica: "",
};
const lines = [];
const missing = [];
for (const { properties, geometry } of feature(atlas, atlas.objects.countries).features) {
  const code = others[properties.name] ?? codes.get(properties.name);
  if (code === undefined) missing.push(properties.name);
  if (!code) continue;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().map((ring) => {
    const points = ring.map(([east, north]) => `${+east.toFixed(1)},${+north.toFixed(1)}`);
    return points.filter((point, at) => at === 0 || point !== points[at - 1]).join(" ");
  });
  lines.push([code, properties.name, rings.filter((ring) => ring.split(" ").length > 3).join(";"), "Natural Earth"].join("\t"));
}
if (missing.length > 0) throw new Error(`no code for ${missing.join(", ")}`);
const order = (one, two) => Buffer.compare(Buffer.from(one), Buffer.from(two));
writeFileSync(new URL("../data/place/outline.tsv", import.meta.url), `country\tname\toutline\tsource\n${lines.sort(order).join("\n")}\n`);
