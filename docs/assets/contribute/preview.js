// How the page will look, built from nodes: what was typed never becomes HTML.
import { element, filled } from "../page.js"

const SAFE = /^(?:https?|mailto):/iu
const INLINE = /\[\[([^[\]|]*)(?:\|([^[\]]*))?\]\]|\[([^[\]]*)\]\(([^()\s]+)\)|\*\*(.+?)\*\*|\*(.+?)\*|(?<![\p{L}\p{N}])_(.+?)_(?![\p{L}\p{N}])|\\([\\`*_{}[\]()#+.!-])/su
const ITEM = /^( *)(?:([-*+])|\d+\.) +(.*)$/u
const PAGES = { practice: "practices/", place: "places/", theme: "themes/", country: "countries/", term: "glossary/#" }

export const previewer = ({ names, page, period, status, words }) => {
  const maps = Object.fromEntries(Object.entries(names).map(([kind, pairs]) => [kind, new Map(pairs.map(([id, name]) => [id, name]))]))
  const countryOf = new Map(names.place.map(([id, , country]) => [id, country]))
  const home = new URL("../", location.href.split(/[?#]/)[0]) // the page is <home>/contribute/

  const link = (text, href) => {
    const made = element("a", text)
    made.href = href
    return made
  }

  const referred = (target, own) => {
    const [kind, id] = target.includes(":") ? target.split(":", 2) : ["practice", target]
    const title = maps[kind]?.get(id) ?? maps.element.get(id)
    if (!title) return `[[${target}]]`
    if (!maps[kind]?.has(id)) return own || title
    return link(own || title, new URL(PAGES[kind] + id + (kind === "term" ? "" : "/"), home))
  }

  const inline = (text) => {
    const match = INLINE.exec(text)
    if (!match) return [text]
    const [all, target, own, label, href, strong, stressed, alsoStressed, escaped] = match
    let made = escaped ?? all
    if (target !== undefined) made = referred(target, own)
    else if (href !== undefined) made = SAFE.test(href) ? link(label, href) : all
    else if (strong !== undefined) made = element("strong", "", "", inline(strong))
    else if ((stressed ?? alsoStressed) !== undefined) made = element("em", "", "", inline(stressed ?? alsoStressed))
    return [text.slice(0, match.index), made, ...inline(text.slice(match.index + all.length))]
  }

  const list = (lines) => {
    const depth = ITEM.exec(lines[0])[1].length
    const made = element(ITEM.exec(lines[0])[2] ? "ul" : "ol")
    let inner = []
    const close = () => {
      if (inner.length) made.lastChild.append(list(inner))
      inner = []
    }
    for (const line of lines) {
      const item = ITEM.exec(line)
      if (item && item[1].length > depth + 1 && made.lastChild) inner.push(line)
      else if (item) {
        close()
        made.append(element("li", "", "", inline(item[3])))
      } else if (inner.length) inner[inner.length - 1] += ` ${line.trim()}`
      else made.lastChild.append(" ", ...inline(line.trim()))
    }
    close()
    return made
  }

  const cells = (line) => line.trim().replace(/^\||\|$/gu, "").split("|").map((cell) => cell.trim())
  const table = ([head, , ...rows]) => {
    const row = (line, name) => element("tr", "", "", cells(line).map((cell) => element(name, "", "", inline(cell))))
    return element("table", "", "", [element("thead", "", "", [row(head, "th")]), element("tbody", "", "", rows.map((line) => row(line, "td")))])
  }

  const blockOf = (text) => {
    const lines = text.split("\n")
    if (lines.length > 1 && /^[\s|:-]+$/u.test(lines[1]) && lines[1].includes("|")) return [table(lines)]
    const start = lines.findIndex((line) => ITEM.test(line))
    if (start < 0) return [element("p", "", "", inline(lines.join(" ")))]
    const before = start ? [element("p", "", "", inline(lines.slice(0, start).join(" ")))] : []
    return [...before, list(lines.slice(start))]
  }

  const blocks = (text) => text.split(/\n\s*\n/u).filter((part) => part.trim()).flatMap(blockOf)

  const years = ({ from, to, status: state } = {}) => {
    if (from && to) return from === to ? from : filled(period.range, { begin: from, end: to })
    if (from) return filled(["ended", "planned"].includes(state) ? period.one : period.since, { year: from })
    return to ? filled(period.until, { year: to }) : ""
  }

  const fact = (name, text) => (text ? [element("div", "", "", [element("dt", name), element("dd", text)])] : [])

  const facts = (practice) => {
    const named = (kind, ids = []) => ids.map((id) => maps[kind].get(id)).join(", ")
    const countries = [...new Set([...(practice.countries ?? []), ...(practice.places ?? []).map((id) => countryOf.get(id))])]
    const partners = (practice.partners ?? []).map((partner) => Object.values(partner)[0]).join(", ")
    return [
      ...fact(page.places, named("place", practice.places)),
      ...fact(page.country, named("country", countries)),
      ...fact(page.themes, named("theme", practice.themes)),
      ...fact(page.target_groups, named("target_group", practice.target_groups)),
      ...fact(page.period, years(practice.period)),
      ...fact(page.status, practice.period?.status === "unknown" ? "" : status[practice.period?.status]),
      ...fact(page.as_of, practice.as_of),
      ...fact(page.partners, partners),
      ...fact(page.part_of, maps.practice.get(practice.part_of)),
    ]
  }

  // The nodes of the page in one language, below a heading of the second level.
  return (practice, language) => {
    const text = practice[language] ?? {}
    const lines = [text.title && element("h3", text.title, "preview__title"), text.summary && element("p", text.summary, "lead")].filter(Boolean)
    const table = facts(practice)
    if (table.length) lines.push(element("dl", "", "facts", table))
    for (const [name, words] of Object.entries(text)) {
      if (name !== "title" && name !== "summary") lines.push(element("h4", page[name]), ...blocks(words))
    }
    for (const { [language]: part } of practice.elements ?? []) {
      if (part?.title) lines.push(element("h4", part.title))
      if (part?.text) lines.push(...blocks(part.text))
    }
    if (practice.sources?.length) {
      const items = practice.sources.map(({ publication, section }) => element("li", [maps.publication.get(publication), section].filter(Boolean).join(": ")))
      lines.push(element("h4", page.sources), element("ul", "", "", items))
    }
    return lines.length ? lines : [element("p", words.preview_empty, "small")]
  }
}
