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

  // 排序的值：数按大小，字按拼音；待定、不参评等没有数的总在后面。
  function key(row, column) {
    var cell = row.cells[column];
    var given = cell.getAttribute("data-v");
    var text = given === null ? cell.textContent.trim() : given;
    var number = parseFloat(text.replace(/,/g, "").replace("＋", "").replace("－", "-").replace("持平", "0"));
    if (text === "★") { return 1; }
    if (text === "☆") { return 0; }
    return isNaN(number) ? text : number;
  }

  function compare(a, b) {
    var numbers = (typeof a === "number") + (typeof b === "number");
    if (numbers === 2) { return a - b; }
    return a.localeCompare(b, "zh-CN");
  }

  function sort(column, down) {
    var numeric = heads[column].className !== "" || column === gradeColumn;
    parts.forEach(function (part) {
      var keyed = part.rows.map(function (row, index) { return { row: row, key: key(row, column), index: index }; });
      keyed.sort(function (a, b) {
        if (numeric && typeof a.key !== typeof b.key) { return typeof a.key === "number" ? -1 : 1; }
        return (compare(a.key, b.key) * (down ? -1 : 1)) || a.index - b.index;
      });
      keyed.forEach(function (item) { part.body.appendChild(item.row); });
    });
    heads.forEach(function (head, index) {
      if (index === column) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); }
      else { head.removeAttribute("aria-sort"); }
    });
  }

  var gradeColumn = heads.map(function (head) { return head.textContent; }).indexOf("等次");
  heads.forEach(function (head, column) {
    var button = document.createElement("button");
    button.type = "button";
    while (head.firstChild) { button.appendChild(head.firstChild); }
    head.appendChild(button);
    button.addEventListener("click", function () {
      // 数先大后小，字先前后后；再点一次反过来。
      var first = head.className.indexOf("num") >= 0 && column > 0 || head.className.indexOf("mid") >= 0 || column === gradeColumn;
      var now = head.getAttribute("aria-sort");
      sort(column, now ? now === "ascending" : first);
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
