"use strict";
// Sorts and filters the tables, and names the check under the pointer. The page is whole without it.
document.documentElement.classList.add("js");

const valueOf = (row, index, kind) => {
  const cell = row.cells[index];
  if (kind === "text") return cell.textContent.trim().toLowerCase();
  const number = parseFloat((cell.dataset.v ?? cell.textContent).replace("−", "-"));
  return Number.isNaN(number) ? -Infinity : number;
};

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

for (const button of document.querySelectorAll("button.sort")) {
  button.addEventListener("click", () => {
    const head = button.closest("th");
    const table = head.closest("table");
    const first = head.dataset.kind === "text" ? "ascending" : "descending";
    const second = first === "ascending" ? "descending" : "ascending";
    const order = head.getAttribute("aria-sort") === first ? second : first;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row, head.cellIndex, head.dataset.kind), row]);
    rows.sort((one, other) => sign * compare(one[0], other[0]));
    table.tBodies[0].append(...rows.map((pair) => pair[1]));
  });
}

const watch = (students) => {
  const rows = [...students.tBodies[0].rows].map((row) => [row.cells[0].textContent.toLowerCase(), row.dataset.s, row]);
  const name = document.getElementById("name");
  const check = document.getElementById("check");
  const shown = document.getElementById("shown");

  const filter = () => {
    const wanted = name.value.trim().toLowerCase();
    const at = check.value;
    let count = 0;
    for (const [student, letters, row] of rows) {
      const fits = student.includes(wanted) && (at === "" || !"p-".includes(letters[at]));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} / ${rows.length}`;
  };

  name.addEventListener("input", filter);
  check.addEventListener("change", filter);
  filter();

  // an option has one text: it follows the language that is chosen
  for (const language of ["ko", "en"]) {
    document.getElementById(language).addEventListener("change", () => {
      for (const option of check.options) option.textContent = option.dataset[language] ?? option.textContent;
    });
  }

  const places = students.dataset.places.split(" ").map(Number);
  const pointed = document.getElementById("pointed");
  students.addEventListener("pointermove", (event) => {
    const map = event.target.closest("svg.map");
    if (!map) return;
    const x = event.clientX - map.getBoundingClientRect().left;
    const at = places.findLastIndex((place) => place <= x);
    pointed.textContent = at < 0 ? "\u00a0" : check.options[at + 1].textContent;
  });
};

// of a very large class there is no table of students
const students = document.getElementById("students");
if (students) watch(students);
