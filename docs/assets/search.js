// The search page. Pagefind finds; this module asks, filters, keeps the state in the address and shows cards.
import { chooser, named } from "./choice.js"
import { bare, folded, lower } from "./fold.js"
import { element } from "./page.js"

const form = document.getElementById("search")
const query = document.getElementById("search-query")
const status = document.getElementById("search-status")
const list = document.getElementById("search-results")
const more = document.getElementById("search-more")
const all = document.getElementById("search-all")
const filters = document.getElementById("search-filters")
const { facets, near, labels, year } = JSON.parse(document.getElementById("search-words").textContent)

const PAGE = 10 // results at once; each is a file to load
const TITLE_WEIGHT = 10
const script = document.querySelector("script[src$='assets/search.js']").src
const bundle = new URL(`search/${form.dataset.bundle}/`, script)
const home = new URL("../", location.href.split(/[?#]/)[0]) // the page is <home>/search/
const pagefind = await import(new URL("pagefind.js", bundle))
// Without a worker, which would load the same program twice; titles count more, as readers expect.
const ranking = { metaWeights: { title: TITLE_WEIGHT } }
await pagefind.options({ basePath: bundle.pathname, baseUrl: "/", excerptLength: 24, noWorker: true, ranking })

const LETTERS_TO_DROP = 3 // Turkish endings: kursları is found by way of kurs
let found = []


let wanted = {} // what the address asks for, as long as there are no boxes to tick
const chosen = () => {
  if (!filters.querySelector("input")) return wanted
  const state = {}
  for (const box of filters.querySelectorAll("input:checked")) (state[box.name] ??= []).push(box.value)
  return state
}

const ask = async (text, state) => {
  const wanted = Object.fromEntries(Object.entries(state).map(([name, values]) => [name, { any: values }]))
  return pagefind.search(text || null, { filters: wanted })
}

// Pagefind does not know that ı and I belong together; the index holds every word with ı also with i.
// The words as typed, then without ı, then without their last letters: the first that finds something, and what it finds.
const askPatiently = async (words, state) => {
  const text = folded(words)
  const tries = new Set([lower(words), text])
  for (let drop = 1; drop <= LETTERS_TO_DROP && text.length - drop > 3; drop++) tries.add(text.slice(0, -drop))
  for (const asked of tries) {
    const result = await ask(asked, state)
    if (result.results.length) return { asked, result }
  }
  return { asked: lower(words), result: await ask(lower(words), state) }
}

// What each value would add: a facet that is already narrowed is counted as if it were not.
const countsFor = async (asked, state, result) => {
  const counts = { ...result.filters }
  for (const name of Object.keys(state)) {
    const { [name]: _, ...others } = state
    counts[name] = (await ask(asked, others)).filters[name]
  }
  return counts
}

const showFacets = (counts, totals, state) => {
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

// The excerpt comes as text with <mark>; it is put together anew, so that no text becomes HTML.
const excerpt = (html) => {
  const text = element("p", "", "card__text")
  // A parser drops spaces at the beginning of a text, so it gets a sign to drop them behind.
  const plain = (part) => new DOMParser().parseFromString(`|${part.replaceAll("<", "&lt;")}`, "text/html").body.textContent.slice(1)
  if (html) text.append("… ") // an excerpt begins and ends anywhere
  html.split(/(<mark>.*?<\/mark>)/).forEach((part) => {
    const marked = part.startsWith("<mark>")
    text.append(marked ? element("mark", plain(part.slice(6, -7))) : plain(part))
  })
  text.append(" …")
  return text
}

const card = ({ meta, excerpt: html }) => {
  const item = element("li", "", "card")
  const where = element("p", "", "card__where")
  const countries = (meta.countries ?? "").split(" ").filter(Boolean)
  if (countries.length === 1) item.classList.add(`card--${countries[0]}`)
  for (const id of countries) where.append(element("span", facets.country[id], `country country--${id}`), " ")
  if (meta.page) where.append(element("span", facets.page[meta.page]))
  if (meta.places) where.append(element("span", meta.places))
  if (meta.year) where.append(element("span", `${year} ${meta.year}`, "card__year"))
  const title = element("h2", "", "card__title")
  const link = element("a", meta.title)
  link.href = new URL(meta.url, home)
  title.append(link)
  item.append(where, title, html.includes("<mark>") ? excerpt(html) : element("p", meta.summary ?? "", "card__text"))
  const entry = named(link.href)
  if (entry) item.append(chooser(entry.kind, { id: entry.id, title: meta.title, lang: document.documentElement.lang }))
  return item
}

const showMore = async () => {
  const next = await Promise.all(found.splice(0, PAGE).map((result) => result.data()))
  const hrefs = new Set([...list.querySelectorAll("a")].map((link) => link.href)) // an exact name may come twice
  list.append(...next.map(card).filter((item) => !hrefs.has(item.querySelector("a").href)))
  more.hidden = !found.length
}

// A place, theme or term that is called exactly what was typed comes first, however far behind its result would be.
const isCalled = (title, text) => bare(title.split(" (")[0]) === bare(text)
const exactFirst = async (results, text, state) => {
  const best = await Promise.all(results.slice(0, PAGE).map((result) => result.data()))
  const first = best.findIndex(({ meta }) => isCalled(meta.title, text))
  const known = near.find(({ title }) => isCalled(title, text))
  if (first < 0 && (!known || Object.keys(state).length)) return results
  const exact = first < 0 ? { data: async () => ({ meta: known, excerpt: "" }) } : results[first]
  return [exact, ...results.filter((result) => result !== exact)]
}

const pairs = (text) => new Set([...text].map((letter, at) => letter + (text[at + 1] ?? "")))
const likeness = (first, second) => {
  const [one, two] = [pairs(bare(first)), pairs(bare(second))]
  return [...one].filter((pair) => two.has(pair)).length / Math.max(one.size, two.size)
}
const offer = (text) => {
  const items = [...near].sort((a, b) => likeness(b.title, text) - likeness(a.title, text)).slice(0, 5).map(({ title, url }) => {
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

let turn = 0
let asked = null // the words of the last question as they found something
const run = async (state) => {
  const mine = ++turn
  const text = query.value.trim()
  const active = Boolean(text) || Object.keys(state).length > 0
  status.textContent = active ? labels.loading : ""
  all.hidden = active // at once, so that nothing jumps when the answer comes
  const answer = active ? await askPatiently(text, state) : { asked: null, result: { results: [] } }
  const { results } = answer.result
  const best = await exactFirst(results, text, state)
  if (mine !== turn) return // a newer question has been asked meanwhile
  asked = answer.asked
  found = best
  list.replaceChildren()
  status.textContent = !active ? "" : results.length ? labels.results.replace("{n}", results.length) : labels.none.replace("{query}", text)
  document.getElementById("search-found").textContent = status.textContent
  if (active && !results.length) offer(text)
  await showMore()
  if (filters.open) await narrow(state)
}

// The facets are more to load than an answer, so they come when they are looked at. They are loaded before the question is asked
// again: only then does an answer count them.
const narrow = async (state) => {
  const mine = turn
  const totals = await pagefind.filters()
  const counts = asked === null ? totals : await countsFor(asked, state, await ask(asked, state))
  if (mine === turn) showFacets(counts, totals, state)
}

const remember = (state) => {
  const address = new URLSearchParams()
  if (query.value.trim()) address.set("q", query.value.trim())
  for (const [name, values] of Object.entries(state)) for (const value of values) address.append(name, value)
  history.replaceState(null, "", `${location.pathname}${address.size ? `?${address}` : ""}`)
}

const fromAddress = () => {
  const address = new URLSearchParams(location.search)
  query.value = address.get("q") ?? ""
  const state = {}
  for (const name of Object.keys(facets)) if (address.has(name)) state[name] = address.getAll(name)
  if (Object.keys(state).length) filters.open = true
  return state
}

const changed = () => {
  const state = chosen()
  remember(state)
  return run(state)
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
  const { name, value } = event.target
  changed().then(() => filters.querySelector(`input[name="${name}"][value="${value}"]`)?.focus())
})
document.getElementById("search-clear").addEventListener("click", () => {
  query.value = ""
  wanted = {}
  for (const box of filters.querySelectorAll("input:checked")) box.checked = false
  changed().then(() => query.focus())
})
filters.addEventListener("toggle", () => {
  if (filters.open && turn && !filters.querySelector("input")) narrow(chosen())
})
more.addEventListener("click", showMore)
wanted = fromAddress()
filters.hidden = false
await run(wanted)
