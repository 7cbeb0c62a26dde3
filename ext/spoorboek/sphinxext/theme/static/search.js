"use strict";

/* Searching: items and pages by number, name, title, keyword and words; pages of makers, which Sphinx's own index finds,
   below them. It stands on searchtools.js of Sphinx 9.0, whose way of showing what it found fetches pages, which a
   browser does not do from a folder. */
(() => {
  const stemmer = new Stemmer();
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = (text) => plain(text).replace(/(\p{L})-(?=\p{L})/gu, "$1"); // counter-terrorism is counterterrorism
  const stemsOf = (text) => splitQuery(`${folded(text)} ${plain(text)}`).map((word) => stemmer.stemWord(word));
  const FEW = 5;
  const PAPER = spoorboek.paper ? new RegExp(spoorboek.paper) : null;

  const known = spoorboek.items.map((item) => ({
    ...item,
    folded: item.id.toLowerCase(),
    called: item.names.map(folded),
    asked: item.keys.map(folded),
    parts: item.id.toLowerCase().split("-"),
    head: folded([item.title, ...item.names].join(" ")),
    headStems: new Set(stemsOf([item.title, ...item.names].join(" "))),
    length: splitQuery(folded(item.title)).length || 1,
    keyStems: new Set(stemsOf(item.keys.join(" "))),
    textStems: new Set(stemsOf(item.text)),
    words: folded(item.text),
  }));

  /** How well one word answers to an item: by its names, its title, its keywords, its text; 0 where it does not. */
  const worthOfWord = (item, word) => {
    const stem = stemmer.stemWord(word);
    if (item.called.includes(word)) return 40;
    if (item.parts.includes(word)) return /\d/.test(word) ? 40 : 20;
    if (item.headStems.has(stem)) return 20;
    if (item.keyStems.has(stem)) return 16;
    if (word.length > 3 && item.head.includes(word)) return 8;
    if (item.textStems.has(stem)) return 3;
    return word.length > 3 && item.words.includes(stem) ? 1 : 0;
  };

  /** How well an item answers: all that was asked is its number, name or keyword, or each word answers to it. */
  const worth = (item, query, words) => {
    if (item.id && item.folded === query.trim().toLowerCase()) return 1000;
    const asked = folded(query).trim();
    if (item.called.includes(asked)) return 900;
    if (item.parts.length === 2 && item.parts[1] === asked) return 800; // C9, cter
    const worths = words.map((word) => worthOfWord(item, word));
    const missing = worths.filter((each) => !each).length;
    if (missing > (words.length > 1 ? 1 : 0)) return 0;
    const whole = folded(item.title) === asked ? 60 : item.asked.includes(asked) ? 30 : 0;
    const share = (10 * words.filter((word) => item.headStems.has(stemmer.stemWord(word))).length) / item.length;
    return (whole + share + item.lead + worths.reduce((sum, each) => sum + each, 0)) / (missing ? 1000 : 1);
  };

  /** A paper of parliament by its series and number: itself first, else the page of its series, then the papers in it. */
  const worthOfPaper = (item, paper) => {
    if (!paper || !item.paper) return 0;
    const [series, number] = paper;
    if (number) return item.paper === `${series}-${number}` ? 2000 : 0;
    return item.paper === series ? 2000 : item.paper.startsWith(`${series}-`) ? 100 : 0;
  };

  const isKnown = (word) => known.some((item) => item.folded === word || item.called.includes(word) || worthOfWord(item, word));

  const paperIn = (query) => {
    const found = PAPER?.exec(query);
    return found ? [found.groups.series.replace(/[^\p{L}\p{N}]/gu, ""), found.groups.number] : null;
  };

  const wordsOf = (query) => {
    const all = splitQuery(folded(query));
    const telling = all.filter((word) => !stopwords.has(word));
    return telling.length ? telling : all;
  };

  /** What answers to all words; where that is little, what answers to all but one stands below it. */
  const itemsFor = (query) => {
    const words = wordsOf(query);
    const paper = paperIn(query);
    if (!paper && !words.every(isKnown)) return [];
    const found = known
      .map((item) => ({ item, worth: worthOfPaper(item, paper) || (words.length ? worth(item, query, words) : 0) }))
      .filter((found) => found.worth)
      .sort((one, other) => other.worth - one.worth);
    const whole = found.filter((each) => each.worth >= 1);
    return (whole.length < FEW ? found : whole).map((each) => each.item);
  };

  /** How many slips of a key lie between two words: one letter more, less, other, or two that changed places. */
  const slips = (one, other) => {
    let before = [], last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  };

  /** The words of titles, names and keywords, with how often each is there; made when a word is found nowhere. */
  let vocabulary = null;
  const nearest = (word) => {
    if (!vocabulary) {
      vocabulary = new Map();
      for (const item of known)
        for (const each of splitQuery([item.head, ...item.asked].join(" ")))
          if (each.length > 3) vocabulary.set(each, (vocabulary.get(each) ?? 0) + 1);
    }
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    let best = null;
    for (const [each, count] of vocabulary) {
      if (Math.abs(each.length - word.length) > most) continue;
      const far = slips(word, each);
      if (far <= most && (!best || far < best.far || (far === best.far && count > best.count))) best = { each, far, count };
    }
    return best?.each;
  };

  /** The query with each unknown word replaced by the nearest known one; null if a word has none. */
  const suggestion = (query) => {
    const words = wordsOf(query).map((word) => (known.some((item) => worthOfWord(item, word)) ? word : nearest(word)));
    return words.length && words.every(Boolean) ? words.join(" ") : null;
  };

  /** The pages of makers that hold all words, best first. */
  const makersFor = (query) => {
    const [, terms, without] = Search._parseQuery(query);
    const makers = new Set(spoorboek.makers);
    return Search.performTermsSearch(terms, without)
      .filter(([page]) => makers.has(page))
      .map(([page, title, , , score]) => ({ at: page + DOCUMENTATION_OPTIONS.LINK_SUFFIX, title, score }))
      .sort((one, other) => other.score - one.score || one.title.localeCompare(other.title, document.documentElement.lang));
  };

  const element = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** A line of the text around the first word that was looked for; its beginning where none stands in it. */
  const around = (item, words) => {
    const places = words.map((word) => item.text.toLowerCase().search(word.slice(0, 5).replace(/[^\p{L}\p{N}]/gu, "."))).filter((at) => at >= 0);
    const at = places.length ? Math.min(...places) : 0;
    const from = at < 60 ? 0 : item.text.lastIndexOf(" ", at - 50) + 1;
    const line = item.text.slice(from, from + 150);
    const cut = item.text.length > from + 150;
    return (from ? "… " : "") + (cut ? `${line.slice(0, line.lastIndexOf(" "))} …` : line);
  };

  const row = (found, words) => {
    const made = element("li", "");
    const link = element("a", found.title);
    link.href = found.at;
    made.append(link);
    if (found.type) {
      if (found.id) made.dataset.id = found.id;
      const about = element("span", found.about ? `${found.type}, ${found.about} ` : `${found.type} `, "about");
      if (found.id && !found.about) about.append(element("code", found.id));
      if (found.state.length) about.append(" ", element("span", found.state[1], `answer ${found.state[0]}`));
      made.append(about);
      if (found.text) made.append(element("span", around(found, words), "line"));
    }
    return made;
  };

  const list = (heading, found, words) => {
    const made = element("ol", "", "found");
    made.append(...found.map((each) => row(each, words)));
    return [element("h2", `${heading} (${found.length})`), made];
  };

  const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  Search.query = (query) => {
    let asked = query;
    let items = itemsFor(asked);
    let makers = makersFor(asked);
    let status = items.length + makers.length ? spoorboek.words.found : spoorboek.words.nothing;
    const guess = items.length + makers.length ? null : suggestion(query);
    if (guess && (items = itemsFor(guess)).length) {
      [asked, makers, status] = [guess, makersFor(guess), spoorboek.words.suggestion];
    }
    const results = document.getElementById("search-results");
    const count = items.length + makers.length;
    document.getElementById("search-told").textContent = say(status, { query, suggestion: asked, count });
    results.replaceChildren();
    const words = wordsOf(asked);
    if (items.length) results.append(...list(spoorboek.words.items, items, words));
    if (makers.length) results.append(...list(spoorboek.words.pages, makers, words));
    document.getElementById("search-help").hidden = count > 0;
  };
  Search.performSearch = (query) => (Search.hasIndex() ? Search.query(query) : Search.deferQuery(query));
  document.querySelector(".search-again").classList.add("ready");
})();
