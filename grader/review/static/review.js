"use strict";
// The desk of a review. Strangers' words become text nodes, never markup.

const words = JSON.parse(document.body.dataset.words);
const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, value), words[name]);
const find = (id) => document.getElementById(id);
const SAMPLE = 10;

const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== "") made.setAttribute(name, value);
  }
  made.append(...children.flatMap((child) => (typeof child === "string" ? marked(child) : [child])));
  return made;
};

// characters that cannot be seen come with their names in these brackets
const INVISIBLE = /(⟦U\+[0-9A-F]{4,6}⟧)/;
const marked = (text) =>
  text.split(INVISIBLE).map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    const mark = document.createElement("mark");
    mark.textContent = part.slice(1, -1);
    return mark;
  });

const signed = (points) => (points > 0 ? `+${points}` : points < 0 ? `−${-points}` : "0");

// -- what is shown now

const now = { exercises: [], exercise: "", filter: "all", students: [], groups: [], shuffled: [], number: null, answer: null, criterion: 0, group: "" };
let asked = 0;

const ask = async (path, body) => {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try {
    response = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    throw new Error(words.gone);
  }
  if (response.status === 401) throw new Error(words.gone);
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(content.said ?? `${response.status}`), { status: response.status, content });
  return content;
};

let quiet;
const tell = (text, bad = false) => {
  const said = find("said");
  said.textContent = text;
  said.classList.toggle("bad", bad);
  clearTimeout(quiet);
  quiet = setTimeout(() => { said.textContent = ""; }, bad ? 8000 : 2500);
};
const complain = (error) => tell(say("failed", { reason: error.message }), true);

const exerciseNow = () => now.exercises.find((one) => one.slug === now.exercise);
const groupOf = (key) => now.groups.find((group) => group.key === key);
const groupNow = () => groupOf(now.filter.startsWith("group:") ? now.filter.slice(6) : now.group);
const studentNow = () => now.students.find((student) => student.number === now.number);
const idea = (group) => (group.idea || !group.detail ? group.title : `${group.title} · ${group.detail}`);

// -- the queue

const inChoice = () => {
  const wanted = find("find").value.trim().toLowerCase();
  const kinds = {
    unseen: (student) => !student.seen || student.number === now.number,
    uncommented: (student) => !student.comments || student.number === now.number,
  };
  let fits = kinds[now.filter] ?? (() => true);
  const few = now.filter === "sample" ? now.shuffled.slice(0, SAMPLE) : now.filter.startsWith("group:") ? groupNow()?.numbers ?? [] : null;
  if (few) {
    const set = new Set(few);
    fits = (student) => set.has(student.number);
  }
  return now.students.filter((student) => fits(student) && `${student.id} ${student.name}`.toLowerCase().includes(wanted));
};

// A class of a thousand is a thousand rows: what stays as it was is left alone.
const drawn = new Map(); // number -> [what it shows, its row]

const rowOf = (student) => {
  const isCurrent = student.number === now.number;
  const shows = `${isCurrent}|${JSON.stringify(student)}`;
  const [showed, row] = drawn.get(student.number) ?? [];
  if (showed === shows) return row;
  const made = el("li", { class: student.seen ? "was-seen" : "" },
    el("button", { type: "button", "data-number": student.number, "aria-current": isCurrent ? "true" : false, onclick: () => open(student.number).catch(complain) },
      el("span", { class: "dot", "aria-hidden": "true" }),
      el("span", {}, student.id, ...(student.name && student.name !== student.id ? [" ", el("small", {}, student.name)] : []),
        el("span", { class: "unseen" }, ` (${student.seen ? words.seen : words.not_seen})`)),
      el("span", { class: "given" }, ...(student.comments ? [el("b", {}, `✎ ${student.comments}`), "  "] : []), `${student.earned}/${student.possible}`)));
  row?.replaceWith(made);
  drawn.set(student.number, [shows, made]);
  return made;
};

const drawQueue = () => {
  const chosen = inChoice();
  const queue = find("queue");
  const rows = chosen.map(rowOf);
  if (rows.length !== queue.children.length || rows.some((row, at) => row !== queue.children[at])) queue.replaceChildren(...rows);
  find("empty").hidden = chosen.length > 0;
  find("empty").textContent = now.students.length ? words.nobody : words.no_answers;
  drawn.get(now.number)?.[1].scrollIntoView({ block: "nearest" });
  const seen = now.students.filter((student) => student.seen).length;
  find("progress").textContent = say("seen_of", { seen, count: now.students.length });
  find("share").setAttribute("width", now.students.length ? (100 * seen) / now.students.length : 0);
};

