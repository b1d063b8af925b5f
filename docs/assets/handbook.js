// The only script on every page.

// Sections have the same id in every language, so the switch can keep the place on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".languages a")
  if (!link) return
  link.hash = location.hash
  link.search = location.search // what was searched; ids of facets are the same in every language
})

// The theme puts tables into boxes that scroll sideways on a phone. Whoever uses the keyboard must be able to scroll them too.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) box.tabIndex = 0
})

// On a phone the sections stand above the text as soon as the menu is pressed. Without this script it is a link that shows them.
const sidebar = document.querySelector(".md-sidebar--primary")
const link = document.querySelector(".menu")
if (sidebar) {
  const menu = document.createElement("button")
  const open = (wanted) => {
    sidebar.dataset.open = wanted
    menu.setAttribute("aria-expanded", wanted)
  }
  menu.type = "button"
  menu.className = link.className
  menu.append(...link.childNodes)
  menu.setAttribute("aria-controls", "sections")
  menu.addEventListener("click", () => {
    open(sidebar.dataset.open === "false")
    if (sidebar.dataset.open === "true") sidebar.querySelector("a").focus()
  })
  for (const place of [menu, sidebar]) {
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || sidebar.dataset.open === "false") return
      open(false)
      menu.focus()
    })
  }
  link.replaceWith(menu)
  open(location.hash === "#sections")
}
