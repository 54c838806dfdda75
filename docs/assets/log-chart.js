// Bars of the rows of the log by year, or of a few years by month: a lane a year, all on one scale.
const YEARS = 14;
const BY_MONTH = 3;
const MONTHS = "January February March April May June July August September October November December".split(" ");

const range = (from, to) => Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);

// `rows` are those shown; `whole` has the number of rows of each year, where the page has not all of
// them. `from` and `to` are chosen years or 0, `words` says a number of rows.
export function drawn(chart, rows, whole, from, to, words) {
  const { until, tally } = chart.dataset;
  const last = +until.slice(-4);
  const first = Math.max(from, Math.min(...Object.keys(JSON.parse(tally))));
  const end = to || last;
  const by = (fits) => rows.filter(fits).length;
  const total = whole ? Object.values(whole).reduce((sum, number) => sum + number, 0) : rows.length;
  const monthly = end - first < BY_MONTH;
  const own = monthly ? range(first, end) : range(Math.max(first, end - YEARS + 1), end);
  const lanes = monthly
    ? own.map((year) => [`${year}`, MONTHS.map((month, index) => [month[0], by((row) => row.year === year && row.month === index + 1), month])])
    : [["", own.map((year) => ["’" + String(year).slice(-2), whole ? whole[year] ?? 0 : by((row) => row.year === year), year])]];
  const missing = total - lanes.flatMap(([, bars]) => bars).reduce((sum, [, number]) => sum + number, 0);
  const left = !missing ? "" : monthly ? ` Month not known: ${missing}.` : ` ${first} to ${own[0] - 1}: ${missing}.`;
  const span = own[0] === end ? end : `${own[0]} to ${end}`;
  const ends = end === last ? ` ${last} up to ${until.slice(0, -5)}.` : "";
  chart.querySelector("figcaption").textContent = `${words(total)} by ${monthly ? "month" : "year"}, ${span}.${left}${ends}`;
  // To be heard: whole names, where the bars have room for a letter or two.
  const heard = ([, number, said]) => `${number} in ${said}`;
  chart.querySelector("p").textContent = lanes.map(([name, bars]) => [...(name ? [name] : []), ...bars.map(heard)].join(", ")).join("; ");
  paint(chart.querySelector("svg"), lanes);
}

function paint(svg, lanes) {
  const shape = (name, attributes, text = "") => {
    const node = document.createElementNS(svg.namespaceURI, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    node.textContent = text;
    return node;
  };
  const most = Math.max(1, ...lanes.flatMap(([, bars]) => bars.map(([, number]) => number)));
  const [tall, lane] = lanes.length > 1 ? [34, 72] : [58, 96];
  svg.setAttribute("height", lane * lanes.length);
  svg.replaceChildren(...lanes.flatMap(([name, bars], row) => {
    const [left, foot] = [name ? 10 : 0, row * lane + tall + 18];
    const step = (100 - left) / bars.length;
    return [
      shape("text", { x: 0, y: foot, class: "d-log-lane" }, name),
      ...bars.flatMap(([label, number], index) => {
        const middle = `${left + (index + 0.5) * step}%`;
        const height = number && Math.max(2, number / most * tall);
        return [
          shape("rect", { x: `${left + (index + 0.14) * step}%`, width: `${step * 0.72}%`, y: foot - height, height }),
          shape("text", { x: middle, y: foot - height - 4, class: "d-log-number" }, number || ""),
          shape("text", { x: middle, y: foot + 15 }, label),
        ];
      }),
    ];
  }));
}
