// Explanations of terms: each is a link to the glossary that carries its note. Hovering, focusing or a first tap shows the note in a
// box beside the word; Escape closes it. The box can be hovered, and Tab leads from the word into it.
const box = document.querySelector(".tip-template").content.firstElementChild
const part = (name) => box.querySelector(`.tip-box__${name}`)
part("text").id = "tip-text"
const PATIENCE = 250 // milliseconds to move the pointer from the word into the box
const EDGE = 8 // pixels that stay free at the edges of the window
let shown = null
let leaving

const fill = ({ dataset, href }) => {
  part("term").textContent = dataset.term
  part("note").textContent = dataset.note
  part("more").href = href
  part("others").replaceChildren(
    ...JSON.parse(dataset.others).map(([lang, name, term]) => {
      const line = document.createElement("span")
      line.lang = lang
      line.textContent = `${name}: ${term}`
      return line
    }),
  )
}

// Below the first line of the word, above it where there is more room, and always inside the window.
const place = (tip) => {
  const word = tip.getClientRects()[0]
  const { width, height } = box.getBoundingClientRect()
  const view = document.documentElement
  const below = view.clientHeight - word.bottom
  const above = below < height + EDGE && word.top > below
  const left = Math.max(EDGE, Math.min(word.left, view.clientWidth - width - EDGE))
  const top = above ? word.top - height : word.bottom
  box.style.left = `${left + scrollX}px`
  box.style.top = `${top + scrollY}px`
}

const hide = () => {
  clearTimeout(leaving)
  if (!shown) return
  shown.removeAttribute("aria-describedby")
  shown = null
  box.remove()
}

const show = (tip) => {
  clearTimeout(leaving)
  if (shown === tip) return
  hide()
  shown = tip
  fill(tip)
  tip.after(box) // so that Tab leads from the word into the box; as a popover it is cut off by nothing
  tip.setAttribute("aria-describedby", "tip-text")
  box.showPopover()
  place(tip)
}

// The box goes away under the focus: the word gets it back without showing the box again.
const refocus = (tip) => {
  tip.focus()
  hide()
}

const ours = (node) => shown && node && (shown.contains(node) || box.contains(node))
const tipAt = (event) => event.target.closest?.("a.tip")

if (box.showPopover) {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return
    const tip = tipAt(event)
    if (tip) show(tip)
    else if (ours(event.target)) clearTimeout(leaving)
    else if (shown && !ours(document.activeElement)) {
      clearTimeout(leaving)
      leaving = setTimeout(hide, PATIENCE)
    }
  })
  document.addEventListener("focusin", (event) => {
    const tip = tipAt(event)
    if (tip) show(tip)
    else if (!ours(event.target)) hide()
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown) return
    const inside = box.contains(document.activeElement)
    const tip = shown
    hide()
    if (inside) refocus(tip)
  })

  // A first tap shows the box; the link in it, or a second tap, leads to the glossary. Focus comes before the click.
  let before = null
  document.addEventListener("pointerdown", (event) => {
    before = shown
    if (!ours(event.target) && !tipAt(event)) hide()
  })
  document.addEventListener("click", (event) => {
    const tip = tipAt(event)
    if (!tip || event.pointerType !== "touch" || before === tip) return
    event.preventDefault()
    show(tip)
  })
  addEventListener("resize", hide)
}
