"""A book of all names of one kind, read once: for looking up many names at a time.

Looking thirty pasted names up one by one would take thirty queries; a book takes two, however many
there are. It is meant for one request and not kept.
"""

from collections import defaultdict
from collections.abc import Iterable

from coalition.likeness import Likeness, TypedName
from coalition.models import Leader, Record
from coalition.name_keys import NameWord, skeleton
from coalition.name_lookup.lookup import NAMED_MODELS, Found, rank

#: How many letters of a word's skeleton its page in the book has in common.
_PAGE = 2


class NameBook:
    """The names of every record of `model`."""

    def __init__(self, model: type[Record]) -> None:
        other_model, owner = NAMED_MODELS[model]
        short = [] if model is Leader else ["abbreviation"]
        own = model._default_manager.order_by("pk").values_list(
            "pk", "name_key", "name_skeleton", "name", *short
        )
        others = other_model._default_manager.order_by("pk").values_list(
            owner, "name_key", "name_skeleton", "name"
        )
        self._names: list[tuple[int, str, str, bool]] = []
        #: Key of a name -> its places in `_names`; and the same by how a word of it begins.
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_page: dict[str, list[int]] = defaultdict(list)
        for pk, key, bare, name, *rest in own:
            self._enter(pk, key, bare, name, rest[0] if rest else "", False)
        for pk, key, bare, name in others:
            self._enter(pk, key, bare, name, "", True)

    def _enter(
        self, pk: int, key: str, bare: str, name: str, abbreviation: str, is_other_name: bool
    ) -> None:
        place = len(self._names)
        self._names.append((pk, name, abbreviation, is_other_name))
        self._by_key[key].append(place)
        for page in {word[:_PAGE] for word in bare.split()}:
            self._by_page[page].append(place)

    def find(self, text: str, *, limit: int = 10) -> list[Found]:
        """What `find_by_name` would find, near misses in the first letters apart."""
        typed = TypedName(text)
        best: dict[int, Found] = {}
        for place in self._candidates(typed):
            pk, name, abbreviation, is_other_name = self._names[place]
            likeness: Likeness | None = typed.likeness(
                name, abbreviation=abbreviation, is_other_name=is_other_name
            )
            if likeness is not None and (pk not in best or likeness < best[pk].likeness):
                best[pk] = Found(pk, name, likeness)
        return sorted(best.values(), key=rank)[:limit]

    def _candidates(self, typed: TypedName) -> Iterable[int]:
        """The names that have a page in common with every typed word; short words turn none."""
        if not typed:
            return ()
        if exact := self._by_key.get(typed.key):
            return exact
        pages = [
            set(self._by_page.get(skeleton(word.text)[:_PAGE], ()))
            for word in typed.words
            if self._is_page(word)
        ]
        if not pages:
            return sorted({p for word in typed.words for p in self._by_page.get(word.text, ())})
        # Words that are written together elsewhere share the first page alone.
        return sorted(set.intersection(*pages) or pages[0])

    @staticmethod
    def _is_page(word: NameWord) -> bool:
        return not word.is_initials and len(skeleton(word.text)) >= _PAGE
