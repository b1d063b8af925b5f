// The form for contributors: reads the fields, checks them, shows the page to be and makes the file. Nothing leaves the browser.
import { element, filled } from "../page.js"
import { fieldsOf } from "./fields.js"
import { previewer } from "./preview.js"
import { checker } from "./rules.js"
import { slug } from "./slug.js"
import { yaml } from "./yaml.js"

const data = JSON.parse(document.getElementById("contribute-data").textContent)
const { shape, words, rules } = data
const root = document.getElementById("contribute")
const form = document.getElementById("contribute-form")
const summary = document.getElementById("contribute-faults")
const result = document.getElementById("contribute-result")
const page = root.querySelector(".preview__page")
const status = document.getElementById("contribute-status")
const say = (text) => (status.textContent = text)

const { faults, wording, taken } = checker(data)
const preview = previewer(data)
const fields = fieldsOf(form, data, say)

// --- the draft: only in this browser, and only where it may be kept ---

const STORED = "handbook-contribution"
const stored = {
  load: () => {
    try {
      return JSON.parse(localStorage.getItem(STORED)) ?? {}
    } catch {
      return {}
    }
  },
  save: (value) => {
    try {
      localStorage.setItem(STORED, JSON.stringify(value))
      return true
    } catch {
      return false
    }
  },
  remove: () => {
    try {
      localStorage.removeItem(STORED)
    } catch {} // nothing was kept either
  },
}

// --- proposed ids: until somebody writes one ---

const free = (id, others) => {
  let [found, number] = [id, 2]
  while (found && others.has(found)) found = `${id}-${number++}`
  return found
}

const propose = ({ value, nodes }) => {
  const language = value.source_language
  const others = new Set([...taken, ...rules.reserved])
  const offer = (loc, text) => {
    const field = nodes.get(loc)
    const box = field && fields.control(field)
    if (!box) return
    if (!box.dataset.own) box.value = free(slug(text?.title ?? "", { ...data.slug, letters: data.slug.letters[language] }), others)
    others.add(box.value)
  }
  offer("id", value[language])
  value.elements?.forEach((part, at) => offer(`elements.${at}.id`, part[language]))
}

form.addEventListener("input", ({ target }) => {
  if (target.closest("[data-kind=id]")) target.dataset.own = target.value ? "yes" : ""
})

// --- what is wrong ---

const named = (loc) => {
  const found = []
  let below = shape
  for (const step of loc) {
    if (typeof step === "number") found.push(filled(words.item, { n: step + 1 }))
    else {
      const field = below?.find(({ key }) => key === step)
      if (field) found.push(field.name)
      below = field?.fields
    }
  }
  return found.join(" › ")
}

const clearFaults = () => {
  for (const node of form.querySelectorAll(".field__fault")) node.remove()
  for (const node of form.querySelectorAll("[aria-invalid]")) {
    node.removeAttribute("aria-invalid")
    const left = (node.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => !id.endsWith("-fault"))
    if (left.join("")) node.setAttribute("aria-describedby", left.join(" "))
    else node.removeAttribute("aria-describedby")
  }
}

// The field of a fault, or the nearest around it that there is.
const placeOf = (loc, nodes) => {
  for (let length = loc.length; length; length--) {
    const node = nodes.get(loc.slice(0, length).join("."))
    if (node) return node
  }
  return form
}

// In the order of the page, whatever the order of the file.
const inOrder = (a, b) => (a.node === b.node ? 0 : a.node.compareDocumentPosition(b.node) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)

const showFaults = (found, nodes) => {
  clearFaults()
  const placed = found.map((fault) => ({ fault, node: placeOf(fault.loc, nodes) })).sort(inOrder)
  const lines = placed.map(({ fault, node }) => {
    const box = node === form ? form : fields.control(node)
    box.id ||= `f-${fault.loc.join("-")}`
    if (node !== form) {
      const text = element("p", wording(fault), "field__fault")
      text.id = `${box.id}-fault`
      const help = node.querySelector(":scope > .field__help, :scope > .group__fields")
      if (help?.matches(".field__help")) help.after(text)
      else node.querySelector(":scope > label, :scope > legend").after(text)
      box.setAttribute("aria-invalid", "true")
      const ids = new Set([...(box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean), text.id])
      box.setAttribute("aria-describedby", [...ids].join(" "))
    }
    const field = named(fault.code === "missing_key" ? fault.loc.slice(0, -1) : fault.loc) // which one is missing the fault says itself
    const link = element("a", field ? filled(words.field_fault, { field, fault: wording(fault) }) : wording(fault))
    link.href = `#${box.id}`
    link.addEventListener("click", (event) => {
      event.preventDefault()
      for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
      box.focus()
      node.scrollIntoView({ block: "center" })
    })
    return element("li", "", "", [link])
  })
  summary.querySelector("ul").replaceChildren(...lines)
  summary.querySelector("p").textContent = filled(words.faults_count, { n: found.length })
  summary.hidden = !found.length
}

