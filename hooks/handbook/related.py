"""Which practices a page recommends: the other country first, then the same place, then the family.

Everything is grouped once, so finding the relations of one practice costs the same however many practices there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from itertools import combinations, islice

from handbook.model import Handbook, Practice

ACROSS = 3
"""Practices from other countries on the same theme."""
SAME_PLACE = 2
SIBLINGS = 2


class Related:
    """Relations between the practices of one handbook, the same in every language."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook
        self.groups: dict[Hashable, list[Practice]] = {}
        self.ranks: dict[tuple[Hashable, str], int] = {}
        self.named_by: dict[str, list[str]] = {}
        """A practice that names another as related is related to it in both directions."""
        for practice in sorted(handbook.practices.values(), key=lambda found: (-found.as_of, found.id)):
            for country in handbook.countries_of(practice):
                for themes in _theme_sets(practice):
                    self._add((themes, country), practice)
            for place in practice.places[:1]:
                self._add(place, practice)
            for id_ in practice.related:
                self.named_by.setdefault(id_, []).append(practice.id)
            if practice.part_of:
                self._add(("part of", practice.part_of), practice)

    def _add(self, group: Hashable, practice: Practice) -> None:
        members = self.groups.setdefault(group, [])
        self.ranks[group, practice.id] = len(members)
        members.append(practice)

    def to(self, practice: Practice) -> list[Practice]:
        """Practices to read next, without the parent and the parts, which the page shows anyway."""
        book = self.handbook
        shown = {practice.id, practice.part_of, *(part.id for part in book.parts.get(practice.id, ()))}
        named = (*practice.related, *self.named_by.get(practice.id, ()))
        found: dict[str, Practice] = {id_: book.practices[id_] for id_ in named if id_ not in shown}

        def take(candidates: Iterator[Practice], most: int) -> None:
            fresh = (candidate for candidate in candidates if candidate.id not in shown and candidate.id not in found)
            found.update({candidate.id: candidate for candidate in list(islice(fresh, most))})

        take(self._across(practice), max(0, ACROSS - len(found)))
        take(self._beside(practice.places[0], practice) if practice.places else iter(()), SAME_PLACE)
        take(self._beside(("part of", practice.part_of), practice), SIBLINGS)
        return list(found.values())

    def nearest(self, theme: str, country: str) -> list[Practice]:
        """What a country without a practice on a theme has on the themes that go with it most often."""
        book = self.handbook
        together = Counter(
            other for practice in book.practices_of_theme.get(theme, ()) for other in practice.themes if other != theme
        )
        found = (self.groups.get((frozenset((other,)), country), []) for other, _ in together.most_common())
        return next((members[:NEAREST] for members in found if members), [])

    def _across(self, practice: Practice) -> Iterator[Practice]:
        """Practices of the other countries that share themes: those that share more first, then the leading theme."""
        mine = self.handbook.countries_of(practice)
        for themes in _theme_sets(practice):
            for country in self.handbook.countries:
                if country not in mine:
                    own = (themes, mine[0])
                    others = self.groups.get((themes, country), [])
                    # Start at the same relative place in their list as this one has in its own: so not every page
                    # recommends the same newest few, and each practice is recommended about equally often.
                    start = self.ranks[own, practice.id] * len(others) // len(self.groups[own])
                    yield from islice((others[(start + step) % len(others)] for step in range(len(others))), NEARBY)

    def _beside(self, group: Hashable, practice: Practice) -> Iterator[Practice]:
        """The practices after this one in its group, from the beginning again at the end."""
        members = self.groups.get(group, [])
        start = self.ranks.get((group, practice.id), 0)
        yield from islice((members[(start + step) % len(members)] for step in range(1, len(members))), NEARBY)


NEAREST = 2
"""Practices to point to where a theme has none."""
NEARBY = 12
"""How far to look in one group: enough to pass over what is shown already."""


def _theme_sets(practice: Practice) -> Iterator[frozenset[str]]:
    """Pairs of a practice's themes, then each theme alone; the leading theme first."""
    yield from (frozenset(pair) for pair in combinations(practice.themes, 2))
    yield from (frozenset((theme,)) for theme in practice.themes)
