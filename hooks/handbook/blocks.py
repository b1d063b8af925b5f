"""The HTML of a page as blocks of plain data, which a template for paper can set: headings, paragraphs, lists, tables.

Blocks and the words in them are dictionaries, lists and strings, as JSON knows them. A word never becomes markup on its way
to paper. What only a screen can use (navigation, drawings that a table repeats, forms, the class `screen-only`) stays behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Block = dict[str, Any]
Inline = list[Any]
"""Strings, and dictionaries `{"do": …, "in": Inline}`. A link with `where` says on paper where it leads: page or address."""

VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}
LEFT_OUT = {"nav", "svg", "script", "style", "button", "form", "template", "noscript", "input", "link", "meta", "dialog"}
LEFT_OUT_CLASSES = {"visually-hidden", "screen-only", "maps", "map__jump", "map__skip", "map__note"}
BLOCKS = {"p", "ul", "ol", "dl", "table", "div", "section", "article", "figure", "details", "blockquote", "pre", "hr"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
DOES = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "small": "small", "sup": "sup", "code": "code"}
CLASS_DOES = {"figures__value": "strong", "figures__source": "small", "figures__note": "small"}
LOOKS = {"notice": "notice", "answer": "answer", "term": "term"}
"""Classes of containers that look like something on paper too."""
PARAGRAPHS = ("lead", "small", "term__kind", "timeline__when")
"""Classes of paragraphs that look like something on paper too; a figure's caption and a table's are others."""
SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def nodes(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        words = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return SPACE.sub(" ", words).strip(" ")

    def find(self, class_: str) -> Iterator[Node]:
        """Every element of a class inside, in the order of the page."""
        return (node for node in self.descendants if class_ in node.classes)

    @property
    def descendants(self) -> Iterator[Node]:
        """Every element inside, in the order of the page."""
        for child in self.nodes:
            yield child
            yield from child.descendants

    def matches(self, names: frozenset[str]) -> bool:
        """Whether one of `#id` and `.class` names it."""
        return f"#{self.id}" in names or any(f".{class_}" in names for class_ in self.classes)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(html: str) -> Node:
    """A page's HTML as elements."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


def without(node: Node, names: frozenset[str]) -> Node:
    """The same without what `#id` and `.class` name: an element, or after a heading all that belongs to it."""
    kept: list[Node | str] = []
    dropped_level = 0
    for child in node.children:
        if isinstance(child, str):
            if not dropped_level:
                kept.append(child)
            continue
        level = HEADINGS.get(child.tag, 0)
        if dropped_level and (not level or level > dropped_level):
            continue
        dropped_level = 0
        if child.matches(names):
            dropped_level = level
        else:
            kept.append(without(child, names))
    return Node(node.tag, node.attributes, kept)


def headline(node: Node, lang: str = "") -> tuple[Inline, Node]:
    """The words of the first `h1` inside, in their language, and everything else."""
    kept: list[Node | str] = []
    for index, child in enumerate(node.children):
        if isinstance(child, Node):
            own = child.attributes.get("lang", lang)
            if child.tag == "h1":
                words = inline(child.children)
                title: Inline = [{"do": "lang", "lang": own, "in": words}] if own else words
                return title, Node(node.tag, node.attributes, [*kept, *node.children[index + 1 :]])
            title, rest = headline(child, own)
            if title:
                return title, Node(node.tag, node.attributes, [*kept, rest, *node.children[index + 1 :]])
        kept.append(child)
    return [], node


def only(node: Node, id_: str) -> Node:
    """A heading and all that belongs to it, as a page of its own; empty if there is no such heading."""
    found: list[Node | str] = []
    level = 0
    for child in node.children:
        own = HEADINGS.get(child.tag, 0) if isinstance(child, Node) else 0
        if isinstance(child, Node) and own and child.id == id_:
            level = own
        elif own and level and own <= level:
            break
        if level:
            found.append(child)
    return Node(node.tag, {}, found)


def blocks(node: Node) -> list[Block]:
    """What stands inside an element, one block after another."""
    made: list[Block] = []
    loose: list[Node | str] = []

    def paragraph() -> None:
        made.extend(_paragraph(Node("p", {}, [*loose])))
        loose.clear()

    for child in node.children:
        if isinstance(child, str) or (child.tag not in BLOCKS and child.tag not in _MAKERS and not _left_out(child)):
            loose.append(child)
            continue
        paragraph()
        if not _left_out(child):
            made += _in_language(child, _MAKERS.get(child.tag, _container)(child))
    paragraph()
    return made


