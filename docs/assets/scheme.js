// Light or dark: what the reader chose, else what the system prefers. Loaded in the header, before anything is painted.
{
  const stored = "handbook-scheme"
  const prefersDark = matchMedia("(prefers-color-scheme: dark)")
  const button = document.querySelector(".scheme")
  let chosen = null
  try {
    chosen = localStorage.getItem(stored)
  } catch {} // a browser that forbids storage still follows the system, and the button as long as the page is open
  const follow = () => {
    const dark = chosen ? chosen === "slate" : prefersDark.matches
    document.body.dataset.mdColorScheme = dark ? "slate" : "default"
    button.title = dark ? button.dataset.toLight : button.dataset.toDark
    button.setAttribute("aria-label", button.title)
  }
  button.addEventListener("click", () => {
    chosen = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate"
    try {
      localStorage.setItem(stored, chosen)
    } catch {}
    follow()
  })
  prefersDark.addEventListener("change", follow)
  button.hidden = false
  follow()
}
