// The comparison: two or three practices or places side by side, section by section. The address says which, the list on the
// page which there are; nothing else is ever loaded.
import * as choice from "./choice.js"
import { bare } from "./fold.js"
import { button, element, filled, status } from "./page.js"
import { partsOf, renamed } from "./parts.js"

const ROWS = {
  practices: ["", "facts", "challenge", "approach", "results", "lessons", "transfer", "elements", "figures", "sources"],
  places: ["", "facts", "figures", "practices"],
}
const words = JSON.parse(document.getElementById("versus-words").textContent)
const place = document.getElementById("versus")
const lists = document.getElementById("versus-lists")
const progress = status("versus__progress")
const said = status("versus__said")

// --- what there is: the links of the lists ------------------------------------------------------------------------------

const known = Object.fromEntries(choice.KINDS.map((kind) => [kind, new Map()]))
for (const line of lists.querySelectorAll("li")) {
  const link = line.querySelector("a")
  const { kind, id } = choice.named(link.href)
  const entry = { id, title: link.textContent, lang: link.closest("[lang]").lang }
  known[kind].set(id, { entry, href: link.href, line, text: bare(line.textContent) })
  line.append(choice.chooser(kind, entry))
}

// --- which are wanted: the address --------------------------------------------------------------------------------------

let kind = "practices"
let strange = []
let tooMany = false

const read = () => {
  const asked = new URLSearchParams(location.search)
  kind = choice.KINDS.find((name) => asked.has(name)) ?? "practices"
  const ids = [...new Set((asked.get(kind) ?? "").split(",").filter(Boolean))]
  const found = ids.filter((id) => known[kind].has(id))
  strange = ids.filter((id) => !known[kind].has(id))
  tooMany = found.length > choice.MOST
  return found.map((id) => known[kind].get(id).entry)
}

const pages = new Map()
const load = (href) => {
  if (!pages.has(href)) pages.set(href, partsOf(href, "h2"))
  pages.get(href).catch(() => pages.delete(href)) // a failure is tried again
  return pages.get(href)
}

// --- side by side -------------------------------------------------------------------------------------------------------

const titled = ({ entry }, name) => Object.assign(element(name, entry.title), { lang: entry.lang })

const group = (columns, cells, heading, id) => {
  const made = element("section", "", "versus__row")
  made.append(Object.assign(element("h2", heading), { id }))
  cells.forEach((nodes, at) => {
    const cell = element("div", "", "versus__cell")
    cell.append(titled(columns[at], "h3"))
    cell.append(...(nodes ?? [element("p", words.missing, "versus__missing")]))
    made.append(cell)
  })
  return made
}

// Headings inside a section stand below the name of the practice, which is an h3.
const nested = (nodes) => {
  const box = element("div")
  box.append(...nodes.map((node) => node.cloneNode(true)))
  for (const level of [4, 3]) for (const heading of box.querySelectorAll(`h${level}`)) heading.replaceWith(renamed(heading, `h${level + 1}`))
  return [...box.childNodes]
}

// Facts are short, so they are a table: one row for each, whoever has it. Where the words differ, such as "Ort" and "Orte",
// the page names the fact.
const facts = (columns, cells, heading) => {
  const rows = new Map()
  cells.forEach((nodes, at) => {
    for (const fact of nodes?.flatMap((node) => [...node.querySelectorAll("dt")]) ?? []) {
      const key = fact.parentElement.dataset.fact ?? fact.textContent
      if (!rows.has(key)) rows.set(key, { names: new Set(), values: [] })
      rows.get(key).names.add(fact.textContent)
      rows.get(key).values[at] = fact.nextElementSibling
    }
  })
  // Roles are said because the style sheet lays the table out as a grid, which makes browsers forget that it is one.
  const as = (role, node, ...inside) => {
    node.role = role
    node.append(...inside)
    return node
  }
  const head = (scope, node) => as(scope === "col" ? "columnheader" : "rowheader", Object.assign(node, { scope }))
  const value = (found) => {
    const cell = as("cell", element("td"))
    cell.append(...(found?.cloneNode(true).childNodes ?? [element("span", words.missing, "versus__missing")]))
    return cell
  }
  const top = as("row", element("tr"), head("col", element("th", heading)), ...columns.map((column) => head("col", titled(column, "th"))))
  const lines = [...rows.values()].map(({ names, values }) =>
    as("row", element("tr"), head("row", element("th", [...names].join(" / "))), ...columns.map((_, at) => value(values[at]))),
  )
  const made = element("section", "", "versus__row")
  const table = as("table", element("table", "", "versus__facts"), as("rowgroup", element("thead"), top), as("rowgroup", element("tbody"), ...lines))
  table.setAttribute("aria-labelledby", "facts")
  made.append(Object.assign(element("h2", heading), { id: "facts" }), table)
  return made
}

