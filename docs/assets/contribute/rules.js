// What is wrong with a practice: the rules of the loader (model.py, markup.py, load.py) and its words, for a value as the form
// reads it. Patterns, limits and messages come from the page's data block; a fault is { loc, code, values }.
import { filled } from "../page.js"
import { strip } from "./strip.js"

export const checker = ({ rules, names, messages }) => {
  const compiled = (pair) => new RegExp(...pair)
  const refused = rules.refused.map(([code, ...pair]) => [code, compiled(pair)])
  const [plainMarks, spaces, link, scheme, reference, listItem] = ["plain", "spaces", "link", "scheme", "reference", "list_item"].map((name) => compiled(rules[name]))
  const id = compiled(rules.id)
  const patterns = Object.fromEntries(Object.entries(rules.patterns).map(([code, pair]) => [code, compiled(pair)]))
  const first = (pattern, text) => text.matchAll(pattern).next().value
  const part = (text, length) => [...text].slice(0, length).join("")
  const ids = (kind) => new Set(names[kind].map(([name]) => name))
  const known = Object.fromEntries(rules.references.map((kind) => [kind, ids(kind)]))
  const practices = ids("practice")
  for (const name of ids("element")) known.practice.add(name)

  // --- texts (markup.problems) ---

  const continuesList = (text, start) => {
    const above = text.slice(0, start).split("\n").filter((line) => line && !line.startsWith("    "))
    return above.length > 0 && Boolean(first(listItem, above.at(-1)))
  }

  const unescaped = (text) => new DOMParser().parseFromString(text.replaceAll("<", "&lt;"), "text/html").documentElement.textContent

  const markupFaults = (text, plain) => {
    const found = []
    for (const [code, pattern] of refused) {
      const seen = new Set()
      for (const match of text.matchAll(pattern)) {
        if (code === "block" && match[0] === "    " && continuesList(text, match.index)) continue
        const begin = text.lastIndexOf("\n", match.index + match[0].length - 1) + 1
        const line = text.slice(begin).split("\n")[0]
        if (seen.has(line)) continue
        seen.add(line)
        found.push({ code, values: { snippet: part(strip(line.slice(Math.max(0, match.index - begin))), 30) } })
      }
    }
    for (const [, written] of text.matchAll(link)) {
      const [start] = first(scheme, unescaped(written).replace(spaces, "")) ?? [""]
      const begins = start && unescaped(written).replace(spaces, "").startsWith(start)
      if (!begins || !rules.schemes.some((safe) => start.toLowerCase().startsWith(safe))) found.push({ code: "link_target", values: { target: written } })
    }
    const mark = plain && first(plainMarks, text)
    if (mark) found.push({ code: "not_plain", values: { snippet: mark[0] } })
    return found
  }

  const referenceFaults = (text) => {
    const found = []
    for (const [, target] of text.matchAll(reference)) {
      const colon = target.indexOf(":")
      const [kind, name] = colon < 0 ? ["practice", target] : [target.slice(0, colon), target.slice(colon + 1)]
      if (!known[kind]) found.push({ code: "unknown_reference_kind", values: { kind } })
      else if (!known[kind].has(name)) found.push({ code: `unknown_${kind}`, values: { value: name, nearest: nearest(name, known[kind]) } })
    }
    return found
  }

  const textFaults = (text, kind) => {
    if (text.includes("\n") && (kind === "line" || kind === "title")) return [{ code: "one_line", values: {} }]
    if (!strip(text) || text === "~" || text === "null") return [{ code: "empty", values: {} }]
    const found = [...markupFaults(text, kind !== "markdown"), ...referenceFaults(text)]
    const length = [...text].length
    if (!found.length && kind === "title" && length > rules.title_length) found.push({ code: "too_long_text", values: { limit: rules.title_length, length } })
    return found
  }

  const idFaults = (value) => {
    if (!first(id, value)) return [{ code: "bad_id", values: { value } }]
    const length = [...value].length
    if (length > rules.id_length) return [{ code: "too_long_text", values: { limit: rules.id_length, length } }]
    return rules.reserved.includes(value) ? [{ code: "reserved_id", values: { value } }] : []
  }

  // --- the whole (model.py, load.py) ---

  const valueFaults = (value, field, source) => {
    if (patterns[field.kind]) return first(patterns[field.kind], value) ? [] : [{ code: field.kind, values: { value } }]
    if (field.kind === "id") return idFaults(value)
    if (field.kind === "choices") return value.length > field.most ? [{ code: "too_long", values: { actual_length: value.length, max_length: field.most } }] : []
    if (["line", "title", "plain", "markdown"].includes(field.kind)) return textFaults(value, field.kind)
    if (field.kind === "group" || field.kind === "text") return blockFaults(value, field.fields, source)
    if (field.kind === "items") return value.flatMap((item, at) => blockFaults(item, field.fields, source).map((fault) => ({ ...fault, loc: [at, ...fault.loc] })))
    return []
  }

  const blockFaults = (block, fields, source) =>
    fields.flatMap((field) => {
      const value = block[field.key]
      const missing = (key, loc) => ({ loc, code: "missing_key", values: { key } })
      if (field.kind === "text" && field.key === source) {
        const absent = field.fields.filter(({ key }) => field.needed.includes(key) && value?.[key] === undefined)
        const found = absent.map(({ key, name }) => missing(name, [field.key, key]))
        if (value === undefined) return found
        return [...found, ...valueFaults(value, field, source).map((fault) => ({ ...fault, loc: [field.key, ...(fault.loc ?? [])] }))]
      }
      if (value === undefined) return field.required ? [missing(field.name, [field.key])] : []
      return valueFaults(value, field, source).map((fault) => ({ ...fault, loc: [field.key, ...(fault.loc ?? [])] }))
    })

  const twice = (practice) => {
    const found = []
    const taken = new Map([...practices].map((name) => [name, `${name}.yml`]))
    for (const [name, , owner] of names.element) taken.set(name, `data/practices/${owner}.yml`)
    const claim = (name, loc) => {
      if (taken.has(name)) found.push({ loc, code: "duplicate_id", values: { value: name, first: taken.get(name) } })
      else taken.set(name, name === practice.id ? `${name}.yml` : `data/practices/${practice.id ?? ""}.yml`)
    }
    if (practice.id) claim(practice.id, ["id"])
    practice.elements?.forEach((element, at) => element.id && claim(element.id, ["elements", at, "id"]))
    return found
  }

  const faults = (practice, shape) => {
    const found = [...blockFaults(practice, shape, practice.source_language), ...twice(practice)]
    if (!practice.places && !practice.countries) found.push({ loc: ["places"], code: "no_country", values: {} })
    const { from, to } = practice.period ?? {}
    if (from && to && Number(from) > Number(to)) found.push({ loc: ["period", "to"], code: "period", values: { begin: from, end: to } })
    const order = shape.map(({ key }) => key)
    return found.sort((a, b) => order.indexOf(a.loc[0]) - order.indexOf(b.loc[0]))
  }

  const wording = ({ code, values }) => {
    const text = filled(messages[code], values)
    return values.nearest ? `${text} ${filled(messages.nearest, values)}` : text
  }

  return { faults, wording, taken: known.practice }
}

// --- the known value that looks most like the given one, as Python's difflib finds it ---

const matching = (a, b) => {
  let [length, inA, inB] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let same = 0
      while (i + same < a.length && j + same < b.length && a[i + same] === b[j + same]) same++
      if (same > length) [length, inA, inB] = [same, i, j]
    }
  }
  if (!length) return 0
  return matching(a.slice(0, inA), b.slice(0, inB)) + length + matching(a.slice(inA + length), b.slice(inB + length))
}

export const nearest = (value, known) => {
  const word = [...value]
  const close = (name) => (word.length + name.length ? (2 * matching([...name], word)) / (word.length + name.length) : 1)
  const best = [...known].map((name) => [close(name), name]).filter(([score]) => score >= 0.6)
  return best.sort(([a, one], [b, two]) => b - a || (one < two ? 1 : -1))[0]?.[1] ?? ""
}
