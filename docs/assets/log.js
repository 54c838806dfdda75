// Filters and sorts the table of counted events on a page. The state is the query of the address, so it
// can be shared. Rows are found by their data- attributes, which the page's view gave them.
const FIRST = 100;
const form = document.querySelector("form.d-log");
const { root, rest, fixed, id: log, one, many, parts, each, all } = form.dataset;
const names = JSON.parse(form.dataset.names);
const field = form.elements;
const facets = [...form.querySelectorAll("select")];
const status = form.querySelector("output");
const summary = form.querySelector("summary");
const table = document.getElementById("d-log-table");
const order = table.caption.querySelector("span");
const heads = [...table.tHead.querySelectorAll("[data-sort]")];
const more = document.querySelector(".d-log-rest");

// AB-23, AB23 and ab‑23 are one name, and so are Hangul as letters or as syllables.
const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Pd}'’]/gu, "").toLowerCase();
// What goes from right to left is set apart from what is beside it, as on the page.
const LEFTWARD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const count = (number, noun, plural) => `${number.toLocaleString("en")} ${number === 1 ? noun : plural}`;

// One row: `keys` are lists of ids, `number` what it sorts by, `words` what a search reads.
function known(tr) {
  const keys = {};
  for (const { name } of facets) keys[name] = (tr.dataset[name] ?? "-").split(" ");
  let words;
  return {
    tr, keys, id: tr.dataset.id, parts: +tr.dataset[parts],
    number: (column) => tr.dataset[column] === undefined ? null : +tr.dataset[column],
    get words() {
      return words ??= fold([
        ...Object.entries(tr.dataset).flatMap(([key, ids]) =>
          ids.split(" ").flatMap((id) => [id, names[key]?.[id] ?? ""])),
        ...[...tr.cells].filter((cell) => !cell.className).map((cell) => cell.textContent),
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
  const data = await answer.json();
  const [key, id] = (fixed ?? "").split(" ");
  const ours = (row) => !id || `${row[key] ?? row.keys[key]}`.split(" ").includes(id);
  found = rows = data.rows.filter(ours).map((row) => known(made(row, data.names, data.columns)));
}

// A row of data as the template makes it.
function made(row, name, columns) {
  const element = (tag, css, ...inside) => {
    const node = document.createElement(tag);
    if (css) node.className = css;
    node.append(...inside);
    return node;
  };
  const link = (kind, id, text) => {
    const node = element("a", "", LEFTWARD.test(text) ? element("bdi", "", text) : text);
    node.setAttribute("href", `${root}${kind}/${id}/`);
    return node;
  };
  const sign = (css, words) => [" ", element("span", css, words)];
  const differs = (column) => row.differ?.includes(column) ? sign("d-ne", "(sources differ)")
    : row.minor?.includes(column) ? sign("d-near", "(sources differ slightly)") : [];
  const cell = (css, value, column) => element("td", css, value || element("span", "d-no", "not known"), ...differs(column));
  const ids = (key) => row.keys[key]?.split(" ") ?? [];
  const listed = (items) => items.flatMap((item, index) =>
    index === 0 ? [item] : [index === items.length - 1 ? " and " : ", ", item]);
  const time = element("time", "", row.day);
  time.setAttribute("datetime", row.date);
  const when = element("th", "", time);
  when.scope = "row";
  if (row.clocks) when.append(element("br"), row.clocks.join(" · "));
  if (row.utc) when.append(" ", element("span", "d-badge d-badge-day", `${row.utc} in UTC`));
  when.append(...differs("date"));
  const badge = row.mark ? [" ", element("span", `d-badge d-badge-${row.mark[0]}`, row.mark[1])] : [];
  const systems = listed(ids("system").map((id) => link("systems", id, name.system[id])));
  const classes = listed(ids("class").map((id) => name.class[id]));
  if (!systems.length && !classes.length) classes.push(name.type[row.type]);
  const what = element("span", "d-quiet", ...systems, systems.length && classes.length ? " · " : "", ...classes);
  const sited = !fixed?.startsWith("place ");
  const named = differs("event").length || sited ? differs("event") : differs("place");
  const cells = columns.map(({ key, field: kind, label, unit, number }, index) => {
    if (kind === "place" && !sited) return [];
    const where = row.keys.place && link("places", row.keys.place, name.place[row.keys.place]);
    const td = cell(number ? "d-num" : "", kind === "place" ? where : row.cells[index], key);
    td.dataset.label = label;
    if (unit && row.cells[index]) td.dataset.unit = unit;
    return [td];
  });
  const tr = element("tr", "", when,
    element("td", "", link("events", row.keys.id, row.title), ...badge, ...named, element("br"), what),
    ...cells.flat());
  Object.assign(tr.dataset, row.keys);
  return tr;
}

// The state of the form, as the address has it: only what differs from the table as it came.
function query() {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) state.set(name, value.trim());
  return state;
}

function read() {
  const state = new URLSearchParams(location.search);
  for (const control of field) if (control.name) control.value = state.get(control.name) ?? "";
  // A value that no row has leaves nothing selected.
  for (const facet of facets) if (facet.selectedIndex < 0) facet.value = "";
  if (!heads.some((head) => [`${head.dataset.sort}-asc`, `${head.dataset.sort}-desc`].includes(field.sort.value))) field.sort.value = "";
}

async function show() {
  const mine = ++latest;
  if (rest) {
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
  const chosen = facets.filter((facet) => facet.value);
  const named = rows.filter((row) => words.every((word) => row.words.includes(word)));
  const fits = (row, but) => chosen.every((facet) => facet === but || row.keys[facet.name].includes(facet.value));
  found = named.filter((row) => fits(row));
  // Beside each value: how many there would be if it were chosen now.
  for (const facet of facets) {
    const tally = {};
    for (const row of named) if (fits(row, facet)) for (const id of row.keys[facet.name]) tally[id] = (tally[id] ?? 0) + 1;
    for (const option of [...facet.options].slice(1)) option.textContent = option.textContent.replace(/\d+\)$/, `${tally[option.value] ?? 0})`);
  }
  sort(...(field.sort.value || "date-desc").split("-"));
  const shown = rest && !field.all.value ? found.slice(0, FIRST) : found;
  table.tBodies[0].replaceChildren(...shown.map((row) => row.tr));
  summary.textContent = chosen.length ? `Filters (${chosen.length} set)` : "Filters";
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

// Each choice is a step of the history; the letters of one search are one step together.
function go(step = "pushState") {
  const state = `${query()}`;
  history[step](null, "", location.pathname + (state && `?${state}`) + location.hash);
  show();
}

let typing = false;
form.addEventListener("input", ({ target }) => {
  go(typing && target === field.q ? "replaceState" : "pushState");
  typing = target === field.q;
});
field.q.addEventListener("blur", () => { typing = false; });
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  for (const control of field) if (control.name) control.value = "";
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

// The lines of the site's own file, so that there is one definition of its columns.
form.querySelector("[value$='.csv']").addEventListener("click", async ({ currentTarget }) => {
  try {
    if (rest) await (loading ??= load());
    const text = await (await fetch(currentTarget.value)).text();
    // A line ends where no quotation mark is open.
    const [head, ...lines] = text.match(/(?:[^"\n]|"[^"]*")+\n/g);
    const ids = new Set(found.map((row) => row.id));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([head, ...lines.filter((line) => ids.has(line.split(",", 1)[0]))], { type: "text/csv" }));
    const choices = [fixed?.split(" ")[1], ...facets.map((facet) => facet.value), field.q.value];
    link.download = `${[log, ...choices].filter(Boolean).join("-").replace(/[^\p{L}\p{N}-]+/gu, "-")}.csv`;
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
