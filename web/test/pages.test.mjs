// Every page in a browser: with keys alone, without scripts, narrow, dark, empty, and by axe-core's rules.
// Needs a built dragoman (DRAGOMAN=path) and Chromium (CHROMIUM=path). Screenshots land in target/screenshots/.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const dragoman = process.env.DRAGOMAN ?? join(root, "target/debug/dragoman");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = join(root, "target/screenshots");
const folder = mkdtempSync(join(tmpdir(), "dragoman-pages-"));
const servers = [];
let browser;
let base;
let empty;
let paths;

const TEXT = "PARIS — The French foreign minister will visit Berlin on June 20, officials said on Monday. Berlin has not confirmed the visit.";

function serve(articles, name) {
  const ledger = join(folder, name);
  const added = spawnSync(dragoman, ["add", "--ledger", ledger, ...articles]);
  assert.equal(added.status, 0, String(added.stderr));
  const server = spawn(dragoman, ["serve", ledger, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let told = "";
    server.stdout.on("data", (bytes) => {
      told += bytes;
      const address = told.match(/http:\/\/\S+(?=\/)/);
      if (address) resolve(address[0]);
    });
    server.on("exit", () => reject(new Error(`dragoman serve ended: ${told}`)));
  });
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  base = await serve([join(root, "crates/server/tests/data/affair.ndjson")], "affair.db");
  empty = await serve([], "empty.db");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  const found = await (await fetch(`${base}/search.json?words=Blinken&type=CONSULT&sort=reports`)).json();
  const { event, thread } = found.events[0];
  paths = [
    "/", "/search", "/search?what=claims&source=anonymous", "/search?voice=Antony+Blinken&what=claims", "/search?what=articles&words=balloon", "/search?actor=NOBODY",
    `/event/${event}`, `/event/${event}?rung=0&rung=1`, `/thread/${thread}`, "/article/affair-04", "/article/affair-04?show=tokens",
    "/actor/CHN", "/actor/Antony%20Blinken", "/actor/USA", "/pair/USA/CHN", "/ahead?from=2023-01-20", "/network", "/map", "/map?date=2023-01-01..2023-02-28",
    "/search?type=CONSULT&group=actor", `/thread/${thread}?group=actor`, "/pair/USA/CHN?normalise=yes", "/sources", "/data", "/changes", "/nowhere",
  ];
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  for (const server of servers) server.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options, visit, also = base) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && !message.text().includes("404") && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => request.url().startsWith("http") && !request.url().startsWith(base) && !request.url().startsWith(empty) && !request.url().startsWith(also) && faults.push(`asks ${request.url()}`));
  try {
    await visit(page);
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
  }
}

function shot(page, path, kind) {
  const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "").slice(0, 60) || "today";
  return page.screenshot({ path: join(shots, `${name}-${kind}.png`), fullPage: true });
}

