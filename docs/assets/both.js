// Two languages side by side: the text of this page and the same page in another language, part by part.
import { button, element, locale, status, tools } from "./page.js"
import { parts, partsOf, renamed } from "./parts.js"

const CUT = "h2, h3, h4"
const { words, name } = JSON.parse(document.getElementById("both-words").textContent)

// Only what the page announces as its own text in another language; the links of the header lead there on this host.
const announced = new Set([...document.querySelectorAll("link[hreflang]")].map((link) => link.hreflang))
const others = [...document.querySelectorAll(".languages a[hreflang]")]
  .filter((link) => announced.has(link.hreflang))
  .map((link) => ({ code: link.hreflang, name: link.textContent.trim(), href: link.href.split(/[?#]/)[0] }))

// Facts, sources, cards, tables of numbers and what only a screen shows carry no prose and say the same in every language: they stay
// as they are, once.
const ONCE = ".facts, .sources, .links, .cards, .small, .compare, .screen-only"
const prose = ({ nodes }) => !nodes.length || nodes.some((node) => !node.matches(ONCE))

let view = null
let original = []
let shown = ""

const cell = (code, language, nodes) => {
  const made = element("div", "", "both__cell")
  made.lang = code
  made.append(element("p", language, "both__language"), ...nodes)
  return made
}

// In the other column headings are paragraphs that look like headings: they repeat those beside them, and whoever moves by
// headings would meet each section twice. The language stands before them, so nobody loses the way.
const beside = (part) => {
  const nodes = part.heading ? [part.heading, ...part.nodes] : part.nodes
  return nodes.map((node) => {
    const box = element("div")
    box.append(node)
    for (const heading of box.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      const made = renamed(heading, "p")
      made.classList.add("both__heading", `both__heading--${heading.localName[1]}`)
      heading.replaceWith(made)
    }
    return box.firstChild
  })
}

const paired = (own, other, { code, name: language }) => {
  const rest = new Map(other.map((part) => [part.id, part]))
  const missing = () => [element("p", words.missing, "both__missing")]
  const rows = []
  const pair = (mine, theirs) => {
    const row = element("div", "", "both__pair")
    const left = cell(locale, name, mine)
    const right = cell(theirs ? code : locale, language, theirs ?? missing())
    if (!theirs) right.firstChild.lang = code
    row.append(left, right)
    return row
  }
  for (const part of own) {
    const twin = rest.get(part.id)
    rest.delete(part.id)
    const nodes = part.heading ? [part.heading, ...part.nodes] : part.nodes
    if (part.id && !prose(part)) rows.push(...nodes)
    else rows.push(pair(nodes, twin && beside(twin)))
  }
  for (const part of rest.values()) if (prose(part)) rows.push(pair(missing(), beside(part)))
  return rows
}

const message = status("visually-hidden")
const remember = (code) => {
  const address = new URL(location.href)
  if (code) address.searchParams.set("both", code)
  else address.searchParams.delete("both")
  history.replaceState(history.state, "", address)
}

const hide = () => {
  view?.replaceWith(...original)
  view = null
  shown = ""
}

const buttons = others.map((other) => {
  const several = others.length > 1
  const made = button(several ? other.name : words.show, "both__toggle")
  if (several) made.lang = other.code
  made.setAttribute("aria-pressed", false)
  made.addEventListener("click", () => toggle(other))
  return { code: other.code, made }
})
const follow = () => buttons.forEach(({ code, made }) => made.setAttribute("aria-pressed", code === wanted))

let wanted = "" // what was pressed last, which may be quicker than the network
const toggle = async (other) => {
  const mine = wanted === other.code ? "" : other.code
  wanted = mine
  hide()
  message.className = "visually-hidden"
  message.textContent = mine ? words.loading : words.hidden
  follow()
  if (mine) {
    const theirs = await partsOf(other.href, CUT).catch(() => null)
    if (wanted !== mine || shown) return
    if (theirs) show(other, theirs)
    else {
      wanted = ""
      message.className = "notice"
    }
    message.textContent = theirs ? words.shown : words.failed
  }
  remember(shown)
  follow()
}

const show = (other, theirs) => {
  const row = tools()
  const edit = row.parentElement.querySelector(":scope > .edit")
  original = []
  for (let node = row.nextSibling; node && node !== edit; node = node.nextSibling) original.push(node)
  for (const node of original) node.remove()
  view = element("div", "", "both")
  const own = original.filter((node) => node.nodeType === Node.ELEMENT_NODE)
  view.append(...paired(parts(own, CUT), theirs, other))
  row.after(view)
  shown = other.code
}

if (others.length) {
  const group = element("span", "", "both__choice")
  if (others.length > 1) {
    group.role = "group"
    group.setAttribute("aria-label", words.choose)
    group.append(element("span", words.choose))
  }
  group.append(...buttons.map(({ made }) => made))
  tools().append(group, message)

  // Whoever reads two languages and changes the one of the page goes on reading both.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".languages a")
    if (!link || !shown) return
    const address = new URLSearchParams(link.search)
    if (link.hreflang === shown) address.set("both", locale)
    link.search = address
  })

  const asked = others.find(({ code }) => code === new URLSearchParams(location.search).get("both"))
  if (asked) {
    await toggle(asked)
    // The ids of sections are ASCII; anything else in the address is no section.
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }
}
