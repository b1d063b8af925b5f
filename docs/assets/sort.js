// Sorts the comparison table. Values and the order of names are in the HTML (data-value), so every language sorts its own way.
for (const table of document.querySelectorAll("table.compare")) {
  const heads = [...table.tHead.rows[0].cells]
  const value = (row, column) => row.cells[column].dataset.value // a number, a rank or a day such as 2023-12-31
  const compared = (a, b) => (Number.isNaN(a - b) ? (a > b) - (a < b) : a - b)
  heads.forEach((head, column) => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = head.textContent
    button.title = table.dataset.sortLabel.replace("{column}", head.textContent)
    head.replaceChildren(button)
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending"
      heads.forEach((other) => other.removeAttribute("aria-sort"))
      head.setAttribute("aria-sort", down ? "descending" : "ascending")
      const compare = (a, b) => compared(value(a, column), value(b, column))
      const rows = [...table.tBodies[0].rows].sort((a, b) => {
        const [first, second] = [value(a, column), value(b, column)]
        if (!first || !second) return !first - !second // what is not known stays last in both directions
        return down ? compare(b, a) : compare(a, b)
      })
      table.tBodies[0].append(...rows)
    })
  })
}
