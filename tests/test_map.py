"""Maps as numbers: the projection, the sizes of dots, what happens where places lie close together, and which names fit."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest

from handbook import maps
from handbook.maps import Marker
from handbook.model import Context, Handbook, Outline

CONTEXT = Context(("de", "tr"), {"country": frozenset({"land"})})
SQUARE = Outline.model_validate({"id": "land", "rings": ["10,50 20,50 20,60 10,60"]}, context=CONTEXT)
"""Ten degrees each way, which at 55 degrees north is higher than broad."""
BROAD = Outline.model_validate({"id": "land", "rings": ["10,-5 40,-5 40,5 10,5"]}, context=CONTEXT)
"""Across the equator, where a degree is as long eastwards as northwards."""


def markers(*rows: tuple[float, float, int]) -> tuple[Marker, ...]:
    """Places called p0, p1 … by longitude, latitude and number of practices."""
    return tuple(Marker(f"p{index}", *row) for index, row in enumerate(rows))


def country(book: Handbook, id_: str) -> tuple[Outline, tuple[Marker, ...]]:
    """The real places of a country, all of them: more than any map shows."""
    places = [place for place in book.places.values() if place.country == id_ and place.coordinates]
    return book.outlines[id_], tuple(
        Marker(place.id, place.coordinates.lon, place.coordinates.lat, len(book.practices_of_place.get(place.id, ())))
        for place in places
        if place.coordinates
    )


# --- projection -----------------------------------------------------------------------------------------------------------


def test_north_is_up_and_the_corners_of_the_land_lie_at_the_margin() -> None:
    dots = {dot.id: dot for dot in maps.drawn(SQUARE, markers((10, 60, 1), (20, 50, 1))).dots}
    picture = maps.drawn(SQUARE, ())

    assert (dots["p0"].x, dots["p0"].y) == (maps.MARGIN, maps.MARGIN)
    assert dots["p1"].x == pytest.approx(picture.width - maps.MARGIN, abs=1)
    assert dots["p1"].y == pytest.approx(picture.height - maps.MARGIN, abs=1)


def test_a_degree_to_the_east_is_shorter_than_one_to_the_north_by_the_cosine_of_the_middle_latitude() -> None:
    picture = maps.drawn(SQUARE, ())
    width, height = picture.width - 2 * maps.MARGIN, picture.height - 2 * maps.MARGIN

    assert width / height == pytest.approx(math.cos(math.radians(55)), abs=0.01)


@pytest.mark.parametrize("outline", [SQUARE, BROAD])
def test_a_map_at_its_smallest_fits_on_a_phone(outline: Outline) -> None:
    picture = maps.drawn(outline, ())

    assert picture.width <= maps.WIDTH
    assert picture.height <= maps.HEIGHT
    assert picture.width == maps.WIDTH or picture.height == maps.HEIGHT


def test_the_land_is_a_closed_path_of_steps_that_comes_back_to_its_corners() -> None:
    path = maps.drawn(BROAD, ()).land

    assert re.fullmatch(r"M\d+ \d+l(?:[ -]?\d+)+z", path)
    x, y, *steps = [int(number) / maps.GRAIN for number in re.findall(r"-?\d+", path)]
    corners = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
    assert corners == [pytest.approx(corner, abs=0.5) for corner in [(10, 96.7), (270, 96.7), (270, 10), (10, 10)]]


# --- dots -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [2, 5, 12])
def test_the_area_of_a_dot_and_not_its_radius_grows_with_the_practices(times: int) -> None:
    assert (maps.radius(times) / maps.radius(1)) ** 2 == pytest.approx(times, rel=0.05)


def test_a_place_without_practices_has_the_smallest_dot() -> None:
    assert 0 < maps.radius(0) < maps.radius(1)


def test_large_dots_come_first_and_equal_ones_by_their_id() -> None:
    dots = maps.drawn(SQUARE, markers((11, 51, 1), (13, 53, 7), (15, 55, 1), (17, 57, 3))).dots

    assert [dot.id for dot in dots] == ["p1", "p3", "p0", "p2"]


def test_a_place_that_is_alone_stands_where_it_is_and_can_be_hit_on_24_pixels() -> None:
    (dot,) = maps.drawn(BROAD, markers((25, 0, 1))).dots

    assert [dot.x, dot.y] == pytest.approx([140, 53.3], abs=0.1)
    assert dot.reach == 12


@pytest.mark.parametrize("rows", [[(15.0, 55.0, 4)] * 2, [(15.0, 55.0, 1)] * 9, [(15.0, 55.0, 9), (15.01, 55.0, 1)]])
def test_places_on_one_spot_are_drawn_beside_each_other(rows: list[tuple[float, float, int]]) -> None:
    dots = maps.drawn(SQUARE, markers(*rows)).dots

    for one, other in combinations(dots, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius


@pytest.mark.parametrize("id_", ["germany", "turkiye"])
def test_no_two_dots_touch_and_none_is_far_from_its_place(id_: str, book: Handbook) -> None:
    """Also in the Ruhr and in Istanbul. Alone on the map a place stands where it is."""
    outline, places = country(book, id_)
    dots = maps.drawn(outline, places).dots
    alone = {place.id: maps.drawn(outline, (place,)).dots[0] for place in places}

    assert len(dots) == len(places)
    for one, other in combinations(dots, 2):
        distance = math.dist((one.x, one.y), (other.x, other.y))
        assert distance >= one.radius + other.radius, (one.id, other.id)
        assert distance >= one.reach + other.reach - 0.3, (one.id, other.id)
    for dot in dots:
        assert math.dist((dot.x, dot.y), (alone[dot.id].x, alone[dot.id].y)) <= 12, dot.id
        assert dot.reach >= dot.radius - 0.1, dot.id


def test_the_same_places_make_the_same_map_in_whatever_order_they_come(book: Handbook) -> None:
    outline, places = country(book, "germany")

    assert maps.drawn(outline, places) == maps.drawn(outline, places[::-1])


# --- names ----------------------------------------------------------------------------------------------------------------


def boxes(picture: maps.Map, found: dict[str, maps.Name], scale: float) -> list[tuple[float, float, float, float]]:
    """Where names and dots lie, in CSS pixels."""
    written = []
    for name in found.values():
        width = len(name.text) * maps.FONT * maps.LETTER
        left = name.x * scale - {"start": 0.0, "middle": width / 2, "end": width}[name.anchor]
        written.append((left, name.y * scale - 0.9 * maps.FONT, left + width, name.y * scale + 0.3 * maps.FONT))
    drawn = [
        (d.x * scale - d.radius, d.y * scale - d.radius, d.x * scale + d.radius, d.y * scale + d.radius) for d in picture.dots
    ]
    return written + drawn


@pytest.mark.parametrize("scale", [1.0, 2.0, 2.5])
@pytest.mark.parametrize("id_", ["germany", "turkiye"])
def test_names_lie_inside_the_picture_and_cover_neither_dots_nor_names(id_: str, scale: float, book: Handbook) -> None:
    outline, places = country(book, id_)
    picture = maps.drawn(outline, places)
    found = maps.names(picture, {place.id: book.places[place.id].texts["tr"].name for place in places}, scale)
    lying = boxes(picture, found, scale)

    assert len(found) >= 4
    for left, top, right, bottom in lying[: len(found)]:
        assert left >= -0.5
        assert top >= -0.5
        assert right <= picture.width * scale + 0.5
        assert bottom <= picture.height * scale + 0.5
    for index, (left, top, right, bottom) in enumerate(lying[: len(found)]):
        for other in lying[index + 1 :]:
            apart = max(other[0] - right, left - other[2], other[1] - bottom, top - other[3])
            assert apart > -0.5, (list(found)[index], other)


def test_a_name_stands_right_of_its_dot_and_left_where_there_is_no_room() -> None:
    picture = maps.drawn(BROAD, markers((12, 0, 1), (39, 0, 1)))
    found = maps.names(picture, {"p0": "Westen", "p1": "Osten"}, 1)

    assert {id_: name.anchor for id_, name in found.items()} == {"p0": "start", "p1": "end"}


def test_a_name_stands_above_or_below_where_the_sides_are_taken() -> None:
    picture = maps.drawn(BROAD, markers((25, 0, 3), (24, 0, 1), (26, 0, 1)))
    found = maps.names(picture, {"p0": "Mitte", "p1": "Links", "p2": "Rechts"}, 1)

    assert found["p0"].anchor == "middle"
    assert found["p0"].y < picture.dots[0].y


def test_a_name_that_fits_nowhere_is_left_out_and_that_of_the_larger_dot_is_kept() -> None:
    picture = maps.drawn(BROAD, markers((25, 0, 1), (25, 0.5, 9)))
    found = maps.names(picture, {"p0": "x" * 60, "p1": "Groß"}, 1)

    assert list(found) == ["p1"]


def test_a_larger_map_has_room_for_more_names(book: Handbook) -> None:
    outline, places = country(book, "germany")
    picture = maps.drawn(outline, places)
    texts = {place.id: book.places[place.id].texts["de"].name for place in places}

    assert len(maps.names(picture, texts, maps.large(picture))) > 2 * len(maps.names(picture, texts, 1))


# --- sizes ----------------------------------------------------------------------------------------------------------------


def test_maps_side_by_side_have_the_same_height() -> None:
    for size in (maps.side_by_side, maps.at_home):
        heights = {round(picture.height * size(picture)) for picture in (maps.drawn(SQUARE, ()), maps.drawn(BROAD, ()))}
        assert len(heights) == 1


def test_a_map_alone_is_as_broad_or_as_high_as_its_page_allows() -> None:
    tall, broad = maps.drawn(SQUARE, ()), maps.drawn(BROAD, ())

    assert tall.height * maps.large(tall) == pytest.approx(maps.LARGE_HEIGHT)
    assert broad.width * maps.large(broad) == pytest.approx(maps.LARGE_WIDTH)
