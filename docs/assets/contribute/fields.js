// The fields of the form as one value and back. What a field is says its data-kind (hooks/handbook/form.py); an empty one is left out.
import { bare } from "../fold.js"
import { element, filled } from "../page.js"
import { strip } from "./strip.js"

export const fieldsOf = (root, { names, words, locale, rules }, say) => {
  const lists = Object.fromEntries(Object.entries(names).map(([kind, pairs]) => [kind, new Map(pairs.map(([id, name]) => [id, name]))]))
  const countries = new Map(names.country)
  let items = 0

  // The letters in one form and one sign for the end of a line, as the loader reads them.
  const tidy = (text) => strip(text.replace(/\r\n?|[\u0085\u2028\u2029]/gu, "\n").normalize("NFC"))
  const control = (node) => node.querySelector("[data-control]")
  const inside = (container) => {
    const own = container.matches("[data-field], [data-item]") ? container : null
    return [...container.querySelectorAll("[data-field]")].filter((node) => node.parentElement.closest("[data-field], [data-item]") === own)
  }
  const itemsOf = (node) => [...node.querySelectorAll(":scope > .items > [data-item]")]
  const changed = (node) => node.dispatchEvent(new Event("input", { bubbles: true }))

  // --- reading ---

  const valueOf = (node, loc, nodes) => {
    switch (node.dataset.kind) {
      case "group":
      case "text":
        return read(node, loc, nodes)
      case "items": {
        const found = []
        for (const item of itemsOf(node)) {
          const own = new Map()
          const value = read(item, [...loc, found.length], own)
          if (!value) continue
          found.push(value)
          own.forEach((inner, key) => nodes.set(key, inner))
        }
        return found.length ? found : undefined
      }
      case "choices": {
        const found = [...node.querySelectorAll(".choices__list > li")].map((item) => item.dataset.value)
        return found.length ? found : undefined
      }
      case "locale":
        return node.querySelector("input:checked").value
      default:
        return tidy(control(node).value) || undefined
    }
  }

  const read = (container, loc, nodes) => {
    const found = {}
    for (const node of inside(container)) {
      const key = node.dataset.field
      nodes.set([...loc, key].join("."), node)
      const value = valueOf(node, [...loc, key], nodes)
      if (value !== undefined) found[key] = value
    }
    return Object.keys(found).length ? found : undefined
  }

  // --- choosing from a list ---

  const showOptions = (node) => {
    const select = control(node)
    const wanted = bare(node.querySelector("[data-filter]")?.value ?? "")
    const before = select.value
    const fits = names[node.dataset.of].filter(([id, name]) => id === (node.dataset.kind === "choice" && before) || bare(`${name} ${id}`).includes(wanted))
    const option = ([id, name]) => Object.assign(element("option", name), { value: id })
    const none = option(["", wanted && !fits.length ? words.no_match : words.none])
    select.replaceChildren(none)
    if (node.dataset.of === "place") {
      for (const [country, name] of countries) {
        const group = Object.assign(document.createElement("optgroup"), { label: name })
        group.append(...fits.filter(([, , of]) => of === country).map(option))
        if (group.childElementCount) select.append(group)
      }
    } else select.append(...fits.map(option))
    select.value = wanted && !before ? select.options[1]?.value ?? "" : fits.some(([id]) => id === before) ? before : ""
  }

  const choose = (node, id) => {
    const list = node.querySelector(".choices__list")
    const name = lists[node.dataset.of].get(id)
    if (!name || [...list.children].some((item) => item.dataset.value === id)) return false
    const button = (does, text, named) => {
      const made = element("button", text, "quiet")
      made.type = "button"
      made.setAttribute("aria-label", filled(named, { name }))
      made.dataset.do = does
      return made
    }
    const item = element("li", "", "", [element("span", name), button("first-choice", words.first, words.first_named), button("remove-choice", words.remove, words.remove_named)])
    item.dataset.value = id
    list.append(item)
    list.hidden = false
    return true
  }

  const chosenChanged = (node) => {
    const list = node.querySelector(".choices__list")
    list.hidden = !list.childElementCount
    changed(node)
  }

  // --- lists of groups ---

  const setUp = (container) => {
    for (const node of container.querySelectorAll("[data-of]")) showOptions(node)
    for (const node of container.querySelectorAll("[data-kind=title]")) {
      const count = element("p", "", "field__count")
      const show = () => (count.textContent = filled(words.length, { n: [...tidy(control(node).value)].length, limit: rules.title_length }))
      node.append(count)
      node.addEventListener("input", show)
      show()
    }
  }

  const numbered = (node) => itemsOf(node).forEach((item, at) => (item.querySelector("legend").textContent = filled(words.item, { n: at + 1 })))

  const addItem = (node) => {
    const made = node.querySelector(":scope > template").content.firstElementChild.cloneNode(true)
    const number = items++
    for (const inner of [made, ...made.querySelectorAll("*")]) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (inner.hasAttribute(name)) inner.setAttribute(name, inner.getAttribute(name).replace("-N-", `-${number}-`))
      }
    }
    node.querySelector(":scope > .items").append(made)
    numbered(node)
    setUp(made)
    return made
  }

  // --- filling in ---

  const put = (node, value) => {
    switch (node.dataset.kind) {
      case "group":
      case "text":
        return fill(node, value ?? {})
      case "items":
        for (const item of itemsOf(node)) item.remove()
        for (const given of Array.isArray(value) ? value : []) fill(addItem(node), given)
        if (node.dataset.field === "sources" && !itemsOf(node).length) addItem(node) // every practice needs one
        return undefined
      case "choices":
        node.querySelector(".choices__list").replaceChildren()
        for (const id of Array.isArray(value) ? value : []) choose(node, id)
        return (node.querySelector(".choices__list").hidden = !node.querySelector(".choices__list li"))
      case "locale":
        for (const box of node.querySelectorAll("input")) box.checked = box.value === (value ?? locale)
        return undefined
      default:
        control(node).value = value ?? ""
        return node.dispatchEvent(new Event("input"))
    }
  }

  const fill = (container, value) => {
    for (const node of inside(container)) put(node, value[node.dataset.field])
  }

  // --- what a reader does ---

  root.addEventListener("click", ({ target }) => {
    const does = target.closest("[data-do]")?.dataset.do
    const node = target.closest("[data-field]")
    if (does === "add-item") addItem(node).querySelector("[data-control]").focus()
    if (does === "remove-item") {
      target.closest("[data-item]").remove()
      numbered(node)
      node.querySelector(":scope > p > [data-do=add-item]").focus()
      changed(node)
    }
    if (does === "add-choice") {
      const select = control(node)
      const name = lists[node.dataset.of].get(select.value)
      if (choose(node, select.value)) say(filled(words.added, { name }))
      select.value = ""
      const filter = node.querySelector("[data-filter]")
      if (filter) filter.value = ""
      showOptions(node)
      chosenChanged(node)
    }
    const item = target.closest(".choices__list > li")
    if (does === "remove-choice") {
      const next = item.nextElementSibling ?? item.previousElementSibling
      say(filled(words.removed, { name: item.firstElementChild.textContent }))
      item.remove()
      ;(next?.querySelector("[data-do=remove-choice]") ?? control(node)).focus()
      chosenChanged(node)
    }
    if (does === "first-choice") {
      item.parentElement.prepend(item)
      target.focus()
      chosenChanged(node)
    }
  })

  root.addEventListener("input", ({ target }) => {
    if (target.matches("[data-filter]")) {
      const node = target.closest("[data-field]")
      if (node.dataset.kind === "choices") control(node).value = ""
      showOptions(node)
    }
  })

  root.addEventListener("keydown", (event) => {
    const { target, key } = event
    if (key !== "Enter" || !target.matches("[data-filter], .choices select")) return
    event.preventDefault() // Enter takes what is found; it does not send the form
    target.closest("[data-field]").querySelector("[data-do=add-choice]")?.click()
  })

  setUp(root)
  fill(root, {})

  return {
    read: () => {
      const nodes = new Map()
      return { value: read(root, [], nodes) ?? {}, nodes }
    },
    fill: (value) => fill(root, value),
    control: (node) => node.querySelector("[data-control], button") ?? node,
  }
}