const STATES = ["empty", "open", "optional", "done"]
const showProgress = (value, found) => {
  for (const label of root.querySelectorAll(".progress__state")) {
    const part = form.querySelector(`.part[data-part=${label.dataset.part}]`)
    const keys = [...part.querySelectorAll(":scope > [data-field]")].map((node) => node.dataset.field).filter((key) => key !== "source_language")
    const begun = keys.some((key) => value[key] !== undefined)
    const wrong = found.some(({ loc }) => keys.includes(loc[0]))
    const state = STATES[(begun ? 1 : 0) + (wrong ? 0 : 2)]
    label.textContent = words.states[state]
    label.dataset.state = state
  }
}

// --- the file ---

let file = ""
const showResult = (value, text) => {
  const name = `${value.id}.yml`
  file = text
  result.querySelector("code").textContent = text
  const download = result.querySelector("[data-way=download]")
  URL.revokeObjectURL(download.href)
  Object.assign(download, { textContent: filled(words.download, { name }), href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download: name })
  const open = result.querySelector("[data-way=open]")
  if (open) {
    const address = (content) => filled(form.dataset.newFile, { name: encodeURIComponent(name), text: encodeURIComponent(content) })
    const long = address(text).length > data.address_length
    open.href = address(long ? "" : text)
    open.textContent = long ? words.open_empty : words.open
    result.querySelector(".result__long").hidden = !long
  }
  result.querySelector(".result__copied").textContent = ""
  result.hidden = false
  result.focus()
}

const allFaults = (value) => {
  const found = faults(value, shape)
  const text = yaml(value, shape, data.first_line)
  if (new Blob([text]).size > rules.bytes) found.push({ loc: [], code: "file_too_large", values: { limit: Math.floor(rules.bytes / 1000) } })
  return [found, text]
}

// --- what happens when somebody writes ---

const followLanguage = ({ source_language: language }) => {
  const blocks = [...form.querySelectorAll(".part > [data-kind=text]")]
  const first = blocks.find((block) => block.dataset.field === language)
  if (blocks[0] !== first) blocks[0].before(first)
  for (const block of form.querySelectorAll("[data-kind=text]")) {
    if (block.dataset.field === language) block.querySelector("details").open = true
    for (const mark of block.querySelectorAll(".field__needed")) mark.hidden = block.dataset.field !== language
  }
}

let asked = false // faults are shown once somebody asked for the file
const follow = () => {
  const before = fields.read()
  propose(before)
  const { value, nodes } = fields.read()
  followLanguage(value)
  const [found] = allFaults(value)
  if (asked) showFaults(found, nodes)
  showProgress(value, found)
  page.replaceChildren(...preview(value, value.source_language))
  page.lang = value.source_language
  return value
}

const own = () => [...form.querySelectorAll("[data-own]")].filter((box) => box.dataset.own).map((box) => box.value)

let pause
let told = false // that the draft is kept, is said once
form.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) return
  result.hidden = true
  clearTimeout(pause)
  pause = setTimeout(() => {
    const value = follow()
    const kept = stored.save({ value, own: own() })
    if (kept && !told) say(words.draft)
    told ||= kept
  }, 250)
})

form.addEventListener("submit", (event) => {
  event.preventDefault()
  clearTimeout(pause)
  asked = true
  const value = follow()
  const [found, text] = allFaults(value)
  if (found.length) summary.focus()
  else showResult(value, text)
})

root.addEventListener("click", async ({ target }) => {
  const does = target.closest("[data-do]")?.dataset.do
  if (does === "copy") {
    const told = result.querySelector(".result__copied")
    try {
      await navigator.clipboard.writeText(file)
      told.textContent = words.copied
    } catch {
      told.textContent = words.not_copied
    }
  }
  if (does === "delete-draft") {
    clearTimeout(pause)
    stored.remove()
    asked = told = false
    fields.fill({})
    for (const box of form.querySelectorAll("[data-own]")) delete box.dataset.own
    clearFaults()
    summary.hidden = result.hidden = true
    follow()
    say(words.draft_deleted)
    form.querySelector("h2").focus()
  }
})

// A link to a section moves the focus too, for those who do not see the page move.
root.querySelector(".progress").addEventListener("click", ({ target }) => {
  if (target.hash) document.querySelector(target.hash)?.focus({ preventScroll: true })
})

const draft = stored.load()
document.getElementById("contribute-plain").hidden = true
root.hidden = false
if (draft.value) {
  fields.fill(draft.value)
  for (const field of form.querySelectorAll("[data-kind=id] [data-control]")) if (draft.own?.includes(field.value)) field.dataset.own = "yes"
  say(words.draft_restored)
}
follow()
