// A practice as a YAML file that the loader reads back unchanged, whatever was typed.
// Short words stand plain, prose in blocks, everything else in double quotes with escapes.
const RESERVED = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
const PLAIN = /^\p{L}[\p{L}\p{N}.’()/]*(?:[ -][\p{L}\p{N}.’()/]+)*$/u // no sign that means something in YAML
const PRINTABLE = /^[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u
const KEY_AND_HARD_SPACE = /^[ -]*[A-Za-z_]+:\u00a0/mu // the loader takes it for a key with a wrong space

const quoted = (text) =>
  `"${text.replace(/["\\]/gu, "\\$&").replace(/[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/gu, (char) => {
    if (char === "\n") return "\\n"
    return `\\u${char.codePointAt(0).toString(16).padStart(4, "0")}`
  })}"`

const scalar = (text) => (PLAIN.test(text) && !RESERVED.has(text.toLowerCase()) ? text : quoted(text))

const prose = (text, indent) => {
  const lines = text.split("\n")
  if (lines.length === 1 && text.length < 90) return ` ${scalar(text)}`
  if (!PRINTABLE.test(text) || KEY_AND_HARD_SPACE.test(text) || /^\s/u.test(text)) return ` ${quoted(text)}`
  return ` |\n${lines.map((line) => (line ? `${indent}  ${line}` : "")).join("\n")}`
}

const written = (value, field, indent) => {
  switch (field.kind) {
    case "group":
    case "text":
      return `\n${block(value, field.fields, `${indent}  `)}`
    case "items":
      return `\n${value.map((item) => `${indent}  - ${block(item, field.fields, `${indent}    `).trimStart()}`).join("\n")}`
    case "choices":
      return ` [${value.map(scalar).join(", ")}]`
    case "year":
      return ` ${value}`
    case "plain":
    case "markdown":
      return prose(value, indent)
    default:
      return ` ${scalar(value)}`
  }
}

const block = (value, fields, indent) =>
  fields
    .filter(({ key }) => value[key] !== undefined)
    .map((field) => `${indent}${field.key}:${written(value[field.key], field, indent)}`)
    .join("\n")

// The file's name is the id, so the id does not stand in it.
export const yaml = (practice, shape, firstLine) =>
  `${firstLine}\n${block(practice, shape.filter(({ key }) => key !== "id"), "")}\n`
