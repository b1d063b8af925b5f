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

// On a phone the navigation is a drawer behind a checkbox. As the theme leaves it, no key opens it and Tab walks through it
// while it is closed; here the menu is a button for every key, and what is closed cannot be reached.
const drawer = document.getElementById("__drawer")
const menu = document.querySelector(".menu")
const sidebar = document.querySelector(".md-sidebar--primary")
const narrow = matchMedia("(max-width: 76.2344em)")
const follow = () => {
  menu.setAttribute("aria-expanded", drawer.checked)
  sidebar.inert = narrow.matches && !drawer.checked
}
const toggle = (open) => {
  drawer.checked = open
  drawer.dispatchEvent(new Event("change"))
}
menu.role = "button"
menu.tabIndex = 0
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return
  event.preventDefault()
  toggle(!drawer.checked)
  if (drawer.checked) sidebar.querySelector("a")?.focus()
})
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return
  toggle(false)
  menu.focus()
})
drawer.addEventListener("change", follow)
narrow.addEventListener("change", follow)
follow()
