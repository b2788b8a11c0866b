// The book without this file is complete; with it, it has a search and two switches.
"use strict";
{
  const body = document.body;
  const { root, language } = body.dataset;
  const find = (selector) => document.querySelector(selector);

  // -- dark and light: the system's choice until the reader makes another

  const theme = find(".theme");
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const show = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark; };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private */ } };
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const choose = (name) => { document.documentElement.dataset.theme = name; show(); };
  if (["dark", "light"].includes(kept("theme"))) choose(kept("theme"));
  theme.hidden = false;
  show();
  theme.addEventListener("click", () => { choose(isDark() ? "light" : "dark"); keep("theme", document.documentElement.dataset.theme); });

  // -- pictures that stand still, by their own fragment

  const motion = find(".motion");
  const pictures = [...document.querySelectorAll("img.picture")];
  const still = (on) => {
    for (const picture of pictures) {
      const address = picture.getAttribute("src").split("#")[0];
      picture.setAttribute("src", on ? `${address}#still` : address);
    }
    motion.setAttribute("aria-pressed", String(on));
  };
  if (pictures.length) {
    motion.hidden = false;
    if (kept("still") === "true") still(true);
    motion.addEventListener("click", () => {
      const on = motion.getAttribute("aria-pressed") !== "true";
      still(on);
      keep("still", String(on));
    });
    addEventListener("beforeprint", () => still(true));
  }

  // -- the search: the index is a script, because a page from a disk may not fetch a file

  const form = find(".search");
  const input = find(".search input");
  const found = find("#found");
  const MOST = 12;
  let waiting = null;
  const load = () => {
    waiting ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${root}search-${language}.js`;
      script.addEventListener("load", () => done(window.bookIndex));
      document.head.append(script);
    });
    return waiting;
  };
  const score = (row, words) => {
    const [, title, heading, text] = row.map((part) => part.toLowerCase());
    let sum = 0;
    for (const word of words) {
      const here = (heading.includes(word) ? 8 : 0) + (title.includes(word) ? 3 : 0) + (text.includes(word) ? 1 : 0);
      if (!here) return 0;
      sum += here + (heading.startsWith(word) ? 4 : 0);
    }
    return sum;
  };
  // found words are set as text, never as markup
  const marked = (text, words) => {
    const line = document.createElement("small");
    const low = text.toLowerCase();
    const places = words.map((word) => low.indexOf(word)).filter((place) => place >= 0);
    const near = places.length ? Math.max(0, Math.min(...places) - 40) : 0;
    const begin = near ? text.indexOf(" ", near) + 1 : 0;
    const piece = (begin ? "… " : "") + text.slice(begin, begin + 150);
    const word = words.find((one) => piece.toLowerCase().includes(one));
    const place = word ? piece.toLowerCase().indexOf(word) : -1;
    if (place < 0) { line.textContent = piece; return line; }
    const mark = document.createElement("mark");
    mark.textContent = piece.slice(place, place + word.length);
    line.append(piece.slice(0, place), mark, piece.slice(place + word.length));
    return line;
  };
  const search = async () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) { found.hidden = true; return; }
    const rows = (await load()).map((row) => [score(row, words), row]).filter(([points]) => points > 0);
    rows.sort((one, other) => other[0] - one[0]);
    found.replaceChildren(...rows.slice(0, MOST).map(([, [address, title, heading, text]]) => {
      const link = document.createElement("a");
      link.href = root + address;
      const name = document.createElement("b");
      name.textContent = heading;
      const where = document.createElement("small");
      where.textContent = title;
      link.append(name, where, marked(text, words));
      return link;
    }));
    if (!rows.length) {
      const none = document.createElement("p");
      none.textContent = found.dataset.none;
      found.append(none);
    }
    found.hidden = false;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); found.querySelector("a")?.click(); });
  input.addEventListener("focus", load);
  input.addEventListener("input", search);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { found.hidden = true; input.focus(); }
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) found.hidden = true; });
  found.addEventListener("click", () => { found.hidden = true; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/input|textarea/i.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
  });
}
