// Which years the charts of a page show. The choice is in the address; the charts are drawn anew from
// the numbers below them, and all years are as the page was made.
const form = document.querySelector("form.d-range");
const [from, to] = [form.elements.from, form.elements.to];
const [first, last] = [from.options[0].value, to.options[to.options.length - 1].value];
// As generator/charts/ has them: a drawing as wide as a telephone, with room beside the columns.
const WIDTH = 318, EDGE = 40, LETTERS = 34;
const MONTHS = 12;

function shape(name, attributes, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  node.textContent = text;
  return node;
}
const words = (x, y, text, name, anchor = "middle") => shape("text", { x, y, class: name, "text-anchor": anchor }, text);
const box = (x, y, wide, high, name, label) => {
  const node = shape("path", { class: name, d: `M${x} ${y}h${wide}v${high}h${-wide}z` });
  node.append(shape("title", {}, label));
  return node;
};
// A number of the table; nothing where it is not known.
const number = (cell) => +cell.textContent.replaceAll(",", "") || 0;

// Years side by side below a drawing, as many of them named as have room.
function axis(years, x, y) {
  const step = Math.ceil(LETTERS / (x(1) - x(0)));
  const named = years.map((year, index) => [year, x(index + 0.5)]).filter((_, index) => (years.length - 1 - index) % step === 0);
  const ticks = named.map(([, at]) => `M${at} ${y}v4`);
  return [
    shape("path", { class: "axis", d: [`M${x(0)} ${y}L${x(years.length)} ${y}`, ...ticks].join("") }),
    ...named.map(([year, at]) => words(at, y + 17, year, "tick")),
  ];
}

// Each gives the shapes of its drawing and the height: of `rows` of the table, for `years`.
const DRAWN = {
  years({ figure, heads, rows, years, x }) {
    const classes = new Map([...figure.querySelectorAll(".d-key li")].map((item) => [item.textContent.trim(), item.querySelector("path").getAttribute("class")]));
    const [tall, top] = [110, 18];
    const most = Math.max(1, ...rows.map(({ cells }) => number(cells[1])));
    const wide = x(1) - x(0);
    const of = new Map(rows.map((row) => [row.year, row.cells]));
    const nodes = years.flatMap((year, index) => {
      const cells = of.get(year) ?? [];
      let foot = top + tall;
      const parts = [...cells].slice(2).flatMap((cell, part) => {
        const high = number(cell) / most * tall;
        if (!high) return [];
        foot -= high;
        const name = heads[part + 2];
        return [box(x(index) + 1, foot, wide - 2, high, classes.get(name) ?? "class-1", `${year}: ${name}, ${number(cell)}`)];
      });
      const all = cells[1] && number(cells[1]);
      return all && wide > 7 * `${all}`.length ? [...parts, words(x(index + 0.5), foot - 5, all, "total")] : parts;
    });
    return [[...nodes, ...axis(years, x, top + tall)], top + tall + 26];
  },
  months({ heads, rows, years, x, every }) {
    const row = 19, top = 4;
    const most = Math.max(1, ...every.flatMap(({ cells }) => [...cells].slice(2).map(number)));
    const wide = x(1) - x(0);
    const of = new Map(rows.map((one) => [one.year, one.cells]));
    const names = heads.slice(2);
    const nodes = names.flatMap((name, index) => [words(x(0) - 6, top + index * row + 14, index < MONTHS ? name : "no month", "tick", "end"), words(x(years.length) + 6, top + index * row + 14, name, "tick", "start")]);
    for (const [place, year] of years.entries()) {
      names.forEach((name, index) => {
        const value = number(of.get(year)[index + 2]);
        const step = Math.ceil(value * 4 / most);
        const y = top + index * row;
        nodes.push(box(x(place) + 0.5, y + 0.5, wide - 1, row - 1, value ? `heat heat-${step}` : "heat-0", `${name} ${year}: ${value}`));
        if (value && wide > 7 * `${value}`.length) nodes.push(words(x(place + 0.5), y + 14, value, `heat-word heat-word-${step}`));
      });
    }
    const foot = top + names.length * row + 3;
    return [[...nodes, ...axis(years, x, foot)], foot + 26];
  },
  "days-between"({ rows, years, x }) {
    const [tall, top] = [150, 14];
    const most = Math.max(10, ...rows.map(({ cells }) => number(cells[1]))) * 1.3;
    const y = (days) => top + tall * (1 - Math.log(days) / Math.log(most));
    const ticks = [[1, "1 day"], [7, "7"], [30, "30"], [100, "100"], [365, "365"], [1000, "1,000"]].filter(([days]) => days <= most);
    const nodes = ticks.flatMap(([days, label]) => [
      shape("path", { class: "grid", d: `M${x(0)} ${y(days)}L${x(years.length)} ${y(days)}` }),
      words(x(0) - 6, y(days) + 4, label, "tick", "end"),
    ]);
    for (const { day, year, cells } of rows) {
      const at = x(year - years[0] + (new Date(day) - new Date(`${year}`)) / 31_622_400_000);
      const mark = shape("circle", { class: "gap", cx: at, cy: y(number(cells[1])), r: 3.5 });
      mark.append(shape("title", {}, `${cells[0].textContent}: ${cells[1].textContent} days`));
      nodes.push(mark);
    }
    return [[...nodes, ...axis(years, x, y(1))], top + tall + 26];
  },
};