const drawFilter = () => {
  const option = (value, text) => el("option", { value }, text);
  const groups = now.groups.map((group) => option(`group:${group.key}`, `${group.numbers.length} · ${idea(group)}`.slice(0, 90)));
  find("filter").replaceChildren(
    option("all", words.all), option("unseen", words.unseen), option("uncommented", words.uncommented),
    option("sample", say("sample", { count: Math.min(SAMPLE, now.students.length) })),
    ...(groups.length ? [el("optgroup", { label: words.groups }, ...groups)] : [])
  );
  if (![...find("filter").options].some((one) => one.value === now.filter)) now.filter = "all";
  find("filter").value = now.filter;
};

const loadQueue = async () => {
  const found = await ask(`/api/queue?exercise=${encodeURIComponent(now.exercise)}`);
  now.students = found.students.map(([number, id, name, earned, possible, seen, comments, marks]) => ({ number, id, name, earned, possible, seen, comments, marks }));
  now.groups = found.groups;
  now.shuffled = found.shuffled;
  drawFilter();
  drawQueue();
};

const choose = async (filter) => {
  now.filter = filter;
  find("filter").value = filter;
  const chosen = inChoice();
  if (chosen.length && !chosen.some((student) => student.number === now.number)) await open(chosen[0].number);
  else { drawQueue(); drawSide(); }
};

const step = (by) => {
  const chosen = inChoice();
  const at = chosen.findIndex((student) => student.number === now.number);
  const next = chosen[at < 0 ? 0 : at + by];
  if (next) return open(next.number);
};

const nextUnseen = () => {
  const chosen = inChoice();
  const at = chosen.findIndex((student) => student.number === now.number);
  const next = [...chosen.slice(at + 1), ...chosen.slice(0, Math.max(0, at))].find((student) => !student.seen);
  if (next) return open(next.number);
};

const openExercise = async (slug) => {
  now.exercise = slug;
  now.number = now.answer = null;
  drawn.clear();
  now.criterion = 0;
  now.filter = "all";
  find("exercise").value = slug;
  await loadQueue();
  const first = now.students.find((student) => !student.seen) ?? now.students[0];
  if (first) await open(first.number);
  else { find("code").replaceChildren(); drawHead(); drawSide(); }
};

// -- one answer

const open = async (number) => {
  const mine = (asked += 1);
  const answer = await ask(`/api/answer?exercise=${encodeURIComponent(now.exercise)}&number=${number}`);
  if (mine !== asked) return; // another key was pressed meanwhile
  const isOther = number !== now.number;
  now.number = number;
  now.answer = answer;
  if (isOther) now.group = answer.groups.find((key) => groupOf(key)) ?? "";
  drawHead();
  drawCode();
  drawSide();
  if (isOther) {
    find("sheet").scrollTop = 0;
    const fault = find("code").querySelector(".fault");
    if (fault) fault.scrollIntoView({ block: "center" });
  }
  const student = studentNow();
  if (isOther && student && !student.seen) await see(true);
  else drawQueue();
};

const see = async (seen) => {
  const student = studentNow();
  if (!student) return;
  student.seen = seen;
  drawQueue();
  await ask("/api/seen", { exercise: now.exercise, number: student.number, seen });
};

const drawHead = () => {
  const student = studentNow();
  find("who").replaceChildren(...(student ? [student.id, ...(student.name && student.name !== student.id ? [" ", el("small", {}, student.name)] : [])] : [words.no_answers]));
  find("what").replaceChildren(...(student && now.answer ? [...(now.answer.file ? [el("code", {}, now.answer.file), " · "] : []), `${now.answer.earned} / ${now.answer.possible}`] : []));
};