const heads = (columns) => {
  const list = element("ul", "", "versus__heads")
  for (const { entry, href } of columns) {
    const item = element("li")
    const link = Object.assign(element("a", entry.title), { href, lang: entry.lang })
    const gone = button("×")
    gone.setAttribute("aria-label", filled(choice.words.remove, { title: entry.title }))
    gone.addEventListener("click", () => {
      choice.remove(kind, entry.id)
      ;(place.querySelector("button") ?? filter).focus()
    })
    item.append(link, gone)
    list.append(item)
  }
  return list
}

const notes = () => {
  const lines = []
  if (strange.length) lines.push(filled(words.unknown, { ids: strange.join(", ").slice(0, 200) }))
  if (tooMany) lines.push(words.too_many)
  return lines.map((line) => element("p", line, "notice versus__note"))
}

let turn = 0
const show = async () => {
  const mine = ++turn
  const columns = choice.of(kind).map(({ id }) => known[kind].get(id)).filter(Boolean)
  const top = [element("h2", words.result, "versus__title"), ...notes(), ...(columns.length ? [heads(columns)] : [])]
  place.className = `versus versus--${Math.max(columns.length, 2)}`
  place.hidden = false
  progress.textContent = ""
  if (columns.length < 2) return place.replaceChildren(...top, element("p", columns.length ? words.one : words.none))
  progress.textContent = words.loading
  const loaded = await Promise.all(columns.map(({ href }) => load(href).catch(() => null)))
  if (mine !== turn) return // another choice has been made meanwhile
  const failed = columns.filter((_, at) => !loaded[at]).map(({ entry }) => element("p", filled(words.failed, { title: entry.title }), "notice versus__note"))
  const rows = []
  for (const id of ROWS[kind]) {
    const found = loaded.map((page) => page?.find((part) => part.id === id))
    const heading = found.find((part) => part?.heading)?.heading.textContent ?? words.summary
    const cells = found.map((part) => part && nested(part.nodes.filter((node) => !node.matches("h1"))))
    if (!cells.some((nodes) => nodes?.length)) continue
    rows.push(id === "facts" ? facts(columns, cells, heading) : group(columns, cells.map((nodes) => (nodes?.length ? nodes : null)), heading, id || "summary"))
  }
  progress.textContent = ""
  place.replaceChildren(...top, ...failed, ...rows)
}

// --- choosing -----------------------------------------------------------------------------------------------------------

const panel = element("div", "", "versus__choose")
const kinds = element("fieldset")
kinds.append(element("legend", words.kind))
const boxes = choice.KINDS.map((name) => {
  const label = element("label")
  const box = Object.assign(element("input"), { type: "radio", name: "kind", value: name })
  box.addEventListener("change", () => {
    kind = name
    changed()
    follow()
  })
  label.append(box, ` ${words[name]}`)
  kinds.append(label)
  return box
})
const filter = Object.assign(element("input"), { type: "search", id: "versus-filter", autocomplete: "off", spellcheck: false })
const label = Object.assign(element("label", words.filter), { htmlFor: filter.id })
const count = status("versus__count")
panel.append(Object.assign(element("h2", words.choose), { id: "choose" }), kinds, label, filter, count)
place.before(said, progress)
lists.before(panel)

const narrow = () => {
  const wanted = bare(filter.value).split(/\s+/)
  let shown = 0
  for (const { line, text } of known[kind].values()) {
    line.hidden = !wanted.every((word) => text.includes(word))
    shown += !line.hidden
  }
  count.textContent = filled(words.found, { n: shown })
}
filter.addEventListener("input", narrow)

const follow = () => {
  for (const box of boxes) box.checked = box.value === kind
  for (const section of lists.children) section.hidden = section.dataset.kind !== kind
  narrow()
}

// The way to the comparison is short here: it stands above the list.
lists.addEventListener("click", (event) => {
  if (!event.target.matches(".choose__go")) return
  event.preventDefault()
  place.focus({ preventScroll: true }) // it is higher than the window: its beginning has to be seen
  place.scrollIntoView()
})

// --- the address, what is chosen and what is shown are one ----------------------------------------------------------------

let following = false // while the address is being followed it is not written
const changed = () => {
  if (following) return
  const address = choice.address(kind)
  if (address !== location.href) history.pushState(null, "", address)
  strange = []
  tooMany = false
  show()
}
choice.onChange(changed)
choice.onMessage((text) => (said.textContent = text))

const start = (entries) => {
  following = true
  choice.set(kind, entries)
  following = false
  follow()
  return show()
}
addEventListener("popstate", () => start(read()))

const wanted = read()
const before = choice.KINDS.find((name) => choice.of(name).length) // chosen on other pages
if (before && !choice.KINDS.some((name) => new URLSearchParams(location.search).has(name))) {
  kind = before
  history.replaceState(null, "", choice.address(kind))
  await start(choice.of(kind).filter(({ id }) => known[kind].has(id)))
} else await start(wanted)
