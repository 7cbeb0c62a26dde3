"use strict";

/* Searching: items first, by number, name, title and words, then the pages that Sphinx's own index finds. It stands on
   searchtools.js of Sphinx 9.0, whose way of showing what it found fetches pages, which a browser does not do from a folder. */
(() => {
  const stemmer = new Stemmer();
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const stems = (text) => new Set(splitQuery(folded(text)).map((word) => stemmer.stemWord(word)));

  const known = spoorboek.items.map((item) => ({
    ...item,
    folded: folded(item.id),
    called: item.names.map(folded),
    parts: folded(item.id).split("-"),
    head: folded([item.title, ...item.names].join(" ")),
    headStems: stems([item.title, ...item.names].join(" ")),
    textStems: stems(item.text),
  }));

  /** How well one word answers to an item: by its number, its names, its text; 0 where it does not. */
  const worthOfWord = (item, word) => {
    const stem = stemmer.stemWord(word);
    if (item.parts.includes(word)) return /\d/.test(word) ? 40 : 20;
    if (item.headStems.has(stem)) return 20;
    if (word.length > 2 && item.head.includes(word)) return 8;
    if (item.textStems.has(stem)) return 3;
    return word.length > 3 && item.text.includes(stem) ? 1 : 0;
  };

  /** How well an item answers: all that was asked is its number or name, or each word answers to it. */
  const worth = (item, asked, words) => {
    if (item.folded === asked) return 1000;
    if (item.called.includes(asked)) return 900;
    if (item.parts.length === 2 && item.parts[1] === asked) return 800; // C9, cter
    const worths = words.map((word) => worthOfWord(item, word));
    return worths.every(Boolean) ? worths.reduce((sum, each) => sum + each, 0) : 0;
  };

  const itemsFor = (query) => {
    const all = splitQuery(folded(query));
    const telling = all.filter((word) => !stopwords.has(word));
    const words = telling.length ? telling : all;
    return known
      .map((item) => ({ item, worth: words.length ? worth(item, folded(query).trim(), words) : 0 }))
      .filter((found) => found.worth)
      .sort((one, other) => other.worth - one.worth)
      .map((found) => found.item);
  };

  /** The pages that hold all words, best first, but those that an item above leads to. */
  const pagesFor = (query, items) => {
    const [, terms, without] = Search._parseQuery(query);
    const told = new Set(items.map((item) => item.at.split("#")[0]));
    return Search.performTermsSearch(terms, without)
      .map(([page, title, , , score]) => ({ at: page + DOCUMENTATION_OPTIONS.LINK_SUFFIX, title, score }))
      .filter((page) => !told.has(page.at))
      .sort((one, other) => other.score - one.score || one.title.localeCompare(other.title, document.documentElement.lang));
  };

  const element = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const row = (found) => {
    const made = element("li", "");
    const link = element("a", found.title);
    link.href = found.at;
    made.append(link);
    if (found.id) {
      const about = element("span", `${found.type} `, "about");
      about.append(element("code", found.id));
      if (found.state.length) about.append(" ", element("span", found.state[1], `answer ${found.state[0]}`));
      made.append(about);
    }
    return made;
  };

  const list = (heading, found) => {
    const made = element("ol", "", "found");
    made.append(...found.map(row));
    return [element("h2", `${heading} (${found.length})`), made];
  };

  const say = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  Search.query = (query) => {
    const items = itemsFor(query);
    const pages = pagesFor(query, items);
    const results = document.getElementById("search-results");
    const status = items.length + pages.length ? spoorboek.words.found : spoorboek.words.nothing;
    document.getElementById("search-told").textContent = say(status, { query, count: items.length + pages.length });
    results.replaceChildren();
    if (items.length) results.append(...list(spoorboek.words.items, items));
    if (pages.length) results.append(...list(spoorboek.words.pages, pages));
    document.getElementById("search-help").hidden = items.length + pages.length > 0;
  };
  Search.performSearch = (query) => (Search.hasIndex() ? Search.query(query) : Search.deferQuery(query));
  document.querySelector(".search-again").classList.add("ready");
})();
