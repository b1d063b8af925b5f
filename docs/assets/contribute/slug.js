// An id proposed from a title, as the command `handbook new` does it: letters as the language spells them, the rest without marks.
export const slug = (words, { letters, same, length }) => {
  const spelled = Object.fromEntries(letters.map((pair) => [[...pair][0], [...pair].slice(1).join("")]))
  const folded = [...words.normalize("NFC").toLowerCase().normalize("NFC")].map((char) => spelled[char] ?? same[char] ?? char).join("")
  const bare = folded.normalize("NFKD").replace(/\p{M}/gu, "")
  const parts = bare.match(/[a-z0-9]+/gu) ?? []
  let found = ""
  for (const part of parts) {
    if (found.length + 1 + part.length > length) break
    found = found ? `${found}-${part}` : part
  }
  return found || parts.join("").slice(0, length)
}
