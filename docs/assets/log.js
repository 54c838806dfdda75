// Filters, sorts and draws the table of counted events, or of their parts, on a page. The state is the
// query of the address, so it can be shared. Rows are found by their data- attributes, which the page's
// view gave them.
import { drawn } from "./log-chart.js";
import { menus } from "./menus.js";

const FIRST = 100;
const form = document.querySelector("form.d-log");
const { rest, fixed, id: log, one, many, parts, each, all, named } = form.dataset;
const names = JSON.parse(form.dataset.names);
const csv = JSON.parse(form.dataset.csv);
const field = form.elements;
const boxed = menus(form, ".d-pick");
const facets = boxed.filter(({ dataset }) => dataset.facet);
const columns = document.getElementById("d-log-columns");
const boxes = [...form.querySelectorAll("[type=checkbox]")];
const status = form.querySelector(".d-log-line output");
const summary = form.querySelector("summary");
const table = document.getElementById("d-log-table");
const order = table.caption.querySelector("span");
const cells = [...table.tHead.rows[0].cells];
const heads = cells.filter(({ dataset }) => dataset.sort);
const more = document.querySelector(".d-log-rest");
const chart = document.querySelector(".d-log-chart");

// AB-23, AB23 and ab‑23 are one name, and so are Hangul as letters or as syllables.
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Pd}'’]/gu, "").toLowerCase();
const count = (number, noun, plural) => `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;

// One row: `keys` are lists of ids, `number` what it sorts by, `words` what a search reads.
function known(tr) {
  const keys = {};
  for (const { dataset: { facet } } of facets) keys[facet] = (tr.dataset[facet] ?? "-").split(" ");
  let words;
  return {
    tr, keys, year: +tr.dataset.year, parts: +tr.dataset[parts],
    line: [tr.dataset.id, tr.dataset.number].slice(0, named).join(","),
    number: (column) => tr.dataset[column] === undefined ? null : +tr.dataset[column],
    get month() {
      return +(tr.querySelector("time")?.dateTime.split("-")[1] ?? 0);
    },
    get words() {
      return words ??= fold([
        ...Object.entries(tr.dataset).flatMap(([key, ids]) =>
          ids.split(" ").flatMap((id) => [id, names[key]?.[id] ?? ""])),
        ...[...tr.cells].filter((cell) => cell.className !== "d-num").map((cell) => cell.textContent),
      ].join(" "));
    },
  };
}

let rows = [...table.tBodies[0].rows].map(known);
let found = rows;
let loading;
let latest = 0;

// Every row, where the page holds only the first: fetched once, and only when it is asked for.
async function load() {
  const answer = await fetch(rest);
  if (!answer.ok) throw new Error(answer.status);
  const { rows: every, columns: shown, names: called } = await answer.json();
  const { made } = await import("./log-rows.js");
  const [key, id] = (fixed ?? "").split(" ");
  const ours = (row) => !id || `${row[key] ?? row.keys[key]}`.split(" ").includes(id);
  found = rows = every.filter(ours).map((row) => known(made(row, called, shown, form.dataset)));
}

// The state of the form, as the address has it: only what differs from the table as it came.
function query() {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (name !== "columns" && value.trim()) state.append(name, value.trim());
  }
  const ticks = boxes.filter(({ name }) => name === "columns");
  if (ticks.some((box) => box.checked !== box.defaultChecked)) {
    const chosen = ticks.filter(({ checked }) => checked);
    state.set("columns", chosen.map(({ value }) => value).join(" ") || "-");
  }
  return state;
}

function read() {
  const state = new URLSearchParams(location.search);
  // One year was a choice of its own once.
  const year = state.get("year") ?? "";
  for (const control of field) {
    if (control.name && control.type !== "checkbox") control.value = state.get(control.name) ?? (["from", "to"].includes(control.name) ? year : "");
    // A value that no row has leaves nothing selected.
    if (control.matches("select") && control.selectedIndex < 0) control.value = "";
  }
  const shown = state.get("columns")?.split(" ");
  for (const box of boxes) {
    box.checked = box.name !== "columns" ? state.getAll(box.name).includes(box.value)
      : shown ? shown.includes(box.value) : box.defaultChecked;
  }
  if (!heads.some((head) => [`${head.dataset.sort}-asc`, `${head.dataset.sort}-desc`].includes(field.sort.value))) field.sort.value = "";
}

const ticked = (menu) => [...menu.querySelectorAll(":checked")];

// Which columns stay; what is named in a menu stays readable in its head.
function lay(shown) {
  for (const menu of boxed) {
    const chosen = ticked(menu).map((box) => box.nextElementSibling.textContent);
    menu.querySelector("output").textContent = menu !== columns && chosen.length ? `: ${chosen.join(", ")}` : "";
  }
  if (!columns) return;
  const keys = new Set(ticked(columns).map(({ value }) => value));
  for (const key of ["time", "utc", "class"]) table.classList.toggle(`d-with-${key}`, keys.has(key));
  cells.forEach(({ dataset: { column } }, index) => {
    if (!column || column === "time" || column === "utc") return;
    for (const tr of [table.tHead.rows[0], ...shown.map((row) => row.tr)]) tr.cells[index].hidden = !keys.has(column);
  });
}

async function show() {
  const mine = ++latest;
  if (rest && `${query()}`) {
    try {
      await (loading ??= load());
    } catch {
      loading = undefined;
      status.textContent = `The ${many} could not be loaded. The pages of the years hold all of them.`;
      return;
    }
    // An answer that was overtaken by a later question is dropped.
    if (mine !== latest) return;
  }
  const words = fold(field.q.value).split(/\s+/);
  const chosen = new Map(facets.map((menu) => [menu.dataset.facet, ticked(menu).map(({ value }) => value)]).filter(([, values]) => values.length));
  const [from, to] = [+field.from?.value || 0, +field.to?.value || Infinity];
  const those = rows.filter((row) => row.year >= from && row.year <= to && words.every((word) => row.words.includes(word)));
  const fits = (row, but) => [...chosen].every(([name, values]) => name === but || row.keys[name].some((id) => values.includes(id)));
  found = those.filter((row) => fits(row));
  // Beside each value: how many there would be if it were chosen now.
  for (const { dataset: { facet } } of facets) {
    const tally = {};
    for (const row of those) if (fits(row, facet)) for (const id of row.keys[facet]) tally[id] = (tally[id] ?? 0) + 1;
    for (const box of boxes) if (box.name === facet) box.parentNode.lastElementChild.textContent = tally[box.value] ?? 0;
  }
  sort(...(field.sort.value || "date-desc").split("-"));
  const shown = rest && !field.all.value ? found.slice(0, FIRST) : found;
  table.tBodies[0].replaceChildren(...shown.map((row) => row.tr));
  lay(shown);
  const set = chosen.size + (from > 0 || to < Infinity);
  summary.textContent = set ? `Filters (${set} set)` : "Filters";
  const of = found.length === rows.length ? "" : `${found.length.toLocaleString("en")} of `;
  const listed = parts ? `, ${count(found.reduce((sum, row) => sum + row.parts, 0), each, all)} listed one by one` : "";
  const spoken = document.createElement("span");
  spoken.className = "d-sr";
  spoken.textContent = `, ${order.textContent}`;
  status.replaceChildren(`${of}${count(rows.length, one, many)}${listed}`, spoken);
  if (more) {
    more.hidden = shown.length === found.length;
    more.querySelector("span").textContent = `The first ${shown.length} of ${count(found.length, one, many)} are shown.`;
  }
  const other = form.querySelector(".d-log-rows a");
  // The other table has other columns.
  const state = query();
  state.delete("columns");
  if (other) other.search = `${state}`;
  draw();
}

function sort(column, way) {
  const up = way === "asc";
  if (column === "date") {
    if (up) found.reverse();
  } else {
    // What is not known stands last both ways; equals keep the newest first.
    found.sort((a, b) => {
      const [x, y] = [a.number(column), b.number(column)];
      return x === null || y === null ? (x === null) - (y === null) : up ? x - y : y - x;
    });
  }
  for (const head of heads) {
    if (head.dataset.sort === column) head.setAttribute("aria-sort", up ? "ascending" : "descending");
    else head.removeAttribute("aria-sort");
  }
  const head = heads.find(({ dataset }) => dataset.sort === column);
  order.textContent = `${head.dataset.orders.split(",")[+up]} first`;
}

// The chart follows the filter. Before rows that are elsewhere have come, it has those of the page.
function draw() {
  if (!chart) return;
  const whole = rest && !loading && JSON.parse(chart.dataset.tally);
  const [name, year] = (fixed ?? "").split(" ");
  const only = name === "year" ? +year : 0;
  drawn(chart, found, whole, only || +field.from.value, only || +field.to.value, (number) => count(number, one, many));
}

// Each choice is a step of the history; the letters of one search are one step together.
function go(step = "pushState") {
  const state = `${query()}`;
  history[step](null, "", location.pathname + (state && `?${state}`) + location.hash);
  show();
}

let typing = false;
form.addEventListener("input", ({ target }) => {
  // A range of years that ends before it begins has the last choice at both ends.
  const { from, to } = field;
  if (from?.value && to.value && from.value > to.value) (target === from ? to : from).value = target.value;
  go(typing && target === field.q ? "replaceState" : "pushState");
  typing = target === field.q;
});
field.q.addEventListener("blur", () => { typing = false; });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const control of field) if (control.name && control.type !== "checkbox") control.value = "";
  for (const box of boxes) box.checked = box.defaultChecked;
  go();
  field.q.focus();
});
more?.querySelector("button").addEventListener("click", () => {
  field.all.value = "1";
  go();
});
for (const head of heads) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    // By what was last chosen: the rows may still be on their way.
    const down = `${head.dataset.sort}-desc`;
    const value = (field.sort.value || "date-desc") === down ? `${head.dataset.sort}-asc` : down;
    field.sort.value = value === "date-desc" ? "" : value;
    go();
  });
}

// What the table shows, out of the site's own file: the rows in their order, the columns behind those
// that are shown with their bounds, and what every row has.
form.querySelector("[value$='.csv']").addEventListener("click", async ({ currentTarget }) => {
  try {
    if (rest) await (loading ??= load());
    const text = await (await fetch(currentTarget.value)).text();
    // A field ends at a comma, and a line at its end, where no quotation mark is open.
    const [head, ...lines] = text.match(/(?:[^"\n]|"[^"]*")+\n/g).map((line) => line.slice(0, -1).match(/(?:[^",]|"[^"]*")+|(?<=,|^)(?=,|$)/g));
    const keys = ["", ...columns ? ticked(columns).map(({ value }) => value) : Object.keys(csv)];
    const kept = new Set(keys.flatMap((key) => csv[key]?.split(" ") ?? []));
    const written = (line) => `${line.filter((_, index) => kept.has(head[index])).join(",")}\n`;
    const known = new Map(lines.map((line) => [line.slice(0, named).join(","), line]));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([head, ...found.map((row) => known.get(row.line))].filter(Boolean).map(written), { type: "text/csv" }));
    const choices = [fixed?.split(" ")[1], ...new Set([field.from?.value, field.to?.value]), ...facets.flatMap((menu) => ticked(menu).map(({ value }) => value)), field.q.value];
    link.download = `${[log, ...choices].filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "-").slice(0, 120)}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  } catch {
    status.textContent = "The file could not be loaded.";
  }
});

addEventListener("popstate", () => {
  read();
  show();
});
read();
if (`${query()}`) show();
else draw();
