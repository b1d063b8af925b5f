// Buttons on cards and pages that choose what to compare, and the bar that shows what is chosen.
import { KINDS, address, chooser, clear, named, of, onChange, onMessage, remove, words } from "./choice.js"
import { button, element, filled, status, tools } from "./page.js"

const lang = (node) => node.closest("[lang]").lang
const onPage = new Map() // what is chosen may have been chosen in another language; this page's words come first
const known = (kind, entry) => {
  onPage.set(`${kind}/${entry.id}`, entry)
  return chooser(kind, entry)
}

for (const card of document.querySelectorAll("article .card")) {
  const link = card.querySelector(".card__title a")
  const found = link && named(link.href)
  if (found) card.append(known(found.kind, { id: found.id, title: link.textContent, lang: lang(link) }))
}

const here = named(location.href.split(/[?#]/)[0])
const heading = document.querySelector("article h1")
if (here && heading) tools().append(known(here.kind, { id: here.id, title: heading.firstChild.textContent.trim(), lang: lang(heading) }))

const bar = element("section", "", "chosen")
bar.setAttribute("aria-label", words.bar)
// On a phone the names are folded away, so that the bar leaves room for the text.
const fold = button("", "chosen__fold")
fold.addEventListener("click", () => fold.setAttribute("aria-expanded", bar.classList.toggle("chosen--open")))
fold.setAttribute("aria-expanded", false)
bar.append(fold)
const lists = KINDS.map((kind) => {
  const row = element("div", "", "chosen__row")
  const list = element("ul")
  const hint = element("span", words.one)
  const go = element("a", "", "button")
  row.append(element("strong", words[kind]), list, hint, go)
  bar.append(row)
  return { kind, row, list, hint, go }
})
const empty = button(words.clear, "chosen__clear")
empty.addEventListener("click", () => {
  clear()
  document.querySelector(".choose__toggle")?.focus() // the bar is gone, and with it the place of the focus
})
bar.append(empty)

const item = (kind, chosen) => {
  const entry = onPage.get(`${kind}/${chosen.id}`) ?? chosen
  const made = element("li")
  const title = element("span", entry.title)
  const gone = button("×")
  title.lang = entry.lang
  gone.setAttribute("aria-label", filled(words.remove, { title: entry.title }))
  gone.addEventListener("click", () => {
    remove(kind, entry.id)
    ;(bar.querySelector("li button") ?? document.querySelector(".choose__toggle"))?.focus()
  })
  made.append(title, gone)
  return made
}

const follow = () => {
  for (const { kind, row, list, hint, go } of lists) {
    const entries = of(kind)
    row.hidden = !entries.length
    list.replaceChildren(...entries.map((entry) => item(kind, entry)))
    hint.hidden = entries.length > 1
    go.hidden = entries.length < 2
    go.href = address(kind)
    go.replaceChildren(element("span", `${words[kind]}: `, "chosen__kind"), filled(words.go, { n: entries.length }))
  }
  fold.textContent = filled(words.fold, { n: KINDS.reduce((sum, kind) => sum + of(kind).length, 0) })
  bar.hidden = KINDS.every((kind) => !of(kind).length)
}
onChange(follow)
follow()

// Messages have a line of their own: what is hidden and shown again would not be read out. A refusal is there for the eye too.
const message = status("visually-hidden")
onMessage((text, refused) => {
  message.textContent = text
  message.className = refused ? "chosen__message" : "visually-hidden"
})
const dock = element("div", "", "dock")
dock.append(message, bar)
document.querySelector(".md-content").append(dock)

// What gets the focus is scrolled clear of the bar, however high it is.
new ResizeObserver(() => document.documentElement.style.setProperty("--dock", `${dock.offsetHeight}px`)).observe(dock)
