// 全部结果、全部问题的查找、筛选与排序。没有脚本时表照样可读，只是少了这几样。
(function () {
  "use strict";
  var form = document.querySelector("form.tools");
  var table = form && document.getElementById(form.getAttribute("data-for"));
  if (!table) { return; }
  // 一个乡镇一段的表，每段第一行是乡镇的名称，不参加查找和排序。
  var parts = [].map.call(table.tBodies, function (body) {
    return { body: body, rows: [].filter.call(body.rows, function (row) { return row.className !== "town"; }) };
  });
  var rows = [].concat.apply([], parts.map(function (part) { return part.rows; }));
  var unit = form.getAttribute("data-unit") || "个";
  var heads = [].slice.call(table.tHead.rows[0].cells);
  var output = form.querySelector("output");

  function words(text) { return text.toLowerCase().split(/[\s，、,]+/).filter(Boolean); }

  // 一行里可查找的字：只在头一次用到时取。
  function textOf(row) {
    if (row.searchText === undefined) { row.searchText = row.textContent.toLowerCase(); }
    return row.searchText;
  }

  function value(name) { return form.elements[name] ? form.elements[name].value : ""; }

  function filter() {
    var wanted = words(value("text")), town = value("town"), grade = value("grade"), shown = 0;
    rows.forEach(function (row) {
      var fits = (!town || row.getAttribute("data-town") === town) &&
        (!grade || row.getAttribute("data-grade") === grade) &&
        wanted.every(function (word) { return textOf(row).indexOf(word) >= 0; });
      row.hidden = !fits;
      if (fits) { shown += 1; }
    });
    parts.forEach(function (part) { part.body.hidden = part.rows.every(function (row) { return row.hidden; }); });
    output.textContent = (shown === rows.length ? "" : "显示" + shown + unit + "，") + "共" + rows.length + unit;
  }

  // 每格的次序（data-v）在出网页时已经排好：数、日期、时长按大小，字按拼音；待定、不参评等没有次序，总在后面。
  function place(row, column) {
    var given = row.cells[column].getAttribute("data-v");
    return given ? Number(given) : null;
  }

  function sort(column, down) {
    parts.forEach(function (part) {
      var placed = part.rows.map(function (row, index) { return { row: row, place: place(row, column), index: index }; });
      placed.sort(function (a, b) {
        if (a.place === null || b.place === null) { return (a.place === null) - (b.place === null) || a.index - b.index; }
        return (a.place - b.place) * (down ? -1 : 1) || a.index - b.index;
      });
      placed.forEach(function (item) { part.body.appendChild(item.row); });
    });
    heads.forEach(function (head, index) {
      if (index === column) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); }
      else { head.removeAttribute("aria-sort"); }
    });
  }

  // 不用 button：打印时，第二页起重复的表头里的 button 画不出来。
  heads.forEach(function (head, column) {
    var title = document.createElement("span");
    title.className = "sort";
    title.tabIndex = 0;
    title.setAttribute("role", "button");
    while (head.firstChild) { title.appendChild(head.firstChild); }
    head.appendChild(title);
    function turn() {
      // data-down 的栏先大后小，别的先小后大；再点一次反过来。
      var now = head.getAttribute("aria-sort");
      sort(column, now ? now === "ascending" : head.hasAttribute("data-down"));
    }
    title.addEventListener("click", turn);
    title.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); turn(); }
    });
  });

  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  [].forEach.call(document.querySelectorAll("a[data-town]"), function (link) {
    link.addEventListener("click", function () {
      form.reset();
      form.elements.town.value = link.getAttribute("data-town");
      filter();
    });
  });
  form.hidden = false;
  filter();

  // 从卡片点到办法的某一行时，把办法展开。
  function reveal() {
    var line = /^#L\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (line) {
      line.parentNode.parentNode.open = true;
      line.scrollIntoView({ block: "center" });
    }
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
