// Words for comparing, however they are typed: small in the page's language, ı as i, then without any marks, ß as ss.
export const lower = (text) => text.toLocaleLowerCase(document.documentElement.lang).trim()
export const folded = (text) => lower(text).replaceAll("ı", "i")
export const bare = (text) => folded(text).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss")
