"""How readers may spell a Korean name in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.shared.romanised import romanised
from generator.schema.base import Alias
from generator.schema.kinds import Actor, Place, System
from generator.values.scalars import Ref

ARTICLE = Ref("articles", "a")
SRBM = Ref("missile-classes", "srbm")


def aliases(*korean: str) -> tuple[Alias, ...]:
    return tuple(Alias(name=name, lang="ko", article=ARTICLE) for name in korean)


def system(name: str, *korean: str) -> System:
    return System.model_construct(id="x", name=name, aliases=aliases(*korean), article=ARTICLE)


@pytest.mark.parametrize(
    ("name", "korean", "spelt"),
    [
        ("Hwasong-17", "화성-17형", ("Hwaseong-17",)),
        ("Hwasong-11A", "화성-11가", ("Hwaseong-11Ga", "Hwasŏng-11Ka")),
        ("Pukguksong-3", "북극성-3형", ("Bukgeukseong-3", "Pukkŭksŏng-3")),
        ("Hwasong-15", "화성 15형", ("Hwaseong 15",)),
        ("Musudan", "무수단", ()),
    ],
)
def test_both_rules_are_tried_and_what_a_record_has_is_left_out(
    name: str, korean: str, spelt: tuple[str, ...]
) -> None:
    assert romanised(system(name, korean)) == spelt


def test_family_name_and_the_word_for_city_stand_apart() -> None:
    person = Actor.model_construct(
        id="x", name="X", kind=Ref("actor-kinds", "person"), aliases=aliases("김정은")
    )
    assert romanised(person, True) == ("Gim Jeongeun", "Kim Chŏngŭn")
    place = Place.model_construct(
        id="x",
        name="X",
        kind=Ref("place-kinds", "city"),
        aliases=aliases("구성시"),
        article=ARTICLE,
    )
    assert romanised(place) == ("Guseong", "Kusŏng")


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=40))
def test_every_word_in_hangul_has_a_spelling(word: str) -> None:
    for spelt in romanised(system("X", word)):
        assert spelt and not any("가" <= letter <= "힣" for letter in spelt)
