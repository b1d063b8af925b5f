export const element = (name, text = "", className = "", inside = []) => {
  const made = document.createElement(name)
  if (text) made.textContent = text
  if (className) made.className = className
  made.append(...inside)
  return made
}

export const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (slot, name) => values[name] ?? slot)

// The text without the spaces around it, as the loader strips it: a byte order mark is no space there.
export const strip = (text) => text.replace(/^(?:[^\S\ufeff]|[\x1c-\x1f\x85])+|(?:[^\S\ufeff]|[\x1c-\x1f\x85])+$/gu, "")

// Letters as a search compares them: without case and marks, ı and i the same.
export const bare = (text, locale) => text.toLocaleLowerCase(locale).replaceAll("ı", "i").normalize("NFD").replace(/\p{M}/gu, "")
