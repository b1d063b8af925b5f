// The text without the spaces around it, as the loader strips it: a byte order mark is no space there.
export const strip = (text) => text.replace(/^(?:[^\S\ufeff]|[\x1c-\x1f\x85])+|(?:[^\S\ufeff]|[\x1c-\x1f\x85])+$/gu, "")