/** What axe-core says is wrong, in words. It is run apart from the page's own policy, which would not let it in. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`));
}

for (const [kind, options] of [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["narrow", { viewport: { width: 320, height: 700 } }],
]) {
  test(`every page holds to the rules of accessibility, ${kind}`, { timeout: 240_000 }, async () => {
    await open(options, async (page) => {
      const wrong = [];
      for (const path of paths) {
        await page.goto(base + path);
        await shot(page, path, kind);
        wrong.push(...(await violations(page)).map((one) => `${path}: ${one}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${path} is ${wide} pixels wider than the screen`);
      }
      assert.deepEqual(wrong, []);
    });
  });
}

test("what is not sure is hidden, counted, and shown by an address", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search`);
    const before = await page.locator("p.total b").innerText();
    await page.click(".unsure a");
    assert.equal(page.url(), `${base}/search?confidence=0`);
    assert.notEqual(await page.locator("p.total b").innerText(), before);
    assert.equal(await page.locator(".unsure").count(), 0);
    await page.goBack();
    assert.equal(await page.locator("p.total b").innerText(), before);
  });
});

test("what a page shows can be cited", async () => {
  await open({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.goto(base + paths.find((path) => path.startsWith("/thread/")));
    await page.click(".cite summary");
    await page.click(".cite button");
    await page.waitForSelector(".cite [role=status]:not(:empty)");
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^“.*”, thread t[0-9a-f]{16}, as told by .*; read by dragoman .*http:\/\/127/);
  });
});

test("names that are long, that cannot be broken, or that run from right to left fit everywhere", async () => {
  const told = readFileSync(join(root, "crates/server/tests/data/affair.ndjson"), "utf8")
    .replaceAll('"name":"Antony Blinken"', '"name":"الدكتور عبد الرحمن بن محمد بن عبد العزيز آل الشيخ"')
    .replaceAll('"name":"Xi Jinping"', `"name":"${"Donaudampfschifffahrtsgesellschaft".repeat(4)}"`)
    .replaceAll('"article":"affair-04"', `"article":"affair-04","outlet":"${"Nachrichtenmagazin".repeat(8)}"`)
    .replaceAll('"title":"Blinken puts off Beijing trip over balloon"', `"title":"عنوان طويل جدا لمقالة عن زيارة رسمية ${"x".repeat(90)}"`);
  const file = join(folder, "long.ndjson");
  writeFileSync(file, told);
  const long = await serve([file], "long.db");
  const { events } = await (await fetch(`${long}/search.json?type=CONSULT&sort=reports`)).json();
  for (const width of [320, 1280]) {
    await open({ viewport: { width, height: 800 } }, async (page) => {
      for (const path of ["/", "/search", "/search?what=claims", `/event/${events[0].event}`, `/thread/${events[0].thread}`, "/article/affair-04", "/network", "/sources", "/ahead?from=2023-01-20"]) {
        await page.goto(long + path);
        await shot(page, path.replace(/[et][0-9a-f]{16}/, ""), `long-${width}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(wide, 0, `${path} at ${width}`);
      }
    }, long);
  }
});

test("pages are printed without what is only for screens", async () => {
  await open({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    for (const path of ["/search", "/article/affair-04"]) {
      await page.goto(base + path);
      await shot(page, path, "print");
      for (const part of [".find", ".facets", ".bottom form"]) assert.equal(await page.locator(part).first().isVisible().catch(() => false), false, `${path} ${part}`);
      assert.ok(await page.locator("h1").isVisible());
    }
  });
});

test("pages are as large at 200 % as they are wide", async () => {
  await open({ viewport: { width: 600, height: 450 }, deviceScaleFactor: 2 }, async (page) => {
    for (const path of paths) {
      await page.goto(base + path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
    }
  });
});

test("everything is there without scripts", async () => {
  await open({ javaScriptEnabled: false }, async (page) => {
    for (const path of paths) {
      await page.goto(base + path);
      assert.ok((await page.locator("main h1").count()) === 1, path);
      await shot(page, path, "plain");
    }
    await page.goto(`${base}/`);
    await page.fill("main input[name=words]", "balloon");
    await page.click("main form.ask button");
    assert.match(page.url(), /\/search\?words=balloon$/);
    assert.ok((await page.locator(".item").count()) > 0);
    await page.goto(`${base}/`);
    await page.fill("textarea[name=text]", TEXT);
    await page.fill("form.paste input[name=published]", "2023-06-12");
    await page.click("form.paste button");
    assert.match(await page.locator("h1").innerText(), /Your article/);
    assert.ok((await page.locator(".margin .claim").count()) > 0);
    await page.click("button[value=dark]");
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    await page.click("button[value=system]");
    assert.equal(await page.locator("html").getAttribute("data-theme"), null);
  });
});

test("empty ledgers say what to do", async () => {
  await open({}, async (page) => {
    for (const path of ["/", "/search", "/ahead", "/network", "/map", "/sources", "/changes", "/data"]) {
      await page.goto(empty + path);
      await shot(page, path, "empty");
      assert.ok((await page.locator(".nothing").count()) > 0 || path === "/map", path);
      assert.deepEqual(await violations(page), [], path);
    }
  });
});

test("an article is read in place, within a second, and kept nowhere", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/`);
    await page.fill("textarea[name=text]", TEXT);
    await page.fill("form.paste input[name=published]", "2023-06-12");
    const began = Date.now();
    await page.click("form.paste button");
    await page.waitForSelector("#reading .claim");
    const took = Date.now() - began;
    assert.ok(took < 3000, `${took} ms`);
    assert.equal(new URL(page.url()).pathname, "/");
    assert.match(await page.locator("#reading h2").first().innerText(), /Read: \d+ claim/);
    assert.deepEqual(await violations(page), []);
    await shot(page, "/", "read");
    await page.hover("#reading .claim");
    assert.ok((await page.locator("#reading .published .lit").count()) > 0);
  });
});

test("from any value to its words, and back", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search?status=held&type=CONSULT`);
    await page.locator(".item .evidence").first().click();
    assert.match(page.url(), /\/event\/e[0-9a-f]{16}#evidence$/);
    await page.locator(".facts .mark").first().click();
    assert.match(page.url(), /\/article\/.*#c=\d+-\d+$/);
    assert.ok(await page.locator(".claim[aria-current=true]").isVisible());
    assert.equal(await page.locator(":target").count(), 1);
    await page.goBack();
    await page.goBack();
    assert.equal(page.url(), `${base}/search?status=held&type=CONSULT`);
    const chips = page.locator(".chips li");
    assert.equal(await chips.count(), 3);
    await chips.first().locator("a").click();
    assert.equal(page.url(), `${base}/search?status=held`);
  });
});

test("those who say so lead to what they say", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/sources`);
    await page.click('td a:text-is("Blinken")');
    assert.equal(page.url(), `${base}/search?source=named&voice=Blinken&what=claims`);
    const chips = page.locator(".chips li");
    assert.deepEqual((await chips.allInnerTexts()).map((chip) => chip.split(",")[0].trim()), ["kind of source named", "on the word of Blinken", "Clear"]);
    const n = await page.locator(".item").count();
    assert.ok(n > 1);
    await chips.nth(1).locator("a").click();
    assert.equal(page.url(), `${base}/search?source=named&what=claims`);
    assert.ok((await page.locator(".item").count()) > n);
    await page.goto(`${base}/actor/Antony%20Blinken`);
    await page.click("text=All claims on its word");
    assert.match(page.url(), /\/search\?voice=Antony\+Blinken&what=claims$/);
    await page.fill("input[name=voice]", "the white house");
    await page.click("form.ask button");
    assert.match(page.url(), /voice=the\+white\+house/);
    assert.ok((await page.locator(".item").count()) > 0);
  });
});

test("keys alone are enough", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    const here = () => page.evaluate(() => [...document.querySelectorAll(".item")].findIndex((item) => item.contains(document.activeElement)));
    await page.keyboard.press("j");
    assert.equal(await here(), 0);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await here(), 1);
    await page.keyboard.press("e");
    await page.waitForURL(/\/event\/.*#evidence/);
    await page.goBack();
    await page.keyboard.press("/");
    await page.keyboard.type("jek?");
    assert.equal(await page.evaluate(() => document.activeElement.value), "jek?", "keys are letters where text is written");
    await page.goto(`${base}/search`);
    await page.keyboard.press("?");
    assert.ok(await page.locator("details.keys").getAttribute("open") !== null);
    await page.uncheck(".keys-on");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    assert.equal(await here(), -1, "keys can be switched off");
    await page.reload();
    await page.keyboard.press("j");
    assert.equal(await here(), -1, "and stay so");
    await page.evaluate(() => localStorage.clear());
    await page.goto(`${base}/search`);
    await page.keyboard.press("]");
    await page.waitForURL(/date=/);
    await page.locator("svg.activity a").first().focus();
    await page.keyboard.press("End");
    assert.ok(await page.evaluate(() => document.activeElement === [...document.querySelectorAll("svg.activity a")].at(-1)));
    await page.keyboard.press("Enter");
    await page.waitForURL(/date=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  });
});

test("a stretch of days that is drawn is asked for", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search?actor=CHN`);
    const box = await page.locator("svg.activity").boundingBox();
    await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/actor=CHN&date=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
  });
});

test("pictures have tables, and tables lead to what they count", async () => {
  await open({}, async (page) => {
    for (const path of ["/network", "/map", "/search", "/pair/USA/CHN"]) {
      await page.goto(base + path);
      assert.ok((await page.locator(".picture svg").count()) > 0, path);
      assert.ok((await page.locator("table a").count()) > 0, path);
    }
    await page.goto(`${base}/map`);
    await page.locator("#rows table a").first().click();
    await page.waitForURL(/\/search\?place=/);
    assert.ok((await page.locator(".item").count()) > 0);
  });
});

test("the days of the map are moved along, and go on by themselves", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/map?actor=CHN`);
    const events = () => page.locator("p.total b").first().innerText();
    const all = await events();
    assert.equal(await page.locator(".ranges input[type=range]").count(), 2);
    await page.locator(".ranges input").first().focus();
    await page.keyboard.press("End");
    await page.waitForURL(/actor=CHN&date=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/);
    await page.waitForFunction((before) => document.querySelector("p.total b").textContent !== before, all);
    assert.ok(await page.evaluate(() => document.activeElement.matches(".ranges input")), "the focus stays on the slider");
    const day = new URL(page.url()).searchParams.get("date").split("..")[0];
    assert.equal(await page.inputValue("form.stretch [name=from]"), day, "fields and sliders say the same");
    assert.equal(await page.inputValue(".ask [name=date]"), new URL(page.url()).searchParams.get("date"));
    assert.match(await page.locator(".forms a").first().getAttribute("href"), /date=/, "other forms are of the same days");
    assert.deepEqual(await violations(page), []);
    await shot(page, "/map", "moved");
    await page.goto(`${base}/map?date=2023-01-01..2023-01-14`);
    await page.click("text=Play");
    await page.waitForURL(/date=2023-01-15\.\.2023-01-28/);
    await page.click("text=Stop");
    assert.equal(await page.locator("button[aria-pressed=true]", { hasText: "Stop" }).count(), 0);
  });
  await open({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${base}/map?actor=CHN`);
    await page.fill("form.stretch [name=from]", "2023-01-01");
    await page.fill("form.stretch [name=to]", "2023-02-28");
    await page.click("form.stretch button");
    assert.equal(page.url(), `${base}/map?actor=CHN&date=2023-01-01..2023-02-28`);
    await page.click("a.later");
    assert.match(page.url(), /date=2023-03-01\.\.2023-04-28$/);
  });
});

test("searches are kept in the reader's browser, and nowhere else", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search?type=CONSULT&actor=CHN`);
    await page.click("text=Keep this search");
    const link = page.locator("section.saved a");
    assert.equal(await link.innerText(), "type CONSULT, actor China");
    await page.goto(`${base}/`);
    await page.waitForSelector("section.saved li .faint:not(:empty)");
    assert.match(await page.locator("section.saved li").innerText(), /\d+ events/);
    assert.deepEqual(await violations(page), []);
    await shot(page, "/", "kept");
    // As if fewer had been there at the last look.
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.searches);
      kept[0].seen -= 2;
      localStorage.searches = JSON.stringify(kept);
      localStorage.cursor = "1.0";
    });
    await page.reload();
    await page.waitForSelector("section.saved .fresh");
    assert.match(await page.locator("section.saved .fresh").innerText(), /2 more than when you last looked/);
    await page.click(".since a");
    assert.equal(page.url(), `${base}/changes?since=1.0`);
    await page.goto(`${base}/`);
    await link.click();
    assert.equal(page.url(), `${base}/search?type=CONSULT&actor=CHN`);
    await page.waitForSelector(".keep button:visible");
    await page.goto(`${base}/`);
    await page.waitForSelector("section.saved li .faint:not(:empty)");
    assert.equal(await page.locator("section.saved .fresh").count(), 0, "what was opened is seen");
    await page.click("section.saved .drop");
    assert.ok(await page.locator("section.saved").isHidden());
    assert.equal(await page.evaluate(() => localStorage.searches), "[]");
    // What somebody else put there is no address of ours.
    await page.evaluate(() => (localStorage.searches = JSON.stringify([{ name: "x", address: "javascript:alert(1)" }, 7, null])));
    await page.reload();
    assert.ok(await page.locator("section.saved").isHidden());
  });
  await open({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${base}/search?actor=CHN`);
    assert.match(await page.locator(".keep").innerText(), /bookmark its address/);
    assert.equal(await page.locator(".keep button").isVisible(), false);
  });
});

test("a picture by itself is drawn in an image, light and dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    await open({ colorScheme }, async (page) => {
      for (const path of ["/map", "/network?actor=CHN", "/search?actor=CHN", paths.find((path) => path.startsWith("/thread/")), "/actor/CHN"]) {
        await page.goto(base + path);
        const address = await page.locator(".alone a").first().getAttribute("href");
        const size = await page.evaluate(async (address) => {
          const image = new Image();
          image.src = address;
          await image.decode();
          document.querySelector("main").replaceChildren(image);
          return [image.naturalWidth, image.naturalHeight];
        }, address);
        assert.ok(size[0] >= 700 && size[1] > 100, `${address}: ${size}`);
        await shot(page, `${path} alone`, colorScheme);
        await page.goto(base + address);
        assert.equal(await page.evaluate(() => document.documentElement.localName), "svg");
        const fill = await page.evaluate(() => getComputedStyle(document.querySelector("rect")).fill);
        assert.equal(fill, colorScheme === "dark" ? "rgb(31, 30, 27)" : "rgb(255, 255, 255)", "its own colours are let in");
      }
    });
  }
});

test("events stand under their parties, and two steps side by side", async () => {
  await open({}, async (page) => {
    await page.goto(`${base}/search?type=CONSULT`);
    await page.click("text=by their parties");
    assert.equal(page.url(), `${base}/search?type=CONSULT&group=actor`);
    assert.ok((await page.locator("h3.group").count()) > 1);
    assert.match(await page.locator(".item").first().innerText(), /also under/);
    await page.keyboard.press("j");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".item .headline")));
    await page.click("text=one after the other");
    assert.equal(page.url(), `${base}/search?type=CONSULT`);
    await page.goto(base + paths.find((path) => path.startsWith("/event/")));
    const boxes = page.locator("input[name=rung]");
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.click("text=Compare the words");
    assert.equal(await page.locator(".compared h3").count(), 2);
    assert.ok((await page.locator(".compared blockquote b").count()) > 0);
  });
});
