// The search page. Pagefind finds; this module asks, filters, keeps the state in the address and shows cards.
import { chooser, named } from "./choice.js"
import { bare, folded, lower } from "./fold.js"
import { button, element, filled } from "./page.js"

const form = document.getElementById("search")
const query = document.getElementById("search-query")
const status = document.getElementById("search-status")
const list = document.getElementById("search-results")
const more = document.getElementById("search-more")
const all = document.getElementById("search-all")
const filters = document.getElementById("search-filters")
const chips = document.getElementById("search-chosen")
const { facets, near, labels, year, endings } = JSON.parse(document.getElementById("search-words").textContent)

const PAGE = 10 // results at once; each is a file to load
const TITLE_WEIGHT = 10
const SHORTEST = 4 // letters that are left of a word without its ending, and of a word that may go on otherwise
const LAST = "\uffff" // sorts behind every letter
const script = document.querySelector("script[src$='assets/search.js']").src
const bundle = new URL(`search/${form.dataset.bundle}/`, script)
const home = new URL("../", location.href.split(/[?#]/)[0]) // the page is <home>/search/

// Pagefind goes on without what it cannot load and finds nothing in it, so this page looks on while it loads.
let broken = false
const { fetch } = window
window.fetch = async (...request) => {
  try {
    const answer = await fetch(...request)
    if (!answer.ok) throw new Error(answer.url)
    return answer
  } catch (error) {
    broken = true
    throw error
  }
}

let started
const start = async () => {
  const pagefind = await import(new URL("pagefind.js", bundle))
  // Without a worker, which would load the same program twice; titles count more, as readers expect.
  const ranking = { metaWeights: { title: TITLE_WEIGHT } }
  await pagefind.options({ basePath: bundle.pathname, baseUrl: "/", excerptLength: 24, noWorker: true, ranking })
  return pagefind
}

let state = {} // the chosen values of each facet
let found = []

// Words end at spaces; what stands behind an apostrophe is an ending, and no sign between the letters counts.
const PHRASE = /^["„“”«»](.+)["“”«»]$/u
const SIGNS = /[^\p{L}\p{N}]+/gu
const wordsOf = (text) => text.split(/\s+/).map((word) => word.replace(/(?<=\p{L})['’].*/u, "").replace(SIGNS, "")).filter(Boolean)
const without = (word, ending) => (ending ? word.replace(new RegExp(`^(.{${SHORTEST},}?)(?:${ending})$`, "u"), "$1") : word)

const ask = async (text, chosen) => {
  const pagefind = await (started ??= start())
  const wanted = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, { any: values }]))
  // Pagefind loads the piece of the index in which a word begins; what goes on from it may reach into the next.
  if (text) await Promise.all([pagefind.preload(text), pagefind.preload(text.replace(/(?=\s|$)/gu, LAST))])
  const result = await pagefind.search(text || null, { filters: wanted })
  if (broken) throw new Error("not loaded")
  return result
}

// Every word of a text as the index has it: with and without what signs divide.
const spelled = (text) => bare(text).split(/\s+/).flatMap((word) => [word.replace(SIGNS, ""), ...word.split(SIGNS)])
const begins = (word, asked) => word.startsWith(bare(asked))

// For a word that it does not know Pagefind takes the longest beginning that it knows, or leaves the word out. Then it does so
// for every result, so the first ones tell whether each word is really there.
const isBorneOut = async (results, asked) => {
  const first = await Promise.all(results.slice(0, 3).map((result) => result.data()))
  return first.some(({ content, meta }) => {
    const there = spelled(`${meta.title} ${meta.hidden ?? ""} ${content}`)
    return asked.every((word) => there.some((one) => begins(one, word)))
  })
}

const nothing = (asked) => ({ asked, fits: () => false, result: { results: [], filters: {} } })

// What is asked, one after the other, until something is really found: the words without the endings that are always left out,
// then without ı, which Pagefind does not know to belong to i (the index holds every word with ı also with i), then without any
// ending. A phrase in quotation marks is asked as it stands.
const askPatiently = async (text, chosen) => {
  const phrase = PHRASE.exec(text)
  const words = wordsOf(phrase ? phrase[1] : text)
  if (!words.length) return text ? nothing("") : { asked: "", fits: () => false, result: await ask("", chosen) }
  if (phrase || (words.length === 1 && words[0].length < SHORTEST)) {
    const exact = await askExactly(words, chosen)
    if (phrase || exact.result.results.length) return exact
  }
  const forms = [lower, folded].map((write) => words.map((word) => without(write(word), endings.ignored)))
  for (const ending of endings.others) forms.push(words.map((word) => without(folded(word), ending)))
  for (const asked of new Set(forms.map((form) => form.join(" ")))) {
    const result = await ask(asked, chosen)
    const tried = asked.split(" ")
    if (result.results.length && (await isBorneOut(result.results, tried))) {
      return { asked, fits: (word) => tried.some((one) => begins(word, one)), result }
    }
  }
  return nothing(forms[0].join(" "))
}

// Pagefind does not rank what it finds word for word; of one word it ranks what begins with it.
const askExactly = async (words, chosen) => {
  for (const write of [lower, folded]) {
    const asked = `"${words.map(write).join(" ")}"`
    const result = await ask(asked, chosen)
    if (!result.results.length) continue
    const fits = (word) => words.some((one) => word === bare(one))
    if (words.length > 1) return { asked, fits, result }
    const ids = new Set(result.results.map(({ id }) => id))
    const ranked = (await ask(write(words[0]), chosen)).results.filter(({ id }) => ids.has(id))
    return { asked, fits, result: { ...result, results: ranked.length === ids.size ? ranked : result.results } }
  }
  return nothing(words.join(" "))
}

// What each value would add: a facet that is already narrowed is counted as if it were not.
const countsFor = async (asked, chosen) => {
  const counts = { ...(await ask(asked, chosen)).filters }
  for (const name of Object.keys(chosen)) {
    const { [name]: _, ...others } = chosen
    counts[name] = (await ask(asked, others)).filters[name]
  }
  return counts
}

const showFacets = (counts, totals) => {
  const body = document.getElementById("search-facets")
  body.replaceChildren()
  for (const [name, words] of Object.entries(facets)) {
    const values = Object.keys(words).filter((value) => totals[name]?.[value])
    if (!values.length) continue
    const group = element("fieldset")
    group.append(element("legend", labels.facets[name]))
    for (const value of values) {
      const label = element("label")
      const box = element("input")
      Object.assign(box, { type: "checkbox", name, value, checked: state[name]?.includes(value) ?? false })
      const count = counts[name]?.[value] ?? 0
      label.append(box, ` ${words[value]} (${count})`)
      if (!count && !box.checked) label.className = "search__empty"
      group.append(label)
    }
    body.append(group)
  }
}

// The chosen values above the results, each a button that takes it back.
const showChips = () => {
  const items = Object.entries(state).flatMap(([name, values]) =>
    values.map((value) => {
      const named = `${labels.facets[name]}: ${facets[name][value]}`
      const chip = button(named, "search__chip")
      chip.setAttribute("aria-label", filled(labels.remove, { filter: named }))
      chip.addEventListener("click", async () => {
        const at = items.indexOf(item)
        choose(name, value, false)
        await changed()
        const left = chips.querySelectorAll("button")
        ;(left[Math.min(at, left.length - 1)] ?? query).focus()
      })
      const item = element("li")
      item.append(chip)
      return item
    }),
  )
  chips.replaceChildren(...items)
  chips.hidden = !items.length
}

// The excerpt comes as text with <mark>; it is put together anew, so that no text becomes HTML.
// A parser drops spaces at the beginning of a text, so it gets a sign to drop them behind.
const plain = (part) => new DOMParser().parseFromString(`|${part.replaceAll("<", "&lt;")}`, "text/html").body.textContent.slice(1)
const excerpt = (html, fits) => {
  const text = element("p", "", "card__text")
  text.append("… ") // an excerpt begins and ends anywhere
  for (const part of html.split(/(<mark>.*?<\/mark>)/)) {
    const words = plain(part.startsWith("<mark>") ? part.slice(6, -7) : part)
    text.append(part.startsWith("<mark>") && spelled(words).some(fits) ? element("mark", words) : words)
  }
  text.append(" …")
  return text
}

const card = ({ meta, excerpt: html }, fits) => {
  const item = element("li", "", "card")
  const where = element("p", "", "card__where")
  const countries = (meta.countries ?? "").split(" ").filter(Boolean)
  if (countries.length === 1) item.classList.add(`card--${countries[0]}`)
  for (const id of countries) where.append(element("span", facets.country[id], `country country--${id}`), " ")
  if (meta.page) where.append(element("span", facets.page[meta.page]))
  if (meta.chapter) where.append(element("span", meta.chapter))
  if (meta.places) where.append(element("span", meta.places))
  if (meta.year) where.append(element("span", `${year} ${meta.year}`, "card__year"))
  const title = element("h2", "", "card__title")
  const link = element("a", meta.title)
  link.href = new URL(meta.url, home)
  title.append(link)
  const marked = excerpt(html, fits)
  item.append(where, title, marked.querySelector("mark") ? marked : element("p", meta.summary ?? "", "card__text"))
  const entry = named(link.href)
  if (entry) item.append(chooser(entry.kind, { id: entry.id, title: meta.title, lang: document.documentElement.lang }))
  return item
}

let fits = () => false // whether a word of a result is one that was asked for
const showMore = async (number = PAGE) => {
  const next = await Promise.all(found.splice(0, number).map((result) => result.data()))
  const hrefs = new Set([...list.querySelectorAll("a")].map((link) => link.href)) // an exact name may come twice
  const cards = next.map((data) => card(data, fits)).filter((item) => !hrefs.has(item.querySelector("a").href))
  list.append(...cards)
  more.hidden = !found.length
  return cards
}

// A place, theme or term that is called exactly what was typed comes first, however far behind its result would be.
const isCalled = (title, text) => bare(title.split(" (")[0]) === bare(text)
const exactFirst = async (results, text) => {
  const best = await Promise.all(results.slice(0, PAGE).map((result) => result.data()))
  const first = best.findIndex(({ meta }) => isCalled(meta.title, text))
  const known = near.find(({ title }) => isCalled(title, text))
  if (first < 0 && (!known || !results.length || Object.keys(state).length)) return results
  const exact = first < 0 ? { data: async () => ({ meta: known, excerpt: "" }) } : results[first]
  return [exact, ...results.filter((result) => result !== exact)]
}

const pairs = (text) => new Set([...text].map((letter, at) => letter + (text[at + 1] ?? "")))
const likeness = (first, second) => {
  const [one, two] = [pairs(bare(first)), pairs(bare(second))]
  return [...one].filter((pair) => two.has(pair)).length / Math.max(one.size, two.size)
}
// The theme and the place that are called most like it, and what else comes near.
const offer = (text) => {
  const best = [...near].sort((a, b) => likeness(b.title, text) - likeness(a.title, text))
  const kinds = ["themes", "places"].map((kind) => best.find(({ page }) => page === kind)).filter(Boolean)
  const chosen = new Set([...kinds, ...best.slice(0, 5)])
  const items = best.filter((one) => chosen.has(one)).map(({ title, url }) => {
    const link = element("a", title)
    link.href = new URL(url, home)
    const item = element("li")
    item.append(link)
    return item
  })
  const box = element("li", "", "card")
  const links = element("ul")
  links.append(...items)
  box.append(element("h2", labels.near, "card__title"), links)
  list.append(box)
}

// Filters that leave nothing: how much there is without them.
const offerUnfiltered = (number) => {
  const clear = button(filled(labels.unfiltered, { n: number }))
  clear.addEventListener("click", async () => {
    state = {}
    await changed()
    ;(list.querySelector(".card__title a") ?? query).focus()
  })
  const box = element("li", "", "card")
  box.append(clear)
  list.append(box)
}

let turn = 0
let asked = null // the words of the last question as they found something
const say = (words) => {
  status.textContent = words
  document.getElementById("search-found").textContent = words
}

const run = async (number = PAGE) => {
  const mine = ++turn
  const text = query.value.trim()
  const filtered = Object.keys(state).length > 0
  const active = Boolean(text) || filtered
  showChips()
  say(active ? labels.loading : "")
  all.hidden = active // at once, so that nothing jumps when the answer comes
  try {
    const answer = active ? await askPatiently(text, state) : { ...nothing(null), asked: null }
    const { results } = answer.result
    const best = active ? await exactFirst(results, text) : []
    const unfiltered = filtered && text && !results.length ? (await askPatiently(text, {})).result.results.length : 0
    if (mine !== turn) return // a newer question has been asked meanwhile
    ;({ asked, fits } = answer)
    found = best
    list.replaceChildren()
    const none = filtered ? (text ? labels.none_filtered : labels.none_filters) : labels.none
    say(!active ? "" : results.length ? filled(labels.results, { n: results.length }) : filled(none, { query: PHRASE.exec(text)?.[1] ?? text }))
    if (unfiltered) offerUnfiltered(unfiltered)
    else if (active && !results.length && text) offer(text)
    await showMore(number)
    if (filters.open) await narrow()
  } catch {
    if (mine === turn) fail()
  }
}

// What cannot be loaded now cannot be found; the ways into the handbook below need no search.
const fail = () => {
  found = []
  list.replaceChildren()
  more.hidden = true
  all.hidden = false
  say(labels.failed)
}

// The facets are more to load than an answer, so they come when they are looked at. They are loaded before the question is asked
// again: only then does an answer count them.
const narrow = async () => {
  const mine = turn
  const pagefind = await (started ??= start())
  const totals = await pagefind.filters()
  const counts = asked === null ? totals : await countsFor(asked, state)
  if (mine === turn) showFacets(counts, totals)
}

const remember = () => {
  const address = new URLSearchParams()
  if (query.value.trim()) address.set("q", query.value.trim())
  for (const [name, values] of Object.entries(state)) for (const value of values) address.append(name, value)
  history.replaceState(null, "", `${location.pathname}${address.size ? `?${address}` : ""}`)
}

const choose = (name, value, wanted) => {
  const others = (state[name] ?? []).filter((one) => one !== value)
  const values = wanted ? [...others, value] : others
  const { [name]: _, ...rest } = state
  state = values.length ? { ...rest, [name]: values } : rest
}

const fromAddress = () => {
  const address = new URLSearchParams(location.search)
  query.value = address.get("q") ?? ""
  for (const [name, words] of Object.entries(facets)) {
    for (const value of address.getAll(name)) if (Object.hasOwn(words, value)) choose(name, value, true)
  }
}

const changed = () => {
  remember()
  return run()
}

form.addEventListener("submit", (event) => {
  event.preventDefault()
  changed()
})
let pause
query.addEventListener("input", () => {
  clearTimeout(pause)
  pause = setTimeout(changed, 200)
})
filters.addEventListener("change", (event) => {
  const { name, value, checked } = event.target
  choose(name, value, checked)
  changed().then(() => filters.querySelector(`input[name="${name}"][value="${value}"]`)?.focus())
})
document.getElementById("search-clear").addEventListener("click", () => {
  query.value = ""
  state = {}
  changed().then(() => query.focus())
})
filters.addEventListener("toggle", () => {
  if (filters.open && turn) narrow().catch(fail)
})
more.addEventListener("click", async () => {
  const cards = await showMore().catch(fail)
  ;(cards?.[0]?.querySelector(".card__title a") ?? status).focus()
})

// Whoever comes back finds as many results as there were, and the place where they left.
addEventListener("pagehide", () => {
  history.replaceState({ shown: list.querySelectorAll(".card__title a").length, scroll: scrollY }, "")
})
fromAddress()
filters.hidden = false
const before = history.state
await run(Math.max(PAGE, before?.shown ?? 0))
if (before?.scroll) scrollTo(0, before.scroll)
