// Narrows the items of a list while one types: what they say is compared as bare letters, and with ä as ae.
import { bare, lower } from "./fold.js"

const spelled = (text) => bare(lower(text).normalize("NFC").replace(/[äöü]/g, (letter) => `${letter}e`))
const form = document.querySelector(".filter")
const field = form.querySelector("input")
const status = form.querySelector("[role=status]")
const headings = [...document.querySelectorAll("article h2")]
const items = [...document.querySelectorAll(form.dataset.items)].map((node) => {
  const parts = [...node.querySelectorAll("[data-find]")]
  const text = (parts.length ? parts : [node]).map((part) => part.textContent).join(" ")
  const under = headings.findLast((heading) => heading.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)
  return { node, under, text: `${bare(text)} ${spelled(text)}` }
})

const narrow = () => {
  const words = bare(field.value).split(/\s+/)
  const open = new Set()
  let count = 0
  for (const { node, under, text } of items) {
    node.hidden = !words.every((word) => text.includes(word))
    if (node.hidden) continue
    count++
    open.add(under)
  }
  for (const heading of headings) heading.hidden = !open.has(heading)
  for (const letters of document.querySelectorAll(".letters")) letters.hidden = Boolean(field.value.trim())
  status.textContent = field.value.trim() ? form.dataset.results.replace("{n}", count) : ""
}

form.hidden = false
form.addEventListener("submit", (event) => event.preventDefault())
field.addEventListener("input", narrow)
narrow() // the field keeps its words when one comes back