def _left_out(node: Node) -> bool:
    return node.tag in LEFT_OUT or "hidden" in node.attributes or not LEFT_OUT_CLASSES.isdisjoint(node.classes)


def _in_language(node: Node, made: list[Block]) -> list[Block]:
    lang = node.attributes.get("lang", "")
    return [{"is": "group", "look": "", "id": "", "lang": lang, "blocks": made}] if lang and made else made


def _container(node: Node) -> list[Block]:
    inside = blocks(node)
    look = next((LOOKS[class_] for class_ in node.classes if class_ in LOOKS), "")
    if inside and (look or node.id):
        return [{"is": "group", "look": look, "id": node.id, "lang": "", "blocks": inside}]
    return inside


def _heading(node: Node) -> list[Block]:
    return [{"is": "heading", "level": HEADINGS[node.tag], "id": node.id, "in": inline(node.children)}]


def _paragraph(node: Node) -> list[Block]:
    """Its words, then the pictures that stand among them."""
    words = inline(node.children)
    look = next((class_ for class_ in node.classes if class_ in PARAGRAPHS), "")
    made: list[Block] = [{"is": "paragraph", "look": look, "in": words}] if words else []
    return made + [block for found in node.descendants if found.tag == "img" for block in _picture(found)]


def _picture(node: Node) -> list[Block]:
    """A picture that says something. One without words is an ornament, and nothing could read it out."""
    file, alt = node.attributes.get("src", ""), node.attributes.get("alt", "")
    return [{"is": "picture", "file": file, "alt": alt}] if file and alt else []


def _caption(node: Node) -> list[Block]:
    return [{"is": "paragraph", "look": "small", "in": inline(node.children)}]


def _list(node: Node) -> list[Block]:
    items = [child for child in node.nodes if child.tag == "li" and not _left_out(child)]
    if "cards" in node.classes:
        return [{"is": "index", "items": [_card(item) for item in items]}]
    if "timeline" in node.classes:
        return [block for item in items for block in _container(item)]
    made = [_in_language(item, _container(item)) for item in items]
    for block in (block for item in made for block in item if "links" in node.classes and block["is"] == "paragraph"):
        block["in"] = _paged(block["in"])
    start = node.attributes.get("start", "1")
    return [{"is": "list", "ordered": node.tag == "ol", "start": int(start) if start.isdecimal() else 1, "items": made}]


def _card(node: Node) -> Block:
    """A card becomes a line: its title as a link, and where and when it happened."""
    title = next(node.find("card__title"), Node(""))
    where = next(node.find("card__where"), Node(""))
    about = " · ".join(child.text for child in where.nodes if child.text)
    return {"title": _paged(inline(title.children)), "about": about}


def _paged(words: Inline) -> Inline:
    """The same, with links to other pages of the handbook saying on which page of the paper they are."""
    return [word if isinstance(word, str) else word | {"in": _paged(word["in"])} | _page_shown(word) for word in words]


def _page_shown(word: Block) -> Block:
    return {"where": True} if word["do"] == "link" and "://" not in word["to"] else {}


def _definitions(node: Node) -> list[Block]:
    """Facts: terms with what is said about them."""
    items: list[Block] = []
    for child in (inner for outer in node.nodes for inner in ([outer] if outer.tag in {"dt", "dd"} else outer.nodes)):
        if child.tag == "dt":
            items.append({"term": inline(child.children), "about": []})
        elif child.tag == "dd" and items:
            items[-1]["about"] += _facts(child)
    return [{"is": "terms", "items": items}] if items else []


def _facts(node: Node) -> Inline:
    """What is said about a term, in one line: the items of a list with semicolons between them, countries with commas."""
    lists = [child for child in node.nodes if child.tag == "ul"]
    countries = [child for child in node.nodes if "country" in child.classes]
    if not lists and not countries:
        return inline(node.children)
    items, mark = (lists[0].nodes, "; ") if lists else (countries, ", ")
    joined: list[Node | str] = []
    for item in items:
        joined += [*([mark] if joined else []), Node("span", item.attributes, item.children)]
    return inline(joined)


