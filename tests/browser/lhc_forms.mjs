// Shows a Questionnaire in LHC-Forms, fills it in by clicks and keys as a person would, and writes what LHC-Forms exports.
//
//   node lhc_forms.mjs FOLDER FORM.json CLICKS.json RESPONSE.json [PICTURE.png]
//
// FOLDER holds `package` (lforms, unpacked) and `node_modules` (playwright-core); the browser is Debian's Chromium, or POEMS_CHROMIUM.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { createRequire } from "node:module";

const [folder, formFile, clicksFile, responseFile, picture] = process.argv.slice(2);
const { chromium } = createRequire(path.resolve(folder) + "/")("playwright-core");
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const form = read(formFile);
const { case: patient, hides } = read(clicksFile);

const base = "dist/lforms";
const page = `<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="${base}/webcomponent/styles.css"></head><body><div id="form"></div>
<script src="${base}/webcomponent/assets/lib/zone.min.js"></script>
<script src="${base}/webcomponent/lhc-forms.js"></script>
<script src="${base}/fhir/R4/lformsFHIR.min.js"></script></body></html>`;
const kinds = { ".css": "text/css", ".js": "text/javascript" };
const server = http.createServer((request, reply) => {
  const name = decodeURI(request.url.split("?")[0]);
  if (name === "/") return reply.writeHead(200, { "content-type": "text/html" }).end(page);
  fs.readFile(path.join(folder, "package", path.normalize(name)), (error, bytes) => {
    if (error) return reply.writeHead(404).end();
    reply.writeHead(200, { "content-type": kinds[path.extname(name)] ?? "application/octet-stream" }).end(bytes);
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const faults = [];
const fail = (text) => faults.push(text);
const browser = await chromium.launch({
  executablePath: process.env.POEMS_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const tab = await browser.newPage({ viewport: { width: 1200, height: 900 } });
// A busy machine is slow, and no fault of the form.
tab.setDefaultTimeout(180_000);
tab.on("pageerror", (error) => fail(`the page failed: ${error.message}`));
tab.on("console", (message) => message.type() === "error" && fail(`the console says: ${message.text()}`));
await tab.goto(`http://127.0.0.1:${server.address().port}/`);
await tab.waitForFunction(() => window.LForms?.Util && window.LForms.FHIR);
await tab.evaluate((form) => {
  const element = document.createElement("wc-lhc-form");
  element.addEventListener("onFormReady", () => (window.formIsReady = true));
  element.addEventListener("onError", (event) => (window.formFailed = JSON.stringify(event.detail)));
  document.getElementById("form").appendChild(element);
  element.questionnaire = window.LForms.Util.convertFHIRQuestionnaireToLForms(form, "R4");
}, form);
await tab.waitForFunction(() => window.formIsReady || window.formFailed);
const failed = await tab.evaluate(() => window.formFailed);
if (failed) fail(failed);

// The items by their links, each with the links of the groups and questions that it stands in.
const items = new Map();
const collect = (item, above) => {
  items.set(item.linkId, { item, above });
  (item.item ?? []).forEach((inner) => collect(inner, [...above, item.linkId]));
};
form.item.forEach((item) => collect(item, []));

const at = (link) => tab.locator(`[id^="item-${link}/"]`).first();
const isShown = (link) => at(link).isVisible();
const settle = () => tab.waitForTimeout(150);

// Every text that is shown at first is there to be read, in letters that a font has.
const shown = await tab.locator("#form").innerText();
for (const [link, { item }] of items) {
  if (item.type !== "display" && (await isShown(link)) && !shown.includes(item.text)) fail(`${link} does not show ${item.text}`);
}
const drawn = await tab.evaluate((letter) => {
  const picture = (text) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
    const pen = canvas.getContext("2d");
    pen.font = "24px sans-serif";
    pen.fillText(text, 4, 28);
    return canvas.toDataURL();
  };
  return picture(letter) !== picture("\u{10fffe}");
}, [...form.title].at(-1));
if (!drawn) fail("the letters of the form have no font");

/** Opens the further findings of the section that a question stands in. */
async function open(link) {
  const more = items.get(link).above.find((group) => group.endsWith(".more.group"))?.replace(/\.group$/, "");
  if (!more || (await isShown(link))) return;
  await at(more).locator("label").filter({ has: tab.locator("input[type=radio]") }).first().click();
  await at(link).waitFor({ state: "visible" });
}

/** Leaves a field, not for the next one, whose list would open over what comes then. */
async function leave() {
  await tab.evaluate(() => document.activeElement?.blur());
  await tab.locator("#lhc-tools-searchResults").waitFor({ state: "hidden" });
}

/** Clicks on an entry of the list below a field. */
async function pick(field, entry) {
  await tab.locator(field).first().click();
  const entries = tab.locator("#lhc-tools-searchResults li");
  await entries.first().waitFor({ state: "visible" });
  const texts = await entries.allInnerTexts();
  const place = texts.findIndex((text) => text.trim() === entry || text.trim().endsWith(`:${entry}`) || text.trim().endsWith(` ${entry}`));
  if (place < 0) fail(`${field} does not offer ${entry}: ${texts}`);
  else await entries.nth(place).click();
  await leave();
  await settle();
}

/** Chooses an answer, by a click on it or out of the list. */
async function choose(link, code) {
  const { item } = items.get(link);
  const option = item.answerOption.map((option) => option.valueCoding).find((coding) => coding.code === code);
  const button = at(link).locator(`[id$="|${option.system}|${option.code}"]`);
  if (await button.count()) {
    await button.first().click();
  } else {
    await pick(`input[id^="${link}/"]`, option.display);
  }
  await settle();
}

/** Types a number, and takes its unit out of the list where it is not the one that stands there. */
async function type(link, { value, unit, comparator }) {
  const { item } = items.get(link);
  const field = tab.locator(`input[id^="${link}/"]`).first();
  await field.fill(String(value));
  await leave();
  const units = (item.extension ?? []).filter((it) => it.url.endsWith("questionnaire-unitOption")).map((it) => it.valueCoding);
  const wanted = units.find((coding) => coding.code === unit);
  if (wanted && units[0] !== wanted) {
    await pick(`input[id^="unit_${link}/"]`, wanted.display);
  }
  await settle();
  if (comparator) await choose(`${link}.limit`, comparator);
}

// A question goes away while an answer denies it, and comes back.
if (!(await isShown(hides.question))) fail(`${hides.question} is not asked`);
await choose(hides.sign, hides.code);
if (await isShown(hides.question)) fail(`${hides.question} is asked though ${hides.sign} is ${hides.code}`);
await choose(hides.sign, "present");
if (!(await isShown(hides.question))) fail(`${hides.question} does not come back`);

const answers = { age: { value: patient.age, unit: "a" }, sex: patient.sex, ...patient.findings };
for (const [link, answer] of Object.entries(answers)) {
  await open(link);
  if (typeof answer === "object") await type(link, answer);
  else if (["quantity", "decimal"].includes(items.get(link).item.type)) await choose(`${link}.limit`, answer);
  else await choose(link, answer);
}
if (picture) await tab.screenshot({ path: picture, fullPage: true });
const response = await tab.evaluate(() =>
  window.LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4", document.getElementById("form")),
);
fs.writeFileSync(responseFile, JSON.stringify(response, null, 1));
await browser.close();
server.close();
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${Object.keys(answers).length} answers`);