const TOKENS = /("""|''')(?:\\[\s\S]|(?!\1)[\s\S])*(?:\1|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|#[^\n]*|\b\d[\w.]*|[^\W\d][\w]*/gu;
const KEYWORDS = new Set("and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield".split(" "));
const kindOf = (token) => {
  if (token[0] === "#") return "d";
  if (token[0] === '"' || token[0] === "'") return "s";
  if (/^\d/.test(token)) return "n";
  return KEYWORDS.has(token) ? "k" : "";
};

// the code of a cell as a list of lines, each a list of nodes
const coloured = (code) => {
  const lines = [[]];
  const put = (text, kind) => {
    text.split("\n").forEach((part, at) => {
      if (at) lines.push([]);
      if (part) lines.at(-1).push(...(kind ? [el("span", { class: kind }, part)] : marked(part)));
    });
  };
  let done = 0;
  for (const token of code.matchAll(TOKENS)) {
    const kind = kindOf(token[0]);
    if (!kind) continue;
    put(code.slice(done, token.index), "");
    put(token[0], kind);
    done = token.index + token[0].length;
  }
  put(code.slice(done), "");
  return lines;
};

const drawCode = () => {
  const { cells, faults, comments, problem, is_kept, is_cut } = now.answer;
  const notes = [...(problem ? [problem] : []), ...(is_kept ? [] : [words.not_kept]), ...(is_cut ? [words.is_cut] : [])];
  const parts = notes.map((note) => el("p", { class: "note" }, note));
  for (const { label, lines } of cells) {
    if (cells.length > 1) parts.push(el("p", { class: "cell" }, label));
    const isAt = (where, line, number) => where === label && line === number;
    const rows = coloured(lines.join("\n")).map((nodes, at) => {
      const number = at + 1;
      const isFault = faults.some(([where, line]) => isAt(where, line, number));
      const isNoted = comments.some((comment) => isAt(comment.where, comment.line, number));
      return el("tr", { class: [isFault ? "fault" : "", isNoted ? "noted" : ""].join(" ").trim() },
        el("th", { scope: "row" }, el("button", { type: "button", tabindex: "-1", "aria-label": say("comment_line", { line: number }), onclick: () => write({ where: label, line: number }) }, `${number}`)),
        el("td", {}, ...nodes));
    });
    parts.push(el("table", { class: "lines" }, el("tbody", {}, ...rows)));
  }
  find("code").replaceChildren(...parts);
};

// -- the side: rubric, comments, findings

const heading = (id, text, key) => el("h2", { id }, text, ...(key ? [el("kbd", {}, key)] : []));

const drawSide = () => {
  drawRubric();
  drawComments();
  drawFindings();
};

const drawRubric = () => {
  const criteria = exerciseNow()?.criteria ?? [];
  const section = find("rubric");
  section.hidden = !criteria.length || !now.answer;
  if (section.hidden) return section.replaceChildren(heading("rubric-h", words.rubric));
  section.replaceChildren(
    heading("rubric-h", words.rubric, "1 … 9"),
    ...criteria.map((criterion, place) =>
      el("div", { class: place === now.criterion ? "criterion chosen" : "criterion" },
        el("h3", {}, criterion.title),
        el("div", { class: "levels" },
          ...criterion.levels.map(([said, points], level) =>
            el("button", { type: "button", "aria-pressed": `${now.answer.marks[criterion.id] === level}`, onclick: () => { now.criterion = place; mark(level); } },
              el("kbd", {}, `${(level + 1) % 10}`), el("span", {}, said), el("span", { class: "worth" }, signed(points))))))));
};

const mark = async (level, everybody = false) => {
  const criteria = exerciseNow()?.criteria ?? [];
  const criterion = criteria[now.criterion];
  if (!criterion || !now.answer || level >= criterion.levels.length) return;
  const group = everybody ? groupNow() : null;
  if (everybody && !group) return;
  const isTaken = !group && now.answer.marks[criterion.id] === level;
  const target = group ? { group: group.key } : { number: now.number };
  const { count } = await ask("/api/marks", { exercise: now.exercise, ...target, criterion: criterion.id, level: isTaken ? null : level });
  if (!count) return tell(words.nothing_waits);
  now.answer.marks[criterion.id] = isTaken ? null : level;
  if (!isTaken) now.criterion = Math.min(now.criterion + 1, criteria.length - 1);
  drawRubric();
  tell(count > 1 ? say("saved_many", { count }) : words.saved);
};

const drawComments = () => {
  const comments = now.answer?.comments ?? [];
  find("comments").replaceChildren(
    heading("comments-h", words.comments, "c"),
    ...(comments.length ? [] : [el("p", { class: "quiet" }, words.no_comments)]),
    ...comments.map((comment) =>
      el("article", { class: "comment" },
        el("p", { class: "about" },
          ...(comment.points ? [el("b", {}, signed(comment.points))] : []),
          ...(comment.line ? [el("span", {}, say("line", { line: comment.line }))] : []),
          ...(comment.count > 1 ? [el("span", {}, say("for_many", { count: comment.count }))] : [])),
        el("p", {}, comment.text),
        el("footer", {},
          el("button", { type: "button", class: "link", onclick: () => write({ comment }) }, words.edit),
          el("button", { type: "button", class: "link", onclick: () => takeBack(comment) }, words.take_back),
          ...(comment.count > 1 ? [el("button", { type: "button", class: "link", onclick: () => takeBack(comment, now.number) }, words.take_back_one)] : [])))),
    el("p", { class: "buttons" }, el("button", { type: "button", onclick: () => write() }, words.comment_one, " ", el("kbd", {}, "c"))));
};

const takeBack = async (comment, number = null) => {
  try {
    await ask("/api/comments/change", { id: comment.id, version: comment.version, number });
  } catch (error) {
    if (error.status !== 409) return complain(error);
    tell(say("conflict", { text: error.content.text }), true);
  }
  await refresh();
};

const drawFindings = () => {
  const answer = now.answer;
  const section = find("findings");
  section.hidden = !answer;
  if (!answer) return section.replaceChildren(heading("findings-h", words.findings));
  const groups = answer.groups.map(groupOf).filter(Boolean);
  const chosen = groupNow();
  const pre = (label, text) => (text ? [el("p", { class: "place" }, label), el("pre", { tabindex: "0" }, text)] : []);
  section.replaceChildren(
    heading("findings-h", words.findings),
    ...(groups.length ? [el("div", { class: "many" }, ...groups.map((group) =>
      el("article", { class: group === chosen ? "chosen" : "" },
        el("p", {}, el("b", {}, say("group", { count: group.numbers.length }))),
        el("p", {}, group.title),
        ...(group.detail && !group.idea ? [el("p", { class: "detail" }, group.detail)] : []),
        el("footer", {},
          el("button", { type: "button", class: "link", onclick: () => { now.group = group.key; write({ group }); } }, words.remark, " ", ...(group === chosen ? [el("kbd", {}, "g")] : [])),
          el("button", { type: "button", class: "link", onclick: () => choose(`group:${group.key}`) }, words.show)))))] : []),
    ...answer.notes.map((note) => el("p", { class: "note" }, el("span", { "aria-hidden": "true" }, "•"), el("span", {}, note))),
    ...(answer.findings.length ? [] : [el("p", { class: "quiet" }, words.none_wrong)]),
    ...answer.findings.map((one) =>
      el("article", { class: `finding ${one.status}` },
        el("h3", {}, el("span", { class: "mark", "aria-hidden": "true" }, one.mark), el("span", {}, one.headline), el("small", { class: "points" }, one.earned)),
        ...one.sentences.map((sentence) => el("p", {}, sentence)),
        ...one.calls.flatMap(([label, text]) => pre(label, text)),
        ...(one.where.length ? pre(one.where[0], one.where[1]) : []),
        ...pre(words.expected, one.expected), ...pre(words.yours, one.actual),
        ...(one.table.length ? [el("pre", { tabindex: "0" }, one.table.join("\n"))] : []),
        ...pre(words.printed, one.output.join("\n")),
        ...(one.idea ? [el("p", { class: "idea" }, el("b", {}, words.idea), one.idea)] : []),
        ...(one.checks.length ? [el("p", { class: "place" }, words.also), el("ul", { class: "same" }, ...one.checks.map((title) => el("li", {}, title)))] : []))),
    ...answer.networks.flatMap((panel) => pre(panel.title, panel.lines.join("\n"))),
    ...(answer.passed.length ? [el("details", { class: "passed" }, el("summary", {}, `✓ ${answer.passed_label}`), el("ul", {}, ...answer.passed.map((title) => el("li", {}, title))))] : []));
};

// -- to write

let writing = null;

const write = ({ comment = null, group = null, where = "", line = 0 } = {}) => {
  if (!now.answer) return;
  // the student stays the one whose answer was open when the writing began
  writing = { comment, group, where, line, exercise: now.exercise, number: now.number };
  const count = comment?.count ?? group?.numbers.length ?? 1;
  find("write-h").textContent = count > 1 ? say("comment_many", { count }) : line ? say("comment_line", { line }) : words.comment_one;
  find("write-about").textContent = group ? idea(group) : studentNow()?.id ?? "";
  find("text").value = comment?.text ?? "";
  find("points").value = comment?.points ? `${comment.points}` : "";
  find("write-problem").textContent = "";
  find("write").showModal();
  find("text").focus();
};

const save = async () => {
  const { comment, group, where, line, exercise, number } = writing;
  const text = find("text").value.trim();
  const points = Number(find("points").value.trim().replace(",", ".").replace("−", "-") || "0");
  if (!text) return void (find("write-problem").textContent = words.no_text);
  if (!Number.isFinite(points)) return void (find("write-problem").textContent = words.bad_points);
  find("save").disabled = true; // a second press is no second comment
  try {
    if (comment) await ask("/api/comments/change", { id: comment.id, version: comment.version, text, points });
    else {
      const target = group ? { group: group.key } : { number, where, line };
      const { count } = await ask("/api/comments", { exercise, ...target, text, points });
      tell(count > 1 ? say("saved_many", { count }) : words.saved);
    }
    find("write").close();
  } catch (error) {
    if (error.status === 409) {
      // the words stay in the box: a second save is on top of what is there now
      writing.comment = { ...comment, version: error.content.version };
      find("write-problem").textContent = say("conflict", { text: error.content.text });
    } else find("write-problem").textContent = say("failed", { reason: error.message });
    return;
  } finally {
    find("save").disabled = false;
  }
  await refresh();
};

const refresh = async () => {
  await loadQueue();
  if (now.number !== null) await open(now.number);
};

// -- keys

const cycle = (list, at, by = 1) => list[(at + by + list.length) % list.length];
const nextFilter = () => {
  const values = [...find("filter").options].map((one) => one.value);
  return choose(cycle(values, values.indexOf(now.filter)));
};
const nextExercise = () => openExercise(cycle(now.exercises, now.exercises.indexOf(exerciseNow())).slug);
const nextCriterion = (by) => {
  const most = (exerciseNow()?.criteria.length ?? 1) - 1;
  now.criterion = Math.max(0, Math.min(most, now.criterion + by));
  drawRubric();
};
const nextGroup = () => {
  const keys = now.answer?.groups.filter(groupOf) ?? [];
  if (!keys.length) return;
  now.group = cycle(keys, keys.indexOf(now.group));
  drawFindings();
};

const KEYS = {
  j: () => step(1), k: () => step(-1), n: nextUnseen, c: () => write(),
  g: () => groupNow() && write({ group: groupNow() }), m: nextGroup,
  u: () => studentNow() && see(!studentNow().seen), f: nextFilter, e: nextExercise,
  "[": () => nextCriterion(-1), "]": () => nextCriterion(1),
  "/": () => find("find").focus(), "?": () => find("help").showModal(),
};

// with a Korean keyboard a key's letter is not on its cap
const keyOf = (event) => (event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key);

document.addEventListener("keydown", (event) => {
  if (find("write").open) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); if (!find("save").disabled) save(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || find("help").open) return;
  if (event.target.closest("input, select, textarea")) {
    if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); event.target.blur(); find("sheet").focus(); }
    return;
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const act = digit ? () => mark((Number(digit[1]) + 9) % 10, event.shiftKey) : KEYS[keyOf(event)];
  if (!act) return;
  event.preventDefault();
  Promise.resolve(act()).catch(complain);
});

find("save").addEventListener("click", save);
find("cancel").addEventListener("click", () => find("write").close());
find("help-button").addEventListener("click", () => find("help").showModal());
find("help-close").addEventListener("click", () => find("help").close());
find("find").addEventListener("input", drawQueue);
find("exercise").addEventListener("change", (event) => openExercise(event.target.value).catch(complain));
find("filter").addEventListener("change", (event) => { event.target.blur(); choose(event.target.value).catch(complain); });

// what a second browser wrote meanwhile is shown when one comes back to this one
document.addEventListener("visibilitychange", () => { if (!document.hidden && !find("write").open) refresh().catch(complain); });

const begin = async () => {
  const { exercises, blind } = await ask("/api/start");
  now.exercises = exercises;
  find("blind").hidden = !blind;
  find("blind").textContent = words.blind;
  find("exercise").replaceChildren(...exercises.map((one) => el("option", { value: one.slug }, `${one.slug.split("_")[0]} ${one.title}`)));
  if (exercises.length) await openExercise(exercises[0].slug);
};
begin().catch(complain);
