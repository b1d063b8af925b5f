export const element = (name, text = "", className = "", inside = []) => {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (className) made.className = className
  made.append(...inside)
  return made
}

export const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (slot, name) => values[name] ?? slot)

// Letters as a search compares them: without case and marks, ı and i the same.
export const bare = (text, locale) => text.toLocaleLowerCase(locale).replaceAll("ı", "i").normalize("NFD").replace(/\p{M}/gu, "")