const charts = [...document.querySelectorAll("figure[data-range]")].map((figure) => {
  const { range: kind, one, many } = figure.dataset;
  const svg = figure.querySelector(".d-chart-view svg");
  const drawing = svg.querySelector("g");
  const box = [svg.getAttribute("viewBox"), svg.getAttribute("height")];
  const table = figure.querySelector("table");
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
  const every = [...table.tBodies[0].rows].map((tr) => {
    const day = tr.querySelector("[data-value]")?.dataset.value ?? tr.cells[0].textContent;
    return { tr, day, year: +day.slice(0, 4), cells: tr.cells };
  });
  const marked = [...drawing.querySelectorAll("[data-year]")];
  return (start, end, whole) => {
    const rows = every.filter(({ year }) => year >= start && year <= end);
    for (const { tr, year } of every) tr.hidden = year < start || year > end;
    const count = kind === "years" || kind === "months" ? rows.reduce((sum, { cells }) => sum + number(cells[1]), 0) : rows.length;
    const span = start === end ? start : `${start} to ${end}`;
    figure.querySelector(".d-range-said").textContent = whole ? "" : `${span}: ${count.toLocaleString("en")} ${count === 1 ? one : many}`;
    for (const node of marked) node.style.display = node.dataset.year < start || node.dataset.year > end ? "none" : "";
    if (!DRAWN[kind]) return;
    if (whole) {
      svg.lastElementChild.replaceWith(drawing);
      svg.setAttribute("viewBox", box[0]);
      svg.setAttribute("height", box[1]);
      return;
    }
    const years = Array.from({ length: end - start + 1 }, (_, index) => start + index);
    const x = (place) => EDGE + place * (WIDTH - 2 * EDGE) / years.length;
    const [nodes, height] = DRAWN[kind]({ figure, heads, rows, every, years, x });
    const group = shape("g", { "aria-hidden": "true" });
    group.append(...nodes);
    svg.lastElementChild.replaceWith(group);
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
    svg.setAttribute("height", height);
  };
});

function show() {
  const whole = from.value === first && to.value === last;
  for (const chart of charts) chart(+from.value, +to.value, whole);
}

function read() {
  const asked = new URLSearchParams(location.search);
  const known = (field, name, other) => {
    const value = asked.get(name);
    field.value = [...field.options].some((option) => option.value === value) ? value : other;
  };
  known(from, "from", first);
  known(to, "to", last);
  if (+from.value > +to.value) to.value = from.value;
}

function go() {
  const state = new URLSearchParams(location.search);
  for (const [field, other] of [[from, first], [to, last]]) {
    if (field.value === other) state.delete(field.name);
    else state.set(field.name, field.value);
  }
  history.pushState(null, "", location.pathname + (`${state}` && `?${state}`) + location.hash);
  show();
}

form.addEventListener("change", ({ target }) => {
  // A range that ends before it begins has the last choice at both ends.
  if (+from.value > +to.value) (target === from ? to : from).value = target.value;
  go();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  [from.value, to.value] = [first, last];
  go();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => {
  read();
  show();
});
read();
show();