def _table(node: Node) -> list[Block]:
    caption = [words for child in node.nodes if child.tag == "caption" for words in inline(child.children)]
    parts = [part.nodes if part.tag in {"thead", "tbody"} else [part] for part in node.nodes]
    rows = [row for part in parts for row in part if row.tag == "tr"]
    cells = [[_cell(cell) for cell in row.nodes] for row in rows]
    headed = bool(rows) and all(cell.tag == "th" for cell in rows[0].nodes)
    table = {
        "is": "table",
        "columns": max(map(len, cells), default=0),
        "head": cells[:1] if headed else [],
        "rows": cells[headed:],
    }
    title: list[Block] = [{"is": "paragraph", "look": "caption", "in": caption}] if caption else []
    return [*title, table] if cells else []


def _cell(node: Node) -> Block:
    number = "compare__number" in node.classes or node.attributes.get("align") == "right"
    return {"in": inline(node.children), "head": node.tag == "th", "number": number, "lang": node.attributes.get("lang", "")}


def _details(node: Node) -> list[Block]:
    """What a screen folds stands open on paper; a table inside has a caption of its own."""
    inside = Node(
        node.tag, node.attributes, [child for child in node.children if isinstance(child, str) or child.tag != "summary"]
    )
    summary = [inline(child.children) for child in node.nodes if child.tag == "summary"]
    title: list[Block] = [{"is": "paragraph", "look": "caption", "in": words} for words in summary]
    return [*([] if any(child.tag == "table" for child in node.nodes) else title), *blocks(inside)]


def _preformatted(node: Node) -> list[Block]:
    return [{"is": "paragraph", "look": "", "in": [{"do": "code", "in": inline(node.children)}]}]


def _nothing(_: Node) -> list[Block]:
    return []


_MAKERS = {
    **dict.fromkeys(HEADINGS, _heading),
    "p": _paragraph,
    "figcaption": _caption,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "details": _details,
    "pre": _preformatted,
    "img": _picture,
    "hr": _nothing,
}


# --- words ----------------------------------------------------------------------------------------------------------------


def inline(children: list[Node | str]) -> Inline:
    """Words with what is done to them; white space as a browser shows it, none at the ends."""
    made = _filled(_spaced(_inline(children), [True]))
    _trim_end(made)
    return _filled(made)


def _filled(made: Inline) -> Inline:
    """Without what is empty."""
    return [words for words in made if words != "" and (isinstance(words, str) or words["do"] == "break" or words["in"])]


def _inline(children: list[Node | str]) -> Inline:
    made: Inline = []
    for child in children:
        if isinstance(child, str):
            made.append(child)
        elif child.tag == "br":
            made.append({"do": "break", "in": []})
        elif not _left_out(child):
            inside = _inline(child.children)
            if child.tag == "a" and "href" in child.attributes:
                to, external = child.attributes["href"], child.attributes.get("rel") == "external"
                inside = [{"do": "link", "to": to, "where": external and child.text != to, "in": inside}]
            does = [DOES.get(child.tag, ""), *(CLASS_DOES.get(class_, "") for class_ in child.classes)]
            for do in filter(None, does):
                inside = [{"do": do, "in": inside}]
            if lang := child.attributes.get("lang"):
                inside = [{"do": "lang", "lang": lang, "in": inside}]
            made += inside
    return made


def _spaced(words: Inline, after_space: list[bool]) -> Inline:
    """White space collapses to one space, also across the borders of elements."""
    made: Inline = []
    for word in words:
        if isinstance(word, dict):
            if word["do"] == "break":
                after_space[0] = True
                made.append(word)
            else:
                inside = _spaced(word["in"], after_space)
                made.append(word | {"in": inside})
            continue
        text = SPACE.sub(" ", word)
        text = text[1:] if after_space[0] and text.startswith(" ") else text
        if text:
            after_space[0] = text.endswith(" ")
            made.append(text)
    return made


def _trim_end(words: Inline) -> None:
    while words:
        last = words[-1]
        if isinstance(last, dict):
            _trim_end(last["in"])
            return
        words[-1] = last.rstrip(" ")
        if words[-1]:
            return
        words.pop()
