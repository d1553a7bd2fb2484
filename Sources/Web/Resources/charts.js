"use strict";
// Draws the table of each figure as a chart. The table is the only source of the numbers; a cell without data-value is a gap.
(() => {
  if (typeof echarts === "undefined") return;
  // Of the Digital Agency's design system, each at least 3 : 1 on white; with a pattern, a dash or a shape of its own, so that none needs to be told by its colour.
  const colours = ["#0017c1", "#4979f5", "#008299", "#a58000", "#8843e1"];
  const quiet = "#949494", outside = "#e25100";
  const symbols = ["circle", "rect", "triangle", "diamond", "roundRect"];
  const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 6]];
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const drawnOf = (table) => table.series.filter((series) => series.isDrawn);
  const read = (figure) => {
    const columns = [...figure.querySelectorAll("thead th")].slice(1);
    const lines = [...figure.querySelectorAll("tbody tr")];
    const cells = lines.map((line) => [...line.querySelectorAll("td")]);
    return {
      unit: figure.dataset.unit,
      rows: lines.map((line) => line.querySelector("th").textContent.trim()),
      series: columns.map((column, place) => ({
        name: column.textContent.trim(),
        colour: column.dataset.series === "quiet" ? quiet : colours[place % colours.length],
        values: cells.map((line) => (line[place].dataset.value === undefined ? null : Number(line[place].dataset.value))),
        shown: cells.map((line) => line[place].textContent.trim()),
        isDrawn: column.dataset.series !== "text",
      })),
    };
  };

  const axis = { axisLine: { lineStyle: { color: "#666666" } }, axisLabel: { color: "#1a1a1a", hideOverlap: true }, nameTextStyle: { color: "#4d4d4d", align: "left" } };
  const tooltip = (trigger, formatter) => ({ trigger, renderMode: "richText", confine: true, transitionDuration: 0, formatter });
  const legend = { top: 0, left: 0, itemWidth: 28, itemHeight: 12, textStyle: { color: "#1a1a1a" } };
  const lineOf = (table, place) => [table.rows[place], ...table.series.map((series) => `${series.name}  ${series.shown[place]}`)].join("\n");

  const along = (table, figure) => {
    const isLine = figure.dataset.kind === "line";
    return {
      legend: drawnOf(table).length > 1 ? legend : undefined,
      grid: { left: 4, right: 32, top: drawnOf(table).length < 2 ? 28 : figure.clientWidth < 480 ? 84 : 56, bottom: 4, containLabel: true },
      tooltip: tooltip("axis", (points) => lineOf(table, points[0].dataIndex)),
      xAxis: { type: "category", data: table.rows, boundaryGap: !isLine, ...axis },
      yAxis: { type: "value", name: table.unit, ...axis, splitLine: { lineStyle: { color: "#e6e6e6" } } },
      series: drawnOf(table).map((series, place) => ({
        type: figure.dataset.kind,
        name: series.name,
        data: series.values,
        color: series.colour,
        symbol: symbols[place % symbols.length],
        symbolSize: 7,
        showAllSymbol: "auto",
        lineStyle: { width: 2.5, type: dashes[place % dashes.length] },
        itemStyle: isLine ? {} : { borderColor: "#ffffff", borderWidth: 1 },
        connectNulls: false,
      })),
    };
  };

  const stack = (table) => {
    const several = drawnOf(table).length > 1;
    // Of a single bar that can't be drawn the row says why.
    const named = (row, place) => (several || table.series[0].values[place] !== null ? row : `${row}  ${table.series[0].shown[place]}`);
    return {
      legend: several ? legend : undefined,
      grid: { left: 4, right: 56, top: several ? 40 : 4, bottom: 4, containLabel: true },
      tooltip: tooltip("item", (point) => lineOf(table, point.dataIndex)),
      xAxis: { type: "value", ...axis, axisLabel: { show: several }, splitLine: { show: several, lineStyle: { color: "#e6e6e6" } } },
      yAxis: { type: "category", data: table.rows, inverse: true, ...axis, axisTick: { show: false }, axisLabel: { ...axis.axisLabel, hideOverlap: false, formatter: named } },
      series: drawnOf(table).map((series) => ({
        type: "bar", stack: "all", name: series.name, data: series.values, color: series.colour, barMaxWidth: 28, itemStyle: { borderColor: "#ffffff", borderWidth: 1 },
        label: { show: !several, position: "right", color: "#1a1a1a", formatter: (point) => series.shown[point.dataIndex] },
      })),
    };
  };

  const funnel = (table, figure) => {
    const [size, rate, lower, upper] = table.series;
    const order = table.rows.map((_, place) => place).filter((place) => size.values[place] !== null).sort((one, other) => size.values[one] - size.values[other]);
    const isOutside = (place) => rate.values[place] !== null && (rate.values[place] < lower.values[place] || rate.values[place] > upper.values[place]);
    const limit = (series) => ({
      type: "line", name: series.name, symbol: "none", silent: true, color: quiet, lineStyle: { width: 1.5, type: "dashed" }, z: 1,
      data: order.map((place) => [size.values[place], series.values[place]]),
    });
    return {
      grid: { left: 4, right: 24, top: 28, bottom: 20, containLabel: true },
      tooltip: tooltip("item", (point) => (point.data.place === undefined ? "" : lineOf(table, point.data.place))),
      xAxis: { type: "value", name: size.name, nameLocation: "middle", nameGap: 26, min: 0, ...axis, nameTextStyle: { color: "#4d4d4d", align: "center" }, splitLine: { show: false } },
      yAxis: { type: "value", name: `${rate.name} ${table.unit}`, scale: true, ...axis, splitLine: { lineStyle: { color: "#e6e6e6" } } },
      series: [
        limit(lower),
        limit(upper),
        {
          type: "scatter", name: rate.name, z: 3, symbolSize: 11, labelLayout: { hideOverlap: true },
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: quiet, type: "solid" }, data: [{ yAxis: Number(figure.dataset.centre) }] },
          data: order.filter((place) => rate.values[place] !== null).map((place) => ({
            place, value: [size.values[place], rate.values[place]],
            symbol: isOutside(place) ? "diamond" : "circle", symbolSize: isOutside(place) ? 15 : 10,
            itemStyle: { color: isOutside(place) ? outside : colours[0] },
            label: { show: isOutside(place), formatter: table.rows[place], position: "right", color: "#1a1a1a", fontSize: 13 },
          })),
        },
      ],
    };
  };

  const kinds = { line: along, bar: along, stack, funnel };
  for (const figure of document.querySelectorAll("figure[data-kind]")) {
    const table = read(figure);
    const plot = document.createElement("div");
    plot.className = "plot";
    figure.classList.add("drawn");
    figure.querySelector("details").before(plot);
    if ("folds" in figure.dataset) figure.querySelector("details").open = false;
    const chart = echarts.init(plot, null, { renderer: "svg" });
    chart.setOption({
      animation: !isStill,
      // The label is ours: what the library would say by itself repeats the numbers that the table has.
      aria: { enabled: true, decal: { show: figure.dataset.kind !== "funnel" }, label: { description: figure.dataset.label } },
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
      ...kinds[figure.dataset.kind](table, figure),
    });
    // So that it fits whatever paper it comes to stand on.
    chart.on("finished", () => plot.querySelector("svg").setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`));
    new ResizeObserver(() => chart.resize()).observe(plot);
  }
})();
