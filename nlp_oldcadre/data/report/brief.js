(function () {
  "use strict";
  // A number opens the place that says it; without scripts its link leads to the list of sources.
  var dialog = document.getElementById("source"), body = dialog.querySelector(".body"), opener = null;
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.src, a.num");
    if (!link || !dialog.showModal || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    opener = link;
    body.textContent = "";
    link.dataset.s.split(" ").forEach(function (number) {
      var item = document.getElementById("s" + number);
      if (!item) return;
      var part = document.createElement("div");
      Array.prototype.forEach.call(item.childNodes, function (node) { part.appendChild(node.cloneNode(true)); });
      body.appendChild(part);
    });
    dialog.showModal();
  });
  dialog.querySelector("button").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", function () { if (opener) opener.focus(); });

  function value(row, index) {
    var cell = row.cells[index];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  }
  function compare(a, b) {
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b), "zh");
  }
  document.querySelectorAll("section table.find").forEach(function (table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows), box = table.closest(".find-box");
    var input = box.querySelector("input"), select = box.querySelector("select"), told = box.querySelector("output");
    function filter() {
      var words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean), side = select ? select.value : "", shown = 0;
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        var keeps = words.every(function (word) { return text.indexOf(word) >= 0; }) && (!side || row.dataset.g === side);
        row.hidden = !keeps;
        shown += keeps;
      });
      told.textContent = "显示 " + shown + " / " + rows.length + " 行";
    }
    input.addEventListener("input", filter);
    if (select) select.addEventListener("change", filter);
    table.querySelectorAll("thead th button").forEach(function (button, index) {
      button.addEventListener("click", function () {
        var head = button.parentNode, down = head.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (a, b) {
          var one = value(a, index), other = value(b, index);
          return one === "" || other === "" ? compare(one, other) : (down ? -1 : 1) * compare(one, other);
        });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
    box.querySelector(".tools").hidden = false;
    filter();
  });
})();
