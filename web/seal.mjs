// Writes down of which sources the built script is made, for the test that it was built after the last change:
// `cargo build` needs no Node, since the script is committed as it was built.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const sources = readdirSync(here("src")).sort().map((name) => `src/${name}`);
const files = [...sources, "package-lock.json", "tsconfig.json", "vite.config.mjs", "../crates/server/assets/page.js"];
const hash = (path) => createHash("sha256").update(readFileSync(here(path))).digest("hex");
const lines = files.map((path) => `${hash(path)}  ${path}`);
writeFileSync(here("../crates/server/assets/page.sum"), `${lines.join("\n")}\n`);
