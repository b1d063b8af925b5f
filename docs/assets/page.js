// What several modules need: elements, and the row of buttons above a text.
export const locale = document.documentElement.lang

export const element = (name, text, className, inside = []) => {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (className) made.className = className
  made.append(...inside)
  return made
}

export const button = (text, className) => Object.assign(element("button", text, className), { type: "button" })

// A text of data/labels with its {slots} filled.
export const filled = (words, slots) => words.replace(/\{(\w+)\}/g, (slot, name) => slots[name] ?? slot)

// The buttons of a page, between its breadcrumbs and its heading.
export const tools = () => {
  const heading = document.querySelector("article h1")
  const found = document.querySelector("article > .tools")
  if (found) return found
  const made = element("div", "", "tools")
  heading.closest("article > *").before(made)
  return made
}

// A message for screen readers, and for the eye where it is put into the page.
export const status = (className) => {
  const made = element("p", "", className)
  made.role = "status"
  return made
}
