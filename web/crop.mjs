// tiles of one screenshot, to be looked at
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
const [out, ...files] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: files.length * 330, height: 1500 } });
const imgs = files.map((f) => `<div style="width:320px;height:1500px;overflow:hidden"><img src="data:image/png;base64,${readFileSync(f.split("@")[0]).toString("base64")}" style="margin-top:-${f.split("@")[1] ?? 0}px"></div>`);
await page.setContent(`<body style="margin:0;display:flex;gap:10px;background:#888">${imgs.join("")}</body>`);
await page.screenshot({ path: out });
await browser.close();
