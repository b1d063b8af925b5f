// What a reader has chosen to compare, kept for this tab, and the button that chooses. Cards, pages and the comparison share it.
import { button, element, filled } from "./page.js"

export const MOST = 3
export const KINDS = ["practices", "places"]
const STORED = "handbook-comparison"
export const { words, home } = JSON.parse(document.getElementById("choice-words").textContent)
const root = new URL(home, location.href.split(/[?#]/)[0])

const nothing = () => Object.fromEntries(KINDS.map((kind) => [kind, []]))

// What is stored may be old or written by somebody else: only what can be an entry is taken over.
const restored = () => {
  const chosen = nothing()
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED)) ?? {}
    const valid = ({ id, title, lang }) => /^[a-z0-9-]+$/.test(id) && typeof title === "string" && /^[a-z-]*$/i.test(lang)
    for (const kind of KINDS) chosen[kind] = (stored[kind] ?? []).filter(valid).slice(0, MOST)
    return chosen
  } catch {
    return nothing() // no storage, or not ours
  }
}

let chosen = restored()
const changes = new EventTarget()

export const of = (kind) => chosen[kind]
export const has = (kind, id) => chosen[kind].some((entry) => entry.id === id)
export const onChange = (listener) => changes.addEventListener("change", listener)
export const onMessage = (listener) => changes.addEventListener("message", ({ detail }) => listener(detail.text, detail.refused))

const say = (text, refused = false) => changes.dispatchEvent(new CustomEvent("message", { detail: { text, refused } }))
const keep = () => {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(chosen))
  } catch {} // what is chosen then lasts as long as the page
  changes.dispatchEvent(new Event("change"))
}

export const set = (kind, entries) => {
  chosen[kind] = entries.slice(0, MOST)
  keep()
}

export const add = (kind, entry) => {
  if (has(kind, entry.id)) return
  if (chosen[kind].length === MOST) return say(filled(words.full, { most: MOST }), true)
  set(kind, [...chosen[kind], entry])
  say(filled(words.added, { title: entry.title, n: chosen[kind].length, most: MOST }))
}

export const remove = (kind, id) => {
  const gone = chosen[kind].find((entry) => entry.id === id)
  set(kind, chosen[kind].filter((entry) => entry !== gone))
  if (gone) say(filled(words.removed, { title: gone.title }))
}

export const clear = () => {
  chosen = nothing()
  keep()
  say(words.cleared)
}

// The address of the comparison; ids need no escaping.
export const address = (kind) => new URL(`compare/?${kind}=${chosen[kind].map((entry) => entry.id).join(",")}`, root).href

// The practice or place to which an address of this language leads, if it is one.
export const named = (href) => {
  const [, kind, id] = href.startsWith(root.href) ? (/^(\w+)\/([a-z0-9-]+)\/$/.exec(href.slice(root.href.length)) ?? []) : []
  return KINDS.includes(kind) ? { kind, id } : null
}

// What each button has to do when the choice changes; a button that has left the page is forgotten with it.
const followers = new WeakMap()
onChange(() => document.querySelectorAll(".choose").forEach((node) => followers.get(node)()))

// A button that is pressed while the entry is chosen; behind it, as soon as there is something to compare, the way there.
export const chooser = (kind, entry) => {
  const made = element("span", "", "choose")
  const toggle = button(words.toggle, "choose__toggle")
  const go = element("a", "", "choose__go")
  toggle.setAttribute("aria-label", filled(words.toggle_named, { title: entry.title }))
  toggle.addEventListener("click", () => (has(kind, entry.id) ? remove(kind, entry.id) : add(kind, entry)))
  const follow = () => {
    const pressed = has(kind, entry.id)
    toggle.setAttribute("aria-pressed", pressed)
    go.hidden = !pressed || of(kind).length < 2
    go.href = address(kind)
    go.textContent = filled(words.go, { n: of(kind).length })
  }
  made.append(toggle, go)
  followers.set(made, follow)
  follow()
  return made
}
