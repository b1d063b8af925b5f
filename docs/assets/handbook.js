// The only script of our own. Sections have the same id in every language, so the switch can keep the place on the page.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".languages a")
  if (link) link.hash = location.hash
})
