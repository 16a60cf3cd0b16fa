"""Columns that hold the keys of a name, by which the desk finds it however it is spelt."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from coalition.name_keys import key_of, skeleton_of

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class DerivedNameField(_TextField):
    """Computed from the fields named in `of` whenever its row is saved or inserted whole.

    `save(update_fields=["name"])` has to name it too.
    """

    derive: Callable[[Iterable[str]], str] = staticmethod(key_of)

    def __init__(self, *, of: Sequence[str] = ("name",), **kwargs: Any) -> None:
        self.of = tuple(of)
        kwargs |= {"editable": False, "blank": True, "default": ""}
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "blank", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def derived_from(self, values: Iterable[str]) -> str:
        return self.derive(values)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.derived_from(getattr(model_instance, name) for name in self.of)
        setattr(model_instance, self.attname, value)
        return value


class NameKeyField(DerivedNameField):
    """The folded words of the names; see `coalition.name_keys.key_of`."""

    derive = staticmethod(key_of)


class NameSkeletonField(DerivedNameField):
    """Their skeletons; see `coalition.name_keys.skeleton_of`."""

    derive = staticmethod(skeleton_of)
