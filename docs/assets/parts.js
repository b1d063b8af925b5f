// Takes pages apart at their headings, for the comparison and for two languages side by side.

// What has no running text, or is wider than a column, and interrupts the part in which it stands.
const APART = ".screen-only, table.compare"

// Entries of a timeline are parts too: each in a list of its own that goes on counting. The page keeps its list, copies are shown.
const entries = (list) =>
  [...list.children].map((entry, at) => {
    const own = list.cloneNode(false)
    own.start = at + 1
    own.append(entry.cloneNode(true))
    return { id: entry.id, heading: null, nodes: [own] }
  })

// Parts of a text in its order: the first, without id, is what stands before the first heading that `cut` selects.
export const parts = (nodes, cut) => {
  const found = [{ id: "", heading: null, nodes: [] }]
  const apart = (part) => found.push({ heading: null, nodes: [], id: `part-${found.length}`, ...part })
  let interrupted = false
  for (const node of nodes) {
    if (node.matches?.(cut) && node.id) apart({ id: node.id, heading: node })
    else if (node.matches?.("ol.timeline")) found.push(...entries(node))
    else if (node.matches?.(APART)) apart({ nodes: [node] })
    else if (interrupted) apart({ nodes: [node] })
    else found.at(-1).nodes.push(node)
    interrupted = Boolean(node.matches?.("ol.timeline") || node.matches?.(APART))
  }
  return found
}

// Material wraps tables like this when a page is loaded, so that they scroll by themselves on a phone.
const scrolling = (table) => {
  const outer = document.createElement("div")
  const inner = document.createElement("div")
  outer.className = "md-typeset__scrollwrap"
  inner.className = "md-typeset__table"
  outer.tabIndex = 0
  table.replaceWith(outer)
  outer.append(inner)
  inner.append(table)
}

// Another page of this site, apart and ready to stand on this one: addresses are whole, ids are gone, scripts, forms and
// what belongs to the page rather than to its text are left out.
export const partsOf = async (url, cut) => {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${answer.status} ${url}`)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  const article = document.importNode(page.querySelector("article"), true)
  for (const node of article.querySelectorAll("script, style, form, .crumbs, .edit")) node.remove()
  for (const name of ["href", "src"]) {
    for (const node of article.querySelectorAll(`[${name}]`)) node.setAttribute(name, new URL(node.getAttribute(name), url))
  }
  for (const table of article.querySelectorAll("table:not([class])")) scrolling(table)
  const found = parts([...article.children], cut)
  const shown = found.flatMap(({ heading, nodes }) => (heading ? [heading, ...nodes] : nodes))
  for (const name of ["id", "aria-labelledby", "aria-describedby", "for"]) {
    for (const node of shown.flatMap((top) => [top, ...top.querySelectorAll(`[${name}]`)])) node.removeAttribute(name)
  }
  return found
}

// The same heading as another element; its language stays, its id is gone already.
export const renamed = (heading, name) => {
  const made = document.createElement(name)
  for (const { name: attribute, value } of heading.attributes) made.setAttribute(attribute, value)
  made.append(...heading.childNodes)
  return made
}
